//! Managed policies: those that an account creates, each with its only version, `v1`.
//!
//! Not here: AWS's own (`aws_managed`).

use super::role::Named;
use crate::env::Time;
use crate::ids::AccountId;
use crate::kms::policy::Policy;
use std::rc::Rc;

/// The ARN of a managed policy, of an account's or of AWS's own: `arn:aws:iam::aws:policy/AdministratorAccess`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct PolicyArn(Rc<str>);

impl PolicyArn {
    /// Parses it.
    pub fn parse(text: &str) -> Option<Self> {
        let (account, rest) = text.strip_prefix("arn:aws:iam::")?.split_once(':')?;
        let known = account == "aws" || AccountId::parse(account).is_ok();
        let named = rest.strip_prefix("policy/").is_some_and(|name| !name.is_empty() && !name.ends_with('/'));
        (known && named).then(|| Self(text.into()))
    }

    /// That of a policy of an account.
    pub fn of(named: &Named) -> Self {
        let account = named.account.to_string();
        Self(["arn:aws:iam::", &account, ":policy/", &named.in_arn()].concat().into())
    }

    /// That of a policy of AWS's own.
    pub(super) fn of_aws(name: &str) -> Self {
        Self(["arn:aws:iam::aws:policy/", name].concat().into())
    }

    /// The first in order.
    pub fn first() -> Self {
        Self("".into())
    }

    /// As it is written.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Returns whether it is one of AWS's own.
    pub fn is_aws(&self) -> bool {
        self.0.starts_with("arn:aws:iam::aws:")
    }

    /// The policy's name, without its path.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }
}

/// A managed policy.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Managed {
    /// Its ARN.
    pub arn: PolicyArn,
    /// The path, which begins and ends with a slash.
    pub path: Rc<str>,
    /// Its unique id, `ANPA…`.
    pub id: Rc<str>,
    /// `Description`
    pub description: Option<Rc<str>>,
    /// When it was created.
    pub created: Time,
    /// When its version was created.
    pub updated: Time,
    /// The name of its version.
    pub version: &'static str,
    /// The document.
    pub policy: Rc<Policy>,
}
