//! Policies under made-up names: the same statements about made-up principals, contexts and resources.

use std::rc::Rc;

use playground_aws::json::{self, Value};
use playground_aws::policy;
pub(super) use playground_aws::policy::Kind;
use playground_core::kms::policy::Policy;

use super::names::Names;
use crate::estate::KeyPolicy;

/// A policy, which may be one that can't be evaluated.
pub(super) fn redacted(names: &mut Names, of: &KeyPolicy, kind: Kind) -> KeyPolicy {
    match of {
        KeyPolicy::Read(policy) if policy.text.is_empty() => KeyPolicy::nothing(),
        KeyPolicy::Read(policy) => read(names, policy, kind),
        KeyPolicy::Unread(why) => KeyPolicy::Unread(reason(why)),
    }
}

fn read(names: &mut Names, of: &Policy, kind: Kind) -> KeyPolicy {
    let Ok(document) = json::parse(&of.text) else { return lost() };
    let members = |(name, value): &(String, Value)| match name.as_str() {
        "Id" => None,
        "Statement" => Some((name.clone(), each(value, &mut |one| statement(names, one)))),
        _ => Some((name.clone(), value.clone())), // `Version`: there are no others
    };
    let members = document.as_object().unwrap_or_default().iter().filter_map(members).collect();
    match policy::read(&json::compact(&Value::Object(members)), kind) {
        Ok(read) => KeyPolicy::Read(read),
        Err(_) => lost(),
    }
}

/// Nothing of the document is in it.
fn lost() -> KeyPolicy {
    KeyPolicy::Unread(String::from("The redacted policy can't be read."))
}

/// Why a policy can't be evaluated, without what stands between quotation marks.
pub(super) fn reason(why: &str) -> String {
    let mut out = String::new();
    let mut rest = why;
    while let Some((before, behind)) = rest.split_once(['\'', '"']) {
        let quoted = behind.split_once(['\'', '"']);
        // A mark that nothing closes is an apostrophe, or the text was cut off.
        let Some((_, behind)) = quoted else { break };
        out.extend([before, "'…'"]);
        rest = behind;
    }
    out.push_str(rest.split(['\'', '"']).next().unwrap_or_default());
    out
}

/// A value, or each of a list of them.
fn each(value: &Value, one: &mut dyn FnMut(&Value) -> Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(one).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => one(value),
    }
}

/// The text of a value, or the texts of a list.
fn texts(value: &Value, one: &mut dyn FnMut(&str) -> Rc<str>) -> Value {
    each(value, &mut |value| match value {
        Value::String(text) => Value::string(&*one(text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        Value::Array(_) | Value::Object(_) => Value::Null,
    })
}

fn members(of: &Value, one: &mut dyn FnMut(&str, &Value) -> (String, Value)) -> Value {
    let all = of.as_object().unwrap_or_default().iter();
    Value::Object(all.map(|(name, value)| one(name, value)).collect())
}

fn statement(names: &mut Names, of: &Value) -> Value {
    members(of, &mut |name, value| {
        let made_up = match name {
            "Sid" => texts(value, &mut |sid| names.statement(sid)),
            "Principal" | "NotPrincipal" if value.as_object().is_some() => {
                members(value, &mut |kind, who| (kind.to_owned(), texts(who, &mut |text| names.text(text))))
            }
            "Principal" | "NotPrincipal" | "Resource" | "NotResource" => {
                texts(value, &mut |text| names.text(text))
            }
            "Condition" => members(value, &mut |operator, keys| {
                (operator.to_owned(), members(keys, &mut |key, values| condition(names, key, values)))
            }),
            _ => value.clone(), // `Effect`, `Action`, `NotAction`: there are no others
        };
        (name.to_owned(), made_up)
    })
}

/// Condition keys whose values are AWS's own words, times, or numbers.
const WORDS: [&str; 22] = [
    "kms:EncryptionAlgorithm",
    "kms:GrantOperations",
    "kms:GrantConstraintType",
    "kms:KeyOrigin",
    "kms:CustomerMasterKeySpec",
    "kms:CustomerMasterKeyUsage",
    "kms:KeySpec",
    "kms:KeyUsage",
    "kms:MultiRegionKeyType",
    "kms:PrimaryRegion",
    "kms:ReplicaRegion",
    "kms:ViaService",
    "aws:PrincipalType",
    "aws:PrincipalServiceName",
    "aws:RequestedRegion",
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:TokenIssueTime",
    "aws:CalledVia",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
    "rds:DatabaseEngine",
];
/// Condition keys whose values are addresses.
const ADDRESSES: [&str; 2] = ["aws:SourceIp", "aws:VpcSourceIp"];
/// In front of the name of a member of the encryption context.
const CONTEXT: &str = "kms:EncryptionContext:";

fn condition(names: &mut Names, key: &str, values: &Value) -> (String, Value) {
    let is = |known: &&str| known.eq_ignore_ascii_case(key);
    let is_context = key.get(..CONTEXT.len()).is_some_and(|start| start.eq_ignore_ascii_case(CONTEXT));
    let name = match (key.split_once('/'), key.get(CONTEXT.len()..)) {
        (_, Some(member)) if is_context => [CONTEXT, &names.context(member)].concat(),
        (Some((of, tag)), _) => [of, "/", &names.tag(tag)].concat(),
        (None, _) => key.to_owned(),
    };
    let values = if WORDS.iter().any(is) {
        values.clone()
    } else {
        texts(values, &mut |text| match () {
            () if ADDRESSES.iter().any(is) => names.address(text),
            () if is(&"kms:EncryptionContextKeys") => names.context(text),
            () if is(&"aws:TagKeys") => names.tag(text),
            () => names.text(text),
        })
    };
    (name, values)
}
