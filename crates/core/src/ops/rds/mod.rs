//! The operations of Amazon RDS for Aurora, one file each. Shared by them: [`find`] (by identifier or ARN),
//! [`access`] (how RDS gets at a KMS key), [`new_cluster`] and [`storage`] (its volume), [`describe`] (pages of
//! lists), [`due`] (what happens by itself).

pub(in crate::ops) mod access;
pub mod copy_db_cluster_snapshot;
pub mod create_db_cluster;
pub mod create_db_cluster_snapshot;
pub mod create_db_instance;
pub mod delete_db_cluster;
pub mod delete_db_cluster_snapshot;
pub mod delete_db_instance;
pub mod describe;
pub(in crate::ops) mod due;
pub mod failover_db_cluster;
pub(in crate::ops) mod find;
pub mod log_files;
pub mod modify_db_cluster;
mod new_cluster;
pub mod promote_read_replica_db_cluster;
pub mod reboot_db_instance;
mod replica;
pub mod restore_db_cluster_from_snapshot;
pub mod restore_db_cluster_to_point_in_time;
pub mod snapshot_attributes;
pub mod start_stop_db_cluster;
mod storage;
mod values;

pub use find::SnapshotRef;

#[cfg(test)]
mod tests;

use super::Tx;
use crate::ids::SnapshotArn;
use crate::rds::backup::AutomatedBackup;
use crate::rds::cluster::Cluster;
use crate::rds::instance::{Instance, RebootCause};
use crate::rds::snapshot::Snapshot;
use crate::refusal::Refusal;
use crate::trail::{Call, Service, TrailKind};
use std::rc::Rc;

macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident($input:ty) $reads:literal)*) => {
        /// An operation of Amazon RDS.
        #[derive(Clone, Debug, PartialEq, Eq, StableHash)]
        pub enum RdsOp { $($(#[$doc])* $name($input),)* }

        impl RdsOp {
            /// The API's name.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name),)* }
            }

            /// Whether it only reads.
            pub fn read_only(&self) -> bool {
                match self { $(Self::$name(_) => $reads,)* }
            }

            fn run(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
                match self { $(Self::$name(input) => input.decide(tx),)* }
            }

            fn told(&self) -> Vec<(&'static str, String)> {
                match self { $(Self::$name(input) => input.told(),)* }
            }
        }
    };
}

operations! {
    /// See [`create_db_cluster`].
    CreateDBCluster(create_db_cluster::CreateDBCluster) false
    /// See [`modify_db_cluster`].
    ModifyDBCluster(modify_db_cluster::ModifyDBCluster) false
    /// See [`delete_db_cluster`].
    DeleteDBCluster(delete_db_cluster::DeleteDBCluster) false
    /// See [`describe`].
    DescribeDBClusters(describe::DescribeDBClusters) true
    /// See [`start_stop_db_cluster`].
    StartDBCluster(start_stop_db_cluster::StartDBCluster) false
    /// See [`start_stop_db_cluster`].
    StopDBCluster(start_stop_db_cluster::StopDBCluster) false
    /// See [`promote_read_replica_db_cluster`].
    PromoteReadReplicaDBCluster(promote_read_replica_db_cluster::PromoteReadReplicaDBCluster) false
    /// See [`failover_db_cluster`].
    FailoverDBCluster(failover_db_cluster::FailoverDBCluster) false
    /// See [`create_db_instance`].
    CreateDBInstance(create_db_instance::CreateDBInstance) false
    /// See [`delete_db_instance`].
    DeleteDBInstance(delete_db_instance::DeleteDBInstance) false
    /// See [`log_files`].
    DescribeDBLogFiles(log_files::DescribeDBLogFiles) true
    /// See [`log_files`].
    DownloadDBLogFilePortion(log_files::DownloadDBLogFilePortion) true
    /// See [`reboot_db_instance`].
    RebootDBInstance(reboot_db_instance::RebootDBInstance) false
    /// See [`describe`].
    DescribeDBInstances(describe::DescribeDBInstances) true
    /// See [`create_db_cluster_snapshot`].
    CreateDBClusterSnapshot(create_db_cluster_snapshot::CreateDBClusterSnapshot) false
    /// See [`copy_db_cluster_snapshot`].
    CopyDBClusterSnapshot(copy_db_cluster_snapshot::CopyDBClusterSnapshot) false
    /// See [`delete_db_cluster_snapshot`].
    DeleteDBClusterSnapshot(delete_db_cluster_snapshot::DeleteDBClusterSnapshot) false
    /// See [`describe`].
    DescribeDBClusterSnapshots(describe::DescribeDBClusterSnapshots) true
    /// See [`snapshot_attributes`].
    ModifyDBClusterSnapshotAttribute(snapshot_attributes::ModifyDBClusterSnapshotAttribute) false
    /// See [`snapshot_attributes`].
    DescribeDBClusterSnapshotAttributes(snapshot_attributes::DescribeDBClusterSnapshotAttributes) true
    /// See [`restore_db_cluster_from_snapshot`].
    RestoreDBClusterFromSnapshot(restore_db_cluster_from_snapshot::RestoreDBClusterFromSnapshot) false
    /// See [`restore_db_cluster_to_point_in_time`].
    RestoreDBClusterToPointInTime(restore_db_cluster_to_point_in_time::RestoreDBClusterToPointInTime) false
    /// See [`describe`].
    DescribeDBClusterAutomatedBackups(describe::DescribeDBClusterAutomatedBackups) true
}

/// A page of a list, with the marker of the next one.
#[derive(Clone, StableHash)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub marker: Option<Rc<str>>,
}

/// What an operation of Amazon RDS answers: the resource as it is then.
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
    /// `{"DescribeDBLogFiles": […]}`
    LogFiles(Page<log_files::LogFile>),
    /// `{"LogFileData": …}`
    LogPortion(log_files::LogPortion),
}

impl RdsOp {
    /// Decides, and records the call in CloudTrail whatever comes of it.
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let outcome = self.run(tx);
        tx.record(Call {
            service: Service::Rds,
            name: self.name(),
            who: tx.who.clone(),
            via: None,
            region: tx.region,
            recipient: tx.account,
            key: None,
            source_key: None,
            context: None,
            request: self.told(),
            response: Vec::new(),
            error: outcome.as_ref().err().map(|refusal| (refusal.code(), refusal.message())),
            read_only: self.read_only(),
            kind: TrailKind::ApiCall,
        });
        outcome
    }
}

/// An instance crashes: its memory is gone, and it comes back by itself.
pub(super) fn crash(tx: &mut Tx, instance: &Instance) {
    reboot_db_instance::reboot(tx, instance, RebootCause::Crash);
}

/// Request parameters for CloudTrail: what was given, by its CloudTrail name.
fn told<const N: usize>(given: [(&'static str, Option<String>); N]) -> Vec<(&'static str, String)> {
    given.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect()
}
