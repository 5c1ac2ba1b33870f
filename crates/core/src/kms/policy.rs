//! Key policies and identity policies as types.
//!
//! Here: what a policy can contain, and the parsing of its principals. Actions and resources are in `pattern`, conditions in
//! `condition`, policy variables in `variable`, the evaluation is in `authorize`, the JSON is in `playground-aws`. A policy
//! holds nothing that can't be evaluated: parsing it fails with an error that names the element.

use super::condition::Condition;
use super::condition_key::ConditionKey;
use super::pattern::Pattern;
use super::variable;
use crate::edition::Edition;
use crate::ids::{AccountId, Principal, account_of_session};
use std::fmt;
use std::rc::Rc;

/// A policy as parsed, or why it is refused.
pub type PolicyInput = Result<Rc<Policy>, PolicyError>;

/// Why a policy is refused: a sentence for `MalformedPolicyDocumentException`.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct PolicyError(pub String);

impl PolicyError {
    /// `<element> '<text>' is not supported; supported: <list>.`
    pub fn unsupported(element: &str, text: &str, supported: &str) -> Self {
        let parts = [element, " '", text, "' is not supported here. Supported: ", supported, "."];
        Self(parts.concat())
    }
}

impl PolicyError {
    /// The error for something that came after an edition.
    pub fn later(element: &str, text: &str, edition: Edition) -> Self {
        let parts = [
            element,
            " '",
            text,
            "' is not supported in ",
            edition.name(),
            ": AWS did not have it yet. Leave it out.",
        ];
        Self(parts.concat())
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A policy that can be evaluated, with its text.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Policy {
    /// The document as it was put, returned unchanged.
    pub text: Rc<str>,
    /// The statements in the order of the document, which has no effect.
    pub statements: Vec<Statement>,
}

/// The version of the policy language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// `2008-10-17`, which holds if a policy names none. It has no variables: `${` is text.
    #[default]
    V2008,
    /// `2012-10-17`
    V2012,
}

impl Version {
    /// Parses the value of `Version`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "2008-10-17" => Some(Self::V2008),
            "2012-10-17" => Some(Self::V2012),
            _ => None,
        }
    }
}

/// Whether a statement allows or denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Effect {
    /// Allows what it matches, unless something denies it.
    Allow,
    /// Denies what it matches, whatever allows it.
    Deny,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Statement {
    /// The statement's name, which is shown when it decides a call.
    pub sid: Option<Rc<str>>,
    /// Whether it allows or denies.
    pub effect: Effect,
    /// The principals of a key policy's statement. In an identity policy, [`Who::Anyone`]: it applies to the
    /// user that it is attached to.
    pub who: Vec<Who>,
    /// Patterns of `kms:Name`; case has no effect.
    pub actions: Vec<Pattern>,
    /// Patterns of ARNs. In a key policy, `*` is the key itself.
    pub resources: Vec<Pattern>,
    /// The conditions; all must hold.
    pub conditions: Vec<Condition>,
    /// The elements that are written as `NotPrincipal`, `NotAction` or `NotResource`: they apply to everything but what
    /// they list.
    pub inverted: Vec<Element>,
    /// Whether `${…}` in resources and conditions is a policy variable: there is one, and the policy's version has them.
    pub variables: bool,
}

/// An element that a statement has in its own form or as `Not…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Element {
    /// `Principal`
    Principal,
    /// `Action`
    Action,
    /// `Resource`
    Resource,
}

impl Statement {
    /// A statement without a name, conditions and variables.
    pub fn new(effect: Effect, who: Vec<Who>, actions: Vec<Pattern>, resources: Vec<Pattern>) -> Self {
        let (conditions, inverted) = (Vec::new(), Vec::new());
        Self { sid: None, effect, who, actions, resources, conditions, inverted, variables: false }
    }

    /// Returns whether the element is written as `Not…`.
    pub fn inverts(&self, element: Element) -> bool {
        self.inverted.contains(&element)
    }

    /// Returns whether the statement applies to the caller itself. `NotPrincipal` makes an exception only for a caller that
    /// is named together with its account, as AWS advises; AWS does not say for each service what else it does.
    pub fn names(&self, caller: &Principal) -> bool {
        if !self.inverts(Element::Principal) {
            return self.who.iter().any(|who| who.is(caller));
        }
        let itself = self.who.iter().any(|who| who.is(caller)) && self.lists_role_and_session(caller);
        let everyone = self.who.contains(&Who::Anyone);
        let account = caller.account().is_none() || self.lists_account_of(caller);
        !(everyone || (itself && account))
    }

    /// Returns whether the statement names the caller's account, and so passes an allowed call on to its identity policies.
    pub fn passes_on_to(&self, caller: &Principal) -> bool {
        !self.inverts(Element::Principal) && self.lists_account_of(caller)
    }

    /// Returns whether the statement applies to the caller itself or to its account.
    pub fn is_aimed_at(&self, caller: &Principal) -> bool {
        self.names(caller) || self.passes_on_to(caller)
    }

    /// Returns whether the statement names the session itself, and not only its role: a session policy does not limit what
    /// such a statement allows.
    pub fn names_session(&self, caller: &Principal) -> bool {
        !self.inverts(Element::Principal) && self.who.iter().any(|who| who.is_session(caller))
    }

    /// An exception for a session lists the session as well as its role; one for others lists nothing more.
    fn lists_role_and_session(&self, caller: &Principal) -> bool {
        let Principal::Session(session) = caller else { return true };
        let role = session.role();
        self.who.iter().any(|who| matches!(who, Who::One(named) if *named == role))
            && self.who.iter().any(|who| who.is_session(caller))
    }

    fn lists_account_of(&self, caller: &Principal) -> bool {
        self.who.iter().any(|who| who.is_account_of(caller))
    }
}

impl Policy {
    /// The first condition key that AWS did not have in that edition, as `since` tells.
    pub fn later_key(&self, edition: Edition, since: fn(&ConditionKey) -> Edition) -> Option<String> {
        let conditions = || self.statements.iter().flat_map(|statement| &statement.conditions);
        let with_variables = self.statements.iter().filter(|statement| statement.variables);
        let resources =
            with_variables.clone().flat_map(|statement| &statement.resources).map(Pattern::as_str);
        let values = with_variables.flat_map(|statement| &statement.conditions).flat_map(|one| &one.values);
        let texts = resources.chain(values.map(|value| &**value));
        let own = conditions().map(|condition| condition.key.clone());
        own.chain(texts.flat_map(variable::keys)).find(|key| since(key) > edition).map(|key| key.name())
    }

    /// Returns whether what a call knows for condition keys has an effect.
    pub fn looks_at_calls(&self) -> bool {
        self.statements.iter().any(|statement| statement.variables || !statement.conditions.is_empty())
    }

    /// Returns whether a condition looks at a key.
    pub fn asks_for(&self, key: &ConditionKey) -> bool {
        self.statements
            .iter()
            .flat_map(|statement| &statement.conditions)
            .any(|condition| condition.key == *key)
    }
}

/// The principals that a statement of a key policy applies to.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Who {
    /// `"*"` or `{"AWS": "*"}`: everyone, services included.
    Anyone,
    /// A user, a role, a service, or an account: `Principal::Root` in a policy stands for the account, which
    /// may then pass the permission on by its identity policies.
    One(Principal),
    /// A session of AWS STS, by its ARN: `assumed-role/<role>/<session>` or `federated-user/<name>`.
    Session(AccountId, Rc<str>),
}

const WHO: &str = "\"*\", and under \"AWS\" an account id, arn:aws:iam::<account>:root, :user/<path and name> or \
                   :role/<path and name>, arn:aws:sts::<account>:assumed-role/<role>/<session> or \
                   :federated-user/<name>, and under \"Service\" a name such as rds.amazonaws.com";

impl Who {
    /// Parses a value of the `AWS` member: `*`, an account id, or the ARN of a root, user or role.
    pub fn aws(text: &str) -> Result<Self, PolicyError> {
        if text == "*" {
            return Ok(Self::Anyone);
        }
        // AWS has neither wildcards nor variables in principals.
        if text.contains(['*', '?', '$']) {
            return Err(PolicyError::unsupported("Principal", text, WHO));
        }
        let arn = ["arn:aws:iam::", text, ":root"].concat();
        match Principal::parse(text).or_else(|_| Principal::parse(&arn)) {
            Ok(who) if !matches!(who, Principal::Service(_)) => Ok(Self::One(who)),
            Ok(_) | Err(_) => account_of_session(text)
                .map(|account| Self::Session(account, text.into()))
                .ok_or_else(|| PolicyError::unsupported("Principal", text, WHO)),
        }
    }

    /// Parses a value of the `Service` member.
    pub fn service(text: &str) -> Result<Self, PolicyError> {
        match Principal::parse(text) {
            Ok(who @ Principal::Service(_)) if !text.contains(['*', '?']) => Ok(Self::One(who)),
            _ => Err(PolicyError::unsupported("Service principal", text, WHO)),
        }
    }

    /// The error for a member of `Principal` that is neither `AWS` nor `Service`.
    pub fn unknown_kind(kind: &str) -> PolicyError {
        let has = match kind {
            "CanonicalUser" => {
                "AWS and Service; canonical users are principals of policies of Amazon S3 only"
            }
            "Federated" => {
                "AWS and Service; identity providers are principals of the trust policies of roles only, and are not modeled"
            }
            _ => WHO,
        };
        PolicyError::unsupported("Principal type", kind, has)
    }

    /// Returns whether the caller is this principal, or a service that this statement names. An account does
    /// not match its users: they need an identity policy as well.
    pub fn is(&self, caller: &Principal) -> bool {
        match (self, caller) {
            (Self::Anyone, _) => true,
            (Self::One(Principal::Service(named)), Principal::Service(calling)) => {
                same_service(named, calling)
            }
            (Self::One(named), calling) => calling.acts_as(named),
            (Self::Session(..), calling) => self.is_session(calling),
        }
    }

    /// Returns whether this is the session of the caller, by its ARN.
    fn is_session(&self, caller: &Principal) -> bool {
        matches!((self, caller), (Self::Session(_, arn), Principal::Session(_)) if **arn == *caller.to_string())
    }

    /// Returns whether the caller belongs to the account that this statement names.
    pub fn is_account_of(&self, caller: &Principal) -> bool {
        matches!(self, Self::One(Principal::Root(account)) if Some(*account) == caller.account())
    }
}

/// Returns whether both names are of one service: `rds.amazonaws.com` is `rds.us-east-1.amazonaws.com` in
/// every Region.
pub fn same_service(named: &str, calling: &str) -> bool {
    let calling_name = calling.split('.').next();
    named == calling || (named.split('.').next() == calling_name && named.split('.').count() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn principals_that_can_be_evaluated_and_their_nearest_neighbours() {
        for (text, read) in [
            ("*", true),
            ("111122223333", true),
            ("1111222233334", false),
            ("arn:aws:iam::111122223333:root", true),
            ("arn:aws:iam::111122223333:user/admin", true),
            ("arn:aws:iam::111122223333:user/*", false),
            ("arn:aws:iam::111122223333:user/${aws:username}", false),
            ("arn:aws:iam::111122223333:user/", false),
            ("arn:aws:iam::111122223333:role/app", true),
            ("arn:aws:iam::111122223333:role/service-role/app", true),
            ("arn:aws:sts::111122223333:assumed-role/app/s", true),
            ("arn:aws:sts::111122223333:assumed-role/app", false),
            ("arn:aws:sts::111122223333:assumed-role/app/*", false),
            ("arn:aws:sts::111122223333:federated-user/s", true),
            ("arn:aws:sts::1:federated-user/s", false),
            ("rds.amazonaws.com", false),
        ] {
            assert_eq!(Who::aws(text).is_ok(), read, "{text}");
        }
        assert!(Who::service("rds.amazonaws.com").is_ok());
        assert!(Who::service("*").is_err());
        assert!(Who::service("arn:aws:iam::111122223333:root").is_err());
    }

    #[test]
    fn a_service_is_itself_in_every_region() {
        for (named, calling, same) in [
            ("rds.amazonaws.com", "rds.us-east-1.amazonaws.com", true),
            ("rds.us-east-1.amazonaws.com", "rds.us-east-1.amazonaws.com", true),
            ("rds.eu-west-1.amazonaws.com", "rds.us-east-1.amazonaws.com", false),
            ("s3.amazonaws.com", "rds.us-east-1.amazonaws.com", false),
        ] {
            assert_eq!(same_service(named, calling), same, "{named} {calling}");
        }
    }
}
