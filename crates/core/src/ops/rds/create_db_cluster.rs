//! `CreateDBCluster` (rules E01, E02, E04 to E06, A01, L06, L07).
//!
//! Refused, in this order: parameter values; a version of another engine; the name is taken; the global cluster isn't there; what replicas and members
//! of global clusters can't have; a key without encryption; no master user, or one that the engine has already; the key can't be used.

use super::access::{self, Role};
use super::beside::{ClusterInsights, SecretSettings};
use super::kept::{BirthSettings, MaintenanceWindow};
use super::master::{DatabaseName, MasterPassword, MasterUsername, check_version};
use super::new_cluster::{DEFAULT_WINDOW, settle, under};
use super::permission::{Asks, GroupsSince};
use super::scaling::check_settings;
use super::serverless::{EngineMode, ScalingConfiguration, engine_mode};
use super::values::{BackupWindow, Port, RetentionDays, Tags};
use super::{RdsOutput, find, global, replica, storage};
use crate::edition::Edition;
use crate::env::Purpose;
use crate::event::Event;
use crate::ids::{ClusterArn, ClusterId, GlobalClusterId, KeyRef, Region, ResourceId};
use crate::kms::condition_key::ConditionKey;
use crate::map::Set;
use crate::ops::Tx;
use crate::ops::kms::known::yes_or_no;
use crate::rds::catalog::default_version;
use crate::rds::cluster::{Cluster, Encryption, Engine, StorageNode, StorageType};
use crate::rds::global::{GlobalCluster, Members};
use crate::rds::global_refusal::GlobalRefusal;
use crate::rds::lifecycle::ClusterStatus;
use crate::rds::refusal::RdsRefusal;
use crate::rds::setting_refusal::SettingRefusal;
use crate::refusal::Refusal;
use crate::storage::keyring::KeyRing;
use crate::storage::volume::Volume;
use std::rc::Rc;

/// Creates an Aurora cluster; whether it is encrypted is decided now.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        InvalidParameterValue,
        DBClusterAlreadyExistsFault,
        DBClusterQuotaExceededFault,
        InvalidParameterCombination
    )
)]
#[operation(errors(
    DBClusterNotFoundFault,
    InvalidDBClusterStateFault,
    GlobalClusterNotFoundFault,
    InvalidGlobalClusterStateFault,
    KMSKeyNotAccessibleFault,
    InternalFailure
))]
#[operation(ignored(AvailabilityZones: Texts, CharacterSetName, OptionGroupName, EnableHttpEndpoint: Flag))]
#[operation(ignored(since(Y2026): AutoMinorVersionUpgrade: Flag, PubliclyAccessible: Flag))]
#[operation(ignored(since(Y2026): MonitoringInterval: Integer, MonitoringRoleArn))]
#[operation(ignored(since(Y2026): DatabaseInsightsMode, EnableLocalWriteForwarding: Flag, CACertificateIdentifier, EngineLifecycleSupport))]
#[operation(ignored(since(Y2026): MasterUserAuthenticationType))]
#[operation(refused(EnableGlobalWriteForwarding: Flag = "false"))]
#[operation(refused(since(Y2026): RdsCustomClusterConfiguration: ANY, DBClusterInstanceClass, AllocatedStorage: Integer))]
#[operation(refused(since(Y2026): Iops: Integer, DBSystemId))]
#[operation(refused(since(Y2026): EnableLimitlessDatabase: Flag = "false", ClusterScalabilityType = "standard"))]
#[operation(refused(since(Y2026): TagSpecifications: ANYS, WithExpressConfiguration: Flag = "false", AssociatedRoles: ANYS))]
#[operation(on(id, global? since(Y2026)), tags(tags), also)]
pub struct CreateDBCluster {
    /// How many days automated backups are kept.
    #[member(BackupRetentionPeriod)]
    pub backup_retention: Option<RetentionDays>,
    /// The name of the database to create.
    #[member(DatabaseName)]
    pub database_name: Option<DatabaseName>,
    /// The name.
    #[member(DBClusterIdentifier)]
    pub id: ClusterId,
    /// The engine.
    #[member(Engine)]
    pub engine: Engine,
    /// The global cluster that this one becomes a member of.
    #[member(GlobalClusterIdentifier)]
    pub global: Option<GlobalClusterId>,
    /// The engine's version.
    #[member(EngineVersion)]
    pub engine_version: Option<Rc<str>>,
    /// The port.
    #[member(Port)]
    pub port: Option<Port>,
    /// Master user name.
    #[member(MasterUsername)]
    pub master_username: Option<MasterUsername>,
    /// The master user's password.
    #[member(MasterUserPassword)]
    pub master_password: Option<MasterPassword>,
    /// When daily backups are taken.
    #[member(PreferredBackupWindow)]
    pub backup_window: Option<BackupWindow>,
    /// The cluster that this one is a replica of.
    #[member(ReplicationSourceIdentifier)]
    pub replication_source: Option<ClusterArn>,
    /// Tags.
    #[member(Tags)]
    pub tags: Tags,
    /// Whether its storage is encrypted: absent, true or false.
    #[member(StorageEncrypted)]
    pub storage_encrypted: Option<bool>,
    /// The key of its storage.
    #[member(KmsKeyId)]
    pub kms_key: Option<KeyRef>,
    /// Storage type.
    #[member(StorageType, since(Y2026))]
    pub storage_type: Option<StorageType>,
    /// Deletion protection.
    #[member(DeletionProtection)]
    pub deletion_protection: bool,
    /// Copy tags to snapshots.
    #[member(CopyTagsToSnapshot)]
    pub copy_tags: bool,
    /// The Region that the CLI presigns a URL for.
    #[member(SourceRegion)]
    pub source_region: Option<Region>,
    /// The URL itself, where the caller has signed it.
    #[member(PreSignedUrl)]
    pub presigned: Option<Rc<str>>,
    /// Performance Insights.
    #[members]
    pub insights: Box<ClusterInsights>,
    /// The master user's secret.
    #[members]
    pub secret: Box<SecretSettings>,
    /// `provisioned` or `serverless`.
    #[member(EngineMode)]
    pub mode: Option<Rc<str>>,
    /// The capacity of Aurora Serverless v1.
    #[member(ScalingConfiguration)]
    pub scaling: Option<Box<ScalingConfiguration>>,
    /// When maintenance is done.
    #[member(PreferredMaintenanceWindow)]
    pub maintenance: Option<MaintenanceWindow>,
    /// What comes back in answers.
    #[members]
    pub kept: Box<BirthSettings>,
}

impl CreateDBCluster {
    /// What it needs permission for beside the cluster, and what is known of it.
    fn also(&self, asks: &mut Asks<'_>) {
        let since = GroupsSince { parameters: Edition::Y2020, subnets: Edition::Y2020 };
        asks.groups(self.engine, self.engine_version.as_deref(), &self.kept, since);
        asks.storage(self.engine, self.storage_encrypted);
        if let Some(name) = &self.database_name {
            asks.knows(ConditionKey::DatabaseName, name.0.clone());
        }
        asks.knows(ConditionKey::ManageMasterUserPassword, yes_or_no(self.secret.manage == Some(true)));
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let retention = self.backup_retention.map_or(1, |days| days.0);
        let Some(version) = default_version(tx.world.edition, self.engine) else {
            return Err(RdsRefusal::UnknownEngine { name: self.engine.name().into() }.into());
        };
        check_version(tx.world.edition, self.engine, self.engine_version.as_ref())?;
        let chosen = self.engine_version.as_deref().unwrap_or(version);
        let (edition, engine) = (tx.world.edition, (self.engine, chosen));
        let mode = engine_mode(edition, self.mode.as_ref(), engine, self.scaling.as_deref())?;
        if mode.is_serverless() && (self.replication_source.is_some() || self.global.is_some()) {
            return Err(SettingRefusal::ServerlessAlone {}.into());
        }
        let arn = find::free_cluster(tx, &self.id)?;
        find::room_for_cluster(tx)?;
        let global = self.global.as_ref().map(|id| global::named(tx, id)).transpose()?;
        if let Some(source) = &self.replication_source {
            if global.is_some() {
                return Err(GlobalRefusal::SourceOfMember {}.into());
            }
            return self.replicate(tx, source, arn, retention, version);
        }
        let mut encrypted = self.storage_encrypted;
        if let Some(global) = &global {
            if let Some(members) = &global.members {
                return self.second(tx, global, members, arn, retention, version);
            }
            encrypted = global::primary(global, self)?;
        }
        if mode.is_serverless() {
            // Its storage is always encrypted, whatever the request says.
            encrypted = Some(true);
        }
        if self.kms_key.is_some() && encrypted != Some(true) {
            return Err(RdsRefusal::KeyWithoutEncryption { engine: self.engine }.into());
        }
        let Some(master) = &self.master_username else { return Err(blank("MasterUsername")) };
        master.free(self.engine)?;
        if self.master_password.is_none() && self.secret.manage != Some(true) {
            return Err(blank("MasterUserPassword"));
        }
        let id = ResourceId(tx.env.bytes(Purpose::ResourceId));
        let (encryption, volume, ring) = if encrypted == Some(true) {
            let custody = match &self.kms_key {
                Some(key) => access::take_named(tx, Role::Specified, key, id)?,
                None => access::take_default(tx, id)?,
            };
            let (volume, ring) = storage::new_sealed(tx, &custody)
                .map_err(|cause| access::not_accessible(Role::Specified, &custody.key.to_string(), cause))?;
            (under(custody), volume, ring)
        } else {
            storage::unasked(tx, id)?
        };
        let mut cluster = self.cluster(
            tx,
            Born { arn, id, encryption, volume, ring, retention, version, master: master.0.clone(), mode },
        )?;
        cluster.master_secret = self.secret.take(tx, self.master_password.is_some(), id)?;
        cluster.insights = self.insights.take(tx, id)?;
        if let Some(global) = &global {
            cluster.database_name = cluster.database_name.or_else(|| global.database_name.clone());
        }
        check_settings(tx.world.edition, &cluster)?;
        let cluster = settle(tx, cluster);
        if let Some(global) = &global {
            global::join(tx, global, &cluster);
        }
        Ok(RdsOutput::Cluster(cluster))
    }

    /// Returns whether it names a master user or has one made, which only a cluster that takes writes has.
    pub(super) fn names_master(&self) -> bool {
        self.master_username.is_some()
            || self.master_password.is_some()
            || *self.secret != SecretSettings::default()
    }

    /// What it says about the encryption of a replica.
    fn wanted(&self) -> replica::Wanted<'_> {
        replica::Wanted {
            encrypted: self.storage_encrypted,
            key: self.kms_key.as_ref(),
            signed: self.source_region.is_some() || self.presigned.is_some(),
            names_key: self.global.is_some(),
        }
    }

    fn replicate(
        &self,
        tx: &mut Tx,
        source: &ClusterArn,
        arn: ClusterArn,
        retention: u8,
        version: &str,
    ) -> Result<RdsOutput, Refusal> {
        let source = replica::source(tx, source, self.source_region, self.engine, self.names_master())?;
        let id = ResourceId(tx.env.bytes(Purpose::ResourceId));
        let storage = replica::storage(tx, &source, id, &self.wanted())?;
        Ok(RdsOutput::Cluster(self.follower(tx, &source, (arn, id), storage, retention, version)?))
    }

    /// A secondary cluster of a global cluster.
    fn second(
        &self,
        tx: &mut Tx,
        global: &GlobalCluster,
        members: &Members,
        arn: ClusterArn,
        retention: u8,
        version: &str,
    ) -> Result<RdsOutput, Refusal> {
        let source = global::source(tx, global, members, self)?;
        let id = ResourceId(tx.env.bytes(Purpose::ResourceId));
        let storage = global::storage(tx, &source, id, &self.wanted())?;
        let cluster = self.follower(tx, &source, (arn, id), storage, retention, version)?;
        global::join(tx, global, &cluster);
        Ok(RdsOutput::Cluster(cluster))
    }

    /// A cluster that follows another, over a link of their own.
    fn follower(
        &self,
        tx: &mut Tx,
        source: &Cluster,
        (arn, id): (ClusterArn, ResourceId),
        (encryption, volume, ring): (Encryption, Volume, KeyRing),
        retention: u8,
        version: &str,
    ) -> Result<Rc<Cluster>, Refusal> {
        let master = source.master_username.clone();
        let mode = EngineMode::Provisioned;
        let mut cluster =
            self.cluster(tx, Born { arn, id, encryption, volume, ring, retention, version, master, mode })?;
        cluster.insights = self.insights.take(tx, id)?;
        cluster.engine_version = source.engine_version.clone();
        cluster.replication_source = Some(source.arn.clone());
        cluster.link = Some(replica::new_link(tx));
        check_settings(tx.world.edition, &cluster)?;
        let replica = settle(tx, cluster);
        let replicas = source.replicas.insert(replica.arn.clone());
        tx.emit(Event::ClusterPut(Rc::new(Cluster { replicas, ..source.clone() })));
        Ok(replica)
    }

    /// The cluster that this command describes.
    fn cluster(&self, tx: &Tx, born: Born<'_>) -> Result<Cluster, Refusal> {
        Ok(Cluster {
            arn: born.arn,
            resource_id: born.id,
            engine: self.engine,
            engine_version: self.engine_version.clone().unwrap_or_else(|| born.version.into()),
            status: ClusterStatus::Creating,
            until: None,
            created: tx.world.now,
            encryption: born.encryption,
            volume: born.volume,
            host: StorageNode::Up(Rc::new(born.ring)),
            members: Rc::from([]),
            storage_type: self.storage_type.unwrap_or(StorageType::Standard),
            backup_retention: born.retention,
            backup_window: self.backup_window.map_or(DEFAULT_WINDOW, |window| window.from),
            replication_source: None,
            link: None,
            replicas: Set::new(),
            master_username: born.master,
            database_name: self.database_name.as_ref().map(|name| name.0.clone()),
            port: self.port.map_or_else(|| self.engine.default_port(), |port| port.0),
            deletion_protection: self.deletion_protection,
            copy_tags: self.copy_tags,
            tags: self.tags.0.clone(),
            insights: None,
            activity_stream: None,
            master_secret: None,
            kept: self.kept.take(self.maintenance.as_ref(), born.mode)?,
        })
    }
}

/// What a new cluster gets that its command does not give.
struct Born<'a> {
    /// Its ARN.
    arn: ClusterArn,
    /// Its resource id.
    id: ResourceId,
    /// Its encryption, which never changes.
    encryption: Encryption,
    /// Its volume.
    volume: Volume,
    /// The data keys in its host's memory.
    ring: KeyRing,
    /// How many days automated backups are kept.
    retention: u8,
    /// The engine's version, unless the command gives one.
    version: &'a str,
    /// Master user name.
    master: Rc<str>,
    /// The engine mode.
    mode: EngineMode,
}

fn blank(member: &'static str) -> Refusal {
    RdsRefusal::Blank { member }.into()
}
