//! Why RDS refuses settings of clusters and instances that nothing in the model depends on, what only the other of the two
//! can have, and more than an account's quotas allow.

use super::cluster::Engine;
use crate::error::{Source, reasons};
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
    SettingRefusal:

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
}
