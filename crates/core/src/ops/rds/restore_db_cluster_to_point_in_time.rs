//! `RestoreDBClusterToPointInTime` (rules L04, E08): a new cluster from an automated backup, as it was at a
//! time, or a clone of the cluster as it is. Both share pages with their source.
//!
//! Refused, in this order: parameter values; there is no such cluster or backup; the time is outside the
//! backup's window; a key for an unencrypted source; the name is taken; the source's key; the new key.

use super::restore_db_cluster_from_snapshot::{RestoreSettings, Source, restore};
use super::{RdsOutput, find, told};
use crate::env::Time;
use crate::ids::{ClusterArn, ClusterId, KeyRef, ResourceId};
use crate::ops::Tx;
use crate::rds::backup::AutomatedBackup;
use crate::rds::snapshot::SnapshotEncryption;
use crate::refusal::{ErrorCode, Refusal};
use crate::rules::RuleId;
use crate::storage::volume::Volume;
use std::rc::Rc;

/// Which cluster's backup.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum BackupOf {
    /// By its name, here.
    Cluster(ClusterId),
    /// By its ARN, here.
    Arn(ClusterArn),
    /// By its resource id: for a cluster that is gone.
    ResourceId(ResourceId),
}

/// `RestoreDBClusterToPointInTime`
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct RestoreDBClusterToPointInTime {
    /// The new cluster's name.
    pub id: ClusterId,
    /// The source.
    pub source: Option<BackupOf>,
    /// The time; `None` with `UseLatestRestorableTime`.
    pub time: Option<Time>,
    /// `UseLatestRestorableTime`
    pub latest: bool,
    /// `RestoreType` is `copy-on-write`: a clone of the cluster as it is.
    pub clone: bool,
    /// `KmsKeyId`
    pub kms_key: Option<KeyRef>,
    /// What else the new cluster gets.
    pub settings: RestoreSettings,
}

impl RestoreDBClusterToPointInTime {
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        told([
            ("dBClusterIdentifier", Some(self.id.to_string())),
            ("sourceDBClusterIdentifier", self.source.as_ref().map(BackupOf::text)),
            ("restoreToTime", self.time.map(|time| time.to_string())),
            ("restoreType", self.clone.then(|| "copy-on-write".into())),
            ("kmsKeyId", self.kms_key.as_ref().map(ToString::to_string)),
        ])
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let backup = self.backup(tx)?;
        let time = self.time_in(tx, &backup)?;
        if backup.encryption == SnapshotEncryption::Unencrypted && self.kms_key.is_some() {
            let message = "KmsKeyId can't be specified: the source cluster isn't encrypted. Restore one of its snapshots with a \
                           KMS key instead.";
            return Err(Refusal::model(ErrorCode::InvalidParameterCombination, message).by(RuleId::L04));
        }
        let arn = find::free_cluster(tx, &self.id)?;
        let volume: Option<Volume> = backup
            .volume
            .clone()
            .or_else(|| tx.world.clusters.get(&backup.cluster).map(|cluster| cluster.volume.clone()));
        let Some(volume) = volume else { return Err(no_backup()) };
        let source = Source {
            image: volume.at(time),
            key: backup.encryption.key().cloned(),
            resource_id: backup.resource_id,
            engine: backup.engine,
            engine_version: backup.engine_version.clone(),
            storage_type: backup.storage_type,
            master_username: backup.master_username.clone(),
            port: backup.port,
            retention: backup.retention,
        };
        restore(tx, arn, &source, self.kms_key.as_ref(), &self.settings)
    }

    fn backup(&self, tx: &Tx) -> Result<Rc<AutomatedBackup>, Refusal> {
        let named = |id: &ClusterId| find::cluster(tx, id).map(|cluster| cluster.resource_id);
        let id = match &self.source {
            None => {
                let message = "SourceDBClusterIdentifier or SourceDbClusterResourceId is required.";
                return Err(Refusal::model(ErrorCode::InvalidParameterCombination, message));
            }
            Some(BackupOf::Cluster(id)) => named(id)?,
            Some(BackupOf::Arn(arn)) if (arn.account, arn.region) == (tx.account, tx.region) => {
                named(&arn.id)?
            }
            Some(BackupOf::Arn(arn)) => {
                return Err(Refusal::model(
                    ErrorCode::DBClusterNotFoundFault,
                    ["DBCluster ", &arn.to_string(), " not found."].concat(),
                ));
            }
            Some(BackupOf::ResourceId(id)) => *id,
        };
        tx.world.backups.get(&(tx.account, tx.region, id)).cloned().ok_or_else(no_backup)
    }

    /// The time asked for, if the backup reaches it.
    fn time_in(&self, tx: &Tx, backup: &AutomatedBackup) -> Result<Time, Refusal> {
        let latest = backup.latest.unwrap_or(tx.world.now);
        let Some(time) = self.time else {
            if self.latest || self.clone {
                return Ok(latest);
            }
            let message = "Either RestoreToTime or UseLatestRestorableTime must be specified.";
            return Err(Refusal::model(ErrorCode::InvalidParameterCombination, message));
        };
        if self.latest || self.clone {
            let with = if self.clone { "RestoreType copy-on-write" } else { "UseLatestRestorableTime" };
            let message = ["RestoreToTime can't be specified together with ", with, "."].concat();
            return Err(Refusal::model(ErrorCode::InvalidParameterCombination, message));
        }
        if time < backup.earliest || time > latest {
            let message = [
                "The specified time ",
                &time.to_string(),
                " is outside the time that can be restored: from ",
                &backup.earliest.to_string(),
                " to ",
                &latest.to_string(),
                ".",
            ];
            return Err(Refusal::model(ErrorCode::InvalidParameterValue, message.concat()));
        }
        Ok(time)
    }
}

impl BackupOf {
    fn text(&self) -> String {
        match self {
            Self::Cluster(id) => id.to_string(),
            Self::Arn(arn) => arn.to_string(),
            Self::ResourceId(id) => ["cluster-", &id.to_string()].concat(),
        }
    }
}

fn no_backup() -> Refusal {
    Refusal::model(
        ErrorCode::DBClusterAutomatedBackupNotFoundFault,
        "There is no automated backup of this DB cluster.",
    )
}
