//! Key policies and identity policies as types.
//!
//! Here: what a policy can contain, and the parsing of its principals, actions and resources. Conditions are
//! in `condition`, the evaluation is in `authorize`, the JSON is in `playground-aws`. A policy holds nothing
//! that can't be evaluated: parsing it fails with an error that names the element.

use super::condition::Condition;
use crate::ids::Principal;
use std::cell::Cell;
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

    /// Returns whether the pattern matches the whole name of an action, in any case.
    pub fn fits_action(&self, permission: &str, budget: &Budget) -> bool {
        fits(&self.0, permission, Case::Ignored, budget)
    }

    /// Returns whether the pattern matches an ARN. It is compared part by part: a wildcard does not match the
    /// colons of an ARN, except a `*` at the very end of the pattern (IAM User Guide, "IAM JSON policy
    /// elements: Resource").
    pub fn fits_arn(&self, arn: &str, budget: &Budget) -> bool {
        let parts = self.0.split(':').count().min(ARN_PARTS);
        let runs_on = parts == ARN_PARTS || self.0.ends_with('*');
        let (mut wanted, mut found) = (self.0.splitn(parts, ':'), arn.splitn(parts, ':'));
        runs_on
            && found.clone().count() == parts
            && wanted.all(|part| found.next().is_some_and(|text| fits(part, text, Case::Kept, budget)))
    }
}

/// `arn`, partition, service, Region, account, and the resource, which may contain colons.
const ARN_PARTS: usize = 6;

/// How many comparisons of characters the policies of one call may still make. Without a limit, a policy of
/// 32 kB and an encryption context of 8 kB could take minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget(Cell<usize>);

impl Default for Budget {
    fn default() -> Self {
        Self(Cell::new(Self::COMPARISONS))
    }
}

impl Budget {
    /// The budget of a call: some 10 ms in a browser, and more than any policy needs that was written to be
    /// read.
    pub const COMPARISONS: usize = 2_000_000;

    /// Returns whether the budget is used up. All comparisons since then had a negative result, so the answer
    /// is meaningless.
    pub const fn is_spent(&self) -> bool {
        self.0.get() == 0
    }

    /// Takes `cost`, or everything that is left. Returns whether there was enough.
    fn take(&self, cost: usize) -> bool {
        self.0.set(self.0.get().saturating_sub(cost));
        !self.is_spent()
    }
}

/// Whether letters (of ASCII) are compared by case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// By case.
    Kept,
    /// Without case.
    Ignored,
}

/// Returns whether two texts are equal.
pub(super) fn equal(one: &str, other: &str, case: Case, budget: &Budget) -> bool {
    budget.take(one.len().min(other.len()) + 1)
        && match case {
            Case::Kept => one == other,
            Case::Ignored => one.eq_ignore_ascii_case(other),
        }
}

/// Returns whether the whole of `text` matches a pattern with `*` and `?`. The runs between the stars are
/// searched from left to right, each at the first possible position; that is enough, since a later one leaves
/// less for the others.
pub(super) fn fits(pattern: &str, text: &str, case: Case, budget: &Budget) -> bool {
    if case == Case::Ignored {
        return fits(&pattern.to_ascii_lowercase(), &text.to_ascii_lowercase(), Case::Kept, budget);
    }
    let mut runs = pattern.split('*');
    let Some(mut rest) = runs.next().and_then(|head| after(head, text, budget)) else { return false };
    let Some(tail) = runs.next_back() else { return rest.is_empty() };
    for run in runs {
        let Some(left) = after_first(run, rest, budget) else { return false };
        rest = left;
    }
    let mut ends = rest.chars();
    tail.chars()
        .rev()
        .all(|wanted| budget.take(1) && ends.next_back().is_some_and(|found| one(wanted, found)))
}

/// The text after a run that `text` begins with.
fn after<'a>(run: &str, text: &'a str, budget: &Budget) -> Option<&'a str> {
    let mut text = text.chars();
    for wanted in run.chars() {
        let found = text.next()?;
        if !budget.take(1) || !one(wanted, found) {
            return None;
        }
    }
    Some(text.as_str())
}

/// The text after the first occurrence of a run. For a run without `?`, this takes linear time.
fn after_first<'a>(run: &str, text: &'a str, budget: &Budget) -> Option<&'a str> {
    if !run.contains('?') {
        let (before, rest) = text.split_once(run)?;
        return budget.take(before.len() + run.len()).then_some(rest);
    }
    let mut from = text;
    loop {
        if let Some(rest) = after(run, from, budget) {
            return Some(rest);
        }
        let mut next = from.chars();
        next.next()?;
        if budget.is_spent() {
            return None;
        }
        from = next.as_str();
    }
}

/// Returns whether a character matches one of a pattern other than `*`.
const fn one(wanted: char, found: char) -> bool {
    wanted == '?' || wanted == found
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
            let budget = Budget::default();
            assert_eq!(Pattern(pattern.into()).fits_action(text, &budget), fit, "{pattern} {text}");
            assert!(!budget.is_spent());
        }
        assert!(!fits("KMS:*", "kms:Decrypt", Case::Kept, &Budget::default()));
    }

    #[test]
    fn a_wildcard_stays_between_the_colons_of_an_arn() {
        let key = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        for (pattern, arn, fit) in [
            ("*", key, true),
            (key, key, true),
            ("arn:aws:kms:*:*:key/*", key, true),
            ("arn:aws:kms:us-*:1111????3333:key/1234abcd-*", key, true),
            ("arn:*:key/*", key, false),
            ("arn:aws:kms:*:key/*", key, false),
            ("arn:aws:kms:*1111:key/*", key, false),
            // Only the star at the end matches colons.
            ("arn:aws:kms:us-east-1:*", key, true),
            ("arn:aws:kms:*", key, true),
            ("arn:aws:kms:eu-*", key, false),
            ("arn:aws:kms:us-east-1", key, false),
            ("arn:aws:rds:*:*:cluster:or*rs", "arn:aws:rds:us-east-1:111122223333:cluster:orders", true),
            ("arn:aws:rds:*:*:*rs", "arn:aws:rds:us-east-1:111122223333:cluster:orders", true),
            ("*", "*", true),
            ("arn:aws:kms:*:*:key/*", "*", false),
        ] {
            assert_eq!(Pattern(pattern.into()).fits_arn(arn, &Budget::default()), fit, "{pattern} {arn}");
        }
    }

    /// Patterns and texts whose comparison takes quadratic time; similar ones stay within the budget.
    #[test]
    fn what_takes_too_many_comparisons_ends_and_says_so() {
        let budget = Budget::default();
        let (pattern, text) = (["*", &"?a".repeat(4_000), "b*"].concat(), "a".repeat(8_000));
        assert!(!fits(&pattern, &text, Case::Kept, &budget));
        assert!(budget.is_spent());
        assert!(!fits("", "", Case::Kept, &budget) || budget.is_spent());
        let budget = Budget::default();
        assert!(!fits(&["*", &"a".repeat(16_000), "b*"].concat(), &"a".repeat(8_000), Case::Kept, &budget));
        assert!(fits(&"*a".repeat(16_000), &"a".repeat(16_000), Case::Kept, &budget));
        assert!(!budget.is_spent(), "without ? it is linear");
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
                let found = fits(&pattern, &text, Case::Kept, &Budget::default());
                assert_eq!(found, naive(&pattern, &text), "{pattern} {text}");
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
