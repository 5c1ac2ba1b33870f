//! `db-cluster-snapshot-deleted`

use super::Seen;
use crate::ops::Tx;
use crate::ops::rds::find::{self, SnapshotRef};
use crate::refusal::Refusal;
use crate::refusal::waiter::Status;

/// Until a snapshot is gone.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue, WaiterError), refused(DBClusterIdentifier, SnapshotType, Filters: FILTERS))]
#[operation(action(DescribeDBClusterSnapshots), on(id))]
pub struct DBClusterSnapshotDeleted {
    /// The snapshot.
    #[member(DBClusterSnapshotIdentifier)]
    pub id: SnapshotRef,
}

impl DBClusterSnapshotDeleted {
    #[expect(clippy::unnecessary_wraps, reason = "as others of its group")]
    pub(super) fn decide(&self, tx: &Tx) -> Result<Seen, Refusal> {
        let found = find::own_snapshot(tx, &self.id);
        Ok(found.map_or(Seen::Done, |snapshot| Seen::Never(Status::Snapshot(snapshot.status))))
    }
}
