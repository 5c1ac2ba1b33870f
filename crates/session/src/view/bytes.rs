//! Bytes at rest beside what a client reads.

use std::rc::Rc;

use playground_core::storage::file::File;

use super::PageView;

/// The pages of a volume and one of them in detail.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagesView {
    /// The files that have pages.
    pub files: Vec<FileRow>,
    /// The file shown.
    pub file: File,
    /// Pages in that file.
    pub count: u32,
    /// The page shown.
    pub page: u32,
    /// Bytes a page, as a client reads it.
    pub page_size: u32,
    /// Sealed or plain.
    pub kind: Option<PageKind>,
    /// First byte of the window.
    pub offset: u32,
    /// Bytes in the window.
    pub window: u32,
    /// What is in the page, where somebody reads it: a client, or anyone if it lies there as it is.
    pub opened: Option<Rc<PageView>>,
    /// The bytes as they lie on the storage.
    pub at_rest: Bytes,
    /// What a client reads through a running cluster; `None` when nothing can
    /// read them now.
    pub client: Option<Bytes>,
    /// Why a client reads nothing, or what opening the page said: "the tag does
    /// not fit". Empty when all is well.
    pub verdict: String,
    /// Whether `verdict` tells of damage.
    pub damaged: bool,
    /// Bytes of this window that differ from the step before, at rest.
    pub changed_at_rest: u32,
    /// The same, as a client reads them.
    pub changed_client: u32,
}

/// A file of the volume.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRow {
    /// Which.
    pub file: File,
    /// "Database", "Journal", "General log" …
    pub name: String,
    /// Its pages.
    pub pages: u32,
}

/// How a page lies on the storage.
#[derive(Clone, Debug, PartialEq)]
pub enum PageKind {
    /// As it is.
    Plain,
    /// Sealed with AES-256-GCM.
    Sealed {
        /// What stands around the ciphertext.
        fields: Vec<PageField>,
    },
}

/// A field of a sealed page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageField {
    /// "nonce", "tag", "version" …
    pub name: String,
    /// Number or hex.
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

/// Up to eight bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct BytesRow {
    /// Offset of the first, within the page.
    pub offset: u32,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Bit `i` is set when byte `i` differs from the step before.
    pub changed: u8,
}
