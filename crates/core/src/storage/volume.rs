//! A volume: an image that can be written, with the log of its writes.
//!
//! Each write is sealed under the volume's own data key and appended to the log as a redo record that
//! holds the sealed page. The log is what replicas and point-in-time restores read.

use core::hash::{Hash, Hasher};

use super::cipher;
use super::image::{Image, PageFault, PageSlot, Pages, Sealing, WrongKeys};
use super::keyring::{KeyRing, KeySlot};
use super::page::{PAGE_SIZE, PageNo, Stamp, StoredPage, VolumeId, cut};
use crate::crypto::keys::DataKey;
use crate::env::Time;
use crate::map::Map;

/// One write, as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogRecord {
    /// Log sequence number: the number of the write in its volume, and the end of the page's nonce.
    pub lsn: u64,
    /// When.
    pub time: Time,
    /// Which page became which version.
    pub stamp: Stamp,
    /// The page as it went to the disk.
    pub page: StoredPage,
}

/// A volume. Cloning shares everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    pub(super) image: Image,
    /// The pages before the first record of the log.
    pub(super) base: Pages,
    pub(super) log: Map<u64, LogRecord>,
    /// Writes so far, those of the first image included. Never counts back.
    writes: u64,
}

impl Hash for Volume {
    /// Past records are in the digests of the states that they led to: the cost must not grow with them.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.image.hash(state);
        self.writes.hash(state);
        self.log.size().hash(state);
        self.log.last().map(|(_, record)| record).hash(state);
    }
}

impl Volume {
    /// A plain volume that holds `content`, filled up to whole pages.
    pub fn new_plain(id: VolumeId, content: &[u8]) -> Self {
        let pages = cut(content).map(|(page, content)| {
            let expected = Stamp { volume: id, page, version: 1 };
            (page, PageSlot { stored: StoredPage::Plain(content.into()), expected })
        });
        Self::from_image(Image { volume: id, sealing: Sealing::Plain, pages: pages.collect() })
    }

    /// A sealed volume that holds `content`, filled up to whole pages. `key` is the one that `own` wraps;
    /// the slot names the volume.
    pub fn new_sealed(own: KeySlot, key: &DataKey, content: &[u8]) -> Self {
        Self::seal_all(own, key, cut(content).map(|(page, content)| (page, 1, content)))
    }

    /// A plain volume over the pages of a plain image. Shares them.
    pub fn restored_plain(id: VolumeId, from: &Image) -> Result<Self, WrongKeys> {
        match from.sealing {
            Sealing::Plain => Ok(Self::from_image(Image { volume: id, ..from.clone() })),
            Sealing::Sealed { .. } => Err(WrongKeys),
        }
    }

    /// A sealed volume over the pages of a sealed image. Shares them, and reads them with the data keys of
    /// the volumes that sealed them: `inherited` are the image's slots, in their order, wrapped anew. What
    /// it writes it seals under its own.
    pub fn restored(from: &Image, own: KeySlot, inherited: Vec<KeySlot>) -> Result<Self, WrongKeys> {
        let rewrapped = from.rewrapped(inherited)?;
        if !rewrapped.is_sealed() {
            return Err(WrongKeys);
        }
        let (volume, inherited) = (own.volume, rewrapped.slots().cloned().collect());
        let sealing = Sealing::Sealed { own, inherited };
        Ok(Self::from_image(Image { volume, sealing, pages: rewrapped.pages }))
    }

    /// A sealed volume with the content of a plain image. The one way from plain to sealed, and the one
    /// derivation whose cost grows with the volume: every page is sealed.
    pub fn sealed_from_plain(from: &Image, own: KeySlot, key: &DataKey) -> Result<Self, WrongKeys> {
        if from.is_sealed() {
            return Err(WrongKeys);
        }
        let pages = from.pages().map(|(number, slot)| {
            let mut content = [0; PAGE_SIZE];
            content.iter_mut().zip(slot.stored.raw()).for_each(|(to, from)| *to = *from);
            (number, slot.expected.version, content)
        });
        Ok(Self::seal_all(own, key, pages))
    }

    fn seal_all(
        own: KeySlot,
        key: &DataKey,
        contents: impl Iterator<Item = (PageNo, u64, [u8; PAGE_SIZE])>,
    ) -> Self {
        let volume = own.volume;
        let pages = (1..).zip(contents).map(|(write, (page, version, content))| {
            let expected = Stamp { volume, page, version };
            let stored = StoredPage::Sealed(cipher::seal(key, &expected, write, &content));
            (page, PageSlot { stored, expected })
        });
        let sealing = Sealing::Sealed { own, inherited: [].into() };
        Self::from_image(Image { volume, sealing, pages: pages.collect() })
    }

    /// A fresh volume; the writes that made its first image are counted.
    fn from_image(image: Image) -> Self {
        let writes = image.pages.size() as u64;
        Self { base: image.pages.clone(), image, log: Map::new(), writes }
    }

    /// Its id.
    pub fn id(&self) -> VolumeId {
        self.image.volume
    }

    /// What it holds now: to be read, and to be kept as a snapshot. Cloning it shares the pages.
    pub fn image(&self) -> &Image {
        &self.image
    }

    /// What it holds now, kept: a snapshot. Takes no time, however large the volume, and no key.
    pub fn snapshot(&self) -> Image {
        self.image.clone()
    }

    /// The records of the log, oldest first.
    pub fn log(&self) -> impl DoubleEndedIterator<Item = &LogRecord> {
        self.log.values()
    }

    /// What it held at `time`: the pages before the log, with the records up to then replayed. Needs no
    /// key: records hold sealed pages.
    pub fn at(&self, time: Time) -> Image {
        let mut pages = self.base.clone();
        for record in self.log.values().take_while(|record| record.time <= time) {
            pages.insert_mut(record.stamp.page, record.slot());
        }
        Image { pages, ..self.image.clone() }
    }

    /// Forgets how it was before `time`: replays older records into the base.
    pub fn trim_log(&mut self, time: Time) {
        while let Some((&lsn, record)) = self.log.first().filter(|(_, record)| record.time < time) {
            self.base.insert_mut(record.stamp.page, record.slot());
            self.log.remove_mut(&lsn);
        }
    }

    /// A page's content, as a host with these keys reads it.
    pub fn read_page(&self, keys: &KeyRing, number: PageNo) -> Result<Vec<u8>, PageFault> {
        self.image.read_page(keys, number)
    }

    /// Writes `bytes` into a page at `offset`. The page is read first, so a fault in it stops the write.
    pub fn write_page(
        &mut self,
        keys: &KeyRing,
        number: PageNo,
        offset: usize,
        bytes: &[u8],
        time: Time,
    ) -> Result<(), PageFault> {
        let read = self.read_page(keys, number)?;
        let mut content: [u8; PAGE_SIZE] = read.try_into().map_err(|_| PageFault::Corrupt)?;
        let end = offset.checked_add(bytes.len()).ok_or(PageFault::OutsidePage)?;
        content.get_mut(offset..end).ok_or(PageFault::OutsidePage)?.copy_from_slice(bytes);
        self.put_page(keys, number, &content, time)
    }

    /// Writes a whole page, unread: an existing one, or the one after the last.
    pub fn put_page(
        &mut self,
        keys: &KeyRing,
        number: PageNo,
        content: &[u8; PAGE_SIZE],
        time: Time,
    ) -> Result<(), PageFault> {
        let version = match self.image.pages.get(&number) {
            Some(slot) => slot.expected.version + 1,
            None if number as usize == self.image.pages.size() + 1 => 1,
            None => return Err(PageFault::Missing),
        };
        let stamp = Stamp { volume: self.id(), page: number, version };
        let lsn = self.writes + 1;
        let page = match &self.image.sealing {
            Sealing::Plain => StoredPage::Plain(content.as_slice().into()),
            Sealing::Sealed { .. } => {
                let key = keys.get(stamp.volume).ok_or(PageFault::NoKey(stamp.volume))?;
                StoredPage::Sealed(cipher::seal(key, &stamp, lsn, content))
            }
        };
        self.append(LogRecord { lsn, time, stamp, page });
        Ok(())
    }

    /// Takes over another volume's write, as a replica does: the page stays as it is, sealed by the volume
    /// that wrote it, whose slot this one must have inherited.
    pub fn replay(&mut self, record: &LogRecord) -> Result<(), WrongKeys> {
        let known = match record.page {
            StoredPage::Plain(_) => !self.image.is_sealed(),
            StoredPage::Sealed(_) => self.image.slots().any(|slot| slot.volume == record.stamp.volume),
        };
        if !known {
            return Err(WrongKeys);
        }
        self.append(LogRecord { lsn: self.writes + 1, ..record.clone() });
        Ok(())
    }

    fn append(&mut self, record: LogRecord) {
        self.writes = record.lsn;
        self.image.pages.insert_mut(record.stamp.page, record.slot());
        self.log.insert_mut(record.lsn, record);
    }
}

impl LogRecord {
    /// The page's place after this write.
    pub(super) fn slot(&self) -> PageSlot {
        PageSlot { stored: self.page.clone(), expected: self.stamp }
    }
}
