//! What SQLite's callbacks use of the present job: its disk, its time, its randomness.

use playground_core::database::{Disk, DiskError, File, Io, Limits, PageId};
use playground_core::digest::sha256;
use playground_core::storage::page::PAGE_SIZE;
use rsqlite_vfs::ffi::{SQLITE_FULL, SQLITE_IOERR, SQLITE_IOERR_DATA};
use rsqlite_vfs::{VfsError, VfsErrorCode, VfsResult};

/// The content of a page.
pub(crate) type Page = [u8; PAGE_SIZE];

/// The work between two requests for leave, in steps of SQLite's machine. As much takes a part of a
/// millisecond in a browser, while asking takes some nanoseconds there.
const OFTEN: u32 = 1_000;
/// The work of a page that is sealed or opened.
const PAGE: u32 = 250;
/// The work of a page of temporary storage, which is copied.
const COPIED: u32 = 25;

/// The present job.
pub(crate) struct Context<'a> {
    disk: &'a mut dyn Disk,
    now: u64,
    seed: [u8; 32],
    drawn: u64,
    pub(crate) limits: Limits,
    /// The steps so far: the same natively and in the browser. All there are, once the disk has given no leave.
    steps: u32,
    /// The work since the disk was last asked for leave.
    since: u32,
    /// The bytes of temporary files.
    temporary: u64,
    /// Whether a temporary file would have got too large.
    pub(crate) temporary_full: bool,
    /// Whether the disk has reported that the instance crashed. From then on every call fails.
    crashed: bool,
    /// Why the model's own rules refused a statement.
    pub(crate) refusal: Option<String>,
    /// Whether a statement of the client is being prepared, so that SQLite's requests are for it and not
    /// internal.
    pub(crate) preparing: bool,
}

impl<'a> Context<'a> {
    pub(crate) fn new(disk: &'a mut dyn Disk, now: u64, seed: [u8; 32], limits: Limits) -> Self {
        Self {
            disk,
            now,
            seed,
            drawn: 0,
            limits,
            steps: 0,
            since: 0,
            temporary: 0,
            temporary_full: false,
            crashed: false,
            refusal: None,
            preparing: false,
        }
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

    /// Counts steps, or work that takes as long. Returns whether the statement may go on.
    pub(crate) fn go_on(&mut self, steps: u32) -> bool {
        self.steps = self.steps.saturating_add(steps);
        self.work(steps);
        self.steps < self.limits.steps
    }

    /// Asks for leave now and then. If there is none, the next step ends the statement; this one is not torn.
    pub(crate) fn work(&mut self, steps: u32) {
        self.since = self.since.saturating_add(steps);
        if self.since >= OFTEN {
            self.since = 0;
            if !self.disk.go_on() {
                self.steps = u32::MAX;
            }
        }
    }

    /// A temporary file changes its size. Asks for leave, since a sort moves megabytes in one step.
    pub(crate) fn temporary(&mut self, from: u64, to: u64) -> VfsResult<()> {
        self.work(COPIED);
        let all = (self.temporary + to).saturating_sub(from);
        if to > from && all > u64::from(self.limits.temporary) {
            self.temporary_full = true;
            return Err(error(SQLITE_FULL, "temporary storage is full"));
        }
        self.temporary = all;
        Ok(())
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
        self.go_on(PAGE);
        self.disk.read(page, into).map_err(|why| self.failed(&why))
    }

    pub(crate) fn write(&mut self, page: PageId, content: &Page, size: u64) -> VfsResult<()> {
        self.alive()?;
        self.go_on(PAGE);
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
