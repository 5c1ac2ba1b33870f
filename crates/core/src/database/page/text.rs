//! Readable text in bytes that are no longer, or not yet, part of a structure.

use super::span::Span;

/// The fewest characters that count as a text.
const LEAST: usize = 4;

/// The runs of readable UTF-8 text of four characters or more within `span`, with their positions in the
/// page.
pub fn texts(content: &[u8], span: Span) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut at = span.start();
    for chunk in span.of(content).utf8_chunks() {
        for run in chunk.valid().split_inclusive(char::is_control) {
            let text = run.trim_end_matches(char::is_control);
            if text.chars().count() >= LEAST {
                found.push((Span::between(at, at + text.len()), text.to_owned()));
            }
            at += run.len();
        }
        at += chunk.invalid().len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_between_other_bytes() {
        let content = b"\x00\x01abc\x00caf\xc3\xa9 au lait\xff\xfeabcd";
        let whole = Span { offset: 1, length: 24 };
        let texts = texts(content, whole);
        let expected = [(6, 13, "café au lait"), (21, 4, "abcd")];
        assert_eq!(texts, expected.map(|(offset, length, text)| (Span { offset, length }, text.into())));
    }
}
