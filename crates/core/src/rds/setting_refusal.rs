//! Why RDS refuses settings of clusters and instances that nothing in the model depends on, what only the other of the two
//! can have, and more than an account's quotas allow.

use super::cluster::Engine;
use super::kept::Capacity;
use crate::error::{Source, reasons};
use crate::ids::ClusterId;
use std::rc::Rc;

/// What `ModifyDBInstance` can't change, since the cluster sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum OfCluster {
    /// VPC security groups.
    SecurityGroups,
    /// The master user's password.
    Password,
    /// How long backups are kept.
    Retention,
    /// When backups are taken.
    BackupWindow,
    /// The engine's version.
    Version,
    /// The port.
    Port,
    /// Deletion protection.
    Protection,
    /// The storage type.
    StorageType,
    /// IAM database authentication.
    IamAuthentication,
    /// The logs that are exported.
    Logs,
    /// The directory.
    Domain,
    /// The network type.
    NetworkType,
    /// How the master user's password is managed.
    Managed,
}

impl OfCluster {
    const fn phrase(self) -> &'static str {
        match self {
            Self::SecurityGroups => "vpc security group",
            Self::Password => "master user password",
            Self::Retention => "backup retention",
            Self::BackupWindow => "backup window",
            Self::Version => "the DB engine version",
            Self::Port => "database endpoint port number",
            Self::Protection => "deletion protection",
            Self::StorageType => "storage type",
            Self::IamAuthentication => "IAM database authentication",
            Self::Logs => "CloudWatch logs exports",
            Self::Domain => "domain",
            Self::NetworkType => "network type",
            Self::Managed => "the management of the master user password",
        }
    }

    /// Of some the text was recorded; that the others have the same is a model.
    const fn source(self) -> Source {
        match self {
            Self::SecurityGroups
            | Self::Password
            | Self::Retention
            | Self::BackupWindow
            | Self::Version
            | Self::Port
            | Self::Protection => Source::Aws,
            Self::StorageType
            | Self::IamAuthentication
            | Self::Logs
            | Self::Domain
            | Self::NetworkType
            | Self::Managed => Source::Model,
        }
    }
}

reasons! {
    /// Why RDS refuses.
    SettingRefusal as SettingReason:

    /// Something of an instance that its cluster sets.
    SetAtCluster { what: OfCluster } = (what.source()) InvalidParameterCombination,
        ["The specified DB Instance is a member of a cluster. Modify ", what.phrase(),
         " for the DB Cluster using the ModifyDbCluster API"];
    /// Enhanced Monitoring without a role.
    MonitoringRole {} = Aws InvalidParameterCombination,
        ["A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0."];
    /// Logs that the engine doesn't export.
    LogTypes { types: String, engine: Engine, version: Rc<str> } = Aws InvalidParameterCombination,
        ["You cannot use the log types '", types, "' with engine version ", engine.name(), " ", version,
         ". For supported log types, see the documentation."];
    /// More manual snapshots than an account may have in a Region.
    SnapshotQuota { most: usize } = Aws SnapshotQuotaExceeded,
        ["Cannot create more than ", &most.to_string(), " manual snapshots"];
    /// More copies from other Regions than an account may have on their way to one.
    CopyQuota { most: usize } = Aws SnapshotQuotaExceeded,
        ["Cannot copy more than ", &most.to_string(), " snapshots across regions"];
    /// More retained backups than an account may have in a Region. AWS describes the error, and no source gives its text.
    BackupQuota { most: usize } = Model DBClusterAutomatedBackupQuotaExceededFault,
        ["This account has ", &most.to_string(),
         " retained automated backups in this Region already, which is its quota of DB clusters: no more can be retained."];
    /// More clusters than an account may have in a Region.
    ClusterQuota { most: usize } = Model DBClusterQuotaExceededFault,
        ["This account has ", &most.to_string(), " DB clusters in this Region already: no more can be created."];
    /// More instances than an account may have in a Region.
    InstanceQuota {} = Aws InstanceQuotaExceeded, ["DB Instance quota exceeded"];
    /// Backtracking with an engine that has none.
    BacktrackEngine { engine: Engine } = Aws InvalidParameterValue,
        ["Backtrack is not enabled for the ", engine.name(), " engine."];
    /// Backtracking with a version or an engine mode that has none.
    BacktrackVersion { version: Rc<str>, serverless: bool } = Aws InvalidParameterCombination,
        ["Aurora MySQL Engine Version ", version, " with mode: ", if *serverless { "SERVERLESS" } else { "PROVISIONED" },
         " does not support Backtrack."];
    /// Backtracking for a cluster that was made without it. AWS's code for this text no source gives.
    BacktrackOff {} = Aws InvalidParameterCombination, ["Backtrack cannot currently be enabled for this cluster"];
    /// Aurora Serverless v1 with a version that has none, or today.
    ModeUnavailable {} = Aws InvalidParameterValue,
        ["The engine mode serverless you requested is currently unavailable."];
    /// A capacity of Aurora Serverless v1 for a cluster that is none.
    ScalingOfProvisioned {} = Aws InvalidParameterValue,
        ["You can't specify scaling configuration for non Aurora Serverless cluster."];
    /// A capacity below the least or above the most of the engine.
    ServerlessRange { given: i64, least: u16, most: u16 } = Aws InvalidParameterValue,
        ["Capacity value ", &given.to_string(), " is not valid. The valid scaling range for this cluster is ",
         &least.to_string(), " to ", &most.to_string(),
         ". To change the clusters scaling range use the ModifyDBCluster call."];
    /// A capacity between those that the engine has.
    ServerlessCapacity { given: i64, engine: Engine, known: &'static [u16] } = Model InvalidParameterValue,
        ["Capacity value ", &given.to_string(), " is not valid. ", engine.name(), " has the capacities ",
         &known.iter().map(u16::to_string).collect::<Vec<_>>().join(", "), "."];
    /// A minimum above the maximum.
    ServerlessCapacities { least: u16, most: u16 } = Model InvalidParameterValue,
        ["MinCapacity ", &least.to_string(), " is above MaxCapacity ", &most.to_string(),
         ". The minimum capacity must be less than or equal to the maximum capacity."];
    /// A pause that is too short or too long.
    ServerlessPause { seconds: i64 } = Model InvalidParameterValue,
        ["SecondsUntilAutoPause ", &seconds.to_string(), " isn't valid. A cluster pauses after 300 to 86400 seconds."];
    /// An action that there is none of.
    TimeoutAction { text: Rc<str> } = Model InvalidParameterValue,
        ["TimeoutAction ", text, " isn't valid. It is ForceApplyCapacityChange or RollbackCapacityChange."];
    /// A backup window for a cluster of Aurora Serverless v1.
    ServerlessBackupWindow {} = Aws InvalidParameterCombination,
        ["You currently can't modify BackupWindow with Aurora Serverless."];
    /// Aurora Serverless v1 as a replica, or in a global database.
    ServerlessAlone {} = Model InvalidParameterCombination,
        ["A cluster of Aurora Serverless v1 can't be a replica or a member of a global database."];
    /// A stop of Aurora Serverless v1, which pauses on its own.
    StopOfServerless { id: ClusterId } = Model InvalidDBClusterStateFault,
        ["DbCluster ", id.as_str(), " is of Aurora Serverless v1, which can't be stopped."];
    /// An engine mode that isn't modelled, or that there is none of.
    EngineMode { mode: Rc<str> } = Model InvalidParameterValue,
        ["The playground models the engine modes provisioned and serverless, and not ", mode, "."];
    /// An instance for Aurora Serverless v1.
    InstanceOfServerless {} = Model InvalidParameterCombination,
        ["Instances cannot be added to Aurora Serverless clusters."];
    /// The first scaling configuration of a cluster without one of its two capacities.
    HalfScaling {} = Aws InvalidParameterValue,
        ["Both MinCapacity and MaxCapacity must be specified when you initialize Serverless v2 scaling configuration."];
    /// A capacity that is no number of halves, or below 0.
    CapacityStep { text: Rc<str> } = Model InvalidParameterValue,
        ["Serverless v2 capacity ", text, " isn't valid. Capacities are 0, 0.5, 1, 1.5, and so on."];
    /// A maximum that is too low. AWS's code for this text no source gives.
    CapacityTooLow { most: Capacity, lowest: Capacity } = Aws InvalidParameterValue,
        ["Serverless v2 maximum capacity ", &most.to_string(), " isn't valid. The maximum capacity must be at least ",
         &lowest.to_string(), "."];
    /// A maximum that is too high, or a minimum above it.
    CapacityRange { least: Capacity, most: Capacity, highest: Capacity } = Model InvalidParameterValue,
        ["Serverless v2 capacity from ", &least.to_string(), " to ", &most.to_string(),
         " isn't valid. The minimum may not be above the maximum, nor the maximum above ", &highest.to_string(), "."];
    /// A pause that is too short or too long, or of instances that don't pause.
    AutoPause { seconds: i64, least: Capacity } = Model InvalidParameterValue,
        ["SecondsUntilAutoPause ", &seconds.to_string(), " with MinCapacity ", &least.to_string(),
         " isn't valid. Instances with a minimum capacity of 0 pause after 300 to 86400 seconds."];
    /// An instance of Aurora Serverless v2 in a cluster without a scaling configuration.
    NoScaling {} = Aws InvalidDBClusterStateFault,
        ["Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance."];
}
