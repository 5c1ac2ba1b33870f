//! `RebootDBInstance`, and the reboots after a failover or a crash. The memory is lost, so an instance that
//! comes back asks KMS for the data key again, and that is when a lost key shows (rules E07, E08).
//!
//! Refused, in this order: the instance isn't there; `ForceFailover`; the status of the instance or of its cluster.

use super::{RdsOutput, due, find, modify_db_instance, storage};
use crate::database::File;
use crate::event::Event;
use crate::ids::{ClusterArn, InstanceArn, InstanceId};
use crate::ops::Tx;
use crate::ops::sql::logs;
use crate::rds::cluster::{Cluster, Engine, StorageNode};
use crate::rds::instance::{Instance, RebootCause};
use crate::rds::lifecycle::{ClusterOp, InstanceOp, InstanceStatus};
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use crate::world::Due;
use std::rc::Rc;

/// Reboots an instance; it asks for the cluster's key again.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(InvalidParameterValue, DBInstanceNotFound, InvalidParameterCombination, InvalidDBInstanceState)
)]
#[operation(on(id))]
pub struct RebootDBInstance {
    /// The instance.
    #[member(DBInstanceIdentifier)]
    pub id: InstanceId,
    /// Applies only to instances with a standby.
    #[member(ForceFailover)]
    pub force_failover: bool,
}

impl RebootDBInstance {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::instance(tx, &self.id)?;
        if self.force_failover {
            return Err(RdsRefusal::ForceFailover {}.into());
        }
        check(tx, &found)?;
        Ok(RdsOutput::Instance(reboot(tx, &found, RebootCause::Asked)))
    }
}

fn check(tx: &Tx, instance: &Instance) -> Result<(), Refusal> {
    let free = tx.world.clusters.get(&instance.cluster).is_some_and(|cluster| {
        ClusterOp::RebootInstance.takes().contains(&cluster.status)
            && InstanceOp::Reboot.takes().contains(&instance.status)
    });
    if free {
        return Ok(());
    }
    Err(RdsRefusal::RebootBusy { id: instance.arn.id.clone(), status: instance.status }.into())
}

/// Puts the instance into `rebooting`, or `modifying`, where it takes no connections. If no other instance of its cluster is
/// running, nothing holds the cluster's data keys any more.
pub(in crate::ops) fn reboot(tx: &mut Tx, instance: &Instance, why: RebootCause) -> Rc<Instance> {
    let end = Due::Reboot(instance.arn.clone(), why);
    let rebooting = due::begin_instance_until(tx, instance, why.status(), end);
    if let Some(cluster) = tx.world.clusters.get(&instance.cluster).cloned() {
        let mut cluster = (*cluster).clone();
        let texts = goes(cluster.engine, why);
        log(tx, &mut cluster, instance, texts);
        if !served(tx, &cluster) {
            cluster.host = StorageNode::Down;
        }
        tx.emit(Event::ClusterPut(Rc::new(cluster)));
    }
    rebooting
}

/// Writes lines into the instance's error log.
fn log(tx: &Tx, cluster: &mut Cluster, instance: &Instance, texts: &[&str]) {
    logs::write(tx, cluster, File::ErrorLog, instance.arn.id.as_str(), texts);
}

const fn goes(engine: Engine, why: RebootCause) -> &'static [&'static str] {
    match (engine, why) {
        // An instance that loses power writes nothing more: this is written by whatever watches it.
        (_, RebootCause::Crash) => &["[ERROR] the server process was killed by signal 9"],
        (Engine::Aurora | Engine::AuroraMysql, _) => &["[Note] mysqld: Normal shutdown"],
        (Engine::AuroraPostgresql, _) => {
            &["LOG:  received fast shutdown request", "LOG:  database system is shut down"]
        }
    }
}

const fn comes(engine: Engine, why: RebootCause) -> &'static [&'static str] {
    match (engine, why) {
        (Engine::Aurora | Engine::AuroraMysql, RebootCause::Crash) => &[
            "[Note] The database was not shut down normally.",
            "[Note] Crash recovery begins.",
            "[Note] mysqld: ready for connections.",
        ],
        (Engine::Aurora | Engine::AuroraMysql, _) => &["[Note] mysqld: ready for connections."],
        (Engine::AuroraPostgresql, RebootCause::Crash) => &[
            "LOG:  database system was not properly shut down; automatic recovery in progress",
            "LOG:  database system is ready to accept connections",
        ],
        (Engine::AuroraPostgresql, _) => &["LOG:  database system is ready to accept connections"],
    }
}

/// Returns whether any instance of the cluster takes connections.
fn served(tx: &Tx, cluster: &Cluster) -> bool {
    cluster.members.iter().any(|arn| {
        tx.world.instances.get(arn).is_some_and(|one| InstanceOp::Connect.takes().contains(&one.status))
    })
}

/// Handles the removal of an instance that was to come back: if it was the last one, the cluster's host gets
/// its data keys without it.
pub(super) fn take_up(tx: &mut Tx, arn: &ClusterArn) {
    let Some(cluster) = tx.world.clusters.get(arn).cloned() else { return };
    let comes = |status| matches!(status, InstanceStatus::Rebooting | InstanceStatus::Modifying);
    let coming = |arn| tx.world.instances.get(arn).is_some_and(|one| comes(one.status));
    let waits =
        matches!(cluster.host, StorageNode::Down) && ClusterOp::Connect.takes().contains(&cluster.status);
    if !waits || cluster.members.iter().any(coming) {
        return;
    }
    if let Some(host) = due::wake(tx, &cluster) {
        tx.emit(Event::ClusterPut(Rc::new(Cluster { host, ..(*cluster).clone() })));
    }
}

/// Ends `rebooting`, or `modifying`.
pub(in crate::ops) fn done(tx: &mut Tx, arn: &InstanceArn, why: RebootCause) {
    let Some(found) = tx.world.instances.get(arn).cloned() else { return };
    if found.status != why.status() || found.until != Some(tx.world.now) {
        return;
    }
    let Some(cluster) = tx.world.clusters.get(&found.cluster).cloned() else { return };
    let mut cluster = (*cluster).clone();
    if matches!(cluster.host, StorageNode::Down) {
        let Some(host) = due::wake(tx, &cluster) else { return };
        cluster.host = host;
    } else if storage::try_key(tx, &cluster).is_err() {
        return due::lose(tx, &cluster);
    }
    let texts = comes(cluster.engine, why);
    log(tx, &mut cluster, &found, texts);
    tx.emit(Event::ClusterPut(Rc::new(cluster)));
    let found = match why {
        RebootCause::Asked | RebootCause::Failover | RebootCause::Crash => found,
        RebootCause::Modification => Rc::new(modify_db_instance::done(&found)),
    };
    due::begin_instance(tx, &found, InstanceStatus::Available);
}
