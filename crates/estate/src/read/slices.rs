//! Reads a file in slices: one document, or one a line, and of long ones what is in them piece by piece. However large a file is,
//! no step of it takes long.
//!
//! What is wrong in a file ends its reading. What stands before it was read, unless all of it is one piece.

use std::rc::Rc;

use playground_aws::json::{JsonError, Key, Piece, Pieces, Value};

use super::shape::Shape;
use super::{CHANGES, File, FileRead, MOST_WORK, PLANNED, Walk, changes, resources};
use crate::arn::Arn;
use crate::estate::Estate;
use crate::fields::plain;

/// A file that is being read.
#[derive(Debug)]
pub struct Slices {
    read: FileRead,
    text: Rc<str>,
    /// Whether each line is a document.
    lines: bool,
    /// The line that is read, from 1, and where it ends.
    line: usize,
    end: usize,
    pieces: Pieces,
    place: Vec<String>,
    last_key: Option<Arn>,
    inside: Vec<Inside>,
    over: bool,
}

/// A long list or object that is being read.
#[derive(Debug)]
struct Inside {
    /// The names of its members so far, as they are compared.
    names: Vec<String>,
    what: What,
}

/// What becomes of what is in a list or an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// It is walked through.
    Walked,
    /// It is a plan's changes.
    Changes,
    /// It does not exist.
    Planned,
}

impl What {
    /// Of a member with this plain name.
    fn of(name: &str) -> Self {
        match name {
            CHANGES => Self::Changes,
            name if PLANNED.contains(&name) => Self::Planned,
            _ => Self::Walked,
        }
    }
}

impl Slices {
    /// Begins with a file.
    pub fn new(file: File<'_>) -> Self {
        let mut read = FileRead::new(file.name);
        let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file.bytes);
        let text = core::str::from_utf8(bytes).unwrap_or_else(|error| {
            let at = error.valid_up_to().to_string();
            read.problem("", &["It is not UTF-8 text: byte ", &at, ". Save it as UTF-8."].concat());
            ""
        });
        let over = !read.problems.is_empty();
        let lines = has_lines(text);
        let mut slices = Self {
            read,
            text: text.into(),
            lines,
            line: 0,
            end: if lines { 0 } else { text.len() },
            pieces: Pieces::new(0, MOST_WORK),
            place: Vec::new(),
            last_key: None,
            inside: Vec::new(),
            over,
        };
        if lines {
            slices.next_line();
        }
        slices
    }

    /// How far it is, and how far it goes, in bytes.
    pub fn progress(&self) -> (usize, usize) {
        (self.pieces.at(), self.text.len())
    }

    /// Reads one piece more. Returns whether there is another.
    pub fn step(&mut self, estate: &mut Estate) -> bool {
        if self.over {
            return false;
        }
        let text = self.text.clone();
        let document = text.get(..self.end).unwrap_or_default();
        let went = match self.pieces.next(document) {
            Ok(Some(piece)) => self.piece(estate, document, piece),
            Ok(None) => self.pieces.end(document).map(|()| self.next_line()),
            Err(error) => Err(error),
        };
        if let Err(error) = went {
            let before = if self.read.found.is_empty() { "" } else { " What stands before it was read." };
            let error = error.to_string();
            let why =
                ["It is not JSON. ", &error, ". Ask for --output json, and give the whole output.", before];
            self.read.problem("", &why.concat());
            self.over = true;
        }
        !self.over
    }

    /// What became of the file.
    pub fn done(mut self) -> FileRead {
        if self.read.found.is_empty() && self.read.problems.is_empty() {
            self.read.problem("", "Nothing in it describes a cluster, a snapshot or a key. Give the output of describe, get and list commands as JSON, Terraform state, AWS Config items or CloudTrail records.");
        }
        self.read
    }

    /// What became of a file that is read no further, with what is said about that.
    pub fn stopped(mut self, why: &str) -> FileRead {
        self.read.problem(&self.place.concat(), why);
        self.read
    }

    /// Goes on with the next line that isn't blank; without one, that was all.
    fn next_line(&mut self) {
        while self.lines && self.end < self.text.len() {
            let start = if self.line == 0 { 0 } else { self.end + 1 };
            let rest = self.text.get(start..).unwrap_or_default();
            let line = rest.split('\n').next().unwrap_or_default();
            (self.line, self.end) = (self.line + 1, start + line.len());
            if !line.trim().is_empty() {
                self.place = vec![["line ", &self.line.to_string()].concat()];
                self.pieces = Pieces::new(start, self.pieces.work());
                return;
            }
        }
        self.over = true;
    }

    fn piece(&mut self, estate: &mut Estate, text: &str, piece: Piece) -> Result<(), JsonError> {
        match piece {
            Piece::Value(key, value) => {
                self.value(estate, &key, &value);
                Ok(())
            }
            Piece::Entered(key) => self.entered(estate, text, &key),
            Piece::Left => {
                let Some(inside) = self.inside.pop() else { return Ok(()) };
                if inside.what == What::Walked && inside.shape().is_some() {
                    let value = self.pieces.again(text)?;
                    self.whole(estate, &value);
                }
                self.place.pop();
                Ok(())
            }
        }
    }

    /// A long list or object begins.
    fn entered(&mut self, estate: &mut Estate, text: &str, key: &Key) -> Result<(), JsonError> {
        let mut what = self.inside.last().map_or(What::Walked, |around| around.what);
        if what == What::Changes {
            // One change, however long it is.
            let value = self.pieces.whole(text, 0)?;
            self.value(estate, key, &value);
            return Ok(());
        }
        if let (Key::Name(name), Some(around)) = (key, self.inside.last_mut()) {
            let name = plain(name);
            if what == What::Walked {
                what = What::of(&name);
            }
            around.names.push(name);
            if around.what == What::Walked && around.shape().is_some() {
                // What is around describes something: all of it is looked at together.
                let value = self.pieces.whole(text, 1)?;
                self.inside.pop();
                self.whole(estate, &value);
                self.place.pop();
                return Ok(());
            }
        }
        self.place.push(place_of(key));
        self.inside.push(Inside { names: Vec::new(), what });
        Ok(())
    }

    /// A value, in what is being read or by itself.
    fn value(&mut self, estate: &mut Estate, key: &Key, value: &Value) {
        let what = self.inside.last().map_or(What::Walked, |around| around.what);
        let name = match key {
            Key::Name(name) => Some(plain(name)),
            Key::Index(_) | Key::Document => None,
        };
        let of_name = name.as_deref().map_or(What::Walked, What::of);
        if let (Some(around), Some(name)) = (self.inside.last_mut(), name) {
            around.names.push(name);
        }
        self.walk(estate, |walk| match (what, of_name) {
            (What::Walked, What::Walked) if *key == Key::Document => walk.value(value),
            (What::Walked, What::Walked) => walk.at(place_of(key), value),
            (What::Changes, _) => changes::read(walk, std::slice::from_ref(value)),
            (What::Walked, What::Changes) => changes::read(walk, value.as_array().unwrap_or_default()),
            (What::Planned, _) | (What::Walked, What::Planned) => {}
        });
    }

    /// A long object that describes something.
    fn whole(&mut self, estate: &mut Estate, value: &Value) {
        self.walk(estate, |walk| {
            if let Some(shape) = Shape::of(value) {
                resources::read(walk, shape, value);
            }
        });
    }

    fn walk(&mut self, estate: &mut Estate, act: impl FnOnce(&mut Walk<'_>)) {
        let (place, last_key) = (std::mem::take(&mut self.place), self.last_key.take());
        let mut walk = Walk { estate, read: &mut self.read, place, last_key };
        act(&mut walk);
        (self.place, self.last_key) = (walk.place, walk.last_key);
    }
}

impl Inside {
    /// What it describes, by the names of its members so far.
    fn shape(&self) -> Option<Shape> {
        let members = self.names.iter().map(|name| (name.clone(), Value::Null)).collect();
        Shape::of(&Value::Object(members))
    }
}

fn place_of(key: &Key) -> String {
    match key {
        Key::Document => String::new(),
        Key::Name(name) => name.clone(),
        Key::Index(at) => ["[", &at.to_string(), "]"].concat(),
    }
}

/// Returns whether a text has one document a line: there are several lines, and the first has all that it opens closed.
fn has_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(_)) = (lines.next(), lines.next()) else { return false };
    let (mut depth, mut quoted, mut escaped) = (0_i64, false, false);
    for byte in first.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    depth == 0 && !quoted
}
