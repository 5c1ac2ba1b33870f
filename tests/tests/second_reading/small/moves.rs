//! The moves of the small world: everything that can be asked of what is there, allowed or not.
//!
//! New things take the first free name of their site, since which of the names it is does not matter.

use crate::command::{Change, Command, Pick};
use crate::ledger::{Key, Ledger, Place, Site, account_of, region_of};

/// The names of clusters and snapshots.
const CLUSTERS: [&str; 4] = ["a", "b", "c", "d"];
const SNAPSHOTS: [&str; 4] = ["s", "t", "u", "v"];

/// How long somebody waits, in days: one, and longer than anything that ends by itself.
const WAITS: [u32; 2] = [1, 8];

/// The most instances of a cluster.
const INSTANCES: u8 = 2;

const CHANGES: [Change; 3] = [Change::Key, Change::On, Change::Off];

/// Every move of a world, in an order that depends on it only.
pub(super) fn moves(ledger: &Ledger) -> Vec<Command> {
    let mut list = Vec::new();
    for key in 0..ledger.keys.len() {
        for on in [true, false] {
            list.push(Command::SwitchKey { key, on });
            list.push(Command::EndKey { key, on });
        }
    }
    let related = (0..ledger.keys.len()).filter(|key| ledger.keys[*key].part.is_some());
    list.extend(related.map(|key| Command::UpdatePrimary { key }));
    list.extend([true, false].map(|on| Command::Trust { key: 0, on }));
    list.extend(WAITS.map(Command::Days));
    new_clusters(ledger, &mut list);
    for place in ledger.clusters.keys() {
        cluster(ledger, place, &mut list);
    }
    for place in ledger.snapshots.keys() {
        snapshot(ledger, place, &mut list);
    }
    list
}

/// The keys that commands at a site name: none, the AWS managed key, and the customers' keys; the partner's both by ARN and
/// by id.
fn picks(site: Site) -> [Pick; 4] {
    match account_of(site) {
        0 => [Pick::NONE, Pick::MANAGED, Pick::arn(0), Pick::arn(1)],
        _ => [Pick::NONE, Pick::MANAGED, Pick::arn(0), Pick::id(0)],
    }
}

/// The sites of an account.
fn sites(account: usize) -> [Site; 2] {
    [2 * account, 2 * account + 1]
}

fn free_cluster(ledger: &Ledger, site: Site) -> Option<Place> {
    CLUSTERS
        .map(|name| (site, name.to_owned()))
        .into_iter()
        .find(|place| !ledger.clusters.contains_key(place))
}

fn free_snapshot(ledger: &Ledger, site: Site) -> Option<Place> {
    let names = SNAPSHOTS.map(|name| (site, name.to_owned()));
    names.into_iter().find(|place| !ledger.snapshots.contains_key(place))
}

/// How a new cluster is asked for: whether it is to be encrypted, and with which of the keys.
fn ways_to_ask(site: Site) -> impl Iterator<Item = (Option<bool>, Pick)> {
    let [none, _, first, _] = picks(site);
    let unasked = [(None, none), (Some(false), none), (None, first), (Some(false), first)];
    unasked.into_iter().chain(picks(site).map(|key| (Some(true), key)))
}

fn new_clusters(ledger: &Ledger, list: &mut Vec<Command>) {
    for place in sites(0).into_iter().filter_map(|site| free_cluster(ledger, site)) {
        list.extend(ways_to_ask(place.0).map(|(encrypted, key)| Command::Create {
            place: place.clone(),
            encrypted,
            key,
        }));
    }
}

fn cluster(ledger: &Ledger, place: &Place, list: &mut Vec<Command>) {
    let here = || place.clone();
    list.extend(CHANGES.map(|change| Command::Modify { place: here(), change: Some(change) }));
    list.extend([
        Command::Modify { place: here(), change: None },
        Command::Start { place: here() },
        Command::Stop { place: here() },
        Command::Delete { place: here() },
        Command::Promote { place: here() },
        Command::FailOver { place: here() },
    ]);
    let under = ledger.clusters.get(place).and_then(|cluster| cluster.under.as_ref());
    if matches!(under, Some(Key::Customer(_))) {
        list.push(Command::Revoke { place: here() });
    }
    let instances = ledger.clusters.get(place).map_or(0, |cluster| cluster.instances);
    list.push(Command::AddInstance { place: here(), number: instances + 1, small: true });
    if instances < INSTANCES {
        list.push(Command::AddInstance { place: here(), number: instances + 1, small: false });
    }
    list.extend([
        Command::RemoveInstance { place: here(), number: instances },
        Command::Reboot { place: here(), number: 1 },
        Command::ModifyInstance { place: here(), number: 1 },
    ]);
    if let Some((_, name)) = free_snapshot(ledger, place.0) {
        let changes = CHANGES.map(Some).into_iter().chain([None]);
        list.extend(changes.map(|change| Command::Snapshot { place: here(), name: name.clone(), change }));
    }
    if let Some((_, to)) = free_cluster(ledger, place.0) {
        for clone in [false, true] {
            list.extend(picks(place.0).map(|key| Command::PointInTime {
                from: here(),
                to: to.clone(),
                key,
                clone,
            }));
        }
    }
    for to in sites(account_of(place.0)).into_iter().filter_map(|site| free_cluster(ledger, site)) {
        list.extend(ways_to_ask(to.0).map(|(encrypted, key)| Command::Replica {
            from: here(),
            to: to.clone(),
            encrypted,
            key,
        }));
    }
}

fn snapshot(ledger: &Ledger, place: &Place, list: &mut Vec<Command>) {
    let here = || place.clone();
    list.push(Command::DeleteSnapshot { place: here() });
    if account_of(place.0) == 0 {
        list.extend([false, true].map(|everybody| Command::Share { from: here(), everybody }));
        list.push(Command::Unshare { from: here() });
    }
    let own = account_of(place.0);
    let readers = if own == 0 { vec![0, 1] } else { vec![1] };
    for to in readers.iter().flat_map(|account| sites(*account)) {
        if let Some(to) = free_snapshot(ledger, to) {
            list.extend(picks(to.0).map(|key| Command::Copy { from: here(), to: to.clone(), key }));
        }
    }
    for account in readers {
        let Some(to) = free_cluster(ledger, sites(account)[region_of(place.0)]) else { continue };
        list.extend(picks(to.0).map(|key| Command::Restore {
            from: here(),
            to: to.clone(),
            key,
            change: None,
        }));
        if account == 0 {
            let changes = [Change::On, Change::Off].map(Some);
            list.extend(changes.map(|change| Command::Restore {
                from: here(),
                to: to.clone(),
                key: Pick::NONE,
                change,
            }));
        }
    }
}
