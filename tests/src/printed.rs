//! Reads lines that were printed, to compare what they ask for.

use playground_aws::{Invocation, Parsed, parse_with_input};
use playground_core::edition::Edition;

/// Parses words as a line; `None` if it asks for nothing that can be run.
pub fn run(words: &[String], input: Option<&str>) -> Option<Box<Invocation>> {
    if let Ok(Parsed::Run(invocation)) = parse_with_input(words, input, Edition::LATEST) {
        Some(invocation)
    } else {
        None
    }
}

/// Reads a printed line, with the lines that `<<` gives it.
pub fn read(line: &str) -> Option<Box<Invocation>> {
    let Some((line, rest)) = line.split_once(" <<'") else { return run(&split(line), None) };
    let (end, lines) = rest.split_once("'\n")?;
    run(&split(line), Some(lines.strip_suffix(end)?))
}

/// Splits a line like a shell that knows `'…'` and `\'`.
pub fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' => quoted = !quoted,
            '\\' if !quoted => word.extend(chars.next()),
            ' ' if !quoted => words.push(core::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words
}
