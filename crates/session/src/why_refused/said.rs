//! What is said of a reason that was recognized: what is behind it, the rule, and the way out. What a refusal in a world says
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
            "The key is disabled: KMS won't encrypt or decrypt with it until someone enables it."
        }
        (_, Some(KeyState::PendingDeletion | KeyState::PendingReplicaDeletion)) => {
            "The key is scheduled for deletion: nobody can use it unless the deletion is canceled."
        }
        (_, Some(_)) => "The key's state doesn't allow this.",
        (Reason::Rds(RdsReason::KeyNotAccessible), None) => {
            "RDS couldn't use the KMS key. The error is the same for a key that doesn't exist in this account and Region, one that isn't enabled, and one that the caller isn't allowed to use: `kms:DescribeKey` and `kms:CreateGrant`, and what RDS then does with the key."
        }
        (Reason::Rds(RdsReason::PresignedUrlNeeded), None) => {
            "The source is encrypted and in another Region, so the call needs a presigned request for that Region. The CLI and Terraform create it if they know the source's Region."
        }
        (Reason::Rds(RdsReason::SourceRegion), None) => {
            "The presigned URL isn't for the source's Region, has expired, or was signed with other parameters than the request's."
        }
        (Reason::Rds(RdsReason::ClassWithoutEncryption), None) => {
            "The hardware of this instance class can't encrypt. Every class that Aurora has today can."
        }
        (Reason::Rds(reason), None) => why::rds(reason),
        (Reason::Global(reason), None) => global::why(reason),
        (Reason::Kms(KmsReason::CiphertextKey), None) => {
            "KMS doesn't say which: the key of the ciphertext is deleted, is in another Region than the one called, or the caller isn't allowed to use it."
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
            "None of the caller's identity policies allows this action on this resource. For a key, the key policy leaves the decision to the account, and the account's IAM policies don't allow it."
        }
        Because::NoneAllows(Policies::Resource) => {
            "The resource's policy (for a key, the key policy) neither names the caller nor leaves the decision to their account. IAM permissions alone aren't enough; across accounts, both sides must allow it."
        }
        Because::NoneAllows(Policies::Session) => {
            "The session was started with a session policy, which limits what the role may do, and it doesn't allow this."
        }
        Because::NoneAllows(Policies::Boundary) => {
            "A permissions boundary limits what the identity policies can allow, and this one doesn't allow the action. An administrator of the account has to change it."
        }
        Because::NoneAllows(Policies::ServiceControl | Policies::ResourceControl) => {
            "The organization's policies don't allow this for the whole account. Nobody in the account can allow it."
        }
        Because::NoneAllows(Policies::Endpoint) => {
            "The call came through a VPC endpoint whose policy doesn't allow it. The caller's own permissions may be fine."
        }
        Because::Denies(Some(Policies::ServiceControl | Policies::ResourceControl)) => {
            "An organization policy denies this for everyone in the account, and no policy in the account can allow it."
        }
        Because::Denies(_) => {
            "A statement explicitly denies this. A deny overrides every allow: change the statement, or call as someone else."
        }
        Because::OutOfSight => {
            "AWS doesn't say which: the key isn't in the Region that was called, or its key policy doesn't let the caller do this, or denies it. IAM permissions alone aren't enough; across accounts, both sides must allow it."
        }
        Because::Unsaid => {
            "A policy denies this, or none allows it: the error, which is from before 2021 or cut off, doesn't say which."
        }
    };
    String::from(text)
}
