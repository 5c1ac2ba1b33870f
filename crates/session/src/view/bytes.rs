//! Bytes at rest, next to what a client reads.

use std::rc::Rc;

use playground_core::storage::file::File;

use super::PageView;

/// The pages of a volume, and one of them in detail.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagesView {
    /// The files that have pages.
    pub files: Vec<FileRow>,
    /// The file shown.
    pub file: File,
    /// The number of pages in that file.
    pub count: u32,
    /// The number of the page shown.
    pub page: u32,
    /// The number of bytes of a page, as a client reads it.
    pub page_size: u32,
    /// Whether it is sealed.
    pub kind: Option<PageAtRest>,
    /// The first byte of the window.
    pub offset: u32,
    /// The number of bytes in the window.
    pub window: u32,
    /// The content of the page, if somebody can read it: a client, or anyone if it is not sealed.
    pub opened: Option<Rc<PageView>>,
    /// The bytes as they are stored.
    pub at_rest: Bytes,
    /// What a client reads through a running cluster; `None` if nothing can read them now.
    pub client: Option<Bytes>,
    /// Why a client reads nothing, or the result of opening the page: "the tag does not fit". Empty if all is
    /// well.
    pub verdict: String,
    /// Whether `verdict` reports damage.
    pub damaged: bool,
    /// The stored bytes of this window that differ from the step before.
    pub changed_at_rest: u32,
    /// The same, for the bytes that a client reads.
    pub changed_client: u32,
}

/// A file of the volume.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRow {
    /// The file.
    pub file: File,
    /// The file's name: "Database", "Journal", "General log" …
    pub name: String,
    /// The number of its pages.
    pub pages: u32,
}

/// How a page is stored.
#[derive(Clone, Debug, PartialEq)]
pub enum PageAtRest {
    /// Not sealed.
    Plain,
    /// Sealed with AES-256-GCM.
    Sealed {
        /// The fields around the ciphertext.
        fields: Vec<PageField>,
    },
}

/// A field of a sealed page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageField {
    /// "nonce", "tag", "version" …
    pub name: String,
    /// The value, as a number or hexadecimal.
    pub value: String,
    /// Length in bytes.
    pub len: usize,
    /// What it is for.
    pub note: String,
    /// Whether it differs from the step before.
    pub changed: bool,
}

/// A window of bytes, in rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bytes {
    /// The rows.
    pub rows: Vec<BytesRow>,
}

/// A row of up to eight bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct BytesRow {
    /// The offset of the first byte in the page.
    pub offset: u32,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Bit `i` is set when byte `i` differs from the step before.
    pub changed: u8,
}
