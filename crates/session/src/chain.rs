//! Digests: what ties an entry to everything before it, and a whole world in 32 bytes.
//!
//! The chain hashes what was written, what was answered and what happened. Of big
//! resources it takes identity, state and key, not the pages: a step must not
//! cost more in a bigger database. [`world_digest`] takes everything, pages too;
//! tests compare it natively and in WebAssembly.

use core::hash::{Hash, Hasher};

use playground_core::digest::Sha256Hasher;
use playground_core::event::Event;
use playground_core::world::World;

/// The hasher of the next entry, begun with the digest before it and the line.
pub(crate) fn begin(before: &[u8; 32], line: &str) -> Sha256Hasher {
    let mut hasher = Sha256Hasher::default();
    hasher.write(before);
    line.hash(&mut hasher);
    hasher
}

/// Takes in what a program did.
pub(crate) fn take_events(hasher: &mut Sha256Hasher, events: &[Event]) {
    events.len().hash(hasher);
    for event in events {
        core::mem::discriminant(event).hash(hasher);
        match event {
            Event::ClusterPut(it) => {
                (&it.arn, it.resource_id, it.status, it.until, &it.encryption).hash(hasher);
            }
            Event::SnapshotPut(it) => {
                (&it.arn, it.resource_id, it.status, &it.encryption, &it.shared_with).hash(hasher);
            }
            Event::BackupPut(it) => (it.key(), it.status, it.latest, &it.encryption).hash(hasher),
            Event::KeyPut(it) => {
                (&it.arn, it.state(), it.rotation, &it.policy).hash(hasher);
                it.materials().for_each(|material| material.id.hash(hasher));
            }
            other => other.hash(hasher),
        }
    }
}

/// Takes in what was answered and gives the entry's digest.
pub(crate) fn end(mut hasher: Sha256Hasher, stdout: &str, stderr: &str, exit_code: u8) -> [u8; 32] {
    stdout.hash(&mut hasher);
    stderr.hash(&mut hasher);
    exit_code.hash(&mut hasher);
    hasher.digest()
}

/// SHA-256 over all that is in a world. Costs as much as the world is big.
pub fn world_digest(world: &World) -> [u8; 32] {
    let mut hasher = Sha256Hasher::default();
    (world.edition, world.seed, world.op, world.requests, world.now).hash(&mut hasher);
    world.keys.hash(&mut hasher);
    world.aliases.hash(&mut hasher);
    world.grants.hash(&mut hasher);
    world.identity_policies.hash(&mut hasher);
    world.clusters.hash(&mut hasher);
    world.instances.hash(&mut hasher);
    world.snapshots.hash(&mut hasher);
    world.backups.hash(&mut hasher);
    world.uses.hash(&mut hasher);
    world.trail.hash(&mut hasher);
    world.due.hash(&mut hasher);
    hasher.digest()
}
