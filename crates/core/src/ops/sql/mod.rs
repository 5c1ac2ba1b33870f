//! `sql`: a client of a cluster's database, one connection a command.
//!
//! The client needs no key and knows none (rule S03): it names a cluster and an endpoint, and the instance behind it does the
//! rest. [`connect`] finds that instance or says why nobody answers, [`logs`] is what the instance writes about it. Not here: the
//! engine, which whoever runs commands brings ([`Engine`]), and the disk it sees ([`Host`]).

mod connect;
pub(in crate::ops) mod logs;
mod replicate;

use self::connect::Connection;
use super::Tx;
use crate::database::host::{Begin, Left};
use crate::database::{Answer, Engine, Host, Job, PageId, Pause, Ran};
use crate::env::Purpose;
use crate::event::Event;
use crate::ids::{ClusterId, InstanceId};
use crate::rds::cluster::{Cluster, Endpoint};
use crate::rds::instance::Instance;
use crate::refusal::{ErrorCode, Refusal};
use crate::storage::image::PageFault;
use std::rc::Rc;

/// Rows that are kept of one result.
pub const MOST_ROWS: u32 = 200;

/// A client's script for a cluster's database.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Sql {
    /// The cluster.
    pub cluster: ClusterId,
    /// The endpoint that the client connects to: the writer's or the reader's.
    pub endpoint: Endpoint,
    /// Statements.
    pub script: Rc<str>,
}

/// What came of a script.
#[derive(Clone)]
pub struct SqlOutput {
    /// The cluster.
    pub cluster: Rc<Cluster>,
    /// The instance that answered.
    pub instance: InstanceId,
    /// Whether it only reads.
    pub read_only: bool,
    /// What the engine answered.
    pub answer: Answer,
    /// The page that stopped it, and why.
    pub fault: Option<(PageId, PageFault)>,
    /// Whether the instance crashed on the way: the client lost its connection.
    pub crashed: bool,
    /// Microseconds that the engine took, where there is a clock. In no digest.
    pub micros: Option<u64>,
}

impl core::hash::Hash for SqlOutput {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        (&self.instance, self.read_only, &self.answer, &self.fault, self.crashed).hash(state);
    }
}

impl SqlOutput {
    /// What the client is told when its connection breaks off: code and words.
    pub fn lost(&self) -> Option<(ErrorCode, &'static str)> {
        self.crashed.then(|| connect::lost_connection(self.cluster.engine))
    }

    /// Whether all statements were carried out.
    pub fn done(&self) -> bool {
        self.answer.error.is_none() && !self.crashed
    }
}

impl Sql {
    pub(super) fn decide(
        &self,
        tx: &mut Tx,
        engine: &dyn Engine<Host>,
    ) -> Result<Result<SqlOutput, Refusal>, Pause> {
        let connection = match connect::connect(tx, &self.cluster, self.endpoint) {
            Ok(connection) => connection,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Connection { cluster, instance, keys, read_only } = connection;
        let disk = Host::new(Begin {
            volume: cluster.volume.clone(),
            keys: keys.clone(),
            cache: instance.cache.clone(),
            reader: read_only,
            now: tx.world.moment(),
            crash: instance.crash_at,
        });
        let Ran { disk, answer, micros } = engine.run(Job {
            disk,
            script: self.script.clone(),
            now: tx.world.now.0,
            seed: tx.env.bytes(Purpose::Engine),
            read_only,
            most_rows: MOST_ROWS,
        })?;
        let left = disk.end();
        let output = SqlOutput {
            cluster: cluster.clone(),
            instance: instance.arn.id.clone(),
            read_only,
            answer,
            fault: left.fault.clone(),
            crashed: left.crashed,
            micros,
        };
        keep(tx, &cluster, &instance, &output, left);
        Ok(Ok(output))
    }
}

/// What stays of a connection: the writer's pages, the log lines, what the replicas got, and the instance's memory, unless it
/// crashed.
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
