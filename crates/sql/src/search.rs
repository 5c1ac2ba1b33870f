//! SQL's functions that look for one text in another, on bytes. SQLite's own compare every place with the
//! whole pattern in one step of its machine, which takes minutes for a megabyte. These search in linear time
//! or ask for leave; their results are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use memchr::memmem;

/// Asks for leave after some work: takes the number of comparisons made since the last call, and returns
/// `None` if the statement has to end.
pub(crate) type Leave<'a> = &'a mut dyn FnMut(usize) -> Option<()>;

const fn continues(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// `instr`: the place of a needle, from 1, in characters or in bytes; 0 if it is not there.
pub(crate) fn instr(hay: &[u8], needle: &[u8], in_characters: bool) -> usize {
    // A match begins at a character, or at the very beginning.
    let broken = in_characters && needle.first().copied().is_some_and(continues);
    let found = if broken { hay.starts_with(needle).then_some(0) } else { memmem::find(hay, needle) };
    match found {
        None => 0,
        Some(at) if in_characters => {
            1 + hay.get(1..=at).unwrap_or_default().iter().filter(|byte| !continues(**byte)).count()
        }
        Some(at) => at + 1,
    }
}

/// `replace`, with a pattern that is not empty. `None` for a result of more than `most` bytes.
pub(crate) fn replace(text: &[u8], pattern: &[u8], by: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut from = 0;
    for at in memmem::find_iter(text, pattern) {
        out.extend_from_slice(text.get(from..at)?);
        out.extend_from_slice(by);
        if out.len() > most {
            return None;
        }
        from = at + pattern.len();
    }
    out.extend_from_slice(text.get(from..)?);
    (out.len() <= most).then_some(out)
}

/// `trim`, `ltrim` and `rtrim` with a set of characters: what remains of a text. Of characters of which one
/// begins like another, the first one in the set counts. `None` if it was not given leave.
pub(crate) fn trim(text: &[u8], set: &[u8], sides: Sides, leave: Leave<'_>) -> Option<Range<usize>> {
    let set = set.split(|byte| *byte == 0).next().unwrap_or_default();
    leave(set.len())?;
    let mut places: BTreeMap<&[u8], usize> = BTreeMap::new();
    let mut lengths: BTreeSet<usize> = BTreeSet::new();
    let mut rest = set;
    while !rest.is_empty() {
        let (one, after) = rest.split_at(length_of(rest));
        let place = places.len();
        places.entry(one).or_insert(place);
        lengths.insert(one.len());
        rest = after;
    }
    let mut find = |candidates: &mut dyn Iterator<Item = &[u8]>| -> Option<Option<usize>> {
        let mut best: Option<(usize, usize)> = None;
        for one in candidates {
            leave(one.len())?;
            let found = places.get(one).map(|place| (*place, one.len()));
            best = best.into_iter().chain(found).min();
        }
        Some(best.map(|(_, length)| length))
    };
    let mut left = text;
    while sides.left && !left.is_empty() {
        let most = length_of(left);
        let mut candidates = lengths.range(..=most).filter_map(|length| left.get(..*length));
        let Some(length) = find(&mut candidates)? else { break };
        left = left.get(length..).unwrap_or_default();
    }
    let from = text.len() - left.len();
    let mut to = text.len();
    // The last byte from which a character can go on to the end.
    let mut head = to;
    while sides.right && from < to {
        if head >= to {
            head = text
                .get(from..to)
                .and_then(|text| text.iter().rposition(|byte| *byte >= 0xc0))
                .map_or(from, |at| from + at);
        }
        let starts =
            [head, to - 1].into_iter().filter(|start| *start == to - 1 || lengths.contains(&(to - start)));
        let mut candidates = starts.filter_map(|start| text.get(start..to));
        let Some(length) = find(&mut candidates)? else { break };
        to -= length;
    }
    Some(from..to)
}

/// The sides that [`trim`] takes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sides {
    pub(crate) left: bool,
    pub(crate) right: bool,
}

/// The bytes of the first character of a text that is not empty, as SQLite skips it.
fn length_of(text: &[u8]) -> usize {
    let (first, rest) = text.split_first().unwrap_or((&0, &[]));
    if *first < 0xc0 { 1 } else { 1 + rest.iter().take_while(|byte| continues(**byte)).count() }
}

/// `unhex` with characters that may stand between two bytes; `None` for a text that is no such number.
pub(crate) fn unhex(text: &[u8], between: &[u8]) -> Option<Vec<u8>> {
    let mut allowed = BTreeSet::new();
    let mut at = 0;
    while at < between.len() {
        let (code, after) = character(between, at);
        allowed.insert(code);
        at = after.max(at + 1);
    }
    let digit = |at: usize| text.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut out = Vec::new();
    at = 0;
    while text.get(at).is_some_and(|byte| *byte != 0) {
        if let Some(high) = digit(at) {
            out.push(u8::try_from(high * 16 + digit(at + 1)?).ok()?);
            at += 2;
        } else {
            let (code, after) = character(text, at);
            if !allowed.contains(&code) {
                return None;
            }
            at = after;
        }
    }
    Some(out)
}

/// What the wildcards of a pattern are. Zero is none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wildcards {
    /// Any number of characters.
    pub(crate) all: u32,
    /// One character.
    pub(crate) one: u32,
    /// Takes the meaning from the next character.
    pub(crate) escape: u32,
    /// Whether `[` begins a set of characters.
    pub(crate) sets: bool,
    /// Whether ASCII letters are compared without their case.
    pub(crate) fold: bool,
}

/// SQLite's `sqlite3Utf8Read`: a character at an offset, and the offset behind it. Zero ends a text.
pub(crate) fn character(text: &[u8], at: usize) -> (u32, usize) {
    let Some(&first) = text.get(at) else { return (0, at) };
    let mut end = at + 1;
    let mut code = u32::from(first);
    if first < 0xc0 {
        return (code, if first == 0 { at } else { end });
    }
    code &= match first {
        ..0xe0 => 0x1f,
        0xe0..0xf0 => 0x0f,
        0xf0..0xf8 => 0x07,
        0xf8..0xfc => 0x03,
        0xfc..0xfe => 0x01,
        0xfe.. => 0,
    };
    while let Some(byte) = text.get(end).filter(|byte| continues(**byte)) {
        code = (code << 6).wrapping_add(u32::from(byte & 0x3f));
        end += 1;
    }
    let valid = code >= 0x80 && code & 0xffff_f800 != 0xd800 && code & 0xffff_fffe != 0xfffe;
    (if valid { code } else { 0xfffd }, end)
}

/// `LIKE` and `GLOB`. Only the last wildcard for many characters is tried again, which is enough: what came
/// before it matched at its first place. `None` if it was not given leave.
pub(crate) fn matches(pattern: &[u8], text: &[u8], wild: Wildcards, leave: Leave<'_>) -> Option<bool> {
    let (mut p, mut t) = (0, 0);
    // Behind the last wildcard for many characters, and the place in the text that was tried for it.
    let mut retry: Option<(usize, usize)> = None;
    loop {
        let (c, after) = character(pattern, p);
        if c != 0 && c == wild.all {
            p = after;
            if character(pattern, p).0 == 0 {
                return Some(true);
            }
            retry = Some((p, t));
            continue;
        }
        let (d, behind) = character(text, t);
        if c == 0 && d == 0 {
            return Some(true);
        }
        let element = if c == 0 { None } else { one(pattern, p, d, wild) };
        leave(element.map_or(1, |(end, _)| end - p))?;
        match element {
            Some((end, true)) if d != 0 => (p, t) = (end, behind),
            _ if d == 0 => return Some(false),
            _ => {
                let Some((again, place)) = retry else { return Some(false) };
                let (_, next) = character(text, place);
                leave(next - place)?;
                (p, t) = (again, next);
                retry = Some((again, next));
            }
        }
    }
}

/// The end of the element at `p` that stands for one character, and whether it stands for `d`; `None` if the
/// pattern is incomplete.
fn one(pattern: &[u8], p: usize, d: u32, wild: Wildcards) -> Option<(usize, bool)> {
    let (mut c, mut end) = character(pattern, p);
    if c == u32::from(b'[') && wild.sets {
        return set(pattern, end, d);
    }
    let escaped = c == wild.escape;
    if escaped {
        (c, end) = character(pattern, end);
        if c == 0 {
            return None;
        }
    }
    let lower = |c: u32| char::from_u32(c).map_or(c, |c| u32::from(c.to_ascii_lowercase()));
    let same = c == d || (wild.fold && lower(c) == lower(d));
    Some((end, same || (c == wild.one && !escaped)))
}

/// A set of characters, from behind its bracket on.
fn set(pattern: &[u8], from: usize, d: u32) -> Option<(usize, bool)> {
    let (mut c, mut end) = character(pattern, from);
    let (mut prior, mut seen) = (0, false);
    let invert = c == u32::from(b'^');
    if invert {
        (c, end) = character(pattern, end);
    }
    if c == u32::from(b']') {
        seen = d == c;
        (c, end) = character(pattern, end);
    }
    while c != 0 && c != u32::from(b']') {
        let (next, _) = character(pattern, end);
        if c == u32::from(b'-') && next != u32::from(b']') && next != 0 && prior > 0 {
            (c, end) = character(pattern, end);
            seen |= (prior..=c).contains(&d);
            prior = 0;
        } else {
            seen |= c == d;
            prior = c;
        }
        (c, end) = character(pattern, end);
    }
    (c != 0).then_some((end, seen != invert))
}
