//! Finding what a command names, in the caller's account and Region, or by ARN where AWS takes one.

use crate::ids::{AccountId, ClusterArn, ClusterId, InstanceArn, InstanceId, SnapshotArn, SnapshotId};
use crate::ops::Tx;
use crate::rds::cluster::Cluster;
use crate::rds::instance::Instance;
use crate::rds::lifecycle::{ClusterOp, ClusterStatus, InstanceOp};
use crate::rds::snapshot::{Snapshot, SnapshotStatus};
use crate::refusal::{ErrorCode, Refusal};
use crate::rules::RuleId;
use std::rc::Rc;

impl Tx {
    fn cluster_arn(&self, id: &ClusterId) -> ClusterArn {
        ClusterArn { account: self.account, region: self.region, id: id.clone() }
    }

    fn instance_arn(&self, id: &InstanceId) -> InstanceArn {
        InstanceArn { account: self.account, region: self.region, id: id.clone() }
    }

    fn snapshot_arn(&self, id: &SnapshotId) -> SnapshotArn {
        SnapshotArn { account: self.account, region: self.region, id: id.clone() }
    }
}

/// The caller's cluster of that name here, or `DBClusterNotFoundFault`.
pub(in crate::ops) fn cluster(tx: &Tx, id: &ClusterId) -> Result<Rc<Cluster>, Refusal> {
    tx.world.clusters.get(&tx.cluster_arn(id)).cloned().ok_or_else(|| {
        Refusal::aws(ErrorCode::DBClusterNotFoundFault, ["DBCluster ", id.as_str(), " not found."].concat())
    })
}

/// The caller's instance of that name here, or `DBInstanceNotFound`.
pub(in crate::ops) fn instance(tx: &Tx, id: &InstanceId) -> Result<Rc<Instance>, Refusal> {
    tx.world.instances.get(&tx.instance_arn(id)).cloned().ok_or_else(|| {
        Refusal::aws(ErrorCode::DBInstanceNotFound, ["DBInstance ", id.as_str(), " not found."].concat())
    })
}

/// A name for a new cluster that is free here, or `DBClusterAlreadyExistsFault`.
pub(in crate::ops) fn free_cluster(tx: &Tx, id: &ClusterId) -> Result<ClusterArn, Refusal> {
    let arn = tx.cluster_arn(id);
    if tx.world.clusters.contains_key(&arn) {
        return Err(Refusal::aws(ErrorCode::DBClusterAlreadyExistsFault, "DB Cluster already exists"));
    }
    Ok(arn)
}

/// A name for a new instance that is free here, or `DBInstanceAlreadyExists`.
pub(in crate::ops) fn free_instance(tx: &Tx, id: &InstanceId) -> Result<InstanceArn, Refusal> {
    let arn = tx.instance_arn(id);
    if tx.world.instances.contains_key(&arn) {
        return Err(Refusal::aws(ErrorCode::DBInstanceAlreadyExists, "DB instance already exists"));
    }
    Ok(arn)
}

/// A name for a new manual snapshot that is free here, or `DBClusterSnapshotAlreadyExistsFault`.
pub(in crate::ops) fn free_snapshot(tx: &Tx, id: &SnapshotId) -> Result<SnapshotArn, Refusal> {
    if id.is_automated() {
        return Err(Refusal::model(
            ErrorCode::InvalidParameterValue,
            [
                "The parameter DBClusterSnapshotIdentifier can't be ",
                id.as_str(),
                ": rds: begins the names of automated snapshots.",
            ]
            .concat(),
        ));
    }
    let arn = tx.snapshot_arn(id);
    if tx.world.snapshots.contains_key(&arn) {
        return Err(Refusal::aws(
            ErrorCode::DBClusterSnapshotAlreadyExistsFault,
            [
                "Cannot create the snapshot because a snapshot with the identifier ",
                id.as_str(),
                " already exists.",
            ]
            .concat(),
        ));
    }
    Ok(arn)
}

/// How a command names a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum SnapshotRef {
    /// In the caller's account and Region.
    Id(SnapshotId),
    /// Anywhere.
    Arn(SnapshotArn),
}

impl SnapshotRef {
    /// An identifier or an ARN.
    pub fn parse(text: &str) -> Result<Self, crate::ids::IdError> {
        if text.starts_with("arn:") {
            SnapshotArn::parse(text).map(Self::Arn)
        } else {
            SnapshotId::parse(text).map(Self::Id)
        }
    }

    /// As it was given.
    pub fn text(&self) -> String {
        match self {
            Self::Id(id) => id.as_str().into(),
            Self::Arn(arn) => arn.to_string(),
        }
    }
}

impl std::fmt::Display for SnapshotRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Arn(arn) => arn.fmt(f),
        }
    }
}

/// The caller's own snapshot here, or `DBClusterSnapshotNotFoundFault`.
pub(in crate::ops) fn own_snapshot(tx: &Tx, id: &SnapshotRef) -> Result<Rc<Snapshot>, Refusal> {
    let arn = match id {
        SnapshotRef::Id(id) => tx.snapshot_arn(id),
        SnapshotRef::Arn(arn) => arn.clone(),
    };
    let found = tx.world.snapshots.get(&arn).filter(|_| arn.account == tx.account && arn.region == tx.region);
    found.cloned().ok_or_else(|| snapshot_not_found(id))
}

/// A snapshot that the caller owns or that is shared with the caller's account, in `region`.
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

/// The owner, an account it is shared with, or anybody if it is public.
pub(crate) fn may_read(snapshot: &Snapshot, account: AccountId) -> bool {
    snapshot.arn.account == account || snapshot.public || snapshot.shared_with.contains(&account)
}

fn snapshot_not_found(id: &SnapshotRef) -> Refusal {
    Refusal::aws(
        ErrorCode::DBClusterSnapshotNotFoundFault,
        ["DBClusterSnapshot ", &id.text(), " not found."].concat(),
    )
}

/// Proof that a snapshot is `available`, or `InvalidDBClusterSnapshotStateFault`.
pub(in crate::ops) fn available(snapshot: &Snapshot) -> Result<(), Refusal> {
    if snapshot.status == SnapshotStatus::Available {
        return Ok(());
    }
    Err(Refusal::model(
        ErrorCode::InvalidDBClusterSnapshotStateFault,
        ["The snapshot ", snapshot.arn.id.as_str(), " is ", snapshot.status.name(), " and not available."]
            .concat(),
    ))
}

/// A cluster takes this operation in its status, or `InvalidDBClusterStateFault` (rule E08 where its key is
/// lost).
pub(in crate::ops) fn takes(cluster: &Cluster, op: ClusterOp) -> Result<(), Refusal> {
    let expected = op.takes();
    if expected.contains(&cluster.status) {
        return Ok(());
    }
    let mut names: Vec<&str> = expected.iter().map(|status| status.name()).collect();
    if op == ClusterOp::Start {
        names.push("inaccessible-encryption-credentials-recoverable");
    }
    let message = [
        "DbCluster ",
        cluster.arn.id.as_str(),
        " is in ",
        cluster.status.name(),
        " state but expected it to be one of ",
        &names.join(","),
        ".",
    ]
    .concat();
    let refusal = if op == ClusterOp::Start {
        Refusal::aws(ErrorCode::InvalidDBClusterStateFault, message)
    } else {
        Refusal::model(ErrorCode::InvalidDBClusterStateFault, message)
    };
    let lost = cluster.status == ClusterStatus::InaccessibleEncryptionCredentials;
    Err(if lost { refusal.by(RuleId::E08) } else { refusal })
}

/// An instance takes this operation in its status, or `InvalidDBInstanceState`.
pub(in crate::ops) fn instance_takes(instance: &Instance, op: InstanceOp) -> Result<(), Refusal> {
    if op.takes().contains(&instance.status) {
        return Ok(());
    }
    let message =
        ["Instance ", instance.arn.id.as_str(), " is ", instance.status.name(), ", not in available state."];
    Err(Refusal::model(ErrorCode::InvalidDBInstanceState, message.concat()))
}
