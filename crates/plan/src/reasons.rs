//! Which candidates there are for which reason.
//!
//! The reasons are matched one by one: whoever adds one says here what helps against it, or puts it to those against which
//! nothing is known to help.

use playground_core::ids::{KeyArn, KeyRef};
use playground_core::kms::refusal::{KeyNotFound, KmsRefusal};
use playground_core::ops::rds::RdsOp;
use playground_core::rds::cluster::{Cluster, StorageEncryptionType};
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::refusal::{Elsewhere, RdsRefusal};
use playground_core::refusal::Refusal;
use playground_core::rules::RuleId;

use crate::access::{allowing, permitted, permitted_at_least};
use crate::changes;
use crate::clusters::{
    beside, from_backup, other_key, owned_twin, promote, recovered, replica_of_plain, until_available,
    until_stopped, usable_again, with_key_here, without_encryption, without_instances, without_replicas,
};
use crate::fork::tried;
use crate::global;
use crate::instances::{fail_over, reader_first, to_any_reader, wait_for_instance, wait_for_reader};
use crate::names::{
    aliases_alike, another_cluster, another_instance, another_snapshot, by_arn, clusters_alike,
    given_by_people, instances_alike, snapshots_alike, unreserved_alias,
};
use crate::options::Wanted;
use crate::question::Question;
use crate::snapshots::{
    by_its_region, copy_of_snapshot, encrypted_copy, encrypted_from_cluster, encrypted_from_snapshot,
    owned_restore, restore_attribute, share_a_copy, with_accounts,
};
use crate::step::{Candidate, Choice, Way};

/// The ways out that were tried successfully, shortest first; empty if no candidate succeeded.
pub fn ways(question: &Question<'_>) -> Vec<Way> {
    tried(question, choices(question))
}

/// The candidates, before any is tried; without one, nothing is known that could help.
pub fn choices(q: &Question<'_>) -> Vec<Choice> {
    match q.refusal {
        None => Wanted::of(q).map_or_else(Vec::new, |wanted| beyond_options(q, wanted)),
        Some(Refusal::Rds(why, cause)) => {
            global::without_primary(q).unwrap_or_else(|| rds(q, why, cause.as_deref()))
        }
        Some(Refusal::Global(why)) => global::choices(q, why),
        Some(Refusal::Kms(why)) => kms(q, why).into_iter().collect(),
        // What is right instead of a value that can't be, nobody knows. Who may manage IAM's users is the account's own
        // matter. Waiters and the playground say what to do, if anything, and for the database's client session asks.
        Some(
            Refusal::Value(_)
            | Refusal::Iam(_)
            | Refusal::Trail(_)
            | Refusal::Waiter(_)
            | Refusal::Playground(_)
            | Refusal::Client(_),
        ) => Vec::new(),
    }
}

fn one(choice: Option<Choice>) -> Vec<Choice> {
    choice.into_iter().collect()
}

/// What there is no option for is reached by other requests.
fn beyond_options(q: &Question<'_>, wanted: Wanted) -> Vec<Choice> {
    match (wanted, q.rds()) {
        (Wanted::Decryption, _) => one(beside(q)),
        (Wanted::DecryptedRestore, _) => {
            let text = "Leave that option out: the new cluster gets the snapshot's encryption.";
            vec![vec![Candidate::new(text, vec![q.again()])]]
        }
        (Wanted::PlainRestore, _) => {
            let text = "Leave that option out: a restore doesn't take it.";
            vec![vec![Candidate::new(text, vec![q.again()])]]
        }
        (Wanted::Encryption, _) => encrypted_from_cluster(q).into_iter().chain(owned_twin(q)).collect(),
        (Wanted::EncryptedSnapshot, Some(RdsOp::CreateDBClusterSnapshot(input))) => {
            encrypted_from_cluster(q).into_iter().chain(encrypted_copy(q, input)).collect()
        }
        (Wanted::OtherKey, _) => other_key(q).unwrap_or_default(),
        // A key of the account is another one than the AWS owned key.
        (Wanted::EncryptionAgain, _) if q.cluster().is_some_and(is_under_owned_key) => {
            other_key(q).unwrap_or_default()
        }
        (Wanted::SnapshotEncryption, Some(RdsOp::CreateDBClusterSnapshot(input))) => {
            one(copy_of_snapshot(q, input))
        }
        (Wanted::EncryptedRestore, Some(RdsOp::RestoreDBClusterFromSnapshot(input))) => {
            encrypted_from_snapshot(q, &input.snapshot).into_iter().chain([owned_restore(q, input)]).collect()
        }
        (
            Wanted::EncryptedSnapshot
            | Wanted::SnapshotEncryption
            | Wanted::EncryptedRestore
            | Wanted::EncryptionAgain,
            _,
        ) => Vec::new(),
    }
}

fn kms(q: &Question<'_>, why: &KmsRefusal) -> Option<Choice> {
    match why {
        KmsRefusal::State { key, .. } => Some(usable_again(q, key)),
        KmsRefusal::Key(KeyNotFound::NoAlias(alias)) => Some(aliases_alike(q, alias.id.as_str())),
        KmsRefusal::Key(KeyNotFound::MalformedId(text)) => Some(aliases_alike(q, text)),
        KmsRefusal::ReservedAlias => Some(unreserved_alias(q)),
        KmsRefusal::Denied { resource, action, .. } => {
            let key = key_named(q, &KeyRef::parse(resource.as_deref()?))?;
            let mut choice = allowing(q, &key, &[*action], &q.again());
            if q.asks_kms() {
                choice.extend(permitted_at_least(q, &key, *action));
            }
            Some(choice)
        }
        KmsRefusal::KeyUsage { .. }
        | KmsRefusal::KeySpec { .. }
        | KmsRefusal::GrantForOtherUsage { .. }
        | KmsRefusal::NotRotated(_)
        | KmsRefusal::NotPrimary(_)
        | KmsRefusal::ReplicaExists(_)
        | KmsRefusal::NoReplica { .. }
        | KmsRefusal::NoRegion(_)
        | KmsRefusal::NoUsage { .. }
        | KmsRefusal::UsageOfSpec { .. }
        | KmsRefusal::TwoSpecs
        | KmsRefusal::Needed { .. }
        | KmsRefusal::ContextTooLong
        | KmsRefusal::ContextTwice(_)
        | KmsRefusal::LongConstraint
        | KmsRefusal::TwoConstraints
        | KmsRefusal::DataKeyLength
        | KmsRefusal::NoPrincipal(_)
        | KmsRefusal::ForeignPrincipal(_)
        | KmsRefusal::AliasPrefix
        | KmsRefusal::AliasCharacters(_)
        | KmsRefusal::AliasEmpty
        | KmsRefusal::ReservedTag(_)
        | KmsRefusal::RepeatedTag(_)
        | KmsRefusal::TooManyTags
        | KmsRefusal::GrantId(_)
        | KmsRefusal::GrantUnnamed
        | KmsRefusal::PolicyName(_)
        | KmsRefusal::Key(
            KeyNotFound::NoKey(_) | KeyNotFound::OtherRegion(_) | KeyNotFound::MalformedArn(_),
        )
        | KmsRefusal::GrantToken
        | KmsRefusal::CiphertextKey
        | KmsRefusal::BeyondOwnGrant(_)
        | KmsRefusal::OtherKey(_)
        | KmsRefusal::Ciphertext
        | KmsRefusal::AliasExists(_)
        | KmsRefusal::NoGrant(..)
        | KmsRefusal::RotationLimit(_)
        | KmsRefusal::AliasQuota { .. }
        | KmsRefusal::GrantQuota { .. }
        | KmsRefusal::OnlyCreateGrant
        | KmsRefusal::Policy(_)
        | KmsRefusal::Lockout
        | KmsRefusal::Marker(_)
        | KmsRefusal::DryRun => None,
    }
}

/// The key of that ARN, or behind the alias of that ARN.
fn key_named(q: &Question<'_>, named: &KeyRef) -> Option<KeyArn> {
    match named {
        KeyRef::Arn(arn) => Some(arn.clone()),
        KeyRef::AliasArn(arn) => q.world.aliases.get(arn).map(|alias| alias.target.clone()),
        KeyRef::Id(_) | KeyRef::AliasName(_) | KeyRef::Malformed(_) => None,
    }
}

/// A key that RDS can't use, by where it is, or by what KMS said to RDS.
fn key_not_accessible(
    q: &Question<'_>,
    elsewhere: Option<Elsewhere>,
    cause: Option<&Refusal>,
) -> Vec<Choice> {
    let here = |text| with_key_here(q, text, q.asks_for_encryption());
    match (elsewhere, cause) {
        (Some(Elsewhere::Account), _) => one(by_arn(q)),
        (Some(Elsewhere::Region), _) => vec![here("Name a key of this Region.")],
        (None, Some(Refusal::Kms(why))) => {
            let text = match **why {
                KmsRefusal::Key(_) => Some("Name a key that exists."),
                KmsRefusal::KeyUsage { .. }
                | KmsRefusal::KeySpec { .. }
                | KmsRefusal::GrantForOtherUsage { .. } => Some("Name a symmetric key for encryption."),
                KmsRefusal::Denied { .. } => Some("Name a key that you may use."),
                _ => None,
            };
            let other = text.filter(|_| q.key_asked().is_some()).map(here);
            kms(q, why).into_iter().chain(other).collect()
        }
        // Below RDS lies KMS.
        (None, _) => Vec::new(),
    }
}

const COPY_UNDER_OWN_KEY: &str =
    "Copy it under a key of your own, share the copy, and let the other account use that key.";

/// What helps a cluster that lost its key, whichever command it is.
fn by_state(q: &Question<'_>, why: &RdsRefusal) -> Option<Vec<Choice>> {
    let starts = matches!(q.rds(), Some(RdsOp::StartDBCluster(_)));
    let saved = || recovered(q).into_iter().chain(from_backup(q)).collect();
    match q.refusal.and_then(Refusal::rule) {
        Some(RuleId::E08) => Some(one(from_backup(q))),
        Some(RuleId::N10) => Some(saved()),
        _ => (starts && matches!(why, RdsRefusal::KeyNotAccessible { .. })).then(saved),
    }
}

fn rds(q: &Question<'_>, why: &RdsRefusal, cause: Option<&Refusal>) -> Vec<Choice> {
    use RdsRefusal as Why;
    if let Some(choices) = by_state(q, why) {
        return choices;
    }
    match why {
        Why::KeyNotAccessible { elsewhere, .. } => key_not_accessible(q, *elsewhere, cause),
        Why::Denied { permission, resource, .. } => vec![permitted(q, permission, resource)],

        Why::ClusterNotFound { id } => vec![clusters_alike(q, id)],
        Why::InstanceNotFound { id } => vec![instances_alike(q, id)],
        Why::SnapshotNotFound { named } => vec![snapshots_alike(q, named)],
        Why::ClusterExists { id } => vec![another_cluster(q, id)],
        Why::InstanceExists { id } => vec![another_instance(q, id)],
        Why::SnapshotExists { id } => vec![another_snapshot(q, id)],
        Why::AutomatedName { id } => vec![given_by_people(q, id)],

        Why::SnapshotState { .. } => one(changes::wait_for_snapshot(q)),
        Why::NotStopped { status: ClusterStatus::Stopping, .. } => vec![until_stopped(q)],
        Why::ClusterState { .. } | Why::NotStopped { .. } => {
            one(q.cluster().map(|cluster| until_available(q, &cluster.arn)))
        }
        Why::InstanceState { id, .. } => {
            let cluster = q.cluster().map(|cluster| until_available(q, &cluster.arn));
            let first = wait_for_instance(q, id).into_iter().chain(to_any_reader(q));
            vec![first.chain(cluster.into_iter().flatten()).collect()]
        }
        Why::RebootBusy { id, .. } | Why::LogsClosed { id, .. } => {
            let cluster = q.cluster().map(|cluster| until_available(q, &cluster.arn));
            vec![wait_for_instance(q, id).into_iter().chain(cluster.into_iter().flatten()).collect()]
        }
        Why::HasInstances { instances } => one(without_instances(q, instances)),
        Why::Replicated { replicas, .. } if replicas.is_empty() => one(promoted(q)),
        Why::HasReplicas { replicas } | Why::Replicated { replicas, .. } => without_replicas(q, replicas),
        Why::NoReader { .. } => one(q.cluster().and_then(|cluster| reader_first(q, cluster))),
        Why::NoReaderAvailable { .. } => one(q.cluster().map(|cluster| wait_for_reader(q, cluster))),
        Why::NotAMember { .. } | Why::WriterAlready { .. } => vec![to_any_reader(q)],
        Why::ForceFailover {} => fail_over(q).unwrap_or_default(),

        Why::EncryptedCopy {} => one(source_encrypted(q)),
        Why::CopyNeedsCustomerKey {} => vec![with_key_here(q, "Name a customer managed key.", false)],
        Why::CopyNeedsKey {} => vec![with_key_here(q, "Name a key of the Region you copy to.", false)],
        Why::SharedCopyNeedsKey {} => vec![with_key_here(q, "Name a key of your own.", false)],
        Why::SharedElsewhere { .. } => one(by_its_region(q)),
        Why::SourceRegion {} | Why::PresignedUrlNeeded { .. } => one(changes::of_its_region(q)),
        Why::KeyForPlainBackup {} => one(encrypted_from_cluster(q)),
        Why::KeyWithoutEncryption { .. } => one(changes::encrypted(q)),
        Why::EncryptedReplica {} => replica_of_plain(q),
        Why::UnencryptedReplica {} => {
            vec![with_key_here(q, "Encrypt the replica, under a key of its own Region.", true)]
        }
        Why::InstanceKey { .. } | Why::InstanceEncryption { .. } => vec![without_encryption(q)],

        Why::MasterOfReplica {} => one(changes::without_master(q)),
        Why::ReplicaEngine { engine, .. }
        | Why::InstanceEngine { cluster: engine, .. }
        | Why::RestoreEngine { snapshot: engine, .. } => one(changes::with_engine(q, *engine)),
        Why::SourceIsReplica { .. } => one(changes::replica_of_its_source(q)),
        Why::ClassWithoutEncryption { .. } => one(changes::with_class(q, "Use a class that can encrypt.")),
        Why::UnknownClass { .. } => one(changes::with_class(q, "Use a class that Aurora has.")),
        Why::Protected { .. } => one(changes::unprotected(q)),
        Why::FinalSnapshotNeeded {} | Why::FinalSnapshotSkipped {} => changes::final_snapshot(q),
        Why::FinalSnapshotOfInstance {} => one(changes::no_final_snapshot(q)),
        Why::NoTime {} | Why::TwoTimes { .. } | Why::TimeOutside { .. } => one(changes::last_moment(q)),

        Why::UnknownAttribute { .. } => one(restore_attribute(q)),
        Why::EncryptedPublic { .. } => one(with_accounts(q)),
        Why::DefaultKeyShared { .. } => one(share_a_copy(q, COPY_UNDER_OWN_KEY)),
        Why::AutomatedSnapshotShared { .. } => one(share_a_copy(q, "Copy it, and share the copy.")),

        // Values that can't be, resources that are not there, what goes by itself, and limits.
        Why::Identifier { .. }
        | Why::UnknownEngine { .. }
        | Why::UnknownStorageType { .. }
        | Why::UnknownRestoreType { .. }
        | Why::Window { .. }
        | Why::OutOfRange { .. }
        | Why::PageSize { .. }
        | Why::MaintenanceWindow { .. }
        | Why::NetworkType { .. }
        | Why::Retention { .. }
        | Why::Filter { .. }
        | Why::FilterWithoutValues { .. }
        | Why::UserName {}
        | Why::ReservedUserName { .. }
        | Why::DatabaseName {}
        | Why::PasswordCharacters {}
        | Why::PasswordLength { .. }
        | Why::PortRange { .. }
        | Why::UnknownVersion { .. }
        | Why::Marker { .. }
        | Why::Blank { .. }
        | Why::InstanceWithoutCluster {}
        | Why::SourceNotFound { .. }
        | Why::BackupNotFound {}
        | Why::LogFileNotFound { .. }
        | Why::NoSource {}
        | Why::ForeignSource { .. }
        | Why::PostgresReplica {}
        | Why::NotAReplica { .. }
        | Why::AutomatedSnapshotStays { .. }
        | Why::InstanceDeleting { .. }
        | Why::TooManyInstances {}
        | Why::TooManyAccounts { .. }
        | Why::Feature(_)
        | Why::Setting(_)
        | Why::BrokenStorage {} => Vec::new(),
    }
}

/// A copy is encrypted if its source is.
fn source_encrypted(q: &Question<'_>) -> Option<Choice> {
    let RdsOp::CopyDBClusterSnapshot(input) = q.rds()? else { return None };
    encrypted_from_snapshot(q, &input.source)
}

fn is_under_owned_key(cluster: &Cluster) -> bool {
    StorageEncryptionType::of(cluster.encryption.key()) == StorageEncryptionType::SseRds
}

/// A replica is a cluster of its own first.
fn promoted(q: &Question<'_>) -> Option<Choice> {
    let replica = &q.cluster()?.arn;
    let steps = vec![promote(q, replica), q.await_cluster(replica), q.again()];
    Some(vec![Candidate::new("Promote the replica to a standalone cluster first.", steps)])
}
