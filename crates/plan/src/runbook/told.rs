//! The words of a runbook: what a step is called, what clients notice, how people go back, when something may be deleted.

use playground_core::ids::{ClusterArn, KeyArn, KeyRef};
use playground_core::ops::iam::IamOp;
use playground_core::ops::kms::KmsOp;
use playground_core::ops::playground::PlaygroundOp;
use playground_core::ops::rds::modify_db_cluster_snapshot_attribute::Grantee;
use playground_core::ops::rds::values::ClusterRef;
use playground_core::ops::rds::{RdsOp, SnapshotRef};
use playground_core::ops::{Operation, Request};
use playground_core::world::World;

use super::Settings;
use crate::goal::{Data, Goal, Setting};
use crate::plan::{Method, Notice, Resource, Until};

/// `orders`, `orders and shop`, `orders and 3 other clusters`
fn listed(names: &[&str], what: &str) -> String {
    match names {
        [] => ["no ", what].concat(),
        [one] => String::from(*one),
        [one, other] => [one, " and ", other].concat(),
        [first, rest @ ..] => [first, " and ", &rest.len().to_string(), " other ", what].concat(),
    }
}

/// What a goal is called, in a few words.
pub(super) fn title(goal: &Goal, world: &World) -> String {
    let names = |clusters: &[ClusterArn]| {
        let all: Vec<&str> = clusters.iter().map(|arn| arn.id.as_str()).collect();
        listed(&all, "clusters")
    };
    let under = |key: &Option<KeyArn>| {
        key.as_ref().map_or_else(String::new, |key| [" under ", &key_called(world, key)].concat())
    };
    match goal {
        Goal::Encrypted { clusters, key } => ["Encrypt ", &names(clusters), &under(key)].concat(),
        Goal::UnderAnotherKey { clusters, key: None } => {
            ["Move ", &names(clusters), " to another key"].concat()
        }
        Goal::UnderAnotherKey { clusters, key: Some(key) } => {
            ["Move ", &names(clusters), " to ", &key_called(world, key)].concat()
        }
        Goal::InRegion { clusters, region, .. } => {
            ["Move ", &names(clusters), " to Region ", region.as_str()].concat()
        }
        Goal::InAccount { clusters, account, .. } => {
            ["Move ", &names(clusters), " to account ", &account.to_string()].concat()
        }
        Goal::ReadableBy { data, account } => {
            let data = match data {
                Data::Cluster(cluster) => ["the data of ", cluster.id.as_str()].concat(),
                Data::Snapshot(snapshot) => ["the snapshot ", snapshot.id.as_str()].concat(),
            };
            ["Share ", &data, " with account ", &account.to_string()].concat()
        }
        Goal::RestoredTo { cluster, time } => {
            ["Restore ", cluster.id.as_str(), " as it was at ", &time.to_string()].concat()
        }
        Goal::Recovered { cluster } => ["Recover ", cluster.id.as_str()].concat(),
        Goal::NoLongerNeeded { key, .. } => ["Stop using ", &key_called(world, key)].concat(),
        Goal::CopyIn { clusters, region, .. } => {
            ["Keep a copy of ", &names(clusters), " in Region ", region.as_str()].concat()
        }
        Goal::SnapshotsUnder { snapshots, key } => {
            let to = key.as_ref().map_or_else(|| String::from("another key"), |key| key_called(world, key));
            let all: Vec<&str> = snapshots.iter().map(|arn| arn.id.as_str()).collect();
            ["Move ", &listed(&all, "snapshots"), " to ", &to].concat()
        }
        Goal::Set(settings) => settled(settings, world),
        Goal::Each(goals) => match goals.as_slice() {
            [] => String::from("Do nothing"),
            [one] => title(one, world),
            [one, others @ ..] => [&title(one, world), ", and ", &others.len().to_string(), " more"].concat(),
        },
    }
}

/// What settings are for.
fn settled(settings: &[Setting], world: &World) -> String {
    let Some(first) = settings.first() else { return String::from("Do nothing") };
    let of = |name: &dyn Fn(&Setting) -> String| {
        let names: Vec<String> = settings.iter().map(name).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        listed(&names, "such")
    };
    let name = |setting: &Setting| match setting {
        Setting::BackupsKept(arn, _) => arn.id.to_string(),
        Setting::NotPublic(arn) => arn.id.to_string(),
        Setting::Usable(arn) | Setting::Rotated(arn) => key_called(world, arn),
    };
    match first {
        Setting::BackupsKept(_, days) => {
            ["Keep backups of ", &of(&name), " for ", &days.to_string(), " days"].concat()
        }
        Setting::NotPublic(_) => ["Stop sharing ", &of(&name), " publicly"].concat(),
        Setting::Usable(_) => ["Make ", &of(&name), " usable again"].concat(),
        Setting::Rotated(_) => ["Rotate ", &of(&name), " automatically"].concat(),
    }
}

/// How the data gets there, in a sentence.
pub(super) const fn method(method: Method) -> &'static str {
    match method {
        Method::InPlace => "Nothing is moved.",
        Method::Snapshot => "A snapshot is taken, and restored or copied.",
        Method::PointInTime => "The automated backup is restored to a new cluster.",
        Method::Clone => "The cluster is cloned: both share pages until one of them changes a page.",
        Method::Replica => "A read replica cluster follows the cluster, and is promoted.",
        Method::GlobalDatabase => {
            "A secondary cluster of a global database follows the cluster, and leaves it."
        }
        Method::LogicalReplication => {
            "The engine replicates logically to a new cluster. The playground doesn't simulate that; the rest of the plan was run."
        }
    }
}

/// The same as the name of a column.
pub const fn method_name(method: Method) -> &'static str {
    match method {
        Method::InPlace => "in place",
        Method::Snapshot => "snapshot and restore",
        Method::PointInTime => "restore of the backup",
        Method::Clone => "clone",
        Method::Replica => "replica and promotion",
        Method::GlobalDatabase => "global database",
        Method::LogicalReplication => "logical replication",
    }
}

/// What clients notice, in a sentence.
pub(super) const fn clients(notice: Notice) -> &'static str {
    match notice {
        Notice::Nothing => "They notice nothing.",
        Notice::Restart => "Their connections end when the writer restarts, and they have to connect again.",
        Notice::NoWrites => "They can read but not write.",
        Notice::NoReads => "They can neither read nor write.",
        Notice::NewEndpoint => "They have to use the new endpoint.",
    }
}

/// What something that is left over is called.
pub fn left_over(what: &Resource, key: impl Fn(&KeyArn) -> String) -> String {
    match what {
        Resource::Key(_, arn) => key(arn),
        Resource::Cluster(arn) => ["the cluster ", arn.id.as_str()].concat(),
        Resource::GlobalCluster(arn) => ["the global cluster ", arn.id.as_str()].concat(),
        Resource::Instance(arn) => ["the instance ", arn.id.as_str()].concat(),
        Resource::Snapshot(arn) => ["the snapshot ", arn.id.as_str()].concat(),
        Resource::Statement(arn) => ["the statement in the policy of ", &key(arn)].concat(),
        Resource::Backup(id) => ["the retained automated backup ", &id.to_string()].concat(),
    }
}

/// When something may be deleted, in a sentence.
pub const fn when(until: Until) -> &'static str {
    match until {
        Until::Now => "It was only an intermediate step: delete it once every check above has passed.",
        Until::Proven => {
            "Delete it once clients have used the new cluster long enough, nobody wants to roll back, and nobody needs an earlier point in time from its backups."
        }
        Until::Unused => {
            "Schedule its deletion once nothing in any service is encrypted under it, including snapshots and backups. Before that, disabling it shows what still needs it."
        }
        Until::Stays => "Nothing to do: AWS manages it, and nobody can disable or delete it.",
        Until::TheirKey => {
            "It belongs to another account. Tell its owner once nothing here needs it, so that they can remove the grant or statement for it."
        }
        Until::Unencrypted { public: false } => {
            "It existed before and stays unencrypted. Delete it once nobody needs it; to keep its data, restore it under a key and take a snapshot of that."
        }
        Until::Unencrypted { public: true } => {
            "**It is unencrypted and public.** Stop sharing it now, with `--values-to-remove all`. Delete it once nobody needs it; to keep its data, restore it under a key and take a snapshot of that."
        }
    }
}

/// What a request makes that has settings which the playground doesn't keep.
pub(super) const fn settings(operation: &Operation) -> Option<Settings> {
    match operation {
        Operation::Rds(
            RdsOp::CreateDBCluster(_)
            | RdsOp::RestoreDBClusterFromSnapshot(_)
            | RdsOp::RestoreDBClusterToPointInTime(_),
        ) => Some(Settings::Cluster),
        Operation::Rds(RdsOp::CreateDBInstance(_)) => Some(Settings::Instance),
        _ => None,
    }
}

/// The options that say them, as an example.
pub(super) const fn example(settings: Settings) -> &'static str {
    match settings {
        Settings::Cluster => {
            "--db-subnet-group-name NAME --vpc-security-group-ids sg-0 --db-cluster-parameter-group-name NAME --enable-cloudwatch-logs-exports NAME --enable-iam-database-authentication --serverless-v2-scaling-configuration MinCapacity=0.5,MaxCapacity=8"
        }
        Settings::Instance => "--db-parameter-group-name NAME --no-publicly-accessible",
    }
}

/// What else to compare, in a sentence.
pub(super) const fn compare(settings: Settings) -> &'static str {
    match settings {
        Settings::Cluster => {
            "Also compare deletion protection, port and backup retention period: those that the playground knows and the command takes are above."
        }
        Settings::Instance => "Also compare Performance Insights, monitoring and the promotion tier.",
    }
}

/// The same text with a capital letter at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A key as a request names it: one that an earlier step makes has no name.
fn key_named(key: &KeyRef) -> String {
    match key {
        KeyRef::Malformed(_) => String::from("the new key"),
        KeyRef::Id(_) | KeyRef::Arn(_) | KeyRef::AliasName(_) | KeyRef::AliasArn(_) => {
            ["the key ", &key.to_string()].concat()
        }
    }
}

/// A key that there is, by its alias if it has one.
pub(super) fn key_called(world: &World, key: &KeyArn) -> String {
    let alias = world.aliases_of(key).next().map(|alias| alias.id.to_string());
    ["the key ", &alias.unwrap_or_else(|| key.id.to_string())].concat()
}

fn snapshot_name(snapshot: &SnapshotRef) -> String {
    match snapshot {
        SnapshotRef::Id(id) => id.to_string(),
        SnapshotRef::Arn(arn) => arn.id.to_string(),
    }
}

/// What a request does, in a few words; of a statement that it adds to a policy, what it is found by.
pub(super) fn step(request: &Request, mark: Option<&str>) -> String {
    match &request.operation {
        Operation::Kms(KmsOp::PutKeyPolicy(input)) => {
            let whom = mark.map_or_else(String::new, |mark| [" (", mark, ")"].concat());
            ["Add a statement to the policy of ", &key_named(&input.key), &whom].concat()
        }
        Operation::Kms(operation) => kms(operation),
        Operation::Rds(operation) => rds(operation),
        Operation::Iam(operation) => iam(operation),
        Operation::Playground(operation) => playground(operation),
        Operation::Sts(_)
        | Operation::Trail(_)
        | Operation::Wait(_)
        | Operation::Sql(_)
        | Operation::Malformed(_) => called(&request.operation),
    }
}

/// As AWS calls an operation.
fn called(operation: &Operation) -> String {
    ["Call ", operation.declaration().name].concat()
}

fn kms(operation: &KmsOp) -> String {
    match operation {
        KmsOp::CreateKey(_) => "Create a KMS key".into(),
        KmsOp::CreateAlias(input) => ["Create an alias for the key: ", &input.name].concat(),
        KmsOp::UpdateAlias(input) => ["Point ", &input.name, " to another key"].concat(),
        KmsOp::CreateGrant(_) => "Create a grant on the key".into(),
        KmsOp::EnableKey(_) => "Enable the key".into(),
        KmsOp::EnableKeyRotation(_) => "Turn on the key's automatic rotation".into(),
        KmsOp::DisableKey(_) => "Disable the key".into(),
        KmsOp::CancelKeyDeletion(_) => "Cancel the key's deletion".into(),
        KmsOp::ScheduleKeyDeletion(_) => "Schedule the key's deletion".into(),
        KmsOp::ReplicateKey(input) => ["Replicate the key to ", &input.region].concat(),
        KmsOp::RevokeGrant(_) => "Revoke the grant".into(),
        other => called(&Operation::Kms(other.clone())),
    }
}

fn rds(operation: &RdsOp) -> String {
    match operation {
        RdsOp::CreateDBClusterSnapshot(input) => ["Take the snapshot ", input.id.as_str()].concat(),
        RdsOp::CopyDBClusterSnapshot(input) => {
            ["Copy ", &snapshot_name(&input.source), " to ", input.target.as_str()].concat()
        }
        RdsOp::RestoreDBClusterFromSnapshot(input) => {
            ["Restore ", &snapshot_name(&input.snapshot), " to the new cluster ", input.id.as_str()].concat()
        }
        RdsOp::RestoreDBClusterToPointInTime(input) => {
            let clone = input.restore_type.is_some();
            let what = if clone { "Clone the cluster as " } else { "Restore the backup to the new cluster " };
            [what, input.id.as_str()].concat()
        }
        RdsOp::CreateDBCluster(input) if input.replication_source.is_some() => {
            ["Create the read replica cluster ", input.id.as_str()].concat()
        }
        RdsOp::CreateDBCluster(input) if input.global.is_some() => {
            ["Create the secondary cluster ", input.id.as_str()].concat()
        }
        RdsOp::CreateDBCluster(input) => ["Create the cluster ", input.id.as_str()].concat(),
        RdsOp::CreateDBInstance(input) => ["Create the instance ", input.id.as_str()].concat(),
        RdsOp::PromoteReadReplicaDBCluster(input) => {
            ["Promote the read replica cluster ", &cluster_name(&input.id)].concat()
        }
        RdsOp::ModifyDBClusterSnapshotAttribute(input) => shared(input),
        RdsOp::DeleteDBCluster(input) => ["Delete the cluster ", &cluster_name(&input.id)].concat(),
        RdsOp::DeleteDBInstance(input) => ["Delete the instance ", input.id.as_str()].concat(),
        RdsOp::DeleteDBClusterSnapshot(input) => ["Delete the snapshot ", &snapshot_name(&input.id)].concat(),
        RdsOp::StartDBCluster(input) => ["Start the cluster ", &cluster_name(&input.id)].concat(),
        RdsOp::StopDBCluster(input) => ["Stop the cluster ", &cluster_name(&input.id)].concat(),
        RdsOp::ModifyDBCluster(input) => {
            ["Change the settings of the cluster ", &cluster_name(&input.id)].concat()
        }
        RdsOp::CreateGlobalCluster(input) => ["Create the global cluster ", input.id.as_str()].concat(),
        RdsOp::RemoveFromGlobalCluster(input) => {
            ["Take ", input.cluster.0.id.as_str(), " out of the global cluster ", input.id.as_str()].concat()
        }
        RdsOp::DeleteGlobalCluster(input) => ["Delete the global cluster ", input.id.as_str()].concat(),
        other => called(&Operation::Rds(other.clone())),
    }
}

fn cluster_name(cluster: &ClusterRef) -> String {
    match cluster {
        ClusterRef::Id(id) => id.to_string(),
        ClusterRef::Arn(arn) => arn.id.to_string(),
    }
}

fn shared(
    input: &playground_core::ops::rds::modify_db_cluster_snapshot_attribute::ModifyDBClusterSnapshotAttribute,
) -> String {
    let name = snapshot_name(&input.id);
    let with = input.add.iter().map(|one| match one {
        Grantee::Account(account) => account.to_string(),
        Grantee::All => String::from("everybody"),
    });
    let with: Vec<String> = with.collect();
    if with.is_empty() {
        ["Stop sharing ", &name].concat()
    } else {
        ["Share ", &name, " with ", &with.join(" and ")].concat()
    }
}

fn iam(operation: &IamOp) -> String {
    match operation {
        IamOp::PutUserPolicy(input) => ["Allow it to the user ", &input.of.name].concat(),
        IamOp::PutRolePolicy(input) => ["Allow it to the role ", &input.of.name].concat(),
        other => called(&Operation::Iam(other.clone())),
    }
}

fn playground(operation: &PlaygroundOp) -> String {
    match operation {
        PlaygroundOp::Wait(wait) => ["Wait ", &wait.duration.to_string()].concat(),
        other => called(&Operation::Playground(other.clone())),
    }
}
