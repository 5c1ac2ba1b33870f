//! Why RDS refuses, and what the reason is about. The reasons are in the order of the checks: values, named
//! resources, their status, the KMS key, and then what each operation needs.
//!
//! The KMS refusal behind one of RDS is in `Refusal::cause`. Constraints of the API on single members are in
//! `ValueRefusal`, since all services have them.

use super::cluster::{Engine, StorageEncryptionType};
use super::feature_refusal::FeatureRefusal;
use super::lifecycle::{ClusterStatus, InstanceStatus};
use super::setting_refusal::SettingRefusal;
use super::snapshot::SnapshotStatus;
use crate::edition::Edition;
use crate::env::Time;
use crate::error::reasons;
use crate::ids::{ClusterArn, ClusterId, InstanceArn, InstanceId, Principal, SnapshotId};
use crate::kms::authorize::Denied;
use crate::rules::RuleId;
use std::rc::Rc;

/// Which key a refusal is about; AWS's message depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Role {
    /// The key of a new cluster.
    Specified,
    /// The key of a snapshot that is being copied.
    SourceSnapshot,
    /// The key of a copy.
    Target,
}

impl Role {
    const fn opening(self) -> &'static str {
        match self {
            Self::Specified => "The specified KMS key [",
            Self::SourceSnapshot => "The source snapshot KMS key [",
            Self::Target => "Specified KMS key [",
        }
    }
}

/// Where a key is that a command names and that is not in the caller's account and Region. AWS does not say
/// so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Elsewhere {
    /// In another Region, as its ARN says.
    Region,
    /// In another account, which only an ARN would name.
    Account,
}

impl Elsewhere {
    const fn rule(self) -> RuleId {
        match self {
            Self::Region => RuleId::L09,
            Self::Account => RuleId::E06,
        }
    }
}

reasons! {
    /// Why RDS refuses.
    RdsRefusal as RdsReason:

    /// A text that is not an identifier, ARN, Region or account.
    Identifier { reason: String } = Model InvalidParameterValue, [reason.as_str()];
    /// An engine that is not one of Aurora's.
    UnknownEngine { name: Rc<str> } = Model InvalidParameterValue, ["Invalid DB engine: ", name];
    /// A storage type that is not one of Aurora's.
    UnknownStorageType { name: Rc<str> } = Model InvalidParameterValue, ["Invalid storage type: ", name];
    /// An unknown restore type.
    UnknownRestoreType { name: Rc<str> } = Model InvalidParameterValue, ["Invalid restore type: ", name];
    /// A text that is not a backup window.
    Window { text: Rc<str> } = Model InvalidParameterValue,
        ["The parameter PreferredBackupWindow is not a window such as 03:00-03:30: ", text];
    /// A text that is not a maintenance window.
    MaintenanceWindow { text: Rc<str> } = Model InvalidParameterValue,
        ["The parameter PreferredMaintenanceWindow is not a window such as mon:04:00-mon:04:30: ", text];
    /// A network type that RDS does not have.
    NetworkType { text: Rc<str> } = Model InvalidParameterValue,
        ["Invalid network type: ", text, ". It must be IPV4 or DUAL."];
    /// A number outside a member's range.
    OutOfRange { member: &'static str, number: i64 } = Model InvalidParameterValue,
        ["Invalid value ", &number.to_string(), " for ", member, "."];
    /// A page size outside the range.
    PageSize { number: i64 } = Model InvalidParameterValue,
        ["Invalid value ", &number.to_string(), " for MaxRecords. Must be between 20 and 100"];
    /// A backup retention period that Aurora does not allow.
    Retention { days: i64 } = Aws InvalidParameterValue,
        ["Invalid backup retention period: ", &days.to_string(), ". It must be between 1 and 35."];
    /// A filter that the operation doesn't have.
    Filter { name: Rc<str> } = Aws InvalidParameterValue, ["Unrecognized filter name: ", name];
    /// A filter with an empty list of values.
    FilterWithoutValues { name: Rc<str> } = Model InvalidParameterValue,
        ["The filter ", name, " has no values: name at least one."];
    /// A master user's name that is no name.
    UserName {} = Aws InvalidParameterValue, ["Invalid master user name"];
    /// A master user's name that the engine has already.
    ReservedUserName { name: Rc<str> } = Aws InvalidParameterValue,
        ["MasterUsername ", name, " cannot be used as it is a reserved word used by the engine"];
    /// A database's name that is no name.
    DatabaseName {} = Aws InvalidParameterValue,
        ["DatabaseName must begin with a letter and contain only alphanumeric characters."];
    /// A password with characters that it can't have.
    PasswordCharacters {} = Aws InvalidParameterValue,
        ["The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' \
          may be used."];
    /// A password that is too short or too long: `shorter` or `longer`.
    PasswordLength { is: &'static str, than: usize } = Aws InvalidParameterValue,
        ["The parameter MasterUserPassword is not a valid password because it is ", is, " than ", &than.to_string(),
         " characters."];
    /// A port that no database can have.
    PortRange { number: i64 } = Model InvalidParameterValue,
        ["Invalid value ", &number.to_string(), " for Port. It must be between 1150 and 65535."];
    /// A version that the engine doesn't have.
    UnknownVersion { version: Rc<str>, engine: Engine } = Aws InvalidParameterCombination,
        ["Cannot find version ", version, " for ", engine.name()];

    /// No permission (as a policy writes it: `rds:CreateDBCluster`) on a resource: an ARN, or `*`.
    Denied { edition: Edition, who: Principal, permission: String, resource: String, by: Denied } = (by.source()) AccessDenied,
        [by.message(*edition, who, permission, resource).as_str()];
    /// No such cluster.
    ClusterNotFound { id: ClusterId } = Aws DBClusterNotFoundFault, ["DBCluster ", id.as_str(), " not found."];
    /// No such instance.
    InstanceNotFound { id: InstanceId } = Aws DBInstanceNotFound, ["DBInstance ", id.as_str(), " not found."];
    /// No such snapshot that the caller may see.
    SnapshotNotFound { named: Rc<str> } = Aws DBClusterSnapshotNotFoundFault,
        ["DBClusterSnapshot ", named, " not found."];
    /// A cluster with that name exists.
    ClusterExists { id: ClusterId } = Aws DBClusterAlreadyExistsFault, ["DB Cluster already exists"];
    /// An instance with that name exists.
    InstanceExists { id: InstanceId } = Aws DBInstanceAlreadyExists, ["DB instance already exists"];
    /// A snapshot with that name exists.
    SnapshotExists { id: SnapshotId } = Aws DBClusterSnapshotAlreadyExistsFault,
        ["Cannot create the snapshot because a snapshot with the identifier ", id.as_str(), " already exists."];
    /// A name that is reserved for automated snapshots.
    AutomatedName { id: SnapshotId } = Model InvalidParameterValue,
        ["The parameter DBClusterSnapshotIdentifier can't be ", id.as_str(), ": rds: begins the names of automated snapshots."];
    /// The snapshot is not `available`.
    SnapshotState { id: SnapshotId, status: SnapshotStatus } = Model InvalidDBClusterSnapshotStateFault,
        ["The snapshot ", id.as_str(), " is ", status.name(), " and not available."];
    /// The cluster's status does not allow the operation.
    ClusterState { id: ClusterId, status: ClusterStatus, expected: Vec<ClusterStatus> }
        = Model InvalidDBClusterStateFault by (lost(*status)),
        ["DbCluster ", id.as_str(), " is in ", status.name(), " state but expected it to be one of ", &names(expected), "."];
    /// The cluster can't be started, since it is not stopped.
    NotStopped { id: ClusterId, status: ClusterStatus, expected: Vec<ClusterStatus> }
        = Aws InvalidDBClusterStateFault by (lost(*status)),
        ["DbCluster ", id.as_str(), " is in ", status.name(), " state but expected it to be one of ", &names(expected), "."];
    /// The instance's status does not allow the operation.
    InstanceState { id: InstanceId, status: InstanceStatus } = Model InvalidDBInstanceState,
        ["Instance ", id.as_str(), " is ", status.name(), ", not in available state."];
    /// The key is missing, disabled or forbidden; RDS does not say which.
    KeyNotAccessible { role: Role, key: String, elsewhere: Option<Elsewhere> } = Aws KMSKeyNotAccessibleFault
        by (elsewhere.map(Elsewhere::rule)),
        [role.opening(), key, "] does not exist, is not enabled or you do not have permissions to access it."];
    /// No command leads here, since an image and its slots always fit; but the types don't say so.
    BrokenStorage {} = Model InternalFailure, ["The storage and its wrapped data keys do not belong together."];

    /// A shared snapshot in another Region.
    SharedElsewhere { source: String } = Model InvalidParameterValue,
        ["A snapshot that another account shares can be copied in its own Region only: copy it there first."];
    /// `SourceRegion` is not the source's Region.
    SourceRegion {} = Aws InvalidParameterValue, ["PreSignedUrl could not be authenticated"];
    /// A key for the copy of an unencrypted snapshot.
    EncryptedCopy {} = Model InvalidParameterCombination by (Some(RuleId::L02)),
        ["Cannot create an encrypted copy of an unencrypted DB cluster snapshot."];
    /// The AWS managed key for the copy of an unencrypted snapshot (2026).
    CopyNeedsCustomerKey {} = Model InvalidParameterCombination by (Some(RuleId::N17)),
        ["Cannot create an encrypted copy of an unencrypted DB cluster snapshot without a customer managed key."];
    /// No key for a copy in another Region. The text was recorded for `CopyDBSnapshot`; we assume that a
    /// cluster snapshot gets the same.
    CopyNeedsKey {} = Model InvalidParameterValue by (Some(RuleId::L08)),
        ["Must specify new KMS key for cross region encrypted snapshot copy."];
    /// No key for the copy of a shared snapshot.
    SharedCopyNeedsKey {} = Model InvalidParameterValue,
        ["A copy of an encrypted snapshot that another account shares needs KmsKeyId: a KMS key to encrypt it with."];

    /// A key without encryption. The text was recorded for `CreateDBInstance`; we assume that a cluster gets
    /// the same.
    KeyWithoutEncryption { engine: Engine } = Model InvalidParameterCombination,
        ["You must enable StorageEncrypted when you specify KmsKeyId for DB engine ", engine.name()];
    /// A new cluster lacks a required member.
    Blank { member: &'static str } = Aws InvalidParameterValue,
        ["The parameter ", member, " must be provided and must not be blank."];

    /// A replica with Aurora `PostgreSQL`, which has none of this kind.
    PostgresReplica {} = Model InvalidParameterCombination,
        ["Aurora PostgreSQL has no read replica clusters by ReplicationSourceIdentifier: it replicates to other Regions with \
          an Aurora global database."];
    /// The source of a replica does not exist.
    SourceNotFound { source: ClusterArn } = Aws DBClusterNotFoundFault,
        ["The source cluster could not be found or cannot be accessed: ", &source.to_string()];
    /// A replica with another engine than its source.
    ReplicaEngine { source: ClusterId, engine: Engine } = Model InvalidParameterCombination,
        ["The source ", source.as_str(), " runs ", engine.name(), "; a replica runs the same engine."];
    /// A replica of a replica.
    SourceIsReplica { source: ClusterId } = Model InvalidDBClusterStateFault,
        ["DbCluster ", source.as_str(), " is a read replica itself."];
    /// A master user for a replica.
    MasterOfReplica {} = Aws InvalidParameterCombination,
        ["Cannot specify user name / password for cross region replication cluster"];
    /// A replica of an encrypted cluster in another Region, without the URL that lets the CLI or the caller sign for it.
    PresignedUrlNeeded { source: ClusterArn } = Aws InvalidParameterCombination,
        ["Source cluster ", &source.to_string(), " is encrypted; pre-signed URL has to be specified"];
    /// An encrypted replica of an unencrypted cluster.
    EncryptedReplica {} = Model InvalidParameterCombination by (Some(RuleId::L06)),
        ["Cannot create an encrypted read replica from an unencrypted source."];
    /// An unencrypted replica of an encrypted cluster.
    UnencryptedReplica {} = Aws InvalidParameterCombination by (Some(RuleId::L07)),
        ["Cannot create a cross region unencrypted read replica from encrypted source."];

    /// An instance without a cluster.
    InstanceWithoutCluster {} = Model InvalidParameterCombination,
        ["An Aurora DB instance needs DBClusterIdentifier: it belongs to a DB cluster."];
    /// An instance with another engine than its cluster.
    InstanceEngine { asked: Engine, cluster: Engine } = Model InvalidParameterCombination,
        ["The engine name requested for your DB instance (", asked.name(), ") doesn't match the engine name of your DB \
          cluster (", cluster.name(), ")."];
    /// A key for an instance.
    InstanceKey { encrypted: bool } = Aws InvalidParameterCombination
        by (Some(if *encrypted { RuleId::O05 } else { RuleId::L06 })),
        ["The requested DB Instance will be a member of a DB Cluster and its storage encryption key should not be set \
          directly."];
    /// A different encryption for an instance than its cluster's.
    InstanceEncryption { cluster: StorageEncryptionType } = Model InvalidParameterCombination
        by (match cluster {
            StorageEncryptionType::None => Some(RuleId::L06),
            StorageEncryptionType::SseKms => Some(RuleId::L07),
            StorageEncryptionType::SseRds => Some(RuleId::O05),
        }),
        ["The requested DB Instance will be a member of a DB Cluster, which is ", match cluster {
            StorageEncryptionType::None => "unencrypted: it can't be encrypted.",
            StorageEncryptionType::SseKms => "encrypted: it can't be unencrypted.",
            StorageEncryptionType::SseRds => "encrypted under an AWS owned key: it can't be under another.",
        }];
    /// An instance class that does not support encryption.
    ClassWithoutEncryption { class: Rc<str> } = Aws InvalidParameterCombination by (Some(RuleId::A02)),
        ["DB Instance class ", class, " does not support encryption at rest"];
    /// An instance class that Aurora doesn't have.
    UnknownClass { class: Rc<str>, engine: Engine, version: Rc<str> } = Model InvalidParameterCombination,
        ["RDS does not support creating a DB instance with the following combination: DBInstanceClass=", class, ", Engine=",
         engine.name(), ", EngineVersion=", version, ", LicenseModel=general-public-license. For supported combinations of \
          instance class and database engine version, see the documentation."];
    /// More instances than a cluster can have.
    TooManyInstances {} = Model InvalidDBClusterStateFault, ["A DB cluster has at most one writer and 15 readers."];

    /// The cluster has deletion protection.
    Protected { id: ClusterId } = Aws InvalidParameterCombination,
        ["Cannot delete protected Cluster, please disable deletion protection and try again."];
    /// Neither a final snapshot nor `SkipFinalSnapshot`.
    FinalSnapshotNeeded {} = Aws InvalidParameterCombination,
        ["FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."];
    /// Both a final snapshot and `SkipFinalSnapshot`.
    FinalSnapshotSkipped {} = Model InvalidParameterCombination,
        ["FinalDBSnapshotIdentifier can't be specified together with SkipFinalSnapshot."];
    /// The cluster still has instances.
    HasInstances { instances: Vec<InstanceArn> } = Aws InvalidDBClusterStateFault,
        ["Cluster cannot be deleted, it still contains DB instances in non-deleting state."];
    /// The cluster still has replicas.
    HasReplicas { replicas: Vec<ClusterArn> } = Model InvalidDBClusterStateFault,
        ["Cluster cannot be deleted, it still has read replica clusters."];
    /// An automated snapshot, which only Aurora deletes.
    AutomatedSnapshotStays { id: SnapshotId } = Aws InvalidDBClusterSnapshotStateFault,
        ["Only manual snapshots may be deleted."];
    /// A final snapshot of an instance.
    FinalSnapshotOfInstance {} = Model InvalidParameterCombination,
        ["FinalDBSnapshotIdentifier can not be specified when deleting a cluster instance"];
    /// The instance is being deleted already.
    InstanceDeleting { id: InstanceId } = Aws InvalidDBInstanceState,
        ["Instance ", id.as_str(), " is already being deleted."];

    /// No such automated backup.
    BackupNotFound {} = Model DBClusterAutomatedBackupNotFoundFault,
        ["There is no automated backup of this DB cluster."];
    /// No such log file.
    LogFileNotFound { file: Rc<str> } = Aws DBLogFileNotFoundFault,
        ["DBLog File: ", file, ", is not found on the DB instance"];
    /// A marker that is not a position in the file.
    Marker { marker: Rc<str> } = Model InvalidParameterValue, ["Invalid Marker: ", marker, "."];
    /// No host holds the data keys that logs are read with.
    LogsClosed { id: InstanceId, status: InstanceStatus } = Model DBInstanceNotReady
        by (lost_instance(*status)),
        ["Instance ", id.as_str(), " is ", status.name(), ": its log files can't be read now."];

    /// The cluster has no reader.
    NoReader { id: ClusterId } = Model InvalidDBClusterStateFault,
        ["DbCluster ", id.as_str(), " has no reader instance to fail over to."];
    /// The cluster has readers, but none is available.
    NoReaderAvailable { id: ClusterId } = Model InvalidDBClusterStateFault,
        ["DbCluster ", id.as_str(), " has no reader instance that is available to fail over to."];
    /// The target is an instance of another cluster.
    NotAMember { id: InstanceId, cluster: ClusterId } = Model InvalidDBInstanceState,
        ["Instance ", id.as_str(), " is not a member of DbCluster ", cluster.as_str(), "."];
    /// The target is the writer.
    WriterAlready { id: InstanceId, cluster: ClusterId } = Model InvalidDBInstanceState,
        ["Instance ", id.as_str(), " is the writer of DbCluster ", cluster.as_str(), " already."];
    /// A reboot with failover of an instance that has no standby.
    ForceFailover {} = Aws InvalidParameterCombination,
        ["ForceFailover cannot be specified since the instance is not configured for either MultiAZ or High Availability"];
    /// The instance or its cluster is busy.
    RebootBusy { id: InstanceId, status: InstanceStatus } = Aws InvalidDBInstanceState
        by (lost_instance(*status)),
        ["Instance cannot currently reboot due to an in-progress management operation."];
    /// The cluster is not a replica.
    NotAReplica { id: ClusterId } = Model InvalidDBClusterStateFault,
        ["DbCluster ", id.as_str(), " is not a read replica."];
    /// A replica, or a cluster with replicas.
    Replicated { id: ClusterId, replicas: Vec<ClusterArn> } = Model InvalidDBClusterStateFault,
        ["DbCluster ", id.as_str(), " is part of a replication and can't be stopped."];

    /// Another engine than the snapshot's.
    RestoreEngine { asked: Engine, snapshot: Engine } = Model InvalidParameterCombination,
        ["The engine name requested for your restored DB cluster (", asked.name(), ") doesn't match the engine name of your \
          DB cluster snapshot (", snapshot.name(), ")."];
    /// A restore without a source.
    NoSource {} = Model InvalidParameterCombination,
        ["SourceDBClusterIdentifier or SourceDbClusterResourceId is required."];
    /// A source in another account or Region.
    ForeignSource { source: ClusterArn } = Model DBClusterNotFoundFault,
        ["DBCluster ", &source.to_string(), " not found."];
    /// A restore without a time.
    NoTime {} = Model InvalidParameterCombination,
        ["Either RestoreToTime or UseLatestRestorableTime must be specified."];
    /// A time together with something that gives another one.
    TwoTimes { with: &'static str } = Model InvalidParameterCombination,
        ["RestoreToTime can't be specified together with ", with, "."];
    /// A time that the backup does not cover.
    TimeOutside { time: Time, earliest: Time, latest: Time } = Model InvalidParameterValue,
        ["The specified time ", &time.to_string(), " is outside the time that can be restored: from ",
         &earliest.to_string(), " to ", &latest.to_string(), "."];
    /// A key for the backup of an unencrypted cluster.
    KeyForPlainBackup {} = Model InvalidParameterCombination by (Some(RuleId::L04)),
        ["KmsKeyId can't be specified: the source cluster isn't encrypted. Restore one of its snapshots with a KMS key \
          instead."];

    /// An attribute other than `restore`.
    UnknownAttribute { name: Rc<str> } = Model InvalidParameterValue,
        ["The attribute ", name, " is unknown: the only one is restore."];
    /// An automated snapshot, which can't be shared.
    AutomatedSnapshotShared { id: SnapshotId } = Model InvalidDBClusterSnapshotStateFault,
        ["An automated snapshot can't be shared: copy it to a manual one, and share that."];
    /// A snapshot under the AWS managed key.
    DefaultKeyShared { id: SnapshotId } = Aws InvalidParameterValue by (Some(RuleId::N08)),
        ["Sharing snapshots encrypted with the default service key for RDS is currently not supported."];
    /// An encrypted snapshot made public.
    EncryptedPublic { id: SnapshotId } = Model InvalidParameterValue,
        ["An encrypted snapshot can't be shared with all: name the accounts in ValuesToAdd."];
    /// More accounts than a snapshot can be shared with.
    TooManyAccounts { most: usize } = Model SharedSnapshotQuotaExceeded,
        ["A manual snapshot can be shared with at most ", &most.to_string(), " accounts."];

    /// What a setting can't be.
    Setting(why: SettingRefusal) = (why.response().source) (why.response().code), [why.response().message.as_str()];
    /// What has to do with something beside clusters, their snapshots and their backups.
    Feature(why: FeatureRefusal) = (why.response().source) (why.response().code), [why.response().message.as_str()];
}

/// The rule about a cluster whose key RDS can't use: for good, or for now.
pub(super) fn lost(status: ClusterStatus) -> Option<RuleId> {
    match status {
        ClusterStatus::InaccessibleEncryptionCredentials => Some(RuleId::E08),
        ClusterStatus::Recoverable => Some(RuleId::N10),
        _ => None,
    }
}

/// The same of an instance.
fn lost_instance(status: InstanceStatus) -> Option<RuleId> {
    match status {
        InstanceStatus::InaccessibleEncryptionCredentials => Some(RuleId::E08),
        InstanceStatus::Recoverable => Some(RuleId::N10),
        _ => None,
    }
}

/// `stopped,available`
fn names(statuses: &[ClusterStatus]) -> String {
    let names: Vec<&str> = statuses.iter().map(|status| status.name()).collect();
    names.join(",")
}
