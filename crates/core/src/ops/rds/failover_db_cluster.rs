//! `FailoverDBCluster`: a reader becomes the writer, and the old writer reboots. The volume and its key stay
//! as they are.
//!
//! Refused, in this order: the cluster isn't there; its status; it has no reader; the target isn't there,
//! belongs to another cluster, is the writer, or is not available; no reader is available.

use super::reboot_db_instance::reboot;
use super::values::ClusterRef;
use super::{RdsOutput, due, find};
use crate::event::Event;
use crate::ids::{ClusterArn, InstanceArn, InstanceId};
use crate::ops::Tx;
use crate::rds::cluster::Cluster;
use crate::rds::instance::{Instance, RebootCause};
use crate::rds::lifecycle::{ClusterOp, ClusterStatus, InstanceOp};
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use crate::world::{Due, World};
use core::cmp::Reverse;
use std::rc::Rc;

/// Makes a reader the writer; the former writer reboots.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, DBClusterNotFoundFault, InvalidDBClusterStateFault))]
#[operation(errors(DBInstanceNotFound, InvalidDBInstanceState))]
#[operation(on(id))]
pub struct FailoverDBCluster {
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub id: ClusterRef,
    /// The reader that becomes the writer; if absent, Aurora chooses.
    #[member(TargetDBInstanceIdentifier)]
    pub target: Option<InstanceId>,
}

impl FailoverDBCluster {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::named_cluster(tx, &self.id)?;
        find::takes(tx, &found, ClusterOp::Failover)?;
        let id = found.arn.id.clone();
        if found.members.len() < 2 {
            return Err(RdsRefusal::NoReader { id }.into());
        }
        let target = match &self.target {
            Some(target) => named(tx, &found, target)?.arn.clone(),
            None => successor(&tx.world, &found).ok_or(RdsRefusal::NoReaderAvailable { id })?,
        };
        Ok(RdsOutput::Cluster(fail_over(tx, &found, &target)))
    }
}

/// Finds the instance that the request names as the new writer, and checks that it can be.
fn named(tx: &Tx, cluster: &Cluster, id: &InstanceId) -> Result<Rc<Instance>, Refusal> {
    let target = find::instance(tx, id)?;
    let (id, name) = (target.arn.id.clone(), cluster.arn.id.clone());
    if target.cluster != cluster.arn {
        return Err(RdsRefusal::NotAMember { id, cluster: name }.into());
    }
    if cluster.members.first() == Some(&target.arn) {
        return Err(RdsRefusal::WriterAlready { id, cluster: name }.into());
    }
    find::instance_takes(&target, InstanceOp::TakeOver)?;
    Ok(target)
}

/// The reader that becomes the writer if the request names none: of the available readers, the one with the
/// lowest promotion tier, then the largest, then the oldest.
pub(in crate::ops) fn successor(world: &World, cluster: &Cluster) -> Option<InstanceArn> {
    let readers = cluster.members.iter().skip(1).filter_map(|arn| world.instances.get(arn));
    let ready = readers.filter(|one| InstanceOp::TakeOver.takes().contains(&one.status));
    ready.min_by_key(|one| (one.promotion_tier, Reverse(size(&one.class)))).map(|one| one.arn.clone())
}

/// The size of an instance class, for comparison: `db.r5.2xlarge` is larger than `db.r5.large`.
fn size(class: &str) -> u32 {
    match class.rsplit('.').next().unwrap_or_default() {
        "small" => 1,
        "medium" => 2,
        "large" => 4,
        "xlarge" => 8,
        many => {
            let number = many.strip_suffix("xlarge").and_then(|number| number.parse::<u32>().ok());
            number.map_or(0, |number| number.saturating_mul(8))
        }
    }
}

/// Puts the cluster into `failing-over` and reboots the writer. The target is the writer at the end.
pub(in crate::ops) fn fail_over(tx: &mut Tx, found: &Cluster, target: &InstanceArn) -> Rc<Cluster> {
    if let Some((seconds, _)) = ClusterStatus::FailingOver.lasts() {
        tx.schedule(seconds, Due::Failover(found.arn.clone(), target.clone()));
    }
    let mut cluster = found.clone();
    due::begin(tx, &mut cluster, ClusterStatus::FailingOver);
    let cluster = Rc::new(cluster);
    tx.emit(Event::ClusterPut(cluster.clone()));
    let writer = found.members.first().and_then(|arn| tx.world.instances.get(arn)).cloned();
    if let Some(writer) = writer.filter(|one| InstanceOp::Reboot.takes().contains(&one.status)) {
        reboot(tx, &writer, RebootCause::Failover);
    }
    cluster
}

/// Ends `failing-over`, just before the cluster is `available`.
pub(in crate::ops) fn done(tx: &mut Tx, arn: &ClusterArn, target: &InstanceArn) {
    let Some(found) = tx.world.clusters.get(arn).cloned() else { return };
    if found.status != ClusterStatus::FailingOver || found.until != Some(tx.world.now) {
        return;
    }
    let members = writer_first(&found.members, target);
    tx.emit(Event::ClusterPut(Rc::new(Cluster { members, ..(*found).clone() })));
}

/// The members with a new writer first; the others keep their order.
pub(super) fn writer_first(members: &[InstanceArn], writer: &InstanceArn) -> Rc<[InstanceArn]> {
    let (first, rest): (Vec<_>, Vec<_>) = members.iter().cloned().partition(|arn| arn == writer);
    first.into_iter().chain(rest).collect()
}
