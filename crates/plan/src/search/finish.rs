//! The end of a part: when its aim is reached, and what follows then: instances, clients that move, and what is deleted.

use playground_core::ids::{AccountId, ClusterArn, InstanceArn, KeyArn, SnapshotArn};
use playground_core::kms::action::Action;
use playground_core::kms::key::KeyManager;
use playground_core::ops::rds::SnapshotRef;
use playground_core::ops::rds::delete_db_cluster_automated_backup::DeleteDBClusterAutomatedBackup;
use playground_core::ops::rds::delete_db_cluster_snapshot::DeleteDBClusterSnapshot;
use playground_core::ops::rds::promote_read_replica_db_cluster::PromoteReadReplicaDBCluster;
use playground_core::ops::waiters::db_cluster_deleted::DBClusterDeleted;
use playground_core::ops::waiters::db_cluster_snapshot_deleted::DBClusterSnapshotDeleted;
use playground_core::ops::waiters::db_instance_deleted::DBInstanceDeleted;
use playground_core::rds::backup::BackupKey;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::snapshot::{Snapshot, SnapshotKind};
use playground_core::world::World;

use super::build::{self, At, at, change, end, outside, wait};
use super::node::{Node, Place};
use super::part::{Aim, Part, key_of};
use super::prepare::usable;
use super::routes::{Routes, called, is_shared};
use super::settings;
use crate::goal::Goal;
use crate::make::free_cluster;
use crate::plan::{self, Back, Beyond, LeftOver, Outside, Plan, PlanStep, Resource, Until};
use crate::requests::{end_of, end_of_instance, protection, restore_of};

/// Returns whether the data is where it should be.
pub(super) fn is_reached(part: &Part, node: &Node) -> bool {
    let world = node.world();
    match (&part.aim, &node.place) {
        (Aim::Cluster { account, region, wish, time, .. }, Place::Cluster(arn)) => {
            let there = (arn.account, arn.region) == (*account, *region);
            let moved = part.leaves.is_none() || part.subject.cluster() != Some(arn);
            there
                && moved
                && (time.is_none() || part.subject.cluster() != Some(arn))
                && wish.accepts(world, *account, key_of(world, arn))
                && is_available(world, arn)
        }
        (Aim::Recovered, Place::Cluster(arn)) => is_available(world, arn) && closed(world, arn).is_none(),
        (Aim::Shared(with), Place::Snapshot(arn)) => {
            world.snapshots.get(arn).is_some_and(|snapshot| is_shared(snapshot, *with))
        }
        (Aim::Away { region, wish }, Place::Snapshot(arn)) => {
            let key = world.snapshots.get(arn).and_then(|snapshot| snapshot.encryption.key());
            arn.region == *region && wish.accepts(world, arn.account, key)
        }
        (Aim::Copied(wish), Place::Snapshot(arn)) => {
            let key = world.snapshots.get(arn).and_then(|snapshot| snapshot.encryption.key());
            wish.accepts(world, arn.account, key)
        }
        // What is to be done follows.
        (Aim::Gone, Place::Backup(_)) | (Aim::Set(_), _) => true,
        (
            Aim::Cluster { .. }
            | Aim::Recovered
            | Aim::Shared(_)
            | Aim::Away { .. }
            | Aim::Copied(_)
            | Aim::Gone,
            _,
        ) => false,
    }
}

fn is_available(world: &World, arn: &ClusterArn) -> bool {
    world
        .clusters
        .get(arn)
        .is_some_and(|cluster| matches!(cluster.status, ClusterStatus::Available | ClusterStatus::BackingUp))
}

/// The key of a cluster that can't be opened with it in its present state, or any more: what is still readable ends with that.
fn closed<'w>(world: &'w World, arn: &ClusterArn) -> Option<&'w KeyArn> {
    let opens = |key: &&KeyArn| match world.keys.get(*key) {
        Some(key) => Action::Decrypt.check(key.state()).is_ok(),
        None => key.is_aws_owned(),
    };
    key_of(world, arn).filter(|key| !opens(key))
}

/// The steps that open a cluster's key again, if that is what is wanted and they can.
pub(super) fn opening(part: &Part, node: &Node) -> Option<Vec<PlanStep>> {
    let (Aim::Recovered, Place::Cluster(arn)) = (&part.aim, &node.place) else { return None };
    let key = closed(node.world(), arn)?;
    usable(node, key, node.world().keys.get(key)?.state())
}

/// Returns whether clients can't use the cluster that a part is about.
pub(super) fn is_lost(part: &Part, world: &World) -> bool {
    part.subject.cluster().is_none_or(|arn| !is_available(world, arn))
}

/// What isn't in the world, of the keys that a plan is to make superfluous.
pub(super) fn beyond(plan: &Plan, all: &[Beyond]) -> Vec<Beyond> {
    let is_left = |key: &KeyArn| {
        let left =
            plan.left_over.iter().any(|left| matches!(&left.what, Resource::Key(_, arn) if arn == key));
        left || matches!(&plan.goal, Goal::NoLongerNeeded { key: of, .. } if of == key)
    };
    all.iter().filter(|one| is_left(&one.key)).cloned().collect()
}

/// A request of the other account that must succeed when a snapshot is shared; it is no step of the plan.
pub(super) fn trial(part: &Part, node: &Node) -> Option<PlanStep> {
    let (Aim::Shared(with), Place::Snapshot(arn)) = (&part.aim, &node.place) else { return None };
    let world = node.world();
    let snapshot = world.snapshots.get(arn)?;
    let new = free_cluster(world, *with, arn.region, snapshot.cluster.as_str())?;
    let named = called(snapshot, (*with, arn.region));
    let restore = restore_of(named, snapshot.engine, new.id.clone());
    Some(change(at!(world, new).rds(restore), Back::Unneeded))
}

/// The steps that follow when the data is where it should be.
pub(super) fn steps(part: &Part, node: &Node) -> Vec<PlanStep> {
    let world = node.world();
    match (&part.aim, &node.place) {
        (Aim::Cluster { .. } | Aim::Recovered, Place::Cluster(new)) => cluster(part, node, new),
        (Aim::Copied(_), Place::Snapshot(new)) => {
            let mut steps = vec![build::check_snapshot(world, new)];
            if let super::part::Subject::Snapshot(old) = &part.subject {
                steps.extend(without_snapshot(world, old));
            }
            steps
        }
        (Aim::Shared(_) | Aim::Away { .. }, Place::Snapshot(arn)) => vec![build::check_snapshot(world, arn)],
        (Aim::Gone, Place::Backup(backup)) => vec![without_backup(world, backup)],
        (Aim::Set(setting), _) => settings::steps(node, setting),
        (
            Aim::Cluster { .. }
            | Aim::Recovered
            | Aim::Shared(_)
            | Aim::Away { .. }
            | Aim::Copied(_)
            | Aim::Gone,
            _,
        ) => Vec::new(),
    }
}

fn cluster(part: &Part, node: &Node, new: &ClusterArn) -> Vec<PlanStep> {
    let world = node.world();
    let old = part.subject.cluster().filter(|old| *old != new).and_then(|arn| world.clusters.get(arn));
    let has_members = world.clusters.get(new).is_some_and(|cluster| !cluster.members.is_empty());
    let mut steps = Vec::new();
    if let (Some(old), false) = (old, has_members) {
        steps.extend(Routes { part, node, only: None }.instances(old, new));
    }
    steps.push(build::check_cluster(world, new));
    let Some(old) = old else { return steps };
    let moves = match &part.aim {
        Aim::Cluster { moves_clients, .. } => *moves_clients,
        Aim::Recovered | Aim::Shared(_) | Aim::Away { .. } | Aim::Copied(_) | Aim::Gone | Aim::Set(_) => true,
    };
    if moves {
        steps.push(outside(Outside::SwitchEndpoint { from: old.arn.clone(), to: new.clone() }));
    }
    if matches!(part.aim, Aim::Cluster { ends: true, .. }) {
        steps.extend(without_cluster(world, &old.arn));
        let mut made: Vec<&SnapshotArn> = node.steps().filter_map(made_snapshot).collect();
        made.retain(|arn| under(world, arn) == part.leaves.as_ref());
        steps.extend(made.into_iter().flat_map(|arn| without_snapshot(world, arn)));
    }
    steps
}

fn made_snapshot(step: &PlanStep) -> Option<&SnapshotArn> {
    match &step.makes {
        Some(Resource::Snapshot(arn)) => Some(arn),
        _ => None,
    }
}

fn under<'w>(world: &'w World, arn: &SnapshotArn) -> Option<&'w KeyArn> {
    world.snapshots.get(arn)?.encryption.key()
}

/// Deletes a cluster with its instances and backups. What follows it becomes a cluster of its own before: AWS deletes no source
/// of a replica.
fn without_cluster(world: &World, arn: &ClusterArn) -> Vec<PlanStep> {
    let Some(cluster) = world.clusters.get(arn) else { return Vec::new() };
    let at = at!(world, arn);
    let mut steps = Vec::new();
    for replica in &cluster.replicas {
        let promote = PromoteReadReplicaDBCluster { id: replica.id.clone().into() };
        steps.push(change(at!(world, replica).rds(promote), Back::None));
        steps.push(build::await_cluster(world, replica));
    }
    if cluster.deletion_protection {
        let back = Back::By(vec![at.rds(protection(arn.id.clone(), true))]);
        steps.push(change(at.rds(protection(arn.id.clone(), false)), back));
        steps.push(build::await_cluster(world, arn));
    }
    let delete = |one: &InstanceArn| end(at.rds(end_of_instance(one.id.clone())));
    steps.extend(cluster.members.iter().map(delete));
    let gone = |one: &InstanceArn| wait(&at, DBInstanceDeleted { id: one.id.clone() });
    steps.extend(cluster.members.iter().map(gone));
    steps.push(end(at.rds(end_of(arn.id.clone()))));
    steps.push(wait(&at, DBClusterDeleted { id: arn.id.clone() }));
    steps
}

fn without_snapshot(world: &World, arn: &SnapshotArn) -> [PlanStep; 2] {
    let at = at!(world, arn);
    let named = || SnapshotRef::Id(arn.id.clone());
    [
        end(at.rds(DeleteDBClusterSnapshot { id: named() })),
        wait(&at, DBClusterSnapshotDeleted { id: named() }),
    ]
}

fn without_backup(world: &World, (account, region, resource_id): &BackupKey) -> PlanStep {
    let at = At { world, account: *account, region: *region };
    end(at.rds(DeleteDBClusterAutomatedBackup { resource_id: *resource_id }))
}

/// What is left over of a part.
pub(super) fn left_over(part: &Part, node: &Node) -> Vec<LeftOver> {
    let world = node.world();
    let mut left = Vec::new();
    let mut push = |what, when| left.push(LeftOver { what, when });
    for made in node.steps().filter_map(|step| step.makes.as_ref()) {
        match made {
            Resource::Snapshot(arn) if node.place != Place::Snapshot(arn.clone()) => {
                if world.snapshots.contains_key(arn) {
                    push(made.clone(), Until::Now);
                }
            }
            Resource::Cluster(arn) if node.place != Place::Cluster(arn.clone()) => {
                push(made.clone(), Until::Now);
            }
            Resource::GlobalCluster(_) => push(made.clone(), Until::Now),
            Resource::Statement(key) if key_at(world, &node.place) != Some(key) && !is_shared_with(part) => {
                push(made.clone(), Until::Now);
            }
            Resource::Snapshot(_)
            | Resource::Cluster(_)
            | Resource::Statement(_)
            | Resource::Key(..)
            | Resource::Instance(_)
            | Resource::Backup(_) => {}
        }
    }
    let switched =
        node.steps().any(|step| matches!(step.action, plan::Action::Outside(Outside::SwitchEndpoint { .. })));
    if let (Some(old), true) = (part.subject.cluster(), switched)
        && world.clusters.contains_key(old)
    {
        push(Resource::Cluster(old.clone()), Until::Proven);
        if let Some(key) = key_of(world, old).filter(|key| !key.is_aws_owned())
            && key_at(world, &node.place) != Some(key)
            && let Some(until) = key_until(world, key, old.account)
        {
            push(Resource::Key(None, key.clone()), until);
        }
        if key_of(world, old).is_none() && key_at(world, &node.place).is_some() {
            for snapshot in plain_snapshots(node, old) {
                let until = Until::Unencrypted { public: snapshot.public };
                push(Resource::Snapshot(snapshot.arn.clone()), until);
            }
        }
    }
    if let Some(key) = &part.leaves
        && let Some(until) = key_until(world, key, part.subject.account())
    {
        push(Resource::Key(None, key.clone()), until);
    }
    left
}

/// When a key that an account doesn't need any more may go; `None` if it is gone.
fn key_until(world: &World, key: &KeyArn, user: AccountId) -> Option<Until> {
    let found = world.keys.get(key)?;
    Some(match found.manager {
        KeyManager::Aws => Until::Stays,
        KeyManager::Customer if key.account != user => Until::TheirKey,
        KeyManager::Customer => Until::Unused,
    })
}

/// The unencrypted snapshots of a cluster, and copies of them, that were there before the plan and don't go with the cluster.
fn plain_snapshots<'n>(node: &'n Node, of: &ClusterArn) -> impl Iterator<Item = &'n Snapshot> {
    let id = node.before().clusters.get(of).map(|cluster| cluster.resource_id);
    let all = node.before().snapshots.values().map(|snapshot| &**snapshot);
    all.filter(move |snapshot| {
        Some(snapshot.resource_id) == id
            && snapshot.kind == SnapshotKind::Manual
            && snapshot.encryption.key().is_none()
    })
}

fn is_shared_with(part: &Part) -> bool {
    matches!(part.aim, Aim::Shared(_))
}

/// The key that the data is under.
fn key_at<'w>(world: &'w World, place: &Place) -> Option<&'w KeyArn> {
    match place {
        Place::Cluster(arn) | Place::Replica(arn) => key_of(world, arn),
        Place::Snapshot(arn) => under(world, arn),
        Place::Backup(backup) => world.backups.get(backup)?.encryption.key(),
        Place::Key(_) => None,
    }
}
