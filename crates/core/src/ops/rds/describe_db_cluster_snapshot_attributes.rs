//! `DescribeDBClusterSnapshotAttributes`: which accounts a snapshot is shared with.

use super::RdsOutput;
use super::find::{self, SnapshotRef};
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Shows with whom a snapshot is shared.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue, DBClusterSnapshotNotFoundFault))]
#[operation(on(id))]
pub struct DescribeDBClusterSnapshotAttributes {
    /// The snapshot.
    #[member(DBClusterSnapshotIdentifier)]
    pub id: SnapshotRef,
}

impl DescribeDBClusterSnapshotAttributes {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::own_snapshot(tx, &self.id)?;
        Ok(RdsOutput::Attributes(found.arn.clone(), found))
    }
}
