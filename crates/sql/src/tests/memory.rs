//! A disk in memory, which counts writes and can crash, run out of steps, and have damaged pages.

use std::collections::{BTreeMap, BTreeSet};

use playground_core::database::{Answer, Disk, DiskError, File, Io, Job, PageId, SqlEngine};
use playground_core::storage::image::PageFault;
use playground_core::storage::page::PAGE_SIZE;

use crate::Sqlite;

/// Files of pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Memory {
    pages: BTreeMap<PageId, Box<[u8; PAGE_SIZE]>>,
    sizes: BTreeMap<File, u64>,
    io: Io,
    /// The number of writes and resizes so far.
    pub(crate) written: u32,
    /// The number of the write that fails, like all after it.
    pub(super) crash_at: Option<u32>,
    /// Pages that can't be read until they are written again.
    pub(super) damaged: BTreeSet<PageId>,
    /// How often the engine has asked for leave.
    pub(super) asked: u32,
    /// How often it still lets the engine continue.
    pub(super) patience: Option<u32>,
}

impl Memory {
    /// The digest of a file.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn digest(&self, file: File) -> [u8; 32] {
        playground_core::digest::sha256(&self.bytes(file))
    }

    /// A file's bytes.
    pub(crate) fn bytes(&self, file: File) -> Vec<u8> {
        let size = usize::try_from(self.size(file)).unwrap();
        let mut bytes = vec![0; size.next_multiple_of(PAGE_SIZE)];
        for (page, content) in self.pages.iter().filter(|(page, _)| page.file == file) {
            let at = (page.number as usize - 1) * PAGE_SIZE;
            bytes[at..at + PAGE_SIZE].copy_from_slice(content.as_slice());
        }
        bytes.truncate(size);
        bytes
    }

    /// The disk when the instance starts again after a crash.
    pub(super) fn restarted(mut self) -> Self {
        self.crash_at = None;
        self.io = Io::default();
        self
    }

    fn change(&mut self) -> Result<(), DiskError> {
        if self.crash_at.is_some_and(|at| self.written >= at) {
            return Err(DiskError::Crashed);
        }
        self.written += 1;
        Ok(())
    }
}

impl Disk for Memory {
    fn size(&self, file: File) -> u64 {
        self.sizes.get(&file).copied().unwrap_or(0)
    }

    fn read(&mut self, page: PageId, into: &mut [u8; PAGE_SIZE]) -> Result<(), DiskError> {
        if self.damaged.contains(&page) {
            return Err(DiskError::Fault(page, PageFault::Corrupt));
        }
        self.io.read.push(page);
        match self.pages.get(&page) {
            Some(content) => *into = **content,
            None => into.fill(0),
        }
        Ok(())
    }

    fn write(&mut self, page: PageId, content: &[u8; PAGE_SIZE], size: u64) -> Result<(), DiskError> {
        self.change()?;
        assert!(size >= self.size(page.file), "a write does not make a file shorter");
        assert!(size > u64::from(page.number - 1) * PAGE_SIZE as u64, "what is written is in the file");
        self.damaged.remove(&page);
        self.io.written.push(page);
        self.pages.insert(page, Box::new(*content));
        self.sizes.insert(page.file, size);
        Ok(())
    }

    fn resize(&mut self, file: File, size: u64) -> Result<(), DiskError> {
        self.change()?;
        self.sizes.insert(file, size);
        let kept =
            |page: &PageId| page.file != file || u64::from(page.number - 1) * (PAGE_SIZE as u64) < size;
        self.pages.retain(|page, _| kept(page));
        self.damaged.retain(kept);
        if let Some((last, content)) = self.pages.iter_mut().rfind(|(page, _)| page.file == file) {
            let begin = u64::from(last.number - 1) * PAGE_SIZE as u64;
            let end = usize::try_from(size - begin).unwrap().min(PAGE_SIZE);
            content[end..].fill(0);
        }
        Ok(())
    }

    fn go_on(&mut self) -> bool {
        self.asked += 1;
        match &mut self.patience {
            Some(0) => false,
            Some(left) => {
                *left -= 1;
                true
            }
            None => true,
        }
    }

    fn statement(&mut self) -> Io {
        core::mem::take(&mut self.io)
    }
}

/// A job in November 2026, on an instance that can write.
pub(super) fn job(disk: Memory, script: &str) -> Job<Memory> {
    // A different seed for each job, as in the playground, so that SQLite can distinguish the records of a
    // journal from older ones.
    let mut seed = [7; 32];
    seed.iter_mut().zip(disk.written.to_be_bytes()).for_each(|(seed, byte)| *seed ^= byte);
    Job { disk, script: script.into(), now: 1_795_608_000, seed, read_only: false, most_rows: 1_000 }
}

/// Runs a job.
pub(super) fn run_job(job: Job<Memory>) -> (Memory, Answer) {
    let ran = Sqlite.run(job).unwrap();
    (ran.disk, ran.answer)
}

/// Runs a script that may fail.
pub(super) fn attempt(disk: Memory, script: &str) -> (Memory, Answer) {
    run_job(job(disk, script))
}

/// Runs a script that must succeed.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn run(disk: Memory, script: &str) -> (Memory, Answer) {
    let (disk, answer) = attempt(disk, script);
    assert_eq!(answer.error, None, "{script}");
    (disk, answer)
}
