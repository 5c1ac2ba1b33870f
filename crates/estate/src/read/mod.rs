//! Reads files: finds the objects in them that describe a resource, wherever they lie, and puts what they say into an
//! [`Estate`]. What is not needed (passwords, tags, hosts) is dropped here, at the door, and counted.
//!
//! The forms differ in what lies around an object and in how names are written (`fields`); what an object says is read in one
//! place for all of them (`resources`).

mod changes;
mod documents;
pub(crate) mod events;
mod iam;
mod resources;
mod shape;
mod sharing;
mod slices;

use std::fmt;
use std::rc::Rc;

use playground_aws::json::{self, MOST_WHOLE, Value};
use playground_core::env::Time;
use playground_core::map::Map;

use crate::arn::Arn;
use crate::estate::{Estate, Sharing};
use crate::fields::plain;
use events::Said;
use shape::Shape;
pub use slices::Slices;

/// A file to read.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Members that nothing here needs, so that they are not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// Passwords.
    pub passwords: usize,
    /// Tags.
    pub tags: usize,
    /// Endpoints, addresses and hosted zones.
    pub hosts: usize,
    /// User names, descriptions, windows and all else.
    pub others: usize,
}

impl fmt::Display for Dropped {
    /// `1 password, 2 lists of tags`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            (self.passwords, "password", "passwords"),
            (self.tags, "list of tags", "lists of tags"),
            (self.hosts, "host", "hosts"),
            (self.others, "other value", "other values"),
        ];
        let kinds = kinds.iter().filter(|(number, ..)| *number > 0);
        let words = kinds.map(|(number, one, more)| {
            [&*number.to_string(), " ", if *number == 1 { one } else { more }].concat()
        });
        let words: Vec<String> = words.collect();
        f.write_str(if words.is_empty() { "nothing" } else { "" })?;
        f.write_str(&words.join(", "))
    }
}

/// Something in a file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it is, such as `DBClusters[3]`; empty for the file as a whole.
    pub place: String,
    /// What is wrong, and what to do.
    pub message: String,
}

/// With whom a snapshot is shared that no file has described so far.
#[derive(Clone, Debug)]
pub(crate) struct Unplaced {
    /// The file that says it.
    file: String,
    problem: Problem,
    /// The snapshot's name or ARN.
    name: Rc<str>,
    /// Its account and Region, if they are known.
    place: Option<(Rc<str>, Rc<str>)>,
    sharing: Sharing,
}

/// What became of one file.
#[derive(Clone, Debug)]
pub struct FileRead {
    /// Its name.
    pub name: String,
    /// How many objects of which kind were read: `DB clusters`, 3.
    pub found: Vec<(&'static str, usize)>,
    /// What was dropped.
    pub dropped: Dropped,
    /// What could not be read, whatever else is read. The rest of the file was. See [`FileRead::unread`].
    pub problems: Vec<Problem>,
}

/// The largest file, in bytes.
pub const MAX_FILE: usize = 32 << 20;

/// The names compared in one file at most: objects of AWS's have dozens of members, and a list of them has thousands.
const MOST_WORK: usize = 64 << 20;

/// Reads files into one estate. A file that can't be read keeps no other from being read.
pub fn read(files: &[File<'_>]) -> (Estate, Vec<FileRead>) {
    let mut estate = Estate::default();
    let reads = files.iter().map(|file| read_more(&mut estate, *file)).collect();
    (estate, reads)
}

/// Reads one more file into an estate, all of it at once.
pub fn read_more(estate: &mut Estate, file: File<'_>) -> FileRead {
    let mut slices = Slices::new(file);
    while slices.step(estate) {}
    slices.done()
}

impl FileRead {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), found: Vec::new(), dropped: Dropped::default(), problems: Vec::new() }
    }

    /// A file whose bytes did not come: it is larger than [`MAX_FILE`], or can't be read.
    pub fn unreadable(name: &str) -> Self {
        let mut read = Self::new(name);
        read.problem(
            "",
            "It is larger than 32 MiB or can't be read. Split it, for example into one file per Region.",
        );
        read
    }

    /// Adds what became of another part of it.
    pub fn add(&mut self, other: Self) {
        let Self { name: _, found, dropped, problems } = other;
        for (what, count) in found {
            match self.found.iter_mut().find(|(known, _)| *known == what) {
                Some((_, known)) => *known += count,
                None => self.found.push((what, count)),
            }
        }
        self.dropped.passwords += dropped.passwords;
        self.dropped.tags += dropped.tags;
        self.dropped.hosts += dropped.hosts;
        self.dropped.others += dropped.others;
        self.problems.extend(problems);
    }

    /// What of the file could not be read, with what waits for a file that nobody gave so far.
    pub fn unread<'a>(&'a self, estate: &'a Estate) -> impl Iterator<Item = &'a Problem> {
        let waiting = estate.unplaced.iter().filter(|one| one.file == self.name).map(|one| &one.problem);
        self.problems.iter().chain(waiting)
    }

    /// Returns whether nothing of it was read.
    pub fn is_lost(&self) -> bool {
        self.found.is_empty() && !self.problems.is_empty()
    }

    fn problem(&mut self, place: &str, message: &str) {
        self.problems.push(Problem { place: place.to_owned(), message: message.to_owned() });
    }

    fn found(&mut self, what: &'static str) {
        match self.found.iter_mut().find(|(known, _)| *known == what) {
            Some((_, count)) => *count += 1,
            None => self.found.push((what, 1)),
        }
    }
}

/// What a file said so far that later parts of it are read by.
#[derive(Debug, Default)]
struct Seen {
    /// The key that was described last: the answer of `get-key-policy` names none.
    last_key: Option<Arn>,
    /// The snapshot that was described last under each name: the answer about its attributes names no account.
    last_named: Map<Rc<str>, Arn>,
    /// The latest moment that the file speaks of as past.
    latest: Option<Time>,
    /// The keys that it describes, with their states, and whether that is all of the state.
    described: Vec<(Arn, Said, bool)>,
}

/// A walk through a document, or a part of one.
struct Walk<'a> {
    estate: &'a mut Estate,
    read: &'a mut FileRead,
    seen: &'a mut Seen,
    /// Where it is, by member.
    place: Vec<String>,
    /// The account and Region of the record of CloudTrail that is read.
    region: Option<(Rc<str>, Rc<str>)>,
    /// Whether what is read is Terraform's.
    terraform: bool,
}

/// What a plan would make, which does not exist.
const PLANNED: [&str; 2] = ["plannedvalues", "resourcedrift"];
/// What a plan would do.
const CHANGES: &str = "resourcechanges";

impl Walk<'_> {
    /// Notes a moment that the file speaks of as past.
    fn past(&mut self, times: &[Option<Time>]) {
        self.seen.latest = times.iter().copied().flatten().chain(self.seen.latest).max();
    }

    /// What can be said only once all of the file is read.
    fn end(&mut self) {
        for (key, said, whole) in std::mem::take(&mut self.seen.described) {
            // A description doesn't say when it was asked for: at the latest moment that its file speaks of, or later.
            self.estate.describe(&key, Said { at: self.seen.latest, ..said }, whole);
        }
        sharing::place(self.estate);
        sharing::public_is_plain(self.estate);
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
            Value::String(text) => self.text(text),
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.at(["[", &at.to_string(), "]"].concat(), item);
                }
            }
            Value::Object(members) => {
                if let Some(shape) = Shape::of(value) {
                    resources::read(self, shape, value);
                } else {
                    self.members(members);
                }
            }
        }
    }

    /// AWS Config has objects as texts.
    fn text(&mut self, text: &str) {
        if text.starts_with('{')
            && text.len() <= MOST_WHOLE
            && let Ok(value) = json::parse_within(text, MOST_WHOLE, MOST_WORK)
        {
            self.value(&value);
        }
    }

    fn members(&mut self, members: &[(String, Value)]) {
        for (name, value) in members {
            let name_of = plain(name);
            if name_of == CHANGES {
                changes::read(self, value.as_array().unwrap_or_default());
            } else if !PLANNED.contains(&&*name_of) {
                self.at(name.clone(), value);
            }
        }
    }

    fn at(&mut self, place: String, value: &Value) {
        self.place.push(place);
        self.value(value);
        self.place.pop();
    }

    /// Where it is: `Records[3].responseElements`.
    fn place(&self) -> String {
        let mut place = String::new();
        for part in &self.place {
            if !place.is_empty() && !part.is_empty() && !part.starts_with('[') {
                place.push('.');
            }
            place.push_str(part);
        }
        place
    }

    /// Notes something that can't be read, here.
    fn problem(&mut self, message: &str) {
        let place = self.place();
        self.read.problem(&place, message);
    }
}
