//! Conditions of policies: a condition key, a test, and values.
//!
//! An operator or key that is not known is an error when the policy is put. AWS accepts some of them; but ignoring a
//! condition would change who may do what, so none is ignored. The keys are in `condition_key`, numbers, times and addresses
//! in `condition_value`.

use super::authorize::RequestContext;
use super::condition_key::ConditionKey;
use super::condition_value::{Network, base64, number, time};
use super::pattern::{Case, equal, fits, fits_arn};
use super::policy::{PolicyError, Version};
use super::variable::{self, Target};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Test {
    /// `StringEquals`
    Equals,
    /// `StringEqualsIgnoreCase`
    EqualsIgnoreCase,
    /// `StringLike`
    Like,
    /// `ArnEquals` and `ArnLike`, which are the same.
    Arn,
    /// `Numeric…`
    Number(Order),
    /// `Date…`
    Date(Order),
    /// `IpAddress`: an address, or a range of them.
    IpAddress,
    /// `BinaryEquals`: the value in base64.
    Binary,
    /// `Bool`
    Bool,
    /// `Null`: the key is absent (`true`) or present (`false`).
    Null,
}

/// How the call's value must lie to that of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Order {
    /// `…Equals`
    Equal,
    /// `…LessThan`
    Less,
    /// `…LessThanEquals`
    LessOrEqual,
    /// `…GreaterThan`
    Greater,
    /// `…GreaterThanEquals`
    GreaterOrEqual,
}

impl Order {
    fn holds(self, found: Ordering) -> bool {
        match self {
            Self::Equal => found.is_eq(),
            Self::Less => found.is_lt(),
            Self::LessOrEqual => found.is_le(),
            Self::Greater => found.is_gt(),
            Self::GreaterOrEqual => found.is_ge(),
        }
    }
}

/// The operators: name, test, and whether the comparison must not hold.
const OPERATORS: &[(&str, Test, bool)] = &[
    ("StringEquals", Test::Equals, false),
    ("StringNotEquals", Test::Equals, true),
    ("StringEqualsIgnoreCase", Test::EqualsIgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Test::EqualsIgnoreCase, true),
    ("StringLike", Test::Like, false),
    ("StringNotLike", Test::Like, true),
    ("ArnEquals", Test::Arn, false),
    ("ArnLike", Test::Arn, false),
    ("ArnNotEquals", Test::Arn, true),
    ("ArnNotLike", Test::Arn, true),
    ("NumericEquals", Test::Number(Order::Equal), false),
    ("NumericNotEquals", Test::Number(Order::Equal), true),
    ("NumericLessThan", Test::Number(Order::Less), false),
    ("NumericLessThanEquals", Test::Number(Order::LessOrEqual), false),
    ("NumericGreaterThan", Test::Number(Order::Greater), false),
    ("NumericGreaterThanEquals", Test::Number(Order::GreaterOrEqual), false),
    ("DateEquals", Test::Date(Order::Equal), false),
    ("DateNotEquals", Test::Date(Order::Equal), true),
    ("DateLessThan", Test::Date(Order::Less), false),
    ("DateLessThanEquals", Test::Date(Order::LessOrEqual), false),
    ("DateGreaterThan", Test::Date(Order::Greater), false),
    ("DateGreaterThanEquals", Test::Date(Order::GreaterOrEqual), false),
    ("IpAddress", Test::IpAddress, false),
    ("NotIpAddress", Test::IpAddress, true),
    ("BinaryEquals", Test::Binary, false),
    ("Bool", Test::Bool, false),
    ("Null", Test::Null, false),
];

impl Test {
    /// What a value must be, if it is none of it; `None` for a value that can be compared.
    fn misfit(self, value: &str) -> Option<&'static str> {
        let (fits, wanted) = match self {
            Self::Equals | Self::EqualsIgnoreCase | Self::Like | Self::Arn | Self::Binary => return None,
            Self::Bool | Self::Null => {
                (value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false"), "true and false")
            }
            Self::Number(_) => {
                (number(value).is_some(), "numbers of at most 18 digits, with at most 9 more after a point")
            }
            Self::Date(_) => (
                time(value).is_some(),
                "dates such as 2026-12-01T09:00:00Z and seconds since 1970-01-01T00:00:00Z",
            ),
            Self::IpAddress => (
                Network::parse(value).is_some(),
                "addresses such as 203.0.113.7, 203.0.113.0/24 and 2001:db8::/32",
            ),
        };
        (!fits).then_some(wanted)
    }

    /// Returns whether AWS replaces policy variables in the values.
    const fn takes_variables(self) -> bool {
        match self {
            Self::Equals | Self::EqualsIgnoreCase | Self::Like | Self::Arn => true,
            Self::Number(_) | Self::Date(_) | Self::IpAddress | Self::Binary | Self::Bool | Self::Null => {
                false
            }
        }
    }
}

/// How many of the call's values must match, when a key can have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Quantifier {
    /// No qualifier: the key has at most one value.
    One,
    /// `ForAnyValue:`
    Any,
    /// `ForAllValues:`
    All,
}

/// A condition. It holds if one of its values does.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Condition {
    /// The condition key.
    pub key: ConditionKey,
    /// How values are compared.
    pub test: Test,
    /// `…Not…`: the condition holds when the comparison does not.
    pub negated: bool,
    /// `…IfExists`: the condition also holds when the key is absent.
    pub if_exists: bool,
    /// How many of the call's values must match.
    pub quantifier: Quantifier,
    /// The values to compare with; at least one.
    pub values: Vec<Rc<str>>,
}

impl Condition {
    /// Parses `operator`, `key` and `values` as a policy of that version has them.
    pub fn new(
        operator: &str,
        key: &str,
        values: Vec<Rc<str>>,
        version: Version,
    ) -> Result<Self, PolicyError> {
        let (quantifier, rest) = match operator.split_once(':') {
            Some(("ForAnyValue", rest)) => (Quantifier::Any, rest),
            Some(("ForAllValues", rest)) => (Quantifier::All, rest),
            _ => (Quantifier::One, operator),
        };
        let (name, if_exists) = rest.strip_suffix("IfExists").map_or((rest, false), |name| (name, true));
        let known = OPERATORS.iter().find(|(known, test, _)| {
            *known == name && (*test != Test::Null || (!if_exists && quantifier == Quantifier::One))
        });
        let Some(&(_, test, negated)) = known else { return Err(unknown_operator(operator)) };
        let key_name = key;
        let key = ConditionKey::parse(key)?;
        if key.has_several() && quantifier == Quantifier::One && test != Test::Null {
            let with = "the operator after ForAnyValue: or ForAllValues:, since the key has several values";
            return Err(PolicyError::unsupported("Condition key", key_name, with));
        }
        if values.is_empty() {
            return Err(PolicyError(["Condition key '", key_name, "' has no value."].concat()));
        }
        for value in &values {
            if let Some(wanted) = test.misfit(value) {
                return Err(PolicyError::unsupported("Condition value", value, wanted));
            }
            if !test.takes_variables() && variable::has_any(value, version) {
                let with = "policy variables with String and Arn operators";
                return Err(PolicyError::unsupported("Condition value", value, with));
            }
            variable::check("Condition value", value, version)?;
        }
        Ok(Self { key, test, negated, if_exists, quantifier, values })
    }

    /// Returns whether the condition holds for a call. `variables`: whether `${…}` in a value is a policy variable.
    pub fn holds(&self, call: &RequestContext<'_>, variables: bool) -> bool {
        let has = call.values(&self.key);
        if self.test == Test::Null {
            let absent = if has.is_empty() { "true" } else { "false" };
            return self.values.iter().any(|v| v.eq_ignore_ascii_case(absent));
        }
        if has.is_empty() {
            // AWS: an absent key fails a positive comparison and passes a negated one.
            return self.if_exists
                || self.quantifier == Quantifier::All
                || (self.negated && self.quantifier == Quantifier::One);
        }
        let wanted: Vec<Cow<'_, str>> =
            self.values.iter().filter_map(|value| self.meant(value, call, variables)).collect();
        let fit = |found: &Rc<str>| wanted.iter().any(|v| self.compare(v, found, call)) != self.negated;
        if self.quantifier == Quantifier::All { has.iter().all(fit) } else { has.iter().any(fit) }
    }

    /// A value with its variables replaced; `None` if one of them has no value.
    fn meant<'a>(&self, value: &'a str, call: &RequestContext<'_>, variables: bool) -> Option<Cow<'a, str>> {
        if !variables {
            return Some(Cow::Borrowed(value));
        }
        let target = match self.test {
            Test::Like | Test::Arn => Target::Pattern,
            Test::Equals | Test::EqualsIgnoreCase => Target::Text,
            Test::Number(_) | Test::Date(_) | Test::IpAddress | Test::Binary | Test::Bool | Test::Null => {
                return Some(Cow::Borrowed(value));
            }
        };
        variable::expanded(value, call, target).map(Cow::Owned)
    }

    fn compare(&self, wanted: &str, found: &str, call: &RequestContext<'_>) -> bool {
        let budget = &call.budget;
        let parsed = || budget.take(wanted.len() + found.len());
        match self.test {
            Test::Like => fits(wanted, found, Case::Kept, budget),
            Test::Equals => equal(wanted, found, Case::Kept, budget),
            Test::EqualsIgnoreCase | Test::Bool | Test::Null => equal(wanted, found, Case::Ignored, budget),
            Test::Arn => fits_arn(wanted, found, budget),
            Test::Number(order) => parsed() && in_order(order, number(found), number(wanted)),
            Test::Date(order) => parsed() && in_order(order, time(found), time(wanted)),
            Test::IpAddress => {
                let network = || Network::parse(wanted);
                parsed() && found.parse().is_ok_and(|address| network().is_some_and(|all| all.has(address)))
            }
            Test::Binary => parsed() && base64(found.as_bytes()) == wanted,
        }
    }
}

/// Returns whether both are there and `found` lies to `wanted` as it must.
fn in_order<T: Ord>(order: Order, found: Option<T>, wanted: Option<T>) -> bool {
    found.zip(wanted).is_some_and(|(found, wanted)| order.holds(found.cmp(&wanted)))
}

fn unknown_operator(operator: &str) -> PolicyError {
    let names: Vec<&str> = OPERATORS.iter().map(|(name, ..)| *name).collect();
    let supported =
        [&names.join(", "), "; all but Null also with IfExists and after ForAnyValue: or ForAllValues:"];
    PolicyError::unsupported("Condition operator", operator, &supported.concat())
}

#[cfg(test)]
mod tests;
