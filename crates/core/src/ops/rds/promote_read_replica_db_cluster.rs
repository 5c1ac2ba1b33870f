//! `PromoteReadReplicaDBCluster`: a replica becomes an independent cluster. Its encryption stays as it is.

use super::values::ClusterRef;
use super::{RdsOutput, due, find, global};
use crate::event::Event;
use crate::ops::Tx;
use crate::rds::cluster::Cluster;
use crate::rds::lifecycle::{ClusterOp, ClusterStatus};
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Makes a replica cluster independent of its source.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, DBClusterNotFoundFault, InvalidDBClusterStateFault))]
#[operation(on(id))]
pub struct PromoteReadReplicaDBCluster {
    /// The replica.
    #[member(DBClusterIdentifier)]
    pub id: ClusterRef,
}

impl PromoteReadReplicaDBCluster {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::named_cluster(tx, &self.id)?;
        find::takes(tx, &found, ClusterOp::Promote)?;
        global::no_member(tx, &found)?;
        if found.replication_source.is_none() {
            return Err(RdsRefusal::NotAReplica { id: found.arn.id.clone() }.into());
        }
        detach(tx, &found);
        let mut cluster = Cluster { replication_source: None, link: None, ..(*found).clone() };
        due::begin(tx, &mut cluster, ClusterStatus::Promoting);
        let cluster = Rc::new(cluster);
        tx.emit(Event::ClusterPut(cluster.clone()));
        Ok(RdsOutput::Cluster(cluster))
    }
}

/// Removes a replica from its source's list.
pub(super) fn detach(tx: &mut Tx, replica: &Cluster) {
    let source = replica.replication_source.as_ref().and_then(|arn| tx.world.clusters.get(arn).cloned());
    if let Some(source) = source {
        let replicas = source.replicas.remove(&replica.arn);
        tx.emit(Event::ClusterPut(Rc::new(Cluster { replicas, ..(*source).clone() })));
    }
}
