//! Replication of a writer's pages to its cluster's read replicas: each record of the log is sent over the
//! link (rule S04) and replayed.

use crate::database::File;
use crate::event::Event;
use crate::ops::Tx;
use crate::rds::cluster::{Cluster, Encryption, StorageNode};
use crate::rds::lifecycle::ClusterOp;
use std::rc::Rc;

/// Sends the records after `before` to every replica. A replica that is lost never gets the records it
/// missed. Logs are not replicated; each cluster has its own.
pub(super) fn send(tx: &mut Tx, source: &Cluster, before: u64) {
    for arn in &source.replicas {
        let Some(replica) = tx.world.clusters.get(arn).cloned() else { continue };
        // A replica needs no key and no running instance for that: its storage takes sealed pages. Members of a global
        // cluster can't be stopped, so the storage of a secondary cluster runs.
        if !ClusterOp::Follow.takes().contains(&replica.status) {
            continue;
        }
        let mut volume = replica.volume.clone();
        let records = source.volume.log_from(before + 1);
        let mut sent = records.filter(|record| matches!(record.file(), File::Database | File::Journal));
        // A secondary cluster of a global cluster seals with its own key what the primary cluster's host opened, and an
        // encrypted replica of an unencrypted source (2026, rule N05) what arrives open.
        let sealed = |cluster: &Cluster| cluster.encryption != Encryption::Unencrypted;
        let anew = tx.world.global_cluster_of(arn).is_some() || (sealed(&replica) && !sealed(source));
        let done = if !anew {
            sent.all(|record| volume.replay(record).is_ok())
        } else if let (StorageNode::Up(theirs), StorageNode::Up(keys)) = (&source.host, &replica.host) {
            sent.all(|record| volume.write_anew(keys, theirs, record).is_ok())
        } else {
            false
        };
        if done {
            tx.emit(Event::ClusterPut(Rc::new(Cluster { volume, ..(*replica).clone() })));
        }
    }
}
