//! `RestoreDBClusterToPointInTime` (rules L04, E08): a new cluster from an automated backup at a given time,
//! or a clone of the cluster as it is. Both share pages with their source.
//!
//! Refused, in this order: parameter values; no such cluster or backup; a time outside the backup's window; a
//! key for an unencrypted source; an engine mode or a capacity that it can't have; the name is taken; the source's key; the new key.

use super::permission::{Asks, GroupsSince};
use super::restore_db_cluster_from_snapshot::{RestoreSettings, Source, restore};
use super::serverless::{ScalingConfiguration, engine_mode};
use super::values::ClusterRef;
use super::{RdsOutput, find};
use crate::edition::Edition;
use crate::env::Time;
use crate::ids::{ClusterId, KeyRef, ResourceId};
use crate::ops::Tx;
use crate::ops::api::texts;
use crate::rds::backup::AutomatedBackup;
use crate::rds::refusal::RdsRefusal;
use crate::rds::snapshot::SnapshotEncryption;
use crate::refusal::Refusal;
use crate::storage::volume::Volume;
use core::fmt;
use std::rc::Rc;

/// How a restore takes its source's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestoreType {
    /// `full-copy`
    FullCopy,
    /// `copy-on-write`: a clone of the cluster as it is.
    CopyOnWrite,
}

impl fmt::Display for RestoreType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FullCopy => "full-copy",
            Self::CopyOnWrite => "copy-on-write",
        })
    }
}

texts! {
    RestoreType: |text: &str| match text {
        "full-copy" => Ok(Self::FullCopy),
        "copy-on-write" => Ok(Self::CopyOnWrite),
        _ => Err(RdsRefusal::UnknownRestoreType { name: text.into() }.into()),
    };
}

/// Makes a new cluster from a cluster's backups.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, InvalidParameterCombination, DBClusterNotFoundFault))]
#[operation(errors(
    DBClusterAutomatedBackupNotFoundFault,
    DBClusterAlreadyExistsFault,
    DBClusterQuotaExceededFault,
    KMSKeyNotAccessibleFault
))]
#[operation(errors(InternalFailure))]
#[operation(ignored(OptionGroupName))]
#[operation(ignored(since(Y2026): PubliclyAccessible: Flag))]
#[operation(ignored(since(Y2026): MonitoringInterval: Integer, MonitoringRoleArn, EngineLifecycleSupport))]
#[operation(ignored(since(Y2026): BackupRetentionPeriod: Integer, PreferredBackupWindow))]
#[operation(ignored(since(Y2026): EnableVPCNetworking: Flag, EnableInternetAccessGateway: Flag))]
#[operation(refused(since(Y2026): DBClusterInstanceClass, Iops: Integer, RdsCustomClusterConfiguration: ANY))]
#[operation(refused(since(Y2026): TagSpecifications: ANYS, AssociatedRoles: ANYS))]
#[operation(on(id, source?, resource_id? since(Y2026)), tags(settings.tags), also)]
pub struct RestoreDBClusterToPointInTime {
    /// The new cluster's name.
    #[member(DBClusterIdentifier)]
    pub id: ClusterId,
    /// Whether it copies all pages, or only those that change later.
    #[member(RestoreType)]
    pub restore_type: Option<RestoreType>,
    /// The source, by name or ARN.
    #[member(SourceDBClusterIdentifier)]
    pub source: Option<ClusterRef>,
    /// The source by resource id, for a deleted cluster. A name takes precedence.
    #[member(SourceDbClusterResourceId, since(Y2026))]
    pub resource_id: Option<ResourceId>,
    /// The time to restore to.
    #[member(RestoreToTime)]
    pub time: Option<Time>,
    /// Whether to restore to the latest possible time.
    #[member(UseLatestRestorableTime)]
    pub latest: bool,
    /// The new cluster's key.
    #[member(KmsKeyId)]
    pub kms_key: Option<KeyRef>,
    /// `provisioned` or `serverless`.
    #[member(EngineMode, since(Y2026))]
    pub mode: Option<Rc<str>>,
    /// The capacity of Aurora Serverless v1.
    #[member(ScalingConfiguration, since(Y2026))]
    pub scaling: Option<Box<ScalingConfiguration>>,
    /// The settings of the new cluster.
    #[members]
    pub settings: RestoreSettings,
}

impl RestoreDBClusterToPointInTime {
    /// What it needs permission for beside the clusters. There is no condition key for encryption here.
    fn also(&self, asks: &mut Asks<'_>) {
        let source = self.source.as_ref().and_then(|source| find::named_cluster(asks.tx(), source).ok());
        if let Some(source) = source {
            let since = GroupsSince { parameters: Edition::Y2026, subnets: Edition::Y2020 };
            asks.groups(source.engine, Some(&source.engine_version), &self.settings.kept, since);
        }
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let backup = self.backup(tx)?;
        let latest = backup.latest.unwrap_or(tx.world.now);
        let time = self.time_in(&backup, latest)?;
        if backup.encryption == SnapshotEncryption::Unencrypted && self.kms_key.is_some() {
            return Err(RdsRefusal::KeyForPlainBackup {}.into());
        }
        let (edition, engine) = (tx.world.edition, (backup.engine, &*backup.engine_version));
        let mode = engine_mode(edition, self.mode.as_ref(), engine, self.scaling.as_deref())?;
        let arn = find::free_cluster(tx, &self.id)?;
        find::room_for_cluster(tx)?;
        let volume: Option<Volume> = backup
            .volume
            .clone()
            .or_else(|| tx.world.clusters.get(&backup.cluster).map(|cluster| cluster.volume.clone()));
        let Some(volume) = volume else { return Err(no_backup()) };
        let source = Source {
            // The latest state is the one that is stored, shared like a snapshot's pages: it takes no time,
            // however large the volume, and damaged pages stay damaged. Earlier states are in the log.
            image: if time == latest { volume.snapshot() } else { volume.at(time) },
            key: backup.encryption.key().cloned(),
            resource_id: backup.resource_id,
            engine: backup.engine,
            engine_version: backup.engine_version.clone(),
            storage_type: backup.storage_type,
            master_username: backup.master_username.clone(),
            port: backup.port,
            retention: backup.retention,
            is_clone: self.restore_type == Some(RestoreType::CopyOnWrite),
            mode,
        };
        restore(tx, arn, &source, self.kms_key.as_ref(), &self.settings)
    }

    fn backup(&self, tx: &Tx) -> Result<Rc<AutomatedBackup>, Refusal> {
        let id = match (&self.source, self.resource_id) {
            (None, None) => {
                return Err(match tx.world.edition {
                    Edition::Y2020 => RdsRefusal::Blank { member: "SourceDBClusterIdentifier" }.into(),
                    Edition::Y2026 => RdsRefusal::NoSource {}.into(),
                });
            }
            (Some(ClusterRef::Arn(arn)), _) if (arn.account, arn.region) != (tx.account, tx.region) => {
                return Err(RdsRefusal::ForeignSource { source: arn.clone() }.into());
            }
            (Some(named), _) => find::named_cluster(tx, named)?.resource_id,
            (None, Some(id)) => id,
        };
        tx.world.backups.get(&(tx.account, tx.region, id)).cloned().ok_or_else(no_backup)
    }

    /// The time that the request names, if the backup covers it.
    fn time_in(&self, backup: &AutomatedBackup, latest: Time) -> Result<Time, Refusal> {
        let clone = self.restore_type == Some(RestoreType::CopyOnWrite);
        let Some(time) = self.time else {
            if self.latest || clone {
                return Ok(latest);
            }
            return Err(RdsRefusal::NoTime {}.into());
        };
        if self.latest || clone {
            let with = if clone { "RestoreType copy-on-write" } else { "UseLatestRestorableTime" };
            return Err(RdsRefusal::TwoTimes { with }.into());
        }
        if time < backup.earliest || time > latest {
            return Err(RdsRefusal::TimeOutside { time, earliest: backup.earliest, latest }.into());
        }
        Ok(time)
    }
}

fn no_backup() -> Refusal {
    RdsRefusal::BackupNotFound {}.into()
}
