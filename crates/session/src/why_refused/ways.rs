//! Ways out of what was recognized, as commands and as lines of policies, with the names that the text and the files give. The
//! ways that are tried on a world before they are shown are `playground-plan`'s; here is none to try them on.

use playground_core::kms::refusal::KmsReason;
use playground_core::kms::state::KeyState;
use playground_core::rds::global_refusal::GlobalReason;
use playground_core::rds::refusal::RdsReason;
use playground_estate::Arn;

use super::causes::Named;
use super::denied::{Because, Policies, Refused};
use super::pasted::{Pasted, Printed};
use super::recognise::{Found, Reason};
use crate::view::Way;

fn way(text: &str, commands: &[&[&str]]) -> Way {
    Way { text: String::from(text), commands: commands.iter().map(|parts| parts.concat()).collect() }
}

/// The key of the call: the first that is named, or one to fill in.
fn key(named: &Named<'_>) -> String {
    named.all_keys().next().map_or_else(|| String::from("KEY_ARN"), |key| key.as_str().to_owned())
}

fn region(named: &Named<'_>) -> String {
    let of_key = || named.all_keys().next().map(|key| key.region().to_owned());
    named.region.clone().or_else(of_key).unwrap_or_else(|| String::from("REGION"))
}

/// The ways out of a reason; none where the text says it, or nothing helps.
pub(super) fn ways(found: &Found, named: &Named<'_>, pasted: &Pasted) -> Vec<Way> {
    match found.reason {
        Reason::Rds(RdsReason::KeyNotAccessible) => not_accessible(named),
        Reason::Kms(KmsReason::State) => of_state(found, named),
        Reason::Kms(KmsReason::CiphertextKey | KmsReason::Key) | Reason::Key(_) => look(named),
        Reason::Rds(reason) => of_rds(reason, named, pasted),
        Reason::Global(GlobalReason::KeyOfReplicaNeeded) => vec![key_of_region(named, pasted)],
        Reason::Kms(KmsReason::Lockout) => vec![way(
            "Keep a statement that lets you replace the policy again:",
            &[&["\"Action\": \"kms:PutKeyPolicy\""]],
        )],
        Reason::Kms(_)
        | Reason::Value(_)
        | Reason::Iam(_)
        | Reason::Setting(_)
        | Reason::Feature(_)
        | Reason::Global(_) => Vec::new(),
    }
}

fn enable(key: &Arn) -> Way {
    way(
        "Enable the key, then try again:",
        &[&["aws kms enable-key --key-id ", key.as_str(), " --region ", key.region()]],
    )
}

fn keep(key: &Arn) -> Way {
    let (name, region) = (key.as_str(), key.region());
    way(
        "Cancel the deletion and enable the key, then try again:",
        &[
            &["aws kms cancel-key-deletion --key-id ", name, " --region ", region],
            &["aws kms enable-key --key-id ", name, " --region ", region],
        ],
    )
}

fn not_accessible(named: &Named<'_>) -> Vec<Way> {
    let with = |state: &str| named.all_keys().find(|key| named.has_state(key, state)).cloned();
    if let Some(key) = with("PendingDeletion") {
        return vec![keep(&key)];
    }
    if let Some(key) = with("Disabled") {
        return vec![enable(&key)];
    }
    let region = region(named);
    let elsewhere = named.keys.iter().find(|key| key.region() != region && region != "REGION");
    if elsewhere.is_some() {
        return vec![way(
            "Name a key in the Region where it is used:",
            &[&["aws kms list-aliases --region ", &region]],
        )];
    }
    look(named)
}

/// Look whether a key is there, and who may use it.
fn look(named: &Named<'_>) -> Vec<Way> {
    let (key, region) = (key(named), region(named));
    let mut ways = vec![way(
        "Check that the key exists and is enabled, and who its policy names:",
        &[
            &["aws kms describe-key --key-id ", &key, " --region ", &region],
            &["aws kms get-key-policy --policy-name default --key-id ", &key, " --region ", &region],
        ],
    )];
    if named
        .all_keys()
        .next()
        .is_some_and(|key| named.account.as_deref().is_some_and(|of| of != key.account()))
    {
        ways.push(way(
            "A key of another account is named by its ARN. Both accounts must allow it: the key's policy, and the caller's IAM policies. For the key policy:",
            &[&[&statement(named.account_root().as_deref(), &USE.join("\", \""), "*")]],
        ));
    }
    ways
}

/// What RDS needs of whoever creates something under a key ("Managing access to keys" in the Aurora User Guide).
const USE: [&str; 6] = [
    "kms:DescribeKey",
    "kms:CreateGrant",
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:ReEncrypt*",
    "kms:GenerateDataKey*",
];

/// A statement; without a principal, one of an identity policy.
fn statement(principal: Option<&str>, actions: &str, resource: &str) -> String {
    let who = principal.map(|who| ["\"Principal\": {\"AWS\": \"", who, "\"}, "].concat());
    [
        "{\"Effect\": \"Allow\", ",
        &who.unwrap_or_default(),
        "\"Action\": [\"",
        actions,
        "\"], \"Resource\": \"",
        resource,
        "\"}",
    ]
    .concat()
}

fn of_state(found: &Found, named: &Named<'_>) -> Vec<Way> {
    let Some(key) = named.keys.first() else { return look(named) };
    match found.state {
        Some(KeyState::Disabled) => vec![enable(key)],
        Some(KeyState::PendingDeletion) => vec![keep(key)],
        _ => look(named),
    }
}

/// `--kms-key-id` or Terraform's attribute.
fn key_of_region(named: &Named<'_>, pasted: &Pasted) -> Way {
    let text = "Name a KMS key in the Region of the copy or replica:";
    if pasted.printed == Printed::Terraform {
        return way(text, &[&["kms_key_id = aws_kms_key.of_this_region.arn"]]);
    }
    let region = named.region.clone().unwrap_or_else(|| String::from("REGION"));
    way(text, &[&["--kms-key-id arn:aws:kms:", &region, ":ACCOUNT:key/KEY_ID"]])
}

fn of_rds(reason: RdsReason, named: &Named<'_>, pasted: &Pasted) -> Vec<Way> {
    let terraform = pasted.printed == Printed::Terraform;
    let snapshot = named.snapshots.first().map_or("SNAPSHOT", |snapshot| snapshot.arn.name());
    let either =
        |text: &str, hcl: &str, option: &str| vec![way(text, &[&[if terraform { hcl } else { option }]])];
    match reason {
        RdsReason::DefaultKeyShared => vec![way(
            "Copy the snapshot under a customer managed key whose policy names the other account, and share the copy:",
            &[
                &[
                    "aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier ",
                    snapshot,
                    " --target-db-cluster-snapshot-identifier ",
                    snapshot,
                    "-to-share --kms-key-id KEY_ARN",
                ],
                &[
                    "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier ",
                    snapshot,
                    "-to-share --attribute-name restore --values-to-add ACCOUNT",
                ],
            ],
        )],
        RdsReason::CopyNeedsKey | RdsReason::SharedCopyNeedsKey => vec![key_of_region(named, pasted)],
        RdsReason::CopyNeedsCustomerKey | RdsReason::EncryptedCopy => either(
            "Name a customer managed key for the copy:",
            "kms_key_id = aws_kms_key.mine.arn",
            "--kms-key-id KEY_ARN",
        ),
        RdsReason::UnencryptedReplica => vec![way(
            "A replica of an encrypted cluster is encrypted, under a key of its own Region:",
            &[if terraform {
                &["storage_encrypted = true\nkms_key_id        = aws_kms_key.of_this_region.arn"]
            } else {
                &["--storage-encrypted --kms-key-id KEY_ARN"]
            }],
        )],
        RdsReason::PresignedUrlNeeded | RdsReason::SourceRegion => either(
            "Name the source's Region:",
            "source_region = \"SOURCE_REGION\"",
            "--source-region SOURCE_REGION",
        ),
        RdsReason::KeyWithoutEncryption => {
            either("Ask for encryption as well:", "storage_encrypted = true", "--storage-encrypted")
        }
        RdsReason::InstanceKey | RdsReason::InstanceEncryption => {
            vec![way("Leave out the instance's key and encryption: it uses the cluster's.", &[])]
        }
        RdsReason::ClassWithoutEncryption => either(
            "Use another instance class:",
            "instance_class = \"db.t3.medium\"",
            "--db-instance-class db.t3.medium",
        ),
        RdsReason::MasterOfReplica => {
            vec![way("Leave out the master user name and password: a replica uses its source's.", &[])]
        }
        RdsReason::EncryptedPublic => vec![way(
            "Share it with accounts by ID, and let them use the key:",
            &[&[
                "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier ",
                snapshot,
                " --attribute-name restore --values-to-add ACCOUNT",
            ]],
        )],
        _ => Vec::new(),
    }
}

/// The ways out of a refused call: the statement that is missing, where it belongs.
pub(super) fn denied(refused: &Refused, named: &Named<'_>) -> Vec<Way> {
    let resource = refused.resource.as_deref().unwrap_or("*");
    let foreign = Arn::parse(&refused.who)
        .zip(Arn::parse(resource))
        .is_some_and(|(who, of)| who.account() != of.account());
    let identity = || {
        way(
            if foreign {
                "In the caller's account, allow it in an identity policy:"
            } else {
                "Allow it in an identity policy of the caller:"
            },
            &[&[&statement(None, &refused.action, resource)]],
        )
    };
    let on_key = || {
        way(
            "Allow the caller, or its account, in the key policy:",
            &[&[&statement(Some(&principal(&refused.who)), &refused.action, "*")]],
        )
    };
    match refused.because {
        Because::NoneAllows(Policies::Resource) if refused.action.starts_with("kms:") => {
            if foreign {
                vec![on_key(), identity()]
            } else {
                vec![on_key()]
            }
        }
        Because::OutOfSight | Because::Unsaid if refused.action.starts_with("kms:") => {
            [look(named), vec![on_key(), identity()]].concat()
        }
        Because::Unsaid | Because::NoneAllows(Policies::Identity) => vec![identity()],
        Because::OutOfSight | Because::NoneAllows(_) | Because::Denies(_) => Vec::new(),
    }
}

/// Whom a policy can name: a session's role.
fn principal(who: &str) -> String {
    let role = Arn::parse(who).and_then(|arn| {
        let role = arn.resource().strip_prefix("assumed-role/")?.split('/').next()?.to_owned();
        Some(["arn:aws:iam::", arn.account(), ":role/", &role].concat())
    });
    role.unwrap_or_else(|| who.to_owned())
}
