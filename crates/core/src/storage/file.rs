//! The files of a volume, and how a page of one is named.

use core::cmp::Ordering;
use core::fmt;

use super::page::PageNo;

/// A file of a cluster's volume, by the code that stands in the header of a sealed page. Logs come last, so that they are cut
/// off as one range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, StableHash)]
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

    /// The first of the logs.
    pub const FIRST_LOG: Self = Self::ErrorLog;

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

/// A page of a file of a volume. In order of files, then of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct PageId {
    /// The file.
    pub file: File,
    /// The page's number in it, from 1.
    pub number: PageNo,
}

impl Ord for PageId {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.file, self.number).cmp(&(other.file, other.number))
    }
}

impl PartialOrd for PageId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
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
