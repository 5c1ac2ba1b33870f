//! What is checked after a step: a command that only reads, for each kind of request. What it must show is found by running
//! it (`make`).

use playground_core::ids::{InstanceId, KeyRef, SnapshotId};
use playground_core::ops::iam::IamOp;
use playground_core::ops::kms::KmsOp;
use playground_core::ops::rds::modify_db_cluster_snapshot_attribute::Grantee;
use playground_core::ops::rds::values::ClusterRef;
use playground_core::ops::rds::{RdsOp, SnapshotRef};
use playground_core::ops::{Operation, Request};

use super::command::Command;

/// The command that shows what a request did; `None` for one after which there is nothing to see. `made` is the variable of
/// the key that it makes.
pub(super) fn of(request: &Request, made: Option<&str>) -> Option<Command> {
    let show = match &request.operation {
        Operation::Kms(operation) => kms(operation, made)?,
        Operation::Rds(operation) => rds(operation)?,
        Operation::Iam(operation) => iam(operation)?,
        Operation::Sts(_)
        | Operation::Trail(_)
        | Operation::Wait(_)
        | Operation::Playground(_)
        | Operation::Sql(_)
        | Operation::Malformed(_) => return None,
    };
    let command = Command::plain(show.call, &request.who, request.region);
    let words: Vec<&str> = show.words.iter().map(String::as_str).collect();
    Some(command.with(&words).printing(&show.query))
}

struct Show {
    call: &'static str,
    words: Vec<String>,
    query: String,
}

fn show(call: &'static str, words: &[&str], query: &str) -> Show {
    Show { call, words: words.iter().map(|word| String::from(*word)).collect(), query: String::from(query) }
}

fn key(named: &str) -> Show {
    show("aws kms describe-key", &["--key-id", named], "KeyMetadata.[KeyState,KeyManager]")
}

fn kms(operation: &KmsOp, made: Option<&str>) -> Option<Show> {
    let named = |input: &KeyRef| key(&input.to_string());
    Some(match operation {
        KmsOp::CreateKey(_) => key(&["$", made?].concat()),
        KmsOp::CreateAlias(input) => {
            show("aws kms describe-key", &["--key-id", &input.name], "KeyMetadata.Arn")
        }
        KmsOp::UpdateAlias(input) => {
            show("aws kms describe-key", &["--key-id", &input.name], "KeyMetadata.Arn")
        }
        KmsOp::EnableKey(input) => named(&input.key),
        KmsOp::EnableKeyRotation(input) => {
            let named = input.key.to_string();
            show("aws kms get-key-rotation-status", &["--key-id", &named], "KeyRotationEnabled")
        }
        KmsOp::DisableKey(input) => named(&input.key),
        KmsOp::CancelKeyDeletion(input) => named(&input.key),
        KmsOp::ScheduleKeyDeletion(input) => named(&input.key),
        KmsOp::CreateGrant(input) => {
            let query = ["length(Grants[?GranteePrincipal==`\"", &input.grantee, "\"`]) > `0`"].concat();
            show("aws kms list-grants", &["--key-id", &input.key.to_string()], &query)
        }
        _ => return None,
    })
}

fn snapshot_text(snapshot: &SnapshotRef) -> String {
    match snapshot {
        SnapshotRef::Id(id) => id.to_string(),
        SnapshotRef::Arn(arn) => arn.to_string(),
    }
}

fn snapshot(named: &str) -> Show {
    let query = "DBClusterSnapshots[0].[Status,StorageEncrypted,KmsKeyId]";
    show("aws rds describe-db-cluster-snapshots", &["--db-cluster-snapshot-identifier", named], query)
}

fn cluster(named: &str) -> Show {
    let query = "DBClusters[0].[Status,StorageEncrypted,KmsKeyId]";
    show("aws rds describe-db-clusters", &["--db-cluster-identifier", named], query)
}

fn named(cluster: &ClusterRef) -> String {
    match cluster {
        ClusterRef::Id(id) => id.to_string(),
        ClusterRef::Arn(arn) => arn.id.to_string(),
    }
}

fn rds(operation: &RdsOp) -> Option<Show> {
    let taken = |id: &SnapshotId| snapshot(id.as_str());
    let state = |named: &str| {
        show("aws rds describe-db-clusters", &["--db-cluster-identifier", named], "DBClusters[0].Status")
    };
    Some(match operation {
        RdsOp::CreateDBClusterSnapshot(input) => taken(&input.id),
        RdsOp::CopyDBClusterSnapshot(input) => taken(&input.target),
        RdsOp::RestoreDBClusterFromSnapshot(input) => cluster(input.id.as_str()),
        RdsOp::RestoreDBClusterToPointInTime(input) => cluster(input.id.as_str()),
        RdsOp::CreateDBCluster(input) => cluster(input.id.as_str()),
        RdsOp::CreateDBInstance(input) => instance(&input.id),
        RdsOp::PromoteReadReplicaDBCluster(input) => {
            let query = "DBClusters[0].[Status,ReplicationSourceIdentifier]";
            let named = named(&input.id);
            show("aws rds describe-db-clusters", &["--db-cluster-identifier", &named], query)
        }
        RdsOp::ModifyDBCluster(input) if input.backup_retention.is_some() => {
            let query = "DBClusters[0].[Status,BackupRetentionPeriod]";
            show("aws rds describe-db-clusters", &["--db-cluster-identifier", &named(&input.id)], query)
        }
        RdsOp::ModifyDBCluster(input) => {
            state(input.new_id.as_ref().map_or_else(|| named(&input.id), ToString::to_string).as_str())
        }
        RdsOp::StartDBCluster(input) => state(&named(&input.id)),
        RdsOp::StopDBCluster(input) => state(&named(&input.id)),
        RdsOp::RemoveFromGlobalCluster(input) => state(input.cluster.0.id.as_str()),
        RdsOp::ModifyDBClusterSnapshotAttribute(input) => {
            let whom = match input.add.iter().chain(&input.remove).next()? {
                Grantee::Account(account) => account.to_string(),
                Grantee::All => String::from("all"),
            };
            let query = [
                "contains(DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes[?AttributeName=='restore'].AttributeValues[], '",
                &whom,
                "')",
            ];
            let call = "aws rds describe-db-cluster-snapshot-attributes";
            show(call, &["--db-cluster-snapshot-identifier", &snapshot_text(&input.id)], &query.concat())
        }
        RdsOp::CreateGlobalCluster(input) => show(
            "aws rds describe-global-clusters",
            &["--global-cluster-identifier", input.id.as_str()],
            "GlobalClusters[0].Status",
        ),
        _ => return None,
    })
}

fn instance(id: &InstanceId) -> Show {
    let query = "DBInstances[0].[DBInstanceStatus,DBClusterIdentifier]";
    show("aws rds describe-db-instances", &["--db-instance-identifier", id.as_str()], query)
}

fn iam(operation: &IamOp) -> Option<Show> {
    Some(match operation {
        IamOp::PutUserPolicy(input) => {
            let words = ["--user-name", &*input.of.name, "--policy-name", &*input.policy];
            show("aws iam get-user-policy", &words, "PolicyName")
        }
        IamOp::PutRolePolicy(input) => {
            let words = ["--role-name", &*input.of.name, "--policy-name", &*input.policy];
            show("aws iam get-role-policy", &words, "PolicyName")
        }
        _ => return None,
    })
}
