//! The database header: the first 100 bytes of page 1 (§1.3), and what is needed from it to read the rest of
//! the file.

use super::span::{byte, four, two};
use crate::crypto::layout::{ByteField, lay_out};
use crate::storage::page::PAGE_SIZE;

/// Length of a page.
pub(super) const PAGE: u32 = 4096;
const _: () = assert!(PAGE as usize == PAGE_SIZE, "the page size of our files");
/// Length of the database header.
pub(super) const HEADER_LEN: usize = 100;
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// How texts are stored (§1.3.13).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, StableHash)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

/// What is needed to read the pages of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct Format {
    /// The number of bytes of a page that SQLite uses; those after them are reserved for others (§1.3.4).
    pub usable: u32,
    /// How texts are stored.
    pub encoding: Encoding,
    /// Whether there are pointer map pages (§1.3.12): in databases that give free pages back.
    pub auto_vacuum: bool,
    /// The first page of the freelist; 0 if nothing is free (§1.3.8).
    pub first_trunk: u32,
}

impl Default for Format {
    fn default() -> Self {
        Self { usable: PAGE, encoding: Encoding::Utf8, auto_vacuum: false, first_trunk: 0 }
    }
}

impl Format {
    /// Reads page 1; `None` if it is not the first page of a database with 4096-byte pages.
    pub fn read(content: &[u8]) -> Option<Self> {
        if !content.starts_with(MAGIC) || two(content, 16)? != PAGE_SIZE {
            return None;
        }
        let reserved = u32::from(byte(content, 20)?);
        Some(Self {
            usable: PAGE - reserved,
            encoding: match four(content, 56)? {
                2 => Encoding::Utf16Le,
                3 => Encoding::Utf16Be,
                _ => Encoding::Utf8,
            },
            auto_vacuum: four(content, 52)? != 0,
            first_trunk: four(content, 32)?,
        })
    }

    /// The number of bytes of this page that SQLite uses.
    pub(super) fn end(&self, content: &[u8]) -> usize {
        (self.usable as usize).min(content.len())
    }

    /// The number of entries of a pointer map page (§1.8), which is also the number of pages that it covers.
    pub(super) fn map_entries(&self) -> u32 {
        self.usable / 5
    }

    /// Returns whether a page is a pointer map (§1.8): the second page, and then one after every batch of
    /// pages that it covers.
    pub fn is_pointer_map(&self, number: u32) -> bool {
        let Some(after) = number.checked_sub(2).filter(|_| self.auto_vacuum) else { return false };
        let batch = self.map_entries() + 1;
        match LOCK_BYTE_PAGE.checked_sub(2) {
            Some(lock) if lock.is_multiple_of(batch) => {
                (after.is_multiple_of(batch) && number != LOCK_BYTE_PAGE) || number == LOCK_BYTE_PAGE + 1
            }
            _ => after.is_multiple_of(batch),
        }
    }
}

/// The page with the byte at 2^30, which operating systems lock and nobody writes (§1.4).
pub const LOCK_BYTE_PAGE: u32 = (1 << 30) / PAGE + 1;

/// The fields of the database header in order, which cover all 100 bytes.
pub fn header_fields() -> Vec<ByteField> {
    lay_out(&[
        ("magic", 16, "“SQLite format 3” and a zero: by this, programs know the file for a database"),
        ("page size", 2, "bytes a page"),
        ("write version", 1, "1: changes go through a rollback journal; 2: through a write-ahead log"),
        ("read version", 1, "the same for reading"),
        ("reserved", 1, "bytes at the end of each page that SQLite leaves alone"),
        ("maximum fraction", 1, "always 64: part of the rule by which long rows overflow"),
        ("minimum fraction", 1, "always 32: part of the rule by which long rows overflow"),
        ("leaf fraction", 1, "always 32: part of the rule by which long rows overflow"),
        (
            "change counter",
            4,
            "one more with each transaction that wrote: others notice that their caches are stale",
        ),
        ("size in pages", 4, "pages of the database"),
        ("first free page", 4, "where the list of free pages begins; 0 if there are none"),
        (
            "free pages",
            4,
            "pages that are free and will be used again; they keep their old content until then",
        ),
        ("schema cookie", 4, "one more with each change of tables or indexes"),
        ("schema format", 4, "version of the language of the schema, 1 to 4"),
        ("cache size", 4, "pages that SQLite should keep in memory; 0: its own choice"),
        (
            "largest root",
            4,
            "not 0: pages know their parents (auto-vacuum), so that the file can be made smaller",
        ),
        ("text encoding", 4, "1: UTF-8; 2 and 3: UTF-16"),
        ("user version", 4, "a number for the application's use"),
        ("incremental vacuum", 4, "not 0: the file is made smaller only when asked"),
        ("application id", 4, "a number by which an application knows its files"),
        ("reserved", 20, "zero"),
        ("valid for", 4, "the change counter when the size was written"),
        ("SQLite version", 4, "the version that wrote last, as 3040001 for 3.40.1"),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_are_the_header() {
        let fields = header_fields();
        assert_eq!(fields.iter().map(|field| field.length).sum::<u32>() as usize, HEADER_LEN);
        for (name, offset) in [("first free page", 32), ("largest root", 52), ("SQLite version", 96)] {
            assert_eq!(fields.iter().find(|field| field.name == name).unwrap().offset, offset, "{name}");
        }
    }

    #[test]
    fn pointer_maps_come_in_regular_distances() {
        let format = Format { auto_vacuum: true, ..Format::default() };
        let maps: Vec<u32> = (1..2000).filter(|number| format.is_pointer_map(*number)).collect();
        assert_eq!(maps, [2, 822, 1642]);
        assert!((1..2000).all(|number| !Format::default().is_pointer_map(number)));
    }
}
