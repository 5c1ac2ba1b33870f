//! Reads files: finds the objects in them that describe a resource, wherever they lie, and puts what they say into an
//! [`Estate`]. What is not needed (passwords, tags, hosts) is dropped here, at the door, and counted.
//!
//! The forms differ in what lies around an object and in how names are written (`fields`); what an object says is read in one
//! place for all of them (`resources`).

mod changes;
mod iam;
mod resources;
mod shape;

use std::fmt;

use playground_aws::json::{self, JsonError, Value};

use crate::estate::Estate;
use crate::fields::plain;
use shape::Shape;

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

fn parse(text: &str) -> Result<Value, JsonError> {
    json::parse_within(text, MAX_FILE, MOST_WORK)
}

/// Reads files into one estate. A file that can't be read keeps no other from being read.
pub fn read(files: &[File<'_>]) -> (Estate, Vec<FileRead>) {
    let mut estate = Estate::default();
    let reads = files.iter().map(|file| read_more(&mut estate, *file)).collect();
    (estate, reads)
}

/// Reads one more file into an estate.
pub fn read_more(estate: &mut Estate, file: File<'_>) -> FileRead {
    let mut read = FileRead::new(file.name);
    match documents(file.bytes) {
        Ok(documents) => {
            let mut walk = Walk { estate, read: &mut read, place: Vec::new(), last_key: None };
            match documents.as_slice() {
                [document] => walk.value(document),
                lines => {
                    for (at, document) in lines.iter().enumerate() {
                        walk.at(["line ", &(at + 1).to_string()].concat(), document);
                    }
                }
            }
            if read.found.is_empty() && read.problems.is_empty() {
                read.problem("", "Nothing in it describes a cluster, a snapshot or a key. Give the output of describe, get and list commands as JSON, Terraform state, AWS Config items or CloudTrail records.");
            }
        }
        Err(message) => read.problem("", &message),
    }
    read
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

/// The documents of a file: one, or one a line.
fn documents(bytes: &[u8]) -> Result<Vec<Value>, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = core::str::from_utf8(bytes).map_err(|error| {
        ["It is not UTF-8 text: byte ", &error.valid_up_to().to_string(), ". Save it as UTF-8."].concat()
    })?;
    let whole = match parse(text) {
        Ok(value) => return Ok(vec![value]),
        Err(error) => {
            ["It is not JSON. ", &error.to_string(), ". Ask for --output json, and give the whole output."]
                .concat()
        }
    };
    let lines = text.lines().map(|line| if line.trim().is_empty() { "null" } else { line });
    let parsed: Result<Vec<_>, _> = lines.map(parse).collect();
    match parsed {
        Ok(documents) if documents.len() > 1 => Ok(documents),
        Ok(_) | Err(_) => Err(whole),
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
            && let Ok(value) = parse(text)
        {
            self.value(&value);
        }
    }

    fn members(&mut self, members: &[(String, Value)]) {
        for (name, value) in members {
            let name_of = plain(name);
            if name_of == CHANGES {
                changes::read(self, value);
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
            if !place.is_empty() && !part.starts_with('[') {
                place.push('.');
            }
            place.push_str(part);
        }
        self.read.problem(&place, message);
    }
}
