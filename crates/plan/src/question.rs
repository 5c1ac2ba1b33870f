//! The question that ways out answer: the request, the world before it, and why it was refused; and what the
//! request is about.

use std::rc::Rc;

use playground_aws::Asked;
use playground_core::database::{MountedVolume, SqlEngine};
use playground_core::ids::{
    AccountId, ClusterArn, ClusterId, GlobalClusterArn, GlobalClusterId, InstanceArn, InstanceId, KeyArn,
    KeyRef, Region, SnapshotArn,
};
use playground_core::ops::rds::values::ClusterRef;
use playground_core::ops::rds::{RdsOp, SnapshotRef};
use playground_core::ops::sql::SqlOp;
use playground_core::ops::{Operation, Request};
use playground_core::rds::cluster::Cluster;
use playground_core::rds::instance::Instance;
use playground_core::rds::lifecycle::ClusterOp;
use playground_core::rds::snapshot::Snapshot;
use playground_core::refusal::Refusal;
use playground_core::world::World;

use crate::step::with_encryption;

/// A refused request.
pub struct Question<'a> {
    /// The world before the request.
    pub world: &'a World,
    /// What was asked, as it was typed.
    pub asked: &'a Asked,
    /// The same as the model takes it, without options that the operation does not have.
    pub request: Rc<Request>,
    /// Why; `None` if the CLI turned the line down.
    pub refusal: Option<&'a Refusal>,
    /// The engine that runs clients' statements.
    pub engine: &'a dyn SqlEngine<MountedVolume>,
}

impl<'a> Question<'a> {
    /// `None` where what was asked is no request even without the options that its operation does not have.
    pub fn new(
        world: &'a World,
        asked: &'a Asked,
        refusal: Option<&'a Refusal>,
        engine: &'a dyn SqlEngine<MountedVolume>,
    ) -> Option<Self> {
        let request = Rc::new(asked.request().ok()?);
        Some(Self { world, asked, request, refusal, engine })
    }

    /// The account of the caller.
    pub fn account(&self) -> AccountId {
        self.request.who.account().unwrap_or(AccountId::from_number(0))
    }

    /// The Region.
    pub fn region(&self) -> Region {
        self.request.region
    }

    /// The operation, if it is one of RDS.
    pub fn rds(&self) -> Option<&RdsOp> {
        if let Operation::Rds(operation) = &self.request.operation { Some(operation) } else { None }
    }

    /// Returns whether KMS was called, and not RDS, which calls KMS in the caller's name.
    pub(crate) fn asks_kms(&self) -> bool {
        matches!(self.request.operation, Operation::Kms(_))
    }

    /// The caller's cluster of that name here.
    pub(crate) fn cluster_here(&self, id: &ClusterId) -> ClusterArn {
        ClusterArn { account: self.account(), region: self.region(), id: id.clone() }
    }

    /// The caller's instance of that name here.
    pub fn instance(&self, id: &InstanceId) -> Option<&'a Instance> {
        let arn = InstanceArn { account: self.account(), region: self.region(), id: id.clone() };
        self.world.instances.get(&arn).map(|instance| &**instance)
    }

    /// The cluster that the request is about or takes data from; the cluster of its instance.
    pub fn cluster(&self) -> Option<&'a Cluster> {
        let arn = match &self.request.operation {
            Operation::Rds(operation) => self.cluster_of(operation)?,
            Operation::Sql(SqlOp::Sql(client)) => self.cluster_here(&client.cluster),
            Operation::Kms(_)
            | Operation::Iam(_)
            | Operation::Sts(_)
            | Operation::Trail(_)
            | Operation::Wait(_)
            | Operation::Playground(_)
            | Operation::Malformed(_) => return None,
        };
        self.world.clusters.get(&arn).map(|cluster| &**cluster)
    }

    /// The primary cluster of the caller's global cluster of that name.
    pub(crate) fn primary(&self, id: &GlobalClusterId) -> Option<&'a ClusterArn> {
        let arn = GlobalClusterArn { account: self.account(), id: id.clone() };
        self.world.global_clusters.get(&arn)?.primary()
    }

    /// Of the two clusters whose roles a switchover or failover changes, the primary one if only that can't change its role;
    /// otherwise the target.
    fn not_ready(&self, global: &GlobalClusterId, target: &ClusterArn) -> ClusterArn {
        let ready = |arn: &ClusterArn| {
            let cluster = self.world.clusters.get(arn);
            cluster.is_none_or(|cluster| ClusterOp::SwitchRole.takes().contains(&cluster.status))
        };
        let primary = self.primary(global).filter(|primary| ready(target) && !ready(primary));
        primary.unwrap_or(target).clone()
    }

    fn cluster_of(&self, operation: &RdsOp) -> Option<ClusterArn> {
        let named = |named: &ClusterRef| match named {
            ClusterRef::Id(id) => self.cluster_here(id),
            ClusterRef::Arn(arn) => arn.clone(),
        };
        let of_instance = |id: &InstanceId| self.instance(id).map(|instance| instance.cluster.clone());
        Some(match operation {
            RdsOp::CreateDBCluster(input) => {
                let source =
                    input.replication_source.as_ref().or_else(|| self.primary(input.global.as_ref()?));
                source.cloned().unwrap_or_else(|| self.cluster_here(&input.id))
            }
            RdsOp::RestoreDBClusterToPointInTime(input) => {
                input.source.as_ref().map_or_else(|| self.cluster_here(&input.id), named)
            }
            RdsOp::RestoreDBClusterFromSnapshot(input) => self.cluster_here(&input.id),
            RdsOp::CreateDBInstance(input) => self.cluster_here(input.cluster.as_ref()?),
            RdsOp::CreateDBClusterSnapshot(input) => named(&input.cluster),
            RdsOp::DeleteDBCluster(input) => named(&input.id),
            RdsOp::FailoverDBCluster(input) => named(&input.id),
            RdsOp::ModifyDBCluster(input) => named(&input.id),
            RdsOp::PromoteReadReplicaDBCluster(input) => named(&input.id),
            RdsOp::StartDBCluster(input) => named(&input.id),
            RdsOp::StopDBCluster(input) => named(&input.id),
            RdsOp::DeleteDBInstance(input) => of_instance(&input.id)?,
            RdsOp::DescribeDBLogFiles(input) => of_instance(&input.instance)?,
            RdsOp::DownloadDBLogFilePortion(input) => of_instance(&input.instance)?,
            RdsOp::ModifyDBInstance(input) => of_instance(&input.id)?,
            RdsOp::RebootDBInstance(input) => of_instance(&input.id)?,
            RdsOp::FailoverGlobalCluster(input) => self.not_ready(&input.id, &input.target.0),
            RdsOp::RemoveFromGlobalCluster(input) => input.cluster.0.clone(),
            RdsOp::SwitchoverGlobalCluster(input) => self.not_ready(&input.id, &input.target.0),
            RdsOp::CreateGlobalCluster(input) => input.source.clone()?,
            RdsOp::CopyDBClusterSnapshot(_)
            | RdsOp::DeleteGlobalCluster(_)
            | RdsOp::DescribeGlobalClusters(_)
            | RdsOp::ModifyGlobalCluster(_)
            | RdsOp::AddTagsToResource(_)
            | RdsOp::CancelExportTask(_)
            | RdsOp::DeleteDBClusterAutomatedBackup(_)
            | RdsOp::DescribeDBEngineVersions(_)
            | RdsOp::DescribeEvents(_)
            | RdsOp::DescribeExportTasks(_)
            | RdsOp::DescribeOrderableDBInstanceOptions(_)
            | RdsOp::ListTagsForResource(_)
            | RdsOp::RemoveTagsFromResource(_)
            | RdsOp::StartActivityStream(_)
            | RdsOp::StartExportTask(_)
            | RdsOp::StopActivityStream(_)
            | RdsOp::DeleteDBClusterSnapshot(_)
            | RdsOp::DescribeDBClusterAutomatedBackups(_)
            | RdsOp::DescribeDBClusterSnapshotAttributes(_)
            | RdsOp::DescribeDBClusterSnapshots(_)
            | RdsOp::DescribeDBClusters(_)
            | RdsOp::DescribeDBInstances(_)
            | RdsOp::ModifyDBClusterSnapshotAttribute(_) => return None,
        })
    }

    /// The snapshot that a request names.
    pub fn snapshot(&self, named: &SnapshotRef) -> Option<&'a Snapshot> {
        let arn = match named {
            SnapshotRef::Id(id) => {
                SnapshotArn { account: self.account(), region: self.region(), id: id.clone() }
            }
            SnapshotRef::Arn(arn) => arn.clone(),
        };
        self.world.snapshots.get(&arn).map(|snapshot| &**snapshot)
    }

    /// The KMS key that was asked for, also where the operation has no such option.
    pub(crate) fn key_asked(&self) -> Option<KeyRef> {
        let unknown = || self.asked.unknown("--kms-key-id")?.value.as_deref().map(KeyRef::parse);
        let mut named = None;
        with_encryption(&self.request.operation, &mut |key, _| named = key.take());
        named.or_else(unknown)
    }

    /// A key of an account as a person writes it: its alias if it has one, otherwise its id; its ARN if it is in another
    /// account or Region.
    pub fn call(&self, key: &KeyArn) -> String {
        let mut aliases = self.world.aliases.iter().filter(|(_, alias)| alias.target == *key);
        let here = key.account == self.account() && key.region == self.region();
        match (aliases.next(), here) {
            (Some((alias, _)), true) => alias.id.to_string(),
            (Some((alias, _)), false) => alias.to_string(),
            (None, true) => key.id.to_string(),
            (None, false) => key.to_string(),
        }
    }
}
