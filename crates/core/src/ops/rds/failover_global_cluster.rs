//! `FailoverGlobalCluster`: a secondary cluster becomes the primary cluster, which then is a secondary cluster like the
//! others. Each keeps its volume, its data key and its KMS key. A switchover waits for the present primary cluster; a
//! failover goes on without it.
//!
//! Records arrive at once in this model, so a secondary cluster that can take over has all of them, and a failover loses
//! nothing.
//!
//! Refused, in this order: both kinds are asked for; the global cluster isn't there; one of them is in progress; the
//! target isn't there, is no member, is the primary cluster; its status; for a switchover, the primary cluster's.

use super::values::MemberArn;
use super::{RdsOutput, due, find, global, replica};
use crate::event::Event;
use crate::ids::{ClusterArn, GlobalClusterArn, GlobalClusterId};
use crate::map::Set;
use crate::ops::Tx;
use crate::rds::cluster::Cluster;
use crate::rds::global::{Failover, GlobalCluster, Members};
use crate::rds::global_refusal::GlobalRefusal;
use crate::rds::lifecycle::{ClusterOp, ClusterStatus};
use crate::refusal::Refusal;
use crate::world::Due;
use std::rc::Rc;

/// Makes a secondary cluster of a global database the primary one.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, since(Y2026), errors(InvalidParameterValue, InvalidParameterCombination))]
#[operation(errors(GlobalClusterNotFoundFault, InvalidGlobalClusterStateFault))]
#[operation(errors(DBClusterNotFoundFault, InvalidDBClusterStateFault))]
#[operation(on(id, target))]
pub struct FailoverGlobalCluster {
    /// The global cluster.
    #[member(GlobalClusterIdentifier)]
    pub id: GlobalClusterId,
    /// The secondary cluster.
    #[member(TargetDbClusterIdentifier)]
    pub target: MemberArn,
    /// Whether to go on without the present primary cluster.
    #[member(AllowDataLoss)]
    pub allow_data_loss: bool,
    /// Whether to wait for the present primary cluster, which is the default.
    #[member(Switchover)]
    pub switchover: bool,
}

impl FailoverGlobalCluster {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        if self.allow_data_loss && self.switchover {
            return Err(GlobalRefusal::FailoverAndSwitchover {}.into());
        }
        begin(tx, &self.id, &self.target.0, self.allow_data_loss).map(RdsOutput::GlobalCluster)
    }
}

/// Begins a switchover, or a failover if data loss is allowed.
pub(super) fn begin(
    tx: &mut Tx,
    id: &GlobalClusterId,
    target: &ClusterArn,
    allows_data_loss: bool,
) -> Result<Rc<GlobalCluster>, Refusal> {
    let found = global::named(tx, id)?;
    global::settled(&found)?;
    let target = global::member(tx, &found, target)?;
    let primary = found.primary().and_then(|arn| tx.world.clusters.get(arn)).cloned();
    let primary = primary.filter(|primary| primary.arn != target.arn);
    let primary = primary.ok_or_else(|| GlobalRefusal::PrimaryAlready { id: target.arn.id.clone() })?;
    find::takes(tx, &target, ClusterOp::SwitchRole)?;
    if !allows_data_loss {
        find::takes(tx, &primary, ClusterOp::SwitchRole)?;
    }
    let mut until = tx.world.now;
    for cluster in [target.clone(), primary] {
        if ClusterOp::SwitchRole.takes().contains(&cluster.status) {
            let mut cluster = (*cluster).clone();
            due::begin(tx, &mut cluster, ClusterStatus::FailingOver);
            until = cluster.until.unwrap_or(until);
            tx.emit(Event::ClusterPut(Rc::new(cluster)));
        }
    }
    let failover = Some(Failover { to: target.arn.clone(), allows_data_loss, until });
    let after = Rc::new(GlobalCluster { failover, ..(*found).clone() });
    tx.emit(Event::GlobalClusterPut(after.clone()));
    tx.schedule(until.0 - tx.world.now.0, Due::GlobalFailover(after.arn.clone()));
    Ok(after)
}

/// Ends a switchover or failover. If the target was lost meanwhile, all stays as it was.
pub(in crate::ops) fn done(tx: &mut Tx, arn: &GlobalClusterArn) {
    let Some(found) = tx.world.global_clusters.get(arn).cloned() else { return };
    let Some(failover) = found.failover.as_ref().filter(|failover| failover.until == tx.world.now) else {
        return;
    };
    let mut after = GlobalCluster { failover: None, ..(*found).clone() };
    let target = tx.world.clusters.get(&failover.to).cloned();
    if let Some(target) = target.filter(|target| !target.status.is_inaccessible()) {
        let secondaries: Set<_> = found.clusters().filter(|member| **member != target.arn).cloned().collect();
        for secondary in &secondaries {
            follow(tx, secondary, &target.arn);
        }
        let replicas = secondaries.clone();
        let promoted = Cluster { replication_source: None, link: None, replicas, ..(*target).clone() };
        after.members = Some(Members { primary: promoted.arn.clone(), secondaries });
        tx.emit(Event::ClusterPut(Rc::new(promoted)));
    }
    tx.emit(Event::GlobalClusterPut(Rc::new(after)));
}

/// Makes a cluster a secondary cluster of `primary`, over a new link.
fn follow(tx: &mut Tx, secondary: &ClusterArn, primary: &ClusterArn) {
    let Some(cluster) = tx.world.clusters.get(secondary).cloned() else { return };
    let link = Some(replica::new_link(tx));
    let replication_source = Some(primary.clone());
    let cluster = Cluster { replication_source, link, replicas: Set::new(), ..(*cluster).clone() };
    tx.emit(Event::ClusterPut(Rc::new(cluster)));
}
