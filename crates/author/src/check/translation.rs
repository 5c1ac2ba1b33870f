//! Checks a scenario's texts in another language against the scenario's own file: it has the same steps, its questions have
//! the same choices, and what must stay as it is has stayed.

use std::fmt::Write as _;

use playground_session::scenario::{Language, Misfit, Scenario, Translation, parse};
use playground_session::view::{Block, Inline, Place};

use super::{Checked, Finding, Form, Weight};

/// Checks a file's text. `own` is the name of the scenario's own file, and its text.
pub(super) fn text(file: &str, language: &Language, own: (&str, &str)) -> Checked {
    let form = Form::Translation { own: own.0.to_owned() };
    let mut findings: Vec<Finding> = Translation::problems(file)
        .into_iter()
        .map(|problem| Finding::new(problem.line, Weight::Mend, problem.message))
        .collect();
    let read = (Translation::parse(file), parse(own.1));
    let (Ok(translation), Ok(scenario)) = &read else {
        if let (Ok(_), Err(problem)) = &read {
            let message = format!("{} has a mistake, so this can't be compared with it: {problem}", own.0);
            findings.push(Finding::new(1, Weight::Mend, message));
        }
        return Checked { findings, form, ..Checked::default() };
    };
    if !scenario.languages.contains(language) {
        let tag = language.tag();
        let message = format!(
            "{} doesn't name this language, so nobody is shown this file. Put it between its lines of ---: languages: {tag}",
            own.0
        );
        findings.push(Finding::new(1, Weight::Mend, message));
    }
    let lines = Lines(file);
    findings.extend(translation.misfits(scenario).iter().filter_map(|misfit| lines.misfit(misfit, own.0)));
    findings.extend(in_english(translation, scenario));
    let steps = 0..scenario.steps.len();
    findings.extend(steps.clone().filter_map(|step| lines.not_kept(translation, scenario, step, own.0)));
    let translated = steps.filter(|step| !translation.lacks(*step)).count();
    Checked { findings, rewritten: Some(file.into()), size: (translated, scenario.steps.len()), form }
}

/// What is said of steps without texts, once for all of them.
fn in_english(translation: &Translation, scenario: &Scenario) -> Option<Finding> {
    let lacks = (0..scenario.steps.len()).filter(|step| translation.lacks(*step));
    let numbers: Vec<String> = lacks.map(|step| (step + 1).to_string()).collect();
    let message = match numbers.as_slice() {
        [] => return None,
        [one] => format!("Step {one} is shown in English, since it has no texts here."),
        _ => format!(
            "These steps are shown in English, since they have no texts here: {}.",
            numbers.join(", ")
        ),
    };
    Some(Finding::new(1, Weight::Remark, message))
}

/// The lines of a translation.
struct Lines<'a>(&'a str);

impl Lines<'_> {
    /// The line with the title of a step, counted from 1; for 0, the line behind the front matter.
    fn of_step(&self, number: usize) -> u32 {
        let mut fenced = false;
        let mut begins = (1..).zip(self.0.lines()).filter(|(_, line)| {
            fenced ^= line.starts_with("```");
            !fenced && (line.starts_with("## ") || *line == "##")
        });
        let found = number.checked_sub(1).and_then(|before| begins.nth(before));
        let front = || (1..).zip(self.0.lines()).filter(|(_, line)| line.trim_end() == "---").nth(1);
        found.or_else(front).map_or(1, |(line, _)| line)
    }

    /// What is said of a difference. Steps without any texts are told together, by [`in_english`].
    fn misfit(&self, misfit: &Misfit, own: &str) -> Option<Finding> {
        let (step, message) = match misfit {
            Misfit::NoStep(_) => return None,
            Misfit::NoSuchStep(step) => {
                (*step, format!("{own} has {} steps, and this is one more. Remove it.", step - 1))
            }
            Misfit::NoIntro => (
                0,
                format!(
                    "The text before the first step is missing, so that of {own} is shown, with the first step's. Translate it."
                ),
            ),
            Misfit::NoTitle(step) => (*step, String::from("The title of this step is missing behind ##.")),
            Misfit::NoBefore(step) => {
                (*step, format!("What {own} says before the commands of this step is missing. Translate it."))
            }
            Misfit::NoAfter(step) => (
                *step,
                format!(
                    "What {own} says after the commands of this step is missing. Translate it, under two lines ```aws and ``` that mark the place of the commands."
                ),
            ),
            Misfit::NoQuestion(step) => {
                (*step, format!("The question that {own} asks in this step is missing. Translate it."))
            }
            Misfit::Added(0) => {
                (0, format!("{own} says nothing before its first step. Remove this, or add it there."))
            }
            Misfit::Added(step) => (
                *step,
                format!(
                    "This step has a text or a question where {own} has none. Remove it, or move it: two lines ```aws and ``` divide what is read before the commands from what is read after them."
                ),
            ),
            Misfit::OtherChoices(step) => (
                *step,
                format!(
                    "The choices of this question are not those of {own}, so it is asked in English. It must have as many, in the same order, with [x] at the same one."
                ),
            ),
            Misfit::NoCommands(step) => {
                (*step, format!("{own} has no commands in this step. Remove the lines ```aws and ``` here."))
            }
        };
        Some(Finding::new(self.of_step(step), Weight::Mend, message))
    }

    /// What the English step has and its translation should have as it is. Often the step was changed since.
    fn not_kept(
        &self,
        translation: &Translation,
        scenario: &Scenario,
        step: usize,
        own: &str,
    ) -> Option<Finding> {
        if translation.lacks(step) {
            return None;
        }
        let here = kept(&translation.prose(step));
        let gone: Vec<String> =
            kept(&scenario.prose(step)).into_iter().filter(|it| !here.contains(it)).collect();
        if gone.is_empty() {
            return None;
        }
        let mut message = format!("In {own}, this step also has ");
        for (at, it) in gone.iter().enumerate() {
            let _ = write!(message, "{}{it}", if at == 0 { "" } else { ", " });
        }
        message.push_str(". Names in `code`, addresses, and bold names of panels stay as they are.");
        Some(Finding::new(self.of_step(step + 1), Weight::Remark, message))
    }
}

/// What a translation keeps as it is, as it is written: code, the addresses of links, and the names of panels, which lead
/// there.
fn kept(blocks: &[&Block]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for block in blocks {
        let runs: Vec<&Inline> = match block {
            Block::Paragraph(runs) | Block::Heading(runs) | Block::Note(runs) => runs.iter().collect(),
            Block::List { items, .. } => items.iter().flatten().collect(),
            Block::Code(_) => Vec::new(),
        };
        all.extend(runs.into_iter().filter_map(|run| match run {
            Inline::Code(text) => Some(format!("`{text}`")),
            Inline::Link { href, .. } => Some(href.clone()),
            Inline::Strong(text) if Place::parse(text).is_some() => Some(format!("**{text}**")),
            Inline::Strong(_) | Inline::Text(_) | Inline::Em(_) | Inline::Term { .. } => None,
        }));
    }
    all.dedup();
    all
}
