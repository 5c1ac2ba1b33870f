//! Reads a file in slices: document after document (`documents`), and of long ones what is in them piece by piece. However large a
//! file is, no step of it takes long.
//!
//! Whether a long document is JSON is looked at before any of it is read: what is cut off or broken costs itself, all of it, and
//! nothing else.

use std::rc::Rc;

use playground_aws::json::{JsonError, Key, MOST_WHOLE, Piece, Pieces, Value, parse_within};

use super::documents::{self, Part};
use super::shape::Shape;
use super::{CHANGES, File, FileRead, MAX_FILE, MOST_WORK, PLANNED, Seen, Walk, changes, resources};
use crate::estate::Estate;
use crate::fields::plain;

/// Up to how many bytes a document is read at once.
const SHORT: usize = 32 << 10;

/// The documents of a file that are no JSON and are named, at most.
const MOST_NAMED: usize = 20;

/// A file that is being read.
#[derive(Debug)]
pub struct Slices {
    read: FileRead,
    text: Rc<str>,
    doing: Doing,
    /// The documents of the file, and which of them is read; none while it is not known whether the file is one.
    parts: Vec<Part>,
    at: usize,
    /// Why the file as a whole is no JSON.
    whole: Option<String>,
    /// Whether one of the documents is an object or a list.
    says: bool,
    /// Documents that are no JSON, beside those that are named.
    unread: usize,
    seen: Seen,
    place: Vec<String>,
    inside: Vec<Inside>,
}

/// What is done next.
#[derive(Debug)]
enum Doing {
    /// Look whether the file is one document.
    Whole(Pieces),
    /// Begin with a document.
    Begin,
    /// Look whether the document is JSON.
    Check(Pieces),
    /// Read the document.
    Read(Pieces),
    /// Say what can be said only once all of it is read.
    End,
    /// Nothing: that was all.
    Over,
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
        let text = documents::text_of(file.bytes).unwrap_or_else(|why| {
            read.problem("", &why);
            "".into()
        });
        let is_lost = !read.problems.is_empty();
        Self {
            read,
            text: text.into(),
            doing: if is_lost { Doing::Over } else { Doing::Whole(Pieces::new(0, MOST_WORK)) },
            parts: Vec::new(),
            at: 0,
            whole: None,
            says: false,
            unread: 0,
            seen: Seen::default(),
            place: Vec::new(),
            inside: Vec::new(),
        }
    }

    /// How far it is, and how far it goes. Long documents are gone through twice.
    pub fn progress(&self) -> (usize, usize) {
        let from = self.parts.get(self.at).map_or(0, |part| part.from);
        let at = match &self.doing {
            Doing::Whole(pieces) | Doing::Check(pieces) => from + pieces.at() / 2,
            Doing::Begin => from,
            Doing::Read(pieces) => {
                let length = self.parts.get(self.at).map_or(0, |part| part.to - part.from);
                from + usize::midpoint(length, pieces.at())
            }
            Doing::End | Doing::Over => self.text.len(),
        };
        (at, self.text.len())
    }

    /// Reads one piece more. Returns whether there is another.
    pub fn step(&mut self, estate: &mut Estate) -> bool {
        let text = self.text.clone();
        let part = self.parts.get(self.at).cloned().unwrap_or(Part { line: 1, from: 0, to: text.len() });
        let document = text.get(part.from..part.to).unwrap_or_default();
        self.doing = match std::mem::replace(&mut self.doing, Doing::Over) {
            Doing::Whole(pieces) => self.is_one(document, pieces),
            Doing::Begin if self.at >= self.parts.len() => Doing::End,
            Doing::Begin => self.begin(estate, &part, document),
            Doing::Check(pieces) => match checked(document, pieces) {
                Checked::So(pieces) => Doing::Check(pieces),
                Checked::All => {
                    self.says = true;
                    self.enter(&part);
                    Doing::Read(Pieces::new(0, MOST_WORK))
                }
                Checked::Not(error) => self.leave_out(&part, document, &error),
            },
            Doing::Read(pieces) => self.read_on(estate, document, pieces),
            Doing::End => {
                self.end(estate);
                Doing::Over
            }
            Doing::Over => Doing::Over,
        };
        !matches!(self.doing, Doing::Over)
    }

    /// What became of the file.
    pub fn done(mut self) -> FileRead {
        if self.read.found.is_empty() && self.read.problems.is_empty() {
            self.read.problem("", "It doesn't describe a cluster, a snapshot or a key. Use the JSON output of describe, get and list commands, Terraform state, AWS Config items or CloudTrail records.");
        }
        self.read
    }

    /// What became of a file that is read no further, with what is said about that.
    pub fn stopped(mut self, estate: &mut Estate, why: &str) -> FileRead {
        self.walk(estate, |walk| walk.problem(why));
        self.says = true;
        self.end(estate);
        self.read
    }

    /// Goes on to look whether the file is one document.
    fn is_one(&mut self, text: &str, pieces: Pieces) -> Doing {
        let error = if text.len() > MAX_FILE {
            parse_within(text, MAX_FILE, MOST_WORK).err()
        } else {
            match checked(text, pieces) {
                Checked::So(pieces) => return Doing::Whole(pieces),
                Checked::All => None,
                Checked::Not(error) => Some(error),
            }
        };
        let Some(error) = error else {
            self.says = true;
            self.parts = vec![Part { line: 1, from: 0, to: text.len() }];
            return Doing::Read(Pieces::new(0, MOST_WORK));
        };
        self.whole = Some(
            ["It isn't JSON. ", &error.to_string(), ". Use --output json, and the whole output."].concat(),
        );
        self.parts = documents::parts(text);
        if self.parts.len() < 2 { Doing::End } else { Doing::Begin }
    }

    /// Begins with a document: of a short one, that is all.
    fn begin(&mut self, estate: &mut Estate, part: &Part, document: &str) -> Doing {
        if document.len() > SHORT {
            return Doing::Check(Pieces::new(0, MOST_WORK));
        }
        match parse_within(document, SHORT, MOST_WORK) {
            Ok(value) => {
                self.says |= value.as_object().is_some() || value.as_array().is_some();
                self.enter(part);
                self.walk(estate, |walk| walk.value(&value));
                self.next()
            }
            Err(error) => self.leave_out(part, document, &error),
        }
    }

    /// Places are in this document from now on.
    fn enter(&mut self, part: &Part) {
        self.place = vec![line(part)];
    }

    /// Goes on with the next document.
    fn next(&mut self) -> Doing {
        self.at += 1;
        self.place.clear();
        self.inside.clear();
        Doing::Begin
    }

    /// Names a document that is no JSON.
    fn leave_out(&mut self, part: &Part, document: &str, error: &JsonError) -> Doing {
        let early = self.at + 1 == self.parts.len() && documents::ends_early(document, error);
        if self.read.problems.len() < MOST_NAMED {
            self.read.problem(&line(part), &documents::not_json(error, part.line, early));
        } else {
            self.unread += 1;
        }
        self.next()
    }

    fn read_on(&mut self, estate: &mut Estate, document: &str, mut pieces: Pieces) -> Doing {
        let went = match pieces.next(document) {
            Ok(Some(piece)) => self.piece(estate, document, &mut pieces, piece),
            Ok(None) => return self.next(),
            Err(error) => Err(error),
        };
        if let Err(error) = went {
            let why = [error.message, ". The rest of this document was not read."].concat();
            self.walk(estate, |walk| walk.problem(&why));
            return self.next();
        }
        Doing::Read(pieces)
    }

    fn end(&mut self, estate: &mut Estate) {
        if let Some(why) = self.whole.take().filter(|_| !self.says) {
            self.read.problems.clear();
            self.read.problem("", &why);
        } else if self.unread > 0 {
            let more = ["And ", &*self.unread.to_string(), " more parts aren't JSON."].concat();
            self.read.problem("", &more);
        }
        self.walk(estate, |walk| {
            walk.end();
        });
    }

    fn piece(
        &mut self,
        estate: &mut Estate,
        text: &str,
        pieces: &mut Pieces,
        piece: Piece,
    ) -> Result<(), JsonError> {
        match piece {
            Piece::Value(key, value) => {
                self.value(estate, &key, &value);
                Ok(())
            }
            Piece::Entered(key) => self.entered(estate, text, pieces, &key),
            Piece::Left => {
                let Some(inside) = self.inside.pop() else { return Ok(()) };
                if let Some(shape) = inside.shape().filter(|_| inside.what == What::Walked) {
                    let value = pieces.again(text, most(shape))?;
                    self.whole(estate, &value);
                }
                self.place.pop();
                Ok(())
            }
        }
    }

    /// A long list or object begins.
    fn entered(
        &mut self,
        estate: &mut Estate,
        text: &str,
        pieces: &mut Pieces,
        key: &Key,
    ) -> Result<(), JsonError> {
        let mut what = self.inside.last().map_or(What::Walked, |around| around.what);
        if what == What::Changes {
            // One change, however long it is.
            let value = pieces.whole(text, 0, MOST_WHOLE)?;
            self.value(estate, key, &value);
            return Ok(());
        }
        if let (Key::Name(name), Some(around)) = (key, self.inside.last_mut()) {
            let name = plain(name);
            if what == What::Walked {
                what = What::of(&name);
            }
            around.names.push(name);
            if let Some(shape) = around.shape().filter(|_| around.what == What::Walked) {
                // What is around describes something: all of it is looked at together.
                let value = pieces.whole(text, 1, most(shape))?;
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
        let place = std::mem::take(&mut self.place);
        let (read, seen) = (&mut self.read, &mut self.seen);
        let mut walk = Walk { estate, read, seen, place, region: None, terraform: false };
        act(&mut walk);
        self.place = walk.place;
    }
}

/// Whether a document is JSON, as far as it was looked at.
enum Checked {
    So(Pieces),
    All,
    Not(JsonError),
}

fn checked(text: &str, mut pieces: Pieces) -> Checked {
    match pieces.next(text) {
        Ok(Some(_)) => Checked::So(pieces),
        Ok(None) => pieces.end(text).map_or_else(Checked::Not, |()| Checked::All),
        Err(error) => Checked::Not(error),
    }
}

fn line(part: &Part) -> String {
    ["line ", &part.line.to_string()].concat()
}

/// The most bytes of a list or an object that is looked at together: an account's IAM is one answer.
const fn most(shape: Shape) -> usize {
    match shape {
        Shape::Iam => MAX_FILE,
        Shape::Cluster
        | Shape::Instance
        | Shape::Snapshot
        | Shape::SnapshotAttributes
        | Shape::Backup
        | Shape::Global
        | Shape::Key
        | Shape::Alias
        | Shape::Grant
        | Shape::NoGrants
        | Shape::Rotation
        | Shape::Rotated
        | Shape::Policy
        | Shape::Terraform
        | Shape::Event => MOST_WHOLE,
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
