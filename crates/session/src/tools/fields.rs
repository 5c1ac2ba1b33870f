//! `cut` and `tr`.

use super::files::read_text;
use super::lines::joined;
use super::options::Known;
use super::{Call, Output, affordable};

pub(super) fn cut(call: &mut Call<'_>) -> Result<Output, String> {
    let known = Known {
        flags: "s",
        valued: "dfc",
        long: &[("delimiter", 'd'), ("fields", 'f'), ("characters", 'c'), ("only-delimited", 's')],
    };
    let given = known.read(call.args)?;
    let text = read_text(call, &given.operands)?;
    let delimiter = given.value('d').unwrap_or("\t");
    let (list, by_field) = match (given.value('f'), given.value('c')) {
        (Some(list), None) => (list, true),
        (None, Some(list)) => (list, false),
        _ => return Err(String::from("Say which fields with -f, or which characters with -c.")),
    };
    let ranges =
        ranges(list).ok_or_else(|| ["\"", list, "\" is no list of numbers, such as 1,3-5."].concat())?;
    if delimiter.chars().count() != 1 {
        return Err(String::from("The delimiter must be one character."));
    }
    affordable(text.len(), ranges.len())?;
    let chosen = |at: usize| ranges.iter().any(|(from, to)| (*from..=*to).contains(&(at + 1)));
    let mut lines = Vec::new();
    for line in text.lines() {
        if !by_field {
            let kept = line.chars().enumerate().filter(|(at, _)| chosen(*at)).map(|(_, c)| c);
            lines.push(kept.collect::<String>());
        } else if line.contains(delimiter) {
            let kept =
                line.split(delimiter).enumerate().filter(|(at, _)| chosen(*at)).map(|(_, field)| field);
            lines.push(kept.collect::<Vec<_>>().join(delimiter));
        } else if !given.has('s') {
            lines.push(line.to_owned());
        }
    }
    Ok(joined(lines.iter().map(String::as_str)))
}

/// `1,3-5,7-` as ranges, which include their ends.
fn ranges(list: &str) -> Option<Vec<(usize, usize)>> {
    let one = |part: &str| {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let from = if from.is_empty() && part.starts_with('-') { 1 } else { from.parse().ok()? };
        let to = if to.is_empty() { usize::MAX } else { to.parse().ok()? };
        (from > 0 && from <= to).then_some((from, to))
    };
    list.split(',').take(100).map(one).collect()
}

pub(super) fn tr(call: &mut Call<'_>) -> Result<Output, String> {
    let known = Known {
        flags: "dscC",
        valued: "",
        long: &[("delete", 'd'), ("squeeze-repeats", 's'), ("complement", 'c')],
    };
    let given = known.read(call.args)?;
    let bytes = call.read();
    let text = String::from_utf8_lossy(&bytes);
    let (from, to) = match given.operands.as_slice() {
        [from] => (set(from)?, None),
        [from, to] => (set(from)?, Some(set(to)?)),
        _ => return Err(String::from("It takes one or two sets of characters: tr a-z A-Z.")),
    };
    affordable(text.len(), from.len())?;
    let complement = given.has('c') || given.has('C');
    let mut out = String::new();
    let mut last = None;
    for c in text.chars() {
        let found = from.iter().position(|it| *it == c);
        let at = if complement { found.is_none().then_some(usize::MAX) } else { found };
        let Some(at) = at else {
            out.push(c);
            last = None;
            continue;
        };
        if given.has('d') {
            continue;
        }
        let new = match &to {
            Some(to) => to.get(at).or(to.last()).copied().unwrap_or(c),
            None => c,
        };
        if given.has('s') && last == Some(new) {
            continue;
        }
        last = Some(new);
        out.push(new);
    }
    Ok(Output { work: text.len() * 2, ..Output::text(out) })
}

/// The characters of a set such as `a-z`, `\n`, `[:upper:]`.
fn set(text: &str) -> Result<Vec<char>, String> {
    let mut out = Vec::new();
    let mut rest = text;
    let classes = [("[:upper:]", 'A', 'Z'), ("[:lower:]", 'a', 'z'), ("[:digit:]", '0', '9')];
    'next: while !rest.is_empty() {
        for (name, first, last) in classes {
            if let Some(after) = rest.strip_prefix(name) {
                out.extend(first..=last);
                rest = after;
                continue 'next;
            }
        }
        if let Some(after) = rest.strip_prefix("[:alpha:]").or_else(|| rest.strip_prefix("[:alnum:]")) {
            out.extend(('A'..='Z').chain('a'..='z'));
            if rest.starts_with("[:alnum:]") {
                out.extend('0'..='9');
            }
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix("[:space:]") {
            out.extend([' ', '\t', '\n', '\r']);
            rest = after;
            continue;
        }
        if rest.starts_with("[:") {
            return Err(["the class in \"", text, "\" isn't modeled. Write the characters: a-z."].concat());
        }
        let mut chars = rest.chars();
        let first = one(&mut chars);
        let mut ahead = chars.clone();
        match first {
            Some(first) if ahead.next() == Some('-') && ahead.clone().next().is_some() => {
                let last = one(&mut ahead).unwrap_or(first);
                if u32::from(last).saturating_sub(u32::from(first)) > 256 || last < first {
                    return Err(["the range in \"", text, "\" can't be read."].concat());
                }
                out.extend(first..=last);
                chars = ahead;
            }
            Some(first) => out.push(first),
            None => {}
        }
        rest = chars.as_str();
    }
    if out.len() > 1_000 { Err(String::from("The set is too long.")) } else { Ok(out) }
}

/// The next character, of which `\n`, `\t` and the like are one.
fn one(chars: &mut std::str::Chars<'_>) -> Option<char> {
    match chars.next()? {
        '\\' => Some(match chars.next() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some(c) => c,
            None => '\\',
        }),
        c => Some(c),
    }
}
