//! SQLite's file system: the database and its journal on the job's disk, everything else in memory.
//!
//! There is only one connection at a time, so locks do nothing.

use core::time::Duration;

use playground_core::database::{File, PageId};
use playground_core::storage::page::PAGE_SIZE;
use rsqlite_vfs::ffi::{SQLITE_FULL, SQLITE_IOERR, SQLITE_IOERR_WRITE};
use rsqlite_vfs::{
    AccessMode, DeviceCharacteristics, LockLevel, MemChunksFile, OpenAccess, OpenOptions, OpenRequest,
    OpenedFile, OsCallback, SQLiteIoMethods, SQLiteVfs, SyncOptions, VfsFile, VfsResult, VfsStore,
};

use crate::context::{Context, Page, error};
use crate::ffi;
use crate::journal::Journal;

/// Does something with the job's disk.
fn with<R>(work: impl FnOnce(&mut Context<'_>) -> VfsResult<R>) -> VfsResult<R> {
    ffi::with(work).unwrap_or_else(|| Err(error(SQLITE_IOERR, "there is no job")))
}

/// The file of the volume that a name stands for.
fn file_of(name: &str) -> Option<File> {
    match name {
        "db" => Some(File::Database),
        "db-journal" => Some(File::Journal),
        _ => None,
    }
}

/// An open file.
pub(crate) enum Handle {
    /// The database. SQLite writes whole pages of it, which are written through at once.
    Database(Database),
    /// The journal.
    Journal(Journal),
    /// Any other file: temporary storage.
    Memory(MemChunksFile),
}

/// The open database file.
pub(crate) struct Database {
    level: LockLevel,
    /// Whether SQLite has locked it before, and so has looked for a journal to play back.
    locked: bool,
}

impl Database {
    fn read(&self, context: &mut Context<'_>, into: &mut [u8], offset: u64) -> VfsResult<usize> {
        let size = context.size(File::Database)?;
        let there = usize::try_from(size.saturating_sub(offset)).unwrap_or(usize::MAX).min(into.len());
        let (page, at) = page_at(offset)?;
        let into = into.get_mut(..there).unwrap_or_default();
        if into.is_empty() {
            return Ok(0);
        }
        if let Ok(whole) = <&mut Page>::try_from(&mut *into) {
            context.read(page, whole)?;
            return Ok(there);
        }
        // SQLite reads parts of a page in two cases: the header, and the change counter in it.
        if at + there > PAGE_SIZE {
            return Err(error(SQLITE_IOERR, "a read over the end of a page"));
        }
        let mut whole = [0; PAGE_SIZE];
        match context.read(page, &mut whole) {
            Ok(()) => {}
            // SQLite reads the header before the first lock, that is, before it plays back a journal, which
            // may repair it. A damaged page counts as missing then: SQLite uses its defaults, and reads the
            // page again once it has the lock.
            Err(_) if !self.locked && !context.crashed() => return Ok(0),
            Err(fault) => return Err(fault),
        }
        into.iter_mut().zip(whole.iter().skip(at)).for_each(|(to, from)| *to = *from);
        Ok(there)
    }
}

fn page_at(offset: u64) -> VfsResult<(PageId, usize)> {
    let size = PAGE_SIZE as u64;
    let number = u32::try_from(offset / size + 1).map_err(|_| error(SQLITE_FULL, "the file is too large"))?;
    Ok((PageId::from(number), usize::try_from(offset % size).unwrap_or_default()))
}

/// Tells the context the size that a temporary file gets.
fn resized(memory: &MemChunksFile, to: impl FnOnce(u64) -> u64) -> VfsResult<()> {
    let size = memory.size()?;
    with(|context| context.temporary(size, to(size)))
}

impl VfsFile for Handle {
    /// A page is written completely, with the new size of its file, or not at all. So the journal needs
    /// neither a second sync for the number of its records nor a whole page for its header.
    fn device_characteristics(&self) -> DeviceCharacteristics {
        DeviceCharacteristics::SAFE_APPEND | DeviceCharacteristics::POWERSAFE_OVERWRITE
    }

    fn read(&mut self, into: &mut [u8], offset: u64) -> VfsResult<usize> {
        match self {
            Self::Database(database) => with(|context| database.read(context, into, offset)),
            Self::Journal(journal) => with(|context| journal.read(context, into, offset)),
            Self::Memory(memory) => {
                resized(memory, |size| size)?;
                memory.read(into, offset)
            }
        }
    }

    fn write(&mut self, from: &[u8], offset: u64) -> VfsResult<()> {
        match self {
            Self::Database(_) => with(|context| {
                let (page, at) = page_at(offset)?;
                let content = <&Page>::try_from(from).ok().filter(|_| at == 0);
                let content =
                    content.ok_or_else(|| error(SQLITE_IOERR_WRITE, "a write of less than a page"))?;
                let size = context.size(File::Database)?.max(offset + PAGE_SIZE as u64);
                context.write(page, content, size)
            }),
            Self::Journal(journal) => with(|context| journal.write(context, from, offset)),
            Self::Memory(memory) => {
                resized(memory, |size| size.max(offset + from.len() as u64))?;
                memory.write(from, offset)
            }
        }
    }

    fn truncate(&mut self, size: u64) -> VfsResult<()> {
        match self {
            Self::Database(_) => with(|context| context.resize(File::Database, size)),
            Self::Journal(journal) => with(|context| journal.truncate(context, size)),
            Self::Memory(memory) => {
                resized(memory, |_| size)?;
                memory.truncate(size)
            }
        }
    }

    fn sync(&mut self, _: SyncOptions) -> VfsResult<()> {
        match self {
            Self::Database(_) => with(|context| context.alive()),
            Self::Journal(journal) => with(|context| journal.sync(context)),
            Self::Memory(_) => Ok(()),
        }
    }

    fn size(&self) -> VfsResult<u64> {
        match self {
            Self::Database(_) => with(|context| context.size(File::Database)),
            Self::Journal(journal) => with(|context| context.alive().map(|()| journal.size())),
            Self::Memory(memory) => memory.size(),
        }
    }

    fn lock(&mut self, level: LockLevel) -> VfsResult<()> {
        if let Self::Database(database) = self {
            with(|context| context.alive())?;
            database.locked = true;
            database.level = database.level.max(level);
        }
        Ok(())
    }

    fn unlock(&mut self, level: LockLevel) -> VfsResult<()> {
        if let Self::Database(database) = self {
            database.level = database.level.min(level);
        }
        Ok(())
    }

    fn check_reserved_lock(&self) -> VfsResult<bool> {
        Ok(matches!(self, Self::Database(database) if database.level >= LockLevel::Reserved))
    }
}

/// The file store.
pub(crate) struct Store;

impl VfsStore for Store {
    type File = Handle;
    type AppData = Os;

    fn open_file(_: &Os, request: OpenRequest<'_>) -> VfsResult<OpenedFile<Handle>> {
        let file = match request.filename.and_then(|name| file_of(name.path())) {
            Some(File::Database) => Handle::Database(Database { level: LockLevel::None, locked: false }),
            Some(_) => Handle::Journal(with(|context| Journal::open(context))?),
            None => Handle::Memory(MemChunksFile::new(PAGE_SIZE)),
        };
        Ok(OpenedFile { file, access: OpenAccess::ReadWrite })
    }

    fn close_file(_: &Os, _: Option<&str>, file: Handle, _: OpenOptions) -> VfsResult<()> {
        match file {
            Handle::Journal(mut journal) => with(|context| journal.sync(context)),
            Handle::Database(_) => Ok(()),
            Handle::Memory(memory) => resized(&memory, |_| 0),
        }
    }

    fn access(_: &Os, name: &str, _: AccessMode) -> VfsResult<bool> {
        match file_of(name) {
            Some(file) => with(|context| Ok(context.size(file)? > 0)),
            None => Ok(false),
        }
    }

    fn full_pathname(_: &Os, name: &str) -> VfsResult<String> {
        Ok(name.to_owned())
    }

    /// Deleting a file empties it, since the volume always has all of its files.
    fn delete_file(_: &Os, name: &str, _: bool) -> VfsResult<()> {
        match file_of(name) {
            Some(file) => with(|context| context.resize(file, 0)),
            None => Ok(()),
        }
    }
}

/// The job's time and randomness.
pub(crate) struct Os;

impl OsCallback for Os {
    fn sleep(&self, _: Duration) {}

    fn random(&self, into: &mut [u8]) -> usize {
        ffi::with(|context| context.random(into)).map_or(0, |()| into.len())
    }

    fn epoch_timestamp_in_ms(&self) -> VfsResult<i64> {
        with(|context| Ok(context.now()))
    }
}

/// The operations on an open file, which are those of [`Handle`].
pub(crate) struct Files;

impl SQLiteIoMethods for Files {
    type Store = Store;
}

/// The operations of the file system, which are those of [`Store`] and [`Os`].
pub(crate) struct Vfs;

impl SQLiteVfs<Files> for Vfs {
    type Os = Os;

    fn os(os: &Os) -> &Os {
        os
    }
}
