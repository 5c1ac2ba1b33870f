//! What can be wished for in a state of the small world, as the search for plans takes it; and, told from the ledger alone,
//! whether another state fulfils it. Nothing of the search's own reading of goals is used for that.

use playground_core::ids::{AccountId, ClusterArn, ClusterId, KeyArn, Region, SnapshotArn, SnapshotId};
use playground_core::world::World;
use playground_plan::{Data, Goal};

use super::graph::{Holds, State, THINGS};
use super::lineage::Thing;
use crate::command::{Command, Pick};
use crate::ledger::{Cluster, Key, Place, State as Running, Verdict, account_of, region_of};
use crate::{ACCOUNTS, REGIONS};

/// The cluster that every beginning has, and the bit for its data once it is deleted.
const FIRST: (usize, &str) = (0, "a");
const DELETED: u8 = 7;

/// Something to wish for. Clusters and snapshots are the numbers of things of the start, keys those of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    Encrypted {
        cluster: usize,
        key: Option<usize>,
    },
    UnderAnotherKey {
        cluster: usize,
        key: Option<usize>,
    },
    InOtherRegion {
        cluster: usize,
        key: Option<usize>,
    },
    InOtherAccount {
        cluster: usize,
    },
    Readable {
        thing: usize,
    },
    Restored {
        cluster: usize,
    },
    /// `None`: the cluster that every beginning has, and that is deleted.
    Recovered {
        cluster: Option<usize>,
    },
    NotNeeded {
        key: usize,
    },
}

/// The kinds of aims, for counting.
pub(super) const KINDS: [&str; 8] =
    ["encrypted", "another key", "Region", "account", "readable", "restored", "recovered", "not needed"];

impl Aim {
    pub(super) const fn kind(self) -> &'static str {
        let [encrypted, another, region, account, readable, restored, recovered, not_needed] = KINDS;
        match self {
            Self::Encrypted { .. } => encrypted,
            Self::UnderAnotherKey { .. } => another,
            Self::InOtherRegion { .. } => region,
            Self::InOtherAccount { .. } => account,
            Self::Readable { .. } => readable,
            Self::Restored { .. } => restored,
            Self::Recovered { .. } => recovered,
            Self::NotNeeded { .. } => not_needed,
        }
    }
}

/// Everything to wish for in a state.
pub(super) fn aims(start: &State) -> Vec<Aim> {
    let mut list = Vec::new();
    let keys = || [None].into_iter().chain((0..start.ledger.keys.len()).map(Some));
    for (number, thing) in start.things.iter().enumerate() {
        list.push(Aim::Readable { thing: number });
        let cluster = number;
        if let Thing::Cluster(_) = thing {
            list.extend(keys().map(|key| Aim::Encrypted { cluster, key }));
            list.extend(keys().map(|key| Aim::UnderAnotherKey { cluster, key }));
            list.extend(keys().map(|key| Aim::InOtherRegion { cluster, key }));
            list.push(Aim::InOtherAccount { cluster });
            list.push(Aim::Restored { cluster });
            list.push(Aim::Recovered { cluster: Some(cluster) });
        }
    }
    if is_deleted(start) {
        list.push(Aim::Recovered { cluster: None });
    }
    list.extend((0..start.ledger.keys.len()).map(|key| Aim::NotNeeded { key }));
    list
}

/// Returns whether the cluster that every beginning has is deleted, and its name still free.
fn is_deleted(start: &State) -> bool {
    !start.ledger.clusters.contains_key(&(FIRST.0, FIRST.1.to_owned()))
}

/// Whose data each thing of a start has: its own; that of the cluster that it follows; and where a cluster is lost or
/// deleted, what its snapshots have kept.
pub(super) fn data(start: &State) -> [u8; THINGS] {
    let mut data = [0; THINGS];
    for (number, thing) in start.things.iter().enumerate() {
        data[number] |= 1 << number;
        let of_deleted = start.origins.get(thing) == 0 && is_deleted(start);
        if let (Thing::Snapshot(_), true) = (thing, of_deleted) {
            data[number] |= 1 << DELETED;
        }
        let Some(cluster) = cluster_of(start, thing) else { continue };
        let lost = matches!(cluster.state, Running::Recoverable(_) | Running::Lost);
        for (other, one) in start.things.iter().enumerate() {
            let follows = cluster_of(start, one).is_some_and(|it| it.source.as_ref() == Some(thing.place()));
            let kept = matches!(one, Thing::Snapshot(_)) && lost;
            if follows || (kept && start.origins.get(one) == start.origins.get(thing)) {
                data[other] |= 1 << number;
            }
        }
    }
    data
}

fn cluster_of<'s>(state: &'s State, thing: &Thing) -> Option<&'s Cluster> {
    match thing {
        Thing::Cluster(place) => state.ledger.clusters.get(place),
        Thing::Snapshot(_) => None,
    }
}

/// The goal, as the search takes it; `None` where there is no moment to restore to.
pub(super) fn goal(aim: Aim, start: &State, world: &World) -> Option<Goal> {
    let arn = |number: usize| cluster_arn(start.things[number].place());
    let clusters = |number: usize| vec![arn(number)];
    let key_arn = |number: usize| {
        let key = &start.ledger.keys[number];
        let arn = format!(
            "arn:aws:kms:{}:{}:key/{}",
            REGIONS[region_of(key.site)],
            ACCOUNTS[account_of(key.site)],
            key.id
        );
        KeyArn::parse(&arn).unwrap()
    };
    let other_account = |place: &Place| account(1 - account_of(place.0));
    Some(match aim {
        Aim::Encrypted { cluster, key } => {
            Goal::Encrypted { clusters: clusters(cluster), key: key.map(key_arn) }
        }
        Aim::UnderAnotherKey { cluster, key } => {
            Goal::UnderAnotherKey { clusters: clusters(cluster), key: key.map(key_arn) }
        }
        Aim::InOtherRegion { cluster, key } => {
            let region = region(1 - region_of(start.things[cluster].place().0));
            Goal::InRegion { clusters: clusters(cluster), region, key: key.map(key_arn) }
        }
        Aim::InOtherAccount { cluster } => {
            let account = other_account(start.things[cluster].place());
            Goal::InAccount { clusters: clusters(cluster), account, key: None }
        }
        Aim::Readable { thing } => {
            let thing = &start.things[thing];
            let data = match thing {
                Thing::Cluster(place) => Data::Cluster(cluster_arn(place)),
                Thing::Snapshot(place) => Data::Snapshot(snapshot_arn(place)),
            };
            Goal::ReadableBy { data, account: other_account(thing.place()) }
        }
        Aim::Restored { cluster } => {
            let cluster = arn(cluster);
            let of_it = |place: &ClusterArn| *place == cluster;
            let backup = world.backups.values().find(|backup| of_it(&backup.cluster))?;
            let time = backup.latest.unwrap_or(world.now);
            Goal::RestoredTo { cluster, time }
        }
        Aim::Recovered { cluster } => {
            let first = || cluster_arn(&(FIRST.0, FIRST.1.to_owned()));
            Goal::Recovered { cluster: cluster.map_or_else(first, arn) }
        }
        Aim::NotNeeded { key } => Goal::NoLongerNeeded { key: key_arn(key), instead: None },
    })
}

fn account(number: usize) -> AccountId {
    AccountId::parse(ACCOUNTS[number]).unwrap()
}

fn region(number: usize) -> Region {
    Region::parse(REGIONS[number]).unwrap()
}

fn cluster_arn((site, name): &Place) -> ClusterArn {
    let id = ClusterId::parse(name).unwrap();
    ClusterArn { account: account(account_of(*site)), region: region(region_of(*site)), id }
}

fn snapshot_arn((site, name): &Place) -> SnapshotArn {
    let id = SnapshotId::parse(name).unwrap();
    SnapshotArn { account: account(account_of(*site)), region: region(region_of(*site)), id }
}

/// Returns whether a state fulfils an aim of a start.
pub(super) fn is_fulfilled(aim: Aim, start: &State, end: &State, holds: &Holds) -> bool {
    let customers = |key: usize, account: usize| account_of(end.ledger.keys[key].site) == account;
    // What follows another cluster is no cluster of its own, unless it did so at the start.
    let followed = |bit: u8| {
        let before = start.things.get(usize::from(bit)).and_then(|thing| cluster_of(start, thing));
        before.is_some_and(|cluster| cluster.source.is_some())
    };
    let runs = |site: usize, bits: &[u8; THINGS], bit: u8, under: &dyn Fn(&Cluster) -> bool| {
        end.things.iter().zip(bits).any(|(thing, bits)| {
            let cluster =
                cluster_of(end, thing).filter(|_| bits & (1 << bit) != 0 && thing.place().0 == site);
            cluster.is_some_and(|one| {
                one.state == Running::Fine && (one.source.is_none() || followed(bit)) && under(one)
            })
        })
    };
    let bit = |number: usize| u8::try_from(number).unwrap();
    let before = |number: usize| cluster_of(start, &start.things[number]).unwrap();
    let home = |number: usize| start.things[number].place().0;
    // It runs on without its key until Aurora needs that again.
    let opens = |one: &Cluster| one.under.as_ref().is_none_or(|key| end.ledger.usable(key));
    match aim {
        Aim::Encrypted { cluster, key } => {
            runs(home(cluster), &holds.data, bit(cluster), &|one| match (&one.under, key) {
                (Some(Key::Customer(under)), Some(key)) => *under == key,
                (Some(Key::Customer(under)), None) => customers(*under, account_of(home(cluster))),
                (Some(Key::Default(_)), None) => true,
                (Some(Key::Default(_)), Some(_)) | (Some(Key::Owned(_)) | None, _) => false,
            })
        }
        Aim::UnderAnotherKey { cluster, key } => {
            runs(home(cluster), &holds.data, bit(cluster), &|one| match (&one.under, key) {
                (Some(Key::Customer(under)), Some(key)) => *under == key,
                (Some(Key::Customer(under)), None) => {
                    customers(*under, account_of(home(cluster))) && one.under != before(cluster).under
                }
                (Some(Key::Default(_) | Key::Owned(_)) | None, _) => false,
            })
        }
        Aim::InOtherRegion { cluster, key } => {
            let site = 2 * account_of(home(cluster)) + 1 - region_of(home(cluster));
            runs(site, &holds.data, bit(cluster), &|one| match (&one.under, key) {
                (Some(Key::Customer(under)), Some(key)) => *under == key,
                (_, Some(_)) => false,
                (under, None) => {
                    is_protected_as(before(cluster), under.as_ref(), &customers, account_of(site))
                }
            })
        }
        Aim::InOtherAccount { cluster } => {
            let site = (home(cluster) + 2) % 4;
            runs(site, &holds.data, bit(cluster), &|one| {
                is_protected_as(before(cluster), one.under.as_ref(), &customers, account_of(site))
            })
        }
        Aim::Readable { thing } => {
            let reader = 1 - account_of(home(thing));
            let with_it = end.things.iter().zip(holds.data).filter(|(_, bits)| bits & (1 << thing) != 0);
            with_it.into_iter().any(|(thing, _)| is_readable(end, thing, reader))
        }
        Aim::Restored { cluster } => runs(home(cluster), &holds.restored, bit(cluster), &|_| true),
        Aim::Recovered { cluster: Some(cluster) } => runs(home(cluster), &holds.data, bit(cluster), &opens),
        Aim::Recovered { cluster: None } => runs(FIRST.0, &holds.data, DELETED, &opens),
        Aim::NotNeeded { key } => is_free_of(key, start, end, holds),
    }
}

/// Returns whether what has the data of a cluster is encrypted by a customer's key of its account if the cluster is encrypted
/// by a key of one.
fn is_protected_as(
    before: &Cluster,
    under: Option<&Key>,
    customers: &dyn Fn(usize, usize) -> bool,
    account: usize,
) -> bool {
    match (&before.under, under) {
        (None | Some(Key::Owned(_)), _) => true,
        (Some(_), Some(Key::Customer(under))) => customers(*under, account),
        (Some(_), Some(Key::Default(_) | Key::Owned(_)) | None) => false,
    }
}

/// Returns whether an account can restore a snapshot.
fn is_readable(state: &State, thing: &Thing, reader: usize) -> bool {
    let Thing::Snapshot(from) = thing else { return false };
    let to = (2 * reader + region_of(from.0), String::from("z"));
    [Pick::NONE, Pick::MANAGED].into_iter().any(|key| {
        let restore = Command::Restore { from: from.clone(), to: to.clone(), key, change: None };
        state.ledger.clone().judge(&restore) == Verdict::Done
    })
}

/// Returns whether nothing is under a key, and all data that was is still there, where it was.
fn is_free_of(key: usize, start: &State, end: &State, holds: &Holds) -> bool {
    let under = |state: &State, thing: &Thing| {
        let under = match thing {
            Thing::Cluster(place) => &state.ledger.clusters[place].under,
            Thing::Snapshot(place) => &state.ledger.snapshots[place].under,
        };
        *under == Some(Key::Customer(key))
    };
    let works = |thing: &Thing| match thing {
        Thing::Cluster(place) => end.ledger.clusters[place].state == Running::Fine,
        Thing::Snapshot(place) => !end.ledger.snapshots[place].failed,
    };
    let same = |one: &Thing, other: &Thing| matches!((one, other), (Thing::Cluster(one), Thing::Cluster(other)) | (Thing::Snapshot(one), Thing::Snapshot(other)) if one.0 == other.0);
    let kept = |number: usize, thing: &Thing| {
        let mut with_it = end.things.iter().zip(holds.data).filter(|(_, bits)| bits & (1 << number) != 0);
        with_it.any(|(one, _)| same(one, thing) && works(one))
    };
    let had_data = |thing: &Thing| match thing {
        Thing::Cluster(_) => true,
        Thing::Snapshot(place) => !start.ledger.snapshots[place].failed,
    };
    let mut before =
        start.things.iter().enumerate().filter(|(_, thing)| under(start, thing) && had_data(thing));
    !end.things.iter().any(|thing| under(end, thing)) && before.all(|(number, thing)| kept(number, thing))
}
