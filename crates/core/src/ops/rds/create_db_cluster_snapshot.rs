//! `CreateDBClusterSnapshot` (rules O02, L02, L03). It has no parameter for a key: the snapshot is encrypted
//! under the cluster's key, or unencrypted like the cluster.
//!
//! RDS needs the key to take a snapshot. If it can't use the key then, the cluster is lost (rule E07) and the
//! snapshot is `failed`.

use super::values::{ClusterRef, Tags};
use super::{RdsOutput, due, find, storage};
use crate::event::Event;
use crate::ids::SnapshotId;
use crate::map::Map;
use crate::ops::Tx;
use crate::rds::lifecycle::ClusterOp;
use crate::rds::snapshot::{Snapshot, SnapshotKind, SnapshotStatus};
use crate::refusal::Refusal;
use std::rc::Rc;

/// Takes a snapshot of a cluster, under the cluster's own key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(InvalidParameterValue, DBClusterNotFoundFault, DBClusterSnapshotAlreadyExistsFault)
)]
#[operation(errors(InvalidDBClusterStateFault, SnapshotQuotaExceeded))]
#[operation(on(id, cluster), tags(tags))]
pub struct CreateDBClusterSnapshot {
    /// The snapshot's name.
    #[member(DBClusterSnapshotIdentifier)]
    pub id: SnapshotId,
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub cluster: ClusterRef,
    /// Tags.
    #[member(Tags)]
    pub tags: Tags,
}

impl CreateDBClusterSnapshot {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let cluster = find::named_cluster(tx, &self.cluster)?;
        let arn = find::free_snapshot(tx, &self.id)?;
        find::takes(tx, &cluster, ClusterOp::Snapshot)?;
        let tags = self.tags.over(if cluster.copy_tags { cluster.tags.clone() } else { Map::new() });
        let taken = due::take(tx, &cluster, arn, SnapshotKind::Manual);
        let works = storage::try_key(tx, &cluster).is_ok();
        let status = if works { SnapshotStatus::Creating } else { SnapshotStatus::Failed };
        let snapshot = Rc::new(Snapshot { status, tags, ..(*taken).clone() });
        tx.emit(Event::SnapshotPut(snapshot.clone()));
        if !works {
            due::lose(tx, &cluster);
        }
        Ok(RdsOutput::Snapshot(snapshot))
    }
}
