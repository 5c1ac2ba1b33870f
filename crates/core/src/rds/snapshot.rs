//! DB cluster snapshots: a volume at one moment, with an encryption that never changes, and the accounts it
//! is shared with.

use super::cluster::{Engine, StorageType};
use crate::env::Time;
use crate::ids::{AccountId, ClusterId, KeyArn, ResourceId, SnapshotArn};
use crate::map::{Map, Set};
use crate::storage::image::Image;
use std::rc::Rc;

/// Who made a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub enum SnapshotKind {
    /// A person, directly or by a copy.
    Manual,
    /// Aurora, once a day.
    Automated,
}

impl SnapshotKind {
    /// As `SnapshotType` shows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Automated => "automated",
        }
    }
}

/// A snapshot's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum SnapshotStatus {
    /// Being taken.
    Creating,
    /// Being copied.
    Copying,
    /// Ready.
    Available,
    /// Its key can't be used any more. This status is only shown; no command leads to it.
    Failed,
}

impl SnapshotStatus {
    /// As `Status` shows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Creating => "creating",
            Self::Copying => "copying",
            Self::Available => "available",
            Self::Failed => "failed",
        }
    }
}

/// Whether a snapshot is encrypted, and under which KMS key.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum SnapshotEncryption {
    /// Pages are not sealed.
    Unencrypted,
    /// Pages are sealed; their data keys are wrapped under this KMS key.
    Under(KeyArn),
}

impl SnapshotEncryption {
    /// The key that wraps the data keys, an AWS owned one included.
    pub const fn key(&self) -> Option<&KeyArn> {
        match self {
            Self::Unencrypted => None,
            Self::Under(key) => Some(key),
        }
    }

    /// The encryption of a snapshot of a cluster: under the cluster's key (rule L03).
    pub fn of(cluster: &super::cluster::Encryption) -> Self {
        cluster.key().map_or(Self::Unencrypted, |key| Self::Under(key.clone()))
    }
}

/// A DB cluster snapshot.
#[derive(Clone, StableHash)]
pub struct Snapshot {
    /// Account, Region and identifier.
    pub arn: SnapshotArn,
    /// Who made it.
    pub kind: SnapshotKind,
    /// Its status.
    pub status: SnapshotStatus,
    /// When it was created.
    pub created: Time,
    /// The cluster that it was taken of.
    pub cluster: ClusterId,
    /// That cluster's resource id, which is in the encryption context of the wrapped data keys.
    pub resource_id: ResourceId,
    /// When that cluster was created.
    pub cluster_created: Time,
    /// Its encryption, which never changes.
    pub encryption: SnapshotEncryption,
    /// The storage at that moment.
    pub image: Image,
    /// The engine.
    pub engine: Engine,
    /// The engine's version.
    pub engine_version: Rc<str>,
    /// Storage type.
    pub storage_type: StorageType,
    /// Master user name.
    pub master_username: Rc<str>,
    /// The cluster's port.
    pub port: u16,
    /// The snapshot it was copied from.
    pub source: Option<SnapshotArn>,
    /// Accounts that may restore it.
    pub shared_with: Set<AccountId>,
    /// Whether anybody may restore it; only for unencrypted snapshots.
    pub public: bool,
    /// Its tags.
    pub tags: Map<Rc<str>, Rc<str>>,
}
