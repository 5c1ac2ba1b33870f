//! DB clusters. Encryption has no setter: a cluster keeps for life what it is created with (rules E04, L01,
//! L04).

use super::beside::{ActivityStream, Insights, MasterSecret};
use super::kept::{Kept, ServerlessScaling};
use super::lifecycle::ClusterStatus;
use crate::crypto::keys::LinkKey;
use crate::env::Time;
use crate::ids::{AccountId, ClusterArn, GrantId, InstanceArn, KeyArn, Region, ResourceId};
use crate::kms::context::EncryptionContext;
use crate::map::{Map, Set};
use crate::storage::keyring::KeyRing;
use crate::storage::volume::Volume;
use core::fmt;
use std::rc::Rc;

/// A database engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub enum Engine {
    /// `aurora`: Aurora `MySQL` 1, compatible with `MySQL` 5.6.
    Aurora,
    /// `aurora-mysql`
    AuroraMysql,
    /// `aurora-postgresql`
    AuroraPostgresql,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Engine {
    /// As `--engine` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Aurora => "aurora",
            Self::AuroraMysql => "aurora-mysql",
            Self::AuroraPostgresql => "aurora-postgresql",
        }
    }

    /// Parses what [`Engine::name`] returns.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Aurora, Self::AuroraMysql, Self::AuroraPostgresql]
            .into_iter()
            .find(|engine| engine.name() == text)
    }

    /// The port of a cluster created without one.
    pub const fn default_port(self) -> u16 {
        match self {
            Self::Aurora | Self::AuroraMysql => 3306,
            Self::AuroraPostgresql => 5432,
        }
    }
}

/// A storage type (rule A01: all of them can be encrypted).
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum StorageType {
    /// `aurora`
    Standard,
    /// `aurora-iopt1`
    IoOptimized,
}

impl fmt::Display for StorageType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl StorageType {
    /// As `--storage-type` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "aurora",
            Self::IoOptimized => "aurora-iopt1",
        }
    }

    /// Parses what [`StorageType::name`] returns.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Standard, Self::IoOptimized].into_iter().find(|kind| kind.name() == text)
    }
}

/// Whether a cluster is encrypted, and under which KMS key.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Encryption {
    /// Pages are not sealed.
    Unencrypted,
    /// Pages are sealed. The grant gives RDS access to the key for the life of the cluster (model).
    Under {
        /// The KMS key.
        key: KeyArn,
        /// RDS's grant on the key.
        grant: GrantId,
    },
}

/// `StorageEncryptionType`: what protects the data at rest (rule D01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum StorageEncryptionType {
    /// Nothing.
    None,
    /// An AWS owned key.
    SseRds,
    /// A KMS key of an account: AWS managed or customer managed.
    SseKms,
}

impl StorageEncryptionType {
    /// What seals the data, by the key that wraps its data keys.
    pub fn of(key: Option<&KeyArn>) -> Self {
        match key {
            None => Self::None,
            Some(key) if key.is_aws_owned() => Self::SseRds,
            Some(_) => Self::SseKms,
        }
    }

    /// As answers show it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::SseRds => "sse-rds",
            Self::SseKms => "sse-kms",
        }
    }
}

impl Encryption {
    /// The key that wraps the data keys, an AWS owned one included.
    pub const fn key(&self) -> Option<&KeyArn> {
        match self {
            Self::Unencrypted => None,
            Self::Under { key, .. } => Some(key),
        }
    }
}

/// The machine that serves a cluster's storage. Plaintext data keys exist only here.
#[derive(Clone, StableHash)]
pub enum StorageNode {
    /// Not running: no data key is in memory.
    Down,
    /// Running, with the data keys that KMS decrypted for it.
    Up(Rc<KeyRing>),
}

/// A DB cluster.
#[derive(Clone, StableHash)]
pub struct Cluster {
    /// Account, Region and identifier.
    pub arn: ClusterArn,
    /// The id that it keeps for life; part of the encryption context of its keys.
    pub resource_id: ResourceId,
    /// The engine.
    pub engine: Engine,
    /// The engine's version.
    pub engine_version: Rc<str>,
    /// Its status.
    pub status: ClusterStatus,
    /// When the status ends, if it is a transitional one.
    pub until: Option<Time>,
    /// When it was created.
    pub created: Time,
    /// Its encryption, which never changes.
    pub encryption: Encryption,
    /// Its storage.
    pub volume: Volume,
    /// Its host.
    pub host: StorageNode,
    /// Its instances; the first is the writer.
    pub members: Rc<[InstanceArn]>,
    /// Storage type.
    pub storage_type: StorageType,
    /// How many days automated backups are kept: 1 to 35.
    pub backup_retention: u8,
    /// Start of the daily backup window, in minutes after midnight UTC.
    pub backup_window: u16,
    /// Its source, if it is a read replica.
    pub replication_source: Option<ClusterArn>,
    /// The session key of the link to its source, if it is a read replica (rule S04).
    pub link: Option<Rc<LinkKey>>,
    /// Its read replica clusters.
    pub replicas: Set<ClusterArn>,
    /// Master user name; empty for a replica.
    pub master_username: Rc<str>,
    /// The database created with it.
    pub database_name: Option<Rc<str>>,
    /// The port.
    pub port: u16,
    /// Whether it must be switched off before the cluster can be deleted.
    pub deletion_protection: bool,
    /// Whether it copies its tags to its snapshots.
    pub copy_tags: bool,
    /// Its tags.
    pub tags: Map<Rc<str>, Rc<str>>,
    /// Performance Insights of all its instances.
    pub insights: Option<Insights>,
    /// Its database activity stream.
    pub activity_stream: Option<ActivityStream>,
    /// The secret that holds its master user's password.
    pub master_secret: Option<MasterSecret>,
    /// Settings that answers show and nothing depends on.
    pub kept: Option<Rc<Kept>>,
}

impl Cluster {
    /// Returns whether it is of Aurora Serverless v1, which has no instances and is always encrypted.
    pub fn is_serverless(&self) -> bool {
        self.kept.as_deref().is_some_and(|kept| kept.serverless)
    }

    /// Its capacity, if it is of Aurora Serverless v1.
    pub fn serverless_scaling(&self) -> Option<ServerlessScaling> {
        let kept = self.kept.as_deref().filter(|kept| kept.serverless)?;
        Some(kept.serverless_scaling.unwrap_or_else(|| ServerlessScaling::of(self.engine)))
    }

    /// The encryption context of its data key: `aws:rds:dbc-id`.
    pub fn context(&self) -> EncryptionContext {
        dbc_context(self.resource_id)
    }
}

/// The encryption context that Aurora uses for a cluster's keys.
pub fn dbc_context(id: ResourceId) -> EncryptionContext {
    EncryptionContext::of_cluster(&["cluster-", &id.to_string()].concat())
}

/// The endpoints of a cluster and of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Endpoint {
    /// The cluster endpoint, which leads to the writer.
    Writer,
    /// The reader endpoint.
    Reader,
    /// The endpoint of an instance.
    Instance,
}

impl Endpoint {
    /// The host name. The part that AWS chooses for each account and Region is made from the account's number
    /// here (model).
    pub fn host_name(self, id: &str, account: AccountId, region: Region) -> String {
        let kind = match self {
            Self::Writer => "cluster-",
            Self::Reader => "cluster-ro-",
            Self::Instance => "",
        };
        format!("{id}.{kind}c{account}.{region}.rds.amazonaws.com")
    }
}
