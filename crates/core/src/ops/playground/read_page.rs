//! `playground read-page`: a page at rest, and what a client reads from it.

use super::PlaygroundOutput;
use super::raw::{ClientView, NoHost, PageNumber, Storage, Target, client_view, no_page};
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::storage::file::{File, PageId};
use crate::storage::page::StoredPage;

/// Shows the bytes of one page at rest, and what a client reads there.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBClusterNotFoundFault, DBClusterSnapshotNotFoundFault, InvalidParameterValue))]
pub struct ReadPage {
    /// Whose storage.
    #[members]
    pub target: Target,
    /// The page.
    #[member(PageNumber, range(0..=i64::MAX))]
    pub page: PageNumber,
    /// The file it belongs to.
    #[member(File)]
    pub file: File,
    /// The first byte of the content to show. The answer has all bytes.
    #[member(Offset, range(0..=i64::MAX))]
    pub offset: Option<u64>,
}

/// A page on the disk, and as a client reads it.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct PageRead {
    /// The page.
    pub page: PageId,
    /// The bytes at rest.
    pub stored: StoredPage,
    /// What a client reads.
    pub client: ClientView,
}

impl ReadPage {
    pub(super) fn decide(&self, tx: &Tx) -> Result<PlaygroundOutput, Refusal> {
        let (storage, page) = (Storage::find(tx, &self.target)?, self.page.of(self.file));
        let slot = storage.image().page(page).ok_or_else(|| no_page(storage.image(), page))?;
        let client = match &storage {
            Storage::Cluster(cluster) => client_view(cluster, page),
            Storage::Snapshot(_) => ClientView::NoHost(NoHost::Snapshot),
            Storage::Backup(..) => ClientView::NoHost(NoHost::Backup),
        };
        Ok(PlaygroundOutput::Page(PageRead { page, stored: slot.stored.clone(), client }))
    }
}
