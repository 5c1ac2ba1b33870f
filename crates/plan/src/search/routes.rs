//! The moves that lead toward a part's aim, from where the data is.

use playground_core::ids::{AccountId, ClusterArn, Region, SnapshotArn};
use playground_core::ops::rds::SnapshotRef;
use playground_core::ops::rds::modify_db_cluster_snapshot_attribute::Grantee;
use playground_core::ops::rds::restore_db_cluster_from_snapshot::RestoreDBClusterFromSnapshot;
use playground_core::ops::rds::restore_db_cluster_to_point_in_time::RestoreDBClusterToPointInTime;
use playground_core::ops::rds::start_db_cluster::StartDBCluster;
use playground_core::ops::rds::stop_db_cluster::StopDBCluster;
use playground_core::rds::backup::BackupKey;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::snapshot::Snapshot;

use super::build::{self, At, at, change, named, outside};
use super::node::{Move, Node, Place};
use super::part::{Aim, Part, Wish};
use crate::make::{free_cluster, free_snapshot, usable_key};
use crate::plan::{Back, Method, Outside, PlanStep};
use crate::requests::{clone_of, copy_of, latest_of, restore_of, share, snapshot_of};
use crate::step::{Key, Step};

/// An account and a Region.
pub(super) type Where = (AccountId, Region);

/// What leads on from a point of the search.
pub(super) struct Routes<'a> {
    pub(super) part: &'a Part,
    pub(super) node: &'a Node,
    /// The only method that may make clusters, if there is one.
    pub(super) only: Option<Method>,
}

impl Routes<'_> {
    /// All moves from here.
    pub(super) fn moves(&self) -> Vec<Move> {
        match &self.node.place {
            Place::Cluster(arn) => self.of_cluster(arn),
            Place::Replica(arn) => vec![self.promoted(arn)],
            Place::Backup(backup) => self.of_backup(backup),
            Place::Snapshot(arn) => self.of_snapshot(arn),
            Place::Key(_) => Vec::new(),
        }
    }

    /// Where a key is missing that a plan could need.
    pub(super) fn without_key(&self) -> Vec<Where> {
        let home = match &self.node.place {
            Place::Cluster(arn) | Place::Replica(arn) => (arn.account, arn.region),
            Place::Backup((account, region, _)) => (*account, *region),
            Place::Snapshot(arn) => (arn.account, arn.region),
            Place::Key(arn) => (arn.account, arn.region),
        };
        let own = self.part.subject.account() == home.0;
        let mut places = Vec::new();
        match &self.part.aim {
            Aim::Cluster { account, region, wish, .. } => {
                if wish.takes_any_of_account() {
                    places.push((*account, *region));
                }
                if own && (*account, *region) != home && *wish != Wish::Any {
                    places.push(home);
                    places.push((*account, home.1));
                }
            }
            Aim::Away { region, wish } if wish.takes_any_of_account() => places.push((home.0, *region)),
            Aim::Copied(wish) if wish.takes_any_of_account() => places.push(home),
            Aim::Shared(_) => places.push(home),
            Aim::Away { .. } | Aim::Copied(_) | Aim::Recovered | Aim::Gone | Aim::Set(_) => {}
        }
        places.retain(|(account, region)| {
            let except = self.except();
            usable_key(self.node.world(), *account, *region, except).is_none()
        });
        places
    }

    fn except(&self) -> Option<&playground_core::ids::KeyArn> {
        let wish = match &self.part.aim {
            Aim::Cluster { wish, .. } | Aim::Copied(wish) | Aim::Away { wish, .. } => wish.except(),
            Aim::Recovered | Aim::Shared(_) | Aim::Gone | Aim::Set(_) => None,
        };
        self.part.leaves.as_ref().or(wish)
    }

    /// Keys to name for a copy of a snapshot there; none is one of them.
    fn keys(&self, (account, region): Where) -> Vec<Option<Key>> {
        let wish = match &self.part.aim {
            Aim::Cluster { account: of, region: there, wish, .. } if (*of, *there) == (account, region) => {
                wish
            }
            Aim::Copied(wish) | Aim::Away { wish, .. } => wish,
            Aim::Cluster { .. } | Aim::Shared(_) => &Wish::OfAccount,
            Aim::Recovered | Aim::Gone | Aim::Set(_) => &Wish::Any,
        };
        let world = self.node.world();
        let key = match wish {
            Wish::Any => None,
            Wish::Exactly(arn) => world.keys.get(arn).map(|key| &**key),
            Wish::OfAccount | Wish::OtherThan(_) | Wish::AsProtected { .. } => {
                usable_key(world, account, region, self.except())
            }
        };
        let key = key.map(|key| named(&self.node.run, key, account, region));
        [None].into_iter().chain(key.map(Some)).collect()
    }

    /// Keys to name for a new cluster there: only the one that the goal names, if it names one.
    pub(super) fn cluster_keys(&self, there: Where) -> Vec<Option<Key>> {
        let mut keys = self.keys(there);
        if matches!(&self.part.aim, Aim::Cluster { account, region, wish: Wish::Exactly(_), .. } if (*account, *region) == there)
        {
            keys.retain(Option::is_some);
        }
        keys
    }

    /// Returns whether a method may make clusters.
    pub(super) fn may(&self, method: Method) -> bool {
        self.only.is_none_or(|only| only == method)
    }

    fn of_cluster(&self, arn: &ClusterArn) -> Vec<Move> {
        let Some(cluster) = self.node.world().clusters.get(arn) else { return Vec::new() };
        let is_subject = self.part.subject.cluster() == Some(arn);
        match &self.part.aim {
            Aim::Recovered if self.only.is_some() => Vec::new(),
            Aim::Recovered => vec![self.started(cluster)],
            Aim::Cluster { account, region, time: None, .. } => {
                let mut moves: Vec<Move> = self.snapshot(cluster).into_iter().collect();
                if is_subject && (*account, *region) == (arn.account, arn.region) {
                    moves.extend(self.restored(cluster));
                }
                if is_subject && *account == arn.account && *region != arn.region {
                    moves.extend(self.followed(cluster, *region));
                }
                moves
            }
            Aim::Shared(_) | Aim::Away { .. } => self.snapshot(cluster).into_iter().collect(),
            Aim::Cluster { time: Some(_), .. } | Aim::Copied(_) | Aim::Gone | Aim::Set(_) => Vec::new(),
        }
    }

    /// The application stops writing, if it is to move and has not stopped yet.
    pub(super) fn stop(&self, cluster: &Cluster) -> Option<PlanStep> {
        let moves = matches!(self.part.aim, Aim::Cluster { moves_clients: true, .. });
        let live = cluster.status == ClusterStatus::Available || cluster.status == ClusterStatus::BackingUp;
        let is_subject = self.part.subject.cluster() == Some(&cluster.arn);
        (moves && live && is_subject).then(|| outside(Outside::StopWrites(cluster.arn.clone())))
    }

    fn started(&self, cluster: &Cluster) -> Move {
        let world = self.node.world();
        let at = at!(world, cluster.arn);
        let id = || cluster.arn.id.clone().into();
        let back = Back::By(vec![at.rds(StopDBCluster { id: id() })]);
        let mut steps = vec![change(at.rds(StartDBCluster { id: id() }), back)];
        steps.push(build::await_cluster(world, &cluster.arn));
        steps.extend(cluster.members.iter().map(|arn| build::await_instance(world, arn)));
        Move { steps, to: Place::Cluster(cluster.arn.clone()), method: None, copied: 0, left: 0 }
    }

    fn snapshot(&self, cluster: &Cluster) -> Option<Move> {
        let world = self.node.world();
        let stem = [cluster.arn.id.as_str(), "-snapshot"].concat();
        let snapshot = free_snapshot(world, cluster.arn.account, cluster.arn.region, &stem)?;
        let take = at!(world, snapshot).rds(snapshot_of(cluster.arn.id.clone(), snapshot.id.clone()));
        let mut steps = Vec::from_iter(self.stop(cluster));
        steps.extend(build::new_snapshot(world, take, &snapshot));
        let method = Some(Method::Snapshot);
        Some(Move { steps, to: Place::Snapshot(snapshot), method, copied: 0, left: 1 })
    }

    /// The cluster's backup restored, and the cluster cloned.
    fn restored(&self, cluster: &Cluster) -> Vec<Move> {
        let world = self.node.world();
        let home = (cluster.arn.account, cluster.arn.region);
        let pages = pages_of(cluster.volume.image().page_count());
        let Some(new) = self.name(home, cluster.arn.id.as_str()) else { return Vec::new() };
        let kinds = [
            (Method::PointInTime, latest_of(cluster.arn.id.clone(), new.id.clone()), pages),
            (Method::Clone, clone_of(cluster.arn.id.clone(), new.id.clone()), 0),
        ];
        let mut moves = Vec::new();
        for (method, restore, copied) in kinds.into_iter().filter(|(method, ..)| self.may(*method)) {
            for key in self.cluster_keys(home) {
                let restore =
                    RestoreDBClusterToPointInTime { settings: self.settings(home), ..restore.clone() };
                let step = with_key(at!(world, new).rds(restore), key);
                let mut steps = Vec::from_iter(self.stop(cluster));
                steps.extend(build::new_cluster(world, step, &new));
                let to = Place::Cluster(new.clone());
                moves.push(Move { steps, to, method: Some(method), copied, left: 0 });
            }
        }
        moves
    }

    fn of_backup(&self, key: &BackupKey) -> Vec<Move> {
        let world = self.node.world();
        let Some(backup) = world.backups.get(key) else { return Vec::new() };
        if !self.may(Method::PointInTime) {
            return Vec::new();
        }
        let home = (backup.cluster.account, backup.cluster.region);
        let (time, there) = match &self.part.aim {
            Aim::Cluster { account, region, time, .. } => (*time, (*account, *region)),
            Aim::Recovered => (None, home),
            Aim::Shared(_) | Aim::Away { .. } | Aim::Copied(_) | Aim::Gone | Aim::Set(_) => {
                return Vec::new();
            }
        };
        let Some(new) = self.name(home, backup.cluster.id.as_str()) else { return Vec::new() };
        let exists =
            world.clusters.get(&backup.cluster).is_some_and(|it| it.resource_id == backup.resource_id);
        let latest = latest_of(backup.cluster.id.clone(), new.id.clone());
        let restore = RestoreDBClusterToPointInTime {
            source: latest.source.clone().filter(|_| exists),
            resource_id: (!exists).then_some(backup.resource_id),
            time,
            latest: time.is_none(),
            settings: self.settings(home),
            ..latest
        };
        let volume = backup.volume.as_ref();
        let image = volume.or_else(|| world.clusters.get(&backup.cluster).map(|it| &it.volume));
        let copied = pages_of(image.map_or(0, |volume| volume.image().page_count()));
        let make = |key| {
            let step = with_key(at!(world, new).rds(restore.clone()), key);
            let steps = build::new_cluster(world, step, &new).into();
            let (to, method) = (Place::Cluster(new.clone()), Some(Method::PointInTime));
            Move { steps, to, method, copied, left: u8::from(there != home) * 3 }
        };
        self.cluster_keys(home).into_iter().map(make).collect()
    }

    fn of_snapshot(&self, arn: &SnapshotArn) -> Vec<Move> {
        let Some(snapshot) = self.node.world().snapshots.get(arn) else { return Vec::new() };
        let home = (arn.account, arn.region);
        match &self.part.aim {
            Aim::Recovered => self.restore(snapshot, home, 0),
            Aim::Copied(_) => self.copies(snapshot, home, 0),
            Aim::Shared(with) if is_shared(snapshot, *with) => Vec::new(),
            Aim::Shared(with) => {
                let mut moves = self.copies(snapshot, home, 1);
                moves.push(self.share(snapshot, *with, 0));
                moves
            }
            Aim::Cluster { account, region, .. } if *account == arn.account => {
                if *region == arn.region {
                    return self.restore(snapshot, home, 0);
                }
                let mut moves = self.copies(snapshot, (*account, *region), 1);
                if snapshot.encryption.key().is_none() {
                    moves.extend(self.restore(snapshot, home, 3));
                }
                moves
            }
            Aim::Cluster { account, region, .. } if is_shared(snapshot, *account) => {
                let mut moves = self.copies(snapshot, (*account, *region), 1);
                if *region == arn.region {
                    moves.extend(self.restore(snapshot, (*account, *region), 0));
                } else {
                    moves.extend(self.copies(snapshot, (*account, arn.region), 2));
                }
                moves
            }
            Aim::Cluster { account, .. } => {
                let mut moves = self.copies(snapshot, home, 3);
                moves.push(self.share(snapshot, *account, 1));
                if snapshot.encryption.key().is_none() {
                    moves.extend(self.restore(snapshot, home, 5));
                }
                moves
            }
            Aim::Away { region, .. } if *region != arn.region => self.copies(snapshot, (home.0, *region), 0),
            Aim::Away { .. } | Aim::Gone | Aim::Set(_) => Vec::new(),
        }
    }

    /// Copies of a snapshot there, under each key.
    fn copies(&self, snapshot: &Snapshot, there: Where, left: u8) -> Vec<Move> {
        let world = self.node.world();
        let (account, region) = there;
        let name = snapshot.arn.id.as_str();
        let name = name.rsplit(':').next().unwrap_or(name);
        let base = [name.strip_suffix("-copy").unwrap_or(name), "-copy"].concat();
        let Some(target) = free_snapshot(world, account, region, &base) else { return Vec::new() };
        let named = called(snapshot, there);
        let make = |key| {
            let step = with_key(
                at!(world, target).rds(copy_of(named.clone(), target.id.clone(), target.region)),
                key,
            );
            let steps = build::new_snapshot(world, step, &target).into();
            let copied = pages_of(snapshot.image.page_count());
            Move { steps, to: Place::Snapshot(target.clone()), method: Some(Method::Snapshot), copied, left }
        };
        self.keys(there).into_iter().map(make).collect()
    }

    /// New clusters from a snapshot there, under each key.
    fn restore(&self, snapshot: &Snapshot, there: Where, left: u8) -> Vec<Move> {
        if !self.may(Method::Snapshot) {
            return Vec::new();
        }
        let world = self.node.world();
        let Some(new) = self.name(there, snapshot.cluster.as_str()) else { return Vec::new() };
        let named = called(snapshot, there);
        let make = |key| {
            let restore = RestoreDBClusterFromSnapshot {
                settings: self.settings(there),
                ..restore_of(named.clone(), snapshot.engine, new.id.clone())
            };
            let step = at!(world, new).rds(restore).of_version(&snapshot.engine_version);
            let step = with_key(step, key);
            let steps = build::new_cluster(world, step, &new).into();
            let copied = pages_of(snapshot.image.page_count());
            Move { steps, to: Place::Cluster(new.clone()), method: Some(Method::Snapshot), copied, left }
        };
        self.cluster_keys(there).into_iter().map(make).collect()
    }

    fn share(&self, snapshot: &Snapshot, with: AccountId, left: u8) -> Move {
        let at = at!(self.node.world(), snapshot.arn);
        let id = &snapshot.arn.id;
        let grantee = || vec![Grantee::Account(with)];
        let undo = at.rds(share(id.clone(), Vec::new(), grantee()));
        let step = change(at.rds(share(id.clone(), grantee(), Vec::new())), Back::By(vec![undo]));
        let to = Place::Snapshot(snapshot.arn.clone());
        Move { steps: vec![step], to, method: None, copied: 0, left }
    }

    /// A name for a new cluster.
    pub(super) fn name(&self, (account, region): Where, of: &str) -> Option<ClusterArn> {
        let world = self.node.world();
        let after = match &self.part.aim {
            Aim::Cluster { time: Some(_), .. } | Aim::Recovered => "-restored",
            Aim::Cluster { wish: Wish::OfAccount, .. } => "-encrypted",
            Aim::Cluster { .. }
            | Aim::Shared(_)
            | Aim::Away { .. }
            | Aim::Copied(_)
            | Aim::Gone
            | Aim::Set(_) => "-new",
        };
        let same = self.part.subject.account() != account
            || self.part.subject.cluster().is_some_and(|arn| arn.region != region);
        let stem = if same { String::from(of) } else { [of, after].concat() };
        free_cluster(world, account, region, &stem)
    }
}

pub(super) fn with_key(step: Step, key: Option<Key>) -> Step {
    match key {
        Some(key) => step.with_key(&key),
        None => step,
    }
}

/// Pages that are copied; those of unknown contents are one.
pub(super) fn pages_of(count: usize) -> u64 {
    (count as u64).max(1)
}

pub(super) fn is_shared(snapshot: &Snapshot, with: AccountId) -> bool {
    snapshot.arn.account == with || snapshot.public || snapshot.shared_with.contains(&with)
}

/// A snapshot as it is named there.
pub(super) fn called(snapshot: &Snapshot, there: Where) -> SnapshotRef {
    if (snapshot.arn.account, snapshot.arn.region) == there {
        SnapshotRef::Id(snapshot.arn.id.clone())
    } else {
        SnapshotRef::Arn(snapshot.arn.clone())
    }
}
