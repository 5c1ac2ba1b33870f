//! `DeleteDBInstance`. The data stays, since it belongs to the cluster. If the writer is deleted, a reader
//! takes over.

use super::failover_db_cluster::{successor, writer_first};
use super::{RdsOutput, due, find, global};
use crate::event::Event;
use crate::ids::{InstanceArn, InstanceId};
use crate::ops::Tx;
use crate::rds::cluster::Cluster;
use crate::rds::global_refusal::GlobalRefusal;
use crate::rds::instance::Instance;
use crate::rds::lifecycle::{ClusterOp, InstanceStatus};
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Deletes an instance; the cluster's storage stays.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, DBInstanceNotFound, InvalidParameterCombination))]
#[operation(errors(InvalidDBInstanceState, InvalidDBClusterStateFault))]
#[operation(ignored(SkipFinalSnapshot: Flag, DeleteAutomatedBackups: Flag))]
#[operation(on(id))]
pub struct DeleteDBInstance {
    /// The instance.
    #[member(DBInstanceIdentifier)]
    pub id: InstanceId,
    /// A final snapshot, which an instance of a cluster can't have.
    #[member(FinalDBSnapshotIdentifier)]
    pub final_snapshot: Option<Rc<str>>,
}

impl DeleteDBInstance {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::instance(tx, &self.id)?;
        if self.final_snapshot.is_some() {
            return Err(RdsRefusal::FinalSnapshotOfInstance {}.into());
        }
        if found.status == InstanceStatus::Deleting {
            return Err(RdsRefusal::InstanceDeleting { id: found.arn.id.clone() }.into());
        }
        if let Some(cluster) = tx.world.clusters.get(&found.cluster) {
            find::takes(tx, cluster, ClusterOp::RemoveInstance)?;
            let secondaries = global::secondaries_of(tx, cluster).unwrap_or_default();
            let stays = |arn: &&InstanceArn| {
                let status = tx.world.instances.get(*arn).map(|one| one.status);
                **arn != found.arn && status.is_some_and(|status| status != InstanceStatus::Deleting)
            };
            if !secondaries.is_empty() && cluster.members.iter().find(stays).is_none() {
                return Err(GlobalRefusal::LastOfPrimary { secondaries }.into());
            }
        }
        Ok(RdsOutput::Instance(due::begin_instance(tx, &found, InstanceStatus::Deleting)))
    }
}

/// Ends `deleting`.
pub(super) fn gone(tx: &mut Tx, instance: &Instance) {
    if let Some(cluster) = tx.world.clusters.get(&instance.cluster).cloned() {
        let next = successor(&tx.world, &cluster).filter(|_| cluster.members.first() == Some(&instance.arn));
        let rest: Vec<_> = cluster.members.iter().filter(|arn| **arn != instance.arn).cloned().collect();
        let members = next.map_or_else(|| rest.as_slice().into(), |next| writer_first(&rest, &next));
        tx.emit(Event::ClusterPut(Rc::new(Cluster { members, ..(*cluster).clone() })));
    }
    tx.emit(Event::InstanceRemoved(instance.arn.clone()));
    super::reboot_db_instance::take_up(tx, &instance.cluster);
}
