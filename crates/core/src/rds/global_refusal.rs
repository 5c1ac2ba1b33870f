//! Why RDS refuses something about a global cluster or a member of one, in the order of the checks. AWS's texts are from
//! public reports, which each reason names.

use super::cluster::Engine;
use super::lifecycle::ClusterStatus;
use super::refusal::lost;
use crate::edition::Edition;
use crate::error::reasons;
use crate::ids::{ClusterArn, ClusterId, GlobalClusterArn, GlobalClusterId};
use crate::rules::RuleId;
use std::rc::Rc;

reasons! {
    /// Why RDS refuses something about a global cluster.
    GlobalRefusal as GlobalReason:

    /// No such global cluster.
    NotFound { id: GlobalClusterId } = Model GlobalClusterNotFoundFault,
        ["Global cluster ", id.as_str(), " not found"];
    /// A global cluster with that name exists (text: terraform-provider-aws#40333).
    Exists { id: GlobalClusterId } = Aws GlobalClusterAlreadyExistsFault,
        ["Global cluster ", id.as_str(), " already exists"];
    /// More global clusters than an account can have.
    TooMany {} = Model GlobalClusterQuotaExceededFault,
        ["The number of global database clusters for this account is already at the maximum allowed."];
    /// A member of a global cluster that is not named by its ARN (text: terraform-provider-aws#30027).
    NoClusterArn { text: Rc<str> } = Aws InvalidParameterValue,
        ["Db cluster identifier ", text, " is not a valid arn"];
    /// A setting that a global cluster takes from its source.
    FromSource { member: &'static str } = Model InvalidParameterCombination,
        [*member, " can't be specified together with SourceDBClusterIdentifier: it is that of the source."];
    /// A cluster that is a member of a global cluster already.
    Member { id: ClusterId, global: GlobalClusterId } = Model InvalidDBClusterStateFault,
        ["DbCluster ", id.as_str(), " is a member of the global cluster ", global.as_str(), "."];
    /// A replica, or a cluster with replicas, for a global cluster.
    Replica { id: ClusterId } = Model InvalidDBClusterStateFault,
        ["DbCluster ", id.as_str(), " is part of a replication and can't be in a global cluster."];
    /// A replication source for a member of a global cluster.
    SourceOfMember {} = Model InvalidParameterCombination,
        ["ReplicationSourceIdentifier can't be specified together with GlobalClusterIdentifier."];
    /// Another engine than the global cluster's.
    Engine { asked: Engine, global: Engine } = Model InvalidParameterCombination,
        ["The engine name requested for your DB cluster (", asked.name(), ") doesn't match the engine name of your global \
          cluster (", global.name(), ")."];
    /// An unencrypted primary cluster for an encrypted global cluster.
    UnencryptedPrimary {} = Model InvalidParameterCombination by (Some(RuleId::L07)),
        ["The global cluster was created with StorageEncrypted: its DB clusters can't be without it."];
    /// An encrypted primary cluster for an unencrypted global cluster.
    EncryptedPrimary {} = Model InvalidParameterCombination by (Some(RuleId::L06)),
        ["StorageEncrypted can't be specified for a DB cluster of a global cluster that was created without it."];
    /// A second member in the Region of another.
    RegionTaken { member: ClusterArn } = Model InvalidGlobalClusterStateFault,
        ["The global cluster has a DB cluster in this Region already: ", &member.to_string()];
    /// More secondary clusters than a global cluster can have.
    TooManySecondaries { most: usize } = Model InvalidGlobalClusterStateFault,
        ["A global cluster has at most ", &most.to_string(), " secondary DB clusters."];
    /// The primary cluster can't be replicated now (text: retried by several public infrastructure tools).
    SourceState { source: ClusterArn, status: ClusterStatus } = Aws InvalidDBClusterStateFault by (lost(*status)),
        ["Source cluster ", &source.to_string(), " is in a state which is not valid for physical replication"];
    /// The primary cluster has no instance (its end from the same sources; how it begins is a model).
    SourceWithoutInstance { source: ClusterArn } = Aws InvalidDBClusterStateFault,
        ["Source cluster ", &source.to_string(), " doesn't have at least one instance in available or creating state"];
    /// A database name for a secondary cluster (text: pulumi#15818).
    DatabaseOfReplica {} = Aws InvalidParameterCombination,
        ["Cannot specify database name for cross region replication cluster"];
    /// No key for a secondary cluster of an encrypted one (text: many public reports, with `CreateDBCluster`).
    KeyOfReplicaNeeded {} = Aws InvalidParameterCombination,
        ["For encrypted cross-region replica, kmsKeyId should be explicitly specified"];
    /// Not a member of that global cluster (text: terraform-provider-aws#8171).
    NotAMember { id: ClusterId, global: GlobalClusterId } = Aws InvalidParameterValue,
        ["Cluster ", id.as_str(), " is not part of the global cluster ", global.as_str()];
    /// The primary cluster, while there are secondary clusters.
    PrimaryLeaves { secondaries: Vec<ClusterArn> } = Model InvalidGlobalClusterStateFault,
        ["The primary DB cluster can be removed only when it is the last one in the global cluster: remove the secondary DB \
          clusters first."];
    /// A switchover or failover is in progress.
    State { id: GlobalClusterId, status: &'static str } = Model InvalidGlobalClusterStateFault,
        ["Global cluster ", id.as_str(), " is in ", *status, " state but expected it to be one of available."];
    /// A global cluster with members (text: terraform-provider-aws#46838).
    NotEmpty { arn: GlobalClusterArn } = Aws InvalidGlobalClusterStateFault,
        ["Global Cluster ", &arn.to_string(), " is not empty"];
    /// A global cluster with deletion protection (the beginning is public; the end as for a cluster).
    Protected {} = Aws InvalidParameterCombination,
        ["Cannot delete protected Global Cluster, please disable deletion protection and try again."];
    /// The target of a switchover or failover is the primary cluster.
    PrimaryAlready { id: ClusterId } = Model InvalidDBClusterStateFault,
        ["DbCluster ", id.as_str(), " is the primary DB cluster of the global cluster already."];
    /// Both a failover and a switchover.
    FailoverAndSwitchover {} = Model InvalidParameterCombination,
        ["AllowDataLoss can't be specified together with Switchover."];
    /// Deletion of a member of a global cluster (text: terraform-provider-aws, its resource `aws_rds_cluster`).
    DeletionOfMember { id: ClusterId } = Aws InvalidDBClusterStateFault,
        ["This cluster is a part of a global cluster, please remove it from globalcluster first"];
    /// Deletion of a primary cluster (text: cloud-nuke#597).
    DeletionOfPrimary { secondaries: Vec<ClusterArn> } = Aws InvalidGlobalClusterStateFault,
        ["Unable to delete cluster that is a primary member of global cluster while there are other global cluster members"];
    /// Deletion of a primary cluster's last instance (text: aws-nuke#570).
    LastOfPrimary { secondaries: Vec<ClusterArn> } = Aws InvalidDBClusterStateFault,
        ["Cannot delete the last instance of the master cluster. Delete the replica cluster before deleting the last master \
          cluster instance."];
    /// A member of a global cluster can't be stopped: none in 2020, the only one in 2026 (the guide's sentences).
    StopOfMember { id: ClusterId, edition: Edition } = Model InvalidDBClusterStateFault,
        [match edition {
            Edition::Y2020 => "You can't stop a cluster that's part of an Aurora global database.",
            Edition::Y2026 => "You can only stop and start a cluster that's part of an Aurora global database if it's the \
                               only cluster in the global database.",
        }];
}
