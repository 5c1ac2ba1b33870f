//! `StartDBCluster`. The host of a starting cluster asks KMS for its data keys again, and that is when a lost
//! key shows (rules E07, E08).

use super::values::ClusterRef;
use super::{RdsOutput, due, find};
use crate::event::Event;
use crate::ops::Tx;
use crate::rds::cluster::Cluster;
use crate::rds::lifecycle::{ClusterOp, ClusterStatus, InstanceStatus};
use crate::refusal::Refusal;
use std::rc::Rc;

/// Starts a stopped cluster.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, DBClusterNotFoundFault, InvalidDBClusterStateFault))]
pub struct StartDBCluster {
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub id: ClusterRef,
}

impl StartDBCluster {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::named_cluster(tx, &self.id)?;
        find::takes(&found, ClusterOp::Start)?;
        Ok(RdsOutput::Cluster(start(tx, &found)))
    }
}

/// Puts the cluster and its instances into `starting`.
pub(super) fn start(tx: &mut Tx, found: &Cluster) -> Rc<Cluster> {
    let mut cluster = found.clone();
    due::begin(tx, &mut cluster, ClusterStatus::Starting);
    let cluster = Rc::new(cluster);
    tx.emit(Event::ClusterPut(cluster.clone()));
    due::begin_members(tx, found, InstanceStatus::Starting);
    cluster
}
