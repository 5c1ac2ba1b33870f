//! Where a part's data is before any step: in the cluster, in its backups, in its snapshots.

use std::rc::Rc;

use playground_core::env::Time;
use playground_core::ids::{ClusterArn, ResourceId};
use playground_core::ops::kms::describe_key::DescribeKey;
use playground_core::ops::rds::describe_db_clusters::DescribeDBClusters;
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::snapshot::Snapshot;
use playground_core::world::World;

use super::build::{At, at, describe_snapshot};
use super::node::{Node, Place};
use super::part::{Aim, Part, Subject};
use super::run::Run;
use crate::plan::{Method, PlanStep};

/// The points that a part's search begins at; `only` is the only method that may be used, if there is one.
pub(super) fn starts(part: &Part, root: &Rc<Run>, only: Option<Method>) -> Vec<Node> {
    let world = &root.world;
    match &part.subject {
        Subject::Snapshot(arn) if world.snapshots.contains_key(arn) => {
            vec![Node::start(root, Place::Snapshot(arn.clone()), 0)]
        }
        Subject::Snapshot(_) => Vec::new(),
        Subject::Backup(backup) => vec![Node::start(root, Place::Backup(*backup), 0)],
        Subject::Cluster(arn) => of_cluster(part, root, arn, only),
        Subject::Key(arn) => vec![Node::start(root, Place::Key(arn.clone()), 0)],
    }
}

fn of_cluster(part: &Part, root: &Rc<Run>, arn: &ClusterArn, only: Option<Method>) -> Vec<Node> {
    let world = &root.world;
    let kept = Kept::of(world, arn);
    let newest = kept.newest();
    let backups = kept.backups.iter().map(|backup| {
        let lost = newest.0.saturating_sub(backup.latest.unwrap_or(newest).0);
        Node::start(root, Place::Backup(backup.key()), lost)
    });
    if matches!(part.aim, Aim::Cluster { time: Some(_), .. }) {
        return backups.collect();
    }
    let cluster = world.clusters.get(arn);
    let itself = cluster.map(|_| Node::start(root, Place::Cluster(arn.clone()), 0));
    let lives = cluster.is_some_and(|cluster| {
        !cluster.status.is_inaccessible() && cluster.status != ClusterStatus::Deleting
    });
    // One that is stopped may turn out to have lost its key.
    let is_certain = part.aim != Aim::Recovered
        || only.is_some()
        || cluster.is_none_or(|cluster| cluster.status != ClusterStatus::Stopped);
    if lives && is_certain {
        return itself.into_iter().chain(followers(part, root, arn, only)).collect();
    }
    let snapshots = kept.snapshots.iter().map(|snapshot| {
        let lost = newest.0.saturating_sub(taken(world, snapshot).0);
        Node::start(root, Place::Snapshot(snapshot.arn.clone()), lost)
    });
    itself.into_iter().chain(backups).chain(snapshots).collect()
}

/// The clusters that follow a cluster already: each has its data, and can become a cluster of its own.
fn followers(part: &Part, root: &Rc<Run>, arn: &ClusterArn, only: Option<Method>) -> Vec<Node> {
    let world = &root.world;
    if !matches!(part.aim, Aim::Cluster { .. }) {
        return Vec::new();
    }
    let replicas = world.clusters.get(arn).into_iter().flat_map(|cluster| cluster.replicas.iter());
    let members = world.global_cluster_of(arn).and_then(|global| global.members.as_ref());
    let secondaries = members.into_iter().filter(|all| all.primary == *arn).flat_map(|all| &all.secondaries);
    let all = replicas.map(|one| (Method::Replica, one));
    let all = all.chain(secondaries.map(|one| (Method::GlobalDatabase, one)));
    let may = all.filter(|(method, _)| only.is_none_or(|only| only == *method));
    may.map(|(method, one)| Node::start(root, Place::Replica(one.clone()), 0).by(method)).collect()
}

/// What is kept of a cluster.
struct Kept<'a> {
    world: &'a World,
    lives: bool,
    backups: Vec<&'a AutomatedBackup>,
    snapshots: Vec<&'a Snapshot>,
}

impl<'a> Kept<'a> {
    fn of(world: &'a World, arn: &ClusterArn) -> Self {
        let cluster = world.clusters.get(arn);
        let of_it = |backup: &&AutomatedBackup| match cluster {
            Some(cluster) => backup.resource_id == cluster.resource_id,
            None => backup.cluster == *arn,
        };
        let backups: Vec<_> = world.backups.values().map(|backup| &**backup).filter(of_it).collect();
        let ids: Vec<ResourceId> = cluster
            .map(|cluster| cluster.resource_id)
            .into_iter()
            .chain(backups.iter().map(|backup| backup.resource_id))
            .collect();
        let named = |snapshot: &Snapshot| snapshot.arn.account == arn.account && snapshot.cluster == arn.id;
        let of_it =
            |snapshot: &&Snapshot| ids.contains(&snapshot.resource_id) || (ids.is_empty() && named(snapshot));
        let snapshots = world.snapshots.values().map(|snapshot| &**snapshot).filter(of_it).collect();
        let lives = cluster.is_some_and(|cluster| !cluster.status.is_inaccessible());
        Self { world, lives, backups, snapshots }
    }

    /// The newest moment whose data is somewhere.
    fn newest(&self) -> Time {
        let backups = self.backups.iter().map(|backup| backup.latest.unwrap_or(self.world.now));
        let snapshots = self.snapshots.iter().map(|snapshot| taken(self.world, snapshot));
        let kept = backups.chain(snapshots).max().unwrap_or(self.world.now);
        if self.lives { self.world.now } else { kept }
    }
}

/// When the snapshot was taken that this one is a copy of.
fn taken(world: &World, snapshot: &Snapshot) -> Time {
    let mut first = snapshot;
    while let Some(source) = first.source.as_ref().and_then(|source| world.snapshots.get(source)) {
        first = source;
    }
    first.created
}

/// A request that shows that a part's subject, and the key that its goal names, are there.
pub(super) fn lookups(part: &Part, world: &World) -> Vec<PlanStep> {
    let step = match &part.subject {
        Subject::Cluster(arn) => {
            let (filters, paging) = Default::default();
            let describe = DescribeDBClusters { id: Some(arn.id.clone().into()), filters, paging };
            Some(at!(world, arn).rds(describe))
        }
        Subject::Snapshot(arn) => Some(at!(world, arn).rds(describe_snapshot(arn))),
        Subject::Backup(_) | Subject::Key(_) => None,
    };
    let about = match &part.subject {
        Subject::Key(arn) => Some(arn),
        Subject::Cluster(_) | Subject::Snapshot(_) | Subject::Backup(_) => None,
    };
    let key = part.key().or(about).map(|key| {
        let named = playground_core::ids::KeyRef::Id(key.id);
        at!(world, key).kms(DescribeKey { key: named, tokens: Vec::new() })
    });
    step.into_iter().chain(key).map(super::build::pause).collect()
}
