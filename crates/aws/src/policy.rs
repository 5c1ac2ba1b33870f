//! Policy documents: parses JSON text into the core's policies.
//!
//! Everything that could change who may do what is either parsed or refused by name: an element, principal,
//! condition operator or condition key that the core can't evaluate is an error here. The text is kept as it
//! was written, so nothing converts a policy back to JSON.

use crate::json::{self, Value};
use playground_core::kms::condition::Condition;
use playground_core::kms::pattern::Pattern;
use playground_core::kms::policy::{Effect, Element, Policy, PolicyError, Statement, Version, Who};
use playground_core::kms::variable;
use std::rc::Rc;

/// What a policy is attached to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A KMS key: every statement has principals, and its actions are all of `kms:`.
    Key,
    /// An IAM user or role: it is the principal of every statement.
    Identity,
    /// An IAM role, which is the resource of every statement: it says who may assume the role.
    Trust,
}

impl Kind {
    /// Returns whether statements have principals.
    fn has_principals(self) -> bool {
        match self {
            Self::Key | Self::Trust => true,
            Self::Identity => false,
        }
    }

    /// Returns whether statements have resources.
    fn has_resources(self) -> bool {
        match self {
            Self::Key | Self::Identity => true,
            Self::Trust => false,
        }
    }

    /// The elements of a statement.
    const fn elements(self) -> &'static str {
        match self {
            Self::Key => {
                "Sid, Effect, Principal or NotPrincipal, Action or NotAction, Resource or NotResource, Condition"
            }
            Self::Identity => "Sid, Effect, Action or NotAction, Resource or NotResource, Condition",
            Self::Trust => "Sid, Effect, Principal or NotPrincipal, Action or NotAction, Condition",
        }
    }
}

/// Parses a policy. The error is the message of `MalformedPolicyDocumentException`.
pub fn read(text: &str, kind: Kind) -> Result<Rc<Policy>, PolicyError> {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{ff}');
    if let Some(other) = text.chars().find(|c| !allowed(*c)) {
        return Err(PolicyError(
            ["The policy has a character that policies can't have: ", &other.to_string()].concat(),
        ));
    }
    let value = json::parse(text)
        .map_err(|error| PolicyError(["The policy is not valid JSON. ", &error.to_string(), "."].concat()))?;
    // The parser keeps the last of two members with one name, so the other would be ignored.
    if members_in(&value) != colons_in(text) {
        return Err(must("An object", "not have two members of one name"));
    }
    let members = object("The policy", &value)?;
    let (mut statements, mut version) = (None, Version::default());
    for (name, value) in members {
        match name.as_str() {
            "Version" => {
                let known = value.as_str().and_then(Version::parse);
                version = known.ok_or_else(|| must("Version", "be \"2012-10-17\" or \"2008-10-17\""))?;
            }
            "Id" => {
                string("Id", value)?;
            }
            "Statement" => statements = Some(value),
            _ => return Err(PolicyError::unsupported("Element", name, "Version, Id, Statement")),
        }
    }
    // The version decides whether a text has variables, wherever in the document it stands.
    match statements.map(|value| each(value, |one| statement(one, kind, version))).transpose()? {
        Some(statements) if !statements.is_empty() => {
            if kind != Kind::Key {
                sids(&statements)?;
            }
            Ok(Rc::new(Policy { text: text.into(), statements }))
        }
        _ => Err(must("Statement", "be there, with at least one statement")),
    }
}

fn statement(value: &Value, kind: Kind, version: Version) -> Result<Statement, PolicyError> {
    let mut effect = None;
    let mut read = Statement::new(Effect::Deny, Vec::new(), Vec::new(), Vec::new());
    for (name, value) in object("A statement", value)? {
        let (own, inverted) = name.strip_prefix("Not").map_or((name.as_str(), false), |own| (own, true));
        match own {
            "Sid" if !inverted => read.sid = Some(string("Sid", value)?.into()),
            "Effect" if !inverted => {
                effect = match value.as_str() {
                    Some("Allow") => Some(Effect::Allow),
                    Some("Deny") => Some(Effect::Deny),
                    _ => return Err(must("Effect", "be \"Allow\" or \"Deny\"")),
                }
            }
            "Principal" if kind.has_principals() => {
                only_one(own, !read.who.is_empty())?;
                read.who = principals(name, value)?;
                read.inverted.extend(inverted.then_some(Element::Principal));
            }
            "Action" => {
                only_one(own, !read.actions.is_empty())?;
                let action = |one: &Value| Pattern::action(string(name, one)?, kind != Kind::Key);
                read.actions = each(value, action)?;
                read.inverted.extend(inverted.then_some(Element::Action));
            }
            "Resource" if kind.has_resources() => {
                only_one(own, !read.resources.is_empty())?;
                read.resources = each(value, |one| resource(name, one, kind, version))?;
                read.inverted.extend(inverted.then_some(Element::Resource));
            }
            "Condition" if !inverted => read.conditions = conditions(value, version)?,
            "Resource" => return Err(PolicyError("Has prohibited field Resource".into())),
            _ => return Err(PolicyError::unsupported("Statement element", name, kind.elements())),
        }
    }
    if !kind.has_principals() {
        read.who.push(Who::Anyone);
    }
    if !kind.has_resources() {
        read.resources.push(Pattern::resource("*", version)?);
    }
    for (name, empty) in [
        ("Effect", effect.is_none()),
        ("Principal", read.who.is_empty()),
        ("Action", read.actions.is_empty()),
        ("Resource", read.resources.is_empty()),
    ] {
        if empty {
            return Err(must(name, "be in every statement, and not be empty"));
        }
    }
    let effect = effect.unwrap_or(Effect::Deny);
    if effect == Effect::Allow && read.inverts(Element::Principal) {
        let with = "NotPrincipal with the effect Deny, as AWS does";
        return Err(PolicyError::unsupported("Effect", "Allow", with));
    }
    let values = read.conditions.iter().flat_map(|condition| &condition.values).map(|value| &**value);
    let mut texts = read.resources.iter().map(Pattern::as_str).chain(values);
    let variables = texts.any(|text| variable::has_any(text, version));
    Ok(Statement { effect, variables, ..read })
}

fn resource(element: &str, value: &Value, kind: Kind, version: Version) -> Result<Pattern, PolicyError> {
    let text = string(element, value)?;
    if kind == Kind::Identity {
        arn(text)?;
    }
    Pattern::resource(text, version)
}

/// AWS takes an element or its opposite, and not both.
fn only_one(element: &str, has_other: bool) -> Result<(), PolicyError> {
    if has_other {
        let both = [element, " and Not", element].concat();
        return Err(must(&both, "not be in one statement: leave out one of them"));
    }
    Ok(())
}

/// IAM's check of statement ids; KMS takes any text.
fn sids(statements: &[Statement]) -> Result<(), PolicyError> {
    let mut all: Vec<&str> = statements.iter().filter_map(|statement| statement.sid.as_deref()).collect();
    if all.iter().any(|sid| !sid.chars().all(|c| c.is_ascii_alphanumeric())) {
        let text = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
        return Err(PolicyError(text.into()));
    }
    all.sort_unstable();
    if all.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
        return Err(PolicyError("Statement IDs (SID) in a single policy must be unique.".into()));
    }
    Ok(())
}

/// IAM's check of a resource: `*`, or an ARN with a partition and a service, whatever follows.
fn arn(text: &str) -> Result<(), PolicyError> {
    let mut parts = text.split(':');
    let (arn, partition, service) = (parts.next(), parts.next(), parts.next());
    match (arn, partition, service) {
        (Some("*"), None, None) => Ok(()),
        (Some("arn"), Some("aws" | "aws-cn" | "aws-us-gov"), service) => match service {
            Some(name) if !name.is_empty() && !name.contains(['*', '?']) => Ok(()),
            Some(_) | None => {
                let text = "Resource vendor must be fully qualified and cannot contain regexes.";
                Err(PolicyError(text.into()))
            }
        },
        (Some("arn"), Some(partition), _) => Err(PolicyError(
            ["Partition \"", partition, "\" is not valid for resource \"", text, "\"."].concat(),
        )),
        _ => Err(PolicyError(["Resource ", text, " must be in ARN format or \"*\"."].concat())),
    }
}

fn principals(element: &str, value: &Value) -> Result<Vec<Who>, PolicyError> {
    if let Some(text) = value.as_str() {
        return match text {
            "*" => Ok(vec![Who::Anyone]),
            _ => Who::aws(text).and(Err(must(element, "be \"*\" or an object with AWS or Service"))),
        };
    }
    let mut all = Vec::new();
    for (kind, value) in object(element, value)? {
        let read: fn(&str) -> Result<Who, PolicyError> = match kind.as_str() {
            "AWS" => Who::aws,
            "Service" => Who::service,
            _ => return Err(Who::unknown_kind(kind)),
        };
        all.extend(each(value, |one| read(string(element, one)?))?);
    }
    Ok(all)
}

fn conditions(value: &Value, version: Version) -> Result<Vec<Condition>, PolicyError> {
    let mut all = Vec::new();
    for (operator, keys) in object("Condition", value)? {
        for (key, values) in object(operator, keys)? {
            let values = each(values, |one| match one {
                Value::String(text) | Value::Number(text) => Ok(Rc::from(text.as_str())),
                Value::Bool(true) => Ok("true".into()),
                Value::Bool(false) => Ok("false".into()),
                _ => {
                    Err(must("A condition's value", "be a text, a number, true or false, or a list of them"))
                }
            })?;
            all.push(Condition::new(operator, key, values, version)?);
        }
    }
    Ok(all)
}

fn members_in(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(members_in).sum(),
        Value::Object(members) => members.iter().map(|(_, value)| 1 + members_in(value)).sum(),
        _ => 0,
    }
}

/// The number of colons outside strings: there is one between the name and the value of each member.
fn colons_in(text: &str) -> usize {
    let (mut inside, mut escaped, mut count) = (false, false, 0);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b':' if !inside => count += 1,
            _ => {}
        }
    }
    count
}

/// Reads one value or a list of values.
fn each<T>(
    value: &Value,
    mut read: impl FnMut(&Value) -> Result<T, PolicyError>,
) -> Result<Vec<T>, PolicyError> {
    match value.as_array() {
        Some(items) => items.iter().map(read).collect(),
        None => Ok(vec![read(value)?]),
    }
}

fn object<'a>(what: &str, value: &'a Value) -> Result<&'a [(String, Value)], PolicyError> {
    value.as_object().ok_or_else(|| must(what, "be an object: { … }"))
}

fn string<'a>(what: &str, value: &'a Value) -> Result<&'a str, PolicyError> {
    value.as_str().ok_or_else(|| must(what, "be a text"))
}

fn must(what: &str, be: &str) -> PolicyError {
    PolicyError([what, " must ", be, "."].concat())
}

#[cfg(test)]
mod tests;
