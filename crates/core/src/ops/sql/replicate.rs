//! Replication of a writer's pages to its cluster's read replicas: each record of the log is sent over the
//! link (rule S04) and replayed.

use crate::database::File;
use crate::event::Event;
use crate::ops::Tx;
use crate::rds::cluster::Cluster;
use crate::rds::lifecycle::ClusterOp;
use std::rc::Rc;

/// Sends the records after `before` to every replica. A replica that is lost never gets the records it
/// missed. Logs are not replicated; each cluster has its own.
pub(super) fn send(tx: &mut Tx, source: &Cluster, before: u64) {
    for arn in &source.replicas {
        let Some(replica) = tx.world.clusters.get(arn).cloned() else { continue };
        // A replica needs no key and no running instance for that: its storage takes sealed pages.
        if !ClusterOp::Follow.takes().contains(&replica.status) {
            continue;
        }
        let mut volume = replica.volume.clone();
        let records = source.volume.log_from(before + 1);
        let sent = records.filter(|record| matches!(record.file(), File::Database | File::Journal));
        if sent.map(|record| volume.replay(record)).all(|done| done.is_ok()) {
            tx.emit(Event::ClusterPut(Rc::new(Cluster { volume, ..(*replica).clone() })));
        }
    }
}
