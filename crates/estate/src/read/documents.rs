//! The documents of a file: its bytes as text, and the JSON in it, one value or many, one after the other. A part that is no JSON
//! keeps no other from being read.

use std::borrow::Cow;

use playground_aws::json::{JsonError, Value};

use super::parse;

/// A part of a file.
pub(super) struct Document {
    /// The line on which it begins, from 1.
    pub(super) line: usize,
    /// What it says, or why it can't be read.
    pub(super) value: Result<Value, String>,
}

/// The documents of a file, in their order. `Err` says why none can be read.
pub(super) fn documents(bytes: &[u8]) -> Result<Vec<Document>, String> {
    let text = text_of(bytes)?;
    let whole = match parse(&text) {
        Ok(value) => return Ok(vec![Document { line: 1, value: Ok(value) }]),
        Err(error) => {
            ["It is not JSON. ", &error.to_string(), ". Ask for --output json, and give the whole output."]
                .concat()
        }
    };
    let parts = parts(&text);
    let last = parts.len().saturating_sub(1);
    let document = |(at, (line, part)): (usize, (usize, &str))| Document {
        line,
        value: parse(part).map_err(|error| not_json(&error, line, at == last && ends_early(part, &error))),
    };
    let documents: Vec<Document> = parts.into_iter().enumerate().map(document).collect();
    let says = |one: &Document| matches!(&one.value, Ok(value) if value.as_object().is_some() || value.as_array().is_some());
    if documents.iter().any(says) { Ok(documents) } else { Err(whole) }
}

/// The text of a file. PowerShell writes UTF-16 where a command's output is redirected.
fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    let units = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, odd) = rest.as_chunks::<2>();
        let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
        text.ok().filter(|_| odd.is_empty()).map(Cow::Owned).ok_or_else(|| {
            String::from(
                "It begins like UTF-16 text, and is none: it is cut off, or changed. Save it as UTF-8.",
            )
        })
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return units(rest, u16::from_be_bytes),
        [..] => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    core::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        ["It is not UTF-8 text: byte ", &error.valid_up_to().to_string(), ". Save it as UTF-8."].concat()
    })
}

/// The parts of a text, each with the line on which it begins. One begins with each line that is neither indented nor closes
/// what is open: so answers may stand on a line each, or as the CLI prints them, and messages between them are parts of their
/// own.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let mut begins: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for (before, line) in text.split_inclusive('\n').enumerate() {
        if !line.starts_with([' ', '\t', '\r', '\n', '}', ']']) || begins.is_empty() {
            begins.push((before + 1, at));
        }
        at += line.len();
    }
    let ends = begins.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    let part = |((line, from), to): (&(usize, usize), usize)| Some((*line, text.get(*from..to)?));
    begins.iter().zip(ends).filter_map(part).collect()
}

/// Returns whether the text ends where more was expected.
fn ends_early(part: &str, error: &JsonError) -> bool {
    let length = part.trim_end().chars().count();
    error.offset >= length || error.message.starts_with("Unterminated")
}

fn not_json(error: &JsonError, first: usize, early: bool) -> String {
    let (line, column) = ((first + error.line - 1).to_string(), error.column.to_string());
    let what = if early {
        "The file ends in the middle of it: collect it again, or give the rest"
    } else {
        "It is not JSON, and left out; the rest was read"
    };
    [what, ". ", error.message, ": line ", &line, " column ", &column, "."].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `line: ok` or `line: why`, for each document.
    fn read(text: &[u8]) -> Vec<String> {
        let Ok(documents) = documents(text) else { return vec![String::from("nothing")] };
        let line = |one: &Document| {
            format!("{}: {}", one.line, one.value.as_ref().map_or_else(String::as_str, |_| "ok"))
        };
        documents.iter().map(line).collect()
    }

    #[test]
    fn one_bad_part_costs_no_other() {
        let bad = "It is not JSON, and left out; the rest was read. Expecting value: line";
        for (text, wanted) in [
            ("{}\n{}\n", vec!["1: ok".into(), "2: ok".into()]),
            ("{\n  \"a\": [\n]\n}\n{\n}\n", vec!["1: ok".into(), "5: ok".into()]),
            ("{}\r\n\r\n{}\r\n", vec!["1: ok".into(), "3: ok".into()]),
            (
                "{}\nusage: a warning\n  of two lines\n{}",
                vec!["1: ok".into(), format!("2: {bad} 2 column 1."), "4: ok".into()],
            ),
            ("a warning\n{\n  \"a\": 1\n}\n", vec![format!("1: {bad} 1 column 1."), "2: ok".into()]),
            (
                "{}\n{\n  \"a\":\n  }\n{}",
                vec!["1: ok".into(), format!("2: {bad} 4 column 3."), "5: ok".into()],
            ),
            ("no\nJSON\n", vec!["nothing".into()]),
            ("1\n2\n", vec!["nothing".into()]),
        ] {
            assert_eq!(read(text.as_bytes()), wanted, "{text}");
        }
        for end in ["{\"DBClusters\": [", "{\"DBClusters", "{\"a\": \"b"] {
            let text = ["{}\n", end].concat();
            let found = read(text.as_bytes());
            assert!(found[1].starts_with("2: The file ends in the middle of it"), "{end}: {found:?}");
        }
    }

    #[test]
    fn text_of_every_form_is_read() {
        let text = "{\"a\": \"ä\u{1f511}\"}";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            [b"\xff\xfe", &*little].concat(),
            [b"\xfe\xff", &*big].concat(),
        ] {
            assert_eq!(text_of(&bytes).as_deref(), Ok(text));
        }
        for (bytes, why) in [
            ([b"\xff\xfe", &*little, b"{"].concat(), "It begins like UTF-16 text"),
            (b"\xff\xfe\x00\xd8".to_vec(), "It begins like UTF-16 text"),
            (b"a\xff".to_vec(), "It is not UTF-8 text: byte 1."),
        ] {
            assert!(text_of(&bytes).unwrap_err().starts_with(why));
        }
    }
}
