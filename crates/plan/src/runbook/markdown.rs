//! A runbook as Markdown.

use playground_core::ids::Principal;

use super::command::{Command, Writing, profile_of};
use super::told::capital;
use super::{Act, Runbook, RunbookStep, told};

/// A part of a runbook, as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph or a heading, in Markdown.
    Text(String),
    /// Lines that are kept as they are, and what they are: `sh`, `diff` or `text`.
    Lines(&'static str, String),
}

impl Runbook {
    /// The runbook as Markdown, to read, print and keep.
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        for part in self.parts() {
            match part {
                Part::Text(text) => out.extend([&*text, "\n\n"]),
                Part::Lines(info, text) => {
                    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                    let fence = "`".repeat(longest.max(2) + 1);
                    out.extend([&fence, info, "\n", text.trim_end_matches('\n'), "\n", &fence, "\n\n"]);
                }
            }
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    }

    /// The same part by part.
    pub fn parts(&self) -> Vec<Part> {
        let mut page = Page { parts: Vec::new(), variables: &self.variables };
        page.paragraph(&["# ", &self.title].concat());
        page.paragraph(&self.about.join(" "));
        page.paragraph(&self.provenance());
        if !self.people.is_empty() {
            page.paragraph(&self.profiles());
        }
        if self.people.len() > 1 {
            page.paragraph("More than one account is involved: give each account's steps to its owner.");
        }
        if self.steps.iter().any(|step| matches!(step.act, Act::Policy(_))) {
            page.paragraph("It needs `jq`, and writes policies to files in the current directory.");
        }
        for (number, step) in (1_usize..).zip(&self.steps) {
            page.step(number, step);
        }
        if self.steps.is_empty() {
            page.paragraph("Nothing to do in the playground: this is already the case.");
        }
        self.remains_on(&mut page);
        page.parts
    }

    /// Where a runbook comes from, and what that means.
    pub(super) fn provenance(&self) -> String {
        [
            "Planned and run by the Aurora Encryption Playground in a model of AWS, by the rules of ",
            self.edition.name(),
            ", without access to any account. What a check must show is what that run showed. Read the runbook before you run it, and try it with a copy first.",
        ]
        .concat()
    }

    /// What the profiles of its commands stand for.
    fn profiles(&self) -> String {
        let each = self.people.iter().map(|who| {
            let account = who.account().map_or_else(String::new, |account| account.to_string());
            [
                "`--profile ",
                &profile_of(who),
                "` stands for a profile of the AWS CLI for the account ",
                &account,
            ]
            .concat()
        });
        let each: Vec<String> = each.collect();
        [
            &each.join(", "),
            ". Replace it with your profile's name, or create a profile with that name: `aws configure --profile NAME` or `aws configure sso`.",
        ]
        .concat()
    }

    fn remains_on(&self, page: &mut Page<'_>) {
        if self.left_over.is_empty() {
            return;
        }
        page.paragraph("## Cleanup");
        for left in &self.left_over {
            page.paragraph(&["**", &capital(&left.what), ".** ", &left.when].concat());
            page.commands(&left.delete);
        }
    }
}

struct Page<'a> {
    parts: Vec<Part>,
    variables: &'a [String],
}

impl Page<'_> {
    fn paragraph(&mut self, text: &str) {
        self.parts.push(Part::Text(text.into()));
    }

    fn fence(&mut self, info: &'static str, text: &str) {
        self.parts.push(Part::Lines(info, text.into()));
    }

    fn writing<T>(&self, with: impl FnOnce(&Writing<'_>) -> T) -> T {
        let profile = |who: &Principal| profile_of(who);
        with(&Writing { variables: self.variables, profile: &profile, instead: &[] })
    }

    fn commands(&mut self, commands: &[Command]) {
        if commands.is_empty() {
            return;
        }
        let lines: Vec<String> =
            self.writing(|writing| commands.iter().map(|one| writing.line(one)).collect());
        self.fence("sh", &lines.join("\n"));
    }

    fn step(&mut self, number: usize, step: &RunbookStep) {
        self.paragraph(&["## ", &number.to_string(), ". ", &step.title].concat());
        if let Some(account) = step.theirs {
            self.paragraph(&["*A step for the owner of account ", &account.to_string(), ".*"].concat());
        }
        match &step.act {
            Act::ByHand(what) => self.paragraph(what),
            Act::Command(command) => self.commands(core::slice::from_ref(command)),
            Act::Policy(change) => {
                self.paragraph("This statement is added to the key policy; nothing else in it changes:");
                self.fence("diff", &change.difference());
                let lines =
                    self.writing(|writing| [change.lines(writing), writing.line(&change.put)].join("\n"));
                self.fence("sh", &lines);
            }
        }
        if let Some(settings) = step.settings {
            let example = told::example(settings);
            self.paragraph(
                &[
                    "Add settings of the old one that the playground doesn't have, such as `",
                    example,
                    "`. ",
                    told::compare(settings),
                ]
                .concat(),
            );
        }
        if let Some(instead) = &step.instead {
            self.paragraph(instead.text);
            self.commands(&instead.commands);
        }
        if step.destructive {
            self.paragraph("**This can't be undone.** Make sure that nobody needs what it removes.");
        }
        if !step.waits.is_empty() {
            self.paragraph(
                "Wait until it's done. A waiter gives up after 30 minutes; if it does, repeat it:",
            );
            self.commands(&step.waits);
        }
        for check in &step.checks {
            self.paragraph("Check:");
            self.commands(core::slice::from_ref(&check.command));
            self.paragraph("It must show:");
            self.fence("text", &check.shows);
        }
        self.paragraph(&["**Clients:** ", step.clients].concat());
        self.paragraph(&["**To roll back:** ", &step.back].concat());
        self.commands(&step.back_by);
    }
}
