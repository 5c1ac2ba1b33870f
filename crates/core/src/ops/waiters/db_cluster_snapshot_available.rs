//! `db-cluster-snapshot-available`

use super::Seen;
use crate::ops::Tx;
use crate::ops::rds::find::{self, SnapshotRef};
use crate::rds::snapshot::SnapshotStatus;
use crate::refusal::Refusal;
use crate::refusal::waiter::Status;

/// Until a snapshot is available.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBClusterSnapshotNotFoundFault, InvalidParameterValue, WaiterError), refused(DBClusterIdentifier, SnapshotType, Filters: FILTERS))]
#[operation(action(DescribeDBClusterSnapshots), on(id))]
pub struct DBClusterSnapshotAvailable {
    /// The snapshot.
    #[member(DBClusterSnapshotIdentifier)]
    pub id: SnapshotRef,
}

impl DBClusterSnapshotAvailable {
    pub(super) fn decide(&self, tx: &Tx) -> Result<Seen, Refusal> {
        Ok(match find::own_snapshot(tx, &self.id)?.status {
            SnapshotStatus::Available => Seen::Done,
            status @ SnapshotStatus::Failed => Seen::Never(Status::Snapshot(status)),
            SnapshotStatus::Creating | SnapshotStatus::Copying => Seen::NotYet,
        })
    }
}
