//! A point of the search: where the data is after some steps, and what it took to get there.

use std::rc::Rc;

use playground_core::ids::{AccountId, ClusterArn, KeyArn, Region, SnapshotArn};
use playground_core::rds::backup::BackupKey;
use playground_core::rds::snapshot::SnapshotKind;
use playground_core::world::World;

use super::run::{Refused, Run};
use crate::plan::{Action, Cost, Method, PlanStep};

/// Where the data is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a cluster.
    Cluster(ClusterArn),
    /// In a cluster that follows another one.
    Replica(ClusterArn),
    /// In an automated backup.
    Backup(BackupKey),
    /// In a snapshot.
    Snapshot(SnapshotArn),
    /// There is none: it is about a key.
    Key(KeyArn),
}

/// A move: steps that bring the data to another place.
pub(super) struct Move {
    pub(super) steps: Vec<PlanStep>,
    pub(super) to: Place,
    /// How it moves the data; `None` if it only makes it reachable.
    pub(super) method: Option<Method>,
    /// How many pages it copies.
    pub(super) copied: u64,
    /// How many moves it takes after this one, at least.
    pub(super) left: u8,
}

/// A point of the search.
#[derive(Clone)]
pub(super) struct Node {
    /// Where the part begins.
    root: Rc<Run>,
    pub(super) run: Run,
    /// Steps that are taken first, before clients notice anything: keys and their policies.
    first: Vec<PlanStep>,
    moves: Vec<PlanStep>,
    pub(super) place: Place,
    pub(super) method: Method,
    /// How much of the newest data is not there, in seconds.
    pub(super) lost: u64,
    copied: u64,
}

impl Node {
    pub(super) fn start(root: &Rc<Run>, place: Place, lost: u64) -> Self {
        Self {
            root: root.clone(),
            run: (**root).clone(),
            first: Vec::new(),
            moves: Vec::new(),
            place,
            method: Method::InPlace,
            lost,
            copied: 0,
        }
    }

    /// The same, where this method has brought the data there before.
    pub(super) fn by(self, method: Method) -> Self {
        Self { method, ..self }
    }

    pub(super) const fn world(&self) -> &World {
        &self.run.world
    }

    /// The world before the part.
    pub(super) fn before(&self) -> &World {
        &self.root.world
    }

    /// All steps until here.
    pub(super) fn steps(&self) -> impl Iterator<Item = &PlanStep> {
        self.first.iter().chain(&self.moves)
    }

    /// How many steps there are.
    pub(super) fn len(&self) -> usize {
        self.first.len() + self.moves.len()
    }

    /// What it costs so far.
    pub(super) fn cost(&self) -> Cost {
        Cost {
            outside: 0,
            lost_seconds: self.lost,
            without_writes: self.run.without_writes(),
            copied_pages: self.copied,
            steps: self.run.changes,
        }
    }

    /// The point after a move.
    pub(super) fn after(&self, one: Move) -> Result<Self, Refused> {
        let mut after = self.clone();
        after.run.steps(&one.steps)?;
        after.moves.extend(one.steps);
        after.place = one.to;
        after.method = one.method.unwrap_or(after.method);
        after.copied += one.copied;
        Ok(after)
    }

    /// The same place after further steps.
    pub(super) fn then(&self, steps: Vec<PlanStep>) -> Result<Self, Refused> {
        let mut after = self.clone();
        after.run.steps(&steps)?;
        after.moves.extend(steps);
        Ok(after)
    }

    /// The same place, had these steps been taken before all moves.
    pub(super) fn had(&self, steps: Vec<PlanStep>) -> Result<Self, Refused> {
        let mut after = self.clone();
        after.first.extend(steps);
        after.run = (*self.root).clone();
        after.run.steps(&after.first)?;
        after.run.steps(&after.moves)?;
        Ok(after)
    }

    /// Returns whether nothing can be done from here that can't be done from the other point.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let there = |one: &PlanStep| other.first.iter().any(|step| same(step, one));
        self.first.len() == other.first.len() && self.first.iter().all(there) && self.stand() == other.stand()
    }

    /// What of the place decides what can be done from there.
    fn stand(&self) -> Stand<'_> {
        match &self.place {
            Place::Cluster(arn) | Place::Replica(arn) => {
                let cluster = self.world().clusters.get(arn);
                let follows = matches!(self.place, Place::Replica(_));
                let status = cluster.map(|one| one.status);
                let key = cluster.and_then(|one| one.encryption.key());
                Stand::Cluster(arn.account, arn.region, key, status, follows, self.method)
            }
            Place::Backup(backup) => Stand::Backup(*backup),
            Place::Key(arn) => Stand::Key(arn),
            Place::Snapshot(arn) => {
                let snapshot = self.world().snapshots.get(arn);
                let automated = snapshot.is_some_and(|one| one.kind == SnapshotKind::Automated);
                let shared = snapshot.map_or(0, |one| one.shared_with.size());
                let key = snapshot.and_then(|one| one.encryption.key());
                Stand::Snapshot(arn.account, arn.region, key, automated, shared, self.lost)
            }
        }
    }
}

#[derive(PartialEq, Eq)]
enum Stand<'a> {
    Cluster(
        AccountId,
        Region,
        Option<&'a KeyArn>,
        Option<playground_core::rds::lifecycle::ClusterStatus>,
        bool,
        Method,
    ),
    Key(&'a KeyArn),
    Backup(BackupKey),
    Snapshot(AccountId, Region, Option<&'a KeyArn>, bool, usize, u64),
}

/// Returns whether two steps ask for the same.
fn same(one: &PlanStep, other: &PlanStep) -> bool {
    match (&one.action, &other.action) {
        (Action::Change(one), Action::Change(other))
        | (Action::Await(one), Action::Await(other))
        | (Action::Check(one), Action::Check(other)) => one == other,
        (Action::Outside(one), Action::Outside(other)) => one == other,
        (Action::Change(_) | Action::Await(_) | Action::Check(_) | Action::Outside(_), _) => false,
    }
}
