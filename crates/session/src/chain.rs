//! Digests: one that ties an entry to everything before it, and one of a whole world.
//!
//! The chain hashes commands, answers and events. Of a large resource it hashes identity, state and key but
//! not the pages: a step must not cost more in a larger database. [`world_digest`] hashes everything, pages
//! included; tests compare it natively and in WebAssembly.

use core::hash::{Hash, Hasher};

use playground_core::digest::{Sha256Hasher, digest_of};
use playground_core::env::Time;
use playground_core::event::Event;
use playground_core::ids::{AccountId, ClusterArn, KeyArn, ResourceId, SnapshotArn};
use playground_core::kms::key::Rotation;
use playground_core::kms::policy::Policy;
use playground_core::kms::state::KeyState;
use playground_core::map::Set;
use playground_core::rds::backup::BackupKey;
use playground_core::rds::backup::BackupStatus;
use playground_core::rds::cluster::Encryption;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::snapshot::{SnapshotEncryption, SnapshotStatus};
use playground_core::world::World;
use playground_derive::StableHash;

/// The hasher of the next entry, which has already hashed the previous digest and the line.
pub(crate) fn begin(before: &[u8; 32], line: &str) -> Sha256Hasher {
    let mut hasher = Sha256Hasher::default();
    hasher.write(before);
    line.hash(&mut hasher);
    hasher
}

/// What the chain hashes of an event that holds a large resource.
#[derive(StableHash)]
enum Taken<'a> {
    Key(&'a KeyArn, KeyState, &'a Rotation, &'a Policy, Vec<[u8; 32]>),
    Cluster(&'a ClusterArn, ResourceId, ClusterStatus, Option<Time>, &'a Encryption),
    Snapshot(&'a SnapshotArn, ResourceId, SnapshotStatus, &'a SnapshotEncryption, &'a Set<AccountId>),
    Backup(BackupKey, BackupStatus, Option<Time>, &'a SnapshotEncryption),
}

/// Hashes the events of a program.
pub(crate) fn take_events(hasher: &mut Sha256Hasher, events: &[Event]) {
    events.len().hash(hasher);
    for event in events {
        take_event(hasher, event);
    }
}

fn take_event(hasher: &mut Sha256Hasher, event: &Event) {
    let taken = match event {
        Event::KeyPut(it) => {
            let materials = it.materials().map(|material| material.id).collect();
            Taken::Key(&it.arn, it.state(), &it.rotation, &it.policy, materials)
        }
        Event::ClusterPut(it) => Taken::Cluster(&it.arn, it.resource_id, it.status, it.until, &it.encryption),
        Event::SnapshotPut(it) => {
            Taken::Snapshot(&it.arn, it.resource_id, it.status, &it.encryption, &it.shared_with)
        }
        Event::BackupPut(it) => Taken::Backup(it.key(), it.status, it.latest, &it.encryption),
        Event::Began(..)
        | Event::Clock(_)
        | Event::Recorded(_)
        | Event::KeyRemoved(_)
        | Event::AliasPut(..)
        | Event::AliasRemoved(_)
        | Event::GrantPut(_)
        | Event::GrantRemoved(..)
        | Event::IdentityPolicyPut(..)
        | Event::IdentityPolicyRemoved(..)
        | Event::Iam(_)
        | Event::OriginPut(..)
        | Event::OrganizationPut(..)
        | Event::QuotaPut(..)
        | Event::ServiceControlPolicyPut(..)
        | Event::ClusterRemoved(_)
        | Event::GlobalClusterPut(_)
        | Event::GlobalClusterRemoved(_)
        | Event::InstancePut(_)
        | Event::InstanceRemoved(_)
        | Event::SnapshotRemoved(_)
        | Event::BackupRemoved(_)
        | Event::ExportPut(_)
        | Event::Scheduled(..)
        | Event::Fired(..) => return event.hash(hasher),
    };
    taken.hash(hasher);
}

/// Hashes the answer and returns the entry's digest.
pub(crate) fn end(mut hasher: Sha256Hasher, stdout: &str, stderr: &str, exit_code: u8) -> [u8; 32] {
    stdout.hash(&mut hasher);
    stderr.hash(&mut hasher);
    exit_code.hash(&mut hasher);
    hasher.digest()
}

/// The SHA-256 digest of a whole world. Takes time proportional to its size.
pub fn world_digest(world: &World) -> [u8; 32] {
    digest_of(world)
}
