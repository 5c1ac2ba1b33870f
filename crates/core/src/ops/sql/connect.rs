//! Which instance answers at an endpoint, or the error that a client gets if none does.
//!
//! The messages are those of the clients of the two engines, `mysql` and `psql`. The text in brackets after
//! them is the playground's.

use crate::ids::ClusterId;
use crate::ops::Tx;
use crate::ops::rds::find;
use crate::rds::cluster::{Cluster, Endpoint, Engine, StorageNode};
use crate::rds::instance::Instance;
use crate::rds::lifecycle::{ClusterOp, ClusterStatus, InstanceOp};
use crate::refusal::{ErrorCode, Refusal};
use crate::rules::RuleId;
use crate::storage::keyring::KeyRing;
use std::rc::Rc;

/// An instance that takes the connection.
pub(super) struct Connection {
    pub(super) cluster: Rc<Cluster>,
    pub(super) instance: Rc<Instance>,
    /// The data keys in its host's memory.
    pub(super) keys: Rc<KeyRing>,
    pub(super) read_only: bool,
}

/// Connects to an endpoint of a cluster.
pub(super) fn connect(tx: &Tx, id: &ClusterId, endpoint: Endpoint) -> Result<Connection, Refusal> {
    let cluster = find::cluster(tx, id).map_err(|_| {
        let host = endpoint.host_name(id.as_str(), tx.account, tx.region);
        let why = ["there is no DB cluster ", id.as_str(), " of this account in ", tx.region.as_str()];
        unknown_host(Engine::AuroraMysql, &host, &why.concat())
    })?;
    let host_name = endpoint.host_name(id.as_str(), tx.account, tx.region);
    let members: Vec<&Rc<Instance>> =
        cluster.members.iter().filter_map(|arn| tx.world.instances.get(arn)).collect();
    let Some(writer) = members.first().copied() else {
        let why = "the cluster has no DB instance: its storage is there, but nothing that takes connections";
        return Err(unknown_host(cluster.engine, &host_name, why));
    };
    let refused = |why: &str| refused_connection(&cluster, &host_name, why);
    if find::takes(&cluster, ClusterOp::Connect).is_err() {
        return Err(refused(&["the DB cluster is in state ", cluster.status.name()].concat()));
    }
    let available = |instance: &&Rc<Instance>| InstanceOp::Connect.takes().contains(&instance.status);
    let reader = members.iter().skip(1).copied().find(available);
    // The reader endpoint of a cluster without readers leads to the writer.
    let (instance, read_only) = match endpoint {
        Endpoint::Reader => reader.map_or((writer, false), |reader| (reader, true)),
        Endpoint::Writer | Endpoint::Instance => (writer, false),
    };
    if !available(&instance) {
        let name = instance.arn.id.as_str();
        return Err(refused(&["the DB instance ", name, " is in state ", instance.status.name()].concat()));
    }
    let StorageNode::Up(keys) = &cluster.host else { return Err(refused("the cluster's host is down")) };
    let read_only = read_only || cluster.replication_source.is_some();
    Ok(Connection { instance: instance.clone(), keys: keys.clone(), read_only, cluster: cluster.clone() })
}

/// The error when the name does not resolve.
fn unknown_host(engine: Engine, host: &str, why: &str) -> Refusal {
    match engine {
        Engine::Aurora | Engine::AuroraMysql => Refusal::model(
            ErrorCode::MysqlUnknownHost,
            ["Unknown MySQL server host '", host, "' (-2) (", why, ")"].concat(),
        ),
        Engine::AuroraPostgresql => Refusal::model(
            ErrorCode::Psql,
            [
                "could not translate host name \"",
                host,
                "\" to address: Name or service not known (",
                why,
                ")",
            ]
            .concat(),
        ),
    }
}

/// The error when nothing listens.
fn refused_connection(cluster: &Cluster, host: &str, why: &str) -> Refusal {
    let port = cluster.port.to_string();
    let refusal = match cluster.engine {
        Engine::Aurora | Engine::AuroraMysql => Refusal::model(
            ErrorCode::MysqlRefused,
            ["Can't connect to MySQL server on '", host, ":", &port, "' (111) (", why, ")"].concat(),
        ),
        Engine::AuroraPostgresql => Refusal::model(
            ErrorCode::Psql,
            [
                "connection to server at \"",
                host,
                "\", port ",
                &port,
                " failed: Connection refused (",
                why,
                ")",
            ]
            .concat(),
        ),
    };
    let lost = cluster.status == ClusterStatus::InaccessibleEncryptionCredentials;
    if lost { refusal.by(RuleId::E07) } else { refusal }
}

/// The code and message when an open connection breaks off.
pub(super) const fn lost_connection(engine: Engine) -> (ErrorCode, &'static str) {
    match engine {
        Engine::Aurora | Engine::AuroraMysql => {
            (ErrorCode::MysqlLost, "Lost connection to MySQL server during query")
        }
        Engine::AuroraPostgresql => (ErrorCode::Psql, "server closed the connection unexpectedly"),
    }
}
