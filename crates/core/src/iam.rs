//! IAM and AWS STS: roles, managed policies, the credentials of sessions, and why the two refuse. The variants of
//! [`IamRefusal`] are in the order of the checks.
//!
//! Not here: the users that every world begins with (`profile`), and how policies are evaluated (`kms::authorize`).

pub mod aws_managed;
pub mod managed;
pub mod role;
pub mod session;

use crate::edition::Edition;
use crate::error::{ErrorCode, reasons};
use crate::ids::Principal;
use crate::kms::authorize::Denied;
use crate::kms::refusal::PolicyRefusal;
use managed::PolicyArn;
use std::rc::Rc;

/// What has identity policies, as IAM's messages name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Holder {
    /// A user.
    User,
    /// A role.
    Role,
}

impl Holder {
    /// In a sentence: `user`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Role => "role",
        }
    }

    /// At the beginning of a sentence.
    const fn word_first(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Role => "Role",
        }
    }

    /// The quota on all its inline policies together, in characters ("IAM and AWS STS quotas").
    pub const fn inline_quota(self) -> usize {
        match self {
            Self::User => 2_048,
            Self::Role => 10_240,
        }
    }

    /// The quota on attached policies, by its name.
    pub const fn attached_quota(self) -> &'static str {
        match self {
            Self::User => "PoliciesPerUser",
            Self::Role => "PoliciesPerRole",
        }
    }
}

reasons! {
    /// Why IAM or AWS STS refuses.
    IamRefusal as IamReason:

    /// The token of the call's credentials is past its end. The code is that of the service that is called.
    Expired(code: ErrorCode) = Aws (*code), ["The security token included in the request is expired"];
    /// A value that breaks a constraint of its member, as a sentence.
    Value(text: String) = Aws ValidationError, ["1 validation error detected: Value ", text];
    /// A text that is no ARN of a role.
    RoleArn(text: Rc<str>) = Aws ValidationError, [text, " is invalid"];
    /// A text that is no ARN of a policy.
    PolicyArn(text: Rc<str>) = Aws InvalidInput, ["ARN ", text, " is not valid."];
    /// No permission (as a policy writes it: `iam:PutUserPolicy`) on a resource, which the call is about.
    Denied { edition: Edition, who: Principal, permission: &'static str, resource: String, by: Denied }
        = (by.source()) AccessDenied, [by.message(*edition, who, permission, resource).as_str()];
    /// `AssumeRole`: the role's trust policy or the caller's policies don't allow it, or there is no such role. AWS says the
    /// same of all three.
    AssumeRole { edition: Edition, who: Principal, role: Principal, by: Denied } = (by.source()) AccessDenied,
        [assume_role(*edition, who, role, *by).as_str()];
    /// A session that would be longer than the role's sessions may be.
    LongSession = Aws ValidationError, ["The requested DurationSeconds exceeds the MaxSessionDuration set for this role."];
    /// A session that a session begins, of more than one hour.
    LongChain = Aws ValidationError,
        ["The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."];
    /// `GetUser` without a name, asked by a session.
    SessionIsNoUser = Aws ValidationError, ["Must specify userName when calling with non-User credentials"];
    /// No user or role of the account has that name.
    NoHolder(kind: Holder, name: Rc<str>) = Aws NoSuchEntity,
        ["The ", kind.word(), " with name ", name, " cannot be found."];
    /// The name is another user's or role's, whatever the case of its letters.
    HolderExists(kind: Holder, name: Rc<str>) = Aws EntityAlreadyExists,
        [kind.word_first(), " with name ", name, " already exists."];
    /// There is no inline policy of that name.
    NoPolicy(kind: Holder, name: Rc<str>) = Aws NoSuchEntity,
        ["The ", kind.word(), " policy with name ", name, " cannot be found."];
    /// There is no such managed policy.
    NoManagedPolicy(arn: PolicyArn) = Aws NoSuchEntity, ["Policy ", arn.text(), " was not found."];
    /// There is no such managed policy that could be attached.
    NotAttachable(arn: PolicyArn) = Aws NoSuchEntity,
        ["Policy ", arn.text(), " does not exist or is not attachable."];
    /// A policy of AWS's own whose document the playground does not have.
    NotModelled(arn: PolicyArn, known: String) = Model NoSuchEntity,
        ["The playground does not have the document of ", arn.text(), ". Of AWS's managed policies it has ", known,
         ". Attach one of these, or put the statements that you need as an inline policy."];
    /// A version of a managed policy other than the only one.
    NoVersion(arn: PolicyArn, version: Rc<str>) = Aws NoSuchEntity,
        ["Policy ", arn.text(), " version ", version, " does not exist or is not attachable."];
    /// A managed policy of that name exists.
    PolicyExists(name: Rc<str>) = Aws EntityAlreadyExists,
        ["A policy called ", name, " already exists. Duplicate names are not allowed."];
    /// A managed policy of AWS's own can't be deleted.
    AwsPolicy(arn: PolicyArn) = Model AccessDenied, ["The policy ", arn.text(), " is AWS's: it can't be deleted."];
    /// A user or role with attached policies can't be deleted.
    HasAttached = Aws DeleteConflict, ["Cannot delete entity, must detach all policies first."];
    /// A user or role with inline policies can't be deleted.
    HasPolicies = Aws DeleteConflict, ["Cannot delete entity, must delete policies first."];
    /// A managed policy that is attached can't be deleted.
    IsAttached = Aws DeleteConflict, ["Cannot delete a policy attached to entities."];
    /// The user is one of those that the profiles have.
    ProfilesUser(name: Rc<str>) = Model DeleteConflict,
        ["The user ", name, " is one that every world begins with, and a profile has its credentials: it can't be deleted here."];
    /// Inline policies that would be too long together.
    TooLong(kind: Holder, name: Rc<str>) = Aws LimitExceeded,
        ["Maximum policy size of ", &kind.inline_quota().to_string(), " bytes exceeded for ", kind.word(), " ", name];
    /// More of something than a quota allows.
    Quota(name: &'static str, most: usize) = Aws LimitExceeded,
        ["Cannot exceed quota for ", name, ": ", &most.to_string()];
    /// A trust policy that names a principal of a modelled account that isn't there.
    NoPrincipal(arn: Rc<str>) = Aws MalformedPolicyDocument, ["Invalid principal in policy: \"AWS\":\"", arn, "\""];
    /// A policy that can't be kept.
    Policy(why: PolicyRefusal) = Model (why.code(ErrorCode::MalformedPolicyDocument, ErrorCode::LimitExceeded)),
        [why.message()];
}

/// AWS's message of a refused `AssumeRole`, which says no more unless a policy of the caller's denies it explicitly.
fn assume_role(edition: Edition, who: &Principal, role: &Principal, by: Denied) -> String {
    let edition = match by {
        Denied::NoKeyPolicy
        | Denied::NoIdentityPolicy
        | Denied::NoSessionPolicy
        | Denied::ExplicitInKeyPolicy => {
            let who = who.to_string();
            let head = ["User: ", &who, " is not authorized to perform: sts:AssumeRole on resource: "];
            return [head.concat(), role.to_string()].concat();
        }
        Denied::ExplicitInIdentityPolicy
        | Denied::ExplicitInSessionPolicy
        | Denied::ExplicitInServiceControlPolicy
        | Denied::Unfinished => edition,
    };
    by.message(edition, who, "sts:AssumeRole", &role.to_string())
}
