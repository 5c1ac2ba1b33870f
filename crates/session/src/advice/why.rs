//! Why a command was refused, in terms of the keys there are. One or two sentences; `code` in backticks.

use playground_core::kms::state::KeyState;
use playground_core::rules::RuleId;

use super::names::Names;
use crate::entry::Refused;

pub(super) fn why(names: &Names<'_>, refused: &Refused) -> String {
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
    let cause = refused.refusal.as_ref().and_then(|refusal| refusal.cause.as_ref());
    let code = cause.map_or(&*refused.code, |cause| cause.code);
    let who = ["`", names.asked.profile(), "`"].concat();
    let text = match code {
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
            return ["The user of the profile ", &who, " is not allowed to do this. A key's policy must allow it; if the policy only names the account, the user's IAM policy must allow it too; across accounts, both must."].concat();
        }
        "InvalidCiphertextException" => {
            "The tag of the ciphertext does not fit: a byte of it, or of the encryption context, is not what it was when it was encrypted."
        }
        "IncorrectKeyException" => "The ciphertext was made under another key than the one you named.",
        "InvalidDBClusterStateFault" | "InvalidDBInstanceState" => {
            "The resource is busy, or in a status in which this can't be done. Waiting may help."
        }
        "InvalidDBClusterSnapshotStateFault" => "The snapshot is not ready yet.",
        "DBClusterNotFoundFault" | "DBClusterSnapshotNotFoundFault" | "DBInstanceNotFound" => {
            "Nothing of this name is in this account and Region."
        }
        "DBClusterAlreadyExistsFault" | "DBClusterSnapshotAlreadyExistsFault" | "DBInstanceAlreadyExists" => {
            "The name is taken in this account and Region."
        }
        "UnknownOptions" => "The operation has no such parameter. Nothing was sent.",
        _ => "",
    };
    String::from(text)
}

/// Whether any key is waiting for deletion; to choose a sentence, not to decide anything.
fn pending(names: &Names<'_>) -> bool {
    names.world.keys.values().any(|key| key.state() == KeyState::PendingDeletion)
}
