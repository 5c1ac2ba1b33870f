//! CloudTrail's records: the list of `lookup-events`, where each event has its whole record as a JSON text.

use super::kms::context_object;
use super::{Iso, dynamic};
use crate::json::{Object, Value, compact};
use crate::shorthand;
use playground_core::edition::Edition;
use playground_core::env::Time;
use playground_core::ids::{KeyId, Principal, Session};
use playground_core::kms::action::Action;
use playground_core::ops::trail::lookup_events::Found;
use playground_core::trail::{TrailCall, TrailEvent, TrailKind};
use playground_core::world::ADDRESS;

/// Parameters that are lists. The model stores each as one text.
const LISTS: [&str; 4] = ["operations", "tagKeys", "valuesToAdd", "valuesToRemove"];

pub(super) fn render(edition: Edition, found: &Found, most: usize) -> Value {
    let events = found.0.iter().take(most).map(|event| listed(edition, event));
    Object::new().with("Events", Value::Array(events.collect())).done()
}

fn listed(edition: Edition, event: &TrailEvent) -> Value {
    let call = &event.call;
    let key = call
        .key
        .iter()
        .chain(&call.source_key)
        .map(|key| Object::new().text("ResourceType", "AWS::KMS::Key").show("ResourceName", &key).done());
    Object::new()
        .show("EventId", &KeyId::uuid(event.id))
        .text("EventName", call.name)
        .text("ReadOnly", if call.read_only { "true" } else { "false" })
        .show("EventTime", &Iso(event.time))
        .text("EventSource", call.service.source())
        .maybe_show("Username", dynamic(call.who.user_name().map(str::to_owned).as_ref()))
        .with("Resources", Value::Array(key.collect()))
        .text("CloudTrailEvent", &compact(&record(edition, event)))
        .done()
}

/// The version of the record's format, and the program that people call with: those of an edition's first month.
const fn versions(edition: Edition) -> (&'static str, &'static str) {
    match edition {
        Edition::Y2020 => ("1.08", "aws-cli/2.1.6"),
        Edition::Y2026 => ("1.11", "aws-cli/2.32.0"),
    }
}

/// The whole record, as CloudTrail writes it.
pub fn record(edition: Edition, event: &TrailEvent) -> Value {
    let call = &event.call;
    let service = call.via.or(match &call.who {
        Principal::Service(name) => Some(name),
        _ => None,
    });
    let (version, program) = versions(edition);
    let (source, agent) =
        service.map_or((call.address.as_deref().unwrap_or(ADDRESS), program), |name| (name, name));
    let resource = call.key.iter().chain(&call.source_key).map(|key| {
        Object::new().show("accountId", &key.account).text("type", "AWS::KMS::Key").show("ARN", &key).done()
    });
    let kind = match call.kind {
        TrailKind::ApiCall => "AwsApiCall",
        TrailKind::ServiceEvent => "AwsServiceEvent",
    };
    Object::new()
        .text("eventVersion", version)
        .with("userIdentity", identity(call))
        .show("eventTime", &event.time)
        .text("eventSource", call.service.source())
        .text("eventName", call.name)
        .text("awsRegion", call.region.as_str())
        .text("sourceIPAddress", source)
        .text("userAgent", agent)
        .maybe_show("errorCode", dynamic(call.error.as_ref().map(|(code, _)| code.name()).as_ref()))
        .maybe_show("errorMessage", dynamic(call.error.as_ref().map(|(_, message)| message.clone()).as_ref()))
        .with("requestParameters", request(edition, call))
        .with("responseElements", elements(&call.response))
        .show("requestID", &KeyId::uuid(request_id(event)))
        .show("eventID", &KeyId::uuid(event.id))
        .flag("readOnly", call.read_only)
        .maybe("resources", call.key.as_ref().map(|_| Value::Array(resource.collect())))
        .text("eventType", kind)
        .flag("managementEvent", true)
        .show("recipientAccountId", &call.recipient)
        .text("eventCategory", "Management")
        .done()
}

fn identity(call: &TrailCall) -> Value {
    let invoked_by = call.via.map(str::to_owned);
    let Some(account) = call.who.account() else {
        return Object::new().text("type", "AWSService").show("invokedBy", &call.who).done();
    };
    let kind = match &call.who {
        Principal::Root(_) => "Root",
        Principal::Session(session) => return assumed(session, &call.who, invoked_by.as_ref()),
        _ => "IAMUser",
    };
    Object::new()
        .text("type", kind)
        .show("arn", &call.who)
        .show("accountId", &account)
        .maybe_show("userName", dynamic(call.who.user_name().map(str::to_owned).as_ref()))
        .maybe_show("invokedBy", dynamic(invoked_by.as_ref()))
        .done()
}

/// A session, with the role that issued it.
fn assumed(session: &Session, who: &Principal, invoked_by: Option<&String>) -> Value {
    let issuer = Object::new()
        .text("type", "Role")
        .text("principalId", &session.role_id)
        .show("arn", &session.role())
        .show("accountId", &session.account)
        .text("userName", session.role_name())
        .done();
    let attributes =
        Object::new().show("creationDate", &Time(session.since)).text("mfaAuthenticated", "false").done();
    let context = Object::new().with("sessionIssuer", issuer).with("attributes", attributes).done();
    Object::new()
        .text("type", "AssumedRole")
        .text("principalId", &session.user_id())
        .show("arn", who)
        .show("accountId", &session.account)
        .text("accessKeyId", &session.key)
        .with("sessionContext", context)
        .maybe_show("invokedBy", dynamic(invoked_by))
        .done()
}

fn request(edition: Edition, call: &TrailCall) -> Value {
    let context = call.context.as_ref().filter(|context| !context.is_empty()).map(context_object);
    match (elements(&asked(edition, call)), context) {
        (Value::Object(mut members), Some(context)) => {
            members.push(("encryptionContext".to_owned(), context));
            Value::Object(members)
        }
        (_, Some(context)) => Object::new().with("encryptionContext", context).done(),
        (elements, None) => elements,
    }
}

/// The request's parameters by their names in an edition: in 2020 the spec of a new key had another, which it still has.
fn asked(edition: Edition, call: &TrailCall) -> Vec<(&'static str, String)> {
    let mut all = call.request.clone();
    let of_key =
        |(name, _): &(&str, String)| *name == "keySpec" && call.name == Action::CreateKey.operation();
    if let Some(at) = all.iter().position(of_key) {
        let (name, spec) = all.remove(at);
        all.insert(at, ("customerMasterKeySpec", spec.clone()));
        match edition {
            Edition::Y2020 => {}
            Edition::Y2026 => all.insert(at + 1, (name, spec)),
        }
    }
    all
}

/// `null` if there are none, as CloudTrail writes it. A dot in a name stands for an object inside.
fn elements(pairs: &[(&'static str, String)]) -> Value {
    if pairs.is_empty() {
        return Value::Null;
    }
    let mut out = Object::new();
    for (name, text) in pairs {
        match name.split_once('.') {
            Some((outer, inner)) => {
                let value = shorthand::parse(text).unwrap_or_else(|_| Value::string(text.clone()));
                out.with(outer, Object::new().with(inner, value).done())
            }
            None => out.with(name, element(name, text)),
        };
    }
    out.done()
}

fn element(name: &str, text: &str) -> Value {
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if LISTS.contains(&name) => Value::strings(text.split(',').map(str::to_owned)),
        // Ids of twelve and more digits are texts.
        _ if text.len() < 10 && text.parse::<u32>().is_ok() => Value::Number(text.to_owned()),
        _ => Value::string(text),
    }
}

/// An id that is derived from the event's id and differs from it.
fn request_id(event: &TrailEvent) -> [u8; 16] {
    let mut id = event.id;
    id.rotate_left(5);
    KeyId::from_random(id).bytes()
}
