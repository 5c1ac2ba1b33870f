//! Where things are on the map: which account and Region, which cluster a snapshot or backup belongs to, and what the search
//! finds. What of it is shown is in `lists`, what matters first in `weigh`, and what a card says in `map`.

use playground_core::env::Time;
use playground_core::ids::{AccountId, Region};
use playground_core::kms::key::Key;
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::snapshot::Snapshot;
use playground_core::sort::sorted;
use playground_core::world::World;

use super::Worlds;
use super::lists::Lists;
use super::names::Names;
use super::search::Search;
use super::things::Thing as Open;
use super::weigh;
use crate::view::{MapFocus, MapView, ThingId};

/// From how many things on, a map is folded: its Regions are closed, and lists are short.
pub(super) const MANY: usize = 80;

/// How much of a world is shown.
pub(super) enum Sight<'a> {
    /// The beginning of each list, as cards: for pictures, and for pages that are only read.
    Cards,
    /// What the reader looks at, and the thing that is open in the inspector.
    Page { focus: &'a MapFocus, open: Option<&'a ThingId> },
}

impl<'a> Sight<'a> {
    /// What the reader looks at, if somebody can look elsewhere.
    pub(super) fn focus(&self) -> Option<&'a MapFocus> {
        match self {
            Self::Page { focus, .. } => Some(focus),
            Self::Cards => None,
        }
    }
}

/// An account and a Region.
pub(super) type AccountRegion = (AccountId, Region);

/// A Region of an account, oldest things first.
pub(super) struct Place<'a> {
    pub(super) at: AccountRegion,
    pub(super) keys: Vec<&'a Key>,
    pub(super) clusters: Vec<Family<'a>>,
    pub(super) snapshots: Vec<&'a Snapshot>,
    pub(super) backups: Vec<&'a AutomatedBackup>,
}

impl Place<'_> {
    /// Returns whether a thing is in it.
    pub(super) fn has(&self, open: &Open) -> bool {
        self.clusters.iter().any(|family| family.has(open))
            || match open {
                Open::Key(arn) => self.keys.iter().any(|key| key.arn == *arn),
                Open::Cluster(_) => false,
                Open::Snapshot(arn) => self.snapshots.iter().any(|snapshot| snapshot.arn == *arn),
                Open::Backup(at) => self.backups.iter().any(|backup| backup.key() == *at),
            }
    }

    /// How many things are in it.
    pub(super) fn count(&self) -> usize {
        let leaves: usize = self.clusters.iter().map(Family::leaves).sum();
        self.keys.len() + self.clusters.len() + leaves + self.snapshots.len() + self.backups.len()
    }
}

/// A cluster, with the snapshots taken from it in its Region and its backup.
pub(super) struct Family<'a> {
    pub(super) cluster: &'a Cluster,
    pub(super) snapshots: Vec<&'a Snapshot>,
    pub(super) backup: Option<&'a AutomatedBackup>,
}

impl Family<'_> {
    /// How many snapshots and backups of it there are.
    pub(super) fn leaves(&self) -> usize {
        self.snapshots.len() + usize::from(self.backup.is_some())
    }

    /// Returns whether the cluster, or what was taken from it, is open in the inspector.
    pub(super) fn has(&self, open: &Open) -> bool {
        match open {
            Open::Key(_) => false,
            Open::Cluster(arn) => self.cluster.arn == *arn,
            Open::Snapshot(arn) => self.snapshots.iter().any(|snapshot| snapshot.arn == *arn),
            Open::Backup(at) => self.backup.is_some_and(|backup| backup.key() == *at),
        }
    }
}

/// The whole map.
pub(super) fn map(worlds: Worlds<'_>, names: &Names<'_>, sight: &Sight<'_>) -> MapView {
    let mut places = places(worlds.now);
    let total = places.iter().map(Place::count).sum();
    let open = match sight {
        Sight::Page { open: Some(id), .. } => Open::read(worlds.now, id),
        Sight::Page { open: None, .. } | Sight::Cards => None,
    };
    let index = sight.focus().filter(|_| total > MANY).map(|_| weigh::index(worlds.now, names, &places));
    let mut found = total;
    let mut searched = false;
    if let Some(search) = sight.focus().and_then(|focus| Search::of(worlds.now, focus)) {
        searched = true;
        places.retain(|place| search.looks_in(place.at));
        found = places.iter_mut().map(|place| keep(place, names, &search)).sum();
        places.retain(|place| place.count() > 0);
    }
    let lists = Lists { worlds, names, sight, open, searched, many: found > MANY };
    let (accounts, more) = lists.accounts(places);
    MapView { accounts, total, found, index, more }
}

/// Every place in which something is. Each thing is visited once.
fn places(world: &World) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    let keys: Vec<_> = world.keys.values().collect();
    for key in oldest_first(&keys, |key| key.created) {
        let at = place(&mut places, (key.arn.account, key.arn.region));
        if let Some(place) = at {
            place.keys.push(key);
        }
    }
    let clusters: Vec<_> = world.clusters.values().collect();
    // By resource id: where a cluster stands in the list of its place.
    let mut index = Vec::new();
    for cluster in oldest_first(&clusters, |cluster| cluster.created) {
        let Some(place) = place(&mut places, (cluster.arn.account, cluster.arn.region)) else { continue };
        index.push((cluster.resource_id, place.clusters.len()));
        place.clusters.push(Family { cluster, snapshots: Vec::new(), backup: None });
    }
    let index = sorted(index, |(one, _), (other, _)| one.cmp(other));
    let family = |id| {
        let at = index.binary_search_by(|(known, _)| known.cmp(id)).ok()?;
        index.get(at).map(|(_, number)| *number)
    };
    let snapshots: Vec<_> = world.snapshots.values().collect();
    for snapshot in oldest_first(&snapshots, |snapshot| snapshot.created) {
        let Some(place) = place(&mut places, (snapshot.arn.account, snapshot.arn.region)) else { continue };
        let at = family(&snapshot.resource_id).filter(|_| snapshot.source.is_none());
        let of = at.and_then(|at| place.clusters.get_mut(at));
        match of.filter(|of| of.cluster.resource_id == snapshot.resource_id) {
            Some(of) => of.snapshots.push(snapshot),
            None => place.snapshots.push(snapshot),
        }
    }
    for (at, backup) in &world.backups {
        let Some(place) = place(&mut places, (at.0, at.1)) else { continue };
        let of = family(&backup.resource_id).and_then(|at| place.clusters.get_mut(at));
        match of.filter(|of| of.cluster.arn == backup.cluster) {
            Some(of) => of.backup = Some(backup),
            None => place.backups.push(backup),
        }
    }
    places
}

/// In order of creation.
fn oldest_first<T>(things: &[T], created: fn(&T) -> Time) -> impl Iterator<Item = &T> {
    sorted(things.iter().collect(), move |one, other| created(one).cmp(&created(other))).into_iter()
}

/// A place, a new one if it is not known yet.
fn place<'p, 'a>(places: &'p mut Vec<Place<'a>>, at: AccountRegion) -> Option<&'p mut Place<'a>> {
    let known = places.iter().position(|place| place.at == at);
    if known.is_none() {
        let (keys, clusters, snapshots, backups) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        places.push(Place { at, keys, clusters, snapshots, backups });
    }
    let last = places.len().checked_sub(1)?;
    places.get_mut(known.unwrap_or(last))
}

/// Keeps what the search finds, and the clusters that it was taken from. Returns how many things are found. Of a cluster
/// that is found, everything is kept that the map may show.
fn keep(place: &mut Place<'_>, names: &Names<'_>, search: &Search<'_>) -> usize {
    place.keys.retain(|key| search.lets_key(names, key) && search.finds_key(names, key));
    place.snapshots.retain(|it| search.lets_snapshot(it) && search.finds_snapshot(names, it));
    place.backups.retain(|it| search.lets_backup(it) && search.finds_backup(names, it));
    let mut found = 0;
    place.clusters.retain_mut(|family| {
        family.snapshots.retain(|it| search.lets_snapshot(it));
        family.backup = family.backup.filter(|it| search.lets_backup(it));
        let is_found = search.finds_cluster(names, family.cluster);
        if is_found && search.lets_cluster(family.cluster) {
            found += 1 + family.leaves();
            return true;
        }
        if !is_found {
            family.snapshots.retain(|it| search.finds_snapshot(names, it));
            family.backup = family.backup.filter(|it| search.finds_backup(names, it));
        }
        found += family.leaves();
        family.leaves() > 0
    });
    found + place.keys.len() + place.snapshots.len() + place.backups.len()
}
