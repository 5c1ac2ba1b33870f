//! Volumes: an image that can be written, with the log of its writes.
//!
//! Each write is sealed under the volume's own data key and appended to the log as a redo record that holds
//! the sealed page. Replicas and point-in-time restores read the log. It belongs to the storage; the
//! database's journal and its logs for people are [files](super::file::File) of the volume.

use core::hash::{Hash, Hasher};

use super::cipher;
use super::file::{File, PageId};
use super::image::{Image, PageFault, PageSlot, Pages, Sealing, Sizes, Unknown, WrongKeys};
use super::keyring::{KeyRing, KeySlot};
use super::page::{PAGE_SIZE, Stamp, StoredPage, VolumeId, cut};
use crate::crypto::keys::DataKey;
use crate::env::{Moment, Past, Time};
use crate::map::Map;

/// A write, as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct LogRecord {
    /// Log sequence number: the number of the write in its volume, and the page's nonce.
    pub lsn: u64,
    /// The time of the write.
    pub time: Time,
    /// The past, from which the page's key is derived.
    pub past: Past,
    /// What was written.
    pub change: Change,
    /// The size of the file in bytes after the write.
    pub size: u64,
}

/// What a write changed.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Change {
    /// A page got a new version.
    Page {
        /// The page, and its version.
        stamp: Stamp,
        /// The page as it was written to the disk.
        stored: StoredPage,
    },
    /// A file got another size, without writing a page.
    Size(File),
}

/// A volume. Clones share everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    pub(super) image: Image,
    /// The pages before the first record of the log.
    pub(super) base: Pages,
    base_sizes: Sizes,
    pub(super) log: Map<u64, LogRecord>,
    /// The number of writes so far, including those of the first image. It never decreases.
    writes: u64,
    /// The number of pages that were made for it so far, and are not shared with another volume.
    made: u64,
}

impl Hash for Volume {
    /// Older records are in the digests of earlier states, so they are not hashed again: the cost must not
    /// grow with them.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.image.hash(state);
        self.writes.hash(state);
        self.log.size().hash(state);
        self.log.last().map(|(_, record)| record).hash(state);
    }
}

impl Volume {
    /// An unsealed volume with `content`, padded to whole pages.
    pub fn new_plain(id: VolumeId, content: &[u8]) -> Self {
        let pages = cut(content).map(|(page, content)| {
            let expected = Stamp { volume: id, page, version: 1 };
            (page, PageSlot { stored: StoredPage::Plain(content.into()), expected })
        });
        let sizes = size_of(content);
        let pages = pages.collect();
        Self::from_image(Image { volume: id, sealing: Sealing::Plain, pages, sizes, unknown: None })
            .all_made()
    }

    /// A sealed volume with `content`, padded to whole pages. `key` is the one that `own` wraps; the slot
    /// names the volume.
    pub fn new_sealed(own: KeySlot, key: &DataKey, past: Past, content: &[u8]) -> Self {
        let pages = cut(content).map(|(page, content)| (page, 1, content));
        Self::seal_all(own, key, past, pages, (size_of(content), None))
    }

    /// An unsealed volume that shares the pages of an unsealed image.
    pub fn restored_plain(id: VolumeId, from: &Image) -> Result<Self, WrongKeys> {
        match from.sealing {
            Sealing::Plain => Ok(Self::from_image(Image { volume: id, ..from.without_logs() })),
            Sealing::Sealed { .. } => Err(WrongKeys),
        }
    }

    /// A sealed volume that shares the pages of a sealed image. It reads them with the data keys of the
    /// volumes that sealed them: `inherited` has the image's slots in their order, wrapped anew. It seals
    /// what it writes under its own key.
    pub fn restored(from: &Image, own: KeySlot, inherited: Vec<KeySlot>) -> Result<Self, WrongKeys> {
        let rewrapped = from.without_logs().rewrapped(inherited)?;
        if !rewrapped.is_sealed() {
            return Err(WrongKeys);
        }
        let (volume, inherited) = (own.volume, rewrapped.slots().cloned().collect());
        let sealing = Sealing::Sealed { own, inherited };
        Ok(Self::from_image(Image { volume, sealing, ..rewrapped }))
    }

    /// A sealed volume with the content of an unsealed image. This is the only way from unsealed to sealed. Its cost and
    /// that of [`sealed_anew`](Self::sealed_anew) grow with the volume, since every page is sealed.
    pub fn sealed_from_plain(
        from: &Image,
        own: KeySlot,
        key: &DataKey,
        past: Past,
    ) -> Result<Self, WrongKeys> {
        if from.is_sealed() {
            return Err(WrongKeys);
        }
        let from = from.without_logs();
        let pages = from.pages().map(|(page, slot)| {
            let mut content = [0; PAGE_SIZE];
            content.iter_mut().zip(slot.stored.raw()).for_each(|(to, from)| *to = *from);
            (page, slot.expected.version, content)
        });
        Ok(Self::seal_all(own, key, past, pages, (from.sizes, from.unknown)))
    }

    /// A sealed volume with what a host with the keys `theirs` reads in a sealed image. A page that does not open is left
    /// out.
    pub fn sealed_anew(from: &Image, theirs: &KeyRing, own: KeySlot, key: &DataKey, past: Past) -> Self {
        let from = from.without_logs();
        let pages = from.pages().filter_map(|(page, slot)| {
            let content = from.read_page(theirs, page).ok()?.try_into().ok()?;
            Some((page, slot.expected.version, content))
        });
        Self::seal_all(own, key, past, pages, (from.sizes, from.unknown))
    }

    fn seal_all(
        own: KeySlot,
        key: &DataKey,
        past: Past,
        contents: impl Iterator<Item = (PageId, u64, [u8; PAGE_SIZE])>,
        (sizes, unknown): (Sizes, Option<Unknown>),
    ) -> Self {
        let volume = own.volume;
        let pages = (1..).zip(contents).map(|(write, (page, version, content))| {
            let expected = Stamp { volume, page, version };
            let stored = StoredPage::Sealed(cipher::seal(key, &expected, past, write, &content));
            (page, PageSlot { stored, expected })
        });
        let sealing = Sealing::Sealed { own, inherited: [].into() };
        Self::from_image(Image { volume, sealing, pages: pages.collect(), sizes, unknown }).all_made()
    }

    /// The same volume with contents that nobody knows, for one without pages.
    #[must_use]
    pub fn with_unknown_contents(mut self) -> Self {
        self.image.unknown = Some(Unknown);
        self
    }

    /// The same volume with contents that are known from now on: it is empty.
    #[must_use]
    pub fn taken_as_empty(mut self) -> Self {
        self.image.unknown = None;
        self
    }

    /// A new volume whose pages were made for it.
    fn all_made(self) -> Self {
        Self { made: self.writes, ..self }
    }

    /// A new volume. The writes that made its first image are counted.
    fn from_image(image: Image) -> Self {
        let writes = image.pages.size() as u64;
        Self { base: image.pages.clone(), base_sizes: image.sizes, image, log: Map::new(), writes, made: 0 }
    }

    /// Its id.
    pub fn id(&self) -> VolumeId {
        self.image.volume
    }

    /// What it holds now. Cloning it shares the pages.
    pub fn image(&self) -> &Image {
        &self.image
    }

    /// A snapshot of what it holds now. Takes no key, and no time even if the volume is large.
    pub fn snapshot(&self) -> Image {
        self.image.clone()
    }

    /// The records of the log, oldest first.
    pub fn log(&self) -> impl DoubleEndedIterator<Item = &LogRecord> {
        self.log.values()
    }

    /// The records from a log sequence number on.
    pub fn log_from(&self, lsn: u64) -> impl Iterator<Item = &LogRecord> {
        self.log.from_key(&lsn).map(|(_, record)| record)
    }

    /// What it held at `time`: the pages before the log, with the records up to that time replayed. Needs no
    /// key, since records hold sealed pages.
    pub fn at(&self, time: Time) -> Image {
        let (mut pages, mut sizes) = (self.base.clone(), self.base_sizes);
        for record in self.log.values().take_while(|record| record.time <= time) {
            record.replay(&mut pages, &mut sizes);
        }
        Image { pages, sizes, ..self.image.clone() }
    }

    /// Drops the states before `time`: replays older records into the base.
    pub fn trim_log(&mut self, time: Time) {
        while let Some((&lsn, record)) = self.log.first().filter(|(_, record)| record.time < time) {
            record.replay(&mut self.base, &mut self.base_sizes);
            self.log.remove_mut(&lsn);
        }
    }

    /// The number of writes, which is the log sequence number of the last one.
    pub fn writes(&self) -> u64 {
        self.writes
    }

    /// The number of pages made for it so far: each takes memory of its own, as long as a log, a snapshot or the
    /// past has it.
    pub fn made(&self) -> u64 {
        self.made
    }

    /// A page's content, as a host with these keys reads it.
    pub fn read_page(&self, keys: &KeyRing, page: impl Into<PageId>) -> Result<Vec<u8>, PageFault> {
        self.image.read_page(keys, page)
    }

    /// Writes a whole page without reading it, after which its file has `size` bytes.
    pub fn put_page(
        &mut self,
        keys: &KeyRing,
        page: impl Into<PageId>,
        content: &[u8; PAGE_SIZE],
        size: u64,
        now: Moment,
    ) -> Result<(), PageFault> {
        let page = page.into();
        let version = self.image.pages.get(&page).map_or(1, |slot| slot.expected.version + 1);
        let stamp = Stamp { volume: self.id(), page, version };
        let lsn = self.writes + 1;
        let stored = match &self.image.sealing {
            Sealing::Plain => StoredPage::Plain(content.as_slice().into()),
            Sealing::Sealed { .. } => {
                let key = keys.get(stamp.volume).ok_or(PageFault::NoKey(stamp.volume))?;
                StoredPage::Sealed(cipher::seal(key, &stamp, now.past, lsn, content))
            }
        };
        self.append(LogRecord::new(lsn, now, Change::Page { stamp, stored }, size));
        self.made += 1;
        Ok(())
    }

    /// Sets a file's size. Pages after the new end stay on the disk until they are written again.
    pub fn resize(&mut self, file: File, size: u64, now: Moment) {
        self.append(LogRecord::new(self.writes + 1, now, Change::Size(file), size));
    }

    /// Appends text to a file. If the last page can't be read, it is left as it is, and the text begins on a
    /// new page. Returns the unreadable page and what is wrong with it.
    pub fn append_text(
        &mut self,
        keys: &KeyRing,
        file: File,
        text: &str,
        now: Moment,
    ) -> Result<Option<(PageId, PageFault)>, PageFault> {
        let mut bytes = text.as_bytes();
        let mut left_behind = None;
        while !bytes.is_empty() {
            let size = self.image.size(file);
            let page = PageId {
                file,
                number: self.image.count_of(file) + u32::from(size.is_multiple_of(PAGE_SIZE as u64)),
            };
            let used = usize::try_from(size % PAGE_SIZE as u64).unwrap_or_default();
            let mut content = [0; PAGE_SIZE];
            if used > 0 {
                match self.read_page(keys, page) {
                    Ok(read) => content = read.try_into().map_err(|_| PageFault::Corrupt)?,
                    Err(fault) => {
                        left_behind = Some((page, fault));
                        self.resize(file, size.next_multiple_of(PAGE_SIZE as u64), now);
                        continue;
                    }
                }
            }
            let (here, behind) = bytes.split_at(bytes.len().min(PAGE_SIZE - used));
            content.iter_mut().skip(used).zip(here).for_each(|(to, from)| *to = *from);
            self.put_page(keys, page, &content, size + here.len() as u64, now)?;
            bytes = behind;
        }
        Ok(left_behind)
    }

    /// Replays another volume's write, as a replica does: the page stays as it is, sealed by the volume that
    /// wrote it, whose slot this volume must have inherited.
    pub fn replay(&mut self, record: &LogRecord) -> Result<(), WrongKeys> {
        let known = match &record.change {
            Change::Size(_) => true,
            Change::Page { stored: StoredPage::Plain(_), .. } => !self.image.is_sealed(),
            Change::Page { stored: StoredPage::Sealed(_), stamp } => {
                self.image.slots().any(|slot| slot.volume == stamp.volume)
            }
        };
        if !known {
            return Err(WrongKeys);
        }
        self.append(LogRecord { lsn: self.writes + 1, ..record.clone() });
        Ok(())
    }

    /// Writes what another volume wrote, as a volume does that seals what arrives with a key of its own: `theirs` opens the
    /// page, `keys` seals it.
    pub fn write_anew(
        &mut self,
        keys: &KeyRing,
        theirs: &KeyRing,
        record: &LogRecord,
    ) -> Result<(), PageFault> {
        let now = Moment { time: record.time, past: record.past };
        match &record.change {
            Change::Size(file) => self.resize(*file, record.size, now),
            Change::Page { stamp, stored } => {
                let content = stored.content(theirs)?;
                self.put_page(keys, stamp.page, &content, record.size, now)?;
            }
        }
        Ok(())
    }

    fn append(&mut self, record: LogRecord) {
        self.writes = record.lsn;
        record.replay(&mut self.image.pages, &mut self.image.sizes);
        self.log.insert_mut(record.lsn, record);
    }
}

impl LogRecord {
    fn new(lsn: u64, now: Moment, change: Change, size: u64) -> Self {
        let Moment { time, past } = now;
        Self { lsn, time, past, change, size }
    }

    /// The file that was written.
    pub fn file(&self) -> File {
        match &self.change {
            Change::Page { stamp, .. } => stamp.page.file,
            Change::Size(file) => *file,
        }
    }

    /// The page that was written, if one was.
    pub fn page(&self) -> Option<(&Stamp, &StoredPage)> {
        match &self.change {
            Change::Page { stamp, stored } => Some((stamp, stored)),
            Change::Size(_) => None,
        }
    }

    /// Applies the change to pages and sizes.
    fn replay(&self, pages: &mut Pages, sizes: &mut Sizes) {
        if let Change::Page { stamp, stored } = &self.change {
            pages.insert_mut(stamp.page, PageSlot { stored: stored.clone(), expected: *stamp });
        }
        *sizes = sizes.with(self.file(), self.size);
    }
}

fn size_of(content: &[u8]) -> Sizes {
    let pages = content.len().div_ceil(PAGE_SIZE) as u64;
    Sizes::default().with(File::Database, pages * PAGE_SIZE as u64)
}
