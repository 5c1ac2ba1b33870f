//! Candidates for clusters: other encryption, what stands in the way of a change.

use playground_core::ids::{ClusterArn, InstanceArn, InstanceId, KeyArn, KeyRef, Region};
use playground_core::kms::state::KeyState;
use playground_core::ops::Operation;
use playground_core::ops::kms::cancel_key_deletion::CancelKeyDeletion;
use playground_core::ops::kms::enable_key::EnableKey;
use playground_core::ops::playground::wait::{Duration, Wait};
use playground_core::ops::rds::promote_read_replica_db_cluster::PromoteReadReplicaDBCluster;
use playground_core::ops::rds::{RdsOp, SnapshotRef};
use playground_core::ops::waiters::db_cluster_deleted::DBClusterDeleted;
use playground_core::ops::waiters::db_instance_deleted::DBInstanceDeleted;
use playground_core::rds::cluster::{Cluster, StorageEncryptionType};

use crate::global::leave;
use crate::question::Question;
use crate::requests::{end_of, end_of_instance, new_cluster};
use crate::step::{Candidate, Choice, Like, Step, Success};

/// A cluster that asks for no encryption, in addition to the one in question.
pub(crate) fn beside(q: &Question<'_>) -> Option<Choice> {
    let cluster = q.cluster()?;
    let new = q.free_cluster(cluster.arn.region, &[cluster.arn.id.as_str(), "-plain"])?;
    let create = new_cluster(new.id.clone(), cluster.engine);
    let create = q.rds_step(new.region, create);
    let kinds = [
        (
            StorageEncryptionType::None,
            "This cluster can't be converted back. Create one without encryption and load the data through SQL.",
        ),
        (
            StorageEncryptionType::SseRds,
            "This cluster can't be converted back, and every new one is encrypted. Create one without encryption options, which is under the AWS owned key, and load the data through SQL.",
        ),
    ];
    let candidate = |(protection, text)| {
        let success = Success::Cluster { arn: new.clone(), protection: Some(protection), like: None };
        Candidate::to(text, vec![create.clone()], success)
    };
    Some(kinds.into_iter().map(candidate).collect())
}

/// A new cluster with certain data, under a key of the account.
pub(crate) fn under_a_key(new: &ClusterArn, like: Like) -> Success {
    Success::Cluster { arn: new.clone(), protection: Some(StorageEncryptionType::SseKms), like: Some(like) }
}

/// A cluster with the same data under another key.
pub(crate) fn other_key(q: &Question<'_>) -> Option<Vec<Choice>> {
    let cluster = q.cluster()?;
    let (region, name) = (cluster.arn.region, cluster.arn.id.as_str());
    let new = q.free_cluster(region, &[name, "-new"])?;
    let snapshot = q.free_snapshot(region, &[name, "-snapshot"])?;
    let success = under_a_key(&new, Like::Cluster(cluster.arn.clone()));
    let (mut by_backup, mut by_snapshot) = (Vec::new(), Vec::new());
    for key in q.keys(region, cluster.encryption.key()) {
        let mut first = Vec::from_iter(key.make);
        let mut second = first.clone();
        first.push(q.restore_backup(&new, &cluster.arn.id).with_key(&key.key));
        second.extend(q.take_snapshot(&cluster.arn, &snapshot));
        let taken = SnapshotRef::Id(snapshot.id.clone());
        second.push(q.restore_snapshot(&new, taken, cluster.engine, Some(&key.key)));
        let text = "Restore its backup to a new cluster under the other key.";
        by_backup.push(Candidate::to(text, first, success.clone()));
        let text = "Take a snapshot and restore that under the other key.";
        by_snapshot.push(Candidate::to(text, second, success.clone()));
    }
    Some(vec![by_backup, by_snapshot])
}

/// A new cluster from the backup of the one in question, whose key may first have to be made usable again.
pub fn from_backup(q: &Question<'_>) -> Option<Choice> {
    let cluster = q.cluster()?;
    let new = q.free_cluster(cluster.arn.region, &[cluster.arn.id.as_str(), "-restored"])?;
    let key = cluster.encryption.key();
    let mut steps = key.map_or_else(Vec::new, |key| make_usable(q, key));
    let text = match (key, steps.is_empty()) {
        (None, _) => "Restore its backup.",
        (Some(_), true) => "Restore its backup to a new cluster.",
        (Some(_), false) => "Make the key usable again, then restore the backup to a new cluster.",
    };
    steps.push(q.restore_backup(&new, &cluster.arn.id));
    // What a client wrote since the last moment of the backup is not in it.
    let protection = key.map(|key| StorageEncryptionType::of(Some(key)));
    let success = Success::Cluster { arn: new, protection, like: None };
    Some(vec![Candidate::to(text, steps, success)])
}

/// The cluster in question itself, within the days in which it can be recovered: its key is made usable again, and it is
/// started. Then the command is repeated, unless that was the start.
pub fn recovered(q: &Question<'_>) -> Option<Choice> {
    let cluster = q.cluster()?;
    let mut steps = cluster.encryption.key().map_or_else(Vec::new, |key| make_usable(q, key));
    let usable = steps.is_empty();
    if matches!(q.rds(), Some(RdsOp::StartDBCluster(_))) {
        steps.push(q.again());
        let protection = Some(StorageEncryptionType::of(cluster.encryption.key()));
        let success = Success::Cluster { arn: cluster.arn.clone(), protection, like: None };
        return Some(vec![Candidate::to(
            "Make the key usable again, then start the cluster.",
            steps,
            success,
        )]);
    }
    let text = if usable {
        "Start the cluster, whose key can be used again, then repeat the command."
    } else {
        "Make the key usable again and start the cluster, then repeat the command."
    };
    steps.extend([q.start(&cluster.arn), q.await_cluster(&cluster.arn)]);
    let members = cluster.members.iter().map(|arn| q.await_instance(arn.region, arn.id.clone()));
    let with_instances = steps.iter().cloned().chain(members).chain([q.again()]).collect();
    steps.push(q.again());
    Some(vec![Candidate::new(text, steps), Candidate::new(text, with_instances)])
}

/// Steps that bring a key back to `Enabled`; none if it is, or can't be brought back.
fn make_usable(q: &Question<'_>, key: &KeyArn) -> Vec<Step> {
    let named = || KeyRef::Id(key.id);
    let enable = || q.kms_step(key.region, EnableKey { key: named() });
    match q.world.keys.get(key).map(|key| key.state()) {
        Some(KeyState::Disabled) => vec![enable()],
        Some(KeyState::PendingDeletion | KeyState::PendingReplicaDeletion) => {
            vec![q.kms_step(key.region, CancelKeyDeletion { key: named() }), enable()]
        }
        None
        | Some(
            KeyState::Enabled
            | KeyState::PendingImport
            | KeyState::Unavailable
            | KeyState::Creating
            | KeyState::Updating,
        ) => Vec::new(),
    }
}

/// A key whose state does not let it, made usable.
pub(crate) fn usable_again(q: &Question<'_>, key: &KeyArn) -> Choice {
    let mut steps = make_usable(q, key);
    steps.push(q.again());
    vec![Candidate::new("Make the key usable again, then repeat the command.", steps)]
}

/// A cluster under the AWS owned key with the data of an unencrypted one, through a snapshot: what a restore gives that says
/// nothing about encryption, where there is that key.
pub(crate) fn owned_twin(q: &Question<'_>) -> Option<Choice> {
    let cluster = q.cluster()?;
    let (region, name) = (cluster.arn.region, cluster.arn.id.as_str());
    let snapshot = q.free_snapshot(region, &[name, "-snapshot"])?;
    let new = q.free_cluster(region, &[name, "-encrypted"])?;
    let mut steps = Vec::from(q.take_snapshot(&cluster.arn, &snapshot));
    steps.push(q.restore_snapshot(&new, SnapshotRef::Id(snapshot.id), cluster.engine, None));
    let text = "Take an unencrypted snapshot and restore it without naming a key: the new cluster is then under the AWS owned key.";
    let success = Success::Cluster {
        arn: new,
        protection: Some(StorageEncryptionType::SseRds),
        like: Some(Like::Cluster(cluster.arn.clone())),
    };
    Some(vec![Candidate::to(text, steps, success)])
}

/// An encrypted cluster with the data of an unencrypted one, through a snapshot.
pub(crate) fn encrypted_twin(q: &Question<'_>, cluster: &Cluster, text: &'static str) -> Option<Choice> {
    let (region, name) = (cluster.arn.region, cluster.arn.id.as_str());
    let snapshot = q.free_snapshot(region, &[name, "-snapshot"])?;
    let new = q.free_cluster(region, &[name, "-encrypted"])?;
    let candidate = |key: crate::make::SomeKey| {
        let mut steps = Vec::from_iter(key.make);
        steps.extend(q.take_snapshot(&cluster.arn, &snapshot));
        let taken = SnapshotRef::Id(snapshot.id.clone());
        steps.push(q.restore_snapshot(&new, taken, cluster.engine, Some(&key.key)));
        Candidate::to(text, steps, under_a_key(&new, Like::Cluster(cluster.arn.clone())))
    };
    Some(q.keys(region, None).map(candidate).collect())
}

/// The same request without encryption options.
pub(crate) fn without_encryption(q: &Question<'_>) -> Choice {
    let text = "Leave the options out: it then matches its source.";
    vec![Candidate::new(text, vec![q.plain_again()])]
}

/// An unencrypted cluster is replicated as it is, or by way of an encrypted one.
pub(crate) fn replica_of_plain(q: &Question<'_>) -> Vec<Choice> {
    let text = "Restore the source to an encrypted cluster first, then replicate that one.";
    let twin = q.cluster().and_then(|source| encrypted_twin(q, source, text));
    [without_encryption(q)].into_iter().chain(twin).collect()
}

/// The same request with a key of the Region it runs in.
pub(crate) fn with_key_here(q: &Question<'_>, text: &'static str, encrypted: bool) -> Choice {
    let key = q.some_key(q.region(), None, "KEY");
    let mut steps = Vec::from_iter(key.make);
    steps.push(q.again_with_key(&key.key, encrypted));
    vec![Candidate::new(text, steps)]
}

/// The cluster is in a status that stands in the way.
pub(crate) fn until_available(q: &Question<'_>, cluster: &ClusterArn) -> Choice {
    let wait = q.await_cluster(cluster);
    vec![
        Candidate::new("Wait, then try again.", vec![wait.clone(), q.again()]),
        Candidate::new("Start the cluster first.", vec![q.start(cluster), wait, q.again()]),
    ]
}

/// The cluster can't be started as long as it is stopping.
pub(crate) fn until_stopped(q: &Question<'_>) -> Choice {
    vec![Candidate::new("Let it stop, then start it again.", vec![pause(q), q.again()])]
}

/// Long enough for any cluster to come to its next status.
pub fn pause(q: &Question<'_>) -> Step {
    q.step(Region::DEFAULT, Operation::Playground(Wait { duration: Duration(600) }.into()))
}

/// Replicas are in the way.
pub(crate) fn without_replicas(q: &Question<'_>, replicas: &[ClusterArn]) -> Vec<Choice> {
    let promote = |replica| [promote(q, replica), q.await_cluster(replica)];
    let then_again = |text, mut steps: Vec<Step>| {
        steps.push(q.again());
        vec![Candidate::new(text, steps)]
    };
    let delete = |replica: &ClusterArn| {
        let cluster = q.world.clusters.get(replica);
        let mut steps = cluster.map_or_else(Vec::new, |one| delete_instances(q, one, &one.members));
        steps.push(q.rds_step(replica.region, end_of(replica.id.clone())));
        steps.push(q.wait(replica.region, DBClusterDeleted { id: replica.id.clone() }));
        steps
    };
    vec![
        then_again(
            "Promote the replica to a standalone cluster first.",
            replicas.iter().flat_map(promote).collect(),
        ),
        then_again("Delete the replica first.", replicas.iter().flat_map(delete).collect()),
    ]
}

/// Makes a replica or a secondary cluster a cluster of its own.
pub fn promote(q: &Question<'_>, replica: &ClusterArn) -> Step {
    if let Some(global) = q.world.global_cluster_of(replica) {
        return leave(q, global, replica);
    }
    q.rds_step(replica.region, PromoteReadReplicaDBCluster { id: replica.id.clone().into() })
}

/// Instances are in the way, and then perhaps replicas.
pub(crate) fn without_instances(q: &Question<'_>, instances: &[InstanceArn]) -> Option<Choice> {
    let cluster = q.cluster()?;
    let deleted = delete_instances(q, cluster, instances);
    let first = |text, more: Vec<Step>| {
        Candidate::new(text, deleted.iter().cloned().chain(more).chain([q.again()]).collect())
    };
    let promoted = cluster.replicas.iter().flat_map(|arn| [promote(q, arn), q.await_cluster(arn)]);
    let text = "Delete its instances first, and promote the replica to a standalone cluster.";
    Some(vec![first("Delete its instances first.", Vec::new()), first(text, promoted.collect())])
}

/// Deletes instances of a cluster and waits until all are gone.
fn delete_instances(q: &Question<'_>, cluster: &Cluster, instances: &[InstanceArn]) -> Vec<Step> {
    let region = cluster.arn.region;
    let delete = |id: InstanceId| q.rds_step(region, end_of_instance(id));
    let gone = |id: InstanceId| q.wait(region, DBInstanceDeleted { id });
    let deleted = instances.iter().map(|arn| delete(arn.id.clone()));
    deleted.chain(cluster.members.iter().map(|arn| gone(arn.id.clone()))).collect()
}
