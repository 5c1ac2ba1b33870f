//! `DeleteDBCluster`, with or without a final snapshot. Its automated backups are deleted with it unless they
//! are to be retained. RDS retires its grant.
//!
//! Refused, in this order: the cluster isn't there; it is protected; it is a member of a global
//! cluster; the final snapshot's parameters; it has
//! instances; it has replicas; its status; more retained backups than there may be; the snapshot's name; its key, for a final snapshot.

use super::permission::{Asks, Named as _};
use super::values::ClusterRef;
use super::{RdsOutput, access, due, find, global, promote_read_replica_db_cluster as replica, storage};
use crate::edition::Edition;
use crate::event::Event;
use crate::ids::{SnapshotArn, SnapshotId};
use crate::ops::Tx;
use crate::ops::kms::for_rds;
use crate::quota::Quota;
use crate::rds::backup::{AutomatedBackup, BackupKey, BackupStatus};
use crate::rds::cluster::{Cluster, Encryption};
use crate::rds::lifecycle::{ClusterOp, ClusterStatus, InstanceStatus};
use crate::rds::refusal::RdsRefusal;
use crate::rds::setting_refusal::SettingRefusal;
use crate::rds::snapshot::{Snapshot, SnapshotKind};
use crate::refusal::Refusal;
use std::rc::Rc;

/// Deletes a cluster, with a final snapshot or without.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, DBClusterNotFoundFault, InvalidParameterCombination))]
#[operation(errors(DBClusterAutomatedBackupQuotaExceededFault, SnapshotQuotaExceeded))]
#[operation(errors(
    InvalidDBClusterStateFault,
    InvalidGlobalClusterStateFault,
    DBClusterSnapshotAlreadyExistsFault,
    KMSKeyNotAccessibleFault
))]
#[operation(on(id, final_snapshot?), also)]
pub struct DeleteDBCluster {
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub id: ClusterRef,
    /// Whether to take no final snapshot.
    #[member(SkipFinalSnapshot)]
    pub skip_final_snapshot: bool,
    /// The final snapshot's name.
    #[member(FinalDBSnapshotIdentifier)]
    pub final_snapshot: Option<SnapshotId>,
    /// Whether to delete the automated backups too; true if absent.
    #[member(DeleteAutomatedBackups, since(Y2026))]
    pub delete_automated_backups: Option<bool>,
}

impl DeleteDBCluster {
    /// A final snapshot needs permission of its own ("dependent actions" of the reference of 2026).
    fn also(&self, asks: &mut Asks<'_>) {
        if let Some(snapshot) = &self.final_snapshot {
            let resource = snapshot.resource(asks.tx());
            asks.needs(Edition::Y2026, "CreateDBClusterSnapshot", resource);
        }
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::named_cluster(tx, &self.id)?;
        self.check(tx, &found)?;
        if self.delete_automated_backups == Some(false) {
            room_for_backup(tx)?;
        }
        if let Some(name) = &self.final_snapshot {
            let arn = find::free_snapshot(tx, name)?;
            storage::try_key(tx, &found).map_err(|cause| {
                let key = found.encryption.key().map(ToString::to_string).unwrap_or_default();
                access::not_accessible(access::Role::Specified, &key, cause)
            })?;
            due::take(tx, &found, arn, SnapshotKind::Manual);
        }
        let key = (found.arn.account, found.arn.region, found.resource_id);
        if let Some(backup) = tx.world.backups.get(&key).cloned() {
            if self.delete_automated_backups.unwrap_or(true) {
                tx.emit(Event::BackupRemoved(key));
            } else {
                tx.emit(Event::BackupPut(Rc::new(AutomatedBackup {
                    status: BackupStatus::Retained,
                    latest: backup.latest.or(Some(tx.world.now)),
                    volume: Some(found.volume.clone()),
                    ..(*backup).clone()
                })));
            }
        }
        let mut cluster = (*found).clone();
        due::begin(tx, &mut cluster, ClusterStatus::Deleting);
        let cluster = Rc::new(cluster);
        tx.emit(Event::ClusterPut(cluster.clone()));
        Ok(RdsOutput::Cluster(cluster))
    }

    fn check(&self, tx: &Tx, found: &Cluster) -> Result<(), Refusal> {
        if found.deletion_protection {
            return Err(RdsRefusal::Protected { id: found.arn.id.clone() }.into());
        }
        global::refuse_deletion(tx, found)?;
        match (self.skip_final_snapshot, &self.final_snapshot) {
            (false, None) => return Err(RdsRefusal::FinalSnapshotNeeded {}.into()),
            (true, Some(_)) => return Err(RdsRefusal::FinalSnapshotSkipped {}.into()),
            (true, None) | (false, Some(_)) => {}
        }
        let stays =
            |arn: &&_| tx.world.instances.get(*arn).is_some_and(|one| one.status != InstanceStatus::Deleting);
        let instances: Vec<_> = found.members.iter().filter(stays).cloned().collect();
        if !instances.is_empty() {
            return Err(RdsRefusal::HasInstances { instances }.into());
        }
        if !found.replicas.is_empty() {
            return Err(RdsRefusal::HasReplicas { replicas: found.replicas.iter().cloned().collect() }.into());
        }
        let op = if self.skip_final_snapshot { ClusterOp::Delete } else { ClusterOp::DeleteWithSnapshot };
        find::takes(tx, found, op)
    }
}

/// Refuses a retained backup more than the account may have clusters here: "the retained automated backups quota is the same
/// as your DB cluster quota" (Amazon RDS API Reference).
fn room_for_backup(tx: &Tx) -> Result<(), Refusal> {
    let most = tx.world.quota(tx.account, tx.region, Quota::DbClusters);
    let here = |(account, region, _): &BackupKey| (*account, *region) == (tx.account, tx.region);
    let retained = |backup: &AutomatedBackup| backup.status == BackupStatus::Retained;
    let all = tx.world.backups.iter().filter(|(key, backup)| here(key) && retained(backup));
    if all.take(most).count() < most { Ok(()) } else { Err(SettingRefusal::BackupQuota { most }.into()) }
}

/// Ends `deleting`.
pub(super) fn gone(tx: &mut Tx, cluster: &Cluster) {
    replica::detach(tx, cluster);
    if let Encryption::Under { key, grant } = &cluster.encryption {
        for_rds::retire_grant(tx, key, *grant);
    }
    let backup = (cluster.arn.account, cluster.arn.region, cluster.resource_id);
    if !tx.world.backups.contains_key(&backup) {
        drop_automated(tx, &backup);
    }
    tx.emit(Event::ClusterRemoved(cluster.arn.clone()));
}

/// Removes the automated snapshots that belong to a backup.
pub(super) fn drop_automated(tx: &mut Tx, (account, region, id): &BackupKey) {
    let first = SnapshotArn::first_in(*account, *region);
    let here = |arn: &SnapshotArn| (arn.account, arn.region) == (*account, *region);
    let of_backup =
        |snapshot: &Snapshot| snapshot.kind == SnapshotKind::Automated && snapshot.resource_id == *id;
    let found = tx.world.snapshots.from_key_while(&first, here).filter(|(_, snapshot)| of_backup(snapshot));
    let automated: Vec<_> = found.map(|(arn, _)| arn.clone()).collect();
    for arn in automated {
        tx.emit(Event::SnapshotRemoved(arn));
    }
}
