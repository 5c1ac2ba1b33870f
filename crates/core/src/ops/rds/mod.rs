//! The operations of Amazon RDS for Aurora, one file each. They share `find` (by identifier or ARN),
//! `access` (how RDS gets access to a KMS key), [`beside`] (keys beside the storage's), [`resource`] (what can have tags),
//! `new_cluster` and `storage` (its volume), [`paging`] (paginated lists), [`log_files`], [`values`], [`filters`], [`master`], [`kept`], [`instance_settings`] and [`scaling`]
//! (types of members),
//! `global` (members of a global cluster), `permission` (what the caller's policies must allow) and `due` (what happens without a command).

pub(in crate::ops) mod access;
pub mod add_tags_to_resource;
pub mod beside;
pub mod cancel_export_task;
pub mod capacity;
pub mod copy_db_cluster_snapshot;
pub mod create_db_cluster;
pub mod create_db_cluster_snapshot;
pub mod create_db_instance;
pub mod create_global_cluster;
pub mod delete_db_cluster;
pub mod delete_db_cluster_automated_backup;
pub mod delete_db_cluster_snapshot;
pub mod delete_db_instance;
pub mod delete_global_cluster;
pub mod describe_db_cluster_automated_backups;
pub mod describe_db_cluster_snapshot_attributes;
pub mod describe_db_cluster_snapshots;
pub mod describe_db_clusters;
pub mod describe_db_engine_versions;
pub mod describe_db_instances;
pub mod describe_db_log_files;
pub mod describe_events;
pub mod describe_export_tasks;
pub mod describe_global_clusters;
pub mod describe_orderable_db_instance_options;
pub mod download_db_log_file_portion;
pub(in crate::ops) mod due;
pub mod failover_db_cluster;
pub mod failover_global_cluster;
pub mod filters;
pub(in crate::ops) mod find;
mod global;
pub mod instance_settings;
pub mod kept;
pub mod list_tags_for_resource;
pub mod log_files;
pub mod master;
pub mod modify_db_cluster;
pub mod modify_db_cluster_snapshot_attribute;
pub mod modify_db_instance;
pub mod modify_global_cluster;
pub(in crate::ops) mod new_cluster;
pub mod paging;
pub(in crate::ops) mod permission;
pub mod promote_read_replica_db_cluster;
pub mod reboot_db_instance;
pub mod remove_from_global_cluster;
pub mod remove_tags_from_resource;
pub(in crate::ops) mod replica;
pub mod resource;
pub mod restore_db_cluster_from_snapshot;
pub mod restore_db_cluster_to_point_in_time;
pub mod scaling;
pub mod start_activity_stream;
pub mod start_db_cluster;
pub mod start_export_task;
pub mod stop_activity_stream;
pub mod stop_db_cluster;
pub(in crate::ops) mod storage;
pub mod switchover_global_cluster;
pub mod values;

pub use find::SnapshotRef;

#[cfg(test)]
mod tests;

use super::api::{operations, told};
use super::{Output, Tx};
use crate::ids::{Region, SnapshotArn};
use crate::rds::backup::AutomatedBackup;
use crate::rds::catalog::EngineVersion;
use crate::rds::cluster::Cluster;
use crate::rds::export::ExportTask;
use crate::rds::global::GlobalCluster;
use crate::rds::instance::{Instance, RebootCause};
use crate::rds::notice::Notice;
use crate::rds::snapshot::Snapshot;
use crate::refusal::Refusal;
use crate::trail::{Service, TrailCall};
use std::rc::Rc;

operations! {
    /// An operation of Amazon RDS.
    RdsOp -> RdsOutput, Operation::Rds, Some(Service::Rds);
    fn run(input, tx: &mut Tx) = permission::check(input, tx).and_then(|()| input.decide(tx));
    add_tags_to_resource::AddTagsToResource,
    cancel_export_task::CancelExportTask,
    copy_db_cluster_snapshot::CopyDBClusterSnapshot,
    create_db_cluster::CreateDBCluster,
    create_db_cluster_snapshot::CreateDBClusterSnapshot,
    create_db_instance::CreateDBInstance,
    create_global_cluster::CreateGlobalCluster,
    delete_db_cluster::DeleteDBCluster,
    delete_db_cluster_automated_backup::DeleteDBClusterAutomatedBackup,
    delete_db_cluster_snapshot::DeleteDBClusterSnapshot,
    delete_db_instance::DeleteDBInstance,
    delete_global_cluster::DeleteGlobalCluster,
    describe_db_cluster_automated_backups::DescribeDBClusterAutomatedBackups,
    describe_db_cluster_snapshot_attributes::DescribeDBClusterSnapshotAttributes,
    describe_db_cluster_snapshots::DescribeDBClusterSnapshots,
    describe_db_clusters::DescribeDBClusters,
    describe_db_engine_versions::DescribeDBEngineVersions,
    describe_db_instances::DescribeDBInstances,
    describe_db_log_files::DescribeDBLogFiles,
    describe_events::DescribeEvents,
    describe_export_tasks::DescribeExportTasks,
    describe_orderable_db_instance_options::DescribeOrderableDBInstanceOptions,
    download_db_log_file_portion::DownloadDBLogFilePortion,
    describe_global_clusters::DescribeGlobalClusters,
    failover_db_cluster::FailoverDBCluster,
    failover_global_cluster::FailoverGlobalCluster,
    list_tags_for_resource::ListTagsForResource,
    modify_db_cluster::ModifyDBCluster,
    modify_db_cluster_snapshot_attribute::ModifyDBClusterSnapshotAttribute,
    modify_db_instance::ModifyDBInstance,
    modify_global_cluster::ModifyGlobalCluster,
    promote_read_replica_db_cluster::PromoteReadReplicaDBCluster,
    reboot_db_instance::RebootDBInstance,
    remove_from_global_cluster::RemoveFromGlobalCluster,
    remove_tags_from_resource::RemoveTagsFromResource,
    restore_db_cluster_from_snapshot::RestoreDBClusterFromSnapshot,
    restore_db_cluster_to_point_in_time::RestoreDBClusterToPointInTime,
    start_activity_stream::StartActivityStream,
    start_db_cluster::StartDBCluster,
    start_export_task::StartExportTask,
    stop_activity_stream::StopActivityStream,
    stop_db_cluster::StopDBCluster,
    switchover_global_cluster::SwitchoverGlobalCluster,
}

/// A page of a list, and the marker of the next page.
#[derive(Clone, StableHash)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// The marker of the next page; `None` on the last page.
    pub marker: Option<Rc<str>>,
}

impl<T> Page<T> {
    /// The page with other items.
    pub(super) fn map<U>(self, other: impl Fn(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(other).collect(), marker: self.marker }
    }
}

/// The output of an operation of Amazon RDS: the resource as it is after it, but for what [`RdsOutput::answered`] says.
#[derive(Clone, StableHash)]
pub enum RdsOutput {
    /// `{"DBCluster": …}`
    Cluster(Rc<Cluster>),
    /// `{"DBClusters": […]}`
    Clusters(Page<Rc<Cluster>>),
    /// `{"DBInstance": …}`
    Instance(Rc<Instance>),
    /// `{"DBInstances": […]}`
    Instances(Page<Rc<Instance>>),
    /// `{"DBClusterSnapshot": …}`
    Snapshot(Rc<Snapshot>),
    /// `{"DBClusterSnapshots": […]}`
    Snapshots(Page<Rc<Snapshot>>),
    /// `{"DBClusterSnapshotAttributesResult": …}`
    Attributes(SnapshotArn, Rc<Snapshot>),
    /// `{"DBClusterAutomatedBackups": […]}`
    Backups(Page<Rc<AutomatedBackup>>),
    /// `{"GlobalCluster": …}`
    GlobalCluster(Rc<GlobalCluster>),
    /// `{"GlobalClusters": […]}`
    GlobalClusters(Page<Rc<GlobalCluster>>),
    /// `{"DBClusterAutomatedBackup": …}`
    Backup(Rc<AutomatedBackup>),
    /// `{"DBEngineVersions": […]}`
    EngineVersions(Page<EngineVersion>),
    /// `{"Events": […]}`
    Events(Page<Rc<Notice>>),
    /// An export, without a name around it.
    Export(Rc<ExportTask>),
    /// `{"ExportTasks": […]}`
    Exports(Page<Rc<ExportTask>>),
    /// `{"OrderableDBInstanceOptions": […]}`
    InstanceOptions(Region, Page<describe_orderable_db_instance_options::InstanceOption>),
    /// The activity stream of a cluster, and whether it was to start at once.
    StreamStarted(Rc<Cluster>, bool),
    /// The activity stream of a cluster, which stops.
    StreamStopped(Rc<Cluster>),
    /// `{"TagList": […]}`
    TagList(resource::TagMap),
    /// Nothing.
    Nothing,
    /// `{"DescribeDBLogFiles": […]}`
    LogFiles(Page<log_files::LogFile>),
    /// `{"LogFileData": …}`
    LogPortion(download_db_log_file_portion::LogPortion),
}

impl RdsOutput {
    /// The answer of an operation that returns before the cluster's status follows: the cluster as it is now, with its
    /// status `before`.
    fn answered(now: &Cluster, before: &Cluster) -> Self {
        Self::Cluster(Rc::new(Cluster { status: before.status, until: before.until, ..now.clone() }))
    }

    /// What a record keeps of it: the answers of operations that change something. None has a secret. Only these are
    /// cloned, as code that clones all would make the page's module larger.
    fn told(&self) -> Option<Self> {
        Some(match self {
            Self::Cluster(it) => Self::Cluster(it.clone()),
            Self::Instance(it) => Self::Instance(it.clone()),
            Self::Snapshot(it) => Self::Snapshot(it.clone()),
            Self::Attributes(arn, it) => Self::Attributes(arn.clone(), it.clone()),
            Self::Backup(it) => Self::Backup(it.clone()),
            Self::GlobalCluster(it) => Self::GlobalCluster(it.clone()),
            Self::Export(it) => Self::Export(it.clone()),
            Self::StreamStarted(it, at_once) => Self::StreamStarted(it.clone(), *at_once),
            Self::StreamStopped(it) => Self::StreamStopped(it.clone()),
            Self::Nothing
            | Self::Clusters(_)
            | Self::Instances(_)
            | Self::Snapshots(_)
            | Self::Backups(_)
            | Self::GlobalClusters(_)
            | Self::EngineVersions(_)
            | Self::Events(_)
            | Self::Exports(_)
            | Self::InstanceOptions(..)
            | Self::TagList(_)
            | Self::LogFiles(_)
            | Self::LogPortion(_) => return None,
        })
    }
}

impl RdsOp {
    /// Decides, and records the call in CloudTrail, refused or not.
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let outcome = self.run(tx);
        let refused = outcome.as_ref().err();
        let call = tx.call(Service::Rds, self.declaration(), told(&self.write()), refused);
        let answer = outcome.as_ref().ok().and_then(RdsOutput::told).map(Output::Rds);
        let answer = tx.answer(self.declaration(), answer);
        tx.record(TrailCall { answer, ..call });
        outcome
    }
}

/// Makes an instance crash: it loses its memory, and then restarts.
pub(super) fn crash(tx: &mut Tx, instance: &Instance) {
    reboot_db_instance::reboot(tx, instance, RebootCause::Crash);
}
