//! SQL's functions that look for one text in another, on bytes. SQLite's own compare every place with the
//! whole pattern in one step of its machine, which takes minutes for a megabyte. These search in linear time
//! or ask for leave; their results are the same.

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
