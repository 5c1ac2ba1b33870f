//! Questions that people search for, each with a short answer and the steps of scenarios that show it, as they were run.
//! One Markdown file a question, in `web/questions/`:
//!
//! ```text
//! ---
//! title: How do I encrypt an existing Aurora cluster?
//! about: A line for search engines, of at most 160 characters.
//! steps: from-unencrypted/2 from-unencrypted/7
//! shows: cannot be converted | KmsKeyId
//! ---
//!
//! The answer.
//! ```
//!
//! `shows` lists, between bars, what the commands and outputs of these steps must contain: words that a reader who comes
//! with this question looks for.

use std::fs;
use std::path::Path;

use maud::{Markup, html};

use crate::guides::markdown;
use crate::lessons::{Part, PlayedLesson};
use crate::linked::{self, Page};
use crate::look::{Card, ENGLISH, Layout};
use crate::{Done, pages, prose, read, start};

/// The most characters that search engines show of a description.
const ABOUT: usize = 160;

/// A question, and where its answer can be seen.
pub(crate) struct Question<'a> {
    /// The file's name without `.md`.
    pub(crate) name: String,
    pub(crate) title: String,
    about: String,
    steps: Vec<(&'a PlayedLesson, Part<'a>)>,
    answer: Markup,
}

/// Reads every question of a folder, in the order of the files. The error names the file.
pub(crate) fn all<'a>(folder: &Path, lessons: &'a [PlayedLesson]) -> Done<Vec<Question<'a>>> {
    let listed =
        fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut paths: Vec<_> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "md"));
    paths.sort();
    let one = |path: &std::path::PathBuf| {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        question(&name, &read(path)?, lessons).map_err(|why| format!("{}: {why}", path.display()))
    };
    paths.iter().map(one).collect()
}

fn question<'a>(name: &str, text: &str, lessons: &'a [PlayedLesson]) -> Done<Question<'a>> {
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let (front, answer) =
        body.ok_or("it begins with a line ---, then title:, about:, steps: and shows:, then --- again")?;
    let field = |wanted: &str| {
        let mut lines = front.lines().rev().filter_map(|line| line.split_once(':'));
        let found = lines.find(|(name, _)| *name == wanted).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty()).ok_or_else(|| format!("{wanted}: is missing"))
    };
    let (title, about) = (field("title")?, field("about")?);
    if about.chars().count() > ABOUT {
        return Err(format!("about: has more than {ABOUT} characters, which is what search engines show"));
    }
    let steps = field("steps")?.split_whitespace().map(|at| step(at, lessons)).collect::<Done<Vec<_>>>()?;
    for wanted in field("shows")?.split('|').map(str::trim) {
        if !steps.iter().any(|(_, part)| shows(part, wanted)) {
            return Err(format!("none of its steps shows {wanted:?}"));
        }
    }
    Ok(Question {
        name: name.into(),
        title: title.into(),
        about: about.into(),
        steps,
        answer: markdown(answer),
    })
}

/// The step that `scenario/number` names.
fn step<'a>(at: &str, lessons: &'a [PlayedLesson]) -> Done<(&'a PlayedLesson, Part<'a>)> {
    let found = at.split_once('/').and_then(|(id, number)| {
        let lesson = lessons.iter().find(|lesson| lesson.id() == id)?;
        let number: usize = number.parse().ok()?;
        let part = lesson.parts().nth(number.checked_sub(1)?)?;
        Some((lesson, part))
    });
    found.ok_or_else(|| format!("steps: names {at}, and there is no such step"))
}

/// Returns whether a step's commands or outputs contain a text.
fn shows(part: &Part<'_>, wanted: &str) -> bool {
    let commands = part.blocks.iter().flat_map(|(commands, _)| commands);
    let outputs = part.blocks.iter().map(|(_, came)| &came.text);
    commands.chain(outputs).any(|text| text.contains(wanted))
}

impl Question<'_> {
    /// Writes `questions/<name>/index.html`.
    pub(crate) fn page(&self, url: &str) -> String {
        let name = &self.name;
        let run =
            self.steps.first().map(|(lesson, part)| format!("../../#v1/{}/{}", lesson.id(), part.number));
        let body = html! {
            article {
                p.crumbs { a href="../" { "Questions" } }
                h1 { (self.title) }
                div.read-intro { (self.answer) }
                @if let Some(run) = &run {
                    p.read-do { a.primary href=(run) { "Run it in the playground" } span.fade { "In your browser: no account needed, nothing leaves the tab" } }
                }
                @for (lesson, part) in &self.steps { (shown(lesson, part)) }
            }
        };
        let here = format!("questions/{name}/");
        let (address, picture) = (format!("{url}{here}"), format!("{url}questions/{name}.png"));
        let about = Page {
            address: &address,
            title: &self.title,
            about: &self.about,
            picture: &picture,
            language: ENGLISH,
        };
        let way = [("Questions", "questions/"), (&*self.title, &*here)];
        let linked = vec![linked::question(about, &self.answer), linked::crumbs(url, &way)];
        let frame = Layout {
            language: None,
            languages: Vec::new(),
            root: "../../",
            title: &self.title,
            about: &self.about,
            address: Some(address),
            oembed: None,
            card: Some(Card { picture, alt: self.title.clone() }),
            linked,
        };
        frame.page(&body)
    }

    /// The map that stands for it: that after the first of its steps.
    pub(crate) fn map(&self) -> Option<&Part<'_>> {
        self.steps.first().map(|(_, part)| part)
    }
}

/// A step, as it was run.
fn shown(lesson: &PlayedLesson, part: &Part<'_>) -> Markup {
    let (id, number) = (lesson.id(), part.number);
    html! {
        section.read-step aria-labelledby={ (id) "-" (number) } {
            h2 id={ (id) "-" (number) } { (part.step.title) " " (start::edition(lesson.lesson.scenario().edition)) }
            (pages::ran(part))
            (prose::blocks("../../", &part.step.after))
            (pages::map(part, &format!("../../read/{id}/")))
            p { a href={ "../../#v1/" (id) "/" (number) } { "Run this step" } " · " a href={ "../../read/" (id) "/" (number) "/" } { "Step " (number) " of “" (lesson.title()) "”" } }
        }
    }
}

/// Writes `questions/index.html`.
pub(crate) fn index(questions: &[Question<'_>], url: &str) -> String {
    let body = html! {
        h1 { "Questions about Aurora's encryption" }
        p.lead { "Short answers, with the commands that show them. Every command was run, and you can run it again in the playground." }
        ul.read-list { @for it in questions { li { a href={ (it.name) "/" } { (it.title) } br; (prose::line(&it.about)) } } }
    };
    let frame = Layout {
        language: None,
        languages: Vec::new(),
        root: "../",
        title: "Questions about Aurora's encryption",
        about: "How to encrypt an existing Aurora cluster, change its KMS key, share or copy an encrypted snapshot, and what its error messages mean.",
        address: Some(format!("{url}questions/")),
        oembed: None,
        card: Some(Card { picture: format!("{url}card.png"), alt: "Aurora Encryption Playground".into() }),
        linked: vec![linked::crumbs(url, &[("Questions", "questions/")])],
    };
    frame.page(&body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_question_is_said() {
        let file = |fields: &str| format!("---\n{fields}---\n\nAn answer.\n");
        let table = [
            ("no fields".to_owned(), "it begins with a line ---"),
            (file("title: T\n"), "about: is missing"),
            (
                file(&format!("title: T\nabout: {}\nsteps: a/1\nshows: x\n", "x".repeat(161))),
                "more than 160 characters",
            ),
            (
                file("title: T\nabout: A\nsteps: nowhere/1\nshows: x\n"),
                "steps: names nowhere/1, and there is no such step",
            ),
        ];
        for (text, why) in table {
            let found = question("q", &text, &[]).err().unwrap_or_default();
            assert!(found.contains(why), "{found}");
        }
    }
}
