//! `RemoveFromGlobalCluster`: a member becomes a cluster of its own. It keeps its data and its key.
//!
//! Refused, in this order: the global cluster isn't there; the cluster isn't there or is no member; a switchover or
//! failover is in progress; it is the primary cluster, and not the last one; its status.

use super::promote_read_replica_db_cluster::detach;
use super::values::MemberArn;
use super::{RdsOutput, due, find, global};
use crate::event::Event;
use crate::ids::GlobalClusterId;
use crate::ops::Tx;
use crate::rds::cluster::Cluster;
use crate::rds::global::{GlobalCluster, Members};
use crate::rds::global_refusal::GlobalRefusal;
use crate::rds::lifecycle::{ClusterOp, ClusterStatus};
use crate::refusal::Refusal;
use std::rc::Rc;

/// Makes a cluster of a global database a cluster of its own.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, GlobalClusterNotFoundFault, DBClusterNotFoundFault))]
#[operation(errors(InvalidGlobalClusterStateFault, InvalidDBClusterStateFault))]
#[operation(on(id, cluster))]
pub struct RemoveFromGlobalCluster {
    /// The global cluster.
    #[member(GlobalClusterIdentifier)]
    pub id: GlobalClusterId,
    /// The member.
    #[member(DbClusterIdentifier)]
    pub cluster: MemberArn,
}

impl RemoveFromGlobalCluster {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = global::named(tx, &self.id)?;
        let cluster = global::member(tx, &found, &self.cluster.0)?;
        global::settled(&found)?;
        if let Some(secondaries) = global::secondaries_of(tx, &cluster).filter(|others| !others.is_empty()) {
            return Err(GlobalRefusal::PrimaryLeaves { secondaries }.into());
        }
        find::takes(tx, &cluster, ClusterOp::LeaveGlobal)?;
        let members = found.members.as_ref().filter(|members| members.primary != cluster.arn);
        let members = members.map(|members| Members {
            secondaries: members.secondaries.remove(&cluster.arn),
            ..members.clone()
        });
        tx.emit(Event::GlobalClusterPut(Rc::new(GlobalCluster { members, ..(*found).clone() })));
        if cluster.replication_source.is_some() {
            stand_alone(tx, &cluster);
        }
        // The answer still has the member, as AWS's does.
        Ok(RdsOutput::GlobalCluster(found))
    }
}

/// Makes a secondary cluster take writes, if its key lets it.
fn stand_alone(tx: &mut Tx, secondary: &Cluster) {
    detach(tx, secondary);
    let mut cluster = Cluster { replication_source: None, link: None, ..secondary.clone() };
    if cluster.status == ClusterStatus::Available {
        due::begin(tx, &mut cluster, ClusterStatus::Promoting);
    }
    tx.emit(Event::ClusterPut(Rc::new(cluster)));
}
