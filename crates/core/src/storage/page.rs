//! Pages as they are on a disk, and their format.
//!
//! An unsealed page is its 4096 bytes. A sealed page is 4192 bytes, with big-endian integers:
//!
//! | offset | bytes | field | |
//! |---|---|---|---|
//! | 0 | 4 | magic | `PGSP` |
//! | 4 | 1 | format | 1 |
//! | 5 | 1 | algorithm | 1: AES-256-GCM |
//! | 6 | 1 | file | which file of the volume, see [`File`](super::file::File) |
//! | 7 | 1 | reserved | 0 |
//! | 8 | 16 | volume | the volume whose data key encrypted the page |
//! | 24 | 4 | page number | in its file, from 1 |
//! | 28 | 8 | version | 1, then one more with each write to the page |
//! | 36 | 32 | past | the digest of all requests until the write: the page's key is derived from it |
//! | 68 | 12 | nonce | see [`cipher`](super::cipher) |
//! | 80 | 4096 | ciphertext | |
//! | 4176 | 16 | tag | over the ciphertext and all fields before it |

use core::fmt;
use std::rc::Rc;

use super::cipher;
use super::file::{File, PageId};
use super::image::PageFault;
use super::keyring::KeyRing;
use crate::crypto::gcm::{IV_LEN, TAG_LEN};
use crate::crypto::layout::{ByteField, lay_out};
use crate::env::Past;
use crate::ids::hex;

/// Length of a page's content, which is also the page size of the database.
pub const PAGE_SIZE: usize = 4096;
/// Length of the header of a sealed page: its associated data.
pub const HEADER_LEN: usize = 80;
/// Length of a sealed page on the disk.
pub const SEALED_LEN: usize = HEADER_LEN + PAGE_SIZE + TAG_LEN;
const MAGIC: &[u8; 4] = b"PGSP";
const FORMAT: u8 = 1;
const ALGORITHM: u8 = 1;

/// A page's number. The first page is 1, as in a SQLite file.
pub type PageNo = u32;

/// A volume's id: 128 random bits, drawn when the volume is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct VolumeId(pub [u8; 16]);

impl fmt::Display for VolumeId {
    /// `vol-` and 17 digits, as EBS shows volumes. 68 bits are enough to tell them apart.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = hex(&self.0);
        f.write_str("vol-")?;
        f.write_str(digits.get(..17).unwrap_or(&digits))
    }
}

/// Identifies a version of a page: what the tag of a sealed page guarantees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct Stamp {
    /// The volume that wrote the page.
    pub volume: VolumeId,
    /// The page.
    pub page: PageId,
    /// How often the page has been written, by this volume and those whose pages it inherits.
    pub version: u64,
}

impl Stamp {
    /// The header of a sealed page.
    pub(super) fn header(&self, past: Past, nonce: &[u8; IV_LEN]) -> [u8; HEADER_LEN] {
        let mut header = [0; HEADER_LEN];
        let parts: [&[u8]; 7] = [
            MAGIC,
            &[FORMAT, ALGORITHM, self.page.file.code(), 0],
            &self.volume.0,
            &self.page.number.to_be_bytes(),
            &self.version.to_be_bytes(),
            &past.0,
            nonce,
        ];
        header.iter_mut().zip(parts.into_iter().flatten()).for_each(|(to, from)| *to = *from);
        header
    }
}

/// The bytes of a sealed page, split into fields. The stamp is only a claim until the tag has been checked.
#[derive(Clone, Copy, Debug)]
pub struct SealedParts<'a> {
    /// The first [`HEADER_LEN`] bytes, as they are stored.
    pub header: &'a [u8; HEADER_LEN],
    /// The stamp in the header; `None` if magic, format or algorithm are not ours.
    pub stamp: Option<Stamp>,
    /// The past it was sealed in, from which its key is derived.
    pub past: Past,
    /// The nonce.
    pub nonce: &'a [u8; IV_LEN],
    /// The ciphertext.
    pub ciphertext: &'a [u8],
    /// The authentication tag.
    pub tag: &'a [u8; TAG_LEN],
}

/// The bytes of a sealed page. Clones share them.
#[derive(Clone, PartialEq, Eq, StableHash)]
pub struct SealedPage(Rc<[u8]>);

impl SealedPage {
    pub(super) fn from_raw(raw: Rc<[u8]>) -> Self {
        Self(raw)
    }

    /// The fields; `None` if the bytes do not have the length of a sealed page.
    pub fn parts(&self) -> Option<SealedParts<'_>> {
        let header: &[u8; HEADER_LEN] = self.0.first_chunk()?;
        let rest = self.0.get(HEADER_LEN..)?;
        let (ciphertext, tag) = rest.split_last_chunk()?;
        let (fields, nonce) = header.split_last_chunk()?;
        let (fields, past) = fields.split_last_chunk()?;
        (ciphertext.len() == PAGE_SIZE).then(|| SealedParts {
            header,
            stamp: read_stamp(fields),
            past: Past(*past),
            nonce,
            ciphertext,
            tag,
        })
    }
}

fn read_stamp(fields: &[u8]) -> Option<Stamp> {
    let fields = fields.strip_prefix(MAGIC)?.strip_prefix(&[FORMAT, ALGORITHM])?;
    let ([file, 0], fields) = fields.split_first_chunk()? else { return None };
    let (volume, fields) = fields.split_first_chunk()?;
    let (page, fields) = fields.split_first_chunk()?;
    let (version, _) = fields.split_first_chunk()?;
    Some(Stamp {
        volume: VolumeId(*volume),
        page: PageId { file: File::from_code(*file)?, number: u32::from_be_bytes(*page) },
        version: u64::from_be_bytes(*version),
    })
}

/// A page as it is stored.
#[derive(Clone, PartialEq, Eq, StableHash)]
pub enum StoredPage {
    /// The content itself, readable by whoever has the disk.
    Plain(Rc<[u8]>),
    /// Sealed under a data key.
    Sealed(SealedPage),
}

impl StoredPage {
    /// The bytes on the disk.
    pub fn raw(&self) -> &[u8] {
        self.shared()
    }

    /// Returns whether both are the same bytes in memory: shared, not copied.
    pub fn shares_with(&self, other: &Self) -> bool {
        Rc::ptr_eq(self.shared(), other.shared())
    }

    /// The fields of a sealed page.
    pub fn sealed(&self) -> Option<SealedParts<'_>> {
        match self {
            Self::Plain(_) => None,
            Self::Sealed(page) => page.parts(),
        }
    }

    /// The content of a page that is known to be the one that was written, such as one in a log.
    pub(super) fn content(&self, keys: &KeyRing) -> Result<[u8; PAGE_SIZE], PageFault> {
        let content = match self {
            Self::Plain(raw) => raw.to_vec(),
            Self::Sealed(page) => {
                let parts = page.parts().ok_or(PageFault::Corrupt)?;
                let volume = parts.stamp.ok_or(PageFault::Corrupt)?.volume;
                let key = keys.get(volume).ok_or(PageFault::NoKey(volume))?;
                cipher::open(key, &parts).map_err(|_| PageFault::Corrupt)?
            }
        };
        content.try_into().map_err(|_| PageFault::Corrupt)
    }

    /// The page as a record sends it that is not sealed.
    pub fn opened(&self, keys: &KeyRing) -> Result<Self, PageFault> {
        Ok(Self::Plain(self.content(keys)?.as_slice().into()))
    }

    /// The meaning of each byte of [`raw`](Self::raw).
    pub fn describe(&self) -> Vec<ByteField> {
        match self {
            Self::Plain(raw) => lay_out(&[("content", raw.len(), "the page itself, readable by anyone")]),
            Self::Sealed(_) => lay_out(&[
                ("magic", 4, "the playground's own page format; AWS doesn't publish Aurora's"),
                ("format", 1, "version of the format"),
                ("algorithm", 1, "1: AES-256-GCM"),
                ("file", 1, "which file of the volume: 0 the database, 1 the journal, 2 and 3 the logs"),
                ("reserved", 1, "zero"),
                ("volume", 16, "the volume whose data key encrypted the page"),
                ("page number", 4, "so a page in another page's place can't be decrypted"),
                ("version", 8, "so an older version that was put back is noticed"),
                (
                    "past",
                    Past::LEN,
                    "a digest of all commands until then: the page's own key is derived from the data key and this",
                ),
                ("nonce", IV_LEN, "the number of the write: never used twice under one key"),
                ("ciphertext", PAGE_SIZE, "the encrypted content"),
                ("tag", TAG_LEN, "authenticates the ciphertext and every field before it"),
            ]),
        }
    }

    /// The same kind of page with other bytes, as if somebody had changed the disk.
    pub(super) fn with_raw(&self, raw: Rc<[u8]>) -> Self {
        match self {
            Self::Plain(_) => Self::Plain(raw),
            Self::Sealed(_) => Self::Sealed(SealedPage(raw)),
        }
    }

    fn shared(&self) -> &Rc<[u8]> {
        match self {
            Self::Plain(raw) | Self::Sealed(SealedPage(raw)) => raw,
        }
    }
}

impl fmt::Debug for StoredPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(_) => f.write_str("Plain"),
            Self::Sealed(page) => write!(f, "Sealed({:?})", page.parts().and_then(|p| p.stamp)),
        }
    }
}

/// Cuts an image into pages; the last one is padded with zeros.
pub(super) fn cut(image: &[u8]) -> impl Iterator<Item = (PageId, [u8; PAGE_SIZE])> {
    (1_u32..).zip(image.chunks(PAGE_SIZE)).map(|(number, chunk)| {
        let mut page = [0; PAGE_SIZE];
        page.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        (PageId::from(number), page)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_covers_every_byte_of_both_kinds() {
        let pages = [
            StoredPage::Plain([0; PAGE_SIZE].into()),
            StoredPage::Sealed(SealedPage::from_raw([0; SEALED_LEN].into())),
        ];
        for page in pages {
            let total: u32 = page.describe().iter().map(|field| field.length).sum();
            assert_eq!(total as usize, page.raw().len());
        }
    }

    #[test]
    fn a_header_is_read_as_it_was_written() {
        let stamp = Stamp {
            volume: VolumeId([7; 16]),
            page: PageId { file: File::Journal, number: 3 },
            version: 1 << 40,
        };
        let header = stamp.header(Past([8; Past::LEN]), &[9; IV_LEN]);
        assert_eq!(read_stamp(&header[..36]), Some(stamp));
        assert_eq!((&header[36..68], &header[68..]), (&[8; Past::LEN][..], &[9; IV_LEN][..]));
        let fields = StoredPage::Sealed(SealedPage::from_raw([0; SEALED_LEN].into())).describe();
        let nonce = fields.iter().find(|field| field.name == "nonce").unwrap();
        assert_eq!(nonce.offset, 68);
    }

    #[test]
    fn volumes_are_shown_as_ebs_shows_them() {
        assert_eq!(VolumeId([0xab; 16]).to_string(), "vol-abababababababab".to_owned() + "a");
    }
}
