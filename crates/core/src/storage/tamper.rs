//! What someone with access to the disks can do: look for text, change bits, move pages about, put old
//! ones back. It needs no key, and leaves the storage service's own records alone.

use super::image::Image;
use super::page::{PageNo, StoredPage};
use super::volume::Volume;

/// There is nothing there to tamper with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NothingThere {
    /// No page of this number.
    Page,
    /// The stored page has fewer bytes, or a byte fewer bits.
    Byte,
    /// The log holds no older version of the page.
    Older,
}

/// Where a text was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In the page of this number.
    Page(PageNo),
    /// In the log record of this log sequence number.
    Log(u64),
}

/// A text found on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// In which page or record.
    pub place: Place,
    /// Its first byte, counted in the stored bytes.
    pub offset: u32,
}

impl Image {
    /// Flips bit `bit` (0 the lowest) of the stored byte at `offset`.
    pub fn flip_bit(&mut self, number: PageNo, offset: usize, bit: u8) -> Result<(), NothingThere> {
        let page = &self.page(number).ok_or(NothingThere::Page)?.stored;
        let mut raw = page.raw().to_vec();
        let mask = 1_u8.checked_shl(u32::from(bit)).ok_or(NothingThere::Byte)?;
        *raw.get_mut(offset).ok_or(NothingThere::Byte)? ^= mask;
        let page = page.with_raw(raw.into());
        self.replace_page(number, page)
    }

    /// Swaps what lies in the places of two pages.
    pub fn swap_pages(&mut self, one: PageNo, other: PageNo) -> Result<(), NothingThere> {
        let first = self.page(one).ok_or(NothingThere::Page)?.stored.clone();
        let second = self.page(other).ok_or(NothingThere::Page)?.stored.clone();
        self.replace_page(one, second)?;
        self.replace_page(other, first)
    }

    /// Puts any stored page in the place of a page.
    pub fn replace_page(&mut self, number: PageNo, stored: StoredPage) -> Result<(), NothingThere> {
        let mut slot = self.page(number).ok_or(NothingThere::Page)?.clone();
        slot.stored = stored;
        self.pages.insert_mut(number, slot);
        Ok(())
    }

    /// Where `text` lies on the disk, readable as it is.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (number, slot) in self.pages() {
            find_in(slot.stored.raw(), text, Place::Page(number), &mut hits);
        }
        hits
    }
}

impl Volume {
    /// [`Image::flip_bit`]
    pub fn flip_bit(&mut self, number: PageNo, offset: usize, bit: u8) -> Result<(), NothingThere> {
        self.image.flip_bit(number, offset, bit)
    }

    /// [`Image::swap_pages`]
    pub fn swap_pages(&mut self, one: PageNo, other: PageNo) -> Result<(), NothingThere> {
        self.image.swap_pages(one, other)
    }

    /// [`Image::replace_page`]
    pub fn replace_page(&mut self, number: PageNo, stored: StoredPage) -> Result<(), NothingThere> {
        self.image.replace_page(number, stored)
    }

    /// Puts back the version of a page from before its last write.
    pub fn rollback_page(&mut self, number: PageNo) -> Result<(), NothingThere> {
        let latest = self.image.page(number).ok_or(NothingThere::Page)?.expected.version;
        let older = self
            .log
            .values()
            .rev()
            .find(|record| record.stamp.page == number && record.stamp.version < latest)
            .map(|record| &record.page)
            .or_else(|| {
                let slot = self.base.get(&number)?;
                (slot.expected.version < latest).then_some(&slot.stored)
            })
            .ok_or(NothingThere::Older)?
            .clone();
        self.image.replace_page(number, older)
    }

    /// Where `text` lies on the disk, in pages and in the log.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = self.image.find(text);
        for record in self.log() {
            find_in(record.page.raw(), text, Place::Log(record.lsn), &mut hits);
        }
        hits
    }
}

fn find_in(raw: &[u8], text: &str, place: Place, hits: &mut Vec<Hit>) {
    if text.is_empty() {
        return;
    }
    for (offset, window) in (0..).zip(raw.windows(text.len())) {
        if window == text.as_bytes() {
            hits.push(Hit { place, offset });
        }
    }
}
