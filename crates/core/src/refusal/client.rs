//! Why a database client has no connection. The messages are those of the clients of the two engines, `mysql`
//! and `psql`. The text in brackets after them is the playground's.
//!
//! Errors of statements are in `SqlError`.

use crate::error::{ErrorCode, reasons};
use crate::ids::{ClusterId, InstanceId, Region};
use crate::rds::cluster::Engine;
use crate::rds::lifecycle::{ClusterStatus, InstanceStatus};
use crate::rules::RuleId;

reasons! {
    /// Why a client has no connection.
    ClientRefusal:

    /// The name does not resolve.
    UnknownHost { engine: Engine, host: String, why: NoAddress }
        = Model (by(*engine, ErrorCode::MysqlUnknownHost, ErrorCode::Psql)),
        [by(*engine, "Unknown MySQL server host '", "could not translate host name \""), host,
         by(*engine, "' (-2) (", "\" to address: Name or service not known ("), &why.text(), ")"];
    /// Nothing listens there.
    Refused { engine: Engine, host: String, port: u16, why: NoListener }
        = Model (by(*engine, ErrorCode::MysqlRefused, ErrorCode::Psql)) by (why.rule()),
        [by(*engine, "Can't connect to MySQL server on '", "connection to server at \""), host,
         by(*engine, ":", "\", port "), &port.to_string(), by(*engine, "' (111) (", " failed: Connection refused ("),
         &why.text(), ")"];
    /// An open connection broke off.
    Lost { engine: Engine } = Aws (by(*engine, ErrorCode::MysqlLost, ErrorCode::Psql)),
        [by(*engine, "Lost connection to MySQL server during query", "server closed the connection unexpectedly")];
}

/// Which of the two clients it is.
fn by<T>(engine: Engine, mysql: T, psql: T) -> T {
    match engine {
        Engine::Aurora | Engine::AuroraMysql => mysql,
        Engine::AuroraPostgresql => psql,
    }
}

/// Why an endpoint has no address.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum NoAddress {
    /// The account has no such cluster in this Region.
    NoCluster(ClusterId, Region),
    /// The cluster has no instance.
    NoInstance,
}

/// Why nothing listens at an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum NoListener {
    /// The cluster's status.
    Cluster(ClusterStatus),
    /// An instance's status.
    Instance(InstanceId, InstanceStatus),
    /// The cluster's host is not running.
    Host,
}

impl NoAddress {
    fn text(&self) -> String {
        match self {
            Self::NoCluster(id, region) => {
                ["there is no DB cluster ", id.as_str(), " of this account in ", region.as_str()].concat()
            }
            Self::NoInstance => String::from(
                "the cluster has no DB instance: its storage is there, but nothing that takes connections",
            ),
        }
    }
}

impl NoListener {
    fn rule(&self) -> Option<RuleId> {
        match self {
            Self::Cluster(ClusterStatus::InaccessibleEncryptionCredentials) => Some(RuleId::E07),
            Self::Cluster(ClusterStatus::Recoverable) => Some(RuleId::N09),
            Self::Cluster(_) | Self::Instance(..) | Self::Host => None,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Cluster(status) => ["the DB cluster is in state ", status.name()].concat(),
            Self::Instance(id, status) => {
                ["the DB instance ", id.as_str(), " is in state ", status.name()].concat()
            }
            Self::Host => String::from("the cluster's host is down"),
        }
    }
}
