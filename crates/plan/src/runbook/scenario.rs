//! A runbook as a scenario, to step through. It says what is run and not what that prints: whoever can run it puts that in.
//!
//! A scenario's world begins empty, so the first step makes a world that is like the one that the plan was found for, as
//! far as that goes.

use playground_core::ids::Principal;
use playground_core::profile::{PROFILES, Profile};

use super::command::{Command, Writing, profile_of};
use super::like::Likeness;
use super::told::capital;
use super::{Act, Runbook, RunbookStep};

/// A scenario can have this many steps (the format's limit).
const MOST_STEPS: usize = 100;

impl Runbook {
    /// The text of a scenario's file, without what its commands print. The error says why there can be none.
    pub fn scenario(&self) -> Result<String, String> {
        let like = self.likeness.as_ref().map_err(String::clone)?;
        if self.steps.len() + 2 > MOST_STEPS {
            return Err(format!(
                "The plan has {} steps, and a scenario can have at most {MOST_STEPS}.",
                self.steps.len()
            ));
        }
        let mut variables = like.variables.clone();
        variables.extend_from_slice(&self.variables);
        let text = Text { like, variables: &variables };
        let title = text.plain(&self.title);
        let mut out = [
            "---\ntitle: ",
            &title,
            "\nsummary: A plan as a runbook, step by step.\nseed: runbook\nedition: ",
            self.edition.name(),
            "\n---\n\n",
        ]
        .concat();
        out.extend([&text.prose(&self.about.join(" ")), "\n\n"]);
        out.push_str("## Set up the world\n\nA scenario's world starts empty. These commands create what the plan is about.");
        for unlike in &like.unlike {
            out.extend([" ", &text.prose(unlike)]);
        }
        out.push_str("\n\n");
        block(&mut out, &like.lines);
        for step in &self.steps {
            text.step(&mut out, step);
        }
        if !self.left_over.is_empty() {
            out.push_str("## Cleanup\n\n");
            for left in &self.left_over {
                out.extend(["- ", &text.prose(&capital(&left.what)), ": ", &text.prose(&left.when), "\n"]);
            }
            out.push('\n');
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        Ok(out)
    }
}

/// A block of commands that are run.
fn block(out: &mut String, lines: &[String]) {
    if !lines.is_empty() {
        out.extend(["```aws\n", &lines.join("\n"), "\n```\n\n"]);
    }
}

struct Text<'a> {
    like: &'a Likeness,
    variables: &'a [String],
}

impl Text<'_> {
    fn writing<T>(&self, with: impl FnOnce(&Writing<'_>) -> T) -> T {
        // A scenario's world has the playground's own users only: of another user's account, its administrator.
        let profile = |who: &Principal| {
            let account = who.account().map(|account| account.to_string()).unwrap_or_default();
            let to =
                self.like.instead.iter().find(|(from, _)| *from == account).map_or(&account, |(_, to)| to);
            let of_account = |profile: &&Profile| profile.account.to_string() == *to;
            let known = PROFILES.iter().find(|profile| profile.principal() == *who && of_account(profile));
            let admin = || PROFILES.iter().find(of_account);
            known.or_else(admin).map_or_else(|| profile_of(who), |profile| String::from(profile.name))
        };
        with(&Writing { variables: self.variables, profile: &profile, instead: &self.like.instead })
    }

    /// A text of ours, which may name ids and accounts, as a title: it has no Markdown.
    fn plain(&self, text: &str) -> String {
        self.writing(|writing| writing.text(text))
    }

    /// The same as prose.
    fn prose(&self, text: &str) -> String {
        let text = self.plain(text);
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(next) = rest.chars().next() {
            let named = rest.strip_prefix('$').and_then(|after| {
                self.variables
                    .iter()
                    .filter(|name| after.starts_with(name.as_str()))
                    .max_by_key(|name| name.len())
            });
            let len = if let Some(name) = named {
                out.extend(["`$", name, "`"]);
                name.len() + 1
            } else {
                if matches!(next, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#') {
                    out.push('\\');
                }
                out.push(next);
                next.len_utf8()
            };
            rest = rest.get(len..).unwrap_or_default();
        }
        out
    }

    /// A command whose answer is of no interest: the check below it shows what it did.
    fn quiet(&self, command: &Command) -> String {
        let line = self.writing(|writing| writing.line(command));
        if command.keeps.is_some() { line } else { [&line, " > /dev/null"].concat() }
    }

    fn step(&self, out: &mut String, step: &RunbookStep) {
        out.extend(["## ", &self.plain(&step.title), "\n\n"]);
        if let Some(account) = step.theirs {
            let theirs = ["A step for the owner of account ", &account.to_string(), "."].concat();
            out.extend([&self.prose(&theirs), "\n\n"]);
        }
        let mut lines = Vec::new();
        match &step.act {
            Act::ByHand(what) => out.extend([&self.prose(what), "\n\n"]),
            Act::Command(command) => lines.push(self.quiet(command)),
            Act::Policy(change) => {
                let (made, put) = self.writing(|writing| (change.lines(writing), writing.line(&change.put)));
                lines.extend([made, put]);
            }
        }
        lines.extend(step.waits.iter().map(|wait| self.writing(|writing| writing.line(wait))));
        lines.extend(step.checks.iter().map(|check| self.writing(|writing| writing.line(&check.command))));
        block(out, &lines);
        let clients = ["Clients: ", step.clients, " To roll back: ", &step.back].concat();
        let by: Vec<String> =
            step.back_by.iter().map(|command| self.writing(|writing| writing.line(command))).collect();
        out.extend([&self.prose(&clients), "\n\n"]);
        if !by.is_empty() {
            out.extend(["```\n", &by.join("\n"), "\n```\n\n"]);
        }
    }
}
