//! The page's disk, through JavaScript.

#![expect(unsafe_code, reason = "imports are foreign functions")]

use playground_core::database::{Disk, DiskError, File, Io, PageId};
use playground_core::storage::image::PageFault;
use playground_core::storage::page::PAGE_SIZE;

#[link(wasm_import_module = "disk")]
unsafe extern "C" {
    /// A file's size in bytes.
    safe fn size(file: u32) -> f64;
    /// Reads a page into a buffer of its size. Returns 0 on success, 1 if the page is damaged, 2 if the
    /// instance has crashed.
    fn read(file: u32, page: u32, into: *mut u8) -> i32;
    /// Writes a page from a buffer of its size, after which the file has `size` bytes. Returns the same as
    /// `read`.
    fn write(file: u32, page: u32, from: *const u8, size: f64) -> i32;
    /// Sets a file's size. Returns the same as `read`.
    safe fn resize(file: u32, size: f64) -> i32;
    /// Returns whether the engine may continue.
    safe fn go_on() -> i32;
    /// Called at the end of a statement, and at the end of the script.
    safe fn statement();
}

/// The page's disk.
pub(crate) struct PageDisk;

impl Disk for PageDisk {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sizes are whole, and far below 2^53"
    )]
    fn size(&self, file: File) -> u64 {
        size(number(file)) as u64
    }

    fn read(&mut self, page: PageId, into: &mut [u8; PAGE_SIZE]) -> Result<(), DiskError> {
        // SAFETY: the buffer has the size of a page.
        done(page, unsafe { read(number(page.file), page.number, into.as_mut_ptr()) })
    }

    fn write(&mut self, page: PageId, content: &[u8; PAGE_SIZE], size: u64) -> Result<(), DiskError> {
        // SAFETY: the buffer has the size of a page.
        done(page, unsafe { write(number(page.file), page.number, content.as_ptr(), as_float(size)) })
    }

    fn resize(&mut self, file: File, size: u64) -> Result<(), DiskError> {
        done(PageId { file, number: 0 }, resize(number(file), as_float(size)))
    }

    fn go_on(&mut self) -> bool {
        go_on() != 0
    }

    fn statement(&mut self) -> Io {
        statement();
        Io::default()
    }
}

fn number(file: File) -> u32 {
    u32::from(file.code())
}

/// Converts to JavaScript's numbers, which are floats.
#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^53")]
fn as_float(size: u64) -> f64 {
    size as f64
}

fn done(page: PageId, status: i32) -> Result<(), DiskError> {
    match status {
        0 => Ok(()),
        // The page's disk reports what exactly is wrong with the page to those who need it.
        1 => Err(DiskError::Fault(page, PageFault::Corrupt)),
        _ => Err(DiskError::Crashed),
    }
}
