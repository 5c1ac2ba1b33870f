//! The pages of a cluster's files, for people to look at: a reader of [SQLite's file
//! format](https://www.sqlite.org/fileformat2.html), whose sections are cited as §.
//!
//! Pages are 4096 bytes of plaintext and may hold anything: what an engine wrote, what somebody changed on
//! the disk, or noise. Nothing here fails or runs for long on any of them. A [`Survey`] finds the use of each
//! page of a database, [`database_ranges`] names every byte of a page, a [`TreePage`] has the rows with the position of
//! each value, a [`Journal`] does the same for the rollback journal, and [`changed`] compares two versions of
//! a page.

mod change;
mod format;
mod journal;
mod lists;
mod node;
mod range;
mod record;
mod row;
mod span;
mod sql;
mod survey;
#[cfg(test)]
mod tests;
mod text;

pub use change::{ChangedBytes, changed, differing};
pub use format::{Encoding, Format, LOCK_BYTE_PAGE, header_fields};
pub use journal::{Journal, JournalHeader, JournalRecord, Segment, SegmentState, content as journal_content};
pub use lists::{MapEntry, Trunk, pointer_map};
pub use node::{Cell, Overflow, Payload, TreePage};
pub use range::{ByteRange, database_ranges};
pub use record::Column;
pub use row::{RowValue, row};
pub use span::Span;
pub use survey::{PageUse, Role, Survey, Tree};
pub use text::texts;

use super::disk::File;

/// The kind of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub enum PageKind {
    /// Rows of a table (§1.6).
    TableLeaf,
    /// An interior page of a table: which page has which rows.
    TableInterior,
    /// Entries of an index, or rows of a table without row numbers.
    IndexLeaf,
    /// An interior page of such a b-tree.
    IndexInterior,
    /// The rest of a row that is too long for its page (§1.7).
    Overflow,
    /// A free page that lists free pages (§1.5).
    FreelistTrunk,
    /// A free page.
    FreelistLeaf,
    /// A pointer map: which page points to which (§1.8).
    PointerMap,
    /// The page that operating systems lock (§1.4).
    LockByte,
    /// A page of a rollback journal with a header (§3).
    JournalHeader,
    /// A page of a rollback journal with records only.
    JournalRecords,
    /// A page of a log.
    LogText,
    /// All zeros.
    Unused,
    /// Something else, or unreadable.
    #[default]
    Unknown,
}

impl PageKind {
    /// Guesses a page's kind from its content. Overflow pages, free pages and pointer maps can't be
    /// recognised; [`Survey`] finds them.
    pub fn guess(file: File, number: u32, content: &[u8], format: &Format) -> Self {
        if content.iter().all(|byte| *byte == 0) {
            return Self::Unused;
        }
        match file {
            File::Database => {
                let node = TreePage::read(number, content, format).filter(TreePage::is_sound);
                node.map_or(Self::Unknown, |node| node.kind)
            }
            File::Journal if content.starts_with(&journal::MAGIC) => Self::JournalHeader,
            File::Journal => Self::JournalRecords,
            File::ErrorLog | File::GeneralLog => Self::LogText,
        }
    }

    /// Returns whether it is a page of a table or an index.
    pub fn is_tree(self) -> bool {
        self.is_table() || matches!(self, Self::IndexLeaf | Self::IndexInterior)
    }

    /// Returns whether it has child pages.
    pub fn is_interior(self) -> bool {
        matches!(self, Self::TableInterior | Self::IndexInterior)
    }

    /// Returns whether its keys are row numbers.
    pub fn is_table(self) -> bool {
        matches!(self, Self::TableLeaf | Self::TableInterior)
    }
}

/// The ranges of a page of a log: its text, and the bytes after it.
pub fn log_ranges(content: &[u8]) -> Vec<ByteRange> {
    let end = content.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let lines = range::range(Span::between(0, end), ("lines", "what the engine wrote, as it is read"), None);
    range::partition(vec![lines], content.len(), ("free space", "for the lines to come"))
}
