//! The CLI's shorthand for structures and maps: `Key=k,Value=v`, `a=[b,c]`, `a={b=c}`.
//!
//! Which members a structure has is checked in `values`.

use crate::json::{MAX_MEMBERS, Value};

/// The deepest nesting of lists and structures.
const MAX_DEPTH: usize = 16;

/// Parses `key=value,key=value…` into an object. The error is the CLI's message with the position.
pub(crate) fn parse(text: &str) -> Result<Value, String> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0 };
    let mut members: Vec<(String, Value)> = Vec::new();
    loop {
        let start = reader.at;
        let (key, value) = reader.pair()?;
        if members.iter().any(|(known, _)| *known == key) {
            let place = reader.place(start);
            return Err(format!(
                "Second instance of key \"{key}\" encountered for input:\n{place}\nThis is often because there is a preceding \",\" instead of a space."
            ));
        }
        room(&members)?;
        members.push((key, value));
        if reader.at >= reader.chars.len() {
            return Ok(Value::Object(members));
        }
        reader.expect(',')?;
    }
}

/// Checks whether there can be another pair: each name is compared with all before it.
fn room(members: &[(String, Value)]) -> Result<(), String> {
    if members.len() < MAX_MEMBERS {
        return Ok(());
    }
    Err(format!("Too many pairs for input: more than {MAX_MEMBERS}."))
}

struct Reader {
    chars: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn place(&self, at: usize) -> String {
        let mut text: String = self.chars.iter().collect();
        text.push('\n');
        text.extend(std::iter::repeat_n(' ', at));
        text.push('^');
        text
    }

    fn expected(&self, wanted: &str, found: &str) -> String {
        format!("Expected: '{wanted}', received: '{found}' for input:\n{}", self.place(self.at))
    }

    fn expect(&mut self, wanted: char) -> Result<(), String> {
        self.space();
        match self.peek() {
            Some(c) if c == wanted => {
                self.at += 1;
                self.space();
                Ok(())
            }
            Some(c) => Err(self.expected(wanted.encode_utf8(&mut [0; 4]), c.encode_utf8(&mut [0; 4]))),
            None => Err(self.expected(wanted.encode_utf8(&mut [0; 4]), "EOF")),
        }
    }

    fn key(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_alphanumeric() || "-_.#/:".contains(c)) {
            self.at += 1;
        }
        self.chars.get(start..self.at).unwrap_or_default().iter().collect()
    }

    fn pair(&mut self) -> Result<(String, Value), String> {
        let key = self.key();
        self.expect('=')?;
        let value = match self.peek() {
            None => Value::string(""),
            Some('[' | '{') => self.nested(0)?,
            Some(_) => self.commas()?,
        };
        Ok((key, value))
    }

    /// Parses `a` or `a,b,c`, up to a comma that begins the next `key=`.
    fn commas(&mut self) -> Result<Value, String> {
        let first = self.scalar(false)?;
        let mut more = Vec::new();
        loop {
            self.space();
            let comma = self.at;
            if self.peek() != Some(',') {
                break;
            }
            self.at += 1;
            self.space();
            let item = self.scalar(true);
            self.space();
            if item.is_err() && self.at >= self.chars.len() {
                return item.map(Value::String);
            }
            match item {
                Ok(item) if matches!(self.peek(), None | Some(',')) => more.push(item),
                _ => {
                    self.at = comma;
                    break;
                }
            }
        }
        if more.is_empty() {
            return Ok(Value::String(first));
        }
        more.insert(0, first);
        Ok(Value::strings(more))
    }

    fn nested(&mut self, depth: usize) -> Result<Value, String> {
        if depth > MAX_DEPTH {
            return Err(format!("Nested too deeply for input:\n{}", self.place(self.at)));
        }
        match self.peek() {
            Some('[') => {
                let mut items = Vec::new();
                self.expect('[')?;
                while self.peek() != Some(']') {
                    items.push(self.nested(depth + 1)?);
                    self.separator(']')?;
                }
                self.at += 1;
                Ok(Value::Array(items))
            }
            Some('{') => {
                let mut members = Vec::new();
                self.expect('{')?;
                while self.peek() != Some('}') {
                    let key = self.key();
                    self.expect('=')?;
                    let value = self.nested(depth + 1)?;
                    room(&members)?;
                    members.retain(|(known, _)| *known != key);
                    members.push((key, value));
                    self.separator('}')?;
                }
                self.at += 1;
                Ok(Value::Object(members))
            }
            _ => self.scalar(false).map(Value::String),
        }
    }

    fn separator(&mut self, close: char) -> Result<(), String> {
        self.space();
        if self.peek() == Some(close) { Ok(()) } else { self.expect(',') }
    }

    /// Parses a bare or quoted text. If `strict`, as after a comma, `=` ends it and an empty text is an
    /// error; otherwise an empty text is a value.
    fn scalar(&mut self, strict: bool) -> Result<String, String> {
        if let Some(quote @ ('\'' | '"')) = self.peek() {
            return self.quoted(quote);
        }
        let mut out = String::new();
        while let Some(c) = self.peek() {
            if c == '\\' && self.chars.get(self.at + 1) == Some(&',') {
                out.push(',');
                self.at += 2;
                continue;
            }
            let stops =
                c == ',' || c == '"' || c == '\'' || if strict { c == '=' } else { c == ']' || c == '}' };
            if stops || (out.is_empty() && (c.is_whitespace() || c == '=')) {
                break;
            }
            out.push(c);
            self.at += 1;
        }
        if strict && out.is_empty() {
            return Err(self.expected("<second>", "<none>"));
        }
        Ok(out.trim_end().to_owned())
    }

    fn quoted(&mut self, quote: char) -> Result<String, String> {
        let mut out = String::new();
        let mut at = self.at + 1;
        while let Some(c) = self.chars.get(at).copied() {
            let next = self.chars.get(at + 1).copied();
            match (c, next) {
                ('\\', Some(escaped)) if escaped == quote || escaped == '\\' => {
                    out.push(escaped);
                    at += 2;
                }
                (c, _) if c == quote => {
                    self.at = at + 1;
                    return Ok(out);
                }
                _ => {
                    out.push(c);
                    at += 1;
                }
            }
        }
        let name = if quote == '"' { "<double quoted>" } else { "<singled quoted>" };
        Err(self.expected(name, "<none>"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::compact;

    #[test]
    fn shorthand_reads_as_the_cli_reads_it() {
        for (text, json) in [
            ("Key=k,Value=v", r#"{"Key":"k","Value":"v"}"#),
            ("a=b,c", r#"{"a":["b","c"]}"#),
            ("a=b,c,d=e", r#"{"a":["b","c"],"d":"e"}"#),
            ("a=", r#"{"a":""}"#),
            ("a=,b=c", r#"{"a":"","b":"c"}"#),
            ("a = b , c = d", r#"{"a":"b","c":"d"}"#),
            ("a='x,y',b=\"p q\"", r#"{"a":"x,y","b":"p q"}"#),
            ("a='it\\'s'", r#"{"a":"it's"}"#),
            ("a=x\\,y", r#"{"a":"x,y"}"#),
            ("a=[b,c],d={e=f,g=[h]}", r#"{"a":["b","c"],"d":{"e":"f","g":["h"]}}"#),
            ("aws:rds:dbc-id=cluster-X", r#"{"aws:rds:dbc-id":"cluster-X"}"#),
            (
                "EncryptionContextSubset={aws:rds:dbc-id=cluster-X}",
                r#"{"EncryptionContextSubset":{"aws:rds:dbc-id":"cluster-X"}}"#,
            ),
            ("Name=n,Values=v1,v2", r#"{"Name":"n","Values":["v1","v2"]}"#),
            ("a=b=c", r#"{"a":"b=c"}"#),
        ] {
            assert_eq!(parse(text).map(|value| compact(&value)).as_deref(), Ok(json), "{text}");
        }
    }

    #[test]
    fn what_it_refuses_is_shown_with_its_place() {
        for (text, message) in [
            ("foo", "Expected: '=', received: 'EOF' for input:\nfoo\n   ^"),
            ("", "Expected: '=', received: 'EOF' for input:\n\n^"),
            (
                "a=b,a=c",
                "Second instance of key \"a\" encountered for input:\na=b,a=c\n    ^\nThis is often because there is a preceding \",\" instead of a space.",
            ),
            ("a=[b", "Expected: ',', received: 'EOF' for input:\na=[b\n    ^"),
            ("a={b}", "Expected: '=', received: '}' for input:\na={b}\n    ^"),
            ("a='b", "Expected: '<singled quoted>', received: '<none>' for input:\na='b\n  ^"),
            ("a=b,", "Expected: '<second>', received: '<none>' for input:\na=b,\n    ^"),
        ] {
            assert_eq!(parse(text).unwrap_err(), message, "{text}");
        }
        let pairs = |n: usize| (0..n).map(|n| format!("a{n}=")).collect::<Vec<_>>().join(",");
        assert!(parse(&pairs(1_000)).is_ok());
        for text in [pairs(1_001), format!("a={{{}}}", pairs(1_001))] {
            assert!(parse(&text).unwrap_err().contains("more than 1000"));
        }
        assert!(parse(&format!("a={}", "[".repeat(40))).unwrap_err().contains("Nested too deeply"));
    }
}
