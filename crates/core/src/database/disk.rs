//! The disk that a database engine sees: four files of pages. The engine can't tell whether a sealed volume
//! or a test's memory is behind it: that is rule S03.

use crate::storage::image::PageFault;
use crate::storage::page::PAGE_SIZE;

pub use crate::storage::file::{File, PageId};

/// Why the disk does not carry out a request.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum DiskError {
    /// The stored page is not the one that was written last, or can't be opened.
    Fault(PageId, PageFault),
    /// The instance has crashed: nothing is written to the disk any more.
    Crashed,
}

/// The files that an engine works on. A page has [`PAGE_SIZE`] bytes; a file's size is in bytes and need not
/// be a multiple of that.
pub trait Disk {
    /// The size of a file in bytes; 0 if it was never written.
    fn size(&self, file: File) -> u64;

    /// Reads a page. Bytes that were never written are zero.
    fn read(&mut self, page: PageId, into: &mut [u8; PAGE_SIZE]) -> Result<(), DiskError>;

    /// Writes a page, after which the file has `size` bytes. A page is written completely or not at all.
    fn write(&mut self, page: PageId, content: &[u8; PAGE_SIZE], size: u64) -> Result<(), DiskError>;

    /// Sets a file's size without writing a page: truncates it, or extends it with zeros.
    fn resize(&mut self, file: File, size: u64) -> Result<(), DiskError>;

    /// Called often, so that its caller can do something else meanwhile. Returns whether the engine may
    /// continue; otherwise the statement ends soon.
    fn go_on(&mut self) -> bool;

    /// Called at the end of a statement. Returns the pages read and written since the previous one.
    fn statement(&mut self) -> super::Io;
}
