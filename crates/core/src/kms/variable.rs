//! Policy variables in resources and in the values of conditions: `${aws:username}`, with a default
//! `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`, `${$}` for the characters themselves (IAM User Guide, "IAM policy
//! elements: Variables and tags").
//!
//! They are variables in policies of version 2012-10-17 only. A variable without a value and without a default is null: no
//! text equals it or is like it. A key's values are in [`condition_key`](super::condition_key).

use super::authorize::RequestContext;
use super::condition_key::ConditionKey;
use super::pattern::LITERAL;
use super::policy::{PolicyError, Version};
use std::rc::Rc;

/// What a text is used as once its variables are replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A pattern, in which the value of a variable has no wildcards.
    Pattern,
    /// A text without wildcards.
    Text,
}

/// What one unit of a text's expansion costs: a name is looked up in the list of condition keys.
const LOOKUP: usize = 64;

/// Splits at the first variable: the text before it, what is between the braces, and the text after it. Between the
/// braces is nothing if they are not closed.
fn first(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let (before, rest) = text.split_once("${")?;
    Some(match rest.split_once('}') {
        Some((inside, after)) => (before, Some(inside), after),
        None => (before, None, ""),
    })
}

/// Returns whether a text has variables.
pub fn has_any(text: &str, version: Version) -> bool {
    version == Version::V2012 && first(text).is_some()
}

/// A variable's key, and its default.
fn read(inside: &str) -> Result<(ConditionKey, Option<&str>), PolicyError> {
    let (name, default) =
        inside.split_once(',').map_or((inside, None), |(name, default)| (name, Some(default)));
    let key = ConditionKey::parse(name.trim())?;
    let Some(default) = default else { return Ok((key, None)) };
    let quoted = default.trim().strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    match quoted {
        Some(text) => Ok((key, Some(text))),
        None => Err(PolicyError::unsupported("Policy variable default", default, "a text in single quotes")),
    }
}

/// Checks the variables of an element's text: each names a condition key with one value.
pub(super) fn check(element: &str, text: &str, version: Version) -> Result<(), PolicyError> {
    let mut rest = if version == Version::V2012 { text } else { "" };
    while let Some((_, inside, after)) = first(rest) {
        rest = after;
        match inside {
            None => return Err(PolicyError::unsupported(element, text, "policy variables that end with }")),
            Some("*" | "?" | "$") => {}
            Some(inside) if read(inside)?.0.has_several() => {
                let with = "policy variables of condition keys that have one value";
                return Err(PolicyError::unsupported(element, text, with));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The keys of a text's variables.
pub(super) fn keys(text: &str) -> Vec<ConditionKey> {
    let (mut out, mut rest) = (Vec::new(), text);
    while let Some((_, inside, after)) = first(rest) {
        rest = after;
        out.extend(inside.and_then(|inside| read(inside).ok()).map(|(key, _)| key));
    }
    out
}

/// The text with the values of its variables, or `None` if one has none, or if the call's budget is spent.
pub(super) fn expanded(text: &str, call: &RequestContext<'_>, target: Target) -> Option<String> {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, inside, after)) = first(rest) {
        rest = after;
        out.push_str(before);
        let inside = inside?;
        let value: Rc<str> = match inside {
            "*" | "?" | "$" => inside.into(),
            _ => {
                let (key, default) = read(inside).ok()?;
                match call.values(&key).into_iter().next() {
                    Some(value) => value,
                    None => default?.replace("''", "'").into(),
                }
            }
        };
        if !call.budget.take(LOOKUP + value.len()) {
            return None;
        }
        let as_literal =
            |c: char| LITERAL.iter().find(|(wildcard, _)| *wildcard == c).map_or(c, |(_, literal)| *literal);
        match target {
            Target::Pattern => out.extend(value.chars().map(as_literal)),
            Target::Text => out.push_str(&value),
        }
    }
    out.push_str(rest);
    Some(out)
}
