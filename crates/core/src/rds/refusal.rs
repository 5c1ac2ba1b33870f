//! Why RDS refuses, with what it is about: values, what is named, its status, the KMS key, and then what each operation
//! needs, in the order in which it looks for that.
//!
//! Not here: the KMS refusal underneath (`Refusal::cause`), and constraints of the API on single members, which all
//! services have (`ValueRefusal`).

use super::cluster::Engine;
use super::lifecycle::{ClusterStatus, InstanceStatus};
use super::snapshot::SnapshotStatus;
use crate::env::Time;
use crate::error::reasons;
use crate::ids::{ClusterArn, ClusterId, InstanceArn, InstanceId, SnapshotId};
use crate::rules::RuleId;
use std::rc::Rc;

/// Which key a refusal speaks of; AWS words them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Role {
    /// The key of a new cluster.
    Specified,
    /// The key of a snapshot that is copied.
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

/// Where a key is that was named and is not here. AWS does not say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Elsewhere {
    /// In another Region: its ARN says so.
    Region,
    /// In another account: only an ARN would say so.
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
    RdsRefusal:

    /// A text that is no identifier, ARN, Region or account.
    Identifier { reason: String } = Model InvalidParameterValue, [reason.as_str()];
    /// An engine that is none of Aurora's.
    UnknownEngine { name: Rc<str> } = Model InvalidParameterValue, ["Invalid DB engine: ", name];
    /// A storage type that is none of Aurora's.
    UnknownStorageType { name: Rc<str> } = Model InvalidParameterValue, ["Invalid storage type: ", name];
    /// A kind of restore that there isn't.
    UnknownRestoreType { name: Rc<str> } = Model InvalidParameterValue, ["Invalid restore type: ", name];
    /// A text that is no backup window.
    Window { text: Rc<str> } = Model InvalidParameterValue,
        ["The parameter PreferredBackupWindow is not a window such as 03:00-03:30: ", text];
    /// A number outside a member's range.
    OutOfRange { member: &'static str, number: i64 } = Model InvalidParameterValue,
        ["Invalid value ", &number.to_string(), " for ", member, "."];
    /// A page of fewer or more items than there can be.
    PageSize { number: i64 } = Model InvalidParameterValue,
        ["Invalid value ", &number.to_string(), " for MaxRecords. Must be between 20 and 100"];
    /// Days of automated backups that Aurora doesn't have.
    Retention { days: i64 } = Aws InvalidParameterValue,
        ["Invalid backup retention period: ", &days.to_string(), ". It must be between 1 and 35."];
    /// A filter that is not modelled.
    Filter { name: Rc<str> } = Model InvalidParameterValue, ["The playground does not model the filter ", name, "."];

    /// No cluster of that name.
    ClusterNotFound { id: ClusterId } = Aws DBClusterNotFoundFault, ["DBCluster ", id.as_str(), " not found."];
    /// No instance of that name.
    InstanceNotFound { id: InstanceId } = Aws DBInstanceNotFound, ["DBInstance ", id.as_str(), " not found."];
    /// No snapshot of that name or ARN that the caller may see.
    SnapshotNotFound { named: Rc<str> } = Aws DBClusterSnapshotNotFoundFault,
        ["DBClusterSnapshot ", named, " not found."];
    /// A cluster has that name.
    ClusterExists { id: ClusterId } = Aws DBClusterAlreadyExistsFault, ["DB Cluster already exists"];
    /// An instance has that name.
    InstanceExists { id: InstanceId } = Aws DBInstanceAlreadyExists, ["DB instance already exists"];
    /// A snapshot has that name.
    SnapshotExists { id: SnapshotId } = Aws DBClusterSnapshotAlreadyExistsFault,
        ["Cannot create the snapshot because a snapshot with the identifier ", id.as_str(), " already exists."];
    /// A name that only automated snapshots have.
    AutomatedName { id: SnapshotId } = Model InvalidParameterValue,
        ["The parameter DBClusterSnapshotIdentifier can't be ", id.as_str(), ": rds: begins the names of automated snapshots."];
    /// The snapshot is not `available`.
    SnapshotState { id: SnapshotId, status: SnapshotStatus } = Model InvalidDBClusterSnapshotStateFault,
        ["The snapshot ", id.as_str(), " is ", status.name(), " and not available."];
    /// The cluster's status does not allow the operation.
    ClusterState { id: ClusterId, status: ClusterStatus, expected: &'static [ClusterStatus] }
        = Model InvalidDBClusterStateFault by (lost(*status)),
        [state(id, *status, expected).as_str(), "."];
    /// The cluster can't be started: it is not stopped.
    NotStopped { id: ClusterId, status: ClusterStatus, expected: &'static [ClusterStatus] }
        = Aws InvalidDBClusterStateFault by (lost(*status)),
        [state(id, *status, expected).as_str(), ",inaccessible-encryption-credentials-recoverable."];
    /// The instance's status does not allow the operation.
    InstanceState { id: InstanceId, status: InstanceStatus } = Model InvalidDBInstanceState,
        ["Instance ", id.as_str(), " is ", status.name(), ", not in available state."];
    /// RDS tells a missing key, a disabled one and a forbidden one apart no more than this.
    KeyNotAccessible { role: Role, key: String, elsewhere: Option<Elsewhere> } = Aws KMSKeyNotAccessibleFault
        by (elsewhere.map(Elsewhere::rule)),
        [role.opening(), key, "] does not exist, is not enabled or you do not have permissions to access it."];
    /// Types can't say it, but no command leads here: an image and its slots always fit.
    BrokenStorage {} = Model InternalFailure, ["The storage and its wrapped data keys do not belong together."];

    /// A snapshot that is shared, and of another Region.
    SharedElsewhere { source: String } = Model InvalidParameterValue,
        ["A snapshot that another account shares can be copied in its own Region only: copy it there first."];
    /// `SourceRegion` is not where the source is.
    SourceRegion {} = Aws InvalidParameterValue, ["PreSignedUrl could not be authenticated"];
    /// A key for the copy of an unencrypted snapshot.
    EncryptedCopy {} = Model InvalidParameterCombination by (Some(RuleId::L02)),
        ["Cannot create an encrypted copy of an unencrypted DB cluster snapshot."];
    /// No key for a copy in another Region. The text is recorded for `CopyDBSnapshot`; that a cluster snapshot answers
    /// the same is our reading.
    CopyNeedsKey {} = Model InvalidParameterValue by (Some(RuleId::L08)),
        ["Must specify new KMS key for cross region encrypted snapshot copy."];
    /// No key for the copy of a shared snapshot.
    SharedCopyNeedsKey {} = Model InvalidParameterValue,
        ["A copy of an encrypted snapshot that another account shares needs KmsKeyId: a KMS key to encrypt it with."];

    /// A key without encryption. The text is recorded for `CreateDBInstance`; that a cluster answers the same is our
    /// reading.
    KeyWithoutEncryption { engine: Engine } = Model InvalidParameterCombination,
        ["You must enable StorageEncrypted when you specify KmsKeyId for DB engine ", engine.name()];
    /// A member that a new cluster needs.
    Blank { member: &'static str } = Aws InvalidParameterValue,
        ["The parameter ", member, " must be provided and must not be blank."];

    /// Aurora `PostgreSQL` has no such replicas.
    PostgresReplica {} = Model InvalidParameterCombination,
        ["Aurora PostgreSQL has no read replica clusters by ReplicationSourceIdentifier: it replicates to other Regions with \
          an Aurora global database."];
    /// No cluster to replicate.
    SourceNotFound { source: ClusterArn } = Aws DBClusterNotFoundFault,
        ["The source cluster could not be found or cannot be accessed: ", &source.to_string()];
    /// A replica of another engine than its source.
    ReplicaEngine { source: ClusterId, engine: Engine } = Model InvalidParameterCombination,
        ["The source ", source.as_str(), " runs ", engine.name(), "; a replica runs the same engine."];
    /// A replica of a replica.
    SourceIsReplica { source: ClusterId } = Model InvalidDBClusterStateFault,
        ["DbCluster ", source.as_str(), " is a read replica itself."];
    /// A master user for a replica.
    MasterOfReplica {} = Aws InvalidParameterCombination,
        ["Cannot specify user name / password for cross region replication cluster"];
    /// An encrypted replica of an unencrypted cluster.
    EncryptedReplica {} = Model InvalidParameterCombination by (Some(RuleId::L06)),
        ["Cannot create an encrypted read replica from an unencrypted source."];
    /// An unencrypted replica of an encrypted cluster.
    UnencryptedReplica {} = Aws InvalidParameterCombination by (Some(RuleId::L07)),
        ["Cannot create a cross region unencrypted read replica from encrypted source."];

    /// An instance of no cluster.
    InstanceWithoutCluster {} = Model InvalidParameterCombination,
        ["An Aurora DB instance needs DBClusterIdentifier: it belongs to a DB cluster."];
    /// An instance of another engine than its cluster.
    InstanceEngine { asked: Engine, cluster: Engine } = Model InvalidParameterCombination,
        ["The engine name requested for your DB instance (", asked.name(), ") doesn't match the engine name of your DB \
          cluster (", cluster.name(), ")."];
    /// A key for an instance.
    InstanceKey { encrypted: bool } = Aws InvalidParameterCombination
        by (Some(if *encrypted { RuleId::O05 } else { RuleId::L06 })),
        ["The requested DB Instance will be a member of a DB Cluster and its storage encryption key should not be set \
          directly."];
    /// Another encryption for an instance than its cluster's.
    InstanceEncryption { encrypted: bool } = Model InvalidParameterCombination
        by (Some(if *encrypted { RuleId::L07 } else { RuleId::L06 })),
        ["The requested DB Instance will be a member of a DB Cluster, which is ", encryption(*encrypted),
         ": it can't be ", encryption(!encrypted), "."];
    /// An instance class without encryption.
    ClassWithoutEncryption { class: Rc<str> } = Aws InvalidParameterCombination by (Some(RuleId::A02)),
        ["DB Instance class ", class, " does not support encryption at rest"];
    /// An instance class that Aurora doesn't have.
    UnknownClass { class: Rc<str>, engine: Engine, version: Rc<str> } = Model InvalidParameterCombination,
        ["RDS does not support creating a DB instance with the following combination: DBInstanceClass=", class, ", Engine=",
         engine.name(), ", EngineVersion=", version, ", LicenseModel=general-public-license. For supported combinations of \
          instance class and database engine version, see the documentation."];
    /// More instances than a cluster can have.
    TooManyInstances {} = Model InvalidDBClusterStateFault, ["A DB cluster has at most one writer and 15 readers."];

    /// The cluster is protected.
    Protected { id: ClusterId } = Aws InvalidParameterCombination,
        ["Cannot delete protected Cluster, please disable deletion protection and try again."];
    /// Neither a final snapshot nor none.
    FinalSnapshotNeeded {} = Aws InvalidParameterCombination,
        ["FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."];
    /// Both a final snapshot and none.
    FinalSnapshotSkipped {} = Model InvalidParameterCombination,
        ["FinalDBSnapshotIdentifier can't be specified together with SkipFinalSnapshot."];
    /// Instances are left.
    HasInstances { instances: Vec<InstanceArn> } = Aws InvalidDBClusterStateFault,
        ["Cluster cannot be deleted, it still contains DB instances in non-deleting state."];
    /// Replicas are left.
    HasReplicas { replicas: Vec<ClusterArn> } = Model InvalidDBClusterStateFault,
        ["Cluster cannot be deleted, it still has read replica clusters."];
    /// An automated snapshot, which goes by itself.
    AutomatedSnapshotStays { id: SnapshotId } = Aws InvalidDBClusterSnapshotStateFault,
        ["Only manual snapshots may be deleted."];
    /// A final snapshot of an instance.
    FinalSnapshotOfInstance {} = Model InvalidParameterCombination,
        ["FinalDBSnapshotIdentifier can not be specified when deleting a cluster instance"];
    /// The instance goes already.
    InstanceDeleting { id: InstanceId } = Aws InvalidDBInstanceState,
        ["Instance ", id.as_str(), " is already being deleted."];

    /// No automated backup.
    BackupNotFound {} = Model DBClusterAutomatedBackupNotFoundFault,
        ["There is no automated backup of this DB cluster."];
    /// No log file of that name.
    LogFileNotFound { file: Rc<str> } = Aws DBLogFileNotFoundFault,
        ["DBLog File: ", file, ", is not found on the DB instance"];
    /// A marker that names no place in the file.
    Marker { marker: Rc<str> } = Model InvalidParameterValue, ["Invalid Marker: ", marker, "."];
    /// Nobody holds the data keys with which logs are read.
    LogsClosed { id: InstanceId, status: InstanceStatus } = Model DBInstanceNotReady
        by ((*status == InstanceStatus::InaccessibleEncryptionCredentials).then_some(RuleId::E08)),
        ["Instance ", id.as_str(), " is ", status.name(), ": its log files can't be read now."];

    /// One instance or none.
    NoReader { id: ClusterId } = Model InvalidDBClusterStateFault,
        ["DbCluster ", id.as_str(), " has no reader instance to fail over to."];
    /// Readers, and none is ready.
    NoReaderAvailable { id: ClusterId } = Model InvalidDBClusterStateFault,
        ["DbCluster ", id.as_str(), " has no reader instance that is available to fail over to."];
    /// An instance of another cluster.
    NotAMember { id: InstanceId, cluster: ClusterId } = Model InvalidDBInstanceState,
        ["Instance ", id.as_str(), " is not a member of DbCluster ", cluster.as_str(), "."];
    /// The writer.
    WriterAlready { id: InstanceId, cluster: ClusterId } = Model InvalidDBInstanceState,
        ["Instance ", id.as_str(), " is the writer of DbCluster ", cluster.as_str(), " already."];
    /// A failover with the reboot of an instance that has no standby of its own.
    ForceFailover {} = Aws InvalidParameterCombination,
        ["ForceFailover cannot be specified since the instance is not configured for either MultiAZ or High Availability"];
    /// The instance or its cluster is busy.
    RebootBusy { id: InstanceId, status: InstanceStatus } = Aws InvalidDBInstanceState
        by ((*status == InstanceStatus::InaccessibleEncryptionCredentials).then_some(RuleId::E08)),
        ["Instance cannot currently reboot due to an in-progress management operation."];
    /// A cluster that stands on its own.
    NotAReplica { id: ClusterId } = Model InvalidDBClusterStateFault,
        ["DbCluster ", id.as_str(), " is not a read replica."];
    /// A replica, or a cluster with replicas.
    Replicated { id: ClusterId, replicas: Vec<ClusterArn> } = Model InvalidDBClusterStateFault,
        ["DbCluster ", id.as_str(), " is part of a replication and can't be stopped."];

    /// Another engine than the snapshot's.
    RestoreEngine { asked: Engine, snapshot: Engine } = Model InvalidParameterCombination,
        ["The engine name requested for your restored DB cluster (", asked.name(), ") doesn't match the engine name of your \
          DB cluster snapshot (", snapshot.name(), ")."];
    /// No source to restore.
    NoSource {} = Model InvalidParameterCombination,
        ["SourceDBClusterIdentifier or SourceDbClusterResourceId is required."];
    /// A source of another account or Region.
    ForeignSource { source: ClusterArn } = Model DBClusterNotFoundFault,
        ["DBCluster ", &source.to_string(), " not found."];
    /// No time to restore.
    NoTime {} = Model InvalidParameterCombination,
        ["Either RestoreToTime or UseLatestRestorableTime must be specified."];
    /// A time, and something that says another one.
    TwoTimes { with: &'static str } = Model InvalidParameterCombination,
        ["RestoreToTime can't be specified together with ", with, "."];
    /// A time that the backup doesn't reach.
    TimeOutside { time: Time, earliest: Time, latest: Time } = Model InvalidParameterValue,
        ["The specified time ", &time.to_string(), " is outside the time that can be restored: from ",
         &earliest.to_string(), " to ", &latest.to_string(), "."];
    /// A key for an unencrypted cluster's backup.
    KeyForPlainBackup {} = Model InvalidParameterCombination by (Some(RuleId::L04)),
        ["KmsKeyId can't be specified: the source cluster isn't encrypted. Restore one of its snapshots with a KMS key \
          instead."];

    /// An attribute that is not `restore`.
    UnknownAttribute { name: Rc<str> } = Model InvalidParameterValue,
        ["The attribute ", name, " is unknown: the only one is restore."];
    /// An automated snapshot, which can't be shared.
    AutomatedSnapshotShared { id: SnapshotId } = Model InvalidDBClusterSnapshotStateFault,
        ["An automated snapshot can't be shared: copy it to a manual one, and share that."];
    /// A snapshot under the AWS managed key.
    DefaultKeyShared { id: SnapshotId } = Aws InvalidParameterValue,
        ["Sharing snapshots encrypted with the default service key for RDS is currently not supported."];
    /// An encrypted snapshot for everybody.
    EncryptedPublic { id: SnapshotId } = Model InvalidParameterValue,
        ["An encrypted snapshot can't be shared with all: name the accounts in ValuesToAdd."];
    /// More accounts than a snapshot can be shared with.
    TooManyAccounts {} = Model SharedSnapshotQuotaExceeded,
        ["A manual snapshot can be shared with at most 20 accounts."];
}

/// Rule E08, where the cluster's key is lost.
fn lost(status: ClusterStatus) -> Option<RuleId> {
    (status == ClusterStatus::InaccessibleEncryptionCredentials).then_some(RuleId::E08)
}

fn state(id: &ClusterId, status: ClusterStatus, expected: &[ClusterStatus]) -> String {
    let names: Vec<&str> = expected.iter().map(|status| status.name()).collect();
    let (id, status, names) = (id.as_str(), status.name(), names.join(","));
    ["DbCluster ", id, " is in ", status, " state but expected it to be one of ", &names].concat()
}

const fn encryption(on: bool) -> &'static str {
    if on { "encrypted" } else { "unencrypted" }
}
