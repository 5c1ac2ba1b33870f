//! What SQLite's callbacks use of the present job: its disk, its time, its randomness.

use playground_core::database::{Disk, DiskError, File, Io, PageId};
use playground_core::digest::sha256;
use playground_core::storage::page::PAGE_SIZE;
use rsqlite_vfs::ffi::{SQLITE_IOERR, SQLITE_IOERR_DATA};
use rsqlite_vfs::{VfsError, VfsErrorCode, VfsResult};

/// The content of a page.
pub(crate) type Page = [u8; PAGE_SIZE];

/// The pages moved between two requests for leave. Sealing so many takes a few milliseconds in a browser.
const PAGES: u32 = 16;

/// The present job.
pub(crate) struct Context<'a> {
    disk: &'a mut dyn Disk,
    now: u64,
    seed: [u8; 32],
    drawn: u64,
    /// The pages moved since the disk was last asked for leave.
    moved: u32,
    /// Whether the disk has reported that the instance crashed. From then on every call fails.
    crashed: bool,
    /// Why the model's own rules refused a statement.
    pub(crate) refusal: Option<String>,
    /// Whether a statement of the client is being prepared, so that SQLite's requests are for it and not
    /// internal.
    pub(crate) preparing: bool,
}

impl<'a> Context<'a> {
    pub(crate) fn new(disk: &'a mut dyn Disk, now: u64, seed: [u8; 32]) -> Self {
        Self { disk, now, seed, drawn: 0, moved: 0, crashed: false, refusal: None, preparing: false }
    }

    /// Milliseconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        i64::try_from(self.now).unwrap_or(i64::MAX).saturating_mul(1_000)
    }

    /// Random bytes: SHA-256 of the seed and a counter.
    pub(crate) fn random(&mut self, into: &mut [u8]) {
        for chunk in into.chunks_mut(32) {
            let mut input = [0; 40];
            let parts = self.seed.into_iter().chain(self.drawn.to_be_bytes());
            input.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
            self.drawn += 1;
            chunk.iter_mut().zip(sha256(&input)).for_each(|(to, from)| *to = from);
        }
    }

    pub(crate) fn crashed(&self) -> bool {
        self.crashed
    }

    pub(crate) fn go_on(&mut self) -> bool {
        self.disk.go_on()
    }

    /// Asks for leave between pages, since one step of SQLite may move thousands: a commit does. If there is no
    /// leave, the next step ends the statement; this one is not torn.
    fn rest(&mut self) {
        self.moved += 1;
        if self.moved == PAGES {
            self.moved = 0;
            self.disk.go_on();
        }
    }

    pub(crate) fn statement(&mut self) -> Io {
        self.disk.statement()
    }

    pub(crate) fn size(&self, file: File) -> VfsResult<u64> {
        self.alive()?;
        Ok(self.disk.size(file))
    }

    pub(crate) fn read(&mut self, page: PageId, into: &mut Page) -> VfsResult<()> {
        self.alive()?;
        self.rest();
        self.disk.read(page, into).map_err(|why| self.failed(&why))
    }

    pub(crate) fn write(&mut self, page: PageId, content: &Page, size: u64) -> VfsResult<()> {
        self.alive()?;
        self.rest();
        self.disk.write(page, content, size).map_err(|why| self.failed(&why))
    }

    pub(crate) fn resize(&mut self, file: File, size: u64) -> VfsResult<()> {
        self.alive()?;
        self.disk.resize(file, size).map_err(|why| self.failed(&why))
    }

    pub(crate) fn alive(&self) -> VfsResult<()> {
        if self.crashed { Err(no_instance()) } else { Ok(()) }
    }

    fn failed(&mut self, why: &DiskError) -> VfsError {
        match why {
            DiskError::Fault(..) => error(SQLITE_IOERR_DATA, "the page is damaged"),
            DiskError::Crashed => {
                self.crashed = true;
                no_instance()
            }
        }
    }
}

fn no_instance() -> VfsError {
    error(SQLITE_IOERR, "the instance has crashed")
}

/// An error for SQLite, by result code.
pub(crate) fn error(code: i32, words: &'static str) -> VfsError {
    VfsError::new(VfsErrorCode::from_raw(code).unwrap_or(VfsErrorCode::Io), words.into())
}
