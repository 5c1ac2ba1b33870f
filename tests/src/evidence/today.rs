//! Evidence for what the edition of 2026 added.

use playground_core::ids::{KeyArn, Region};
use playground_core::kms::key::KeyManager;
use playground_core::ops::playground::read_path::paths;
use playground_core::rds::cluster::{Cluster, StorageEncryptionType};
use playground_core::rds::defaults::ENCRYPTED_SINCE;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::snapshot::Snapshot;
use playground_core::rds::transit::Layer;
use playground_core::trail::TrailEvent;
use playground_core::world::World;
use std::rc::Rc;

use super::{lost, managed_by, sealed};

/// Clusters of one type of encryption.
fn of_type(world: &World, wanted: StorageEncryptionType) -> impl Iterator<Item = &Cluster> {
    let all = world.clusters.values().map(|cluster| &**cluster);
    all.filter(move |cluster| StorageEncryptionType::of(cluster.encryption.key()) == wanted)
}

fn plain(world: &World) -> impl Iterator<Item = &Cluster> {
    of_type(world, StorageEncryptionType::None)
}

/// N01
pub(super) fn encrypted_unasked(world: &World) -> bool {
    of_type(world, StorageEncryptionType::SseRds).any(|it| it.created >= ENCRYPTED_SINCE)
}

/// N02
pub(super) fn three_kinds(world: &World) -> bool {
    the_default_and_the_older_choice(world) && managed_by(world, KeyManager::Customer) > 0
}

/// N03
pub(super) fn the_default_and_the_older_choice(world: &World) -> bool {
    encrypted_unasked(world) && managed_by(world, KeyManager::Aws) > 0
}

/// N04: a cluster from before the day, with a clone, a reader and a snapshot from after it, all unencrypted.
pub(super) fn stays_plain(world: &World) -> bool {
    let after = |time| time >= ENCRYPTED_SINCE;
    plain(world).any(|old| {
        !after(old.created)
            && plain(world).any(|clone| after(clone.created))
            && world.instances.values().any(|it| it.cluster == old.arn && after(it.created))
            && world.snapshots.values().any(|it| {
                it.resource_id == old.resource_id && it.encryption.key().is_none() && after(it.created)
            })
    })
}

/// L06: a reader of an unencrypted cluster, and an encrypted cluster that was restored from its snapshot.
pub(super) fn readers_stay_and_restores_do_not(world: &World) -> bool {
    let reads = plain(world).any(|cluster| cluster.members.len() > 1);
    reads && restores_to_encrypted(world)
}

/// Successful calls of an operation.
fn called<'w>(world: &'w World, name: &'w str) -> impl Iterator<Item = &'w TrailEvent> {
    let all = world.trail.values().map(Rc::as_ref);
    all.filter(move |event| event.call.name == name && event.call.error.is_none())
}

fn asked<'w>(event: &'w TrailEvent, parameter: &str) -> Option<&'w str> {
    event
        .call
        .request
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(parameter))
        .and_then(|(_, value)| value.as_text())
}

/// Snapshots and the clusters that were restored from them.
fn restores(world: &World) -> impl Iterator<Item = (&Snapshot, &Cluster)> {
    called(world, "RestoreDBClusterFromSnapshot").filter_map(|event| {
        let from = asked(event, "SnapshotIdentifier")?;
        let to = asked(event, "DBClusterIdentifier")?;
        let named = |it: &&Rc<Snapshot>| it.arn.id.as_str() == from || it.arn.to_string() == from;
        let snapshot = world.snapshots.values().find(named)?;
        let cluster = world.clusters.values().find(|it| it.arn.id.as_str() == to)?;
        Some((&**snapshot, &**cluster))
    })
}

/// N05
pub(super) fn restores_to_encrypted(world: &World) -> bool {
    restores(world).any(|(from, to)| from.encryption.key().is_none() && to.encryption.key().is_some())
}

/// N06
pub(super) fn restored_under_another_key(world: &World) -> bool {
    restores(world).any(|(from, to)| match (from.encryption.key(), to.encryption.key()) {
        (Some(from), Some(to)) => from != to && !to.is_aws_owned(),
        _ => false,
    })
}

/// N07
pub(super) fn restored_under_the_owned_key(world: &World) -> bool {
    restores(world).any(|(from, to)| {
        from.encryption.key().is_none() && to.encryption.key().is_some_and(KeyArn::is_aws_owned)
    })
}

/// N09
pub(super) fn waits_to_be_recovered(world: &World) -> bool {
    world.clusters.values().any(|cluster| cluster.status == ClusterStatus::Recoverable)
}

/// N10: a cluster that runs after its key was disabled and enabled, and after it was started.
pub(super) fn came_back(world: &World) -> bool {
    let of = |name: &'static str, key: &KeyArn| {
        called(world, name)
            .filter(|event| event.call.key.as_ref() == Some(key))
            .map(|event| event.time)
            .last()
    };
    sealed(world).any(|cluster| {
        let started = called(world, "StartDBCluster")
            .filter(|event| asked(event, "DBClusterIdentifier") == Some(cluster.arn.id.as_str()))
            .map(|event| event.time)
            .last();
        let key = cluster.encryption.key();
        let times = key.and_then(|key| Some((of("DisableKey", key)?, of("EnableKey", key)?, started?)));
        cluster.status == ClusterStatus::Available
            && times.is_some_and(|(disabled, enabled, started)| disabled < enabled && enabled < started)
    })
}

/// N11: a cluster that was lost within its first week without its key, since it has a replica.
pub(super) fn lost_at_once(world: &World) -> bool {
    world.clusters.values().any(|cluster| {
        let disabled = cluster.encryption.key().and_then(|key| {
            called(world, "DisableKey").filter(|event| event.call.key.as_ref() == Some(key)).last()
        });
        lost(cluster) && disabled.is_some_and(|event| world.now.0 - event.time.0 < 7 * 86_400)
    })
}

/// N13: a cluster that runs, with RDS's grant, while its creator may do nothing any more.
pub(super) fn outlives_its_creators_access(world: &World) -> bool {
    called(world, "CreateDBCluster").any(|event| {
        let powerless = world.identity_policies.keys().all(|(who, _)| *who != event.call.who);
        let cluster =
            sealed(world).find(|it| asked(event, "DBClusterIdentifier") == Some(it.arn.id.as_str()));
        powerless
            && cluster.is_some_and(|cluster| {
                serves(cluster) && world.grants.keys().any(|(key, _)| Some(key) == cluster.encryption.key())
            })
    })
}

fn serves(cluster: &Cluster) -> bool {
    cluster.status == ClusterStatus::Available
}

/// Clusters under a key of another account.
fn foreign(world: &World) -> impl Iterator<Item = &Cluster> {
    let other = |it: &Cluster| {
        it.encryption.key().is_some_and(|key| key.account != it.arn.account && !key.is_aws_owned())
    };
    sealed(world).filter(move |cluster| other(cluster))
}

/// N14
pub(super) fn under_the_source_accounts_key(world: &World) -> bool {
    foreign(world).next().is_some()
}

/// N15: a cluster under another account's key that does not run, beside one under a key of its own that does.
pub(super) fn a_key_of_ones_own_prevents_that(world: &World) -> bool {
    foreign(world).any(|gone| {
        let own = |it: &Cluster| it.encryption.key().is_some_and(|key| key.account == it.arn.account);
        let same = |it: &Cluster| it.arn.account == gone.arn.account;
        !serves(gone) && sealed(world).any(|it| same(it) && own(it) && serves(it))
    })
}

/// N16: an encrypted copy of an unencrypted snapshot, under a customer managed key.
pub(super) fn encrypted_copy_of_a_plain_snapshot(world: &World) -> bool {
    world.snapshots.values().any(|copy| {
        let source = copy.source.as_ref().and_then(|source| world.snapshots.get(source));
        let key = copy.encryption.key().and_then(|key| world.keys.get(key));
        source.is_some_and(|source| source.encryption.key().is_none())
            && key.is_some_and(|key| key.manager == KeyManager::Customer)
    })
}

/// D01
pub(super) fn answers_tell_the_type(world: &World) -> bool {
    called(world, "DescribeDBClusters").next().is_some()
        && of_type(world, StorageEncryptionType::SseRds).next().is_some()
}

/// T01 to T03: a way on which a layer encrypts, beside one on which it does not.
pub(super) fn encrypts_on_the_way(world: &World, layer: Layer) -> bool {
    let ways = || world.clusters.values().flat_map(|it| paths(world, it, Region::parse("eu-west-1").ok()));
    ways().any(|way| way.layers.contains(&layer)) && ways().any(|way| !way.layers.contains(&layer))
}
