//! Positions in a page, and the numbers there. Every read is checked, since the bytes may be anything.

/// A run of bytes in a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct Span {
    /// The first byte, counted from the start of the page.
    pub offset: u32,
    /// Length in bytes; may be 0.
    pub length: u32,
}

impl Span {
    /// The bytes from `start` up to but not including `end`.
    pub(super) fn between(start: usize, end: usize) -> Self {
        Self { offset: small(start), length: small(end.saturating_sub(start)) }
    }

    pub(super) fn start(self) -> usize {
        self.offset as usize
    }

    /// The byte after it.
    pub fn end(self) -> usize {
        self.offset as usize + self.length as usize
    }

    /// Returns whether it is empty.
    pub fn is_empty(self) -> bool {
        self.length == 0
    }

    /// Its bytes; empty if it is not completely within the content.
    pub fn of(self, content: &[u8]) -> &[u8] {
        content.get(self.start()..self.end()).unwrap_or_default()
    }
}

pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn array<const N: usize>(content: &[u8], at: usize) -> Option<[u8; N]> {
    content.get(at..)?.first_chunk().copied()
}

pub(super) fn byte(content: &[u8], at: usize) -> Option<u8> {
    content.get(at).copied()
}

pub(super) fn two(content: &[u8], at: usize) -> Option<usize> {
    array(content, at).map(|bytes| usize::from(u16::from_be_bytes(bytes)))
}

pub(super) fn four(content: &[u8], at: usize) -> Option<u32> {
    array(content, at).map(u32::from_be_bytes)
}

/// Reads a variable-length integer (§1.6, "varint"): seven bits a byte, high ones first, and a ninth byte
/// with all eight. Returns it with its length.
pub(super) fn varint(content: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    for length in 1..=8 {
        let byte = byte(content, at + length - 1)?;
        value = value << 7 | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((value, length));
        }
    }
    Some((value << 8 | u64::from(byte(content, at + 8)?), 9))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints_have_one_to_nine_bytes() {
        let read = |bytes: &[u8]| varint(bytes, 0);
        assert_eq!(read(&[0x7f]), Some((127, 1)));
        assert_eq!(read(&[0x81, 0x00]), Some((128, 2)));
        assert_eq!(read(&[0xff; 9]), Some((u64::MAX, 9)));
        assert_eq!(read(&[0xff; 8]), None);
        assert_eq!(read(&[]), None);
    }
}
