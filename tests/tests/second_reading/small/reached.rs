//! What a search must have come across: every rule that refuses, and every state of keys, clusters, instances and snapshots,
//! except what can't be in the small world.

use std::collections::BTreeSet;

use playground_core::edition::Edition;
use playground_core::kms::state::KeyState;
use playground_core::rds::lifecycle::{ClusterStatus, InstanceStatus};
use playground_core::rds::snapshot::SnapshotStatus;
use playground_core::rules::{RuleKind, rules};

use super::explore::Explored;

/// What can't be in the small world, in which editions, and why.
const NEVER: &[(&str, &[Edition], &str)] = &[
    ("key PendingImport", &Edition::ALL, "no key has imported material"),
    ("key Unavailable", &Edition::ALL, "no key is in a custom key store"),
    ("key Creating", &[Edition::Y2020], "multi-Region keys came in 2021"),
    ("key Updating", &[Edition::Y2020], "multi-Region keys came in 2021"),
    ("key PendingReplicaDeletion", &[Edition::Y2020], "multi-Region keys came in 2021"),
];

/// The states of snapshots.
fn snapshots() -> impl Iterator<Item = SnapshotStatus> {
    std::iter::successors(Some(SnapshotStatus::Creating), |status| match status {
        SnapshotStatus::Creating => Some(SnapshotStatus::Copying),
        SnapshotStatus::Copying => Some(SnapshotStatus::Available),
        SnapshotStatus::Available => Some(SnapshotStatus::Failed),
        SnapshotStatus::Failed => None,
    })
}

/// What there is in an edition: rules that refuse, and states.
fn wanted(edition: Edition) -> BTreeSet<String> {
    let refusing = rules(edition).iter().filter(|rule| rule.kind == RuleKind::Refuses);
    let refusing = refusing.map(|rule| format!("rule {}", rule.id));
    let keys = KeyState::ALL.iter().map(|state| format!("key {}", state.name()));
    let clusters = ClusterStatus::ALL.iter().filter(|status| status.since() <= edition);
    let clusters = clusters.map(|status| format!("cluster {}", status.name()));
    let instances = InstanceStatus::ALL.iter().filter(|status| status.since() <= edition);
    let instances = instances.map(|status| format!("instance {}", status.name()));
    let snapshots = snapshots().map(|status| format!("snapshot {}", status.name()));
    refusing.chain(keys).chain(clusters).chain(instances).chain(snapshots).collect()
}

/// Checks that a search came across all of it, and that what it can't come across is not there.
pub(super) fn check(edition: Edition, found: &Explored) {
    let passed = &found.passed;
    let of = |kind: &'static str, names: &BTreeSet<&'static str>| -> Vec<String> {
        names.iter().map(|name| format!("{kind} {name}")).collect()
    };
    let met: BTreeSet<String> = [
        of("rule", &found.rules),
        of("key", &passed.keys),
        of("cluster", &passed.clusters),
        of("instance", &passed.instances),
        of("snapshot", &passed.snapshots),
    ]
    .concat()
    .into_iter()
    .collect();
    let never: BTreeSet<String> = NEVER
        .iter()
        .filter(|(_, editions, _)| editions.contains(&edition))
        .map(|(what, ..)| String::from(*what))
        .collect();
    let wanted = wanted(edition);
    let missing: Vec<_> =
        wanted.iter().filter(|what| !met.contains(*what) && !never.contains(*what)).collect();
    assert!(missing.is_empty(), "{edition:?}: nothing leads to {missing:?}");
    let stale: Vec<_> = never.iter().filter(|what| met.contains(*what) || !wanted.contains(*what)).collect();
    assert!(stale.is_empty(), "{edition:?}: listed as never there, and there or unknown: {stale:?}");
    let kinds: Vec<_> = found.kinds.difference(&found.done).collect();
    assert!(kinds.is_empty(), "{edition:?}: these moves are never allowed: {kinds:?}");
}
