//! What matters of a world: which things there are, in which states, under which keys, and how long that lasts in days. Not
//! what they are called, nor ids, dates, bytes and records. Two worlds that look the same here allow the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use playground_core::env::Time;
use playground_core::ids::{AccountId, ClusterArn, KeyArn, Region};
use playground_core::kms::key::{KeyManager, Life, MultiRegion};
use playground_core::rds::cluster::Cluster;
use playground_core::rds::defaults::encrypts_unasked;
use playground_core::rds::snapshot::SnapshotKind;
use playground_core::world::World;

use super::lineage::Thing;
use crate::ledger::{Place, Site};
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
    let mut clusters: Vec<u64> = clusters(world).map(|(_, look)| look).collect();
    let mut snapshots: Vec<u64> = snapshots(world).map(|(_, look)| look).collect();
    keys.sort_unstable();
    clusters.sort_unstable();
    snapshots.sort_unstable();
    hash(&(encrypts_unasked(world.edition, world.now), keys, clusters, snapshots))
}

/// All that is there, in an order that is the same for all worlds that look the same.
pub(super) fn sorted(world: &World) -> Vec<Thing> {
    let mut clusters: Vec<_> = clusters(world).collect();
    let mut snapshots: Vec<_> = snapshots(world).collect();
    clusters.sort_by_key(|(_, look)| *look);
    snapshots.sort_by_key(|(_, look)| *look);
    clusters.into_iter().chain(snapshots).map(|(thing, _)| thing).collect()
}

fn place(account: AccountId, region: Region, name: &str) -> Place {
    (site_of(account, region).unwrap(), name.to_owned())
}

fn clusters(world: &World) -> impl Iterator<Item = (Thing, u64)> {
    world.clusters.iter().map(|(arn, cluster)| {
        let thing = Thing::Cluster(place(arn.account, arn.region, arn.id.as_str()));
        (thing, with_its_source(world, cluster))
    })
}

fn snapshots(world: &World) -> impl Iterator<Item = (Thing, u64)> {
    let manual = world.snapshots.iter().filter(|(_, snapshot)| snapshot.kind == SnapshotKind::Manual);
    manual.map(|(arn, snapshot)| {
        let shared = (snapshot.public, snapshot.shared_with.size());
        let under = snapshot.encryption.key().map(|key| name_of(world, key));
        let look = hash(&(site_of(arn.account, arn.region), snapshot.status.name(), under, shared));
        (Thing::Snapshot(place(arn.account, arn.region, arn.id.as_str())), look)
    })
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
