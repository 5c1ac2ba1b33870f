//! What happened to things since the base: what was lost, damaged, created, changed, deleted, and what came by itself. Which of
//! it a step is about is decided in `look`.

use std::rc::Rc;

use playground_core::env::Time;
use playground_core::ids::{ClusterArn, KeyArn, REGIONS, Region};
use playground_core::kms::key::{Key, KeyManager, Life};
use playground_core::map::Map;
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::lifecycle::{ClusterStatus, InstanceStatus};
use playground_core::rds::snapshot::{Snapshot, SnapshotKind};
use playground_core::sort::sorted;
use playground_core::storage::image::Image;
use playground_core::world::World;

use super::Worlds;
use super::names::{self, Names};
use crate::view::{Happened, ThingId, Touched};

/// What happened to things since the base, what matters most first; of things that are alike in this the newest first.
pub(super) fn touched(worlds: Worlds<'_>, names: &Names<'_>) -> Vec<Touched> {
    let mut all: Vec<(Time, Touched)> = Vec::new();
    let mut add = |what: Happened, created: Time, thing: Option<ThingId>, name: String| {
        all.push((created, Touched { what, thing, name }));
    };
    let (now, base) = (worlds.now, worlds.base);
    for (arn, cluster) in &now.clusters {
        if let Some(what) = to_cluster(worlds, cluster, base.clusters.get(arn)) {
            add(what, cluster.created, Some(names::cluster_thing(cluster)), cluster_name(now, arn));
        }
    }
    for (arn, snapshot) in &now.snapshots {
        if let Some(what) = to_snapshot(snapshot, base.snapshots.get(arn)) {
            add(what, snapshot.created, Some(names::snapshot_thing(snapshot)), arn.id.to_string());
        }
    }
    for (arn, key) in &now.keys {
        if let Some(what) = to_key(worlds, key, base.keys.get(arn)) {
            add(what, key.created, Some(names::key_thing(arn)), names.key_name(arn));
        }
    }
    for (at, backup) in &now.backups {
        if let Some(what) = to_backup(backup, base.backups.get(at)) {
            let name = backup.cluster.id.to_string();
            add(what, backup.cluster_created, Some(names::backup_thing(at)), name);
        }
    }
    let mut gone = |name: String| add(Happened::Deleted, now.now, None, name);
    gone_of(&base.clusters, &now.clusters).for_each(|arn| gone(arn.id.to_string()));
    gone_of(&base.snapshots, &now.snapshots).for_each(|arn| gone(arn.id.to_string()));
    gone_of(&base.keys, &now.keys).for_each(|arn| gone(Names::of(base).key_name(arn)));
    let order = |(one_at, one): &(Time, Touched), (other_at, other): &(Time, Touched)| {
        one.what.cmp(&other.what).then_with(|| other_at.cmp(one_at)).then_with(|| one.thing.cmp(&other.thing))
    };
    sorted(all, order).into_iter().map(|(_, it)| it).collect()
}

/// A cluster's name, with its Region where another Region has one of this name.
fn cluster_name(world: &World, arn: &ClusterArn) -> String {
    let namesake = |region: &Region| {
        *region != arn.region && world.clusters.contains_key(&ClusterArn { region: *region, ..arn.clone() })
    };
    let other = REGIONS.iter().filter_map(|name| Region::parse(name).ok()).find(namesake);
    names::name_from(other.unwrap_or(arn.region), &arn.id, arn.region)
}

/// What the base has and the world has no more.
fn gone_of<'a, K: Ord + 'static, T: 'static>(
    base: &'a Map<K, Rc<T>>,
    now: &'a Map<K, Rc<T>>,
) -> impl Iterator<Item = &'a K> {
    base.keys().filter(|key| !now.contains_key(key))
}

pub(super) fn to_cluster(
    worlds: Worlds<'_>,
    now: &Rc<Cluster>,
    before: Option<&Rc<Cluster>>,
) -> Option<Happened> {
    let Some(before) = before else { return Some(Happened::Created) };
    let stopped = |status| {
        matches!(status, ClusterStatus::InaccessibleEncryptionCredentials | ClusterStatus::Recoverable)
    };
    if stopped(now.status) && now.status != before.status {
        return Some(Happened::Lost);
    }
    if !Rc::ptr_eq(now, before) && tampered(now.volume.image(), before.volume.image()) {
        return Some(Happened::Damaged);
    }
    let same = now.status == before.status
        && now.members == before.members
        && now.replication_source == before.replication_source
        && now.replicas.iter().eq(before.replicas.iter())
        && global_place(worlds.now, &now.arn) == global_place(worlds.base, &now.arn)
        && instances(worlds.now, now).eq(instances(worlds.base, before));
    (!same).then_some(Happened::Changed)
}

fn global_place(world: &World, arn: &ClusterArn) -> Option<(String, bool)> {
    world.global_cluster_of(arn).map(|global| (global.arn.to_string(), global.primary() == Some(arn)))
}

/// What the map says of a cluster's instances.
fn instances<'a>(world: &'a World, cluster: &'a Cluster) -> impl Iterator<Item = (String, bool)> + 'a {
    let found = cluster.members.iter().filter_map(|arn| world.instances.get(arn));
    found.map(|it| (it.arn.id.to_string(), it.status == InstanceStatus::Available))
}

/// Returns whether pages lie there otherwise than the storage has written them.
fn tampered(now: &Image, before: &Image) -> bool {
    now.pages().any(|(page, slot)| {
        before.page(page).is_some_and(|was| {
            was.expected == slot.expected
                && !was.stored.shares_with(&slot.stored)
                && was.stored != slot.stored
        })
    })
}

pub(super) fn to_snapshot(now: &Rc<Snapshot>, before: Option<&Rc<Snapshot>>) -> Option<Happened> {
    match before {
        None if now.kind == SnapshotKind::Automated => Some(Happened::ByItself),
        None => Some(Happened::Created),
        Some(before) => (!Rc::ptr_eq(now, before)).then_some(Happened::Changed),
    }
}

pub(super) fn to_backup(now: &AutomatedBackup, before: Option<&Rc<AutomatedBackup>>) -> Option<Happened> {
    before.is_none_or(|before| before.status != now.status).then_some(Happened::ByItself)
}

pub(super) fn to_key(worlds: Worlds<'_>, now: &Rc<Key>, before: Option<&Rc<Key>>) -> Option<Happened> {
    let Some(before) = before else {
        let own = now.manager == KeyManager::Customer && !now.arn.is_aws_owned();
        return Some(if own { Happened::Created } else { Happened::ByItself });
    };
    if before.life == Life::Enabled && now.life != Life::Enabled {
        return Some(Happened::Lost);
    }
    let grants = |world: &World, key: &KeyArn| world.grants_of(key).count();
    let same = Rc::ptr_eq(now, before)
        && worlds.now.aliases_of(&now.arn).eq(worlds.base.aliases_of(&now.arn))
        && grants(worlds.now, &now.arn) == grants(worlds.base, &now.arn);
    (!same).then_some(Happened::Changed)
}
