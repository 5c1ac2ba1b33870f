//! `SwitchoverGlobalCluster`: like `FailoverGlobalCluster` with `Switchover`.

use super::values::MemberArn;
use super::{RdsOutput, failover_global_cluster};
use crate::ids::GlobalClusterId;
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Makes a secondary cluster of a healthy global database the primary one.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, since(Y2026), errors(InvalidParameterValue, GlobalClusterNotFoundFault))]
#[operation(errors(InvalidGlobalClusterStateFault, DBClusterNotFoundFault, InvalidDBClusterStateFault))]
#[operation(on(id, target))]
pub struct SwitchoverGlobalCluster {
    /// The global cluster.
    #[member(GlobalClusterIdentifier)]
    pub id: GlobalClusterId,
    /// The secondary cluster.
    #[member(TargetDbClusterIdentifier)]
    pub target: MemberArn,
}

impl SwitchoverGlobalCluster {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        failover_global_cluster::begin(tx, &self.id, &self.target.0, false).map(RdsOutput::GlobalCluster)
    }
}
