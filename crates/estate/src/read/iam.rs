//! IAM: the answer of `get-account-authorization-details`, and the resources of Terraform that are IAM's. Of a policy, only the
//! statements that can be about AWS KMS are kept; the rest is dropped at the door, as trust policies are.

use playground_aws::json::{self, Value};
use playground_aws::policy::{self, Kind};

use super::Walk;
use super::resources::{Read, drop_rest};
use crate::arn::{Arn, in_aws};
use crate::estate::{Identity, KeyPolicy, Table};
use crate::fields::Fields;

/// The answer of `get-account-authorization-details`, as the API or the CLI gives it.
pub(super) fn account(walk: &mut Walk<'_>, fields: &Fields<'_>) {
    let mut accounts: Vec<Arn> = Vec::new();
    for (list, inline) in [("userdetaillist", "userpolicylist"), ("roledetaillist", "rolepolicylist")] {
        for value in fields.list(&[list]) {
            accounts.extend(identity(walk, value, inline));
        }
    }
    for value in fields.list(&["groupdetaillist"]) {
        accounts.extend(identity(walk, value, "grouppolicylist"));
    }
    for value in fields.list(&["policies"]) {
        managed(walk, value);
    }
    if fields.flag(&["istruncated"]) != Some(true) {
        for arn in accounts {
            walk.estate.iam.whole.insert_mut(arn.account().into());
        }
    }
}

/// A user, a role or a group. Returns its ARN.
fn identity(walk: &mut Walk<'_>, value: &Value, inline: &str) -> Option<Arn> {
    let fields = Fields::of(value);
    let arn = arn_of(&fields)?;
    let mut read: Vec<(String, KeyPolicy)> = Vec::new();
    for one in fields.list(&[inline]).iter().map(Fields::of) {
        if let (Some(name), Some(policy)) =
            (one.text(&["policyname"]), policy_of(walk, &one, "policydocument"))
        {
            read.push((name.to_owned(), policy));
        }
    }
    let attached = fields.list(&["attachedmanagedpolicies"]).iter().map(Fields::of);
    let attached: Vec<String> = attached.filter_map(|one| one.text(&["policyarn"])).map(in_aws).collect();
    for policy in &attached {
        walk.estate.iam.knows(policy);
    }
    let one = table(walk, &arn).entry(&arn, Identity::new)?;
    for (name, policy) in read {
        one.put(&name, policy);
    }
    for policy in &attached {
        one.attach(policy);
    }
    for group in fields.list(&["grouplist"]) {
        if let Some(name) = group.as_str().or_else(|| group.get("GroupName")?.as_str()) {
            one.groups.push(name.into());
        }
    }
    one.bounded |= fields.any(&["permissionsboundary"]).is_some();
    drop_rest(&mut walk.read.dropped, &fields);
    Some(arn)
}

/// An ARN of any partition as one of `aws`: as policies are kept.
fn arn_of(fields: &Fields<'_>) -> Option<Arn> {
    Arn::parse(&in_aws(fields.text(&["arn"])?))
}

fn table<'a>(walk: &'a mut Walk<'_>, arn: &Arn) -> &'a mut Table<Identity> {
    let iam = &mut walk.estate.iam;
    if arn.resource().starts_with("group/") { &mut iam.groups } else { &mut iam.identities }
}

/// A managed policy: its default version.
fn managed(walk: &mut Walk<'_>, value: &Value) {
    let fields = Fields::of(value);
    let Some(arn) = fields.text(&["arn"]) else { return };
    let versions: Vec<_> = fields.list(&["policyversionlist"]).iter().map(Fields::of).collect();
    let default = versions.iter().find(|one| one.flag(&["isdefaultversion"]) == Some(true));
    if let Some(policy) = default.and_then(|version| policy_of(walk, version, "document")) {
        walk.estate.iam.managed.insert_mut(in_aws(arn).into(), policy);
    }
    drop_rest(&mut walk.read.dropped, &fields);
}

/// What a resource of Terraform's is.
#[derive(Clone, Copy)]
pub(super) enum Resource {
    /// `aws_iam_role`, `aws_iam_user` or `aws_iam_group`.
    Identity,
    /// `aws_iam_policy`.
    Managed,
    /// A policy in a user, role or group, which this attribute names.
    Inline(&'static str),
    /// A managed policy attached to it.
    Attachment(&'static str),
}

impl Resource {
    /// What a type of Terraform's is, if it is IAM's.
    pub(super) fn of(kind: &str) -> Option<Self> {
        Some(match kind {
            "aws_iam_role" | "aws_iam_user" | "aws_iam_group" => Self::Identity,
            "aws_iam_policy" => Self::Managed,
            "aws_iam_role_policy" => Self::Inline("role"),
            "aws_iam_user_policy" => Self::Inline("user"),
            "aws_iam_group_policy" => Self::Inline("group"),
            "aws_iam_role_policy_attachment" => Self::Attachment("role"),
            "aws_iam_user_policy_attachment" => Self::Attachment("user"),
            "aws_iam_group_policy_attachment" => Self::Attachment("group"),
            _ => return None,
        })
    }
}

/// Reads a resource of Terraform's. One that names a role of which nothing is said is an error: neither says an account.
pub(super) fn terraform(walk: &mut Walk<'_>, resource: Resource, value: &Value) -> Read {
    let fields = Fields::of(value);
    match resource {
        Resource::Identity => {
            let arn = arn_of(&fields).ok_or("It has no ARN, so its account is unknown.")?;
            let mut inline = Vec::new();
            for one in fields.list(&["inlinepolicy"]).iter().map(Fields::of) {
                if let (Some(name), Some(document)) = (one.text(&["name"]), one.any(&["policy"])) {
                    inline.push((name.to_owned(), kept(walk, document)));
                }
            }
            let attached: Vec<String> =
                fields.texts(&["managedpolicyarns"]).into_iter().map(in_aws).collect();
            for policy in &attached {
                walk.estate.iam.knows(policy);
            }
            if let Some(one) = table(walk, &arn).entry(&arn, Identity::new) {
                for (name, policy) in inline {
                    one.put(&name, policy);
                }
                for policy in &attached {
                    one.attach(policy);
                }
                one.bounded |= fields.text(&["permissionsboundary"]).is_some();
            }
        }
        Resource::Managed => {
            if let (Some(arn), Some(document)) = (fields.text(&["arn"]), fields.any(&["policy"])) {
                let policy = kept(walk, document);
                walk.estate.iam.managed.insert_mut(in_aws(arn).into(), policy);
            }
        }
        Resource::Inline(of) => {
            let document = fields.any(&["policy"]).ok_or("It has no policy.")?;
            let policy = kept(walk, document);
            let name = fields.text(&["name"]).unwrap_or_default();
            holder(walk, of, fields.text(&[of]))?.put(name, policy);
        }
        Resource::Attachment(of) => {
            let policy = in_aws(fields.text(&["policyarn"]).ok_or("It names no policy.")?);
            walk.estate.iam.knows(&policy);
            holder(walk, of, fields.text(&[of]))?.attach(&policy);
        }
    }
    walk.read.found("IAM resources");
    drop_rest(&mut walk.read.dropped, &fields);
    Ok(())
}

/// The user, role or group of a name, of which only one account's must be known.
fn holder<'a>(
    walk: &'a mut Walk<'_>,
    of: &str,
    name: Option<&str>,
) -> Result<&'a mut Identity, &'static str> {
    const NOBODY: &str =
        "Nothing before it describes the user, role or group that it belongs to, so its account is unknown.";
    let name = name.map(|name| name.rsplit('/').next().unwrap_or(name)).ok_or(NOBODY)?;
    let iam = &mut walk.estate.iam;
    let table = if of == "group" { &mut iam.groups } else { &mut iam.identities };
    let is_it = |one: &&Identity| one.name() == name && one.arn.resource().split('/').next() == Some(of);
    let found: Vec<Arn> = table.iter().filter(is_it).map(|one| one.arn.clone()).collect();
    match found.as_slice() {
        [one] => table.entry(one, Identity::new).ok_or(NOBODY),
        [] => Err(NOBODY),
        [..] => Err(
            "Several accounts have a user, role or group with this name, and it doesn't say which one it belongs to.",
        ),
    }
}

/// The policy whose document is a member. `write` has no text of what could not be read.
fn policy_of(walk: &mut Walk<'_>, of: &Fields<'_>, member: &str) -> Option<KeyPolicy> {
    let unread = of.text(&["policyunread"]).map(|why| KeyPolicy::Unread(why.to_owned()));
    unread.or_else(|| of.any(&[member]).map(|document| kept(walk, document)))
}

/// A document as it is kept: only with the statements that can be about AWS KMS. The API gives it as an encoded text, the CLI as
/// an object, Terraform as a text.
fn kept(walk: &mut Walk<'_>, document: &Value) -> KeyPolicy {
    let parsed = match document {
        Value::String(text) if text.trim_start().starts_with('%') => {
            decoded(text).and_then(|text| json::parse(&text).ok())
        }
        Value::String(text) => json::parse(text).ok(),
        other => Some(other.clone()),
    };
    let Some(Value::Object(mut members)) = parsed else {
        return KeyPolicy::Unread(String::from("its document isn't a JSON object"));
    };
    let Some((_, statements)) = members.iter_mut().find(|(name, _)| name == "Statement") else {
        return KeyPolicy::Unread(String::from("its document has no statement"));
    };
    let all = match std::mem::replace(statements, Value::Null) {
        Value::Array(all) => all,
        one => vec![one],
    };
    let count = all.len();
    let about: Vec<Value> = all.into_iter().filter(is_about_kms).collect();
    walk.read.dropped.others += count - about.len();
    if about.is_empty() {
        return KeyPolicy::nothing();
    }
    *statements = Value::Array(about);
    match policy::read(&in_aws(&json::compact(&Value::Object(members))), Kind::Identity) {
        Ok(policy) => KeyPolicy::Read(policy),
        Err(why) => {
            let why = why.to_string();
            KeyPolicy::Unread(why.split(" Supported: ").next().unwrap_or(&why).to_owned())
        }
    }
}

/// Returns whether a statement may be about AWS KMS: by its actions, one at least.
fn is_about_kms(statement: &Value) -> bool {
    let Some(actions) = statement.get("Action") else { return true };
    let may = |action: &Value| {
        let action = action.as_str().unwrap_or_default();
        let service = action.split(':').next().unwrap_or_default();
        service.eq_ignore_ascii_case("kms") || service.contains(['*', '?'])
    };
    match actions {
        Value::Array(all) => all.iter().any(may),
        one => may(one),
    }
}

/// A text without its `%41`.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        rest = match (first, others) {
            (b'%', [high, low, after @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|it| u8::try_from(it).ok());
                bytes.push(digit(high)? * 16 + digit(low)?);
                after
            }
            (byte, after) => {
                bytes.push(*byte);
                after
            }
        };
    }
    String::from_utf8(bytes).ok()
}
