//! Key policies and identity policies as types.
//!
//! Here: what a policy can contain, and the parsing of its principals, actions and resources. Conditions are
//! in `condition`, the evaluation is in `authorize`, the JSON is in `playground-aws`. A policy holds nothing
//! that can't be evaluated: parsing it fails with an error that names the element.

use super::condition::Condition;
use crate::ids::Principal;
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
}

/// The principals that a statement of a key policy applies to.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Who {
    /// `"*"` or `{"AWS": "*"}`: everyone, services included.
    Anyone,
    /// A user, a role, a service, or an account: `Principal::Root` in a policy stands for the account, which
    /// may then pass the permission on by its identity policies.
    One(Principal),
}

const WHO: &str = "\"*\", and under \"AWS\" an account id, arn:aws:iam::<account>:root, :user/<name> \
                   or :role/<name>, and under \"Service\" a name such as rds.amazonaws.com";

impl Who {
    /// Parses a value of the `AWS` member: `*`, an account id, or the ARN of a root, user or role.
    pub fn aws(text: &str) -> Result<Self, PolicyError> {
        if text == "*" {
            return Ok(Self::Anyone);
        }
        let arn = ["arn:aws:iam::", text, ":root"].concat();
        let read = Principal::parse(text).or_else(|_| Principal::parse(&arn));
        match read {
            Ok(who) if !matches!(who, Principal::Service(_)) && !text.contains(['*', '?', '$']) => {
                Ok(Self::One(who))
            }
            _ => Err(PolicyError::unsupported("Principal", text, WHO)),
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
        PolicyError::unsupported("Principal type", kind, WHO)
    }

    /// Returns whether the caller is this principal, or a service that this statement names. An account does
    /// not match its users: they need an identity policy as well.
    pub fn is(&self, caller: &Principal) -> bool {
        match (self, caller) {
            (Self::Anyone, _) => true,
            (Self::One(Principal::Service(named)), Principal::Service(calling)) => {
                same_service(named, calling)
            }
            (Self::One(named), calling) => named == calling,
        }
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

/// A text with `*` (any run of characters) and `?` (any one character).
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Pattern(Rc<str>);

const ACTIONS: &str = "kms:<name>, with * and ? as wildcards, and *";

impl Pattern {
    /// Makes a pattern of any text. Policy variables (`${…}`) are not evaluated, so they are refused.
    pub fn new(element: &str, text: &str) -> Result<Self, PolicyError> {
        if text.contains("${") {
            return Err(PolicyError::unsupported(element, text, "texts without policy variables"));
        }
        Ok(Self(text.into()))
    }

    /// Parses a value of `Action`. A key policy is about `kms:` only (`any_service` is false); an identity
    /// policy may name other services, which has no effect on keys.
    pub fn action(text: &str, any_service: bool) -> Result<Self, PolicyError> {
        let service = text.split_once(':').map(|(service, _)| service);
        let known = match service {
            None => text == "*",
            Some(service) => any_service || service.eq_ignore_ascii_case("kms"),
        };
        if known { Self::new("Action", text) } else { Err(PolicyError::unsupported("Action", text, ACTIONS)) }
    }

    /// A pattern of a built-in policy.
    pub(super) fn known(text: &'static str) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the pattern matches the whole of `text`.
    pub fn matches(&self, text: &str, ignore_case: bool) -> bool {
        fits(&self.0, text, true, ignore_case)
    }
}

/// Returns whether `text` matches, with `*` and `?` as wildcards if `wild`. At worst linear in the product of
/// the lengths: after a mismatch, only the last `*` is tried one character further.
pub(super) fn fits(pattern: &str, text: &str, wild: bool, ignore_case: bool) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    let mut retry: Option<(std::str::Chars<'_>, std::str::Chars<'_>)> = None;
    loop {
        let (before, rest) = (pattern.clone(), text.clone());
        let (wanted, found) = (pattern.next(), text.next());
        let matched = match (wanted, found) {
            (None, None) => return true,
            (Some('*'), _) if wild => {
                text = rest.clone();
                retry = Some((before, rest));
                true
            }
            (Some('?'), Some(_)) if wild => true,
            (Some(a), Some(b)) => a == b || (ignore_case && a.eq_ignore_ascii_case(&b)),
            _ => false,
        };
        if !matched {
            let Some((star, mut from)) = retry.take() else { return false };
            if from.next().is_none() {
                return false;
            }
            // Back to the last star, which takes one more character.
            pattern = star.clone();
            pattern.next();
            text = from.clone();
            retry = Some((star, from));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards() {
        for (pattern, text, fit) in [
            ("*", "", true),
            ("*", "kms:Decrypt", true),
            ("kms:*", "kms:Decrypt", true),
            ("kms:GenerateDataKey*", "kms:GenerateDataKeyWithoutPlaintext", true),
            ("kms:GenerateDataKey*", "kms:GenerateRandom", false),
            ("kms:ReEncrypt*", "kms:ReEncryptFrom", true),
            ("KMS:decrypt", "kms:Decrypt", true),
            ("kms:?ecrypt", "kms:Decrypt", true),
            ("kms:?ecrypt", "kms:ecrypt", false),
            ("kms:Decrypt", "kms:DecryptX", false),
            ("kms:*Key*tion", "kms:EnableKeyRotation", true),
            ("kms:*Key*tion", "kms:EnableKey", false),
            ("a*b*c", "axxbyybzc", true),
            ("a*b*c", "axxbyybz", false),
            ("", "", true),
            ("", "a", false),
        ] {
            assert_eq!(Pattern(pattern.into()).matches(text, true), fit, "{pattern} {text}");
        }
        assert!(!Pattern("KMS:*".into()).matches("kms:Decrypt", false));
        assert!(!fits("*", "kms:Decrypt", false, false));
    }

    /// A second implementation of `*` and `?`, slow and simple.
    fn naive(pattern: &str, text: &str) -> bool {
        let rest = |s: &str| s.get(1..).unwrap_or_default().to_owned();
        match (pattern.chars().next(), text.chars().next()) {
            (None, found) => found.is_none(),
            (Some('*'), None) => naive(&rest(pattern), text),
            (Some('*'), Some(_)) => naive(&rest(pattern), text) || naive(pattern, &rest(text)),
            (Some('?'), Some(_)) => naive(&rest(pattern), &rest(text)),
            (Some(a), Some(b)) => a == b && naive(&rest(pattern), &rest(text)),
            (Some(_), None) => false,
        }
    }

    #[test]
    fn every_short_pattern_agrees_with_a_second_reading() {
        let all = |letters: &str| {
            let mut texts = vec![String::new()];
            let mut last = texts.clone();
            for _ in 0..4 {
                last = last.iter().flat_map(|t| letters.chars().map(move |c| format!("{t}{c}"))).collect();
                texts.extend(last.clone());
            }
            texts
        };
        for pattern in all("ab*?") {
            for text in all("ab") {
                assert_eq!(fits(&pattern, &text, true, false), naive(&pattern, &text), "{pattern} {text}");
            }
        }
    }

    #[test]
    fn principals_that_can_be_evaluated_and_their_nearest_neighbours() {
        for (text, read) in [
            ("*", true),
            ("111122223333", true),
            ("1111222233334", false),
            ("arn:aws:iam::111122223333:root", true),
            ("arn:aws:iam::111122223333:user/admin", true),
            ("arn:aws:iam::111122223333:user/*", false),
            ("arn:aws:iam::111122223333:role/app", true),
            ("arn:aws:sts::111122223333:assumed-role/app/s", false),
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

    #[test]
    fn a_key_policy_speaks_of_kms_only() {
        for (text, any_service, read) in [
            ("kms:*", false, true),
            ("*", false, true),
            ("s3:*", false, false),
            ("s3:*", true, true),
            ("Decrypt", true, false),
            ("kms:${aws:username}", false, false),
        ] {
            assert_eq!(Pattern::action(text, any_service).is_ok(), read, "{text}");
        }
    }
}
