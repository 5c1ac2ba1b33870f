//! Exports of snapshots to Amazon S3. No bytes leave: what is modelled is which keys an export needs, and when.

use crate::env::Time;
use crate::ids::{AccountId, GrantId, KeyArn, Region, ResourceId, SnapshotArn};
use std::rc::Rc;

/// How long the preparation of an export takes, in seconds (model).
pub const STARTING: u64 = 300;
/// How long an export takes after that, in seconds (model).
pub const EXPORTING: u64 = 900;

/// How long an export takes to be canceled, in seconds (model).
pub const CANCELING: u64 = 30;

/// Owner, Region and identifier of an export.
pub type ExportKey = (AccountId, Region, Rc<str>);

/// The status of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum ExportStatus {
    /// `STARTING`
    Starting,
    /// `IN_PROGRESS`
    InProgress,
    /// `COMPLETE`
    Complete,
    /// `FAILED`
    Failed,
    /// `CANCELING`
    Canceling,
    /// `CANCELED`
    Canceled,
}

impl ExportStatus {
    /// As `Status` shows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Starting => "STARTING",
            Self::InProgress => "IN_PROGRESS",
            Self::Complete => "COMPLETE",
            Self::Failed => "FAILED",
            Self::Canceling => "CANCELING",
            Self::Canceled => "CANCELED",
        }
    }

    /// Returns whether it goes on.
    pub const fn runs(self) -> bool {
        matches!(self, Self::Starting | Self::InProgress | Self::Canceling)
    }
}

/// An export of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct ExportTask {
    /// Owner, Region and identifier.
    pub key: ExportKey,
    /// The snapshot.
    pub source: SnapshotArn,
    /// The resource id in the encryption context of the grant on its key (model).
    pub resource_id: ResourceId,
    /// When the snapshot was made.
    pub snapshot_time: Time,
    /// The databases and tables to export; all if there are none.
    pub only: Vec<Rc<str>>,
    /// When it began to write.
    pub began: Option<Time>,
    /// When it ended.
    pub ended: Option<Time>,
    /// The bucket.
    pub bucket: Rc<str>,
    /// The prefix in the bucket.
    pub prefix: Option<Rc<str>>,
    /// The role that writes to the bucket.
    pub role: Rc<str>,
    /// The KMS key that encrypts what is exported.
    pub kms_key: KeyArn,
    /// RDS's grant on it.
    pub grant: GrantId,
    /// The status.
    pub status: ExportStatus,
    /// Why it failed.
    pub failure: Option<Rc<str>>,
}
