//! The documents of a file: its bytes as text, and where the values in it begin, one after the other, where it is not one. What
//! becomes of a part that is no JSON: `slices`.

use std::borrow::Cow;

use playground_aws::json::JsonError;

/// A part of a file.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The line on which it begins, from 1.
    pub(super) line: usize,
    /// Its first byte.
    pub(super) from: usize,
    /// The byte behind it.
    pub(super) to: usize,
}

/// The text of a file. PowerShell writes UTF-16 where a command's output is redirected.
pub(super) fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    let units = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, odd) = rest.as_chunks::<2>();
        let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
        text.ok().filter(|_| odd.is_empty()).map(Cow::Owned).ok_or_else(|| {
            String::from("It starts like UTF-16 text but isn't: it is cut off or damaged. Save it as UTF-8.")
        })
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return units(rest, u16::from_be_bytes),
        [..] => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    core::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        ["It isn't UTF-8 text: byte ", &error.valid_up_to().to_string(), ". Save it as UTF-8."].concat()
    })
}

/// The parts of a text. One begins with each line that is neither indented nor closes
/// what is open: so answers may stand on a line each, or as the CLI prints them, and messages between them are parts of their
/// own.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut begins: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for (before, line) in text.split_inclusive('\n').enumerate() {
        if !line.starts_with([' ', '\t', '\r', '\n', '}', ']']) || begins.is_empty() {
            begins.push((before + 1, at));
        }
        at += line.len();
    }
    let ends = begins.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    let part = |((line, from), to): (&(usize, usize), usize)| Part { line: *line, from: *from, to };
    begins.iter().zip(ends).map(part).collect()
}

/// Returns whether the text ends where more was expected.
pub(super) fn ends_early(part: &str, error: &JsonError) -> bool {
    let length = part.trim_end().chars().count();
    error.offset >= length || error.message.starts_with("Unterminated")
}

pub(super) fn not_json(error: &JsonError, first: usize, early: bool) -> String {
    let (line, column) = ((first + error.line - 1).to_string(), error.column.to_string());
    let what = if early {
        "The file ends in the middle of it: collect it again, or add the rest"
    } else {
        "It isn't JSON and was skipped; the rest was read"
    };
    [what, ". ", error.message, ": line ", &line, " column ", &column, "."].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{File, read};

    /// `place: why`, for each problem of a file.
    fn problems(text: &str) -> Vec<String> {
        let (_, mut reads) = read(&[File { name: "it", bytes: text.as_bytes() }]);
        let problems = std::mem::take(&mut reads[0].problems).into_iter();
        problems.map(|one| [&*one.place, ": ", &*one.message].concat()).collect()
    }

    #[test]
    fn one_bad_part_costs_no_other() {
        let bad = "It isn't JSON and was skipped; the rest was read. Expecting value: line";
        let key =
            r#"{"KeyId": "a", "Arn": "arn:aws:kms:eu-west-1:111122223333:key/a", "KeyState": "Enabled"}"#;
        for (text, wanted) in [
            ("{}\n{KEY}\n", vec![]),
            ("{\n  \"a\": [\n]\n}\n{KEY}\n{\n}\n", vec![]),
            ("{KEY}\r\n\r\n{KEY}\r\n", vec![]),
            ("{\n\"a\":\n{KEY}}", vec![]),
            ("{KEY}\nusage: a warning\n  of two lines\n{}", vec![format!("line 2: {bad} 2 column 1.")]),
            ("a warning\n{\n  \"a\": 1\n}\n{KEY}", vec![format!("line 1: {bad} 1 column 1.")]),
            ("{KEY}\n{\n  \"a\":\n  }\n{}", vec![format!("line 2: {bad} 4 column 3.")]),
            (
                "no\nJSON\n",
                vec![format!(
                    ": It isn't JSON. Expecting value: line 1 column 1 (char 0). Use --output json, and the whole output."
                )],
            ),
            (
                "1\n2\n",
                vec![format!(
                    ": It isn't JSON. Extra data: line 2 column 1 (char 2). Use --output json, and the whole output."
                )],
            ),
        ] {
            assert_eq!(problems(&text.replace("{KEY}", key)), wanted, "{text}");
        }
        for end in ["{\"DBClusters\": [", "{\"DBClusters", "{\"a\": \"b"] {
            let text = ["{}\n", end].concat();
            let found = problems(&text);
            assert!(found[0].starts_with("line 2: The file ends in the middle of it"), "{end}: {found:?}");
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
            ([b"\xff\xfe", &*little, b"{"].concat(), "It starts like UTF-16 text"),
            (b"\xff\xfe\x00\xd8".to_vec(), "It starts like UTF-16 text"),
            (b"a\xff".to_vec(), "It isn't UTF-8 text: byte 1."),
        ] {
            assert!(text_of(&bytes).unwrap_err().starts_with(why));
        }
    }
}
