//! A cluster's automated backup: what point-in-time restore reads. Continuous: the volume with its log, and
//! the window of times it can go back to.

use super::cluster::{Engine, StorageType};
use super::snapshot::SnapshotEncryption;
use crate::env::Time;
use crate::ids::{AccountId, ClusterArn, Region, ResourceId};
use crate::storage::volume::Volume;
use std::rc::Rc;

/// Key of an automated backup: owner, Region and the cluster's resource id.
pub type BackupKey = (AccountId, Region, ResourceId);

/// What an automated backup is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum BackupStatus {
    /// A cluster that exists.
    Active,
    /// A cluster that was deleted with `--no-delete-automated-backups`.
    Retained,
}

impl BackupStatus {
    /// As `Status` shows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Retained => "retained",
        }
    }
}

/// An automated backup.
#[derive(Clone, StableHash)]
pub struct AutomatedBackup {
    /// The cluster.
    pub cluster: ClusterArn,
    /// The cluster's resource id.
    pub resource_id: ResourceId,
    /// Active or retained.
    pub status: BackupStatus,
    /// When the cluster was created.
    pub cluster_created: Time,
    /// The first time it can restore.
    pub earliest: Time,
    /// The last time it can restore; an active backup of a running cluster follows the clock.
    pub latest: Option<Time>,
    /// As the cluster's.
    pub encryption: SnapshotEncryption,
    /// The storage with its log, for a retained backup or an inaccessible cluster; an active backup of a
    /// running cluster reads the cluster's own.
    pub volume: Option<Volume>,
    /// Days kept.
    pub retention: u8,
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
}

impl AutomatedBackup {
    /// The key it is kept by.
    pub const fn key(&self) -> BackupKey {
        (self.cluster.account, self.cluster.region, self.resource_id)
    }
}
