//! Why IAM refuses, and what the reason is about. The variants are in the order of the checks.

use crate::edition::Edition;
use crate::error::{ErrorCode, reasons};
use crate::ids::Principal;
use crate::kms::authorize::Denied;
use crate::kms::refusal::PolicyRefusal;
use std::rc::Rc;

reasons! {
    /// Why IAM refuses.
    IamRefusal:

    /// No permission (as a policy writes it: `iam:PutUserPolicy`). The user is the one whose policy the call
    /// is about.
    Denied { edition: Edition, who: Principal, permission: &'static str, user: Principal, by: Denied } = (by.source()) AccessDenied,
        [by.message(*edition, who, permission, &user.to_string()).as_str()];
    /// No user of the account has that name.
    NoUser(name: Rc<str>) = Aws NoSuchEntity, ["The user with name ", name, " cannot be found."];
    /// The user has no policy of that name.
    NoPolicy(name: Rc<str>) = Aws NoSuchEntity, ["The user policy with name ", name, " cannot be found."];
    /// The user's policies would be too long together.
    TooLong(name: Rc<str>) = Aws LimitExceeded, ["Maximum policy size of 2048 bytes exceeded for user ", name];
    /// A policy that can't be kept.
    Policy(why: PolicyRefusal) = Model (why.code(ErrorCode::MalformedPolicyDocument, ErrorCode::LimitExceeded)),
        [why.message()];
}
