//! Reads a document piece by piece, so that a large one holds nobody up: lists and objects that are long are entered, and what is
//! in them comes one after the other.

use super::Value;
use super::parse::{JsonError, MAX_DEPTH, Reader};

/// From how many bytes on a list or an object is entered.
const LONG: usize = 32 << 10;
/// The most bytes of one that is read as a whole nevertheless, as a rule.
pub const MOST_WHOLE: usize = 1 << 20;

/// Where a piece is in the list or the object around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// It is the document.
    Document,
    /// A member's name.
    Name(String),
    /// An item's place, from 0.
    Index(usize),
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A whole value.
    Value(Key, Value),
    /// A long list or object begins. What comes next is in it.
    Entered(Key),
    /// The innermost one of these ends.
    Left,
}

/// How far the reading of one document is.
#[derive(Clone, Debug)]
pub struct Pieces {
    at: usize,
    /// How much work it may still take.
    left: usize,
    begun: bool,
    around: Vec<Around>,
    /// The one that was left last.
    last: Option<Around>,
}

/// A list or an object that was entered.
#[derive(Clone, Copy, Debug)]
struct Around {
    start: usize,
    is_object: bool,
    count: usize,
}

impl Pieces {
    /// Begins with the document at a byte, with so much work for it (`parse_within`).
    pub const fn new(at: usize, work: usize) -> Self {
        Self { at, left: work, begun: false, around: Vec::new(), last: None }
    }

    /// The byte behind what was read.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// How much work is left.
    pub const fn work(&self) -> usize {
        self.left
    }

    /// The next piece; `None` behind the last. `text` is the same each time.
    pub fn next(&mut self, text: &str) -> Result<Option<Piece>, JsonError> {
        let mut reader = Reader { text, at: self.at, left: self.left };
        let piece = self.read(&mut reader);
        (self.at, self.left) = (reader.at, reader.left);
        piece
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Option<Piece>, JsonError> {
        reader.space();
        let Some(around) = self.around.last_mut() else {
            if self.begun {
                return Ok(None);
            }
            self.begun = true;
            return self.element(reader, Key::Document).map(Some);
        };
        if reader.take(if around.is_object { "}" } else { "]" }) {
            self.last = self.around.pop();
            return Ok(Some(Piece::Left));
        }
        if around.count > 0 && !reader.take(",") {
            return Err(reader.error("Expecting ',' delimiter"));
        }
        let index = around.count;
        around.count += 1;
        reader.space();
        let key = if around.is_object { Key::Name(reader.name()?) } else { Key::Index(index) };
        reader.space();
        self.element(reader, key).map(Some)
    }

    fn element(&mut self, reader: &mut Reader<'_>, key: Key) -> Result<Piece, JsonError> {
        let depth = self.around.len();
        let is_object = reader.peek() == Some(b'{');
        let is_long = (is_object || reader.peek() == Some(b'[')) && !closes_within(reader, LONG);
        if !is_long {
            return Ok(Piece::Value(key, reader.value(depth)?));
        }
        if depth > MAX_DEPTH {
            return Err(reader.error("Nested too deeply"));
        }
        self.around.push(Around { start: reader.at, is_object, count: 0 });
        reader.at += 1;
        Ok(Piece::Entered(key))
    }

    /// Reads the one that was entered `levels` above the innermost as a whole, of at most `most` bytes, from its beginning, and
    /// leaves it.
    pub fn whole(&mut self, text: &str, levels: usize, most: usize) -> Result<Value, JsonError> {
        let at = self.around.len().saturating_sub(levels + 1);
        self.last = self.around.get(at).copied();
        self.around.truncate(at);
        self.again(text, most)
    }

    /// Reads the one that was left last as a whole, of at most `most` bytes.
    pub fn again(&mut self, text: &str, most: usize) -> Result<Value, JsonError> {
        let start = self.last.map_or(self.at, |around| around.start);
        let mut reader = Reader { text, at: start, left: self.left };
        if !closes_within(&reader, most) {
            return Err(reader.error("Too long for what it describes"));
        }
        let value = reader.value(self.around.len());
        (self.at, self.left) = (reader.at, reader.left);
        value
    }

    /// Checks that only white space follows the document.
    pub fn end(&self, text: &str) -> Result<(), JsonError> {
        let mut reader = Reader { text, at: self.at, left: self.left };
        reader.space();
        if reader.at < text.len() { Err(reader.error("Extra data")) } else { Ok(()) }
    }
}

/// Returns whether the list or the object here ends within so many bytes. Whether it is well-formed is not looked at.
fn closes_within(reader: &Reader<'_>, most: usize) -> bool {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for byte in reader.rest().bytes().take(most) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return true;
                }
            }
            _ => {}
        }
    }
    // What never ends is no longer than the text: reading it says what is wrong.
    reader.rest().len() <= most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{compact, parse_within};

    /// Puts the pieces together again.
    fn whole(text: &str) -> Result<Value, JsonError> {
        let mut pieces = Pieces::new(0, 1 << 30);
        let mut open: Vec<(Key, Value)> = Vec::new();
        let mut done = None;
        while let Some(piece) = pieces.next(text)? {
            let (key, value) = match piece {
                Piece::Entered(key) => {
                    let is_object = text.as_bytes()[pieces.at() - 1] == b'{';
                    open.push((
                        key,
                        if is_object { Value::Object(Vec::new()) } else { Value::Array(Vec::new()) },
                    ));
                    continue;
                }
                Piece::Value(key, value) => (key, value),
                Piece::Left => open.pop().unwrap(),
            };
            match (open.last_mut().map(|(_, value)| value), key) {
                (None, Key::Document) => done = Some(value),
                (Some(Value::Object(members)), Key::Name(name)) => members.push((name, value)),
                (Some(Value::Array(items)), Key::Index(at)) if at == items.len() => items.push(value),
                (around, key) => panic!("{key:?} in {around:?}"),
            }
        }
        Ok(done.unwrap())
    }

    #[test]
    fn the_pieces_are_the_document() {
        let item =
            |at: usize| format!(r#"{{"name": "n{at} \" ] }}", "of": [1, {{"a": null}}], "é": "{at}"}}"#);
        let list = (0..3000).map(item).collect::<Vec<_>>().join(",\n ");
        for text in [
            String::from("[]"),
            String::from(" {\"a\": [1, 2]} "),
            format!("[{list}]"),
            format!(
                r#"{{"before": 1, "list": [{list}], "object": {{"list": [ {list} ], "x": []}}, "after": "x"}}"#
            ),
        ] {
            let parsed = parse_within(&text, usize::MAX, 1 << 30).unwrap();
            assert_eq!(compact(&whole(&text).unwrap()), compact(&parsed), "{}", text.len());
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let list = "{\"a\": 1},".repeat(8_000);
        for (text, message) in [
            (format!("[{list}"), "Expecting value"),
            (format!("[{list} {{\"a\" 1}}]"), "Expecting ':' delimiter"),
            (format!("[{list} 1 2]"), "Expecting ',' delimiter"),
            (format!("{{\"x\": [{list} 1], 2: 3}}"), "Expecting property name enclosed in double quotes"),
            (format!("{}{list}", "[".repeat(MAX_DEPTH + 3)), "Nested too deeply"),
        ] {
            let error = whole(&text).unwrap_err();
            assert_eq!(error.message, message);
            assert_eq!(error, parse_within(&text, usize::MAX, 1 << 30).unwrap_err());
        }
    }

    #[test]
    fn what_was_entered_can_be_read_as_a_whole() {
        let list = format!("[{}0]", "1,".repeat(30_000));
        let text = format!("[{{\"a\": {list}, \"b\": 2}}, 3]");
        let mut pieces = Pieces::new(0, 1 << 30);
        for _ in 0..3 {
            assert!(matches!(pieces.next(&text), Ok(Some(Piece::Entered(_)))));
        }
        let object = pieces.whole(&text, 1, MOST_WHOLE).unwrap();
        assert_eq!(object.get("b").and_then(Value::as_i64), Some(2));
        assert_eq!(pieces.next(&text), Ok(Some(Piece::Value(Key::Index(1), Value::int(3)))));
        assert_eq!(pieces.next(&text), Ok(Some(Piece::Left)));
        assert_eq!(pieces.next(&text), Ok(None));
        let text = format!("[{}0]", "1,".repeat(MOST_WHOLE));
        let mut pieces = Pieces::new(0, 1 << 30);
        assert!(pieces.next(&text).is_ok());
        assert_eq!(pieces.whole(&text, 0, MOST_WHOLE).unwrap_err().message, "Too long for what it describes");
    }
}
