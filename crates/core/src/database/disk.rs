//! The disk that a database engine sees: four files of pages. What is behind it, a sealed volume or a test's memory, the
//! engine can't tell: that is rule S03.

use core::fmt;

use crate::storage::image::PageFault;
use crate::storage::page::{PAGE_SIZE, PageNo};

/// A file of a cluster's volume.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum File {
    /// The database.
    #[default]
    Database = 0,
    /// The engine's rollback journal: the pages as they were before the transaction that is going on.
    Journal = 1,
    /// The error log.
    ErrorLog = 2,
    /// The general log: every statement as a client sent it.
    GeneralLog = 3,
}

impl File {
    /// Every file, in the order in which a volume holds them.
    pub const ALL: [Self; 4] = [Self::Database, Self::Journal, Self::ErrorLog, Self::GeneralLog];

    /// As commands and the page name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Journal => "journal",
            Self::ErrorLog => "error-log",
            Self::GeneralLog => "general-log",
        }
    }

    /// Reads what [`File::name`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|file| file.name() == text)
    }

    /// As it stands in the header of a sealed page.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads what [`File::code`] gives.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|file| file.code() == code)
    }
}

/// A page of a file of a volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId {
    /// The file.
    pub file: File,
    /// The page's number in it, from 1.
    pub number: PageNo,
}

impl From<PageNo> for PageId {
    /// A page of the database.
    fn from(number: PageNo) -> Self {
        Self { file: File::Database, number }
    }
}

impl fmt::Display for PageId {
    /// `page 2`, `journal page 2`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.file != File::Database {
            write!(f, "{} ", self.file.name())?;
        }
        write!(f, "page {}", self.number)
    }
}

/// Why the disk does not do what the engine asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
