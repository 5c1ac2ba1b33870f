//! `CreateDBInstance` in a cluster (rules O05, A02, L06, L07). An instance has the encryption of its cluster;
//! options that would give it another are refused.
//!
//! Refused, in this order: no cluster; the cluster isn't there; another engine; a key or encryption option;
//! the instance class; the cluster's status; the name is taken.

use super::values::PromotionTier;
use super::{RdsOutput, due, find};
use crate::database::mounted_volume::PageCache;
use crate::env::Purpose;
use crate::event::Event;
use crate::ids::{ClusterId, InstanceId, KeyRef, ResourceId};
use crate::ops::Tx;
use crate::rds::cluster::{Cluster, Encryption, Engine, StorageEncryptionType};
use crate::rds::instance::Instance;
use crate::rds::lifecycle::{ClusterOp, InstanceStatus};
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Adds an instance to a cluster; it uses the cluster's key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, InvalidParameterCombination, DBClusterNotFoundFault))]
#[operation(errors(InvalidDBClusterStateFault, DBInstanceAlreadyExists))]
#[operation(ignored(DBSecurityGroups: Texts, VpcSecurityGroupIds: Texts, AvailabilityZone, DBSubnetGroupName))]
#[operation(ignored(PreferredMaintenanceWindow, DBParameterGroupName, EngineVersion, AutoMinorVersionUpgrade: Flag))]
#[operation(ignored(LicenseModel, StorageThroughput: Integer, OptionGroupName, CharacterSetName, NcharCharacterSetName))]
#[operation(ignored(PubliclyAccessible: Flag, Tags: TAGS, Domain, DomainFqdn, DomainOu, DomainAuthSecretArn))]
#[operation(ignored(DomainDnsIps: Texts, CopyTagsToSnapshot: Flag, MonitoringInterval: Integer, MonitoringRoleArn))]
#[operation(ignored(DomainIAMRoleName, Timezone, EnableIAMDatabaseAuthentication: Flag, DatabaseInsightsMode))]
#[operation(ignored(EnablePerformanceInsights: Flag, PerformanceInsightsRetentionPeriod: Integer))]
#[operation(ignored(EnableCloudwatchLogsExports: Texts, ProcessorFeatures: ANYS, EnableCustomerOwnedIp: Flag))]
#[operation(ignored(
    NetworkType,
    CACertificateIdentifier,
    EngineLifecycleSupport,
    MasterUserAuthenticationType
))]
#[operation(refused(DBName, AllocatedStorage: Integer, MasterUsername, MasterUserPassword: Secret))]
#[operation(refused(BackupRetentionPeriod: Integer, PreferredBackupWindow, Port: Integer, MultiAZ: Flag = "false"))]
#[operation(refused(Iops: Integer, StorageType = "aurora" | "aurora-iopt1", TdeCredentialArn))]
#[operation(refused(TdeCredentialPassword: Secret, PerformanceInsightsKMSKeyId, DeletionProtection: Flag = "false"))]
#[operation(refused(MaxAllocatedStorage: Integer, BackupTarget = "region", CustomIamInstanceProfile, DBSystemId))]
#[operation(refused(ManageMasterUserPassword: Flag = "false", MasterUserSecretKmsKeyId, MultiTenant: Flag = "false"))]
#[operation(refused(DedicatedLogVolume: Flag = "false", AdditionalStorageVolumes: ANYS, TagSpecifications: ANYS))]
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
}

/// Families and sizes of instance classes that Aurora has, or had in December 2020.
const CLASSES: [(&str, &[&str]); 14] = [
    ("t2", &["small", "medium"]),
    ("t3", &["small", "medium", "large"]),
    ("t4g", &["medium", "large"]),
    ("r3", LARGE),
    ("r4", LARGE),
    ("r5", LARGE),
    ("r6g", LARGE),
    ("r6i", LARGE),
    ("r7g", LARGE),
    ("r7i", LARGE),
    ("r8g", LARGE),
    ("x2g", LARGE),
    ("x2iedn", LARGE),
    ("serverless", &[]),
];
const LARGE: &[&str] =
    &["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge", "32xlarge"];

impl CreateDBInstance {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let Some(cluster) = &self.cluster else {
            return Err(RdsRefusal::InstanceWithoutCluster {}.into());
        };
        let cluster = find::cluster(tx, cluster)?;
        self.check_engine(&cluster)?;
        self.check_encryption(&cluster)?;
        self.check_class(&cluster)?;
        find::takes(tx, &cluster, ClusterOp::AddInstance)?;
        let arn = find::free_instance(tx, &self.id)?;
        if cluster.members.len() >= 16 {
            return Err(RdsRefusal::TooManyInstances {}.into());
        }
        let instance = Instance {
            arn: arn.clone(),
            resource_id: ResourceId(tx.env.bytes(Purpose::ResourceId)),
            cluster: cluster.arn.clone(),
            class: self.class.clone(),
            status: InstanceStatus::Creating,
            until: None,
            created: tx.world.now,
            promotion_tier: self.promotion_tier.map_or(1, |tier| tier.0),
            cache: PageCache::default(),
            crash_at: None,
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

    fn check_class(&self, cluster: &Cluster) -> Result<(), Refusal> {
        let class = &*self.class;
        if class == "db.t2.micro" && cluster.encryption != Encryption::Unencrypted {
            return Err(RdsRefusal::ClassWithoutEncryption { class: self.class.clone() }.into());
        }
        let known = class.strip_prefix("db.").is_some_and(|name| {
            let (family, size) = name.split_once('.').unwrap_or((name, ""));
            CLASSES.iter().any(|(known, sizes)| {
                *known == family && (sizes.contains(&size) || (sizes.is_empty() && size.is_empty()))
            })
        });
        if known {
            return Ok(());
        }
        let (class, engine, version) = (self.class.clone(), self.engine, cluster.engine_version.clone());
        Err(RdsRefusal::UnknownClass { class, engine, version }.into())
    }
}
