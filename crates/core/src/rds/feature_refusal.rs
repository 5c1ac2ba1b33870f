//! Why RDS refuses what has to do with tags, events, Performance Insights, the master user's secret, activity streams and
//! exports. The reasons of clusters, instances, snapshots and backups are in [`refusal`](super::refusal).

use super::cluster::Engine;
use super::export::ExportStatus;
use super::snapshot::SnapshotStatus;
use crate::env::Time;
use crate::error::reasons;
use crate::ids::{ClusterId, KeyArn, SnapshotId};
use std::rc::Rc;

reasons! {
    /// Why RDS refuses.
    FeatureRefusal as FeatureReason:

    /// A text that is not an ARN of RDS.
    ResourceName { name: Rc<str> } = Aws InvalidParameterValue, ["Invalid resource name: ", name];
    /// An ARN of something that can't have tags here, or that is elsewhere.
    ResourceElsewhere { name: Rc<str> } = Aws InvalidParameterValue,
        ["The specified resource name does not match an RDS resource in this region."];
    /// No such snapshot of the caller. The operations on tags have this code for it.
    TaggedSnapshotNotFound { id: SnapshotId } = Model DBSnapshotNotFound,
        ["DBClusterSnapshot ", id.as_str(), " not found."];
    /// A tag that only AWS may set.
    ReservedTag { name: Rc<str> } = Model InvalidParameterValue,
        ["The tag ", name, " can't be used: names and values that begin with aws: or rds: are reserved."];
    /// A tag's name or value that is too long, or a name that is empty.
    TagLength { name: Rc<str> } = Model InvalidParameterValue,
        ["The tag ", name, " can't be used: a name has 1 to 128 characters, a value at most 256."];
    /// More tags than a resource can have.
    TooManyTags {} = Model InvalidParameterValue, ["A resource can have at most 50 tags."];

    /// A source type that RDS doesn't have.
    UnknownSourceType { name: Rc<str> } = Model InvalidParameterValue, ["Invalid source type: ", name];
    /// A name of a source without its type.
    SourceTypeNeeded {} = Model InvalidParameterCombination,
        ["SourceType must be specified together with SourceIdentifier."];
    /// A range of times that ends before it begins.
    EventsBackwards { start: Time, end: Time } = Model InvalidParameterCombination,
        ["The start time ", &start.to_string(), " is after the end time ", &end.to_string(), "."];

    /// The backup of a cluster that exists.
    BackupIsActive { id: ClusterId } = Model InvalidDBClusterAutomatedBackupStateFault,
        ["The automated backup of DBCluster ", id.as_str(), " is active: only a retained one can be deleted."];

    /// A setting of Performance Insights that are off.
    InsightsOff {} = Model InvalidParameterCombination,
        ["PerformanceInsightsKMSKeyId and PerformanceInsightsRetentionPeriod need EnablePerformanceInsights."];
    /// An instance class that has no Performance Insights.
    InsightsClass {} = Aws InvalidParameterCombination,
        ["Performance Insights not supported for this configuration."];

    /// A key for a secret that there is none of.
    SecretKeyAlone {} = Model InvalidParameterCombination,
        ["MasterUserSecretKmsKeyId needs ManageMasterUserPassword."];
    /// Another key for a secret.
    SecretKeyStays {} = Model InvalidParameterCombination,
        ["The KMS key of the master user's secret can't be changed while RDS manages the password."];
    /// A password beside one that RDS manages.
    PasswordManaged {} = Model InvalidParameterCombination,
        ["MasterUserPassword can't be specified while RDS manages the master user's password in Secrets Manager."];
    /// No password, where RDS is to manage it no more.
    PasswordNeeded {} = Model InvalidParameterCombination,
        ["MasterUserPassword must be specified to end its management in Secrets Manager."];
    /// A password to rotate that RDS doesn't manage.
    NothingToRotate {} = Model InvalidParameterCombination,
        ["RotateMasterUserPassword needs a password that RDS manages in Secrets Manager."];

    /// An AWS managed key for something that only a customer managed key can encrypt.
    CustomerKeyNeeded { of: &'static str, key: KeyArn } = Model InvalidParameterValue,
        ["The KMS key of ", of, " must be a customer managed key; ", &key.to_string(), " is managed by AWS."];

    /// The activity stream's status does not allow the operation.
    StreamState { id: ClusterId, status: &'static str } = Model InvalidDBClusterStateFault,
        ["The activity stream of DbCluster ", id.as_str(), " is ", status, "."];
    /// The synchronous mode, which only Aurora `PostgreSQL` has.
    StreamMode { engine: Engine } = Model InvalidParameterCombination,
        ["The activity stream of a cluster with ", engine.name(), " is asynchronous: its mode is async."];
    /// An instance class that has no activity streams.
    StreamClass { class: Rc<str> } = Model InvalidParameterCombination,
        ["Database activity streams aren't supported for the instance class ", class, "."];

    /// An export with that name exists.
    ExportExists { id: Rc<str> } = Aws ExportTaskAlreadyExists, ["The export task with the ID ", id, " already exists."];
    /// No such export.
    ExportNotFound { id: Rc<str> } = Model ExportTaskNotFound, ["The export task ", id, " does not exist."];
    /// The snapshot can't be exported yet.
    ExportSourceState { id: SnapshotId, status: SnapshotStatus } = Model InvalidExportSourceState,
        ["The snapshot ", id.as_str(), " is ", status.name(), ": only an available one can be exported."];
    /// The export has ended.
    ExportState { id: Rc<str>, status: ExportStatus } = Model InvalidExportTaskStateFault,
        ["The export task ", id, " is ", status.name(), " and can't be canceled."];
    /// A text that can't be the name of a bucket.
    Bucket { name: Rc<str> } = Model InvalidS3BucketFault, ["The S3 bucket ", name, " isn't valid."];
    /// A role that is not one of the account.
    Role { arn: Rc<str> } = Model IamRoleNotFound, ["The IAM role ", arn, " does not exist in this account."];
    /// More exports at a time than an account can have.
    TooManyExports { most: usize } = Model LimitExceeded,
        ["An account can have at most ", &most.to_string(), " snapshot exports at a time."];
}
