//! Why a command was refused, in terms of the keys there are. One or two sentences; `code` in backticks.

use playground_aws::json::Value;
use playground_core::ids::{KeyArn, SnapshotId};
use playground_core::kms::authorize::Denied;
use playground_core::kms::key::KeyManager;
use playground_core::kms::refusal::KmsRefusal;
use playground_core::kms::state::KeyState;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::refusal::Refusal;
use playground_core::rules::RuleId;

use playground_plan::Question;

use crate::entry::Refused;

const UNKNOWN: &str = "The operation has no such parameter. Nothing was sent.";

pub(super) fn why(names: &Question<'_>, refused: &Refused) -> String {
    if let Some(rule) = refused.rule
        && let Some(text) = by_rule(names, rule)
    {
        return text;
    }
    by_code(names, refused)
}

/// `orders`, and the key it is under.
fn cluster_and_key(names: &Question<'_>) -> (String, Option<String>) {
    let Some(cluster) = names.cluster() else { return (String::from("The cluster"), None) };
    let name = ["`", cluster.arn.id.as_str(), "`"].concat();
    let key = cluster.encryption.key().map(|key| ["`", &names.call(key), "`"].concat());
    (name, key)
}

fn by_rule(names: &Question<'_>, rule: RuleId) -> Option<String> {
    let (cluster, key) = cluster_and_key(names);
    let under = key.unwrap_or_else(|| String::from("its own key"));
    let gone =
        if key_is_gone(names) { " Its key is deleted: nothing under it can ever be read again." } else { "" };
    let parts: &[&str] = match rule {
        RuleId::E01 => &[
            &cluster,
            " is encrypted already, under ",
            &under,
            "; encryption is chosen when a cluster is created, and only then.",
        ],
        RuleId::E04 => &[
            &cluster,
            " is under ",
            &under,
            ". Its data key was wrapped under that key when the cluster was created, and no operation wraps it again in place.",
        ],
        RuleId::E06 => &[
            "A key id or an alias name is looked up in your own account, `",
            &names.account().to_string(),
            "`. The key of that name is in another account: only an ARN says so.",
        ],
        RuleId::E08 => &[
            &cluster,
            " lost access to ",
            &under,
            ". Its host has no data key any more and will get none: this status is final. What is left is its automated backup and its snapshots.",
            gone,
        ],
        RuleId::A02 => &[
            "The cluster is encrypted under ",
            &under,
            ", so its instances must be able to encrypt. `db.t2.micro` can't.",
        ],
        RuleId::L01 => &[
            &cluster,
            " is sealed under ",
            &under,
            ". Every page on its disk is sealed, and no operation opens them for good.",
        ],
        RuleId::L02 => &[
            "The source is not encrypted, and a snapshot shares its pages: they are plain, so the snapshot and its copies are plain.",
        ],
        RuleId::L03 => &[
            &cluster,
            " is under ",
            &under,
            ". A snapshot takes over its sealed pages and their data key, so it is under the same KMS key.",
        ],
        RuleId::L04 => &[
            &cluster,
            " has plain pages and no data key. Encryption is chosen when a cluster is created, and only then.",
        ],
        RuleId::L05 => {
            &["A restore has no option that only says \"encrypted\". It encrypts when you name a key."]
        }
        RuleId::L06 => {
            &["The source is not encrypted: it has no key, and its replica takes over plain pages."]
        }
        RuleId::L07 => {
            &["The source is under ", &under, ". A replica without encryption would be a way around the key."]
        }
        RuleId::L08 => &[
            "The snapshot's key is in the Region of the snapshot. In `",
            names.asked.region().as_str(),
            "` another key must wrap the data key of the copy, and only you can say which.",
        ],
        RuleId::L09 => &[
            "The key you named belongs to another Region. KMS in `",
            names.asked.region().as_str(),
            "` does not know it.",
        ],
        RuleId::O05 => &[
            "An instance has no storage of its own: it reads the storage of its cluster, which is under ",
            &under,
            ".",
        ],
        _ => return None,
    };
    Some(parts.concat())
}

fn by_code(names: &Question<'_>, refused: &Refused) -> String {
    let deepest = refused.refusal.as_ref().map(|refusal| refusal.cause().unwrap_or(refusal));
    let text = match deepest.map_or(&*refused.code, |refusal| refusal.code().name()) {
        "DisabledException" => {
            "The key is disabled: KMS does no cryptography with it until it is enabled again."
        }
        "KMSInvalidStateException" if deepest.is_some_and(pending) => {
            "The key is waiting for its deletion: until that is called off, nobody can use it."
        }
        "KMSInvalidStateException" => "The key's state does not allow this.",
        "NotFoundException" => {
            "There is no such key or alias in this account and Region. Deleted keys are gone for good, and with them all that was encrypted under them."
        }
        "AccessDeniedException" => {
            return denied(names, deepest);
        }
        "InvalidCiphertextException" => {
            "The tag of the ciphertext does not fit: a byte of it, or of the encryption context, is not what it was when it was encrypted."
        }
        "IncorrectKeyException" => "The ciphertext was made under another key than the one you named.",
        "InvalidDBClusterStateFault"
            if names.asked.name() == "FailoverDBCluster"
                && names.cluster().is_some_and(|cluster| cluster.status == ClusterStatus::Available) =>
        {
            "A failover needs another instance that can take over at once."
        }
        "DBInstanceNotReady" => {
            "The logs are files of the cluster's storage: an instance opens them, and it must be up for that."
        }
        "InvalidDBClusterStateFault"
            if names.asked.name() == "DeleteDBCluster"
                && names.cluster().is_some_and(|cluster| !cluster.members.is_empty()) =>
        {
            "The cluster still has instances: they are deleted before it."
        }
        "InvalidDBClusterStateFault"
            if matches!(names.asked.name(), "DeleteDBCluster" | "StopDBCluster")
                && names.cluster().is_some_and(|cluster| cluster.replicas.iter().next().is_some()) =>
        {
            "The cluster has a read replica cluster, which lives on what comes from it."
        }
        "InvalidDBClusterStateFault" | "InvalidDBInstanceState" => {
            "The resource is busy, or in a status in which this can't be done. Waiting may help."
        }
        "InvalidDBClusterSnapshotStateFault" => "The snapshot is not ready yet.",
        "DBClusterNotFoundFault" | "DBClusterSnapshotNotFoundFault" | "DBInstanceNotFound" => {
            "Nothing of this name is in this account and Region, or nobody shared it with this account."
        }
        "DBClusterAlreadyExistsFault" | "DBClusterSnapshotAlreadyExistsFault" | "DBInstanceAlreadyExists" => {
            "The name is taken in this account and Region."
        }
        "InvalidParameterValue" | "InvalidParameterCombination" => return by_operation(names),
        "UnknownOptions" => UNKNOWN,
        _ => "",
    };
    String::from(text)
}

/// Which side did not agree.
fn denied(names: &Question<'_>, refusal: Option<&Refusal>) -> String {
    let side = refusal.and_then(kms).and_then(|reason| match reason {
        KmsRefusal::Denied { by, .. } => Some(*by),
        _ => None,
    });
    let who = ["the user of the profile `", names.asked.profile(), "`"].concat();
    let parts = match side {
        Some(Denied::ExplicitInKeyPolicy | Denied::NoKeyPolicy) if aws_managed(names) => {
            return String::from(
                "The key is AWS managed: its policy lets the account use it through RDS and lets nobody manage it. For a key that you manage, create one.",
            );
        }
        Some(Denied::ExplicitInIdentityPolicy | Denied::NoIdentityPolicy) => [
            "The IAM policy of ",
            &who,
            " does not allow this. The key's policy names the account only, and that leaves the decision to IAM.",
        ],
        Some(Denied::ExplicitInKeyPolicy | Denied::NoKeyPolicy) => [
            "The policy of the key does not allow this to ",
            &who,
            ". Without that, IAM alone is not enough; in another account, both sides must allow it.",
        ],
        Some(Denied::Unfinished) => {
            return String::from(
                "The policies that decide this compare too many characters for a playground. Write shorter patterns, or a shorter encryption context.",
            );
        }
        None => {
            ["Somebody who may decide this said no to ", &who, ": a policy denies it, or none allows it."]
        }
    };
    parts.concat()
}

/// KMS's reason, if it is KMS's.
fn kms(refusal: &Refusal) -> Option<&KmsRefusal> {
    if let Refusal::Kms(reason) = refusal { Some(reason) } else { None }
}

fn aws_managed(names: &Question<'_>) -> bool {
    let text = ["KeyId", "KmsKeyId"].iter().find_map(|member| names.asked.get(member));
    let key = text.and_then(|text| names.key_named(text)).and_then(|arn| names.world.keys.get(arn));
    key.is_some_and(|key| key.manager == KeyManager::Aws)
}

fn is_aws_managed(names: &Question<'_>, key: &KeyArn) -> bool {
    names.world.keys.get(key).is_some_and(|key| key.manager == KeyManager::Aws)
}

/// Refusals of parameters that no rule of the document is about.
fn by_operation(names: &Question<'_>) -> String {
    let under = names.snapshot().and_then(|snapshot| snapshot.encryption.key());
    let text = match names.asked.name() {
        "ModifyDBClusterSnapshotAttribute" if shares_with_all(names) => {
            "An encrypted snapshot is of use only to those who may use its key, and a key is never given to everybody."
        }
        "ModifyDBClusterSnapshotAttribute" if names.asked.get("AttributeName") != Some("restore") => {
            "A snapshot has one attribute, `restore`: the accounts that may copy and restore it."
        }
        "ModifyDBClusterSnapshotAttribute" if under.is_some_and(|key| is_aws_managed(names, key)) => {
            "The snapshot is under the AWS managed key. Its policy can't be changed, so no other account could ever open the snapshot."
        }
        "CopyDBClusterSnapshot" if target_is_automated(names) => {
            "Names that begin with `rds:` are those of automated snapshots, and only RDS takes these."
        }
        "CopyDBClusterSnapshot"
            if names.snapshot().is_some_and(|snapshot| {
                snapshot.arn.region != names.asked.region() && snapshot.arn.account != names.account()
            }) =>
        {
            "A snapshot that another account shares is readable in its own Region only."
        }
        "CopyDBClusterSnapshot" if under.is_some_and(|key| Some(key.account) != names.asked.account()) => {
            "The snapshot's key is in another account. A copy under that key would depend on it for good, so you must name a key of your own."
        }
        "RestoreDBClusterToPointInTime" if names.asked.has("RestoreToTime") => {
            "A backup has every change between its first and its last moment, and nothing outside of them."
        }
        "RebootDBInstance" if names.asked.has("ForceFailover") => {
            "An instance of an Aurora cluster has no standby of its own: a reader of the cluster takes over, and that is asked of the cluster."
        }
        "CreateDBCluster"
            if names.asked.has("ReplicationSourceIdentifier")
                && names.asked.get("Engine") == Some("aurora-postgresql") =>
        {
            "In 2020 an Aurora PostgreSQL cluster can't have a replica cluster: it replicates to other Regions with an Aurora global database, which the playground does not model."
        }
        "CreateDBCluster"
            if names.asked.has("ReplicationSourceIdentifier")
                && (names.asked.has("MasterUsername") || names.asked.has("MasterUserPassword")) =>
        {
            "A replica has the master user of its source, and can't be given one."
        }
        "CreateDBCluster" if names.asked.has("KmsKeyId") && !names.asked.has("StorageEncrypted") => {
            "You named a key and did not ask for encryption."
        }
        _ => "",
    };
    String::from(text)
}

/// Whether the key in question is waiting for its deletion.
fn pending(refusal: &Refusal) -> bool {
    matches!(kms(refusal), Some(KmsRefusal::State { state: KeyState::PendingDeletion, .. }))
}

/// Of a line of which not even the operation was understood.
pub(super) fn of_words(refused: &Refused) -> &'static str {
    if &*refused.code == "UnknownOptions" { UNKNOWN } else { "" }
}

fn shares_with_all(names: &Question<'_>) -> bool {
    let values = names.asked.value("ValuesToAdd").and_then(Value::as_array).unwrap_or_default();
    values.iter().any(|value| value.as_str() == Some("all"))
}

fn target_is_automated(names: &Question<'_>) -> bool {
    let target = names.asked.get("TargetDBClusterSnapshotIdentifier");
    target.and_then(|text| SnapshotId::parse(text).ok()).is_some_and(|id| id.is_automated())
}

/// Whether the cluster's key is deleted.
pub(super) fn key_is_gone(names: &Question<'_>) -> bool {
    let key = names.cluster().and_then(|cluster| cluster.encryption.key());
    key.is_some_and(|key| !names.world.keys.contains_key(key))
}
