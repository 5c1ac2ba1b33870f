//! `grep`: lines that a pattern fits. The patterns are those of `regex-lite`, which takes time in proportion to the
//! text whatever the pattern; POSIX's basic patterns and classes are translated.

use regex_lite::{Regex, RegexBuilder};

use super::files::read_text;
use super::options::Known;
use super::{Call, Output, affordable};

const KNOWN: Known = Known {
    flags: "ivcoEFqwxnsh",
    valued: "emABC",
    long: &[
        ("ignore-case", 'i'),
        ("invert-match", 'v'),
        ("count", 'c'),
        ("only-matching", 'o'),
        ("extended-regexp", 'E'),
        ("fixed-strings", 'F'),
        ("quiet", 'q'),
        ("silent", 'q'),
        ("word-regexp", 'w'),
        ("line-regexp", 'x'),
        ("line-number", 'n'),
        ("regexp", 'e'),
        ("max-count", 'm'),
        ("after-context", 'A'),
        ("before-context", 'B'),
        ("context", 'C'),
    ],
};

/// How a pattern is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Basic,
    Extended,
    Fixed,
}

pub(super) fn grep(call: &mut Call<'_>) -> Result<Output, String> {
    search(call, Syntax::Basic)
}

pub(super) fn egrep(call: &mut Call<'_>) -> Result<Output, String> {
    search(call, Syntax::Extended)
}

pub(super) fn fgrep(call: &mut Call<'_>) -> Result<Output, String> {
    search(call, Syntax::Fixed)
}

fn search(call: &mut Call<'_>, syntax: Syntax) -> Result<Output, String> {
    let mut given = KNOWN.read(call.args)?;
    let syntax = if given.has('F') {
        Syntax::Fixed
    } else if given.has('E') {
        Syntax::Extended
    } else {
        syntax
    };
    let mut patterns: Vec<String> = given.values('e').map(str::to_owned).collect();
    if patterns.is_empty() {
        if given.operands.is_empty() {
            return Err(String::from("A pattern is missing: grep PATTERN."));
        }
        patterns.push(given.operands.remove(0));
    }
    let mut sources: Vec<String> = patterns
        .iter()
        .flat_map(|pattern| pattern.split('\n'))
        .map(|pattern| translated(pattern, syntax))
        .collect();
    if given.has('w') || given.has('x') {
        let (before, after) = if given.has('x') { ("^(?:", ")$") } else { (r"\b(?:", r")\b") };
        sources = sources.iter().map(|source| [before, source, after].concat()).collect();
    }
    let regex = compiled(&sources.join("|"), given.has('i'))?;
    let text = read_text(call, &given.operands)?;
    // Each byte is looked at for each part of the pattern.
    let parts = 2 + sources.iter().map(String::len).sum::<usize>() / 8;
    affordable(text.len(), parts * 4)?;
    let before = given.number('B')?.or(given.number('C')?).unwrap_or(0);
    let after = given.number('A')?.or(given.number('C')?).unwrap_or(0);
    let context = (usize::try_from(before).unwrap_or(0), usize::try_from(after).unwrap_or(0));
    let most = given.number('m')?.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(0));
    let lines: Vec<&str> = text.lines().collect();
    let inverted = given.has('v');
    let hits: Vec<usize> = (0..lines.len())
        .filter(|at| lines.get(*at).is_some_and(|line| regex.is_match(line) != inverted))
        .take(most)
        .collect();
    let mut out = String::new();
    let number = |at: usize, sign: &str| {
        if given.has('n') { [&(at + 1).to_string(), sign].concat() } else { String::new() }
    };
    if given.has('c') {
        out = [&hits.len().to_string(), "\n"].concat();
    } else if given.has('o') && !inverted {
        for (at, line) in hits.iter().filter_map(|at| Some((*at, *lines.get(*at)?))) {
            for found in regex.find_iter(line).filter(|found| !found.is_empty()) {
                out.push_str(&[&number(at, ":"), found.as_str(), "\n"].concat());
            }
        }
    } else if !given.has('q') {
        let mut next = 0;
        for (at, line) in lines.iter().enumerate() {
            while hits.get(next).is_some_and(|hit| hit + context.1 < at) {
                next += 1;
            }
            let Some(hit) = hits.get(next) else { break };
            let is_hit = hits.binary_search(&at).is_ok();
            if at + context.0 >= *hit {
                out.push_str(&[&number(at, if is_hit { ":" } else { "-" }), *line, "\n"].concat());
            }
        }
    }
    let work = text.len() * parts + out.len();
    Ok(Output { work, exit_code: u8::from(hits.is_empty()), ..Output::text(out) })
}

/// The longest pattern, in bytes.
const LONGEST: usize = 500;

/// Makes a pattern of `regex-lite` ready.
pub(super) fn compiled(source: &str, ignore_case: bool) -> Result<Regex, String> {
    if source.len() > LONGEST {
        return Err(String::from("The pattern is longer than 500 bytes."));
    }
    let regex = RegexBuilder::new(source).case_insensitive(ignore_case).size_limit(100_000).build();
    regex.map_err(|error| ["the pattern can't be read: ", &error.to_string()].concat())
}

/// A pattern as `regex-lite` writes it.
fn translated(pattern: &str, syntax: Syntax) -> String {
    match syntax {
        Syntax::Fixed => regex_lite::escape(pattern),
        Syntax::Extended => classes(pattern),
        Syntax::Basic => {
            // In basic patterns, brackets and bars have their meaning after a backslash.
            let mut out = String::new();
            let mut chars = pattern.chars();
            let mut in_set = false;
            while let Some(c) = chars.next() {
                match c {
                    '[' if !in_set => {
                        in_set = true;
                        out.push(c);
                    }
                    ']' if in_set && !out.ends_with('[') && !out.ends_with("[^") => {
                        in_set = false;
                        out.push(c);
                    }
                    '\\' if !in_set => match chars.next() {
                        Some(c @ ('(' | ')' | '{' | '}' | '|' | '+' | '?')) => out.push(c),
                        Some(c) => out.extend(['\\', c]),
                        None => out.push_str("\\\\"),
                    },
                    '(' | ')' | '{' | '}' | '|' | '+' | '?' if !in_set => out.extend(['\\', c]),
                    '*' if out.is_empty() => out.push_str("\\*"),
                    c => out.push(c),
                }
            }
            classes(&out)
        }
    }
}

/// POSIX's classes, such as `[[:digit:]]`, as ranges.
pub(super) fn classes(pattern: &str) -> String {
    let rows = [
        ("[:digit:]", "0-9"),
        ("[:alpha:]", "a-zA-Z"),
        ("[:alnum:]", "a-zA-Z0-9"),
        ("[:upper:]", "A-Z"),
        ("[:lower:]", "a-z"),
        ("[:space:]", r"\s"),
        ("[:xdigit:]", "0-9a-fA-F"),
    ];
    rows.iter().fold(pattern.to_owned(), |text, (name, range)| text.replace(name, range))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_posix() {
        for (pattern, syntax, want) in [
            ("a+b(c)", Syntax::Basic, r"a\+b\(c\)"),
            (r"a\+b\(c\|d\)", Syntax::Basic, "a+b(c|d)"),
            ("a+b", Syntax::Extended, "a+b"),
            ("a.b", Syntax::Fixed, r"a\.b"),
            ("[[:digit:]]*", Syntax::Basic, "[0-9]*"),
            ("[(|)]", Syntax::Basic, "[(|)]"),
        ] {
            assert_eq!(translated(pattern, syntax), want, "{pattern}");
        }
    }
}
