//! What somebody with access to the disks can do: search for text, change bits, move pages, put old ones
//! back. It needs no key, and can't change the storage service's own records.

use super::file::PageId;
use super::image::Image;
use super::page::StoredPage;
use super::volume::{LogRecord, Volume};

/// Why a disk can't be changed as asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum NothingThere {
    /// No page of this number.
    Page,
    /// The stored page has no such byte, or a byte no such bit.
    Byte,
    /// The log has no older version of the page.
    Older,
}

/// Where a text was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub enum FoundIn {
    /// In this page.
    Page(PageId),
    /// In the log record of this log sequence number.
    Log(u64),
}

/// A text found on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct Hit {
    /// The page or the record.
    pub place: FoundIn,
    /// The offset in the stored bytes.
    pub offset: u32,
}

impl Image {
    /// Flips bit `bit` (0 the lowest) of the stored byte at `offset`.
    pub fn flip_bit(&mut self, page: impl Into<PageId>, offset: usize, bit: u8) -> Result<(), NothingThere> {
        let page = page.into();
        let stored = &self.page(page).ok_or(NothingThere::Page)?.stored;
        let mut raw = stored.raw().to_vec();
        let mask = 1_u8.checked_shl(u32::from(bit)).ok_or(NothingThere::Byte)?;
        *raw.get_mut(offset).ok_or(NothingThere::Byte)? ^= mask;
        let stored = stored.with_raw(raw.into());
        self.replace_page(page, stored)
    }

    /// Swaps the stored bytes of two pages.
    pub fn swap_pages(
        &mut self,
        one: impl Into<PageId>,
        other: impl Into<PageId>,
    ) -> Result<(), NothingThere> {
        let (one, other) = (one.into(), other.into());
        let first = self.page(one).ok_or(NothingThere::Page)?.stored.clone();
        let second = self.page(other).ok_or(NothingThere::Page)?.stored.clone();
        self.replace_page(one, second)?;
        self.replace_page(other, first)
    }

    /// Puts a stored page in the place of another.
    pub fn replace_page(&mut self, page: impl Into<PageId>, stored: StoredPage) -> Result<(), NothingThere> {
        let page = page.into();
        let mut slot = self.page(page).ok_or(NothingThere::Page)?.clone();
        slot.stored = stored;
        self.pages.insert_mut(page, slot);
        Ok(())
    }

    /// Where `text` is readable on the disk.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (page, slot) in self.pages() {
            find_in(slot.stored.raw(), text, FoundIn::Page(page), &mut hits);
        }
        hits
    }
}

impl Volume {
    /// Like [`Image::flip_bit`].
    pub fn flip_bit(&mut self, page: impl Into<PageId>, offset: usize, bit: u8) -> Result<(), NothingThere> {
        self.image.flip_bit(page, offset, bit)
    }

    /// Like [`Image::swap_pages`].
    pub fn swap_pages(
        &mut self,
        one: impl Into<PageId>,
        other: impl Into<PageId>,
    ) -> Result<(), NothingThere> {
        self.image.swap_pages(one, other)
    }

    /// Like [`Image::replace_page`].
    pub fn replace_page(&mut self, page: impl Into<PageId>, stored: StoredPage) -> Result<(), NothingThere> {
        self.image.replace_page(page, stored)
    }

    /// Puts back the version before the last write of a page.
    pub fn rollback_page(&mut self, page: impl Into<PageId>) -> Result<(), NothingThere> {
        let page = page.into();
        let latest = self.image.page(page).ok_or(NothingThere::Page)?.expected.version;
        let written = self.log.values().rev().filter_map(LogRecord::page);
        let older = written
            .filter(|(stamp, _)| stamp.page == page && stamp.version < latest)
            .map(|(_, stored)| stored)
            .next()
            .or_else(|| {
                let slot = self.base.get(&page)?;
                (slot.expected.version < latest).then_some(&slot.stored)
            })
            .ok_or(NothingThere::Older)?
            .clone();
        self.image.replace_page(page, older)
    }

    /// Where `text` is readable on the disk, in pages and in the log.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = self.image.find(text);
        for record in self.log() {
            if let Some((_, stored)) = record.page() {
                find_in(stored.raw(), text, FoundIn::Log(record.lsn), &mut hits);
            }
        }
        hits
    }
}

fn find_in(raw: &[u8], text: &str, place: FoundIn, hits: &mut Vec<Hit>) {
    if text.is_empty() {
        return;
    }
    for (offset, window) in (0..).zip(raw.windows(text.len())) {
        if window == text.as_bytes() {
            hits.push(Hit { place, offset });
        }
    }
}
