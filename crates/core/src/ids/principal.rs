//! Principals: who calls.

use super::{AccountId, IdError, bad};
use std::fmt;
use std::rc::Rc;

/// Who calls: an account's root, an IAM user, a session of a role, or an AWS service; and a role, which policies name. The
/// numbers set their order in a map.
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
    /// `arn:aws:sts::<account>:assumed-role/<name>/<session>`: whoever has the credentials of a session. No text is read
    /// as one: a session begins with `AssumeRole`.
    Session(Rc<Session>) = 4,
    /// A session as a grant names it: by the ARN, whichever credentials it has. It never calls.
    NamedSession(AccountId, Rc<str>) = 5,
}

/// A session of a role.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct Session {
    /// The account.
    pub account: AccountId,
    /// The role's path and name, as its ARN has them.
    pub role: Rc<str>,
    /// The role's unique id, `AROA…`.
    pub role_id: Rc<str>,
    /// `RoleSessionName`
    pub name: Rc<str>,
    /// The id of its access key, `ASIA…`: two sessions of one name have different ones.
    pub key: Rc<str>,
    /// When it began, in seconds since 1970.
    pub since: u64,
}

impl Session {
    /// The role.
    pub fn role(&self) -> Principal {
        Principal::Role(self.account, self.role.clone())
    }

    /// The role's name, without its path.
    pub fn role_name(&self) -> &str {
        self.role.rsplit('/').next().unwrap_or_default()
    }

    /// The unique id of whoever acts in it: `AROA…:<session>`.
    pub fn user_id(&self) -> String {
        [&*self.role_id, ":", &self.name].concat()
    }
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

    /// Parses a principal as grants name it: as [`Self::parse`] does, or the ARN of a session.
    pub fn parse_party(text: &str) -> Result<Self, IdError> {
        Self::parse(text).or_else(|bad| match account_of_session(text) {
            Some(account) => Ok(Self::NamedSession(account, text.into())),
            None => Err(bad),
        })
    }

    /// The name of a user, a role or a session.
    pub fn user_name(&self) -> Option<&str> {
        match self {
            Self::User(_, name) | Self::Role(_, name) => Some(name),
            Self::Session(session) => Some(&session.name),
            Self::NamedSession(_, arn) => arn.rsplit('/').next(),
            Self::Root(_) | Self::Service(_) => None,
        }
    }

    /// The account of the principal; a service has none.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Root(account)
            | Self::User(account, _)
            | Self::Role(account, _)
            | Self::NamedSession(account, _) => Some(*account),
            Self::Session(session) => Some(session.account),
            Self::Service(_) => None,
        }
    }

    /// Whose identity policies hold for it: of a session, those of its role.
    #[must_use]
    pub fn holder(&self) -> Self {
        match self {
            Self::Session(session) => session.role(),
            Self::Root(_) | Self::User(..) | Self::Role(..) | Self::Service(_) | Self::NamedSession(..) => {
                self.clone()
            }
        }
    }

    /// Returns whether it is `named`, or a session that is named by its ARN or by its role.
    pub fn acts_as(&self, named: &Self) -> bool {
        match (self, named) {
            (Self::Session(_), Self::NamedSession(_, arn)) => **arn == *self.to_string(),
            (Self::Session(session), _) => session.role() == *named,
            (
                Self::Root(_) | Self::User(..) | Self::Role(..) | Self::Service(_) | Self::NamedSession(..),
                _,
            ) => self == named,
        }
    }
}

/// The account of a session's ARN: `arn:aws:sts::<account>:assumed-role/<role>/<session>`, or `federated-user/<name>`.
pub(crate) fn account_of_session(text: &str) -> Option<AccountId> {
    let (account, rest) = text.strip_prefix("arn:aws:sts::")?.split_once(':')?;
    let is_there = |part: &str| !part.is_empty() && !part.contains('/');
    let named = match rest.split_once('/')? {
        ("assumed-role", rest) => {
            rest.split_once('/').is_some_and(|(role, session)| is_there(role) && is_there(session))
        }
        ("federated-user", name) => is_there(name),
        _ => false,
    };
    AccountId::parse(account).ok().filter(|_| named)
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(account) => write!(f, "arn:aws:iam::{account}:root"),
            Self::User(account, name) => write!(f, "arn:aws:iam::{account}:user/{name}"),
            Self::Role(account, name) => write!(f, "arn:aws:iam::{account}:role/{name}"),
            Self::Service(name) | Self::NamedSession(_, name) => f.write_str(name),
            Self::Session(session) => {
                let (account, role) = (session.account, session.role_name());
                write!(f, "arn:aws:sts::{account}:assumed-role/{role}/{}", session.name)
            }
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

    #[test]
    fn a_session_acts_as_its_role() {
        let role = Principal::parse("arn:aws:iam::111122223333:role/apps/reader").unwrap();
        let session = Principal::Session(Rc::new(Session {
            account: role.account().unwrap(),
            role: "apps/reader".into(),
            role_id: "AROA1".into(),
            name: "s".into(),
            key: "ASIA1".into(),
            since: 0,
        }));
        assert_eq!(session.to_string(), "arn:aws:sts::111122223333:assumed-role/reader/s");
        assert_eq!(session.holder(), role);
        assert!(session.acts_as(&role));
        let named = |text: &str| Principal::parse_party(text).unwrap();
        assert!(session.acts_as(&named("arn:aws:sts::111122223333:assumed-role/reader/s")));
        assert!(!session.acts_as(&named("arn:aws:sts::111122223333:assumed-role/reader/t")));
        assert!(Principal::parse("arn:aws:sts::111122223333:assumed-role/reader/s").is_err());
        assert!(Principal::parse_party("arn:aws:sts::111122223333:assumed-role/apps/reader/s").is_err());
        let other = Principal::parse("arn:aws:iam::111122223333:role/reader").unwrap();
        assert!(!session.acts_as(&other) && !session.acts_as(&Principal::Root(role.account().unwrap())));
    }
}
