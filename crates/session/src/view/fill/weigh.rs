//! What matters first on a map of many things: what the last step did, then what is found. And what such a map can be
//! narrowed to.

use playground_core::kms::key::Key;
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::snapshot::Snapshot;
use playground_core::sort::sorted;
use playground_core::world::World;
use playground_estate::Kind;

use super::Worlds;
use super::findings::{self, Found};
use super::names::{self, Names};
use super::places::{Family, Place};
use super::touched::{to_backup, to_cluster, to_key, to_snapshot};
use crate::view::{Happened, Holds, MapIndex, MapKind, Severity};

/// The most keys that an index lists.
const KEYS: usize = 40;

/// How much a thing matters; the least comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Weight {
    /// Whether the last step left it as it was, or it changed by itself.
    untouched: bool,
    what: Option<Happened>,
    /// The place of the worst that is found among all kinds.
    worst: usize,
}

impl Weight {
    fn of(what: Option<Happened>, found: &Found) -> Self {
        let what = what.filter(|what| *what != Happened::ByItself);
        Self { untouched: what.is_none(), what, worst: found.worst() }
    }

    /// Returns whether the last step made it or changed it.
    pub(super) const fn changed(&self) -> bool {
        !self.untouched
    }
}

/// The weights of a place's things, in the order of its lists.
pub(super) struct Weights {
    pub(super) keys: Vec<Weight>,
    pub(super) clusters: Vec<Weight>,
    pub(super) snapshots: Vec<Weight>,
    pub(super) backups: Vec<Weight>,
}

/// A place with what is in it, weighed and counted.
pub(super) struct Weighed<'a> {
    pub(super) place: Place<'a>,
    pub(super) weights: Weights,
    pub(super) holds: Holds,
    /// The weight of what matters first; `None` if it is empty.
    pub(super) first: Option<Weight>,
}

/// Weighs and counts what is in a place. Only where there are many things on the map, what is found and changed is told.
pub(super) fn weigh<'a>(worlds: Worlds<'_>, names: &Names<'_>, place: Place<'a>, many: bool) -> Weighed<'a> {
    let mut scale = Scale { worlds, names, sum: Sum::default() };
    let weights = Weights {
        keys: place.keys.iter().map(|it| scale.key(it)).collect(),
        clusters: place.clusters.iter().map(|it| scale.family(it)).collect(),
        snapshots: place.snapshots.iter().map(|it| scale.snapshot(it)).collect(),
        backups: place.backups.iter().map(|it| scale.backup(it)).collect(),
    };
    let Sum { things, kinds, changed, first } = scale.sum;
    let found = |severity: Severity| {
        let those = Kind::ALL.iter().zip(kinds).filter(|(kind, _)| kind.severity() == severity);
        (severity, those.map(|(_, count)| count).sum::<usize>())
    };
    let findings = Severity::ALL.map(found).into_iter().filter(|(_, count)| many && *count > 0).collect();
    let things = MapKind::ALL.into_iter().zip(things).filter(|(_, count)| *count > 0).collect();
    Weighed { place, weights, holds: Holds { things, findings, changed }, first }
}

/// The places of the first few things of a list, what matters most first: of what the last step changed the newest, of others
/// the oldest. One that is open is among them.
pub(super) fn first(weights: &[Weight], most: usize, open: Option<usize>) -> Vec<usize> {
    let newer = |(one, at): &(&Weight, usize), (other, there): &(&Weight, usize)| {
        let age = if one.changed() { there.cmp(at) } else { at.cmp(there) };
        one.cmp(other).then(age)
    };
    let mut first: Vec<usize> =
        sorted(weights.iter().zip(0..).collect(), newer).into_iter().map(|(_, at)| at).take(most).collect();
    if let Some(open) = open.filter(|open| !first.contains(open)) {
        first.truncate(most.saturating_sub(1));
        first.push(open);
    }
    first
}

#[derive(Default)]
struct Sum {
    /// In the order of [`MapKind::ALL`].
    things: [usize; MapKind::ALL.len()],
    /// In the order of [`Kind::ALL`].
    kinds: [usize; Kind::ALL.len()],
    changed: usize,
    first: Option<Weight>,
}

impl Sum {
    fn add(&mut self, kind: MapKind, weight: Weight, found: &Found) {
        let place = MapKind::ALL.iter().position(|known| *known == kind);
        if let Some(count) = place.and_then(|place| self.things.get_mut(place)) {
            *count += 1;
        }
        self.found(found);
        self.changed += usize::from(weight.changed());
        self.first = Some(self.first.map_or(weight, |first| first.min(weight)));
    }

    fn found(&mut self, found: &Found) {
        for kind in &found.own {
            if let Some(count) = self.kinds.get_mut(findings::place(*kind)) {
                *count += 1;
            }
        }
    }
}

struct Scale<'w> {
    worlds: Worlds<'w>,
    names: &'w Names<'w>,
    sum: Sum,
}

impl Scale<'_> {
    fn key(&mut self, key: &Key) -> Weight {
        let Worlds { now, base, .. } = self.worlds;
        let what = now.keys.get(&key.arn).and_then(|it| to_key(self.worlds, it, base.keys.get(&key.arn)));
        let found = findings::of_key(self.names, key);
        let weight = Weight::of(what, &found);
        self.sum.add(MapKind::Keys, weight, &found);
        weight
    }

    /// A cluster matters as much as the most of what was taken from it.
    fn family(&mut self, family: &Family<'_>) -> Weight {
        let Worlds { now, base, .. } = self.worlds;
        let c = family.cluster;
        let what =
            now.clusters.get(&c.arn).and_then(|it| to_cluster(self.worlds, it, base.clusters.get(&c.arn)));
        let found = findings::of_cluster(now, c);
        let weight = Weight::of(what, &found);
        self.sum.add(MapKind::Clusters, weight, &found);
        let backup = family.backup.map(|it| self.backup(it));
        let leaves = family.snapshots.iter().map(|it| self.snapshot(it)).min();
        [Some(weight), backup, leaves].into_iter().flatten().min().unwrap_or(weight)
    }

    fn snapshot(&mut self, s: &Snapshot) -> Weight {
        let (found, weight) = (findings::of_snapshot(self.worlds.now, s), snapshot(self.worlds, s));
        self.sum.add(MapKind::Snapshots, weight, &found);
        weight
    }

    fn backup(&mut self, b: &AutomatedBackup) -> Weight {
        let Worlds { now, base, .. } = self.worlds;
        let what = to_backup(b, base.backups.get(&b.key()));
        let found = findings::of_backup(now, b);
        let weight = Weight::of(what, &found);
        self.sum.add(MapKind::Backups, weight, &found);
        weight
    }
}

/// How much a snapshot matters.
pub(super) fn snapshot(worlds: Worlds<'_>, s: &Snapshot) -> Weight {
    let Worlds { now, base, .. } = worlds;
    let what = now.snapshots.get(&s.arn).and_then(|it| to_snapshot(it, base.snapshots.get(&s.arn)));
    Weight::of(what, &findings::of_snapshot(now, s))
}

/// What a map can be narrowed to.
pub(super) fn index(world: &World, names: &Names<'_>, places: &[Place<'_>]) -> MapIndex {
    let (mut accounts, mut regions): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut keys = Vec::new();
    let mut sum = Sum::default();
    for place in places {
        let (account, region) = (names::account_id(place.at.0), place.at.1.to_string());
        for key in &place.keys {
            let found = findings::of_key(names, key);
            sum.found(&found);
            if names.under(&key.arn) > 0 {
                let shown = [&names.key_name(&key.arn), " · ", &account, " · ", &region].concat();
                keys.push((names.under(&key.arn), names::key_thing(&key.arn), shown));
            }
        }
        for family in &place.clusters {
            sum.found(&findings::of_cluster(world, family.cluster));
            family.snapshots.iter().for_each(|it| sum.found(&findings::of_snapshot(world, it)));
        }
        place.snapshots.iter().for_each(|it| sum.found(&findings::of_snapshot(world, it)));
        for (known, new) in [(&mut accounts, account), (&mut regions, region)] {
            if !known.contains(&new) {
                known.push(new);
            }
        }
    }
    let more_keys = keys.len().saturating_sub(KEYS);
    let most_first = sorted(keys, |(one, ..), (other, ..)| other.cmp(one)).into_iter().take(KEYS);
    let keys: Vec<_> = most_first.map(|(_, key, shown)| (key, shown)).collect();
    MapIndex {
        accounts: sorted(accounts, Ord::cmp),
        regions: sorted(regions, Ord::cmp),
        keys: sorted(keys, |(_, one), (_, other)| one.cmp(other)),
        more_keys,
        findings: Kind::ALL.iter().copied().zip(sum.kinds).filter(|(_, count)| *count > 0).collect(),
    }
}
