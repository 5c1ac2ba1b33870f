//! A write buffer for the rollback journal.
//!
//! SQLite writes a journal in small pieces: a page's number, the page, a checksum. Without a buffer, each
//! piece would rewrite a whole page of the disk. So the pieces are kept here until SQLite asks to sync the
//! journal; then each page is written once, in order. SQLite expects no more than that: what it has not
//! synced may be lost.

use std::collections::BTreeMap;

use playground_core::database::{File, PageId};
use playground_core::storage::page::{PAGE_SIZE, PageNo};
use rsqlite_vfs::VfsResult;
use rsqlite_vfs::ffi::SQLITE_FULL;

use crate::context::{Context, Page, error};

const FILE: File = File::Journal;

/// The journal, as SQLite sees it.
pub(crate) struct Journal {
    /// Its size, including the buffered pieces.
    size: u64,
    /// The buffered pieces, by the page's index from 0.
    waiting: BTreeMap<u32, Piece>,
    /// Pages as they are on the disk: the first one, and the one written last, which SQLite is likely to
    /// change again.
    kept: BTreeMap<u32, Box<Page>>,
}

/// A page of which one range of bytes is known.
struct Piece {
    bytes: Box<Page>,
    from: usize,
    to: usize,
}

impl Piece {
    fn whole(bytes: Box<Page>) -> Self {
        Self { bytes, from: 0, to: PAGE_SIZE }
    }

    fn knows(&self, from: usize, to: usize) -> bool {
        self.from <= from && to <= self.to
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        self.bytes.iter_mut().skip(at).zip(bytes).for_each(|(to, from)| *to = *from);
        if self.from == self.to {
            (self.from, self.to) = (at, at);
        }
        self.from = self.from.min(at);
        self.to = self.to.max(at + bytes.len());
    }

    /// Returns whether bytes can be added at this offset without leaving a gap.
    fn touches(&self, at: usize, length: usize) -> bool {
        self.from == self.to || (at <= self.to && self.from <= at + length)
    }
}

impl Journal {
    pub(crate) fn open(context: &Context<'_>) -> VfsResult<Self> {
        Ok(Self { size: context.size(FILE)?, waiting: BTreeMap::new(), kept: BTreeMap::new() })
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    pub(crate) fn read(
        &mut self,
        context: &mut Context<'_>,
        into: &mut [u8],
        offset: u64,
    ) -> VfsResult<usize> {
        context.alive()?;
        let there = usize::try_from(self.size.saturating_sub(offset)).unwrap_or(usize::MAX).min(into.len());
        let mut rest = into.get_mut(..there).unwrap_or_default();
        let mut position = offset;
        while !rest.is_empty() {
            let (index, at) = place(position)?;
            let length = rest.len().min(PAGE_SIZE - at);
            let (chunk, after) = rest.split_at_mut(length);
            let page = self.look(context, index, at, length)?;
            chunk.iter_mut().zip(page.iter().skip(at)).for_each(|(to, from)| *to = *from);
            position += length as u64;
            rest = after;
        }
        Ok(there)
    }

    /// A page of which at least these bytes are known.
    fn look(
        &mut self,
        context: &mut Context<'_>,
        index: u32,
        at: usize,
        length: usize,
    ) -> VfsResult<Box<Page>> {
        if let Some(piece) = self.waiting.get_mut(&index) {
            if !piece.knows(at, at + length) {
                complete(context, index, piece)?;
            }
            return Ok(piece.bytes.clone());
        }
        match self.kept.get(&index) {
            Some(page) => Ok(page.clone()),
            None => load(context, index),
        }
    }

    pub(crate) fn write(&mut self, context: &mut Context<'_>, from: &[u8], offset: u64) -> VfsResult<()> {
        context.alive()?;
        let on_disk = context.size(FILE)?;
        let mut rest = from;
        let mut position = offset;
        while !rest.is_empty() {
            let (index, at) = place(position)?;
            let (chunk, after) = rest.split_at(rest.len().min(PAGE_SIZE - at));
            let piece = self.waiting.entry(index).or_insert_with(|| match self.kept.remove(&index) {
                Some(page) => Piece::whole(page),
                None if position - at as u64 >= on_disk => Piece::whole(blank()),
                None => Piece { bytes: blank(), from: 0, to: 0 },
            });
            if !piece.touches(at, chunk.len()) {
                complete(context, index, piece)?;
            }
            piece.put(at, chunk);
            position += chunk.len() as u64;
            rest = after;
        }
        self.size = self.size.max(position);
        Ok(())
    }

    /// Writes the buffered pages to the disk.
    pub(crate) fn sync(&mut self, context: &mut Context<'_>) -> VfsResult<()> {
        context.alive()?;
        let last = self.waiting.keys().next_back().copied();
        while let Some((index, mut piece)) = self.waiting.pop_first() {
            if !piece.knows(0, PAGE_SIZE) {
                complete(context, index, &mut piece)?;
            }
            let end = (u64::from(index) + 1) * PAGE_SIZE as u64;
            let size = context.size(FILE)?.max(self.size.min(end));
            context.write(id(index), &piece.bytes, size)?;
            self.kept.insert(index, piece.bytes);
        }
        if let Some(last) = last {
            self.kept.retain(|index, _| *index == 0 || *index == last);
        }
        Ok(())
    }

    pub(crate) fn truncate(&mut self, context: &mut Context<'_>, size: u64) -> VfsResult<()> {
        context.alive()?;
        self.sync(context)?;
        self.kept.clear();
        context.resize(FILE, size)?;
        self.size = size;
        Ok(())
    }
}

fn blank() -> Box<Page> {
    Box::new([0; PAGE_SIZE])
}

/// The index of a byte's page, from 0, and its offset in it.
fn place(position: u64) -> VfsResult<(u32, usize)> {
    let size = PAGE_SIZE as u64;
    // One less than the highest number, since pages are counted from 1.
    let index = u32::try_from(position / size).ok().filter(|index| *index < PageNo::MAX);
    let at = usize::try_from(position % size).unwrap_or_default();
    index.map(|index| (index, at)).ok_or_else(|| error(SQLITE_FULL, "the file is too large"))
}

fn id(index: u32) -> PageId {
    PageId { file: FILE, number: index.saturating_add(1) }
}

fn load(context: &mut Context<'_>, index: u32) -> VfsResult<Box<Page>> {
    let mut page = blank();
    context.read(id(index), &mut page)?;
    Ok(page)
}

/// Fills the unknown bytes of a page with those on the disk.
fn complete(context: &mut Context<'_>, index: u32, piece: &mut Piece) -> VfsResult<()> {
    let mut page = load(context, index)?;
    let known = piece.bytes.iter().enumerate().skip(piece.from).take(piece.to - piece.from);
    for (at, byte) in known {
        if let Some(to) = page.get_mut(at) {
            *to = *byte;
        }
    }
    *piece = Piece::whole(page);
    Ok(())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use playground_core::database::{Disk, LIMITS};

    use super::*;
    use crate::tests::{Dice, Memory};

    /// Whatever is written, and whenever it is synced: what is read is what a file would contain, before and
    /// after a sync.
    #[test]
    fn it_holds_what_a_file_would_hold() {
        for seed in 0..200 {
            let mut dice = Dice::new(seed);
            let (mut disk, mut file) = (Memory::default(), Vec::<u8>::new());
            for _ in 0..4 {
                let before = disk.written;
                let mut context = Context::new(&mut disk, 0, [0; 32], LIMITS);
                let mut journal = Journal::open(&context).unwrap();
                for _ in 0..dice.below(40) {
                    let at = usize::try_from(dice.below(20_000)).unwrap();
                    let length = usize::try_from(1 + dice.below([4, 4_096, 9_000][at % 3])).unwrap();
                    match dice.below(12) {
                        0 => journal.sync(&mut context).unwrap(),
                        1 => {
                            let end = at.min(file.len());
                            journal.truncate(&mut context, end as u64).unwrap();
                            file.truncate(end);
                        }
                        2..=5 => {
                            let mut read = vec![0; length];
                            let count = journal.read(&mut context, &mut read, at as u64).unwrap();
                            let expected = file.get(at..).unwrap_or_default();
                            assert_eq!(read[..count], expected[..length.min(expected.len())]);
                        }
                        _ => {
                            let bytes: Vec<u8> =
                                (0..length).map(|_| dice.below(256).to_le_bytes()[0]).collect();
                            journal.write(&mut context, &bytes, at as u64).unwrap();
                            file.resize(file.len().max(at + length), 0);
                            file[at..at + length].copy_from_slice(&bytes);
                        }
                    }
                    assert_eq!(journal.size(), file.len() as u64);
                }
                journal.sync(&mut context).unwrap();
                let synced = context.size(FILE).unwrap();
                journal.sync(&mut context).unwrap();
                assert_eq!(synced, file.len() as u64);
                assert!(disk.written >= before);
                assert!(disk.bytes(FILE) == file, "seed {seed}");
                assert_eq!(disk.size(File::Database), 0);
            }
        }
    }
}
