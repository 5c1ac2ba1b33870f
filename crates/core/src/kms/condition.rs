//! Conditions of policies: a condition key, a test, and values.
//!
//! An operator or key that is not listed here is an error when the policy is put. AWS accepts some of them;
//! but ignoring a condition would change who may do what, so none is ignored.

use super::authorize::RequestContext;
use super::policy::{Case, PolicyError, equal, fits};
use std::rc::Rc;

/// What a condition looks at.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum ConditionKey {
    /// `kms:ViaService`: the service through which a principal's call came.
    ViaService,
    /// `kms:CallerAccount`: the account of the caller; for a service, the account of the resource it acts
    /// for.
    CallerAccount,
    /// `kms:GrantIsForAWSResource`: whether a service asks for the grant for one of its resources.
    GrantIsForAwsResource,
    /// `kms:EncryptionContext:<name>`: the value of that name in the call's context.
    Context(Rc<str>),
    /// `kms:EncryptionContextKeys`: the names in the call's context.
    ContextKeys,
}

const KEYS: &str = "kms:ViaService, kms:CallerAccount, kms:GrantIsForAWSResource, \
                    kms:EncryptionContext:<name>, kms:EncryptionContextKeys";

impl ConditionKey {
    /// Parses AWS's name of the key, in any case.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let named = |name: &str| text.eq_ignore_ascii_case(name);
        let context = "kms:EncryptionContext:";
        Ok(if named("kms:ViaService") {
            Self::ViaService
        } else if named("kms:CallerAccount") {
            Self::CallerAccount
        } else if named("kms:GrantIsForAWSResource") {
            Self::GrantIsForAwsResource
        } else if named("kms:EncryptionContextKeys") {
            Self::ContextKeys
        } else {
            let head = text.get(..context.len()).unwrap_or_default();
            let name = text.get(context.len()..).unwrap_or_default();
            if name.is_empty() || !head.eq_ignore_ascii_case(context) {
                return Err(PolicyError::unsupported("Condition key", text, KEYS));
            }
            Self::Context(name.into())
        })
    }
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Test {
    /// `StringEquals`
    Equals,
    /// `StringEqualsIgnoreCase`
    EqualsIgnoreCase,
    /// `StringLike`
    Like,
    /// `Bool`
    Bool,
    /// `Null`: the key is absent (`true`) or present (`false`).
    Null,
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
    /// `StringNot…`: the condition holds when the comparison does not.
    pub negated: bool,
    /// `…IfExists`: the condition also holds when the key is absent.
    pub if_exists: bool,
    /// How many of the call's values must match.
    pub quantifier: Quantifier,
    /// The values to compare with; at least one.
    pub values: Vec<Rc<str>>,
}

const OPERATORS: &str = "StringEquals, StringNotEquals, StringEqualsIgnoreCase, \
                         StringNotEqualsIgnoreCase, StringLike, StringNotLike and Bool, each also with \
                         IfExists and after ForAnyValue: or ForAllValues:, and Null";

impl Condition {
    /// Parses `operator`, `key` and `values` as a policy has them.
    pub fn new(operator: &str, key: &str, values: Vec<Rc<str>>) -> Result<Self, PolicyError> {
        let (quantifier, rest) = match operator.split_once(':') {
            Some(("ForAnyValue", rest)) => (Quantifier::Any, rest),
            Some(("ForAllValues", rest)) => (Quantifier::All, rest),
            _ => (Quantifier::One, operator),
        };
        let (name, if_exists) = rest.strip_suffix("IfExists").map_or((rest, false), |name| (name, true));
        let (test, negated) = match name {
            "StringEquals" => (Test::Equals, false),
            "StringNotEquals" => (Test::Equals, true),
            "StringEqualsIgnoreCase" => (Test::EqualsIgnoreCase, false),
            "StringNotEqualsIgnoreCase" => (Test::EqualsIgnoreCase, true),
            "StringLike" => (Test::Like, false),
            "StringNotLike" => (Test::Like, true),
            "Bool" => (Test::Bool, false),
            "Null" if !if_exists && quantifier == Quantifier::One => (Test::Null, false),
            _ => return Err(PolicyError::unsupported("Condition operator", operator, OPERATORS)),
        };
        let key_name = key;
        let key = ConditionKey::parse(key)?;
        if key == ConditionKey::ContextKeys && quantifier == Quantifier::One && test != Test::Null {
            let with = "the operator after ForAnyValue: or ForAllValues:, since the key has several values";
            return Err(PolicyError::unsupported("Condition key", key_name, with));
        }
        if values.is_empty() {
            return Err(PolicyError(["Condition key '", key_name, "' has no value."].concat()));
        }
        for value in &values {
            let is_bool = value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false");
            if matches!(test, Test::Bool | Test::Null) && !is_bool {
                return Err(PolicyError::unsupported("Condition value", value, "true and false"));
            }
            if value.contains("${") {
                let without = "texts without policy variables";
                return Err(PolicyError::unsupported("Condition value", value, without));
            }
        }
        Ok(Self { key, test, negated, if_exists, quantifier, values })
    }

    /// Returns whether the condition holds for a call.
    pub fn holds(&self, call: &RequestContext<'_>) -> bool {
        let has = self.found(call);
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
        let fit = |found: &Rc<str>| self.values.iter().any(|v| self.compare(v, found, call)) != self.negated;
        if self.quantifier == Quantifier::All { has.iter().all(fit) } else { has.iter().any(fit) }
    }

    fn compare(&self, wanted: &str, found: &str, call: &RequestContext<'_>) -> bool {
        match self.test {
            Test::Like => fits(wanted, found, Case::Kept, &call.budget),
            Test::Equals => equal(wanted, found, Case::Kept, &call.budget),
            Test::EqualsIgnoreCase | Test::Bool | Test::Null => {
                equal(wanted, found, Case::Ignored, &call.budget)
            }
        }
    }

    /// The values that the call has for the key.
    fn found(&self, call: &RequestContext<'_>) -> Vec<Rc<str>> {
        match &self.key {
            ConditionKey::ViaService => call.via.iter().cloned().collect(),
            ConditionKey::CallerAccount => {
                call.account.iter().map(|account| account.to_string().into()).collect()
            }
            ConditionKey::GrantIsForAwsResource => call
                .for_aws_resource
                .iter()
                .map(|is| if *is { "true".into() } else { "false".into() })
                .collect(),
            ConditionKey::Context(name) => {
                call.context.get_ignoring_case(name).map(Rc::from).into_iter().collect()
            }
            ConditionKey::ContextKeys => {
                call.context.pairs().iter().map(|(name, _)| Rc::clone(name)).collect()
            }
        }
    }
}
