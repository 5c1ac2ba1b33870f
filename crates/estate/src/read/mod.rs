//! Reads files: finds the objects in them that describe a resource, wherever they lie, and puts what they say into an
//! [`Estate`]. What is not needed (passwords, tags, hosts) is dropped here, at the door, and counted.
//!
//! The forms differ in what lies around an object and in how names are written (`fields`); what an object says is read in one
//! place for all of them (`resources`).

mod changes;
mod resources;
mod shape;
mod slices;

use std::fmt;

use playground_aws::json::{self, MOST_WHOLE, Value};

use crate::estate::Estate;
use crate::fields::plain;
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

/// What became of one file.
#[derive(Clone, Debug)]
pub struct FileRead {
    /// Its name.
    pub name: String,
    /// How many objects of which kind were read: `DB clusters`, 3.
    pub found: Vec<(&'static str, usize)>,
    /// What was dropped.
    pub dropped: Dropped,
    /// What could not be read. The rest of the file was.
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
            "It is larger than 32 MiB, or can't be read. Give it in parts, such as one file for each Region.",
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

/// A walk through a document.
struct Walk<'a> {
    estate: &'a mut Estate,
    read: &'a mut FileRead,
    /// Where it is, by member.
    place: Vec<String>,
    /// The key that was described last: the answer of `get-key-policy` names none.
    last_key: Option<crate::arn::Arn>,
}

/// What a plan would make, which does not exist.
const PLANNED: [&str; 2] = ["plannedvalues", "resourcedrift"];
/// What a plan would do.
const CHANGES: &str = "resourcechanges";

impl Walk<'_> {
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

    /// Notes something that can't be read, here.
    fn problem(&mut self, message: &str) {
        let mut place = String::new();
        for part in &self.place {
            if !place.is_empty() && !part.is_empty() && !part.starts_with('[') {
                place.push('.');
            }
            place.push_str(part);
        }
        self.read.problem(&place, message);
    }
}
