//! Where things are on the map: which account and Region, which cluster a snapshot or backup belongs to, what the search
//! finds, and which part of a long list is shown. What a card says is in `map`.

use core::ops::Range;

use playground_core::env::Time;
use playground_core::ids::{AccountId, Region};
use playground_core::kms::key::Key;
use playground_core::profile::PROFILES;
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::snapshot::Snapshot;
use playground_core::sort::sorted;
use playground_core::world::World;

use super::Worlds;
use super::map::{backup_box, cluster_box, key_box, snapshot_box};
use super::names::{self, Names};
use super::search::Search;
use super::things::Thing as Open;
use crate::view::{AccountBox, ClusterBox, Cut, MapFocus, MapKind, MapPart, MapView, RegionBox, ThingId};

/// The most things of one kind in a picture of a Region; the rest is counted.
const DRAWN: usize = 30;
/// The most things of one kind that the page lists at once. It has buttons for the rest.
const LISTED: usize = 50;
/// The most clusters of a Region that the page draws as cards; more are rows of one line.
const CARDS: usize = 12;

/// How much of a world is shown.
pub(super) enum Sight<'a> {
    /// The beginning of each list, as cards: for pictures, and for pages that are only read.
    Cards,
    /// What the reader looks at, and the thing that is open in the inspector.
    Page { focus: &'a MapFocus, open: Option<&'a ThingId> },
}

type AccountRegion = (AccountId, Region);

/// A Region of an account, oldest things first.
struct Place<'a> {
    at: AccountRegion,
    keys: Vec<&'a Key>,
    clusters: Vec<Family<'a>>,
    snapshots: Vec<&'a Snapshot>,
    backups: Vec<&'a AutomatedBackup>,
}

/// A cluster, with the snapshots taken from it in its Region and its backup.
pub(super) struct Family<'a> {
    pub(super) cluster: &'a Cluster,
    pub(super) snapshots: Vec<&'a Snapshot>,
    pub(super) backup: Option<&'a AutomatedBackup>,
}

impl Family<'_> {
    fn leaves(&self) -> usize {
        self.snapshots.len() + usize::from(self.backup.is_some())
    }

    /// Whether the cluster, or what was taken from it, is open in the inspector.
    fn has(&self, open: &Open) -> bool {
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
    let total = places.iter().map(count).sum();
    let open = match sight {
        Sight::Page { open: Some(id), .. } => Open::read(worlds.now, id),
        Sight::Page { open: None, .. } | Sight::Cards => None,
    };
    let mut found = total;
    let mut searched = false;
    if let Sight::Page { focus, .. } = sight
        && let Some(search) = Search::of(&focus.search)
    {
        searched = true;
        found = places.iter_mut().map(|place| keep(place, names, &search)).sum();
        places.retain(|place| count(place) > 0);
    }
    let lists = Lists { worlds, names, sight, open, searched };
    MapView { accounts: lists.accounts(places), total, found }
}

fn count(place: &Place<'_>) -> usize {
    let leaves: usize = place.clusters.iter().map(Family::leaves).sum();
    place.keys.len() + place.clusters.len() + leaves + place.snapshots.len() + place.backups.len()
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
/// that is found, everything is kept.
fn keep(place: &mut Place<'_>, names: &Names<'_>, search: &Search) -> usize {
    place.keys.retain(|key| search.finds_key(names, key));
    place.snapshots.retain(|snapshot| search.finds_snapshot(names, snapshot));
    place.backups.retain(|backup| search.finds_backup(names, backup));
    let mut found = 0;
    place.clusters.retain_mut(|family| {
        if search.finds_cluster(names, family.cluster) {
            found += 1 + family.leaves();
            return true;
        }
        family.snapshots.retain(|snapshot| search.finds_snapshot(names, snapshot));
        family.backup = family.backup.filter(|backup| search.finds_backup(names, backup));
        found += family.leaves();
        family.leaves() > 0
    });
    found + place.keys.len() + place.snapshots.len() + place.backups.len()
}

/// Makes the boxes of what is shown.
struct Lists<'a> {
    worlds: Worlds<'a>,
    names: &'a Names<'a>,
    sight: &'a Sight<'a>,
    open: Option<Open>,
    searched: bool,
}

impl Lists<'_> {
    /// The reader's own account first, then those of the profiles in their order; the default Region first.
    fn accounts(&self, places: Vec<Place<'_>>) -> Vec<AccountBox> {
        let order = |account: AccountId| {
            PROFILES.iter().position(|profile| profile.account == account).unwrap_or(PROFILES.len())
        };
        let rank =
            |(account, region): AccountRegion| (order(account), region != Region::DEFAULT, account, region);
        let mut accounts: Vec<AccountBox> = Vec::new();
        for place in sorted(places, |one, other| rank(one.at).cmp(&rank(other.at))) {
            let id = names::account_id(place.at.0);
            let region = self.region(&id, &place);
            if let Some(last) = accounts.last_mut().filter(|last| last.id == id) {
                last.regions.push(region);
            } else {
                let label = names::account_label(place.at.0);
                accounts.push(AccountBox { id, label, regions: vec![region] });
            }
        }
        accounts
    }

    fn region(&self, account: &str, place: &Place<'_>) -> RegionBox {
        let code = place.at.1.to_string();
        let name = names::region_name(place.at.1).into();
        let mut region = RegionBox { code, name, found: count(place), ..RegionBox::default() };
        let (world, names) = (self.worlds.now, self.names);
        let open = self.open.as_ref();
        let rows = matches!(self.sight, Sight::Page { .. }) && place.clusters.len() > CARDS;
        let is_open = |family: &Family<'_>| open.is_some_and(|open| family.has(open));
        let at = place.keys.iter().position(|it| matches!(open, Some(Open::Key(arn)) if it.arn == *arn));
        let keys = self.part(account, &mut region, MapKind::Keys, place.keys.len(), at);
        let keys = place.keys.get(keys).unwrap_or_default().iter();
        region.keys = keys.map(|key| key_box(world.edition, names, key)).collect();
        let at = place.clusters.iter().position(is_open);
        let clusters = self.part(account, &mut region, MapKind::Clusters, place.clusters.len(), at);
        let clusters = place.clusters.get(clusters).unwrap_or_default().iter();
        region.clusters = clusters.map(|it| self.family(it, rows && !is_open(it))).collect();
        let snapshots = &place.snapshots;
        let at = snapshots.iter().position(|it| matches!(open, Some(Open::Snapshot(arn)) if it.arn == *arn));
        let part = self.part(account, &mut region, MapKind::Snapshots, snapshots.len(), at);
        let snapshots = snapshots.get(part).unwrap_or_default().iter();
        region.snapshots = snapshots.map(|it| snapshot_box(world, names, it, false)).collect();
        let backups = &place.backups;
        let at = backups.iter().position(|it| matches!(open, Some(Open::Backup(at)) if it.key() == *at));
        let part = self.part(account, &mut region, MapKind::Backups, backups.len(), at);
        let backups = backups.get(part).unwrap_or_default().iter();
        region.backups = backups.map(|it| backup_box(names, it)).collect();
        region
    }

    /// A cluster's box. A row has none of what was taken from it, unless the search was for that.
    fn family(&self, family: &Family<'_>, row: bool) -> ClusterBox {
        let (world, names) = (self.worlds.now, self.names);
        let mut cluster = cluster_box(self.worlds, names, family.cluster, row);
        cluster.leaves = family.leaves();
        if !row || self.searched {
            let part = self.snapshots_of(family);
            let snapshots = family.snapshots.get(part).unwrap_or_default().iter();
            cluster.snapshots = snapshots.map(|it| snapshot_box(world, names, it, true)).collect();
            cluster.backup = family.backup.map(|backup| backup_box(names, backup));
        }
        cluster
    }

    /// Which snapshots are listed below their cluster: the last ones, or the part with an earlier one that is open.
    /// The search finds the others.
    fn snapshots_of(&self, family: &Family<'_>) -> Range<usize> {
        let count = family.snapshots.len();
        if matches!(self.sight, Sight::Cards) || count <= LISTED {
            return 0..count;
        }
        let is_open = |it: &&Snapshot| matches!(&self.open, Some(Open::Snapshot(arn)) if it.arn == *arn);
        let last = count - LISTED;
        let open = family.snapshots.iter().position(is_open).filter(|at| *at < last);
        let first = open.map_or(last, |at| at / LISTED * LISTED);
        first..count.min(first + LISTED)
    }

    /// The part that is shown of a list of so many things, of which one may be open. If that is not all, the Region says so.
    fn part(
        &self,
        account: &str,
        region: &mut RegionBox,
        kind: MapKind,
        count: usize,
        open: Option<usize>,
    ) -> Range<usize> {
        let (first, most) = match self.sight {
            Sight::Cards => (0, DRAWN),
            Sight::Page { .. } if count <= LISTED => (0, LISTED),
            Sight::Page { focus, .. } => {
                let here = |part: &&MapPart| {
                    part.kind == kind && part.account == account && part.region == region.code
                };
                let turned = focus.parts.iter().find(here).map(|part| part.first);
                let first = turned.filter(|first| *first < count).or(open).unwrap_or(0);
                (first / LISTED * LISTED, LISTED)
            }
        };
        let shown = first..count.min(first + most);
        if shown.len() < count {
            region.more += count - shown.len();
            region.cuts.push(Cut { kind, first, listed: shown.len(), found: count });
        }
        shown
    }
}
