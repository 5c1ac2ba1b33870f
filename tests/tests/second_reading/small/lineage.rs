//! Whose data a cluster or a snapshot has: told from the commands alone.

use std::collections::BTreeMap;

use crate::command::Command;
use crate::ledger::{Ledger, Place};

/// A cluster or a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    Cluster(Place),
    Snapshot(Place),
}

impl Thing {
    pub(super) const fn place(&self) -> &Place {
        match self {
            Self::Cluster(place) | Self::Snapshot(place) => place,
        }
    }
}

/// All that is there.
pub(super) fn things(ledger: &Ledger) -> Vec<Thing> {
    let clusters = ledger.clusters.keys().cloned().map(Thing::Cluster);
    clusters.chain(ledger.snapshots.keys().cloned().map(Thing::Snapshot)).collect()
}

/// How a thing is made out of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    Snapshot,
    Copy,
    Restore,
    ToAMoment,
    Clone,
    Replica,
}

impl How {
    /// How many volumes are copied: a clone shares its source's pages, and a snapshot has none of its own.
    pub(super) const fn copied(self) -> u8 {
        match self {
            Self::Copy | Self::Restore | Self::ToAMoment | Self::Replica => 1,
            Self::Snapshot | Self::Clone => 0,
        }
    }
}

/// A thing, what it was made out of, and how.
pub(super) struct Made {
    pub(super) thing: Thing,
    pub(super) from: Thing,
    pub(super) how: How,
}

/// What a command that was done has made; `None` if it made nothing out of something.
pub(super) fn made(command: &Command) -> Option<Made> {
    let cluster = |place: &Place| Thing::Cluster(place.clone());
    let snapshot = |place: &Place| Thing::Snapshot(place.clone());
    let (thing, from, how) = match command {
        Command::Snapshot { place, name, .. } => {
            (Thing::Snapshot((place.0, name.clone())), cluster(place), How::Snapshot)
        }
        Command::Copy { from, to, .. } => (snapshot(to), snapshot(from), How::Copy),
        Command::Restore { from, to, .. } => (cluster(to), snapshot(from), How::Restore),
        Command::PointInTime { from, to, clone, .. } => {
            let how = if *clone { How::Clone } else { How::ToAMoment };
            (Thing::Cluster((from.0, to.clone())), cluster(from), how)
        }
        Command::Replica { from, to, .. } => (cluster(to), cluster(from), How::Replica),
        Command::CreateKey { .. }
        | Command::ReplicateKey { .. }
        | Command::UpdatePrimary { .. }
        | Command::SwitchKey { .. }
        | Command::EndKey { .. }
        | Command::Trust { .. }
        | Command::Days(_)
        | Command::Create { .. }
        | Command::Modify { .. }
        | Command::Start { .. }
        | Command::Stop { .. }
        | Command::Delete { .. }
        | Command::Promote { .. }
        | Command::Revoke { .. }
        | Command::AddInstance { .. }
        | Command::RemoveInstance { .. }
        | Command::Reboot { .. }
        | Command::ModifyInstance { .. }
        | Command::FailOver { .. }
        | Command::DeleteSnapshot { .. }
        | Command::Share { .. }
        | Command::Unshare { .. } => return None,
    };
    Some(Made { thing, from, how })
}

/// The cluster that each thing is of: a cluster by itself, a snapshot and its copies by that which it was taken of.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    of: BTreeMap<Thing, u32>,
    next: u32,
}

impl Origins {
    /// Those of a world in which one cluster has all snapshots.
    pub(super) fn of_beginning(ledger: &Ledger) -> Self {
        Self { of: things(ledger).into_iter().map(|thing| (thing, 0)).collect(), next: 1 }
    }

    /// Those after a command that was done.
    pub(super) fn after(&self, command: &Command, ledger: &Ledger) -> Self {
        let mut after = self.clone();
        after.of.retain(|thing, _| things(ledger).contains(thing));
        for thing in things(ledger) {
            if after.of.contains_key(&thing) {
                continue;
            }
            let source = made(command).and_then(|made| self.of.get(&made.from).copied());
            let origin = match (&thing, source) {
                (Thing::Snapshot(_), Some(source)) => source,
                (Thing::Snapshot(_) | Thing::Cluster(_), _) => {
                    after.next += 1;
                    after.next - 1
                }
            };
            after.of.insert(thing, origin);
        }
        after
    }

    pub(super) fn get(&self, thing: &Thing) -> u32 {
        self.of[thing]
    }
}
