//! Finds what a command names: in the caller's account and Region, or by ARN where AWS takes one.

use super::values::ClusterRef;
use crate::ids::{AccountId, ClusterArn, ClusterId, InstanceArn, InstanceId, SnapshotArn, SnapshotId};
use crate::ops::Tx;
use crate::quota::Quota;
use crate::rds::cluster::Cluster;
use crate::rds::instance::Instance;
use crate::rds::lifecycle::{ClusterOp, ClusterStatus, InstanceOp};
use crate::rds::refusal::RdsRefusal;
use crate::rds::setting_refusal::SettingRefusal;
use crate::rds::snapshot::{Snapshot, SnapshotStatus};
use crate::refusal::Refusal;
use std::rc::Rc;

impl Tx {
    pub(super) fn cluster_arn(&self, id: &ClusterId) -> ClusterArn {
        ClusterArn { account: self.account, region: self.region, id: id.clone() }
    }

    pub(super) fn instance_arn(&self, id: &InstanceId) -> InstanceArn {
        InstanceArn { account: self.account, region: self.region, id: id.clone() }
    }

    pub(super) fn snapshot_arn(&self, id: &SnapshotId) -> SnapshotArn {
        SnapshotArn { account: self.account, region: self.region, id: id.clone() }
    }
}

/// Finds a cluster of the caller by name, or refuses with `DBClusterNotFoundFault`.
pub(in crate::ops) fn cluster(tx: &Tx, id: &ClusterId) -> Result<Rc<Cluster>, Refusal> {
    tx.world
        .clusters
        .get(&tx.cluster_arn(id))
        .cloned()
        .ok_or_else(|| RdsRefusal::ClusterNotFound { id: id.clone() }.into())
}

/// Like [`cluster`], by name or ARN.
pub(super) fn named_cluster(tx: &Tx, named: &ClusterRef) -> Result<Rc<Cluster>, Refusal> {
    cluster(tx, &named.id(tx)?)
}

/// Finds an instance of the caller by name, or refuses with `DBInstanceNotFound`.
pub(in crate::ops) fn instance(tx: &Tx, id: &InstanceId) -> Result<Rc<Instance>, Refusal> {
    tx.world
        .instances
        .get(&tx.instance_arn(id))
        .cloned()
        .ok_or_else(|| RdsRefusal::InstanceNotFound { id: id.clone() }.into())
}

/// Checks that the name of a new cluster is free, or refuses with `DBClusterAlreadyExistsFault`.
pub(in crate::ops) fn free_cluster(tx: &Tx, id: &ClusterId) -> Result<ClusterArn, Refusal> {
    let arn = tx.cluster_arn(id);
    if tx.world.clusters.contains_key(&arn) {
        return Err(RdsRefusal::ClusterExists { id: id.clone() }.into());
    }
    Ok(arn)
}

/// Checks that the name of a new instance is free, or refuses with `DBInstanceAlreadyExists`.
pub(in crate::ops) fn free_instance(tx: &Tx, id: &InstanceId) -> Result<InstanceArn, Refusal> {
    let arn = tx.instance_arn(id);
    if tx.world.instances.contains_key(&arn) {
        return Err(RdsRefusal::InstanceExists { id: id.clone() }.into());
    }
    Ok(arn)
}

/// Refuses a cluster more than an account may have in a Region.
pub(in crate::ops) fn room_for_cluster(tx: &Tx) -> Result<(), Refusal> {
    let most = tx.world.quota(tx.account, tx.region, Quota::DbClusters);
    let here = |arn: &ClusterArn| (arn.account, arn.region) == (tx.account, tx.region);
    // All those of all accounts are counted already.
    if tx.world.clusters.size() < most || tx.world.clusters.keys().filter(|arn| here(arn)).count() < most {
        return Ok(());
    }
    Err(SettingRefusal::ClusterQuota { most }.into())
}

/// Refuses an instance more than an account may have in a Region.
pub(in crate::ops) fn room_for_instance(tx: &Tx) -> Result<(), Refusal> {
    let most = tx.world.quota(tx.account, tx.region, Quota::DbInstances);
    let here = |arn: &InstanceArn| (arn.account, arn.region) == (tx.account, tx.region);
    if tx.world.instances.size() < most || tx.world.instances.keys().filter(|arn| here(arn)).count() < most {
        return Ok(());
    }
    Err(SettingRefusal::InstanceQuota {}.into())
}

/// Refuses a manual snapshot more than an account may have in a Region.
fn room_for_snapshot(tx: &Tx) -> Result<(), Refusal> {
    let most = tx.world.quota(tx.account, tx.region, Quota::ManualSnapshots);
    if tx.world.snapshots.size() < most {
        return Ok(());
    }
    let here = |arn: &SnapshotArn| (arn.account, arn.region) == (tx.account, tx.region);
    // The automated ones, of which there may be many, stand together by their names.
    let (first, behind) = (SnapshotId::lowest(), SnapshotId::behind_automated());
    let (first, behind) = (tx.snapshot_arn(&first), tx.snapshot_arn(&behind));
    let is_before = |arn: &SnapshotArn| *arn < behind && !arn.id.is_automated();
    let before = tx.world.snapshots.from_key_while(&first, is_before);
    let after = tx.world.snapshots.from_key_while(&behind, here);
    if before.take(most).count() + after.take(most).count() < most {
        return Ok(());
    }
    Err(SettingRefusal::SnapshotQuota { most }.into())
}

/// Checks that the name of a new manual snapshot is free, or refuses with `DBClusterSnapshotAlreadyExistsFault`; and that
/// there is room for one, or refuses with `SnapshotQuotaExceeded`.
pub(in crate::ops) fn free_snapshot(tx: &Tx, id: &SnapshotId) -> Result<SnapshotArn, Refusal> {
    if id.is_automated() {
        return Err(RdsRefusal::AutomatedName { id: id.clone() }.into());
    }
    let arn = tx.snapshot_arn(id);
    if tx.world.snapshots.contains_key(&arn) {
        return Err(RdsRefusal::SnapshotExists { id: id.clone() }.into());
    }
    room_for_snapshot(tx)?;
    Ok(arn)
}

/// How a command names a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum SnapshotRef {
    /// By name, in the caller's account and Region.
    Id(SnapshotId),
    /// By ARN.
    Arn(SnapshotArn),
}

impl SnapshotRef {
    /// Parses a name or an ARN.
    pub fn parse(text: &str) -> Result<Self, crate::ids::IdError> {
        if text.starts_with("arn:") {
            SnapshotArn::parse(text).map(Self::Arn)
        } else {
            SnapshotId::parse(text).map(Self::Id)
        }
    }
}

impl core::fmt::Display for SnapshotRef {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Arn(arn) => arn.fmt(f),
        }
    }
}

/// Finds a snapshot of the caller, or refuses with `DBClusterSnapshotNotFoundFault`.
pub(in crate::ops) fn own_snapshot(tx: &Tx, id: &SnapshotRef) -> Result<Rc<Snapshot>, Refusal> {
    let arn = match id {
        SnapshotRef::Id(id) => tx.snapshot_arn(id),
        SnapshotRef::Arn(arn) => arn.clone(),
    };
    let found = tx.world.snapshots.get(&arn).filter(|_| arn.account == tx.account && arn.region == tx.region);
    found.cloned().ok_or_else(|| snapshot_not_found(id))
}

/// Finds a snapshot in `region` that the caller's account owns or that is shared with it.
pub(in crate::ops) fn readable_snapshot(
    tx: &Tx,
    id: &SnapshotRef,
    any_region: bool,
) -> Result<Rc<Snapshot>, Refusal> {
    let arn = match id {
        SnapshotRef::Id(id) => tx.snapshot_arn(id),
        SnapshotRef::Arn(arn) => arn.clone(),
    };
    let found = tx
        .world
        .snapshots
        .get(&arn)
        .filter(|snapshot| (any_region || arn.region == tx.region) && may_read(snapshot, tx.account));
    found.cloned().ok_or_else(|| snapshot_not_found(id))
}

/// Returns whether an account may read a snapshot: its owner, an account it is shared with, or anybody if it
/// is public.
pub(crate) fn may_read(snapshot: &Snapshot, account: AccountId) -> bool {
    snapshot.arn.account == account || snapshot.public || snapshot.shared_with.contains(&account)
}

fn snapshot_not_found(id: &SnapshotRef) -> Refusal {
    RdsRefusal::SnapshotNotFound { named: id.to_string().into() }.into()
}

/// Checks that a snapshot is `available`, or refuses with `InvalidDBClusterSnapshotStateFault`.
pub(in crate::ops) fn available(snapshot: &Snapshot) -> Result<(), Refusal> {
    if snapshot.status == SnapshotStatus::Available {
        return Ok(());
    }
    Err(RdsRefusal::SnapshotState { id: snapshot.arn.id.clone(), status: snapshot.status }.into())
}

/// Checks that a cluster's status allows an operation, or refuses with `InvalidDBClusterStateFault` (under
/// rule E08 if its key is lost).
pub(in crate::ops) fn takes(tx: &Tx, cluster: &Cluster, op: ClusterOp) -> Result<(), Refusal> {
    if op.takes().contains(&cluster.status) {
        return Ok(());
    }
    let of_edition = |status: &&ClusterStatus| status.since() <= tx.world.edition;
    let expected = op.takes().iter().filter(of_edition).copied().collect();
    let (id, status) = (cluster.arn.id.clone(), cluster.status);
    Err(if op == ClusterOp::Start {
        RdsRefusal::NotStopped { id, status, expected }.into()
    } else {
        RdsRefusal::ClusterState { id, status, expected }.into()
    })
}

/// Checks that an instance's status allows an operation, or refuses with `InvalidDBInstanceState`.
pub(in crate::ops) fn instance_takes(instance: &Instance, op: InstanceOp) -> Result<(), Refusal> {
    if op.takes().contains(&instance.status) {
        return Ok(());
    }
    Err(RdsRefusal::InstanceState { id: instance.arn.id.clone(), status: instance.status }.into())
}
