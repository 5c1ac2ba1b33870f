//! `CreateDBInstance` in a cluster (rules O05, A02, L06, L07). An instance has the encryption of its cluster;
//! options that would give it another are refused.
//!
//! Refused, in this order: no cluster; the cluster isn't there; Aurora Serverless v1; another engine; a key or encryption option;
//! the instance class; the cluster's status; the name is taken; monitoring without a role.

use super::beside::InstanceInsights;
use super::instance_settings::InstanceSettings;
use super::permission::{Asks, of_class};
use super::values::{PromotionTier, Tags};
use super::{RdsOutput, due, find};
use crate::database::mounted_volume::PageCache;
use crate::edition::Edition;
use crate::env::Purpose;
use crate::event::Event;
use crate::ids::{ClusterId, InstanceId, KeyRef, ResourceId};
use crate::kms::condition_key::ConditionKey;
use crate::ops::Tx;
use crate::rds::catalog::{default_version, instance_classes, option_group, parameter_group};
use crate::rds::cluster::{Cluster, Encryption, Engine, StorageEncryptionType};
use crate::rds::instance::Instance;
use crate::rds::lifecycle::{ClusterOp, InstanceStatus};
use crate::rds::refusal::RdsRefusal;
use crate::rds::setting_refusal::SettingRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Adds an instance to a cluster; it uses the cluster's key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, InvalidParameterCombination, DBClusterNotFoundFault))]
#[operation(errors(
    InvalidDBClusterStateFault,
    DBInstanceAlreadyExists,
    InstanceQuotaExceeded,
    KMSKeyNotAccessibleFault
))]
#[operation(ignored(DBSecurityGroups: Texts, VpcSecurityGroupIds: Texts, AvailabilityZone, DBSubnetGroupName))]
#[operation(ignored(EngineVersion, LicenseModel, OptionGroupName, CharacterSetName, NcharCharacterSetName))]
#[operation(ignored(Domain, CopyTagsToSnapshot: Flag))]
#[operation(ignored(DomainIAMRoleName, Timezone, EnableIAMDatabaseAuthentication: Flag))]
#[operation(ignored(EnableCloudwatchLogsExports: Texts, ProcessorFeatures: ANYS))]
#[operation(ignored(since(Y2026): StorageThroughput: Integer, DomainFqdn, DomainOu, DomainAuthSecretArn))]
#[operation(ignored(since(Y2026): DomainDnsIps: Texts, DatabaseInsightsMode, EnableCustomerOwnedIp: Flag, NetworkType))]
#[operation(ignored(since(Y2026): EngineLifecycleSupport, MasterUserAuthenticationType))]
#[operation(refused(DBName, AllocatedStorage: Integer, MasterUsername, MasterUserPassword: Secret))]
#[operation(refused(BackupRetentionPeriod: Integer, PreferredBackupWindow, Port: Integer, MultiAZ: Flag = "false"))]
#[operation(refused(Iops: Integer, StorageType = "aurora" | "aurora-iopt1", TdeCredentialArn))]
#[operation(refused(TdeCredentialPassword: Secret, DeletionProtection: Flag = "false", MaxAllocatedStorage: Integer))]
#[operation(refused(since(Y2026): BackupTarget = "region", CustomIamInstanceProfile, DBSystemId))]
#[operation(refused(since(Y2026): ManageMasterUserPassword: Flag = "false", MasterUserSecretKmsKeyId))]
#[operation(refused(since(Y2026): MultiTenant: Flag = "false", DedicatedLogVolume: Flag = "false"))]
#[operation(refused(since(Y2026): AdditionalStorageVolumes: ANYS, TagSpecifications: ANYS, DBCapacityReservationIdentifier))]
#[operation(on(id, cluster? since(Y2026)), tags(tags), also)]
pub struct CreateDBInstance {
    /// The name.
    #[member(DBInstanceIdentifier)]
    pub id: InstanceId,
    /// The instance class.
    #[member(DBInstanceClass)]
    pub class: Rc<str>,
    /// The engine, which must be the cluster's.
    #[member(Engine)]
    pub engine: Engine,
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub cluster: Option<ClusterId>,
    /// Refused: only a cluster has it.
    #[member(StorageEncrypted)]
    pub storage_encrypted: Option<bool>,
    /// Refused: only a cluster has it.
    #[member(KmsKeyId)]
    pub kms_key: Option<KeyRef>,
    /// The promotion tier: which reader is promoted first.
    #[member(PromotionTier)]
    pub promotion_tier: Option<PromotionTier>,
    /// Tags.
    #[member(Tags)]
    pub tags: Tags,
    /// Performance Insights; those of its cluster if absent.
    #[members]
    pub insights: InstanceInsights,
    /// The certificate authority of its server certificate.
    #[member(CACertificateIdentifier, since(Y2026))]
    pub authority: Option<Rc<str>>,
    /// What comes back in answers.
    #[members]
    pub settings: Box<InstanceSettings>,
}

impl CreateDBInstance {
    /// What it needs permission for beside the instance and the cluster, and what is known of it. Its groups are the default
    /// ones, and the subnet group is the cluster's (model).
    fn also(&self, asks: &mut Asks<'_>) {
        let cluster = self.cluster.as_ref().and_then(|id| find::cluster(asks.tx(), id).ok());
        let version = cluster.as_ref().map(|it| it.engine_version.clone());
        let version = version
            .or_else(|| default_version(asks.edition(), self.engine).map(Rc::from))
            .unwrap_or_default();
        let subnets = cluster.and_then(|it| it.kept.as_ref()?.subnet_group.clone());
        asks.group(Edition::Y2020, "og", &option_group(self.engine, &version));
        let group = self.settings.parameter_group.as_deref();
        asks.group(Edition::Y2020, "pg", group.unwrap_or(&parameter_group(self.engine, &version)));
        asks.group(Edition::Y2020, "subgrp", subnets.as_deref().unwrap_or("default"));
        asks.extend(of_class(&self.class));
        asks.storage(self.engine, self.storage_encrypted);
        asks.knows(ConditionKey::BackupTarget, "region");
        asks.knows(ConditionKey::ManageMasterUserPassword, "false");
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let Some(cluster) = &self.cluster else {
            return Err(RdsRefusal::InstanceWithoutCluster {}.into());
        };
        let cluster = find::cluster(tx, cluster)?;
        if cluster.is_serverless() {
            return Err(SettingRefusal::InstanceOfServerless {}.into());
        }
        self.check_engine(&cluster)?;
        self.check_encryption(&cluster)?;
        check_class(tx, &cluster, &self.class)?;
        find::takes(tx, &cluster, ClusterOp::AddInstance)?;
        let arn = find::free_instance(tx, &self.id)?;
        find::room_for_instance(tx)?;
        if cluster.members.len() >= 16 {
            return Err(RdsRefusal::TooManyInstances {}.into());
        }
        let resource_id = ResourceId(tx.env.bytes(Purpose::ResourceId));
        let own = self.insights.take(tx, (self.engine, &self.class), cluster.resource_id)?;
        let instance = Instance {
            arn: arn.clone(),
            resource_id,
            cluster: cluster.arn.clone(),
            class: self.class.clone(),
            status: InstanceStatus::Creating,
            until: None,
            created: tx.world.now,
            promotion_tier: self.promotion_tier.map_or(1, |tier| tier.0),
            cache: PageCache::default(),
            crash_at: None,
            insights: own.or_else(|| cluster.insights.clone()),
            tags: self.tags.0.clone(),
            pending: None,
            kept: self.settings.over(None, self.authority.as_ref())?,
        };
        let members = cluster.members.iter().cloned().chain([arn]).collect();
        tx.emit(Event::ClusterPut(Rc::new(Cluster { members, ..(*cluster).clone() })));
        Ok(RdsOutput::Instance(due::begin_instance(tx, &instance, InstanceStatus::Creating)))
    }

    fn check_engine(&self, cluster: &Cluster) -> Result<(), Refusal> {
        if self.engine == cluster.engine {
            return Ok(());
        }
        Err(RdsRefusal::InstanceEngine { asked: self.engine, cluster: cluster.engine }.into())
    }

    fn check_encryption(&self, cluster: &Cluster) -> Result<(), Refusal> {
        let encrypted = cluster.encryption != Encryption::Unencrypted;
        if self.kms_key.is_some() {
            return Err(RdsRefusal::InstanceKey { encrypted }.into());
        }
        // What the cluster's own `StorageEncrypted` says may be said: false under the AWS owned key (model).
        let cluster = StorageEncryptionType::of(cluster.encryption.key());
        if self.storage_encrypted.is_none_or(|wanted| wanted == (cluster == StorageEncryptionType::SseKms)) {
            return Ok(());
        }
        Err(RdsRefusal::InstanceEncryption { cluster }.into())
    }
}

/// Refuses an instance class that the cluster can't have.
pub(super) fn check_class(tx: &Tx, cluster: &Cluster, class: &Rc<str>) -> Result<(), Refusal> {
    if &**class == "db.t2.micro" && cluster.encryption != Encryption::Unencrypted {
        return Err(RdsRefusal::ClassWithoutEncryption { class: class.clone() }.into());
    }
    if instance_classes(tx.world.edition, cluster.engine).any(|known| known == **class) {
        let scales = cluster.kept.as_deref().is_some_and(|kept| kept.scaling.is_some());
        if &**class == "db.serverless" && !scales {
            return Err(SettingRefusal::NoScaling {}.into());
        }
        return Ok(());
    }
    let (class, engine, version) = (class.clone(), cluster.engine, cluster.engine_version.clone());
    Err(RdsRefusal::UnknownClass { class, engine, version }.into())
}
