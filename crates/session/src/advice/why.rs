//! Why a command was refused, in terms of the keys there are. One or two sentences; `code` in backticks.

use playground_core::kms::key::KeyManager;
use playground_core::kms::state::KeyState;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::refusal::Refusal;
use playground_core::rules::RuleId;

use super::client;
use super::names::Names;
use crate::entry::{Refused, SqlRun};

pub(super) fn why(names: &Names<'_>, refused: &Refused, run: Option<&SqlRun>) -> String {
    if names.by_client(refused, run) {
        return client::why(names, refused, run).unwrap_or_default();
    }
    if let Some(rule) = refused.rule
        && let Some(text) = by_rule(names, rule)
    {
        return text;
    }
    by_code(names, refused)
}

/// `orders`, and the key it is under.
fn cluster_and_key(names: &Names<'_>) -> (String, Option<String>) {
    let Some(cluster) = names.cluster() else { return (String::from("The cluster"), None) };
    let name = ["`", cluster.arn.id.as_str(), "`"].concat();
    let key = cluster.encryption.key().map(|key| ["`", &names.key(key), "`"].concat());
    (name, key)
}

fn by_rule(names: &Names<'_>, rule: RuleId) -> Option<String> {
    let (cluster, key) = cluster_and_key(names);
    let under = key.unwrap_or_else(|| String::from("its own key"));
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

fn by_code(names: &Names<'_>, refused: &Refused) -> String {
    let deepest = refused.refusal.as_ref().map(|refusal| refusal.cause().unwrap_or(refusal));
    let text = match deepest.map_or(&*refused.code, |refusal| refusal.code().name()) {
        "DisabledException" => {
            "The key is disabled: KMS does no cryptography with it until it is enabled again."
        }
        "KMSInvalidStateException" if pending(names) => {
            "The key is waiting for its deletion: until that is called off, nobody can use it."
        }
        "KMSInvalidStateException" => "The key's state does not allow this.",
        "NotFoundException" => {
            "There is no such key or alias in this account and Region. Deleted keys are gone for good, and with them all that was encrypted under them."
        }
        "AccessDeniedException" => {
            return denied(names, &deepest.map_or_else(String::new, Refusal::message));
        }
        "InvalidCiphertextException" => {
            "The tag of the ciphertext does not fit: a byte of it, or of the encryption context, is not what it was when it was encrypted."
        }
        "IncorrectKeyException" => "The ciphertext was made under another key than the one you named.",
        "InvalidDBClusterStateFault"
            if names.asked.operation() == "failover-db-cluster"
                && names.cluster().is_some_and(|cluster| cluster.status == ClusterStatus::Available) =>
        {
            "A failover needs another instance that can take over at once."
        }
        "DBInstanceNotReady" => {
            "The logs are files of the cluster's storage: an instance opens them, and it must be up for that."
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
        "UnknownOptions" => "The operation has no such parameter. Nothing was sent.",
        _ => "",
    };
    String::from(text)
}

/// Which side did not agree; KMS's message says it.
fn denied(names: &Names<'_>, message: &str) -> String {
    if message.contains("resource-based") && aws_managed(names) {
        return String::from(
            "The key is AWS managed: its policy lets the account use it through RDS and lets nobody manage it. For a key that you manage, create one.",
        );
    }
    let who = ["the user of the profile `", names.asked.profile(), "`"].concat();
    let parts = if message.contains("identity-based") {
        [
            "The IAM policy of ",
            &who,
            " does not allow this. The key's policy names the account only, and that leaves the decision to IAM.",
        ]
    } else if message.contains("resource-based") {
        [
            "The policy of the key does not allow this to ",
            &who,
            ". Without that, IAM alone is not enough; in another account, both sides must allow it.",
        ]
    } else {
        ["Somebody who may decide this said no to ", &who, ": a policy denies it, or none allows it."]
    };
    parts.concat()
}

fn aws_managed(names: &Names<'_>) -> bool {
    let text = ["--key-id", "--kms-key-id"].iter().find_map(|option| names.asked.option(option));
    let key = text.and_then(|text| names.named(text)).and_then(|arn| names.world.keys.get(arn));
    key.is_some_and(|key| key.manager == KeyManager::Aws)
}

/// Refusals of parameters that no rule of the document is about.
fn by_operation(names: &Names<'_>) -> String {
    let under = names.snapshot().and_then(|snapshot| snapshot.encryption.key());
    let text = match names.asked.operation() {
        "modify-db-cluster-snapshot-attribute" if names.asked.has("all") => {
            "An encrypted snapshot is of use only to those who may use its key, and a key is never given to everybody."
        }
        "modify-db-cluster-snapshot-attribute" if under.is_some() => {
            "The snapshot is under the AWS managed key. Its policy can't be changed, so no other account could ever open the snapshot."
        }
        "copy-db-cluster-snapshot" if under.is_some_and(|key| Some(key.account) != names.asked.account()) => {
            "The snapshot's key is in another account. A copy under that key would depend on it for good, so you must name a key of your own."
        }
        "restore-db-cluster-to-point-in-time" if names.asked.option("--restore-to-time").is_some() => {
            "A backup has every change between its first and its last moment, and nothing outside of them."
        }
        "reboot-db-instance" if names.asked.has("--force-failover") => {
            "An instance of an Aurora cluster has no standby of its own: a reader of the cluster takes over, and that is asked of the cluster."
        }
        "create-db-cluster" if names.asked.has("--kms-key-id") && !names.asked.has("--storage-encrypted") => {
            "You named a key and did not ask for encryption."
        }
        _ => "",
    };
    String::from(text)
}

/// Whether any key is waiting for deletion; to choose a sentence, not to decide anything.
fn pending(names: &Names<'_>) -> bool {
    names.world.keys.values().any(|key| key.state() == KeyState::PendingDeletion)
}
