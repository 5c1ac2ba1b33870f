//! What a database client asked, the pages that were read and written for it, and the same script on other
//! clusters.

use std::rc::Rc;

use playground_core::database::PageId;

use super::{Phrase, ThingId};

/// A run of the client.
#[derive(Clone, Debug, PartialEq)]
pub struct SqlView {
    /// The cluster.
    pub thing: ThingId,
    /// Whether a reader answered, whose written pages stay in its memory.
    pub read_only: bool,
    /// Its statements.
    pub statements: Rc<[SqlStatement]>,
    /// The time of all statements, such as "0.8 ms"; empty if there was no clock.
    pub time: String,
    /// The same script on this cluster and, before, on others, up to this moment; empty if there was none.
    pub compared: Vec<ComparedRow>,
    /// What the comparison shows; empty if there is none.
    pub verdict: Phrase,
}

/// A statement, and the pages that were read and written for it.
#[derive(Clone, Debug, PartialEq)]
pub struct SqlStatement {
    /// The statement as the client sent it; empty for the pages after the last one.
    pub text: String,
    /// Whether it failed.
    pub failed: bool,
    /// Pages read from the storage.
    pub read: Moved,
    /// Pages found in the instance's memory.
    pub cached: Moved,
    /// Pages written to the storage.
    pub written: Moved,
}

/// The pages of one kind of access.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moved {
    /// The number of accesses.
    pub times: usize,
    /// The number of pages.
    pub pages: usize,
    /// The pages, up to the limit.
    pub shown: Vec<MovedPage>,
}

/// A page, and how often it was accessed.
#[derive(Clone, Debug, PartialEq)]
pub struct MovedPage {
    /// The page.
    pub page: PageId,
    /// "page 2", "journal page 1".
    pub name: Phrase,
    /// The number of accesses.
    pub times: usize,
}

/// A cluster that ran the same script.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedRow {
    /// The cluster.
    pub thing: ThingId,
    /// Its name, with the Region if that is another one.
    pub cluster: String,
    /// What has happened to it since, so that it can't be asked any more; else empty.
    pub lost: Phrase,
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// The instance that answered.
    pub instance: String,
    /// "2 rows", "1 row changed", or the name of the error.
    pub rows: Phrase,
    /// "0.8 ms"; empty if there was no clock.
    pub time: String,
    /// The number of pages read from the storage, counted at each access.
    pub read: usize,
    /// The number of pages found in memory, counted likewise.
    pub cached: usize,
    /// The number of pages written, counted likewise.
    pub written: usize,
    /// Whether the answer is the same as here, value by value; `None` for the cluster that was asked here.
    pub same: Option<bool>,
}
