//! What matters of a world: which things there are, in which states, under which keys, and how long that lasts in days. Not
//! what they are called, nor ids, dates, bytes and records. Two worlds that look the same here allow the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use playground_core::env::Time;
use playground_core::ids::{ClusterArn, KeyArn};
use playground_core::kms::key::{KeyManager, Life, MultiRegion};
use playground_core::rds::cluster::Cluster;
use playground_core::rds::defaults::encrypts_unasked;
use playground_core::rds::snapshot::SnapshotKind;
use playground_core::world::World;

use crate::ledger::Site;
use crate::same::{grant_is, site_of};

/// The hash of what matters of a world in which nothing is under way.
pub(super) fn look(world: &World) -> u64 {
    let mut keys: Vec<u64> = Vec::new();
    for (arn, key) in &world.keys {
        // AWS's own keys come when they are needed.
        if key.manager == KeyManager::Customer {
            let life = match key.life {
                Life::Enabled => (0, 0),
                Life::Disabled => (1, 0),
                Life::PendingDeletion(end) => (2, days_until(world, end)),
                Life::PendingReplicaDeletion(days) => (3, u64::from(days)),
                Life::Creating(_) => (4, 0),
                Life::Updating(_) => (5, 0),
            };
            let part = key.multi_region.map(MultiRegion::name);
            keys.push(hash(&(name_of(world, arn), life, part, hash(&*key.policy))));
        }
    }
    let mut clusters: Vec<u64> =
        world.clusters.values().map(|cluster| with_its_source(world, cluster)).collect();
    let manual = world.snapshots.values().filter(|snapshot| snapshot.kind == SnapshotKind::Manual);
    let mut snapshots: Vec<u64> = manual
        .map(|snapshot| {
            let shared = (snapshot.public, snapshot.shared_with.size());
            let under = snapshot.encryption.key().map(|key| name_of(world, key));
            hash(&(site_of(snapshot.arn.account, snapshot.arn.region), snapshot.status.name(), under, shared))
        })
        .collect();
    keys.sort_unstable();
    clusters.sort_unstable();
    snapshots.sort_unstable();
    hash(&(encrypts_unasked(world.edition, world.now), keys, clusters, snapshots))
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The days that are left, begun ones too.
const fn days_until(world: &World, end: Time) -> u64 {
    end.0.saturating_sub(world.now.0).div_ceil(Time::DAY)
}

/// What names a key: where it is, and of a customer's key its id, which is the same in all worlds.
fn name_of(world: &World, key: &KeyArn) -> (Option<Site>, bool, Option<[u8; 16]>) {
    let managed = world.keys.get(key).is_some_and(|key| key.manager == KeyManager::Aws);
    let id = (!managed && !key.is_aws_owned()).then(|| key.id.bytes());
    (site_of(key.account, key.region), key.is_aws_owned(), id)
}

/// A cluster without its links.
fn alone(world: &World, cluster: &Cluster) -> u64 {
    let under = cluster.encryption.key().map(|key| name_of(world, key));
    let left = cluster.until.map(|end| days_until(world, end));
    let (instances, granted) = (cluster.members.len(), grant_is(world, &cluster.encryption));
    let site = site_of(cluster.arn.account, cluster.arn.region);
    hash(&(site, cluster.status.name(), left, under, instances, granted))
}

fn with_its_source(world: &World, cluster: &Cluster) -> u64 {
    let linked = |arn: &ClusterArn| world.clusters.get(arn).map(|other| alone(world, other));
    let mut replicas: Vec<_> = cluster.replicas.iter().map(linked).collect();
    replicas.sort_unstable();
    hash(&(alone(world, cluster), cluster.replication_source.as_ref().map(linked), replicas))
}
