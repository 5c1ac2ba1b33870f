//! What a client of a database asked, which pages that moved, and how it went on other clusters.

use std::rc::Rc;

use playground_core::database::PageId;

use super::ThingId;

/// One run of the client.
#[derive(Clone, Debug, PartialEq)]
pub struct SqlView {
    /// The cluster.
    pub thing: ThingId,
    /// Whether a reader answered: the pages that it wrote are in its memory only.
    pub read_only: bool,
    /// Its statements.
    pub statements: Rc<[SqlStatement]>,
    /// "0.8 ms", for all of them; empty where there was no clock.
    pub time: String,
    /// The same script on this cluster, last, and on others before, on the way to this moment; empty if there was none.
    pub compared: Vec<ComparedRow>,
    /// What that shows; empty if nothing is compared.
    pub verdict: String,
}

/// A statement, and the pages that were moved for it.
#[derive(Clone, Debug, PartialEq)]
pub struct SqlStatement {
    /// As the client sent it; empty for what was moved when all was done.
    pub text: String,
    /// Whether it was not carried out.
    pub failed: bool,
    /// From the storage.
    pub read: Moved,
    /// In the instance's memory already.
    pub cached: Moved,
    /// To the storage.
    pub written: Moved,
}

/// Pages that were moved one way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moved {
    /// How often a page was.
    pub times: usize,
    /// How many pages.
    pub pages: usize,
    /// The pages, as many as are shown.
    pub shown: Vec<MovedPage>,
}

/// A page that was moved.
#[derive(Clone, Debug, PartialEq)]
pub struct MovedPage {
    /// Which.
    pub page: PageId,
    /// "page 2", "journal page 1".
    pub name: String,
    /// How often.
    pub times: usize,
}

/// A cluster that was asked the same.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedRow {
    /// The cluster.
    pub thing: ThingId,
    /// Its name, with the Region where that is another.
    pub cluster: String,
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// The instance that answered.
    pub instance: String,
    /// "2 rows", "1 row changed".
    pub rows: String,
    /// "0.8 ms"; empty where there was no clock.
    pub time: String,
    /// Pages read from the storage, found in memory, and written, each time one was.
    pub read: usize,
    /// See `read`.
    pub cached: usize,
    /// See `read`.
    pub written: usize,
    /// Whether the answer is the same as here, value by value.
    pub same: bool,
}
