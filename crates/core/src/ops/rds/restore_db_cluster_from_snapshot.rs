//! `RestoreDBClusterFromSnapshot` (rules L05, E08): a new cluster from a snapshot of the caller or a shared
//! one.
//!
//! Refused, in this order: parameter values; the snapshot isn't there or is not available; another engine;
//! an engine mode or a capacity that it can't have; the name is taken; the snapshot's key; the new cluster's key.

use super::access::{self, Role};
use super::beside::ClusterInsights;
use super::find::{self, SnapshotRef};
use super::kept::BirthSettings;
use super::new_cluster::{DEFAULT_WINDOW, settle, under};
use super::permission::{Asks, GroupsSince};
use super::scaling::check_settings;
use super::serverless::{EngineMode, ScalingConfiguration, engine_mode};
use super::values::{Port, Tags};
use super::{RdsOutput, storage};
use crate::edition::Edition;
use crate::env::Purpose;
use crate::ids::{ClusterArn, ClusterId, KeyArn, KeyRef, ResourceId};
use crate::map::Set;
use crate::ops::Tx;
use crate::rds::cluster::{Cluster, Encryption, Engine, StorageNode, StorageType};
use crate::rds::defaults::encrypts_unasked;
use crate::rds::lifecycle::ClusterStatus;
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use crate::storage::image::Image;
use crate::storage::keyring::KeyRing;
use crate::storage::volume::Volume;
use std::rc::Rc;

/// Makes a new cluster from a snapshot, under another key if you name one.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(InvalidParameterValue, DBClusterSnapshotNotFoundFault, InvalidDBClusterSnapshotStateFault)
)]
#[operation(errors(
    InvalidParameterCombination,
    DBClusterAlreadyExistsFault,
    DBClusterQuotaExceededFault,
    KMSKeyNotAccessibleFault,
    InternalFailure
))]
#[operation(ignored(AvailabilityZones: Texts, EngineVersion, DatabaseName, OptionGroupName))]
#[operation(ignored(since(Y2026): PubliclyAccessible: Flag))]
#[operation(ignored(since(Y2026): MonitoringInterval: Integer, MonitoringRoleArn, EngineLifecycleSupport))]
#[operation(ignored(since(Y2026): BackupRetentionPeriod: Integer, PreferredBackupWindow))]
#[operation(ignored(since(Y2026): EnableVPCNetworking: Flag, EnableInternetAccessGateway: Flag))]
#[operation(refused(since(Y2026): DBClusterInstanceClass, Iops: Integer, RdsCustomClusterConfiguration: ANY))]
#[operation(refused(since(Y2026): TagSpecifications: ANYS, AssociatedRoles: ANYS))]
#[operation(on(id, snapshot), tags(settings.tags), also)]
pub struct RestoreDBClusterFromSnapshot {
    /// The new cluster's name.
    #[member(DBClusterIdentifier)]
    pub id: ClusterId,
    /// The snapshot.
    #[member(SnapshotIdentifier)]
    pub snapshot: SnapshotRef,
    /// The engine, which must be the snapshot's.
    #[member(Engine)]
    pub engine: Engine,
    /// The new cluster's key.
    #[member(KmsKeyId)]
    pub kms_key: Option<KeyRef>,
    /// `provisioned` or `serverless`.
    #[member(EngineMode)]
    pub mode: Option<Rc<str>>,
    /// The capacity of Aurora Serverless v1.
    #[member(ScalingConfiguration)]
    pub scaling: Option<Box<ScalingConfiguration>>,
    /// The settings of the new cluster.
    #[members]
    pub settings: RestoreSettings,
}

/// What both restores take besides the source and the key.
#[derive(Clone, Debug, PartialEq, Eq, Default, Members)]
pub struct RestoreSettings {
    /// The port; the source's if absent.
    #[member(Port)]
    pub port: Option<Port>,
    /// Tags.
    #[member(Tags)]
    pub tags: Tags,
    /// Deletion protection.
    #[member(DeletionProtection)]
    pub deletion_protection: bool,
    /// Copy tags to snapshots.
    #[member(CopyTagsToSnapshot)]
    pub copy_tags: bool,
    /// Storage type; the source's if absent.
    #[member(StorageType, since(Y2026))]
    pub storage_type: Option<StorageType>,
    /// Performance Insights.
    #[members]
    pub insights: ClusterInsights,
    /// What comes back in answers.
    #[members]
    pub kept: Box<BirthSettings>,
}

impl RestoreDBClusterFromSnapshot {
    /// What it needs permission for beside the cluster and the snapshot. There is no condition key for encryption here.
    fn also(&self, asks: &mut Asks<'_>) {
        let snapshot = find::readable_snapshot(asks.tx(), &self.snapshot, false).ok();
        let version = snapshot.map(|it| it.engine_version.clone());
        let since = GroupsSince { parameters: Edition::Y2026, subnets: Edition::Y2026 };
        asks.groups(self.engine, version.as_deref(), &self.settings.kept, since);
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let snapshot = find::readable_snapshot(tx, &self.snapshot, false)?;
        find::available(&snapshot)?;
        if snapshot.engine != self.engine {
            let (asked, snapshot) = (self.engine, snapshot.engine);
            return Err(RdsRefusal::RestoreEngine { asked, snapshot }.into());
        }
        let (edition, engine) = (tx.world.edition, (snapshot.engine, &*snapshot.engine_version));
        let mode = engine_mode(edition, self.mode.as_ref(), engine, self.scaling.as_deref())?;
        let arn = find::free_cluster(tx, &self.id)?;
        find::room_for_cluster(tx)?;
        let source = Source {
            image: snapshot.image.clone(),
            key: snapshot.encryption.key().cloned(),
            resource_id: snapshot.resource_id,
            engine: snapshot.engine,
            engine_version: snapshot.engine_version.clone(),
            storage_type: snapshot.storage_type,
            master_username: snapshot.master_username.clone(),
            port: snapshot.port,
            retention: 1,
            is_clone: false,
            mode,
        };
        restore(tx, arn, &source, self.kms_key.as_ref(), &self.settings)
    }
}

/// The source of a restore: a snapshot, or a backup at a time.
pub(super) struct Source {
    /// The pages.
    pub image: Image,
    /// The KMS key that wraps their data keys.
    pub key: Option<KeyArn>,
    /// The resource id in the encryption context of those data keys.
    pub resource_id: ResourceId,
    /// The engine.
    pub engine: Engine,
    /// The engine's version.
    pub engine_version: Rc<str>,
    /// Storage type.
    pub storage_type: StorageType,
    /// Master user name.
    pub master_username: Rc<str>,
    /// The port.
    pub port: u16,
    /// How many days automated backups are kept.
    pub retention: u8,
    /// Whether the new cluster is a clone, which stays as its source is (rule N04).
    pub is_clone: bool,
    /// The engine mode of the new cluster.
    pub mode: EngineMode,
}

/// Makes a new cluster from `source`: under the named key, under the source's key, or, if the source is unencrypted, like
/// the source or under the AWS owned key (rules N04, N05, N07). One of Aurora Serverless v1 is encrypted in any case.
pub(super) fn restore(
    tx: &mut Tx,
    arn: ClusterArn,
    source: &Source,
    named: Option<&KeyRef>,
    settings: &RestoreSettings,
) -> Result<RdsOutput, Refusal> {
    let id = ResourceId(tx.env.bytes(Purpose::ResourceId));
    let (encryption, volume, ring) = storage_of(tx, source, named, id)?;
    let cluster = Cluster {
        arn,
        resource_id: id,
        engine: source.engine,
        engine_version: source.engine_version.clone(),
        status: ClusterStatus::Creating,
        until: None,
        created: tx.world.now,
        encryption,
        volume,
        host: StorageNode::Up(Rc::new(ring)),
        members: Rc::from([]),
        storage_type: settings.storage_type.unwrap_or(source.storage_type),
        backup_retention: source.retention,
        backup_window: DEFAULT_WINDOW,
        replication_source: None,
        link: None,
        replicas: Set::new(),
        master_username: source.master_username.clone(),
        database_name: None,
        port: settings.port.map_or(source.port, |port| port.0),
        deletion_protection: settings.deletion_protection,
        copy_tags: settings.copy_tags,
        tags: settings.tags.0.clone(),
        insights: settings.insights.take(tx, id)?,
        activity_stream: None,
        master_secret: None,
        kept: settings.kept.take(None, source.mode)?,
    };
    check_settings(tx.world.edition, &cluster)?;
    Ok(RdsOutput::Cluster(settle(tx, cluster)))
}

fn storage_of(
    tx: &mut Tx,
    source: &Source,
    named: Option<&KeyRef>,
    id: ResourceId,
) -> Result<(Encryption, Volume, KeyRing), Refusal> {
    let Some(key) = &source.key else {
        let owned = !source.is_clone && encrypts_unasked(tx.world.edition, tx.world.now);
        let custody = match named {
            Some(named) => access::take_named(tx, Role::Specified, named, id)?,
            None if source.mode.is_serverless() => access::take_default(tx, id)?,
            None if owned => access::take_owned(tx, tx.region, id),
            None => {
                let volume = storage::plain_over(tx, &source.image)?;
                return Ok((Encryption::Unencrypted, volume, KeyRing::new()));
            }
        };
        let (volume, ring) = storage::sealed_from_plain(tx, &source.image, &custody)
            .map_err(|cause| access::not_accessible(Role::Specified, &custody.key.to_string(), cause))?;
        return Ok((under(custody), volume, ring));
    };
    let from = access::take(tx, Role::Specified, key, source.resource_id)?;
    let to = match named {
        Some(named) => access::take_named(tx, Role::Specified, named, id)?,
        None => access::take(tx, Role::Specified, key, id)?,
    };
    let (volume, ring) = storage::sealed_over(tx, &source.image, &from, &to)
        .map_err(|cause| access::not_accessible(Role::Specified, &key.to_string(), cause))?;
    access::release(tx, &from);
    Ok((under(to), volume, ring))
}
