//! Parses JSON: strict RFC 8259, with limits, and with errors that name the position.

use super::Value;
use std::fmt;

/// The deepest nesting of arrays and objects.
pub const MAX_DEPTH: usize = 64;
/// The longest text accepted, in bytes: twice the largest key policy.
pub const MAX_LENGTH: usize = 262_144;
/// The most members of one object, since each name is compared with all before it.
pub const MAX_MEMBERS: usize = 1_000;

/// The most that one text may take, in names compared; a value takes as much as [`VALUE`] of them. Files may have
/// megabytes of objects with a thousand members each.
const MOST_WORK: usize = 1_000_000;
const VALUE: usize = 4;

/// Why and where a text is not JSON. Line and column count from 1, in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// What was expected or is wrong, without the position.
    pub message: &'static str,
    /// Line, from 1.
    pub line: usize,
    /// Column in that line, from 1.
    pub column: usize,
    /// The number of characters before the position.
    pub offset: usize,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: line {} column {} (char {})", self.message, self.line, self.column, self.offset)
    }
}

/// Parses one JSON value of at most [`MAX_LENGTH`] bytes, which only white space may follow.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    parse_up_to(text, MAX_LENGTH)
}

/// Like [`parse`], with another limit: for files, which may be larger than arguments.
pub fn parse_up_to(text: &str, bytes: usize) -> Result<Value, JsonError> {
    parse_within(text, bytes, MOST_WORK)
}

/// Like [`parse_up_to`], with another limit of work as well: for what AWS answers, whose lists are long.
pub fn parse_within(text: &str, bytes: usize, work: usize) -> Result<Value, JsonError> {
    let mut reader = Reader { text, at: 0, left: work };
    if text.len() > bytes {
        return Err(reader.error("Text too long"));
    }
    reader.space();
    let value = reader.value(0)?;
    reader.space();
    if reader.at < text.len() {
        return Err(reader.error("Extra data"));
    }
    Ok(value)
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// The byte offset, always on a character boundary.
    pub(super) at: usize,
    /// How much more it may take.
    pub(super) left: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn error(&self, message: &'static str) -> JsonError {
        self.error_at(message, self.at)
    }

    fn error_at(&self, message: &'static str, at: usize) -> JsonError {
        let before = self.text.get(..at).unwrap_or(self.text);
        let last = before.rsplit('\n').next().unwrap_or_default();
        JsonError {
            message,
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: last.chars().count() + 1,
            offset: before.chars().count(),
        }
    }

    fn spend(&mut self, cost: usize) -> Result<(), JsonError> {
        self.left = self.left.checked_sub(cost).ok_or_else(|| self.error("Too many values and members"))?;
        Ok(())
    }

    pub(super) fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    pub(super) fn take(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    pub(super) fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        if depth > MAX_DEPTH {
            return Err(self.error("Nested too deeply"));
        }
        self.spend(VALUE)?;
        match self.peek() {
            Some(b'"') => Ok(Value::String(self.string()?)),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ if self.take("true") => Ok(Value::Bool(true)),
            _ if self.take("false") => Ok(Value::Bool(false)),
            _ if self.take("null") => Ok(Value::Null),
            _ => Err(self.error("Expecting value")),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, JsonError> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        if self.take("]") {
            return Ok(Value::Array(items));
        }
        loop {
            self.space();
            items.push(self.value(depth + 1)?);
            self.space();
            if self.take("]") {
                return Ok(Value::Array(items));
            }
            if !self.take(",") {
                return Err(self.error("Expecting ',' delimiter"));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, JsonError> {
        let mut members: Vec<(String, Value)> = Vec::new();
        self.at += 1;
        self.space();
        if self.take("}") {
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            let name = self.name()?;
            self.space();
            let value = self.value(depth + 1)?;
            self.spend(members.len())?;
            let full = members.len() >= MAX_MEMBERS;
            match members.iter_mut().find(|(key, _)| *key == name) {
                Some((_, old)) => *old = value,
                None if full => return Err(self.error("Too many members")),
                None => members.push((name, value)),
            }
            self.space();
            if self.take("}") {
                return Ok(Value::Object(members));
            }
            if !self.take(",") {
                return Err(self.error("Expecting ',' delimiter"));
            }
        }
    }

    /// A member's name, and the colon behind it.
    pub(super) fn name(&mut self) -> Result<String, JsonError> {
        if self.peek() != Some(b'"') {
            return Err(self.error("Expecting property name enclosed in double quotes"));
        }
        let name = self.string()?;
        self.space();
        if self.take(":") { Ok(name) } else { Err(self.error("Expecting ':' delimiter")) }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Result<Value, JsonError> {
        let start = self.at;
        let _ = self.take("-");
        let whole = if self.take("0") { 1 } else { self.digits() };
        if whole == 0 {
            return Err(self.error_at("Expecting value", start));
        }
        if self.take(".") && self.digits() == 0 {
            return Err(self.error("Expecting a digit"));
        }
        if self.take("e") || self.take("E") {
            let _ = self.take("+") || self.take("-");
            if self.digits() == 0 {
                return Err(self.error("Expecting a digit"));
            }
        }
        Ok(Value::Number(self.text.get(start..self.at).unwrap_or_default().to_owned()))
    }

    fn string(&mut self) -> Result<String, JsonError> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let Some(next) = self.rest().chars().next() else {
                return Err(self.error_at("Unterminated string starting at", start));
            };
            match next {
                '"' => {
                    self.at += 1;
                    return Ok(out);
                }
                '\\' => {
                    let at = self.at;
                    self.at += 1;
                    let escaped = self.escape().ok_or_else(|| self.error_at("Invalid \\escape", at))?;
                    out.push(escaped);
                }
                '\0'..='\x1f' => return Err(self.error("Invalid control character at")),
                other => {
                    self.at += other.len_utf8();
                    out.push(other);
                }
            }
        }
    }

    /// Parses what follows a backslash. Lone surrogates are refused, since no Rust string can hold them.
    fn escape(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += 1;
        Some(match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let high = self.hex4()?;
                if !(0xd800..0xe000).contains(&high) {
                    return char::from_u32(high);
                }
                if !self.take("\\u") {
                    return None;
                }
                let low = self.hex4()?;
                if high >= 0xdc00 || !(0xdc00..0xe000).contains(&low) {
                    return None;
                }
                char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))?
            }
            _ => {
                // Not an escape: step back, so that the offset stays on a character boundary.
                self.at -= 1;
                return None;
            }
        })
    }

    fn hex4(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::compact;

    #[test]
    fn what_is_json_comes_back() {
        for text in [
            "null",
            "true",
            "[]",
            "{}",
            "0",
            "-1.5e+10",
            "\"\"",
            r#"{"b":1,"a":[1,2,{"x":null}]}"#,
            r#""\"\\\n\u0001é😀""#,
        ] {
            assert_eq!(compact(&parse(text).unwrap()), text);
        }
        assert_eq!(parse(r#""\ud83d\ude00\/""#).unwrap(), Value::string("😀/"));
        assert_eq!(parse("{\"a\":1,\"a\":2}").unwrap().get("a").and_then(Value::as_i64), Some(2));
    }

    #[test]
    fn what_is_not_json_is_refused_with_its_place() {
        for (text, message) in [
            ("", "Expecting value: line 1 column 1 (char 0)"),
            ("{a:1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
            ("{\n \"a\" 1}", "Expecting ':' delimiter: line 2 column 6 (char 7)"),
            ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
            ("[1,]", "Expecting value: line 1 column 4 (char 3)"),
            ("1 1", "Extra data: line 1 column 3 (char 2)"),
            ("01", "Extra data: line 1 column 2 (char 1)"),
            ("-", "Expecting value: line 1 column 1 (char 0)"),
            ("1.", "Expecting a digit: line 1 column 3 (char 2)"),
            ("\"é", "Unterminated string starting at: line 1 column 1 (char 0)"),
            ("\"\\é\"", "Invalid \\escape: line 1 column 2 (char 1)"),
            ("\"\\ud800\"", "Invalid \\escape: line 1 column 2 (char 1)"),
            ("\"\t\"", "Invalid control character at: line 1 column 2 (char 1)"),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), message, "{text}");
        }
    }

    #[test]
    fn limits_hold() {
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(parse(&deep(MAX_DEPTH + 1)).is_ok());
        assert_eq!(parse(&deep(MAX_DEPTH + 2)).unwrap_err().message, "Nested too deeply");
        let many = |n: usize| format!("[{}0]", "0,".repeat(n));
        assert!(parse(&many(130_000)).is_ok(), "as many as an argument can have");
        let error = parse_up_to(&many(260_000), 1 << 20).unwrap_err();
        assert_eq!(error.message, "Too many values and members");
        assert_eq!(parse(&" ".repeat(MAX_LENGTH + 1)).unwrap_err().message, "Text too long");
        assert!(parse_up_to("[1]", 3).is_ok() && parse_up_to("[1]", 2).is_err());
        let wide = |n: usize| (0..n).map(|n| format!("\"{n}\":0")).collect::<Vec<_>>().join(",");
        assert!(parse(&format!("{{{}}}", wide(MAX_MEMBERS))).is_ok());
        let objects = format!("[{}0]", format!("{{{}}},", wide(MAX_MEMBERS)).repeat(3));
        assert_eq!(parse(&objects).unwrap_err().message, "Too many values and members");
        let error = parse(&format!("{{{}}}", wide(MAX_MEMBERS + 1))).unwrap_err();
        assert_eq!(error.message, "Too many members");
    }
}
