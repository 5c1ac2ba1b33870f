//! `CreateDBCluster` (rules E01, E02, E04 to E06, A01, L06, L07).
//!
//! Refused, in this order: parameter values; the name is taken; a key without encryption; what replicas can't
//! have; no master user; the key can't be used.

use super::access::{self, Role};
use super::new_cluster::{DEFAULT_WINDOW, retention, settle, under};
use super::{RdsOutput, find, replica, storage, told};
use crate::crypto::keys::LinkKey;
use crate::env::Purpose;
use crate::event::Event;
use crate::ids::{ClusterArn, ClusterId, KeyRef, Region, ResourceId};
use crate::map::{Map, Set};
use crate::ops::Tx;
use crate::rds::cluster::{Cluster, Encryption, Engine, Host, StorageType};
use crate::rds::lifecycle::ClusterStatus;
use crate::refusal::{ErrorCode, Refusal};
use crate::storage::keyring::KeyRing;
use crate::storage::volume::Volume;
use std::rc::Rc;

/// `CreateDBCluster`
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct CreateDBCluster {
    /// The name.
    pub id: ClusterId,
    /// The engine.
    pub engine: Engine,
    /// The engine's version.
    pub engine_version: Option<Rc<str>>,
    /// `StorageEncrypted`: not given, true or false.
    pub storage_encrypted: Option<bool>,
    /// `KmsKeyId`
    pub kms_key: Option<KeyRef>,
    /// Master user name.
    pub master_username: Option<Rc<str>>,
    /// Whether a password was given; the password itself is not kept.
    pub master_password: bool,
    /// The database to create.
    pub database_name: Option<Rc<str>>,
    /// The port.
    pub port: Option<u16>,
    /// Days of automated backups.
    pub backup_retention: Option<u32>,
    /// Start of the backup window, minutes after midnight UTC.
    pub backup_window: Option<u16>,
    /// Storage type.
    pub storage_type: Option<StorageType>,
    /// `ReplicationSourceIdentifier`
    pub replication_source: Option<ClusterArn>,
    /// `SourceRegion`, which the CLI signs the request for.
    pub source_region: Option<Region>,
    /// Deletion protection.
    pub deletion_protection: bool,
    /// Copy tags to snapshots.
    pub copy_tags: bool,
    /// Tags.
    pub tags: Map<Rc<str>, Rc<str>>,
}

impl CreateDBCluster {
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        told([
            ("dBClusterIdentifier", Some(self.id.to_string())),
            ("engine", Some(self.engine.name().into())),
            ("storageEncrypted", self.storage_encrypted.map(|on| on.to_string())),
            ("kmsKeyId", self.kms_key.as_ref().map(ToString::to_string)),
            ("replicationSourceIdentifier", self.replication_source.as_ref().map(ToString::to_string)),
            ("masterUsername", self.master_username.as_ref().map(ToString::to_string)),
            ("masterUserPassword", self.master_password.then(|| "****".into())),
        ])
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let retention = retention(self.backup_retention)?;
        let arn = find::free_cluster(tx, &self.id)?;
        if let Some(source) = &self.replication_source {
            return self.replicate(tx, source, arn, retention);
        }
        if self.kms_key.is_some() && self.storage_encrypted != Some(true) {
            return Err(key_without_encryption(self.engine));
        }
        let Some(master) = self.master_username.clone() else { return Err(blank("MasterUsername")) };
        if !self.master_password {
            return Err(blank("MasterUserPassword"));
        }
        let id = ResourceId(tx.env.bytes(Purpose::ResourceId));
        let (encryption, volume, ring) = if self.storage_encrypted == Some(true) {
            let custody = match &self.kms_key {
                Some(key) => access::take_named(tx, Role::Specified, key, id)?,
                None => access::take_default(tx, id)?,
            };
            let (volume, ring) = storage::new_sealed(tx, &custody)
                .map_err(|cause| access::not_accessible(Role::Specified, &custody.key.to_string(), cause))?;
            (under(custody), volume, ring)
        } else {
            (Encryption::Unencrypted, storage::new_plain(tx), KeyRing::new())
        };
        let cluster = self.cluster(tx, Born { arn, id, encryption, volume, ring, retention, master });
        Ok(RdsOutput::Cluster(settle(tx, cluster)))
    }

    fn replicate(
        &self,
        tx: &mut Tx,
        source: &ClusterArn,
        arn: ClusterArn,
        retention: u8,
    ) -> Result<RdsOutput, Refusal> {
        let names_master = self.master_username.is_some() || self.master_password;
        let source = replica::source(tx, source, self.source_region, self.engine, names_master)?;
        let id = ResourceId(tx.env.bytes(Purpose::ResourceId));
        let (encryption, volume, ring) =
            replica::storage(tx, &source, id, self.storage_encrypted, self.kms_key.as_ref())?;
        let master = source.master_username.clone();
        let mut cluster = self.cluster(tx, Born { arn, id, encryption, volume, ring, retention, master });
        cluster.engine_version = source.engine_version.clone();
        cluster.link = Some(Rc::new(LinkKey::new(tx.env.bytes(Purpose::Transport))));
        let replica = settle(tx, cluster);
        let replicas = source.replicas.insert(replica.arn.clone());
        tx.emit(Event::ClusterPut(Rc::new(Cluster { replicas, ..(*source).clone() })));
        Ok(RdsOutput::Cluster(replica))
    }

    /// The cluster as this command asks for it.
    fn cluster(&self, tx: &Tx, born: Born) -> Cluster {
        Cluster {
            arn: born.arn,
            resource_id: born.id,
            engine: self.engine,
            engine_version: self
                .engine_version
                .clone()
                .unwrap_or_else(|| self.engine.default_version().into()),
            status: ClusterStatus::Creating,
            until: None,
            created: tx.world.now,
            encryption: born.encryption,
            volume: born.volume,
            host: Host::Up(Rc::new(born.ring)),
            members: Rc::from([]),
            storage_type: self.storage_type.unwrap_or(StorageType::Standard),
            backup_retention: born.retention,
            backup_window: self.backup_window.unwrap_or(DEFAULT_WINDOW),
            replication_source: self.replication_source.clone(),
            link: None,
            replicas: Set::new(),
            master_username: born.master,
            database_name: self.database_name.clone(),
            port: self.port.unwrap_or_else(|| self.engine.default_port()),
            deletion_protection: self.deletion_protection,
            copy_tags: self.copy_tags,
            tags: self.tags.clone(),
        }
    }
}

/// What a new cluster gets beside what its command says.
struct Born {
    /// Its ARN.
    arn: ClusterArn,
    /// Its resource id.
    id: ResourceId,
    /// Its encryption, for life.
    encryption: Encryption,
    /// Its storage.
    volume: Volume,
    /// Its host's data keys.
    ring: KeyRing,
    /// Days of backups.
    retention: u8,
    /// Master user name.
    master: Rc<str>,
}

fn key_without_encryption(engine: Engine) -> Refusal {
    let message =
        ["You must enable StorageEncrypted when you specify KmsKeyId for DB engine ", engine.name()].concat();
    // The text is recorded for CreateDBInstance; that a cluster answers the same is our reading.
    Refusal::model(ErrorCode::InvalidParameterCombination, message)
}

fn blank(name: &str) -> Refusal {
    let message = ["The parameter ", name, " must be provided and must not be blank."].concat();
    Refusal::aws(ErrorCode::InvalidParameterValue, message)
}
