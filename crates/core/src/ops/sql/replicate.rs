//! Replication of a writer's pages to its cluster's read replicas: each record of the log is sent over the
//! link (rule S04) and replayed.

use crate::database::File;
use crate::env::Moment;
use crate::event::Event;
use crate::ops::Tx;
use crate::rds::cluster::{Cluster, StorageNode};
use crate::rds::lifecycle::ClusterOp;
use crate::storage::page::StoredPage;
use crate::storage::volume::{LogRecord, Volume};
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
        let (now, global) = (tx.world.moment(), tx.world.global_cluster_of(arn).is_some());
        let done = sent.all(|record| match (global, &source.host, &replica.host) {
            (false, _, host) => receive(&mut volume, host, record, now),
            // A secondary cluster of a global cluster seals with its own key what the primary cluster's host opened.
            (true, StorageNode::Up(theirs), StorageNode::Up(keys)) => {
                volume.write_anew(keys, theirs, record).is_ok()
            }
            (true, ..) => false,
        });
        if done {
            tx.emit(Event::ClusterPut(Rc::new(Cluster { volume, ..(*replica).clone() })));
        }
    }
}

/// Replays a record. An encrypted replica of an unencrypted source (2026, rule N05) seals each page itself: its host has
/// the key. Any other takes the page as it is.
fn receive(volume: &mut Volume, host: &StorageNode, record: &LogRecord, now: Moment) -> bool {
    let plain = match record.page() {
        Some((stamp, StoredPage::Plain(raw))) => raw.first_chunk().map(|content| (stamp.page, content)),
        Some((_, StoredPage::Sealed(_))) | None => None,
    };
    match (plain, host) {
        (Some((page, content)), StorageNode::Up(ring)) if volume.image().is_sealed() => {
            volume.put_page(ring, page, content, record.size, now).is_ok()
        }
        _ => volume.replay(record).is_ok(),
    }
}
