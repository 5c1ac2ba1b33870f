//! What is said of a reason that was recognised: what is behind it, the rule, and the way out. What a refusal in a world says
//! more (who, which key on the map) is `advice`'s; what both say is there once.

use playground_core::edition::Edition;
use playground_core::kms::refusal::KmsReason;
use playground_core::kms::state::KeyState;
use playground_core::rds::global_refusal::GlobalReason;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::refusal::RdsReason;
use playground_core::rules::RuleId;

use super::denied::{Because, Policies, Refused};
use super::recognise::{Found, Reason};
use crate::advice::{global, why};

/// What is behind a reason, in a sentence or two; empty where AWS's text says it all.
pub(super) fn behind(found: &Found) -> String {
    let text = match (found.reason, found.state) {
        (_, Some(KeyState::Disabled)) => {
            "The key is disabled: KMS won't encrypt or decrypt with it until somebody enables it again."
        }
        (_, Some(KeyState::PendingDeletion | KeyState::PendingReplicaDeletion)) => {
            "The key is scheduled for deletion: nobody can use it unless that is canceled."
        }
        (_, Some(_)) => "The key's state doesn't allow this.",
        (Reason::Rds(RdsReason::KeyNotAccessible), None) => {
            "RDS could not use the KMS key. It says the same of a key that doesn't exist in this account and Region, of one that isn't enabled, and of one that whoever called may not use: `kms:DescribeKey` and `kms:CreateGrant`, and what RDS then does with the key."
        }
        (Reason::Rds(RdsReason::PresignedUrlNeeded), None) => {
            "The source is in another Region and encrypted, so a request signed for that Region must come along. The CLI and Terraform make it if they know the source's Region."
        }
        (Reason::Rds(RdsReason::SourceRegion), None) => {
            "The signed URL isn't of the source's Region, is too old, or signed other members than those of the request."
        }
        (Reason::Rds(RdsReason::ClassWithoutEncryption), None) => {
            "The hardware of this instance class can't encrypt. Every class that Aurora has today can."
        }
        (Reason::Rds(reason), None) => why::rds(reason),
        (Reason::Global(reason), None) => global::why(reason),
        (Reason::Kms(KmsReason::CiphertextKey), None) => {
            "KMS doesn't say which: the key that the ciphertext is under is deleted, is in another Region than the one that was called, or whoever called may not use it."
        }
        (Reason::Kms(reason), None) => why::of_kms(reason),
        (Reason::Key(_), None) => why::of_kms(KmsReason::Key),
        (Reason::Value(_) | Reason::Iam(_) | Reason::Setting(_) | Reason::Feature(_), None) => "",
    };
    let by_rule =
        || rule(found, None).and_then(|rule| why::of_copies(Edition::LATEST, rule)).unwrap_or_default();
    String::from(if text.is_empty() { by_rule() } else { text })
}

/// The rule that a reason is about, as far as the text and the operation tell it.
pub(super) fn rule(found: &Found, operation: Option<&str>) -> Option<RuleId> {
    let lost = |status: ClusterStatus| found.about.iter().any(|about| about == status.name());
    found.rule.or(match found.reason {
        _ if lost(ClusterStatus::Recoverable) => Some(RuleId::N10),
        _ if lost(ClusterStatus::InaccessibleEncryptionCredentials) => Some(RuleId::N12),
        // Of a cluster the rule says when its key is tried; of a copy only the key's policy is stated.
        Reason::Rds(RdsReason::KeyNotAccessible)
            if operation.is_some_and(|name| name.starts_with("Copy")) =>
        {
            Some(RuleId::O07)
        }
        Reason::Rds(RdsReason::KeyNotAccessible) => Some(RuleId::N13),
        Reason::Rds(RdsReason::InstanceKey | RdsReason::InstanceEncryption) => Some(RuleId::O05),
        Reason::Rds(RdsReason::KeyWithoutEncryption) => Some(RuleId::E01),
        Reason::Rds(RdsReason::SharedCopyNeedsKey) => Some(RuleId::N15),
        Reason::Rds(RdsReason::EncryptedPublic) => Some(RuleId::N14),
        Reason::Kms(KmsReason::State) => match found.state {
            Some(KeyState::PendingDeletion | KeyState::PendingReplicaDeletion) => Some(RuleId::N12),
            Some(KeyState::Disabled) => Some(RuleId::N09),
            Some(_) | None => None,
        },
        Reason::Kms(KmsReason::Lockout) => Some(RuleId::O07),
        Reason::Key(_)
        | Reason::Kms(KmsReason::CiphertextKey)
        | Reason::Global(GlobalReason::KeyOfReplicaNeeded) => Some(RuleId::L09),
        Reason::Value(_)
        | Reason::Kms(_)
        | Reason::Iam(_)
        | Reason::Rds(_)
        | Reason::Setting(_)
        | Reason::Feature(_)
        | Reason::Global(_) => None,
    })
}

/// What is behind a refused call.
pub(super) fn denied(refused: &Refused) -> String {
    let text = match refused.because {
        Because::NoneAllows(Policies::Identity) => {
            "None of the identity policies of whoever called allows this action on this resource. Of a key, the key policy then leaves the decision to the account, and the account's IAM policies don't allow it."
        }
        Because::NoneAllows(Policies::Resource) => {
            "The resource's own policy (of a key: the key policy) neither names whoever called nor leaves the decision to their account. IAM permissions alone aren't enough; across accounts, both sides must allow it."
        }
        Because::NoneAllows(Policies::Session) => {
            "The session was begun with a policy, and what the role has is limited to what that policy allows as well."
        }
        Because::NoneAllows(Policies::Boundary) => {
            "A permissions boundary limits what the identity policies can allow, and this one doesn't have the action. Whoever administers the account sets it."
        }
        Because::NoneAllows(Policies::ServiceControl | Policies::ResourceControl) => {
            "The organization's policies leave this out for the whole account. Nobody in the account can allow it."
        }
        Because::NoneAllows(Policies::Endpoint) => {
            "The call came through a VPC endpoint, whose policy doesn't let it pass. The permissions of whoever called may be in order."
        }
        Because::Denies(Some(Policies::ServiceControl | Policies::ResourceControl)) => {
            "A policy of the organization denies this. It holds for everybody in the account, and no policy in the account can allow it."
        }
        Because::Denies(_) => {
            "A statement denies this explicitly. A deny holds, whatever else allows the call: the statement has to change, or whoever calls."
        }
        Because::OutOfSight => {
            "AWS doesn't say which: the key isn't in the Region that was called, or its key policy doesn't let whoever called do this, or denies it. IAM permissions alone aren't enough; across accounts, both sides must allow it."
        }
        Because::Unsaid => {
            "Some policy denies this, or none allows it: the text, which is of before 2021 or cut off, doesn't say which."
        }
    };
    String::from(text)
}
