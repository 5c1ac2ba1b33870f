//! A page of a cluster's files, opened up: what is in it, where each value lies, what a change did to it.

use std::rc::Rc;

use playground_core::database::PageId;
use playground_core::database::page::{Journal, Survey};

/// What has to be known of a cluster's files to show one of their pages.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// What each page of the database is.
    pub survey: &'a Survey,
    /// The rollback journal's parts.
    pub journal: &'a Journal,
    /// A page as the engine reads it, if it can be read: for what goes on from one page to the next.
    pub read: &'a dyn Fn(PageId) -> Option<Rc<[u8]>>,
}

/// A page at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// As the engine reads it: 4096 bytes.
    pub content: &'a [u8],
    /// As it lies on the storage: the same bytes, or a sealed page.
    pub stored: &'a [u8],
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageView {
    /// "database", "journal", "error-log", "general-log".
    pub file: String,
    /// Its number in the file, from 1.
    pub number: u32,
    /// "Rows of a table", "Free page" …
    pub kind: String,
    /// What that means, and what of it is here, in sentences.
    pub about: String,
    /// "table customers", "index `by_name` of table customers"; empty if it belongs to none.
    pub owner: String,
    /// Rows, index entries, signposts, or lines of a log, in their order.
    pub cells: Vec<CellView>,
    /// Texts in bytes that belong to no row any more.
    pub leftovers: Vec<TextView>,
    /// Every byte of the page by name, in order.
    pub ranges: Vec<RangeView>,
    /// What the last write changed; `None` if there was no version before, or it can't be read.
    pub changed: Option<ChangedView>,
}

/// A row, an entry, a signpost or a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellView {
    /// "row 7", "entry 1", "rows up to 30", "line 2".
    pub what: String,
    /// What is to be said about it: where it goes on, that it was deleted. May be empty.
    pub note: String,
    /// The page that it leads to, if it does.
    pub page: Option<u32>,
    /// Its first byte in this page.
    pub offset: u32,
    /// Its bytes in this page.
    pub length: u32,
    /// Its values.
    pub columns: Vec<ColumnView>,
}

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnView {
    /// The column's name; "column 2" if it can't be told.
    pub name: String,
    /// The value as text; `NULL`, and blobs as `x'00ff'`.
    pub value: String,
    /// What is to be said about it: that it takes no bytes, or goes on elsewhere. May be empty.
    pub note: String,
    /// Its first byte in this page.
    pub offset: u32,
    /// Its bytes in this page; 0 for what is told by its type alone.
    pub length: u32,
}

/// A text that belongs to no row.
#[derive(Clone, Debug, PartialEq)]
pub struct TextView {
    /// The text.
    pub text: String,
    /// Its first byte in this page.
    pub offset: u32,
    /// Its bytes.
    pub length: u32,
}

/// Bytes that are one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeView {
    /// "page type", "value of email", "free space" …
    pub name: String,
    /// What it is for.
    pub meaning: &'static str,
    /// Its value, if it is a number that says something; else empty.
    pub value: String,
    /// Its first byte.
    pub offset: u32,
    /// Its bytes.
    pub length: u32,
    /// The cell that it is part of, by its place in [`PageView::cells`].
    pub cell: Option<u32>,
    /// Bytes in it that the last write changed.
    pub changed: u32,
}

/// What a write changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangedView {
    /// The comparison in a sentence or two.
    pub about: String,
    /// Bytes of the page that differ, as the engine reads it.
    pub plain_bytes: u32,
    /// Where.
    pub plain_ranges: Vec<ChangedRange>,
    /// Bytes that differ on the storage.
    pub stored_bytes: u32,
    /// All bytes of the page on the storage.
    pub stored_size: u32,
    /// Where they differ.
    pub stored_ranges: Vec<ChangedRange>,
}

/// A run of bytes that begins and ends with a differing one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangedRange {
    /// Its first byte.
    pub offset: u32,
    /// Its length.
    pub length: u32,
    /// Bytes in it that differ.
    pub bytes: u32,
}
