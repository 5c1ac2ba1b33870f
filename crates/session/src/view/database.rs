//! A page of a cluster's files in detail: its content, the position of each value, and what a change did to
//! it.

use std::rc::Rc;

use playground_core::database::PageId;
use playground_core::database::page::{Journal, Survey};

use super::Phrase;

/// What is needed about a cluster's files to show one of their pages.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The use of each page of the database.
    pub survey: &'a Survey,
    /// The rollback journal.
    pub journal: &'a Journal,
    /// Reads another page, if it can be read, to follow what continues from one page to the next.
    pub read: &'a dyn Fn(PageId) -> Option<Rc<[u8]>>,
}

/// A page at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The content that the engine reads: 4096 bytes.
    pub content: &'a [u8],
    /// The bytes as they are stored: the same bytes, or a sealed page.
    pub stored: &'a [u8],
}

/// A page in detail.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageView {
    /// The file: "database", "journal", "error-log", "general-log".
    pub file: String,
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its kind: "Rows of a table", "Free page" …
    pub kind: &'static str,
    /// Sentences that explain the kind and what the page contains.
    pub about: Phrase,
    /// What it belongs to: "table customers", "index `by_name` of table customers"; empty if to none.
    pub owner: Phrase,
    /// Rows, index entries, separators or lines of a log, in order.
    pub cells: Vec<CellView>,
    /// Texts in bytes that no longer belong to a row.
    pub leftovers: Vec<TextView>,
    /// A name for every byte of the page, in order.
    pub ranges: Vec<RangeView>,
    /// What the last write changed; `None` if there was no version before, or it can't be read.
    pub changed: Option<ChangedView>,
}

/// A row, an index entry, a separator or a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellView {
    /// "row 7", "entry 1", "rows up to 30", "line 2".
    pub what: Phrase,
    /// Remarks: where it continues, that it was deleted. May be empty.
    pub note: Phrase,
    /// The page that it points to, if it does.
    pub page: Option<u32>,
    /// The offset of its first byte in this page.
    pub offset: u32,
    /// Its length in this page.
    pub length: u32,
    /// Its values.
    pub columns: Vec<ColumnView>,
}

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnView {
    /// The column's name; "column 2" if it is unknown.
    pub name: Phrase,
    /// The value as text; `NULL`, and blobs as `x'00ff'`.
    pub value: String,
    /// Remarks: that it takes no bytes, or continues elsewhere. May be empty.
    pub note: Phrase,
    /// The offset of its first byte in this page.
    pub offset: u32,
    /// Its length in this page; 0 if the value follows from its type alone.
    pub length: u32,
}

/// A text that belongs to no row.
#[derive(Clone, Debug, PartialEq)]
pub struct TextView {
    /// The text.
    pub text: String,
    /// The offset of its first byte in this page.
    pub offset: u32,
    /// Its length.
    pub length: u32,
}

/// A run of bytes with one meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeView {
    /// "page type", "value of email", "free space" …
    pub name: Phrase,
    /// What it is for.
    pub meaning: &'static str,
    /// Its value, if that is an informative number; otherwise empty.
    pub value: String,
    /// The offset of its first byte.
    pub offset: u32,
    /// Its length.
    pub length: u32,
    /// The cell that it is part of, by its index in [`PageView::cells`].
    pub cell: Option<u32>,
    /// The number of its bytes that the last write changed.
    pub changed: u32,
}

/// What a write changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangedView {
    /// The comparison, in a sentence or two.
    pub about: Phrase,
    /// The number of bytes that differ, as the engine reads the page.
    pub plain_bytes: u32,
    /// Where they differ.
    pub plain_ranges: Vec<ChangedRange>,
    /// The number of stored bytes that differ.
    pub stored_bytes: u32,
    /// The number of stored bytes.
    pub stored_size: u32,
    /// Where the stored bytes differ.
    pub stored_ranges: Vec<ChangedRange>,
}

/// A run of bytes that begins and ends with a differing byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangedRange {
    /// The offset of its first byte.
    pub offset: u32,
    /// Its length.
    pub length: u32,
    /// The number of bytes in it that differ.
    pub bytes: u32,
}
