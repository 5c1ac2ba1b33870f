//! Why a command was refused, in terms of the keys on the map: one or two sentences, with `code` in
//! backticks.

use playground_core::edition::Edition;
use playground_core::ids::KeyArn;
use playground_core::kms::refusal::{KeyNotFound, KmsReason, KmsRefusal};
use playground_core::kms::state::KeyState;
use playground_core::ops::rds::RdsOp;
use playground_core::rds::refusal::{RdsReason, RdsRefusal};
use playground_core::refusal::trail::TrailRefusal;
use playground_core::refusal::{ErrorCode, Refusal};
use playground_core::rules::{Rule, RuleId};
use playground_core::trail::TrailCall;
use playground_core::world::World;

use playground_plan::Question;

use super::{denied, global, iam};
use crate::entry::Refused;

const UNKNOWN: &str = "The operation has no such parameter. Nothing was sent.";

pub(super) fn why(names: &Question<'_>, refused: &Refused) -> String {
    if let Some(rule) = rule(names, refused)
        && let Some(text) = by_rule(names, rule.id)
    {
        return text;
    }
    by_reason(names, refused)
}

/// The rule that a refusal is explained by: the one that was enforced, or, of a cluster that is lost, the one by which it had
/// no days to be recovered in.
pub(super) fn rule(names: &Question<'_>, refused: &Refused) -> Option<&'static Rule> {
    let rule = refused.rule?;
    let lost = names.cluster().filter(|_| rule.id == RuleId::N12);
    let shown = lost.and_then(|cluster| names.world.lost_by(cluster).rule(names.world.edition));
    Some(shown.unwrap_or(rule))
}

/// The cluster's name, and the name of the key that it is encrypted under.
fn cluster_and_key(names: &Question<'_>) -> (String, Option<String>) {
    let Some(cluster) = names.cluster() else { return (String::from("The cluster"), None) };
    let name = ["`", cluster.arn.id.as_str(), "`"].concat();
    (name, cluster.encryption.key().map(|key| called(names, key)))
}

/// A key's name. The AWS owned key has none that anybody can use.
pub(super) fn called(names: &Question<'_>, key: &KeyArn) -> String {
    if key.is_aws_owned() { String::from("the AWS owned key") } else { ["`", &names.call(key), "`"].concat() }
}

/// Until when the cluster in question can be recovered.
pub(super) fn days_left(names: &Question<'_>) -> String {
    let until = names.cluster().and_then(|cluster| cluster.until);
    until.map_or_else(String::new, |until| ["until `", &until.to_string(), "`"].concat())
}

fn by_rule(names: &Question<'_>, rule: RuleId) -> Option<String> {
    if let Some(text) = of_copies(names.world.edition, rule) {
        return Some(String::from(text));
    }
    let (cluster, key) = cluster_and_key(names);
    let under = key.unwrap_or_else(|| String::from("its own key"));
    let gone =
        if key_is_gone(names) { " Its key is deleted: nothing under it can ever be read again." } else { "" };
    let left = days_left(names);
    let parts: &[&str] = match rule {
        RuleId::E01 => &[
            &cluster,
            " is already encrypted under ",
            &under,
            ". You choose encryption when you create a cluster, and only then.",
        ],
        RuleId::E04 => &[
            &cluster,
            " is under ",
            &under,
            ". Its data key was wrapped under that key when the cluster was created, and no operation can rewrap it in place.",
        ],
        RuleId::E06 => &[
            "A key ID or an alias name is looked up in your own account, `",
            &names.account().to_string(),
            "`. The key you mean is in another account, and only an ARN can say so.",
        ],
        RuleId::N10 if is_without_grant(names) => {
            &[&cluster, " lost access to ", &under, ". ", GRANT_REVOKED]
        }
        RuleId::N10 => &[
            &cluster,
            " lost access to ",
            &under,
            ", and its instances are stopped. It can be recovered ",
            &left,
            ": enable the key, then start the cluster. It never starts on its own.",
            gone,
        ],
        RuleId::N11 => &[
            &cluster,
            " lost access to ",
            &under,
            ". It replicates, or belongs to a global database, so it can't be stopped and was lost at once: this status is final. Its automated backup and its snapshots are what is left.",
            gone,
        ],
        RuleId::E08 | RuleId::N12 => &[
            &cluster,
            " lost access to ",
            &under,
            ". Its host no longer has the data key and can't get it again: this status is final. Its automated backup and its snapshots are what is left.",
            gone,
        ],
        RuleId::A02 => &[
            "The cluster is encrypted under ",
            &under,
            ", so its instances must be able to encrypt. `db.t2.micro` can't.",
        ],
        RuleId::L01 => &[
            &cluster,
            " is encrypted under ",
            &under,
            ". Every page on its disk is encrypted, and no operation decrypts them for good.",
        ],
        RuleId::L03 => &[
            &cluster,
            " is under ",
            &under,
            ". A snapshot takes over its encrypted pages and their data key, so it has the same KMS key.",
        ],
        RuleId::L04 => &[
            &cluster,
            " is unencrypted and has no data key. You choose encryption when you create a cluster, and only then.",
        ],
        RuleId::L07 => {
            &["The source is under ", &under, ". An unencrypted replica would be a way around the key."]
        }
        RuleId::L08 => &[
            "The snapshot's key is in the Region of the snapshot. In `",
            names.region().as_str(),
            "`, another key must wrap the copy's data key, and only you can say which.",
        ],
        RuleId::L09 => &[
            "The key you named belongs to another Region. KMS in `",
            names.region().as_str(),
            "` doesn't know it.",
        ],
        RuleId::O05 => &[
            "An instance has no storage of its own: it uses its cluster's storage, which is encrypted under ",
            &under,
            ".",
        ],
        _ => return None,
    };
    Some(parts.concat())
}

/// The same for what a snapshot, a copy, a restore or a replica takes over from its source, whichever it is.
pub(crate) fn of_copies(edition: Edition, rule: RuleId) -> Option<&'static str> {
    Some(match (rule, edition) {
        (RuleId::L02, Edition::Y2020) => {
            "The source is unencrypted, and a snapshot shares its pages. So the snapshot and its copies are unencrypted too."
        }
        (RuleId::L02, Edition::Y2026) => {
            "The source is unencrypted, and a snapshot shares its pages, so the snapshot is unencrypted too. A copy of it is encrypted if it names a customer managed key."
        }
        (RuleId::N17, _) => {
            "The snapshot is unencrypted. A copy can be encrypted, but only under a customer managed key. The key you named is AWS managed."
        }
        (RuleId::L05, Edition::Y2020) => {
            "A restore has no option that only says \"encrypted\". It encrypts when you name a key."
        }
        (RuleId::L05, Edition::Y2026) => {
            "A restore has no option that only says \"encrypted\". It encrypts under the key that you name, and under the AWS owned key if you name none."
        }
        (RuleId::L06, _) => {
            "The source is unencrypted: it has no key, and its replica takes over its pages as they are."
        }
        (RuleId::L12, _) => {
            "The snapshot's pages are encrypted, and a restore takes them over as they are. It has no option to decrypt them."
        }
        _ => return None,
    })
}

/// What is behind a reason, where the message alone does not say it.
fn by_reason(names: &Question<'_>, refused: &Refused) -> String {
    match names.refusal {
        None => String::from(of_words(refused)),
        Some(Refusal::Kms(why)) => kms(names, why),
        Some(Refusal::Global(why)) => String::from(global::why(why.reason())),
        Some(Refusal::Iam(why)) => iam::why(names, why),
        Some(Refusal::Rds(why, cause)) => match (&**why, cause.as_deref()) {
            (RdsRefusal::KeyNotAccessible { .. }, _) if starts_without_grant(names) => {
                String::from(GRANT_REVOKED)
            }
            (_, Some(Refusal::Kms(cause))) => kms(names, cause),
            (RdsRefusal::Denied { by, .. }, _) => String::from(denied::by_rds(*by)),
            (RdsRefusal::Replicated { replicas, .. }, _) if replicas.is_empty() => {
                String::from(REPLICA_ITSELF)
            }
            (why, _) => String::from(rds(why.reason())),
        },
        Some(Refusal::Trail(why)) => match &**why {
            TrailRefusal::Denied { by, .. } => String::from(denied::by_trail(*by)),
            TrailRefusal::TwoAttributes { .. } | TrailRefusal::TimeRange {} => String::new(),
        },
        Some(Refusal::Value(_) | Refusal::Waiter(_) | Refusal::Playground(_) | Refusal::Client(_)) => {
            String::new()
        }
    }
}

pub(super) const GRANT_REVOKED: &str = "RDS's grant on the key was revoked. Starting the cluster doesn't give RDS a new one, and a grant that you create isn't RDS's own: restore a backup to a new cluster, which gets a grant of its own (model).";

/// Returns whether the request starts a cluster whose grant is gone, while its key is still there.
fn starts_without_grant(names: &Question<'_>) -> bool {
    matches!(names.rds(), Some(RdsOp::StartDBCluster(_))) && is_without_grant(names)
}

/// Returns whether the cluster in question has a key on which RDS's grant is gone.
pub(super) fn is_without_grant(names: &Question<'_>) -> bool {
    !key_is_gone(names) && names.cluster().is_some_and(|cluster| names.world.grant_is_gone(cluster))
}

/// Returns whether what the request names is lost with a key that was deleted.
pub(super) fn is_lost(names: &Question<'_>) -> bool {
    match names.refusal {
        Some(Refusal::Kms(why)) => {
            matches!(&**why, KmsRefusal::Key(KeyNotFound::NoKey(key)) if was_deleted(names.world, key))
        }
        None
        | Some(
            Refusal::Value(_)
            | Refusal::Iam(_)
            | Refusal::Rds(..)
            | Refusal::Global(_)
            | Refusal::Trail(_)
            | Refusal::Waiter(_)
            | Refusal::Playground(_)
            | Refusal::Client(_),
        ) => key_is_gone(names),
    }
}

/// Returns whether there was such a key: CloudTrail has its deletion, or something is still encrypted under it.
fn was_deleted(world: &World, key: &KeyArn) -> bool {
    let deleted = |call: &TrailCall| call.name == "DeleteKey" && call.key.as_ref() == Some(key);
    !world.keys.contains_key(key)
        && (world.uses.iter().any(|(of, _)| of == key)
            || world.trail.values().any(|event| deleted(&event.call)))
}

fn kms(names: &Question<'_>, why: &KmsRefusal) -> String {
    let text = match why {
        KmsRefusal::Key(KeyNotFound::NoKey(key)) if was_deleted(names.world, key) => {
            "The key is deleted. It's gone for good, and so is everything encrypted under it."
        }
        KmsRefusal::State { error, .. } if error.code == ErrorCode::DisabledException => {
            "The key is disabled: KMS won't encrypt or decrypt with it until you enable it again."
        }
        KmsRefusal::State { state: KeyState::PendingDeletion | KeyState::PendingReplicaDeletion, .. } => {
            "The key is scheduled for deletion: nobody can use it unless you cancel that."
        }
        KmsRefusal::State { .. } => "The key's state doesn't allow this.",
        KmsRefusal::Denied { resource, by, .. } => return denied::by_kms(names, resource.as_deref(), *by),
        KmsRefusal::CiphertextKey | KmsRefusal::BeyondOwnGrant(_) => {
            let parts = [
                "The permissions are missing for ",
                &denied::who(names),
                ": a policy denies this, or none allows it.",
            ];
            return parts.concat();
        }
        _ => of_kms(why.reason()),
    };
    String::from(text)
}

/// What is behind a reason of KMS's, whatever it is about; empty where the message says it all.
pub(crate) fn of_kms(why: KmsReason) -> &'static str {
    match why {
        KmsReason::Key => {
            "There is no such key or alias in this account and Region. `aws kms list-keys` and `aws kms list-aliases` list those that are there."
        }
        KmsReason::Ciphertext => {
            "The authentication tag doesn't match: a byte of the ciphertext or of the encryption context has changed since it was encrypted."
        }
        KmsReason::KeyUsage | KmsReason::KeySpec | KmsReason::GrantForOtherUsage => {
            "This key is asymmetric or an HMAC key. RDS and envelope encryption need a symmetric encryption key, which is what create-key makes by default."
        }
        KmsReason::NotPrimary => {
            "Related multi-Region keys share key material and rotation, and only the primary key can be replicated or rotated."
        }
        KmsReason::ReservedAlias => {
            "Names that begin with `alias/aws/` are reserved for AWS managed keys. AWS's error has no text."
        }
        KmsReason::OtherKey => "The ciphertext was made under a different key from the one you named.",
        // What the others say needs no more words.
        _ => "",
    }
}

const REPLICA_ITSELF: &str =
    "The cluster is itself a read replica: while it follows its source, it can't be stopped.";

/// What is behind a reason of RDS's; empty where the message says it all, or a rule.
pub(crate) fn rds(why: RdsReason) -> &'static str {
    use RdsReason as Why;
    match why {
        Why::NoReader | Why::NoReaderAvailable => {
            "A failover needs another instance that can take over at once."
        }
        Why::LogsClosed => {
            "The logs are files in the cluster's storage. An instance reads them, so it must be available."
        }
        Why::HasInstances => "The cluster still has instances: delete them first.",
        Why::HasReplicas | Why::Replicated => "The cluster has a read replica cluster that depends on it.",
        Why::ClusterState
        | Why::NotStopped
        | Why::InstanceState
        | Why::RebootBusy
        | Why::InstanceDeleting => {
            "The resource is busy, or its status doesn't allow this. Waiting may help."
        }
        Why::SnapshotState => "The snapshot isn't available yet.",
        Why::ClusterNotFound => {
            "There's no cluster of this name in this account and Region. `aws rds describe-db-clusters` lists those that are there."
        }
        Why::InstanceNotFound => {
            "There's no instance of this name in this account and Region. `aws rds describe-db-instances` lists those that are there."
        }
        Why::SnapshotNotFound => {
            "There's no snapshot of this name in this account and Region, or it wasn't shared with this account. `aws rds describe-db-cluster-snapshots` lists those that are there."
        }
        Why::SourceNotFound | Why::ForeignSource => {
            "There's nothing of this name in this account and Region, or it wasn't shared with this account."
        }
        Why::ClusterExists | Why::InstanceExists | Why::SnapshotExists => {
            "The name is already taken in this account and Region."
        }
        Why::EncryptedPublic => {
            "An encrypted snapshot is useful only to those who may use its key, and a key can't be given to everyone."
        }
        Why::UnknownAttribute => {
            "A snapshot has one attribute, `restore`: the accounts that may copy and restore it."
        }
        Why::DefaultKeyShared => {
            "The snapshot is under the AWS managed key. That key's policy can't be changed, so no other account could ever decrypt the snapshot."
        }
        Why::AutomatedName => {
            "Names that begin with `rds:` are for automated snapshots, which only RDS takes."
        }
        Why::SharedElsewhere => "A snapshot shared by another account can be used only in its own Region.",
        Why::SharedCopyNeedsKey => {
            "The snapshot's key is in another account. A copy under that key would always depend on it, so you must name a key of your own."
        }
        Why::TwoTimes | Why::TimeOutside => {
            "A backup has every change between its earliest and its latest time, and nothing outside that."
        }
        Why::ForceFailover => {
            "An instance in an Aurora cluster has no standby of its own: a reader takes over, and you ask the cluster for that."
        }
        Why::PostgresReplica => {
            "An Aurora PostgreSQL cluster can't have a replica cluster of this kind: it replicates to other Regions with an Aurora global database."
        }
        // In 2020 rule L07 says this.
        Why::UnencryptedReplica => {
            "The source is encrypted. An unencrypted replica would be a way around its key."
        }
        Why::InstanceEncryption | Why::InstanceKey => {
            "An instance has no storage of its own: it uses its cluster's, encrypted or not."
        }
        Why::MasterOfReplica => "A replica has its source's master user and can't be given another.",
        Why::KeyWithoutEncryption => "You named a key but didn't ask for encryption.",
        // What the others say needs no more words, or a rule has them.
        _ => "",
    }
}

/// Explains a line in which not even the operation was recognised.
pub(super) fn of_words(refused: &Refused) -> &'static str {
    if &*refused.code == Refused::UNKNOWN_OPTIONS { UNKNOWN } else { "" }
}

/// Returns whether the cluster's key is deleted.
pub(super) fn key_is_gone(names: &Question<'_>) -> bool {
    let key = names.cluster().and_then(|cluster| cluster.encryption.key());
    key.is_some_and(|key| !names.world.keys.contains_key(key))
}
