//! The disk that a database engine sees: four files of pages. What is behind it, a sealed volume or a test's memory, the
//! engine can't tell: that is rule S03.

use crate::storage::image::PageFault;
use crate::storage::page::PAGE_SIZE;

pub use crate::storage::file::{File, PageId};

/// Why the disk does not do what the engine asks.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum DiskError {
    /// What lies there is not what was written last, or can't be opened.
    Fault(PageId, PageFault),
    /// The instance has crashed: nothing reaches the disk any more.
    Crashed,
}

/// The files that an engine works on. A page is [`PAGE_SIZE`] bytes; a file's size is in bytes and need not be whole pages.
pub trait Disk {
    /// The size of a file in bytes; 0 for one that was never written.
    fn size(&self, file: File) -> u64;

    /// Reads a page. Bytes beyond what was written are zero.
    fn read(&mut self, page: PageId, into: &mut [u8; PAGE_SIZE]) -> Result<(), DiskError>;

    /// Writes a page, after which the file has `size` bytes. A page is written as a whole or not at all.
    fn write(&mut self, page: PageId, content: &[u8; PAGE_SIZE], size: u64) -> Result<(), DiskError>;

    /// Sets a file's size without writing a page: cuts it off, or makes it end in zeros.
    fn resize(&mut self, file: File, size: u64) -> Result<(), DiskError>;

    /// Every [`STEPS`] steps of the engine: whether it may go on. False ends the statement at once.
    fn go_on(&mut self) -> bool;

    /// A statement ends: which pages went to and fro since the one before.
    fn statement(&mut self) -> super::Io;
}

/// Instructions of the engine's virtual machine between two calls of [`Disk::go_on`].
pub const STEPS: u32 = 4_000;
