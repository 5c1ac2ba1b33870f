//! A cluster's automated backup, which point-in-time restore reads: the volume with its log, and the range of
//! times that can be restored.

use super::cluster::{Cluster, Engine, StorageType};
use super::snapshot::SnapshotEncryption;
use crate::env::Time;
use crate::ids::{AccountId, ClusterArn, Region, ResourceId};
use crate::storage::volume::Volume;
use std::rc::Rc;

/// Key of an automated backup: owner, Region and the cluster's resource id.
pub type BackupKey = (AccountId, Region, ResourceId);

/// Whether a backup's cluster still exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum BackupStatus {
    /// The cluster exists.
    Active,
    /// The cluster was deleted with `--no-delete-automated-backups`.
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
    /// The earliest time that can be restored.
    pub earliest: Time,
    /// The latest time that can be restored. For an active backup of a running cluster it follows the clock.
    pub latest: Option<Time>,
    /// The cluster's encryption.
    pub encryption: SnapshotEncryption,
    /// The storage with its log, for a retained backup or an inaccessible cluster. An active backup of a
    /// running cluster uses the cluster's own.
    pub volume: Option<Volume>,
    /// How many days backups are kept.
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
    /// The active backup of a cluster, which can be restored from its creation on.
    pub fn active(cluster: &Cluster) -> Self {
        Self {
            cluster: cluster.arn.clone(),
            resource_id: cluster.resource_id,
            status: BackupStatus::Active,
            cluster_created: cluster.created,
            earliest: cluster.created,
            latest: None,
            encryption: SnapshotEncryption::of(&cluster.encryption),
            volume: None,
            retention: cluster.backup_retention,
            engine: cluster.engine,
            engine_version: cluster.engine_version.clone(),
            storage_type: cluster.storage_type,
            master_username: cluster.master_username.clone(),
            port: cluster.port,
        }
    }

    /// The key of the map that it is in.
    pub const fn key(&self) -> BackupKey {
        (self.cluster.account, self.cluster.region, self.resource_id)
    }
}
