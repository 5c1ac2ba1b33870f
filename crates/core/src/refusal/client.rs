//! Why a database's client has no connection. Messages are those of the clients of the two engines, `mysql` and `psql`;
//! what stands in brackets behind them is the playground's.
//!
//! Not here: what the engine says of a statement (`SqlError`).

use crate::error::{ErrorCode, Source};
use crate::ids::{ClusterId, InstanceId, Region};
use crate::rds::cluster::Engine;
use crate::rds::lifecycle::{ClusterStatus, InstanceStatus};
use crate::rules::RuleId;

/// Why a client has no connection.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum ClientRefusal {
    /// The name does not resolve.
    UnknownHost {
        /// Whose client it is.
        engine: Engine,
        /// The endpoint.
        host: String,
        /// Why.
        why: NoAddress,
    },
    /// Nobody listens there.
    Refused {
        /// Whose client it is.
        engine: Engine,
        /// The endpoint.
        host: String,
        /// Its port.
        port: u16,
        /// Why.
        why: NoListener,
    },
    /// The connection was there and broke off.
    Lost {
        /// Whose client it is.
        engine: Engine,
    },
}

/// Why an endpoint is no address.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum NoAddress {
    /// The account has no such cluster in this Region.
    NoCluster(ClusterId, Region),
    /// The cluster has no instance.
    NoInstance,
}

/// Why nobody listens at an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum NoListener {
    /// The cluster's status.
    Cluster(ClusterStatus),
    /// An instance's status.
    Instance(InstanceId, InstanceStatus),
    /// The cluster's host is down.
    Host,
}

impl ClientRefusal {
    /// The code.
    pub const fn code(&self) -> ErrorCode {
        let (engine, mysql) = match self {
            Self::UnknownHost { engine, .. } => (engine, ErrorCode::MysqlUnknownHost),
            Self::Refused { engine, .. } => (engine, ErrorCode::MysqlRefused),
            Self::Lost { engine } => (engine, ErrorCode::MysqlLost),
        };
        match engine {
            Engine::Aurora | Engine::AuroraMysql => mysql,
            Engine::AuroraPostgresql => ErrorCode::Psql,
        }
    }

    /// Whose text it is: what stands in brackets is no client's.
    pub const fn source(&self) -> Source {
        match self {
            Self::UnknownHost { .. } | Self::Refused { .. } => Source::Model,
            Self::Lost { .. } => Source::Aws,
        }
    }

    /// The rule of the source document that it keeps.
    pub fn rule(&self) -> Option<RuleId> {
        match self {
            Self::Refused { why: NoListener::Cluster(status), .. } => {
                (*status == ClusterStatus::InaccessibleEncryptionCredentials).then_some(RuleId::E07)
            }
            Self::Refused { why: NoListener::Instance(..) | NoListener::Host, .. }
            | Self::UnknownHost { .. }
            | Self::Lost { .. } => None,
        }
    }

    /// The text.
    pub fn message(&self) -> String {
        match self {
            Self::UnknownHost { engine: Engine::Aurora | Engine::AuroraMysql, host, why } => {
                ["Unknown MySQL server host '", host, "' (-2) (", &why.text(), ")"].concat()
            }
            Self::UnknownHost { engine: Engine::AuroraPostgresql, host, why } => {
                let text = "\" to address: Name or service not known (";
                ["could not translate host name \"", host, text, &why.text(), ")"].concat()
            }
            Self::Refused { engine: Engine::Aurora | Engine::AuroraMysql, host, port, why } => {
                let port = port.to_string();
                ["Can't connect to MySQL server on '", host, ":", &port, "' (111) (", &why.text(), ")"]
                    .concat()
            }
            Self::Refused { engine: Engine::AuroraPostgresql, host, port, why } => {
                let (port, text) = (port.to_string(), " failed: Connection refused (");
                ["connection to server at \"", host, "\", port ", &port, text, &why.text(), ")"].concat()
            }
            Self::Lost { engine: Engine::Aurora | Engine::AuroraMysql } => {
                String::from("Lost connection to MySQL server during query")
            }
            Self::Lost { engine: Engine::AuroraPostgresql } => {
                String::from("server closed the connection unexpectedly")
            }
        }
    }
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
