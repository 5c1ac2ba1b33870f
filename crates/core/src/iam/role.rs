//! IAM roles, and users that were created; both by name.

use crate::env::Time;
use crate::ids::{AccountId, Principal};
use crate::kms::policy::Policy;
use crate::map::Map;
use std::rc::Rc;

/// Path and name: `/` and `reader`, or `/apps/` and `reader`.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Named {
    /// The account.
    pub account: AccountId,
    /// The path, which begins and ends with a slash.
    pub path: Rc<str>,
    /// The name, which no other of the account has, whatever the path.
    pub name: Rc<str>,
}

impl Named {
    /// Path and name as an ARN has them: `apps/reader`.
    pub fn in_arn(&self) -> Rc<str> {
        let path = self.path.strip_prefix('/').unwrap_or(&self.path);
        [path, &self.name].concat().into()
    }
}

/// A role.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Role {
    /// Account, path and name.
    pub named: Named,
    /// Its unique id, `AROA…`: a later role of the same name has another.
    pub id: Rc<str>,
    /// When it was created.
    pub created: Time,
    /// `AssumeRolePolicyDocument`: who may begin sessions.
    pub trust: Rc<Policy>,
    /// `Description`
    pub description: Option<Rc<str>>,
    /// The longest that a session may last, in seconds.
    pub longest_session: u32,
    /// The tags.
    pub tags: Map<Rc<str>, Rc<str>>,
}

impl Role {
    /// Its principal, by which policies name it.
    pub fn principal(&self) -> Principal {
        Principal::Role(self.named.account, self.named.in_arn())
    }
}

/// A user that was created. Nobody has its credentials, so it only is named.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct User {
    /// Account, path and name.
    pub named: Named,
    /// Its unique id, `AIDA…`.
    pub id: Rc<str>,
    /// When it was created.
    pub created: Time,
    /// The tags.
    pub tags: Map<Rc<str>, Rc<str>>,
}

impl User {
    /// Its principal.
    pub fn principal(&self) -> Principal {
        Principal::User(self.named.account, self.named.in_arn())
    }
}
