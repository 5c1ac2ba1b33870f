//! Why a policy refuses a call: whose policy it is, and what kind. What to do about it is in `iam.rs`.

use playground_core::ids::{KeyArn, Principal};
use playground_core::kms::authorize::Denied;
use playground_core::kms::key::KeyManager;
use playground_plan::Question;

pub(super) const BY_ORGANIZATION: &str = "The service control policy of the account denies this. It holds for everybody in the account, and no policy in the account can allow it.";

const OF_SESSION: &str = "The session was begun with a policy (`--policy`), and what the role has is limited to what that policy allows as well. Assume the role without it, or with one that allows this.";

const UNFINISHED: &str = "The policies that decide this compare too many characters for the playground. Use shorter patterns, or a shorter encryption context.";

/// Who called, as the subject of a sentence.
pub(super) fn who(names: &Question<'_>) -> String {
    if let Some(Principal::Session(session)) = names.asked.session() {
        return ["the role `", session.role_name(), "`, whose session calls,"].concat();
    }
    ["the user of the profile `", names.asked.profile(), "`"].concat()
}

/// Which side did not agree to a request to AWS KMS.
pub(super) fn by_kms(names: &Question<'_>, resource: Option<&str>, by: Denied) -> String {
    let key = resource.and_then(|text| KeyArn::parse(text).ok());
    let key = key.and_then(|arn| names.world.keys.get(&arn));
    let who = who(names);
    let parts = match by {
        Denied::ExplicitInKeyPolicy | Denied::NoKeyPolicy
            if key.is_some_and(|key| key.manager == KeyManager::Aws) =>
        {
            return String::from(
                "The key is AWS managed: its policy lets the account use it through RDS, but lets nobody manage it. If you want to manage the key, create one of your own.",
            );
        }
        Denied::ExplicitInServiceControlPolicy => return String::from(BY_ORGANIZATION),
        Denied::ExplicitInIdentityPolicy => [
            "A statement of the identity policies of ",
            &who,
            " denies this. A deny holds, whatever else allows the call.",
        ],
        Denied::ExplicitInKeyPolicy => [
            "A statement of the key policy denies this for ",
            &who,
            ". A deny holds, whatever else allows the call.",
        ],
        Denied::NoIdentityPolicy => [
            "The IAM policy of ",
            &who,
            " doesn't allow this. The key policy names only the account, which leaves the decision to IAM.",
        ],
        Denied::NoKeyPolicy => [
            "The key policy doesn't allow this for ",
            &who,
            ". IAM permissions alone aren't enough; across accounts, both sides must allow it.",
        ],
        Denied::ExplicitInSessionPolicy | Denied::NoSessionPolicy => return String::from(OF_SESSION),
        Denied::Unfinished => return String::from(UNFINISHED),
    };
    parts.concat()
}

/// Why RDS doesn't act for the caller.
pub(super) fn by_rds(by: Denied) -> &'static str {
    match by {
        Denied::ExplicitInServiceControlPolicy => BY_ORGANIZATION,
        Denied::ExplicitInIdentityPolicy | Denied::ExplicitInKeyPolicy => {
            "A statement of the caller's identity policies denies this. A deny holds, whatever else allows the call."
        }
        Denied::NoIdentityPolicy | Denied::NoKeyPolicy => {
            "None of the caller's identity policies allows this action on this resource. RDS needs each of its actions allowed, on each resource that the request names."
        }
        Denied::ExplicitInSessionPolicy | Denied::NoSessionPolicy => OF_SESSION,
        Denied::Unfinished => UNFINISHED,
    }
}

/// Why CloudTrail shows the caller nothing.
pub(super) fn by_trail(by: Denied) -> &'static str {
    match by {
        Denied::ExplicitInServiceControlPolicy
        | Denied::ExplicitInIdentityPolicy
        | Denied::ExplicitInKeyPolicy
        | Denied::ExplicitInSessionPolicy
        | Denied::NoSessionPolicy
        | Denied::Unfinished => by_rds(by),
        Denied::NoIdentityPolicy | Denied::NoKeyPolicy => {
            "None of the caller's identity policies allows `cloudtrail:LookupEvents`. It knows no resources, so the statement that allows it has `\"Resource\":\"*\"`."
        }
    }
}
