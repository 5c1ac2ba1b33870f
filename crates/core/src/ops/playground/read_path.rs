//! `playground read-path`: which layers encrypt what travels to and from a cluster.

use super::PlaygroundOutput;
use crate::ids::{ClusterId, Region};
use crate::ops::Tx;
use crate::ops::rds::find;
use crate::rds::transit;
use crate::refusal::Refusal;

/// Shows what encrypts the data on its way to and from a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(since(Y2026), errors(DBClusterNotFoundFault, InvalidParameterValue))]
pub struct ReadPath {
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub cluster: ClusterId,
    /// The Region of a client whose VPC is peered with the cluster's.
    #[member(ClientRegion)]
    pub client: Option<Region>,
}

impl ReadPath {
    pub(super) fn decide(&self, tx: &Tx) -> Result<PlaygroundOutput, Refusal> {
        let cluster = find::cluster(tx, &self.cluster)?;
        Ok(PlaygroundOutput::Paths(transit::paths(&tx.world, &cluster, self.client)))
    }
}
