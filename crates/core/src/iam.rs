//! Why IAM refuses, and what the reason is about. The variants are in the order of the checks.

use crate::error::{ErrorCode, Source};
use crate::ids::Principal;
use crate::kms::authorize::Denied;
use crate::kms::refusal::PolicyRefusal;
use std::rc::Rc;

/// Why IAM refuses.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum IamRefusal {
    /// No permission.
    Denied {
        /// The caller.
        who: Principal,
        /// As a policy writes it: `iam:PutUserPolicy`.
        permission: &'static str,
        /// The user whose policy it is about.
        user: Principal,
        /// What denied it.
        by: Denied,
    },
    /// No user of the account has that name.
    NoUser(Rc<str>),
    /// The user has no policy of that name.
    NoPolicy(Rc<str>),
    /// The user's policies would be too long together.
    TooLong(Rc<str>),
    /// A policy that can't be kept.
    Policy(PolicyRefusal),
}

impl IamRefusal {
    /// The error code.
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Denied { .. } => ErrorCode::AccessDenied,
            Self::NoUser(_) | Self::NoPolicy(_) => ErrorCode::NoSuchEntity,
            Self::TooLong(_) | Self::Policy(PolicyRefusal::TooLong) => ErrorCode::LimitExceeded,
            Self::Policy(PolicyRefusal::Malformed(_)) => ErrorCode::MalformedPolicyDocument,
        }
    }

    /// The error message.
    pub fn message(&self) -> String {
        match self {
            Self::Denied { who, permission, user, by } => by.message(who, permission, &user.to_string()),
            Self::NoUser(name) => ["The user with name ", name, " cannot be found."].concat(),
            Self::NoPolicy(name) => ["The user policy with name ", name, " cannot be found."].concat(),
            Self::TooLong(name) => ["Maximum policy size of 2048 bytes exceeded for user ", name].concat(),
            Self::Policy(why) => why.message().to_owned(),
        }
    }

    /// Where the text comes from.
    pub const fn source(&self) -> Source {
        match self {
            Self::Policy(_) | Self::Denied { by: Denied::Unfinished, .. } => Source::Model,
            Self::Denied { .. } | Self::NoUser(_) | Self::NoPolicy(_) | Self::TooLong(_) => Source::Aws,
        }
    }
}
