//! `DeleteDBClusterSnapshot`: manual snapshots only.

use super::RdsOutput;
use super::find::{self, SnapshotRef};
use crate::event::Event;
use crate::ops::Tx;
use crate::rds::refusal::RdsRefusal;
use crate::rds::snapshot::{SnapshotKind, SnapshotStatus};
use crate::refusal::Refusal;

/// Deletes a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(InvalidParameterValue, DBClusterSnapshotNotFoundFault, InvalidDBClusterSnapshotStateFault)
)]
#[operation(on(id))]
pub struct DeleteDBClusterSnapshot {
    /// The snapshot.
    #[member(DBClusterSnapshotIdentifier)]
    pub id: SnapshotRef,
}

impl DeleteDBClusterSnapshot {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::own_snapshot(tx, &self.id)?;
        if found.kind == SnapshotKind::Automated {
            return Err(RdsRefusal::AutomatedSnapshotStays { id: found.arn.id.clone() }.into());
        }
        if found.status != SnapshotStatus::Failed {
            find::available(&found)?;
        }
        tx.emit(Event::SnapshotRemoved(found.arn.clone()));
        Ok(RdsOutput::Snapshot(found))
    }
}
