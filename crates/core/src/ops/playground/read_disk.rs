//! `playground read-disk`: everything on a disk.

use super::PlaygroundOutput;
use super::raw::{Storage, Target};
use crate::ids::KeyArn;
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::storage::file::PageId;
use crate::storage::page::StoredPage;
use crate::storage::volume::Volume;

/// Shows the raw storage, page by page, as a thief of the disk sees it.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBClusterNotFoundFault, DBClusterSnapshotNotFoundFault, InvalidParameterValue))]
pub struct ReadDisk {
    /// Whose storage.
    #[members]
    pub target: Target,
}

/// A page as it is on the disk.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct DiskPage {
    /// The page.
    pub page: PageId,
    /// The bytes.
    pub stored: StoredPage,
}

/// A record of the log as it is on the disk.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct DiskRecord {
    /// Log sequence number.
    pub lsn: u64,
    /// The page that it wrote.
    pub page: PageId,
    /// The bytes.
    pub stored: StoredPage,
}

/// The content of a disk.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct DiskContent {
    /// The KMS key; `None` if the pages are not sealed.
    pub key: Option<KeyArn>,
    /// The pages.
    pub pages: Vec<DiskPage>,
    /// The storage's log of writes; empty for a snapshot.
    pub log: Vec<DiskRecord>,
}

impl ReadDisk {
    pub(super) fn decide(&self, tx: &Tx) -> Result<PlaygroundOutput, Refusal> {
        let storage = Storage::find(tx, &self.target)?;
        let pages =
            storage.image().pages().map(|(page, slot)| DiskPage { page, stored: slot.stored.clone() });
        let log = storage.volume().into_iter().flat_map(Volume::log).filter_map(|record| {
            let (stamp, stored) = record.page()?;
            Some(DiskRecord { lsn: record.lsn, page: stamp.page, stored: stored.clone() })
        });
        Ok(PlaygroundOutput::Disk(DiskContent {
            key: storage.key(),
            pages: pages.collect(),
            log: log.collect(),
        }))
    }
}
