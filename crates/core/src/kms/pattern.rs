//! Patterns of actions and ARNs, and how much comparing a call may still do.
//!
//! Not here: which patterns a statement has (`policy`), and policy variables, which are replaced before a text is
//! compared (`variable`).

use super::policy::{PolicyError, Version};
use super::variable;
use std::cell::Cell;
use std::rc::Rc;

/// A text with `*` (any run of characters) and `?` (any one character).
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Pattern(Rc<str>);

const ACTIONS: &str = "kms:<name>, with * and ? as wildcards, and *";

impl Pattern {
    /// Parses a value of `Resource`: any text, whose policy variables must be known ones.
    pub fn resource(text: &str, version: Version) -> Result<Self, PolicyError> {
        variable::check("Resource", text, version)?;
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
        // AWS replaces variables in resources and conditions only.
        if known && !text.contains("${") {
            Ok(Self(text.into()))
        } else {
            Err(PolicyError::unsupported("Action", text, ACTIONS))
        }
    }

    /// A pattern of a built-in policy.
    pub(crate) fn known(text: &'static str) -> Self {
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
}

/// Returns whether a pattern matches an ARN. It is compared part by part: a wildcard does not match the colons of an ARN,
/// except a `*` at the very end of the pattern (IAM User Guide, "IAM JSON policy elements: Resource", and "Condition
/// operators" for `ArnLike`).
pub(super) fn fits_arn(pattern: &str, arn: &str, budget: &Budget) -> bool {
    if !budget.take((pattern.len() + arn.len()) / SEARCHED + 1) {
        return false;
    }
    let parts = pattern.split(':').count().min(ARN_PARTS);
    let runs_on = parts == ARN_PARTS || pattern.ends_with('*');
    let (mut wanted, mut found) = (pattern.splitn(parts, ':'), arn.splitn(parts, ':'));
    runs_on
        && found.clone().count() == parts
        && wanted.all(|part| found.next().is_some_and(|text| fits(part, text, Case::Kept, budget)))
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
    pub(super) fn take(&self, cost: usize) -> bool {
        self.0.set(self.0.get().saturating_sub(cost));
        !self.is_spent()
    }
}

/// How many bytes are searched for one character at the cost of one comparison.
const SEARCHED: usize = 8;

/// What stands in a pattern for a `*` and a `?` that are no wildcards. Both are noncharacters of Unicode, which no text has
/// that is exchanged.
pub(super) const LITERAL: [(char, char); 2] = [('*', '\u{fdd0}'), ('?', '\u{fdd1}')];

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
    if !budget.take(pattern.len() / SEARCHED + 1) {
        return false;
    }
    if let Some((wildcard, literal)) =
        LITERAL.iter().find(|(wildcard, literal)| pattern.contains(*literal) && text.contains(*wildcard))
    {
        return fits(pattern, &text.replace(*wildcard, literal.encode_utf8(&mut [0; 4])), case, budget);
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
            assert_eq!(fits_arn(pattern, arn, &Budget::default()), fit, "{pattern} {arn}");
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

    #[test]
    fn searching_a_long_pattern_again_and_again_ends_as_well() {
        let (pattern, budget) = ("x".repeat(30_000), Budget::default());
        let tries = |fits: &dyn Fn() -> bool| {
            (0..4_000).take_while(|_| !budget.is_spent()).filter(|_| fits()).count()
        };
        assert_eq!(tries(&|| fits(&pattern, "y", Case::Kept, &budget)), 0);
        assert!(budget.is_spent());
        let budget = Budget::default();
        assert!((0..1_000).all(|_| !fits_arn("arn:aws:kms:*:*:key/*", "y", &budget)) && !budget.is_spent());
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
