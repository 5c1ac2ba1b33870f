//! Candidates that are the refused request with one member changed, or with one request before it.

use playground_core::ops::rds::copy_db_cluster_snapshot::CopyDBClusterSnapshot;
use playground_core::ops::rds::create_db_cluster::CreateDBCluster;
use playground_core::ops::rds::create_db_instance::CreateDBInstance;
use playground_core::ops::rds::delete_db_cluster::DeleteDBCluster;
use playground_core::ops::rds::delete_db_instance::DeleteDBInstance;
use playground_core::ops::rds::modify_db_instance::ModifyDBInstance;
use playground_core::ops::rds::restore_db_cluster_from_snapshot::RestoreDBClusterFromSnapshot;
use playground_core::ops::rds::restore_db_cluster_to_point_in_time::RestoreDBClusterToPointInTime;
use playground_core::ops::rds::{RdsOp, SnapshotRef};
use playground_core::rds::cluster::Engine;

use crate::question::Question;
use crate::requests::{CLASS, protection};
use crate::step::{Candidate, Choice};

fn with(text: &'static str, q: &Question<'_>, input: impl Into<RdsOp>) -> Choice {
    vec![Candidate::new(text, vec![q.rds_again(input)])]
}

/// The snapshot is not ready yet.
pub(crate) fn wait_for_snapshot(q: &Question<'_>) -> Option<Choice> {
    let snapshot: &SnapshotRef = match q.rds()? {
        RdsOp::CopyDBClusterSnapshot(input) => &input.source,
        RdsOp::RestoreDBClusterFromSnapshot(input) => &input.snapshot,
        RdsOp::ModifyDBClusterSnapshotAttribute(input) => &input.id,
        RdsOp::DeleteDBClusterSnapshot(input) => &input.id,
        _ => return None,
    };
    let wait = q.await_snapshot(&q.snapshot(snapshot)?.arn);
    Some(vec![Candidate::new("Wait, then try again.", vec![wait, q.again()])])
}

/// The ARN of a source says its Region.
pub(crate) fn of_its_region(q: &Question<'_>) -> Option<Choice> {
    match q.rds()? {
        RdsOp::CopyDBClusterSnapshot(input) => {
            let text = "Leave the source's Region out: its ARN contains it.";
            Some(with(text, q, CopyDBClusterSnapshot { source_region: None, ..input.clone() }))
        }
        RdsOp::CreateDBCluster(input) => {
            let primary = || q.primary(input.global.as_ref()?);
            let source_region =
                input.replication_source.as_ref().or_else(primary).map(|source| source.region);
            let text = "Name the source's Region, so that the CLI can sign a URL for it.";
            Some(with(text, q, CreateDBCluster { source_region, ..input.clone() }))
        }
        _ => None,
    }
}

/// A key is for an encrypted cluster.
pub(crate) fn encrypted(q: &Question<'_>) -> Option<Choice> {
    let RdsOp::CreateDBCluster(input) = q.rds()? else { return None };
    let encrypted = CreateDBCluster { storage_encrypted: Some(true), ..input.clone() };
    Some(with("Ask for encryption as well.", q, encrypted))
}

/// A replica has the master user of its source.
pub(crate) fn without_master(q: &Question<'_>) -> Option<Choice> {
    let RdsOp::CreateDBCluster(input) = q.rds()? else { return None };
    let replica = CreateDBCluster { master_username: None, master_password: None, ..input.clone() };
    Some(with("Leave the master user out: a replica has those of its source.", q, replica))
}

/// A replica of a replica is one of its source.
pub(crate) fn replica_of_its_source(q: &Question<'_>) -> Option<Choice> {
    let RdsOp::CreateDBCluster(input) = q.rds()? else { return None };
    let replication_source = q.cluster()?.replication_source.clone();
    let replica = CreateDBCluster { replication_source, ..input.clone() };
    Some(with("Replicate the source of that replica.", q, replica))
}

/// What there is runs another engine.
pub(crate) fn with_engine(q: &Question<'_>, engine: Engine) -> Option<Choice> {
    let operation: RdsOp = match q.rds()? {
        RdsOp::CreateDBCluster(input) => CreateDBCluster { engine, ..input.clone() }.into(),
        RdsOp::CreateDBInstance(input) => CreateDBInstance { engine, ..input.clone() }.into(),
        RdsOp::RestoreDBClusterFromSnapshot(input) => {
            RestoreDBClusterFromSnapshot { engine, ..input.clone() }.into()
        }
        _ => return None,
    };
    Some(with("Name an engine that exists.", q, operation))
}

/// The class of an instance can't be.
pub(crate) fn with_class(q: &Question<'_>, text: &'static str) -> Option<Choice> {
    let operation: RdsOp = match q.rds()? {
        RdsOp::CreateDBInstance(input) => CreateDBInstance { class: CLASS.into(), ..input.clone() }.into(),
        RdsOp::ModifyDBInstance(input) => {
            ModifyDBInstance { class: Some(CLASS.into()), ..input.clone() }.into()
        }
        _ => return None,
    };
    Some(with(text, q, operation))
}

/// The cluster is protected from deletion.
pub(crate) fn unprotected(q: &Question<'_>) -> Option<Choice> {
    let cluster = &q.cluster()?.arn;
    let modify = protection(cluster.id.clone(), false);
    let steps = vec![q.rds_step(cluster.region, modify), q.await_cluster(cluster), q.again()];
    Some(vec![Candidate::new("Turn off deletion protection first.", steps)])
}

/// A cluster goes with a final snapshot or without one.
pub(crate) fn final_snapshot(q: &Question<'_>) -> Vec<Choice> {
    let Some(RdsOp::DeleteDBCluster(input)) = q.rds() else { return Vec::new() };
    let stem = q.cluster().map(|cluster| [cluster.arn.id.as_str(), "-final"].concat());
    let free = || Some(q.free_snapshot(q.region(), &[stem.as_deref()?])?.id);
    let kept = input.final_snapshot.clone().or_else(free);
    let kept = DeleteDBCluster { skip_final_snapshot: false, final_snapshot: kept, ..input.clone() };
    let none = DeleteDBCluster { skip_final_snapshot: true, final_snapshot: None, ..input.clone() };
    vec![
        with("Keep the data in a final snapshot.", q, kept),
        with("Take no final snapshot: the data is lost.", q, none),
    ]
}

/// Only a cluster has a final snapshot.
pub(crate) fn no_final_snapshot(q: &Question<'_>) -> Option<Choice> {
    let RdsOp::DeleteDBInstance(input) = q.rds()? else { return None };
    let text = "Leave the snapshot out: the cluster keeps the data.";
    Some(with(text, q, DeleteDBInstance { final_snapshot: None, ..input.clone() }))
}

/// The time is none that the backup has, or none was given.
pub(crate) fn last_moment(q: &Question<'_>) -> Option<Choice> {
    let RdsOp::RestoreDBClusterToPointInTime(input) = q.rds()? else { return None };
    let latest = RestoreDBClusterToPointInTime { time: None, latest: true, ..input.clone() };
    Some(with("Use its latest restorable time.", q, latest))
}
