//! Bytes at rest, next to what somebody reads from them.

use std::rc::Rc;

use playground_core::storage::file::File;

use super::{PageView, Phrase};

/// The pages of a volume, and one of them in detail.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagesView {
    /// The files that have pages.
    pub files: Vec<FileRow>,
    /// The file shown.
    pub file: File,
    /// The number of pages in that file.
    pub count: u32,
    /// If nobody knows what is in it: the commands that put sample rows into it, if they can be put.
    pub unknown: Option<Option<String>>,
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
    /// Who reads.
    pub reader: Reader,
    /// The content of the page, if the reader can read it, or anyone if it is not sealed.
    pub opened: Option<Rc<PageView>>,
    /// The bytes as they are stored.
    pub at_rest: Bytes,
    /// What the reader reads; `None` if it reads nothing now.
    pub read: Option<Bytes>,
    /// How the reader gets at it or why it does not, or the result of opening the page: "the tag does not fit". Of
    /// something without pages: why it has none. Empty if there is nothing to say.
    pub verdict: Phrase,
    /// Whether `verdict` reports damage.
    pub damaged: bool,
    /// The stored bytes of this window that differ from the step before.
    pub changed_at_rest: u32,
    /// The same, for the bytes that the reader reads.
    pub changed_read: u32,
    /// If the last step changed the page: the window as it was stored before.
    pub at_rest_before: Option<Bytes>,
    /// If the last step changed the page: the window as the reader read it before.
    pub read_before: Option<Bytes>,
    /// The byte that was chosen.
    pub byte: Option<ByteView>,
}

/// Who tries to read a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// A database client.
    #[default]
    Client,
    /// RDS, with its grant.
    Rds,
    /// Somebody of the account who has a copy of the storage, and the permissions of the profile `dev`.
    Developer,
    /// Somebody who has the disk and nothing else.
    Thief,
    /// Another account, which tries to restore a snapshot.
    OtherAccount,
}

impl Reader {
    /// Every reader.
    pub const ALL: [Self; 5] = [Self::Client, Self::Rds, Self::Developer, Self::Thief, Self::OtherAccount];
}

/// One byte of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct ByteView {
    /// Its position in the content.
    pub offset: u32,
    /// Its position in what is stored, which of an encrypted page begins with what surrounds the ciphertext: as commands
    /// count.
    pub stored: u32,
    /// As it is stored.
    pub at_rest: u8,
    /// As the reader reads it.
    pub read: Option<u8>,
    /// What it belongs to: "value of card, row 1"; empty if nobody can say.
    pub place: Phrase,
    /// The commands that flip its bits on the storage, the lowest bit first.
    pub flips: Vec<String>,
    /// Whether a bit of its content can be changed, and the page sealed again, to see what comes of it.
    pub seals_again: bool,
    /// What came of it.
    pub avalanche: Option<AvalancheView>,
}

/// What one changed bit of the content does to the sealed page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AvalancheView {
    /// The bit, 0 the lowest.
    pub bit: u8,
    /// Bits of the ciphertext and of the tag that change under the same nonce.
    pub same_nonce: (u32, u32),
    /// The same under the next nonce, as a write has it.
    pub next_nonce: (u32, u32),
    /// How many bits the ciphertext and the tag have.
    pub of: (u32, u32),
}

/// A file of the volume.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRow {
    /// The file.
    pub file: File,
    /// The file's name: "Database", "Journal", "General log" …
    pub name: &'static str,
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
    pub name: &'static str,
    /// The value, as a number or hexadecimal.
    pub value: String,
    /// Length in bytes.
    pub len: usize,
    /// What it is for.
    pub note: &'static str,
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
