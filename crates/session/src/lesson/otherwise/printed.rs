//! Compares what a command printed in two editions, without what can't be the same: ids, digests, dates, random bytes; and
//! without the members of a JSON document that only one of them has.

use playground_aws::json;

/// The longest text that is shown of a line, in characters.
const SHOWN: usize = 120;

/// The first line that differs, in both texts; `None` if they say the same.
pub(super) fn difference(then: &str, today: &str) -> Option<(String, String)> {
    let (then, today) = (opened(then), opened(today));
    let mut was = said(&then, &today);
    let mut is = said(&today, &then);
    loop {
        match (was.next(), is.next()) {
            (None, None) => return None,
            (was, is) if was.map(masked) == is.map(masked) => {}
            (was, is) => return Some((shown(was), shown(is))),
        }
    }
}

/// A text with a line for each member of a document that stands on one line, as records of CloudTrail do.
fn opened(text: &str) -> String {
    let open = |line: &str| match json::parse(line) {
        Ok(document @ json::Value::Object(_)) => json::pretty(&document),
        _ => line.to_owned(),
    };
    let lines: Vec<_> =
        text.lines().map(|line| if line.starts_with('{') { open(line) } else { line.into() }).collect();
    lines.join("\n")
}

/// The lines that can be compared with those of another text.
fn said<'a>(text: &'a str, other: &'a str) -> impl Iterator<Item = &'a str> {
    text.lines().map(|line| line.trim_end_matches(',')).filter(move |line| {
        let member =
            line.trim().strip_prefix('"').and_then(|line| line.split_once("\": ")).map(|(name, _)| name);
        let added = member.is_some_and(|name| !other.contains(&["\"", name, "\": "].concat()));
        let closes = line.chars().all(|c| " {}[],".contains(c));
        !added && !closes && !is_of_bytes(line)
    })
}

/// Returns whether a line shows bytes: it begins with their place (`00001010  22 bf …`) or has a nonce or a digest in it.
fn is_of_bytes(line: &str) -> bool {
    let hex = |word: &str| word.chars().all(|c| c.is_ascii_hexdigit());
    let place = line.split_once("  ").is_some_and(|(place, _)| place.len() == 8 && hex(place));
    place || line.split_whitespace().any(|word| word.len() >= 16 && hex(word))
}

/// A line with `#` in place of every word that is long and has digits, as ids and ciphertexts have, and of every part of a
/// word that is a number or a hexadecimal byte.
fn masked(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for word in line.split_inclusive(|c: char| c.is_whitespace() || c == '"') {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        if word.len() >= 20 && digits >= 4 {
            out.push_str("# ");
            continue;
        }
        for part in word.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
            let name = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            let random = name.len() > 1
                && (name.contains(|c: char| c.is_ascii_digit())
                    || (name.len() == 2 && name.chars().all(|c| c.is_ascii_hexdigit())));
            out.push_str(if random { "#" } else { part });
        }
    }
    out
}

/// A line as a sentence quotes it: without a backtick or the punctuation at its end, and not too long.
fn shown(line: Option<&str>) -> String {
    let line = line.map_or("nothing more", |line| line.trim().trim_end_matches(['.', ':', ';']));
    let line = line.replace('`', "'").replace('\t', " ");
    let mut text: String = line.chars().take(SHOWN).collect();
    if text.len() < line.len() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_said_counts() {
        let same = [
            ("arn:aws:kms:us-east-1:1:key/1f\tTrue\n", "arn:aws:kms:us-east-1:1:key/2e\tTrue\n"),
            ("2020-12-01T09:05:53Z\n", "2026-12-01T09:05:45Z\n"),
            ("{\n  \"A\": 1\n}\n", "{\n  \"A\": 1,\n  \"KeySpec\": \"X\"\n}\n"),
            ("{\"a\":\"x\"}\n", "{\"a\":\"x\",\"b\":{\"c\":\"y\"}}\n"),
            ("00001010  22 bf f3  |\"...|\n", "00001010  ee e6 84  |....|\n"),
            ("Byte 4077 of page 2 was 34 and is 35 now.\n", "Byte 4077 of page 2 was 5b and is 5a now.\n"),
            ("UEdLQwEBS2Fybjphd3M6a21zOnVz/9x+11==\n", "UEdLQwEBS2Fybjphd3M6a21zOnVzA2222==\n"),
        ];
        for (then, today) in same {
            assert_eq!(difference(then, today), None);
        }
        let other = [
            ("plain\t4096\n", "sealed\t4192\n", "plain 4096", "sealed 4192"),
            ("a\nb\n", "a\n", "b", "nothing more"),
            (
                "x was found in 2 places:\n",
                "x was not found..\n",
                "x was found in 2 places",
                "x was not found",
            ),
            ("a: b\n", "a. b…\n", "a: b", "a. b…"),
            ("{\n  \"A\": false\n}\n", "{\n  \"A\": true\n}\n", "\"A\": false", "\"A\": true"),
            ("1\n", "0\n", "1", "0"),
            ("{\"a\":\"x\"}\n", "{\"a\":\"y\",\"b\":\"x\"}\n", "\"a\": \"x\"", "\"a\": \"y\""),
        ];
        for (then, today, was, is) in other {
            assert_eq!(difference(then, today), Some((was.into(), is.into())));
        }
    }
}
