//! A database client's connection: which cluster, which endpoint, which statements.

use super::connect::{Connection, connect};
use super::{MOST_ROWS, SqlOutput, keep};
use crate::database::mounted_volume::Begin;
use crate::database::{Job, MountedVolume, Pause, Ran, SqlEngine};
use crate::env::Purpose;
use crate::ids::ClusterId;
use crate::ops::Tx;
use crate::ops::api::choices;
use crate::rds::cluster::Endpoint;
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;
use std::rc::Rc;

/// Connects to a cluster's database and runs statements, .tables or .schema.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue, MysqlRefused, MysqlUnknownHost, Psql))]
pub struct Sql {
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub cluster: ClusterId,
    /// The endpoint that the client connects to: the writer's or the reader's; the writer's where none is given.
    #[member(Endpoint)]
    pub endpoint: Option<Endpoint>,
    /// The statements. Without any, it only connects.
    #[member(Statements, positional)]
    pub script: Option<Rc<str>>,
}

// An instance's own endpoint is none that a client of a cluster names.
choices! {
    Endpoint { "writer": Self::Writer, "reader": Self::Reader };
}

impl Sql {
    pub(super) fn decide(
        &self,
        tx: &mut Tx,
        engine: &dyn SqlEngine<MountedVolume>,
    ) -> Result<Result<SqlOutput, Pause>, Refusal> {
        let endpoint = self.endpoint.unwrap_or(Endpoint::Writer);
        let Connection { cluster, instance, keys, read_only } = connect(tx, &self.cluster, endpoint)?;
        if cluster.volume.image().is_unknown() {
            return Err(PlaygroundRefusal::Unknown { name: self.cluster.as_str().into() }.into());
        }
        let disk = MountedVolume::new(Begin {
            volume: cluster.volume.clone(),
            keys: keys.clone(),
            cache: instance.cache.clone(),
            reader: read_only,
            now: tx.world.moment(),
            crash: instance.crash_at,
        });
        let ran = engine.run(Job {
            disk,
            script: self.script.clone().unwrap_or_default(),
            now: tx.world.now.0,
            seed: tx.env.bytes(Purpose::Engine),
            read_only,
            most_rows: MOST_ROWS,
        });
        let Ran { disk, answer, micros } = match ran {
            Ok(ran) => ran,
            Err(pause) => return Ok(Err(pause)),
        };
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
