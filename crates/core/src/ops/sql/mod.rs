//! `sql`: a client of a cluster's database. Each command is one connection.
//!
//! The client needs no key and knows none (rule S03): it names a cluster and an endpoint, and the instance
//! there does the rest. [`client`] has the request, `connect` finds the instance or says why none answers,
//! and `logs` has what the instance writes about it. Not here: the engine, which is passed in by whoever
//! runs commands ([`SqlEngine`]), and the disk that it sees ([`MountedVolume`]).

pub mod client;
mod connect;
pub(in crate::ops) mod logs;
mod replicate;

use super::Tx;
use super::api::operations;
use crate::database::mounted_volume::Left;
use crate::database::{Answer, MountedVolume, PageId, Pause, SqlEngine};
use crate::event::Event;
use crate::ids::InstanceId;
use crate::rds::cluster::Cluster;
use crate::rds::instance::Instance;
use crate::refusal::Refusal;
use crate::refusal::client::ClientRefusal;
use crate::storage::image::PageFault;
use std::rc::Rc;

operations! {
    /// What a client does.
    SqlOp -> Result<SqlOutput, Pause>, Operation::Sql, None;
    fn run(input, tx: &mut Tx, engine: &dyn SqlEngine<MountedVolume>) = input.decide(tx, engine);
    client::Sql,
}

impl SqlOp {
    pub(super) fn decide(
        &self,
        tx: &mut Tx,
        engine: &dyn SqlEngine<MountedVolume>,
    ) -> Result<Result<SqlOutput, Refusal>, Pause> {
        match self.run(tx, engine) {
            Ok(ran) => ran.map(Ok),
            Err(refusal) => Ok(Err(refusal)),
        }
    }
}

/// The most rows that are kept of one result.
pub const MOST_ROWS: u32 = 200;

/// The result of a script.
#[derive(Clone)]
pub struct SqlOutput {
    /// The cluster.
    pub cluster: Rc<Cluster>,
    /// The instance that answered.
    pub instance: InstanceId,
    /// Whether the instance is read-only.
    pub read_only: bool,
    /// The engine's answers.
    pub answer: Answer,
    /// The page that stopped it, and why.
    pub fault: Option<(PageId, PageFault)>,
    /// Whether the instance crashed during the script, so that the client lost its connection.
    pub crashed: bool,
    /// The microseconds that the engine took, if there is a clock. Not part of any digest.
    pub micros: Option<u64>,
}

impl core::hash::Hash for SqlOutput {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        (&self.instance, self.read_only, &self.answer, &self.fault, self.crashed).hash(state);
    }
}

impl SqlOutput {
    /// The error that the client gets if its connection breaks off.
    pub fn lost(&self) -> Option<Refusal> {
        self.crashed.then(|| ClientRefusal::Lost { engine: self.cluster.engine }.into())
    }

    /// Returns whether all statements were executed.
    pub fn done(&self) -> bool {
        self.answer.error.is_none() && !self.crashed
    }
}

/// Keeps what a connection changed: the writer's pages, the log lines, what the replicas received, and the
/// instance's memory unless it crashed.
fn keep(tx: &mut Tx, cluster: &Cluster, instance: &Rc<Instance>, output: &SqlOutput, left: Left) {
    let before = cluster.volume.writes();
    let mut changed = cluster.clone();
    if !output.read_only {
        changed.volume = left.volume;
    }
    logs::of_connection(tx, &mut changed, output);
    let changed = Rc::new(changed);
    tx.emit(Event::ClusterPut(changed.clone()));
    replicate::send(tx, &changed, before);
    if output.crashed {
        super::rds::crash(tx, instance);
        return;
    }
    let crash_at = instance.crash_at.filter(|_| output.read_only);
    let after = Instance { cache: left.cache, crash_at, ..(**instance).clone() };
    if after.cache != instance.cache || after.crash_at != instance.crash_at {
        tx.emit(Event::InstancePut(Rc::new(after)));
    }
}
