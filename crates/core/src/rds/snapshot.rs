//! A DB cluster snapshot: a volume as it was, under a key for good. Sharing is part of it.

use super::cluster::{Engine, StorageType};
use crate::env::Time;
use crate::ids::{AccountId, ClusterId, KeyArn, ResourceId, SnapshotArn};
use crate::map::{Map, Set};
use crate::storage::image::Image;
use std::rc::Rc;

/// Who made a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub enum SnapshotKind {
    /// A person, or a copy.
    Manual,
    /// Aurora, daily.
    Automated,
}

/// Where a snapshot is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum SnapshotStatus {
    /// Being taken.
    Creating,
    /// Being copied.
    Copying,
    /// Ready.
    Available,
    /// Its key can't be used any more; only shown, never entered by a command.
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

/// Whether, and under which KMS key, a snapshot is encrypted.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum SnapshotEncryption {
    /// Plain pages.
    Unencrypted,
    /// Sealed pages, their data keys wrapped under this KMS key.
    Under(KeyArn),
}

impl SnapshotEncryption {
    /// The KMS key.
    pub const fn key(&self) -> Option<&KeyArn> {
        match self {
            Self::Unencrypted => None,
            Self::Under(key) => Some(key),
        }
    }

    /// Of a volume whose cluster is encrypted like that: the cluster's own key (rule L03).
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
    /// Where it is in its life.
    pub status: SnapshotStatus,
    /// When it was asked for.
    pub created: Time,
    /// The cluster it is of.
    pub cluster: ClusterId,
    /// That cluster's resource id: the encryption context of the wrapped data keys.
    pub resource_id: ResourceId,
    /// When that cluster was created.
    pub cluster_created: Time,
    /// For good.
    pub encryption: SnapshotEncryption,
    /// The storage, frozen.
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
    /// Anybody may restore it: unencrypted ones only.
    pub public: bool,
    /// Its tags.
    pub tags: Map<Rc<str>, Rc<str>>,
}
