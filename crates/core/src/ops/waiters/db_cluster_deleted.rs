//! `db-cluster-deleted`

use super::Seen;
use crate::ids::{ClusterArn, ClusterId};
use crate::ops::Tx;
use crate::rds::lifecycle::ClusterStatus;
use crate::refusal::Refusal;
use crate::refusal::waiter::Status;

/// Until a cluster is gone.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue, WaiterError), refused(Filters: FILTERS))]
#[operation(action(DescribeDBClusters), on(id))]
pub struct DBClusterDeleted {
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub id: ClusterId,
}

impl DBClusterDeleted {
    #[expect(clippy::unnecessary_wraps, reason = "as others of its group")]
    pub(super) fn decide(&self, tx: &Tx) -> Result<Seen, Refusal> {
        let arn = ClusterArn { account: tx.account, region: tx.region, id: self.id.clone() };
        Ok(match tx.world.clusters.get(&arn).map(|cluster| cluster.status) {
            None => Seen::Done,
            Some(ClusterStatus::Deleting) => Seen::NotYet,
            Some(status) => Seen::Never(Status::Cluster(status)),
        })
    }
}
