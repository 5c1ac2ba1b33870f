//! Questions that people search for, each with a short answer and the steps of scenarios that show it, as they were run.
//! One Markdown file a question, in `web/questions/`:
//!
//! ```text
//! ---
//! title: How do I encrypt an existing Aurora cluster?
//! about: A line for search engines, of at most 155 characters.
//! steps: from-unencrypted/2 from-unencrypted/7
//! shows: cannot be converted | KmsKeyId
//! picture: from-unencrypted/2
//! place: change 1
//! ---
//!
//! The answer.
//! ```
//!
//! `shows` lists, between bars, what the commands and outputs of these steps must contain: words that a reader who comes
//! with this question looks for. `picture` is the step that the page's card shows, with a part of the inspector behind it
//! (`on-the-disk/4 envelope`) if it is to show that. `place` is the group that the question is listed in, and its place there. The button runs the first of the
//! steps; they are shown in the order in which the scenario has them.

use std::fs;
use std::path::Path;

use maud::{Markup, html};
use playground_session::glossary::{Glossary, Marker};
use playground_session::view::{Edition, Part as Piece, Place, look};

use crate::described::ABOUT;
use crate::guides::{markdown, marked};
use crate::lessons::{Part, PlayedLesson};
use crate::linked::{self, Page};
use crate::look::{Card, ENGLISH, Layout};
use crate::prose::{self, Here};
use crate::{Done, pages, read, scene, start};

/// The title of the list.
pub(crate) const TITLE: &str = "Questions about Aurora's encryption";

/// Leads from the page of a question to the site's folder.
const ROOT: &str = "../../";

/// A question, and where its answer can be seen.
pub(crate) struct Question<'a> {
    /// The file's name without `.md`.
    pub(crate) name: String,
    pub(crate) title: String,
    about: String,
    steps: Vec<(&'a PlayedLesson, Part<'a>)>,
    /// The step that its card shows, and what of the inspector, if that is not what the step is about.
    picture: ((&'a PlayedLesson, Part<'a>), Option<Piece>),
    /// In Markdown.
    answer: String,
    /// Its group, and its place in it.
    place: (Group, u8),
}

/// Reads every question of a folder, in the order of their places. The error names the file.
pub(crate) fn all<'a>(folder: &Path, lessons: &'a [PlayedLesson]) -> Done<Vec<Question<'a>>> {
    let listed =
        fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut paths: Vec<_> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "md"));
    let one = |path: &std::path::PathBuf| {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        question(&name, &read(path)?, lessons).map_err(|why| format!("{}: {why}", path.display()))
    };
    let mut all = paths.iter().map(one).collect::<Done<Vec<_>>>()?;
    all.sort_by_key(|question| {
        (Group::ALL.iter().position(|group| *group == question.place.0), question.place.1)
    });
    let twice = all.iter().zip(all.iter().skip(1)).find(|(one, next)| one.place == next.place);
    match twice {
        Some((one, next)) => Err(format!("{}.md and {}.md have the same place", one.name, next.name)),
        None => Ok(all),
    }
}

/// The groups of questions, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Begin,
    Change,
    Share,
    Lost,
    Errors,
}

impl Group {
    const ALL: [Self; 5] = [Self::Begin, Self::Change, Self::Share, Self::Lost, Self::Errors];

    /// The word for it in a file.
    const fn name(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Change => "change",
            Self::Share => "share",
            Self::Lost => "lost",
            Self::Errors => "errors",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Begin => "Begin here",
            Self::Change => "Encrypt, change, rotate",
            Self::Share => "Share and copy snapshots",
            Self::Lost => "When the key is lost",
            Self::Errors => "Errors",
        }
    }

    /// Its heading's id on the list.
    fn id(self) -> String {
        format!("group-{}", self.name())
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == text)
    }

    fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }
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
    let (picture, place) = (field("picture")?, field("place")?);
    let place = place.split_once(' ').and_then(|(group, at)| Some((Group::parse(group)?, at.parse().ok()?)));
    let place = place.ok_or_else(|| {
        format!("place: is a group and a number, such as lost 2; the groups are {}", Group::names())
    })?;
    let (pictured, piece) = picture.split_once(' ').map_or((picture, None), |(at, piece)| (at, Some(piece)));
    let piece = piece
        .map(|name| Piece::parse(name).ok_or_else(|| format!("picture: {name} is no part of the inspector")));
    Ok(Question {
        place,
        picture: (step(pictured, lessons)?, piece.transpose()?),
        name: name.into(),
        title: title.into(),
        about: about.into(),
        steps,
        answer: answer.into(),
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
    /// The steps as they are shown: each scenario's in its order, whichever the answer begins with.
    fn in_order(&self) -> Vec<&(&PlayedLesson, Part<'_>)> {
        let first = |id: &str| self.steps.iter().position(|(lesson, _)| lesson.id() == id);
        let mut all: Vec<_> = self.steps.iter().collect();
        all.sort_by_key(|(lesson, part)| (first(lesson.id()), part.number));
        all
    }

    /// Writes `questions/<name>/index.html`; `all` are the questions in order. Each term is marked where the page first uses it.
    pub(crate) fn page(&self, all: &[Self], url: &str, glossary: &Glossary) -> String {
        let name = &self.name;
        let at = all.iter().position(|it| it.name == self.name).unwrap_or(0);
        let shown = self.in_order();
        let run =
            self.steps.first().map(|(lesson, part)| format!("{ROOT}#v1/{}/{}", lesson.id(), part.number));
        let mut marker = glossary.marker(self.steps.first().map_or(Edition::Y2026, |(_, part)| part.edition));
        let answer = marked(&self.answer, ROOT, &mut marker);
        let body = html! {
            article {
                p.crumbs { a href="../" { "Questions" } }
                h1 { (self.title) }
                div.read-intro { (answer) }
                @if let Some(run) = &run {
                    p.read-do { a.primary href=(run) { "Run it in the playground" } span.fade { "In your browser: no account needed, nothing leaves the tab" } }
                }
                @for (number, (lesson, part)) in shown.iter().enumerate() {
                    @let before = number.checked_sub(1).and_then(|at| shown.get(at)).filter(|(other, _)| other.id() == lesson.id());
                    (step_of(lesson, part, before.map_or(0, |(_, part)| part.number), &mut marker))
                }
            }
            aside.read-more aria-labelledby="more" {
                h2 id="more" { "More questions" }
                ul { @for it in self.near(all) { li { a href={ "../" (it.name) "/" } { (it.title) } } } }
                p.read-do {
                    @if let Some(run) = &run { a.primary href=(run) { "Run it in the playground" } }
                    a href="../" { "All questions" }
                }
            }
            nav.read-next aria-label="Other questions" {
                @if let Some(it) = at.checked_sub(1).and_then(|at| all.get(at)) { a href={ "../" (it.name) "/" } rel="prev" { "← " (it.title) } }
                @if let Some(it) = all.get(at + 1) { a href={ "../" (it.name) "/" } rel="next" { (it.title) " →" } }
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
        let linked = vec![linked::question(about, &markdown(&self.answer)), linked::crumbs(url, &way)];
        let frame = Layout {
            language: None,
            languages: Vec::new(),
            root: ROOT,
            title: &self.title,
            about: &self.about,
            address: Some(address),
            oembed: None,
            card: Some(Card { picture, alt: self.title.clone() }),
            linked,
        };
        frame.page(&body)
    }

    /// The others of its group.
    fn near<'b>(&'b self, all: &'b [Self]) -> impl Iterator<Item = &'b Self> {
        all.iter().filter(|it| it.place.0 == self.place.0 && it.name != self.name)
    }

    /// What stands beside its title on its card.
    pub(crate) fn scene(&self) -> Option<String> {
        let (lesson, part) = &self.picture.0;
        scene::of_step(lesson, part, self.picture.1)
    }
}

/// A step, as it was run, with the map if that is what it is about. `after` is the number of the scenario's step that is shown
/// before it, or 0.
fn step_of(lesson: &PlayedLesson, part: &Part<'_>, after: usize, marker: &mut Marker<'_>) -> Markup {
    let (id, number) = (lesson.id(), part.number);
    let on_map = look(&lesson.lesson, number.saturating_sub(1)).is_some_and(|look| look.place == Place::Map);
    let run = format!("{ROOT}#v1/{id}/{number}");
    let mut told = part.step.after.clone();
    marker.edition = part.edition;
    marker.blocks(&mut told);
    let between: Vec<Part<'_>> =
        lesson.parts().filter(|it| (after + 1..number).contains(&it.number)).collect();
    html! {
        section.read-step aria-labelledby={ (id) "-" (number) } {
            h2 id={ (id) "-" (number) } { (part.step.title) " " (start::edition(lesson.lesson.scenario().edition)) }
            @if let [first, .., last] = &*between && between.len() > 4 {
                p.fade { "Before this: " a href={ "../../read/" (id) "/#step-" (first.number) } { "steps " (first.number) " to " (last.number) " of the scenario" } }
            } @else if !between.is_empty() {
                p.fade { "Before this: "
                    @for (at, it) in between.iter().enumerate() { @if at > 0 { " · " } a href={ "../../read/" (id) "/" (it.number) "/" } { (it.step.title) } }
                }
            }
            (pages::ran(part))
            (prose::blocks(Here { root: ROOT, run: &run }, &told))
            @if on_map { (pages::map(part, &format!("../../read/{id}/"))) }
            p { a href=(run) { "Run this step" } " · " a href={ "../../read/" (id) "/" (number) "/" } { "Step " (number) " of “" (lesson.title()) "”" } }
        }
    }
}

/// Writes `questions/index.html`.
pub(crate) fn index(questions: &[Question<'_>], url: &str) -> String {
    let body = html! {
        h1 { (TITLE) }
        p.lead { "Short answers, with the commands that show them. Every command was run, and you can run it again in the playground." }
        nav.read-steps aria-label="Groups" { ul { @for group in Group::ALL { li { a href={ "#" (group.id()) } { (group.title()) } } } } }
        @for group in Group::ALL {
            h2 id=(group.id()) { (group.title()) }
            ul.read-list { @for it in questions.iter().filter(|it| it.place.0 == group) { li { a href={ (it.name) "/" } { (it.title) } br; (prose::line(&it.about)) } } }
        }
    };
    let frame = Layout {
        language: None,
        languages: Vec::new(),
        root: "../",
        title: TITLE,
        about: "How to encrypt an existing Aurora cluster, change its KMS key, share or copy an encrypted snapshot, and what its error messages mean.",
        address: Some(format!("{url}questions/")),
        oembed: None,
        card: Some(Card { picture: format!("{url}questions/card.png"), alt: TITLE.into() }),
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
                file(&format!("title: T\nabout: {}\nsteps: a/1\nshows: x\n", "x".repeat(156))),
                "more than 155 characters",
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
