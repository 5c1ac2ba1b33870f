//! `CreateDBClusterSnapshot` (rules O02, L02, L03). It has no parameter for a key: the snapshot is under the
//! cluster's own, or unencrypted with it.
//!
//! Taking it is when RDS needs the key: a cluster whose key can't be used then is lost (rule E07), and the
//! snapshot is `failed`.

use super::{RdsOutput, due, find, storage, told};
use crate::event::Event;
use crate::ids::{ClusterId, SnapshotId};
use crate::map::Map;
use crate::ops::Tx;
use crate::rds::lifecycle::ClusterOp;
use crate::rds::snapshot::{Snapshot, SnapshotKind, SnapshotStatus};
use crate::refusal::Refusal;
use std::rc::Rc;

/// `CreateDBClusterSnapshot`
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct CreateDBClusterSnapshot {
    /// The snapshot's name.
    pub id: SnapshotId,
    /// The cluster.
    pub cluster: ClusterId,
    /// Tags.
    pub tags: Map<Rc<str>, Rc<str>>,
}

impl CreateDBClusterSnapshot {
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        told([
            ("dBClusterSnapshotIdentifier", Some(self.id.to_string())),
            ("dBClusterIdentifier", Some(self.cluster.to_string())),
        ])
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let cluster = find::cluster(tx, &self.cluster)?;
        let arn = find::free_snapshot(tx, &self.id)?;
        find::takes(&cluster, ClusterOp::Snapshot)?;
        let mut tags = if cluster.copy_tags { cluster.tags.clone() } else { Map::new() };
        for (name, value) in &self.tags {
            tags.insert_mut(name.clone(), value.clone());
        }
        let taken = due::take(tx, &cluster, arn, SnapshotKind::Manual);
        let works = storage::key_works(tx, &cluster);
        let status = if works { SnapshotStatus::Creating } else { SnapshotStatus::Failed };
        let snapshot = Rc::new(Snapshot { status, tags, ..(*taken).clone() });
        tx.emit(Event::SnapshotPut(snapshot.clone()));
        if !works {
            due::lose(tx, &cluster);
        }
        Ok(RdsOutput::Snapshot(snapshot))
    }
}
