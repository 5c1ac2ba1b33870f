//! Principals: who calls.

use super::{AccountId, IdError, bad};
use std::fmt;
use std::rc::Rc;

/// Who calls: an account's root, an IAM user or role, or an AWS service. The numbers set their order in a
/// map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
#[repr(u8)]
pub enum Principal {
    /// `arn:aws:iam::<account>:root`
    Root(AccountId) = 0,
    /// `arn:aws:iam::<account>:user/<name>`
    User(AccountId, Rc<str>) = 1,
    /// `arn:aws:iam::<account>:role/<name>`
    Role(AccountId, Rc<str>) = 2,
    /// A service, such as `rds.amazonaws.com`.
    Service(Rc<str>) = 3,
}

impl Principal {
    /// Parses an ARN of IAM, or the name of a service.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        if text.ends_with(".amazonaws.com") && !text.contains([':', '/', ' ']) {
            return Ok(Self::Service(text.into()));
        }
        let Some((account, rest)) = text.strip_prefix("arn:aws:iam::").and_then(|rest| rest.split_once(':'))
        else {
            return bad("Principal", text);
        };
        let account = AccountId::parse(account)?;
        let named = |prefix| rest.strip_prefix(prefix).filter(|name: &&str| !name.is_empty());
        match (rest, named("user/"), named("role/")) {
            ("root", _, _) => Ok(Self::Root(account)),
            (_, Some(name), _) => Ok(Self::User(account, name.into())),
            (_, _, Some(name)) => Ok(Self::Role(account, name.into())),
            _ => bad("Principal", text),
        }
    }

    /// The name of a user or role.
    pub fn user_name(&self) -> Option<&str> {
        match self {
            Self::User(_, name) | Self::Role(_, name) => Some(name),
            Self::Root(_) | Self::Service(_) => None,
        }
    }

    /// The account of the principal; a service has none.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Root(account) | Self::User(account, _) | Self::Role(account, _) => Some(*account),
            Self::Service(_) => None,
        }
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(account) => write!(f, "arn:aws:iam::{account}:root"),
            Self::User(account, name) => write!(f, "arn:aws:iam::{account}:user/{name}"),
            Self::Role(account, name) => write!(f, "arn:aws:iam::{account}:role/{name}"),
            Self::Service(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn principals() {
        for text in
            ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/admin", "rds.amazonaws.com"]
        {
            assert_eq!(Principal::parse(text).unwrap().to_string(), text);
        }
        assert!(Principal::parse("arn:aws:iam::1:root").is_err());
    }
}
