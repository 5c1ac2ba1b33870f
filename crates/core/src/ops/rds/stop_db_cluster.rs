//! `StopDBCluster`. The host of a stopped cluster holds no data keys. The answer still has the status before the call.
//!
//! Refused, in this order: the cluster isn't there; its status; it is a member of a global
//! cluster, a replica, or has one.

use super::values::ClusterRef;
use super::{RdsOutput, due, find};
use crate::event::Event;
use crate::ops::Tx;
use crate::rds::global_refusal::GlobalRefusal;
use crate::rds::lifecycle::{ClusterOp, ClusterStatus, InstanceStatus};
use crate::rds::refusal::RdsRefusal;
use crate::rds::setting_refusal::SettingRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Stops a cluster; its storage stays.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, DBClusterNotFoundFault, InvalidDBClusterStateFault))]
#[operation(on(id))]
pub struct StopDBCluster {
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub id: ClusterRef,
}

impl StopDBCluster {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::named_cluster(tx, &self.id)?;
        find::takes(tx, &found, ClusterOp::Stop)?;
        if found.is_serverless() {
            return Err(SettingRefusal::StopOfServerless { id: found.arn.id.clone() }.into());
        }
        if !tx.world.can_be_stopped(&found) {
            if tx.world.global_cluster_of(&found.arn).is_some() {
                let (id, edition) = (found.arn.id.clone(), tx.world.edition);
                return Err(GlobalRefusal::StopOfMember { id, edition }.into());
            }
            let replicas = found.replicas.iter().cloned().collect();
            return Err(RdsRefusal::Replicated { id: found.arn.id.clone(), replicas }.into());
        }
        let mut cluster = (*found).clone();
        due::begin(tx, &mut cluster, ClusterStatus::Stopping);
        let cluster = Rc::new(cluster);
        tx.emit(Event::ClusterPut(cluster.clone()));
        due::begin_members(tx, &found, InstanceStatus::Stopping);
        Ok(RdsOutput::answered(&cluster, &found))
    }
}
