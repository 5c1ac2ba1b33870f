//! The files of a volume, and how their pages are identified.

use core::cmp::Ordering;
use core::fmt;

use super::page::PageNo;

/// A file of a cluster's volume, with its code in the header of a sealed page. Logs come last, so that they
/// can be removed as one range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, StableHash)]
#[repr(u8)]
pub enum File {
    /// The database.
    #[default]
    Database = 0,
    /// The engine's rollback journal: the pages as they were before the current transaction.
    Journal = 1,
    /// The error log.
    ErrorLog = 2,
    /// The general log: every statement as the client sent it.
    GeneralLog = 3,
}

impl File {
    /// Every file, in a volume's order.
    pub const ALL: [Self; 4] = [Self::Database, Self::Journal, Self::ErrorLog, Self::GeneralLog];

    /// The first of the logs.
    pub const FIRST_LOG: Self = Self::ErrorLog;

    /// The name in commands and on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Journal => "journal",
            Self::ErrorLog => "error-log",
            Self::GeneralLog => "general-log",
        }
    }

    /// Parses what [`File::name`] returns.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|file| file.name() == text)
    }

    /// The code in the header of a sealed page.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The file with that [`File::code`].
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|file| file.code() == code)
    }
}

/// A page of a file of a volume. Ordered by file, then by number.
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
