//! An image: pages and the wrapped keys that open them. Snapshots and backups hold an image; a volume is one
//! at each moment.
//!
//! An image can be read but never written: a write would use the data key's nonces in a second place. The
//! functions that make an image from another take no data key, so a snapshot or a copy can't open a page on
//! its way (L10); and they share the pages, so their cost does not grow with the number of pages.

use core::fmt;
use std::rc::Rc;

use super::cipher;
use super::file::{File, PageId};
use super::keyring::{KeyRing, KeySlot};
use super::page::{PAGE_SIZE, PageNo, Stamp, StoredPage, VolumeId};
use crate::map::Map;

/// The place of a page: what is stored there, and what should be.
///
/// The expected stamp is the storage service's own record; whoever can write to its disks can't change it.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct PageSlot {
    /// What is stored there.
    pub stored: StoredPage,
    /// The last write to this page.
    pub expected: Stamp,
}

/// Pages by file and number. Cloning shares.
pub type Pages = Map<PageId, PageSlot>;

/// The sizes of a volume's files in bytes. Like expected stamps, they are the storage service's own record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, StableHash)]
pub struct Sizes([u64; File::ALL.len()]);

impl Sizes {
    /// The size of a file.
    pub fn of(&self, file: File) -> u64 {
        self.0.get(usize::from(file.code())).copied().unwrap_or_default()
    }

    /// The same sizes with another one for one file.
    #[must_use]
    pub fn with(mut self, file: File, size: u64) -> Self {
        if let Some(slot) = self.0.get_mut(usize::from(file.code())) {
            *slot = size;
        }
        self
    }
}

/// How an image's pages are stored. An image can't be changed from one to the other.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Sealing {
    /// Not sealed.
    Plain,
    /// Sealed, each page by the volume that wrote it.
    Sealed {
        /// The key that new pages are sealed with.
        own: KeySlot,
        /// The keys of the volumes that this one was restored or cloned from, to read what they wrote.
        inherited: Rc<[KeySlot]>,
    },
}

/// Why a page can't be read.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum PageFault {
    /// There is no page of this number.
    Missing,
    /// The host does not hold the data key of the volume that sealed the page.
    NoKey(VolumeId),
    /// The tag does not match: bits of the page were changed.
    Corrupt,
    /// An intact page of another place.
    Swapped(PageId),
    /// An intact page, but not the version that was written last: an older one was put back.
    OtherVersion {
        /// The version that is stored.
        found: u64,
        /// The version that was written last.
        expected: u64,
    },
    /// Sealed by a volume that has not written this page here.
    Foreign(VolumeId),
    /// An unsealed page in a sealed volume.
    NotSealed,
}

impl fmt::Display for PageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("There is no such page."),
            Self::NoKey(volume) => write!(f, "The host has no data key of volume {volume}."),
            Self::Corrupt => f.write_str("The page was changed: its authentication tag doesn't match."),
            Self::Swapped(page) => write!(f, "The page was swapped: this is {page}."),
            Self::OtherVersion { found, expected } => {
                write!(f, "The page was rolled back: this is version {found}, but {expected} is the latest.")
            }
            Self::Foreign(volume) => write!(f, "The page is foreign: volume {volume} encrypted it."),
            Self::NotSealed => {
                f.write_str("The page is unencrypted, but the pages of this volume are encrypted.")
            }
        }
    }
}

/// That nobody knows what the pages of an image hold: it stands for storage of an account whose descriptions were read, and
/// descriptions say nothing of contents. Such an image has no pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct Unknown;

/// Pages and the wrapped keys that open them. Clones share both.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Image {
    /// The volume that it is, or was taken from.
    pub(super) volume: VolumeId,
    pub(super) sealing: Sealing,
    pub(super) pages: Pages,
    pub(super) sizes: Sizes,
    /// That its contents are unknown, if they are.
    pub(super) unknown: Option<Unknown>,
}

/// The keys do not belong to the volumes whose pages the image holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct WrongKeys;

impl Image {
    /// The volume that it is, or was taken from.
    pub fn volume(&self) -> VolumeId {
        self.volume
    }

    /// Returns whether nobody knows what its pages hold.
    pub fn is_unknown(&self) -> bool {
        self.unknown.is_some()
    }

    /// How its pages are stored.
    pub fn sealing(&self) -> &Sealing {
        &self.sealing
    }

    /// Returns whether its pages are sealed.
    pub fn is_sealed(&self) -> bool {
        matches!(self.sealing, Sealing::Sealed { .. })
    }

    /// Its wrapped keys, its own first; none for an unsealed image.
    pub fn slots(&self) -> impl Iterator<Item = &KeySlot> {
        let (own, inherited) = match &self.sealing {
            Sealing::Plain => (None, None),
            Sealing::Sealed { own, inherited } => (Some(own), Some(inherited)),
        };
        own.into_iter().chain(inherited.into_iter().flat_map(|slots| slots.iter()))
    }

    /// All its pages in order, file by file. Pages after the end of a file stay until they are written again.
    pub fn pages(&self) -> impl Iterator<Item = (PageId, &PageSlot)> {
        self.pages.iter().map(|(page, slot)| (*page, slot))
    }

    /// The pages of one file in order.
    pub fn pages_of(&self, file: File) -> impl Iterator<Item = (PageNo, &PageSlot)> {
        let first = PageId { file, number: 0 };
        let pages = self.pages.from_key(&first).take_while(move |(page, _)| page.file == file);
        pages.map(|(page, slot)| (page.number, slot))
    }

    /// One page; a number alone is a page of the database.
    pub fn page(&self, page: impl Into<PageId>) -> Option<&PageSlot> {
        self.pages.get(&page.into())
    }

    /// What making its pages from those of another image took, in nodes of the tree.
    #[cfg(test)]
    pub(crate) fn beyond(&self, other: &Self) -> usize {
        self.pages.beyond(&other.pages)
    }

    /// The number of pages of all files together.
    pub fn page_count(&self) -> usize {
        self.pages.size()
    }

    /// The size of a file in bytes.
    pub fn size(&self, file: File) -> u64 {
        self.sizes.of(file)
    }

    /// The number of pages that a file's size takes.
    pub fn count_of(&self, file: File) -> PageNo {
        PageNo::try_from(self.size(file).div_ceil(PAGE_SIZE as u64)).unwrap_or(PageNo::MAX)
    }

    /// The same pages, with the same data keys wrapped anew, in the order of [`slots`](Self::slots): a copy
    /// under another KMS key. No page is opened or sealed.
    pub fn rewrapped(&self, slots: Vec<KeySlot>) -> Result<Self, WrongKeys> {
        if !slots.iter().map(|slot| slot.volume).eq(self.slots().map(|slot| slot.volume)) {
            return Err(WrongKeys);
        }
        let mut slots = slots.into_iter();
        let sealing = match slots.next() {
            None => Sealing::Plain,
            Some(own) => Sealing::Sealed { own, inherited: slots.collect() },
        };
        Ok(Self { sealing, ..self.clone() })
    }

    /// What a restored cluster begins with: the database and its journal. Logs stay with the cluster that
    /// wrote them.
    pub(super) fn without_logs(&self) -> Self {
        let pages = self.pages.before(&PageId { file: File::FIRST_LOG, number: 0 });
        let kept = File::ALL.into_iter().filter(|file| *file < File::FIRST_LOG);
        let sizes = kept.fold(Sizes::default(), |sizes, file| sizes.with(file, self.size(file)));
        Self { pages, sizes, ..self.clone() }
    }

    /// A page's content, as a host with these keys reads it.
    ///
    /// In an unsealed image no change can be noticed: whatever is stored is the content.
    pub fn read_page(&self, keys: &KeyRing, page: impl Into<PageId>) -> Result<Vec<u8>, PageFault> {
        self.read_shared(keys, page).map(|content| content.to_vec())
    }

    /// Like [`Self::read_page`], but an unsealed page is shared and not copied.
    pub fn read_shared(&self, keys: &KeyRing, page: impl Into<PageId>) -> Result<Rc<[u8]>, PageFault> {
        let slot = self.page(page).ok_or(PageFault::Missing)?;
        match (&slot.stored, &self.sealing) {
            (StoredPage::Plain(raw), Sealing::Plain) => Ok(raw.clone()),
            (StoredPage::Plain(_), Sealing::Sealed { .. }) => Err(PageFault::NotSealed),
            (StoredPage::Sealed(_), _) => self.open(keys, slot).map(Rc::from),
        }
    }

    /// Opens a sealed page. Says what is wrong with it, in the order in which that can be known: first
    /// whether the page is intact, then whether it belongs here.
    fn open(&self, keys: &KeyRing, slot: &PageSlot) -> Result<Vec<u8>, PageFault> {
        let expected = &slot.expected;
        let parts = slot.stored.sealed().ok_or(PageFault::Corrupt)?;
        let claimed = parts.stamp.ok_or(PageFault::Corrupt)?;
        let Some(key) = keys.get(claimed.volume) else {
            return Err(self.without_key(keys, slot, claimed.volume));
        };
        let content = cipher::open(key, &parts).map_err(|_| PageFault::Corrupt)?;
        if claimed.page != expected.page {
            return Err(PageFault::Swapped(claimed.page));
        }
        if claimed == *expected {
            return Ok(content);
        }
        let older = claimed.version < expected.version && self.is_ours(claimed.volume);
        if claimed.volume != expected.volume && !older {
            return Err(PageFault::Foreign(claimed.volume));
        }
        Err(PageFault::OtherVersion { found: claimed.version, expected: expected.version })
    }

    /// The header names a volume whose key the host lacks. Decides whether the key is missing, the header was
    /// changed, or the page is from elsewhere.
    fn without_key(&self, keys: &KeyRing, slot: &PageSlot, claimed: VolumeId) -> PageFault {
        if self.is_ours(claimed) {
            return PageFault::NoKey(claimed);
        }
        let own = keys.get(slot.expected.volume).zip(slot.stored.sealed());
        match own.map(|(key, parts)| cipher::open_as(key, &parts, &slot.expected)) {
            Some(Ok(_)) => PageFault::Corrupt,
            _ => PageFault::Foreign(claimed),
        }
    }

    /// Returns whether it is this volume, or one whose pages it inherits.
    fn is_ours(&self, volume: VolumeId) -> bool {
        self.slots().any(|slot| slot.volume == volume)
    }
}
