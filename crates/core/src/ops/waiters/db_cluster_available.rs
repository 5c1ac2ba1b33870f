//! `db-cluster-available`

use super::Seen;
use crate::ids::ClusterId;
use crate::ops::Tx;
use crate::ops::rds::find;
use crate::rds::lifecycle::ClusterStatus;
use crate::refusal::Refusal;
use crate::refusal::waiter::Status;

/// Until a cluster is available.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBClusterNotFoundFault, InvalidParameterValue, WaiterError), refused(Filters: FILTERS))]
#[operation(action(DescribeDBClusters), on(id))]
pub struct DBClusterAvailable {
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub id: ClusterId,
}

impl DBClusterAvailable {
    pub(super) fn decide(&self, tx: &Tx) -> Result<Seen, Refusal> {
        Ok(match find::cluster(tx, &self.id)?.status {
            ClusterStatus::Available => Seen::Done,
            status @ (ClusterStatus::Deleting
            | ClusterStatus::Stopped
            | ClusterStatus::InaccessibleEncryptionCredentials
            | ClusterStatus::Recoverable) => Seen::Never(Status::Cluster(status)),
            ClusterStatus::Creating
            | ClusterStatus::BackingUp
            | ClusterStatus::Modifying
            | ClusterStatus::Promoting
            | ClusterStatus::Stopping
            | ClusterStatus::Starting
            | ClusterStatus::FailingOver => Seen::NotYet,
        })
    }
}
