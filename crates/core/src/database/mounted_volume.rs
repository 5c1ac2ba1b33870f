//! A volume in use by a DB instance. It is the [`Disk`] that the instance's engine sees, made of the
//! cluster's volume, the data keys that the host got from KMS, and the instance's page cache.
//!
//! Plaintext pages exist only here and in the cache, which is memory; the volume holds what
//! [`cipher`](crate::storage::cipher) seals.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::answer::Io;
use super::disk::{Disk, DiskError, File, PageId};
use crate::env::Moment;
use crate::map::Map;
use crate::storage::image::PageFault;
use crate::storage::keyring::KeyRing;
use crate::storage::page::{PAGE_SIZE, Stamp, StoredPage};
use crate::storage::volume::Volume;

/// The most pages that an instance keeps in memory: 8 MiB (model; Aurora uses three quarters of the
/// instance's memory).
const MOST_CACHED: usize = 2_048;

/// The pages in an instance's memory, as they were read. They are lost when the instance goes down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageCache {
    pages: Map<PageId, (Stamp, Rc<[u8]>)>,
    /// The number of pages that were opened for it so far. Those of an unsealed volume are shared with it.
    opened: u64,
}

impl core::hash::Hash for PageCache {
    /// Hashes the number of pages only: the digests cover the commands that read them.
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.pages.size().hash(state);
    }
}

impl PageCache {
    /// The number of pages.
    pub fn len(&self) -> usize {
        self.pages.size()
    }

    /// Returns whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of pages opened for it so far: each takes memory of its own, as long as the past has it.
    pub fn opened(&self) -> u64 {
        self.opened
    }

    /// A page, if the cache has this version of it.
    fn get(&self, page: PageId, stamp: &Stamp) -> Option<&Rc<[u8]>> {
        self.pages.get(&page).filter(|(kept, _)| kept == stamp).map(|(_, content)| content)
    }

    /// Adds a page. A full cache drops its last page, since a scan has just read that one and will read the
    /// others again.
    fn keep(&mut self, page: PageId, stamp: Stamp, content: Rc<[u8]>) {
        let last = self.pages.last().map(|(last, _)| *last);
        if let Some(last) =
            last.filter(|_| self.pages.size() >= MOST_CACHED && !self.pages.contains_key(&page))
        {
            self.pages.remove_mut(&last);
        }
        self.pages.insert_mut(page, (stamp, content));
    }
}

/// What remains when an engine has finished.
#[derive(Clone, Debug)]
pub struct Left {
    /// The volume.
    pub volume: Volume,
    /// The instance's memory.
    pub cache: PageCache,
    /// Whether the instance crashed during the job.
    pub crashed: bool,
    /// The first page that could not be read or written.
    pub fault: Option<(PageId, PageFault)>,
}

/// What a connection begins with.
#[derive(Clone, Debug)]
pub struct Begin {
    /// The cluster's volume.
    pub volume: Volume,
    /// The data keys in the host's memory.
    pub keys: Rc<KeyRing>,
    /// Its memory.
    pub cache: PageCache,
    /// Whether the instance is read-only.
    pub reader: bool,
    /// The time, and the past that led to it.
    pub now: Moment,
    /// The number, from 1, of the page write at which it crashes.
    pub crash: Option<u32>,
}

/// A volume that a running instance has mounted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MountedVolume {
    volume: Volume,
    keys: Rc<KeyRing>,
    cache: PageCache,
    /// A reader's writes are private and are dropped at the end: it may have to roll back a journal that the
    /// writer left.
    reader: bool,
    now: Moment,
    /// The number of writes before the instance crashes, if it will.
    crash: Option<u32>,
    crashed: bool,
    io: Io,
    /// The pages that the statement found in memory.
    from_memory: BTreeSet<PageId>,
    fault: Option<(PageId, PageFault)>,
}

impl MountedVolume {
    /// Begins a connection.
    pub fn new(begin: Begin) -> Self {
        let Begin { volume, keys, cache, reader, now, crash } = begin;
        Self {
            volume,
            keys,
            cache,
            reader,
            now,
            crash,
            crashed: false,
            io: Io::default(),
            from_memory: BTreeSet::new(),
            fault: None,
        }
    }

    /// Ends the connection.
    pub fn end(self) -> Left {
        let Self { volume, cache, crashed, fault, .. } = self;
        Left { volume, cache, crashed, fault }
    }

    fn failed(&mut self, page: PageId, fault: PageFault) -> DiskError {
        self.fault.get_or_insert_with(|| (page, fault.clone()));
        DiskError::Fault(page, fault)
    }

    fn alive(&self) -> Result<(), DiskError> {
        if self.crashed { Err(DiskError::Crashed) } else { Ok(()) }
    }
}

impl Disk for MountedVolume {
    fn size(&self, file: File) -> u64 {
        self.volume.image().size(file)
    }

    fn read(&mut self, page: PageId, into: &mut [u8; PAGE_SIZE]) -> Result<(), DiskError> {
        self.alive()?;
        let Some(slot) = self.volume.image().page(page) else {
            if page.number <= self.volume.image().count_of(page.file) {
                return Err(self.failed(page, PageFault::Missing));
            }
            *into = [0; PAGE_SIZE];
            return Ok(());
        };
        let expected = slot.expected;
        let content = if let Some(content) = self.cache.get(page, &expected) {
            self.from_memory.insert(page);
            content.clone()
        } else {
            let content = self.volume.image().read_shared(&self.keys, page);
            let content = content.map_err(|fault| self.failed(page, fault))?;
            self.io.read.push(page);
            self.cache.opened += u64::from(self.volume.image().is_sealed());
            self.cache.keep(page, expected, content.clone());
            content
        };
        match content.first_chunk() {
            Some(content) => *into = *content,
            None => return Err(self.failed(page, PageFault::Corrupt)),
        }
        Ok(())
    }

    fn write(&mut self, page: PageId, content: &[u8; PAGE_SIZE], size: u64) -> Result<(), DiskError> {
        self.alive()?;
        if let Some(left) = &mut self.crash {
            *left = left.saturating_sub(1);
            if *left == 0 {
                self.crashed = true;
                return Err(DiskError::Crashed);
            }
        }
        let put = self.volume.put_page(&self.keys, page, content, size, self.now);
        put.map_err(|fault| self.failed(page, fault))?;
        self.io.written.push(page);
        if self.reader {
            self.cache = PageCache::default(); // its pages have versions that no volume has
        } else if let Some(slot) = self.volume.image().page(page) {
            let stamp = slot.expected;
            let content = match &slot.stored {
                StoredPage::Plain(shared) => shared.clone(),
                StoredPage::Sealed(_) => {
                    self.cache.opened += 1;
                    content.as_slice().into()
                }
            };
            self.cache.keep(page, stamp, content);
        }
        Ok(())
    }

    fn resize(&mut self, file: File, size: u64) -> Result<(), DiskError> {
        self.alive()?;
        if size != self.size(file) {
            self.volume.resize(file, size, self.now);
        }
        Ok(())
    }

    fn go_on(&mut self) -> bool {
        true
    }

    fn statement(&mut self) -> Io {
        let mut io = core::mem::take(&mut self.io);
        // Each page once, however often the engine looks at it, and not if it was just read from the storage.
        let mut cached = core::mem::take(&mut self.from_memory);
        io.read.iter().for_each(|page| {
            cached.remove(page);
        });
        io.cached = cached.into_iter().collect();
        io
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::{Past, Time};
    use crate::storage::page::VolumeId;

    /// An unsealed volume of `pages` pages, mounted with this cache.
    fn mounted(pages: usize, cache: PageCache) -> MountedVolume {
        MountedVolume::new(Begin {
            volume: Volume::new_plain(VolumeId([1; 16]), &vec![1; pages * PAGE_SIZE]),
            keys: Rc::default(),
            cache,
            reader: false,
            now: Moment { time: Time::start(crate::edition::Edition::Y2020), past: Past([1; Past::LEN]) },
            crash: None,
        })
    }

    #[test]
    fn a_second_scan_of_a_table_larger_than_the_memory_finds_most_of_it_there() {
        let pages = MOST_CACHED + 100;
        let mut disk = mounted(pages, PageCache::default());
        let mut content = [0; PAGE_SIZE];
        let mut scan = || {
            (1..).take(pages).for_each(|number| disk.read(PageId::from(number), &mut content).unwrap());
            let io = disk.statement();
            (io.read.len(), io.cached.len())
        };
        assert_eq!(scan(), (pages, 0));
        let (read, cached) = scan();
        assert_eq!(read + cached, pages);
        assert!(cached >= MOST_CACHED - 1, "{cached}");
    }

    #[test]
    fn memory_shares_the_pages_of_an_unsealed_volume() {
        let mut disk = mounted(2, PageCache::default());
        let mut content = [0; PAGE_SIZE];
        disk.read(PageId::from(1), &mut content).unwrap();
        let size = disk.size(File::Database);
        disk.write(PageId::from(2), &content, size).unwrap();
        let Left { volume, cache, .. } = disk.end();
        assert_eq!((cache.len(), cache.opened(), volume.made()), (2, 0, 3));
        for (page, slot) in volume.image().pages() {
            let kept = cache.get(page, &slot.expected).unwrap();
            assert_eq!(kept.as_ptr(), slot.stored.raw().as_ptr(), "{page:?}");
        }
    }

    #[test]
    fn a_page_missing_below_the_end_is_a_fault_and_beyond_it_is_zeros() {
        let mut disk = mounted(2, PageCache::default());
        disk.resize(File::Database, 3 * PAGE_SIZE as u64).unwrap();
        let mut content = [9; PAGE_SIZE];
        disk.read(PageId::from(4), &mut content).unwrap();
        assert_eq!(content, [0; PAGE_SIZE]);
        let fault = DiskError::Fault(PageId::from(3), PageFault::Missing);
        assert_eq!(disk.read(PageId::from(3), &mut content), Err(fault));
    }
}
