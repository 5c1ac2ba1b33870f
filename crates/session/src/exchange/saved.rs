//! What a link, a file or the browser's storage contains of a session.

use std::rc::Rc;

use playground_core::edition::Edition;
use playground_core::env::Seed;

use super::Own;
use crate::attempt::STOPPED;
use crate::lesson::Lesson;
use crate::limits::{self, MAX_ENTRIES, MAX_LINES, hides, sign};
use crate::scenario::is_id;
use crate::session::Session;
use crate::shell::{self, Command, Join};
use crate::timeline::EntryId;

/// The longest title, in characters.
const MAX_TITLE: usize = 120;
/// More steps than any scenario has.
const MAX_STEPS: usize = 10_000;

/// A session without its outputs, which [`super::Replay`] adds again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The seed of everything random.
    pub seed: Seed,
    /// Which rules hold.
    pub edition: Edition,
    /// A name for it; may be empty.
    pub title: String,
    /// The scenario it began as, if it did.
    pub origin: Option<Origin>,
    /// All entries; entry `n` is at index `n - 1`.
    pub entries: Vec<SavedEntry>,
    /// The cursor: the entry that the session is at; 0 is the beginning.
    pub cursor: EntryId,
    /// The last entry of the branch shown, where forward leads from the cursor.
    pub tip: EntryId,
    /// Whether it comes from a version whose results had another form, so that its digests can't be compared.
    pub outdated: bool,
    /// What was read of the reader's accounts, with which it began: there only if the reader wants it to be kept.
    pub own: Option<Own>,
}

/// A step of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The scenario's id, as in an address: `lose-the-key`.
    pub scenario: String,
    /// The index of the step.
    pub step: usize,
}

impl Origin {
    fn is_valid(&self) -> bool {
        is_id(&self.scenario) && self.step < MAX_STEPS
    }
}

/// A command and its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedEntry {
    /// The previous entry; 0 is the beginning.
    pub parent: EntryId,
    /// The command as written.
    pub line: Rc<str>,
    /// Whether a scenario ran it.
    pub scripted: bool,
    /// The first bytes of its digest, as many as are known, to compare with the digest of the replay.
    pub digest: Vec<u8>,
}

impl Saved {
    /// Saves a whole session with all its branches. Characters of the title that can't be shown are removed,
    /// and an origin that no address can name is left out.
    pub fn of(session: &Session, title: &str, origin: Option<Origin>) -> Self {
        let timeline = session.timeline();
        let entries = (1..=timeline.len()).filter_map(|id| {
            let entry = timeline.record(id)?;
            let parent = timeline.parent(id)?;
            let (line, scripted) = (entry.line.clone(), entry.scripted);
            Some(SavedEntry { parent, line, scripted, digest: entry.digest.to_vec() })
        });
        Self {
            seed: session.seed(),
            edition: session.edition(),
            title: clean_title(title),
            origin: origin.filter(Origin::is_valid),
            entries: entries.collect(),
            cursor: timeline.cursor(),
            tip: timeline.tip(),
            outdated: false,
            own: session.kept().cloned(),
        }
    }

    /// Saves a scenario's whole session under the scenario's title.
    pub fn of_lesson(lesson: &Lesson) -> Self {
        let origin = Origin { scenario: lesson.id().to_owned(), step: lesson.step() };
        Self::of(lesson.session(), &lesson.scenario().title, Some(origin))
    }

    /// Saves only the commands from the beginning to the cursor.
    pub fn branch(session: &Session, title: &str, origin: Option<Origin>) -> Self {
        Self::of(session, title, origin).into_branch()
    }

    /// Removes all entries that are not between the beginning and the cursor.
    #[must_use]
    pub fn into_branch(self) -> Self {
        let mut path = Vec::new();
        let mut next = self.cursor;
        while let Some(entry) = next.checked_sub(1).and_then(|at| self.entries.get(at)) {
            path.push(entry.clone());
            // A parent always comes before its child; anything else ends the path.
            next = entry.parent.min(next - 1);
        }
        path.reverse();
        for (parent, entry) in path.iter_mut().enumerate() {
            entry.parent = parent;
        }
        let end = path.len();
        Self { entries: path, cursor: end, tip: end, ..self }
    }

    /// Checks whether [`super::Replay`] can make a session of it. An error is a sentence or two.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.entries.len() > MAX_ENTRIES {
            return Err(String::from("It has more than 5,000 commands."));
        }
        if self.entries.iter().map(|entry| entry.line.len()).sum::<usize>() > MAX_LINES {
            return Err(String::from("Its commands are longer than 1 MiB together."));
        }
        check_title(&self.title)?;
        if self.origin.as_ref().is_some_and(|origin| !origin.is_valid()) {
            return Err(String::from("The scenario it names has no valid id or step."));
        }
        for (at, entry) in self.entries.iter().enumerate() {
            let number = at + 1;
            if entry.parent > at {
                return Err(format!("Command {number} comes after a later one."));
            }
            check_line(&entry.line).map_err(|why| format!("Command {number} can't be run: {why}"))?;
        }
        if self.cursor > self.entries.len() || !self.holds(self.cursor, self.tip) {
            return Err(String::from("Its position isn't one of its commands."));
        }
        Ok(())
    }

    /// Returns whether one of its branches begins with the commands of another session, which has a single branch.
    pub fn begins_with(&self, other: &Self) -> bool {
        // What began with files is none of the commands alone.
        if (self.seed, self.edition, &self.own) != (other.seed, other.edition, &other.own) {
            return false;
        }
        // For the beginning and for each entry: how many of the commands lead to it, if nothing else does.
        let mut led = vec![Some(0)];
        for entry in &self.entries {
            let before = led.get(entry.parent).copied().flatten();
            let next = before.filter(|n| other.entries.get(*n).is_some_and(|it| it.line == entry.line));
            led.push(next.map(|n| n + 1));
        }
        led.contains(&Some(other.entries.len()))
    }

    /// Returns whether `tip` is `entry` or comes after it on one of its branches.
    fn holds(&self, entry: EntryId, tip: EntryId) -> bool {
        let mut next = tip;
        while next > entry {
            match next.checked_sub(1).and_then(|at| self.entries.get(at)) {
                Some(found) if found.parent < next => next = found.parent,
                _ => return false,
            }
        }
        next == entry
    }
}

/// Checks the line of an entry: it is one command, or a text that can't be parsed as commands.
pub(super) fn check_line(line: &str) -> Result<(), String> {
    limits::check_text(line).map_err(|refused| refused.message)?;
    let is_single = |command: &Command| command.single().is_some() && command.join != Join::IfFailed;
    match shell::parse(line).as_deref() {
        Ok([]) if line != STOPPED => Err(String::from("It is empty.")),
        Ok([] | [_]) | Err(_) => Ok(()),
        // Before there were pipes, files and loops, a text with one was an entry that could not be read, and still is.
        Ok(many) if !many.iter().all(is_single) => Ok(()),
        Ok(_) => Err(String::from("It is more than one command.")),
    }
}

pub(super) fn check_title(title: &str) -> Result<(), String> {
    if let Some(c) = title.chars().find(|c| hides(*c)) {
        return Err(format!("Its title contains the invisible character {}.", sign(c)));
    }
    if title.chars().count() > MAX_TITLE {
        return Err(format!("Its title is longer than {MAX_TITLE} characters."));
    }
    Ok(())
}

/// A valid title: one line, without invisible characters, not too long.
pub(super) fn clean_title(title: &str) -> String {
    let shown: String = title.chars().map(|c| if hides(c) { ' ' } else { c }).collect();
    let mut clean = String::new();
    for word in shown.split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.push_str(word);
    }
    clean.chars().take(MAX_TITLE).collect::<String>().trim_end().to_owned()
}
