//! Keys, their grants and their aliases, as AWS KMS answers about them and CloudTrail records them.

use playground_aws::json::{Object, Value};

use super::{Answer, marked, texts};
use crate::arn::Arn;
use crate::estate::{Alias, Grant, Key, KeyPolicy, Matching};
use crate::read::events::{Said, States};

/// A key in as many answers as there are about it, each of which names it.
pub(super) fn key(of: &Key, states: &States) -> Vec<Value> {
    let Key {
        arn,
        state: _, // what was said of it
        aws_managed,
        deletion: _,
        rotates,
        rotated,
        rotates_next,
        created,
        period,
        spec,
        multi_region,
        policy,
        grants,
    } = of;
    let about = || Answer::of("KeyId", arn.as_str());
    let mut answers = Vec::new();
    // Without a description, another answer made the key known.
    if let Some(said) = states.described(arn) {
        let mut out = about();
        out.text("Arn", Some(arn.as_str())).mark("KeyState", marked(said.state.as_ref()));
        out.mark("DescribedAt", said.at.map(|at| Value::string(at.to_string())));
        out.text("KeyManager", aws_managed.map(|aws| if aws { "AWS" } else { "CUSTOMER" }));
        out.text("KeySpec", spec.as_deref()).time("CreationDate", *created);
        out.time("DeletionDate", said.deletion);
        let related = multi_region.as_deref().map(|kind| Answer::of("MultiRegionKeyType", kind).done());
        out.0.maybe("MultiRegionConfiguration", related);
        answers.push(out.done());
    }
    answers.extend(states.recorded(arn).map(|said| record(arn, said)));
    if rotates.is_some() || rotates_next.is_some() || period.is_some() {
        let mut out = about();
        out.mark("KeyRotationEnabled", rotates.map(Value::Bool)).time("NextRotationDate", *rotates_next);
        answers.push(out.number("RotationPeriodInDays", *period).done());
    }
    if rotated.is_some() {
        answers.push(about().time("RotationDate", *rotated).done());
    }
    match policy {
        Some(KeyPolicy::Read(policy)) => {
            answers
                .push(about().text("PolicyName", Some("default")).text("Policy", Some(&policy.text)).done());
        }
        // Its text is not kept, as nothing can be made of it; why it could not be read is.
        Some(KeyPolicy::Unread(why)) => {
            let mut out = about();
            out.text("PolicyName", Some("default")).mark("Policy", None);
            answers.push(out.text("PolicyUnread", Some(why)).done());
        }
        None => {}
    }
    if let Some(grants) = grants {
        let rows = grants.iter().map(|one| grant(arn, one)).collect();
        let mut out = Object::new();
        out.with("Grants", Value::Array(rows)).text("KeyId", arn.as_str());
        answers.push(out.done());
    }
    answers
}

/// A record of CloudTrail about the state of a key.
fn record(key: &Arn, of: &Said) -> Value {
    let Said { at, state, deletion } = of;
    let mut resource = Object::new();
    resource.text("ARN", key.as_str());
    let event = match state.as_deref() {
        Some("Enabled") => "EnableKey",
        Some("Disabled") => "DisableKey",
        Some(_) | None => "ScheduleKeyDeletion",
    };
    let mut answer = Answer(Object::new());
    answer.text("keyState", state.as_deref()).time("deletionDate", *deletion);
    let mut out = Answer::of("eventSource", "kms.amazonaws.com");
    out.text("eventName", Some(event)).time("eventTime", *at);
    out.0.with("resources", Value::Array(vec![resource.done()])).with("responseElements", answer.done());
    out.done()
}

/// A grant, which names its key.
fn grant(key: &Arn, of: &Grant) -> Value {
    let Grant { id, grantee, operations, retiring, context } = of;
    let mut out = Answer::of("KeyId", key.as_str());
    out.text("GrantId", Some(id)).text("GranteePrincipal", Some(grantee));
    out.text("RetiringPrincipal", retiring.as_deref());
    out.0.with("Operations", texts(operations));
    if let Some((matching, pairs)) = context {
        let mut constraint = Object::new();
        let mut named = Object::new();
        for (name, value) in pairs {
            named.text(name, value);
        }
        let name = match matching {
            Matching::Whole => "EncryptionContextEquals",
            Matching::Part => "EncryptionContextSubset",
        };
        constraint.with(name, named.done());
        out.0.with("Constraints", constraint.done());
    }
    out.done()
}

/// An alias.
pub(super) fn alias(of: &Alias) -> Value {
    let Alias { arn, target } = of;
    let mut out = Answer::of("AliasName", arn.resource());
    out.text("AliasArn", Some(arn.as_str())).text("TargetKeyId", target.as_deref());
    out.done()
}
