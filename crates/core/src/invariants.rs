//! What holds in every world, whatever was done to it. Each invariant is one function. Tests run [`check`]
//! after each command; its own tests break exactly one thing each.

use crate::edition::Edition;
use crate::ids::KeyArn;
use crate::kms::key::{Key, Life, MultiRegion};
use crate::rds::cluster::{Cluster, Encryption, StorageNode};
use crate::rds::lifecycle::{ClusterStatus, InstanceStatus};
use crate::rds::snapshot::SnapshotEncryption;
use crate::rules::RuleId;
use crate::storage::image::Image;
use crate::world::{KeyUse, World};
use std::rc::Rc;

/// A broken invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule of the source document that it breaks, if there is one.
    pub rule: Option<RuleId>,
    /// What is wrong, with the name of the resource.
    pub what: String,
}

/// All violations in a world. A world that only commands have changed has none.
pub fn check(world: &World) -> Vec<Violation> {
    let mut found = Vec::new();
    sealed_all_through(world, &mut found);
    one_key(world, &mut found);
    keys_of_the_region(world, &mut found);
    snapshots_under_their_clusters_key(world, &mut found);
    replicas_as_their_source(world, &mut found);
    global_clusters_are_whole(world, &mut found);
    data_keys_in_running_hosts_only(world, &mut found);
    memory_in_running_instances_only(world, &mut found);
    members_belong(world, &mut found);
    uses_are_indexed(world, &mut found);
    related_keys_agree(world, &mut found);
    deletion_is_scheduled(world, &mut found);
    found
}

fn violation(found: &mut Vec<Violation>, rule: Option<RuleId>, parts: &[&str]) {
    found.push(Violation { rule, what: parts.concat() });
}

fn sealed(image: &Image) -> bool {
    image.is_sealed() && image.pages().all(|(_, slot)| slot.stored.sealed().is_some())
}

fn plain(image: &Image) -> bool {
    !image.is_sealed() && image.pages().all(|(_, slot)| slot.stored.sealed().is_none())
}

/// S01, O02: with a key, every page and every log record is sealed; without one, none is.
fn sealed_all_through(world: &World, found: &mut Vec<Violation>) {
    let mut fits = |under: bool, image: &Image, name: &str| {
        if !(if under { sealed(image) } else { plain(image) }) {
            violation(found, Some(RuleId::O02), &[name, ": pages are not stored as its encryption says"]);
        }
    };
    for (arn, cluster) in &world.clusters {
        fits(cluster.encryption.key().is_some(), cluster.volume.image(), &arn.to_string());
    }
    for (arn, snapshot) in &world.snapshots {
        fits(snapshot.encryption.key().is_some(), &snapshot.image, &arn.to_string());
    }
    for backup in world.backups.values() {
        if let Some(volume) = &backup.volume {
            fits(backup.encryption.key().is_some(), volume.image(), backup.cluster.id.as_str());
        }
    }
    for (arn, cluster) in &world.clusters {
        let under = cluster.encryption.key().is_some();
        if cluster
            .volume
            .log()
            .any(|record| record.page().is_some_and(|(_, stored)| stored.sealed().is_some() != under))
        {
            violation(
                found,
                Some(RuleId::O02),
                &[arn.id.as_str(), ": log records are not stored as its encryption says"],
            );
        }
    }
}

/// O04, O05: every data key of a resource is wrapped under the one KMS key that the resource names.
fn one_key(world: &World, found: &mut Vec<Violation>) {
    let mut wrapped_under = |key: Option<&KeyArn>, image: &Image, name: &str| {
        if let Some(key) = key
            && image.slots().any(|slot| slot.key != *key)
        {
            violation(found, Some(RuleId::O05), &[name, ": a data key is wrapped under another KMS key"]);
        }
    };
    for (arn, cluster) in &world.clusters {
        wrapped_under(cluster.encryption.key(), cluster.volume.image(), arn.id.as_str());
    }
    for (arn, snapshot) in &world.snapshots {
        wrapped_under(snapshot.encryption.key(), &snapshot.image, arn.id.as_str());
    }
}

/// L09: a resource is in its key's Region.
fn keys_of_the_region(world: &World, found: &mut Vec<Violation>) {
    for (key, used_by) in &world.uses {
        let region = match used_by {
            KeyUse::Cluster(arn) => arn.region,
            KeyUse::Snapshot(arn) => arn.region,
            KeyUse::Backup((_, region, _)) => *region,
        };
        if region != key.region {
            violation(
                found,
                Some(RuleId::L09),
                &[&key.to_string(), ": encrypts something in ", region.as_str()],
            );
        }
    }
}

/// L02, L03: a snapshot that is not a copy is encrypted like its cluster.
fn snapshots_under_their_clusters_key(world: &World, found: &mut Vec<Violation>) {
    for snapshot in world.snapshots.values().filter(|snapshot| snapshot.source.is_none()) {
        let of = world.clusters.values().find(|cluster| cluster.resource_id == snapshot.resource_id);
        if of.is_some_and(|cluster| SnapshotEncryption::of(&cluster.encryption) != snapshot.encryption) {
            let name = snapshot.arn.id.as_str();
            violation(found, Some(RuleId::L03), &[name, ": not encrypted as its cluster is"]);
        }
    }
}

/// L06, L07: a replica is encrypted if and only if its source is, or in 2026 (N05) if its source is; and each names the
/// other.
fn replicas_as_their_source(world: &World, found: &mut Vec<Violation>) {
    for replica in world.clusters.values() {
        let Some(source) = &replica.replication_source else { continue };
        let name = replica.arn.id.as_str();
        let Some(source) = world.clusters.get(source) else {
            violation(found, None, &[name, ": its source is gone"]);
            continue;
        };
        let encrypted = |cluster: &Cluster| cluster.encryption != Encryption::Unencrypted;
        let as_source = match world.edition {
            Edition::Y2020 => encrypted(source) == encrypted(replica),
            Edition::Y2026 => !encrypted(source) || encrypted(replica),
        };
        if !as_source {
            violation(found, Some(RuleId::L07), &[name, ": not encrypted as its source is"]);
        }
        if !source.replicas.contains(&replica.arn) {
            violation(found, None, &[name, ": its source doesn't know it"]);
        }
    }
}

/// A global cluster's members are there, each in a Region of its own and in no other global cluster; its secondary clusters
/// follow its primary cluster, and it follows none.
fn global_clusters_are_whole(world: &World, found: &mut Vec<Violation>) {
    for (arn, global) in &world.global_clusters {
        let name = arn.id.as_str();
        let mut regions: Vec<_> = global.clusters().map(|member| member.region).collect();
        regions.sort_unstable();
        regions.dedup();
        if regions.len() != global.clusters().count() {
            violation(found, Some(RuleId::L09), &[name, ": two of its clusters are in one Region"]);
        }
        for member in global.clusters() {
            let source = global.primary().filter(|primary| *primary != member);
            let cluster = world.clusters.get(member);
            if cluster.is_none_or(|cluster| cluster.replication_source.as_ref() != source) {
                violation(found, None, &[member.id.as_str(), ": not in its place in ", name]);
            }
            if world.global_cluster_of(member).is_none_or(|of| of.arn != *arn) {
                violation(found, None, &[member.id.as_str(), ": in two global clusters"]);
            }
        }
    }
}

/// S02: plaintext data keys are in the memory of running hosts and nowhere else.
fn data_keys_in_running_hosts_only(world: &World, found: &mut Vec<Violation>) {
    for (arn, cluster) in &world.clusters {
        let holds = match &cluster.host {
            StorageNode::Down => false,
            StorageNode::Up(ring) => !ring.is_empty(),
        };
        if holds && !may_hold(cluster) {
            violation(
                found,
                Some(RuleId::S02),
                &[arn.id.as_str(), ": a data key is in memory that shouldn't be"],
            );
        }
    }
}

fn may_hold(cluster: &Cluster) -> bool {
    let down = cluster.status == ClusterStatus::Stopped || cluster.status.is_inaccessible();
    cluster.encryption != Encryption::Unencrypted && !down
}

/// S02: plaintext pages are in the memory of running instances and nowhere else.
fn memory_in_running_instances_only(world: &World, found: &mut Vec<Violation>) {
    for (arn, instance) in &world.instances {
        if instance.status != InstanceStatus::Available && !instance.cache.is_empty() {
            violation(
                found,
                Some(RuleId::S02),
                &[arn.id.as_str(), ": it is ", instance.status.name(), " and has pages in memory"],
            );
        }
    }
}

/// Instances and clusters name each other.
fn members_belong(world: &World, found: &mut Vec<Violation>) {
    for (arn, cluster) in &world.clusters {
        for member in cluster.members.iter() {
            if world.instances.get(member).is_none_or(|instance| instance.cluster != *arn) {
                violation(found, None, &[member.id.as_str(), ": not an instance of ", arn.id.as_str()]);
            }
        }
    }
    for (arn, instance) in &world.instances {
        if world.clusters.get(&instance.cluster).is_none_or(|cluster| !cluster.members.contains(arn)) {
            violation(found, None, &[arn.id.as_str(), ": its cluster doesn't know it"]);
        }
    }
}

/// The index of what each key encrypts has every use and no others.
fn uses_are_indexed(world: &World, found: &mut Vec<Violation>) {
    let clusters = world.clusters.values().filter_map(|cluster| {
        Some((cluster.encryption.key()?.clone(), KeyUse::Cluster(cluster.arn.clone())))
    });
    let snapshots = world.snapshots.values().filter_map(|snapshot| {
        Some((snapshot.encryption.key()?.clone(), KeyUse::Snapshot(snapshot.arn.clone())))
    });
    let backups = world
        .backups
        .values()
        .filter_map(|backup| Some((backup.encryption.key()?.clone(), KeyUse::Backup(backup.key()))));
    let mut count = 0;
    for entry in clusters.chain(snapshots).chain(backups) {
        count += 1;
        if !world.uses.contains(&entry) {
            violation(found, None, &[&entry.0.to_string(), ": something under it is missing in the index"]);
        }
    }
    if count != world.uses.size() {
        violation(found, None, &["the index of what keys encrypt holds something that is gone"]);
    }
}

/// Related multi-Region keys have the same material and rotation, and exactly one of them is the primary key.
fn related_keys_agree(world: &World, found: &mut Vec<Violation>) {
    for (arn, key) in &world.keys {
        if key.multi_region.is_some() != arn.id.is_multi_region() {
            violation(found, None, &[&arn.to_string(), ": its id and what it is do not go together"]);
        }
        if key.multi_region.is_none() {
            continue;
        }
        let related = || world.related(arn);
        let primary = |other: &&Rc<Key>| other.multi_region == Some(MultiRegion::Primary);
        if related().filter(primary).count() != 1 {
            violation(found, None, &[&arn.to_string(), ": its related keys have not one primary key"]);
        }
        let same = |other: &Rc<Key>| {
            let material = (&other.current, &other.earlier) == (&key.current, &key.earlier);
            material && (other.rotation, other.special) == (key.rotation, key.special)
        };
        if !related().all(same) {
            violation(found, None, &[&arn.to_string(), ": differs from a related key in what they share"]);
        }
    }
}

/// The deletion of a key that is pending deletion is in the queue.
fn deletion_is_scheduled(world: &World, found: &mut Vec<Violation>) {
    for (arn, key) in &world.keys {
        let Life::PendingDeletion(at) = key.life else { continue };
        let queued = world.due.iter().any(|((time, _), due)| {
            *time == at && matches!(due, crate::world::Due::KeyDeletion(key) if key == arn)
        });
        if !queued {
            violation(found, None, &[&arn.to_string(), ": pending deletion, but nothing will delete it"]);
        }
    }
}
