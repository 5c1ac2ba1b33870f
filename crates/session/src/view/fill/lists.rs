//! Which accounts, Regions and things of the map are shown: what is open, and which part of a long list.

use core::ops::Range;

use playground_core::ids::{AccountId, Region};
use playground_core::profile::PROFILES;
use playground_core::rds::snapshot::Snapshot;
use playground_core::sort::sorted;

use super::Worlds;
use super::map::{backup_box, cluster_box, key_box, snapshot_box};
use super::names::{self, Names};
use super::places::{AccountRegion, Family, Place, Sight};
use super::things::Thing as Open;
use super::weigh::{self, Weighed, Weight, weigh};
use crate::view::{AccountBox, ClusterBox, Cut, Holds, MapKind, MapPart, RegionBox, ThingId};

/// The most things of one kind in a picture of a Region; the rest is counted.
const DRAWN: usize = 30;
/// The most things of one kind that the page lists at once. It has buttons for the rest.
const LISTED: usize = 50;
/// The most of them as long as the reader has not asked for more, where there is much on the map.
const FIRST: usize = 6;
/// The most clusters of a Region that the page draws as cards; more are rows of one line.
const CARDS: usize = 12;
/// The most snapshots that the last step made or changed, in a row of many.
const FRESH: usize = 3;
/// The most Regions that open by themselves where there is much on the map.
const OPEN: usize = 2;
/// The most accounts whose Regions are listed where there is much on the map.
const ACCOUNTS_OPEN: usize = 4;
/// The most accounts that are listed; the rest is counted, until the reader asks for it.
const ACCOUNTS: usize = 12;

/// Makes the boxes of what is shown.
pub(super) struct Lists<'a> {
    pub(super) worlds: Worlds<'a>,
    pub(super) names: &'a Names<'a>,
    pub(super) sight: &'a Sight<'a>,
    pub(super) open: Option<Open>,
    pub(super) searched: bool,
    /// Whether there is so much that the map is folded.
    pub(super) many: bool,
}

impl Lists<'_> {
    /// The accounts that are listed, and how many others there are. The reader's own account comes first, then those of the
    /// profiles in their order; the default Region first.
    pub(super) fn accounts(&self, places: Vec<Place<'_>>) -> (Vec<AccountBox>, usize) {
        let order = |account: AccountId| {
            PROFILES.iter().position(|profile| profile.account == account).unwrap_or(PROFILES.len())
        };
        let rank =
            |(account, region): AccountRegion| (order(account), account, region != Region::DEFAULT, region);
        let places = sorted(places, |one, other| rank(one.at).cmp(&rank(other.at)));
        let places: Vec<_> =
            places.into_iter().map(|place| weigh(self.worlds, self.names, place, self.many)).collect();
        let opened = self.opened(&places);
        let accounts: Vec<&[Weighed<'_>]> =
            places.chunk_by(|one, other| one.place.at.0 == other.place.at.0).collect();
        let few = accounts.len() <= ACCOUNTS_OPEN;
        let most = ACCOUNTS * (1 + self.sight.focus().map_or(0, |focus| focus.more_accounts));
        let matters = |regions: &&[Weighed<'_>]| regions.iter().any(|it| opened.contains(&it.place.at));
        // Where not all are listed, those with something open are.
        let others = most.saturating_sub(accounts.iter().filter(|it| matters(it)).count());
        let mut left = others;
        let count = accounts.len();
        let listed = accounts.into_iter().filter(|regions| {
            let shown = count <= most || matters(regions) || left > 0;
            left = left.saturating_sub(usize::from(!matters(regions)));
            shown
        });
        let listed: Vec<AccountBox> =
            listed.filter_map(|regions| self.account(regions, &opened, few || matters(&regions))).collect();
        let more = count - listed.len();
        (listed, more)
    }

    fn account(&self, regions: &[Weighed<'_>], opened: &[AccountRegion], opens: bool) -> Option<AccountBox> {
        let account = regions.first()?.place.at.0;
        let id = names::account_id(account);
        let holds = sum(regions.iter().map(|region| &region.holds));
        let folded = self.is_folded(&id, !self.many || opens, holds.changed > 0);
        let region = |it: &Weighed<'_>| self.region(&id, it, opened.contains(&it.place.at));
        let regions = if folded { Vec::new() } else { regions.iter().map(region).collect() };
        Some(AccountBox { label: names::account_label(account), id, folded, regions, holds })
    }

    /// The Regions that are open by themselves: all where there is little. Otherwise those of which something is in the
    /// inspector or was changed by the last step, or else where the worst is found.
    fn opened(&self, places: &[Weighed<'_>]) -> Vec<AccountRegion> {
        let at = |it: &Weighed<'_>| it.place.at;
        if !self.many || places.len() <= OPEN {
            return places.iter().map(at).collect();
        }
        let shown = |it: &&Weighed<'_>| self.open.as_ref().is_some_and(|open| it.place.has(open));
        let mut opened: Vec<_> = places.iter().filter(shown).map(at).collect();
        let changed = places.iter().filter(|it| it.holds.changed > 0);
        let changed = sorted(changed.collect(), |one, other| one.first.cmp(&other.first));
        let changed = changed.into_iter().map(at).filter(|it| !opened.contains(it)).collect::<Vec<_>>();
        opened.extend(changed.into_iter().take(OPEN.saturating_sub(opened.len())));
        if opened.is_empty() {
            let worst = places.iter().filter(|it| it.first.is_some()).min_by_key(|it| it.first);
            opened.extend(worst.map(at));
        }
        opened
    }

    /// Returns whether an account or a Region is closed. What the reader has said holds until a step changes something in it.
    fn is_folded(&self, place: &str, opens: bool, changed: bool) -> bool {
        let folds = self.sight.focus().map_or(&[][..], |focus| &focus.folds);
        let said = folds.iter().find(|fold| fold.place == place);
        let said = said.filter(|fold| fold.open || !fold.earlier || !changed);
        !said.map_or(opens, |fold| fold.open)
    }

    fn region(&self, account: &str, it: &Weighed<'_>, opens: bool) -> RegionBox {
        let Weighed { place, weights, holds, .. } = it;
        let code = place.at.1.to_string();
        let name = names::region_name(place.at.1).into();
        let folded = self.is_folded(&[account, "/", &code].concat(), opens, holds.changed > 0);
        let mut region = RegionBox { code, name, folded, holds: holds.clone(), ..RegionBox::default() };
        if folded {
            return region;
        }
        let (world, names) = (self.worlds.now, self.names);
        let open = self.open.as_ref();
        let rows = self.sight.focus().is_some() && (self.many || place.clusters.len() > CARDS);
        let is_open = |family: &Family<'_>| open.is_some_and(|open| family.has(open));
        let at = place.keys.iter().position(|it| matches!(open, Some(Open::Key(arn)) if it.arn == *arn));
        let keys = self.part(account, &mut region, MapKind::Keys, &weights.keys, at);
        region.keys = those(&place.keys, &keys).map(|it| key_box(world.edition, names, it)).collect();
        let at = place.clusters.iter().position(is_open);
        let clusters = self.part(account, &mut region, MapKind::Clusters, &weights.clusters, at);
        let family = |it| self.family(account, it, rows && !is_open(it));
        region.clusters = those(&place.clusters, &clusters).map(family).collect();
        let snapshots = &place.snapshots;
        let at = snapshots.iter().position(|it| matches!(open, Some(Open::Snapshot(arn)) if it.arn == *arn));
        let part = self.part(account, &mut region, MapKind::Snapshots, &weights.snapshots, at);
        region.snapshots = those(snapshots, &part).map(|it| snapshot_box(world, names, it, false)).collect();
        let backups = &place.backups;
        let at = backups.iter().position(|it| matches!(open, Some(Open::Backup(at)) if it.key() == *at));
        let part = self.part(account, &mut region, MapKind::Backups, &weights.backups, at);
        region.backups = those(backups, &part).map(|it| backup_box(world, names, it)).collect();
        region
    }

    /// A cluster's box. A row has none of what was taken from it, unless the search was for that or the last step made it.
    fn family(&self, account: &str, family: &Family<'_>, row: bool) -> ClusterBox {
        let (world, names) = (self.worlds.now, self.names);
        let mut cluster = cluster_box(self.worlds, names, family.cluster, row);
        cluster.leaves = family.leaves();
        if !row || (self.searched && !self.many) {
            let region = family.cluster.arn.region.as_str();
            let (part, cut) = self.snapshots_of(account, region, &cluster.thing, family);
            let snapshots = family.snapshots.get(part).unwrap_or_default().iter();
            cluster.snapshots = snapshots.map(|it| snapshot_box(world, names, it, true)).collect();
            cluster.backup = family.backup.map(|backup| backup_box(world, names, backup));
            cluster.cut = cut;
        } else if self.many {
            let fresh = family.snapshots.iter().filter(|it| weigh::snapshot(self.worlds, it).changed());
            cluster.snapshots = fresh.take(FRESH).map(|it| snapshot_box(world, names, it, true)).collect();
        }
        cluster
    }

    /// Which snapshots are listed below their cluster: the part that the reader has turned to, or the last ones, or the part
    /// with an earlier one that is open. If that is not all, where it is cut.
    fn snapshots_of(
        &self,
        account: &str,
        region: &str,
        cluster: &ThingId,
        family: &Family<'_>,
    ) -> (Range<usize>, Option<Cut>) {
        let count = family.snapshots.len();
        let brief = if self.many { FIRST } else { LISTED };
        let turned = self.turned(account, region, MapKind::Snapshots, Some(cluster), count);
        if count <= brief || (self.sight.focus().is_none() && !self.many) {
            return (0..count, None);
        }
        let is_open = |it: &&Snapshot| matches!(&self.open, Some(Open::Snapshot(arn)) if it.arn == *arn);
        let last = count - brief;
        let open = family.snapshots.iter().position(is_open).filter(|at| *at < last);
        let shown = match turned.or(open) {
            Some(at) => at / LISTED * LISTED..count.min(at / LISTED * LISTED + LISTED),
            None => last..count,
        };
        let cut = (shown.len() < count).then(|| Cut {
            kind: MapKind::Snapshots,
            of: Some(cluster.clone()),
            brief: self.many && turned.or(open).is_none(),
            first: shown.start,
            listed: shown.len(),
            found: count,
        });
        (shown, cut)
    }

    /// The part of a list that the reader has turned to, by the number of things before it.
    fn turned(
        &self,
        account: &str,
        region: &str,
        kind: MapKind,
        of: Option<&ThingId>,
        count: usize,
    ) -> Option<usize> {
        let here = |part: &&MapPart| {
            part.kind == kind && part.of.as_ref() == of && part.account == account && part.region == region
        };
        let turned = self.sight.focus()?.parts.iter().find(here).map(|part| part.first);
        turned.filter(|first| *first < count)
    }

    /// The places of the things of a list that are shown, of which one may be open. If those are not all, the Region says so.
    fn part(
        &self,
        account: &str,
        region: &mut RegionBox,
        kind: MapKind,
        weights: &[Weight],
        open: Option<usize>,
    ) -> Vec<usize> {
        let count = weights.len();
        let turned = self.turned(account, &region.code, kind, None, count);
        let brief = self.many && turned.is_none() && count > FIRST;
        let most = if self.sight.focus().is_some() { LISTED } else { DRAWN };
        let start = turned.or(open).filter(|_| count > LISTED).map_or(0, |at| at / LISTED * LISTED);
        let shown = if brief {
            weigh::first(weights, FIRST, open)
        } else {
            (start..count.min(start + most)).collect()
        };
        if shown.len() < count {
            let first = if brief { 0 } else { start };
            region.more += count - shown.len();
            region.cuts.push(Cut { kind, of: None, brief, first, listed: shown.len(), found: count });
        }
        shown
    }
}

/// The things of a list at these places.
fn those<'l, T>(list: &'l [T], places: &[usize]) -> impl Iterator<Item = &'l T> {
    places.iter().filter_map(|at| list.get(*at))
}

/// What is in several Regions together.
fn sum<'a>(all: impl Iterator<Item = &'a Holds>) -> Holds {
    let mut sum = Holds::default();
    for holds in all {
        add(&mut sum.things, &holds.things);
        add(&mut sum.findings, &holds.findings);
        sum.changed += holds.changed;
    }
    sum.findings = sorted(sum.findings, Ord::cmp);
    sum
}

fn add<T: Copy + PartialEq>(sum: &mut Vec<(T, usize)>, some: &[(T, usize)]) {
    for (what, count) in some {
        match sum.iter_mut().find(|(known, _)| known == what) {
            Some((_, all)) => *all += count,
            None => sum.push((*what, *count)),
        }
    }
}
