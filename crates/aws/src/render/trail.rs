//! CloudTrail's records: the list of `lookup-events`, where each event has its whole record as a JSON text. Which members a
//! record has follows AWS's published samples of each time, which `tests/trail/samples.txt` has as facts.

mod answer;
mod identity;

use super::{Iso, dynamic};
use crate::json::{Object, Value, compact};
use identity::{INTERNAL, calls_itself};
use playground_core::edition::Edition;
use playground_core::ids::{KeyId, Principal, hex};
use playground_core::kms::action::Action;
use playground_core::kms::key::MaterialKind;
use playground_core::ops::sts::access_key::access_key_id;
use playground_core::ops::trail::lookup_events::Found;
use playground_core::trail::{Service, Told, TrailCall, TrailEvent, TrailKind};
use playground_core::world::ADDRESS;

/// The longest that all records of an answer may be, in bytes. With their quotes escaped and the members around them, the
/// answer is longer than any may be.
const LONGEST: usize = 5 << 18;

/// The events. `None` if their records are longer than an answer may be: it takes too long to write them all.
pub(super) fn render(edition: Edition, found: &Found, most: usize) -> Option<Value> {
    let mut length = 0;
    let mut events = Vec::new();
    for event in found.0.iter().take(most) {
        let text = compact(&record(edition, event));
        length += text.len();
        if length > LONGEST {
            return None;
        }
        events.push(listed(event, &text));
    }
    Some(Object::new().with("Events", Value::Array(events)).done())
}

fn listed(event: &TrailEvent, record: &str) -> Value {
    let call = &event.call;
    let resources = call.resources();
    let resources = resources
        .iter()
        .map(|(kind, name)| Object::new().text("ResourceType", kind).text("ResourceName", name).done());
    Object::new()
        .show("EventId", &KeyId::uuid(event.id))
        .text("EventName", call.name)
        .text("ReadOnly", if call.read_only { "true" } else { "false" })
        .maybe_show("AccessKeyId", dynamic(access_key_id(&call.who).as_ref()))
        .show("EventTime", &Iso(event.time))
        .text("EventSource", call.service.source())
        .maybe_show("Username", dynamic(call.who.user_name().map(str::to_owned).as_ref()))
        .with("Resources", Value::Array(resources.collect()))
        .text("CloudTrailEvent", record)
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
    let (version, program) = versions(edition);
    let service = through(call);
    let (source, agent) =
        service.map_or((call.address.as_deref().unwrap_or(ADDRESS), program), |name| (name, name));
    let (api_call, kind) = match call.kind {
        TrailKind::ApiCall => (true, "AwsApiCall"),
        TrailKind::ServiceEvent | TrailKind::Rotation(_) => (false, "AwsServiceEvent"),
    };
    let beside = beside(edition, call);
    Object::new()
        .text("eventVersion", version)
        .with("userIdentity", identity::of(event))
        .show("eventTime", &event.time)
        .text("eventSource", call.service.source())
        .text("eventName", call.name)
        .text("awsRegion", call.region.as_str())
        .text("sourceIPAddress", source)
        .text("userAgent", agent)
        .maybe_show("errorCode", dynamic(call.error.as_ref().map(|(code, _)| code.name()).as_ref()))
        .maybe_show("errorMessage", dynamic(call.error.as_ref().map(|(_, message)| message.clone()).as_ref()))
        .with("requestParameters", object(asked(edition, call)))
        .with("responseElements", answer::elements(edition, call))
        .maybe("additionalEventData", Some(beside).filter(|beside| !beside.is_null()))
        .when(api_call, |out| out.show("requestID", &KeyId::uuid(request_id(event))))
        .show("eventID", &KeyId::uuid(event.id))
        .flag("readOnly", call.read_only)
        .maybe("resources", (call.service == Service::Kms).then(|| resources(call)))
        .text("eventType", kind)
        .flag("managementEvent", true)
        .show("recipientAccountId", &call.recipient)
        .maybe("serviceEventDetails", (!api_call).then(|| details(edition, call)))
        .maybe_show("sharedEventID", dynamic(event.shared.map(|id| KeyId::uuid(turned(id, 11))).as_ref()))
        .text("eventCategory", "Management")
        .maybe("tlsDetails", (edition >= Edition::Y2026 && service.is_none()).then(|| tls(call)))
        .done()
}

/// The service that the call came from, if no user's program made it.
fn through(call: &TrailCall) -> Option<&str> {
    match &call.who {
        _ if calls_itself(call) => Some(INTERNAL),
        Principal::Service(name) => Some(name),
        Principal::Root(_)
        | Principal::User(..)
        | Principal::Role(..)
        | Principal::Session(_)
        | Principal::NamedSession(..) => call.via,
    }
}

/// The connection. AWS's programs of that time agree on TLS 1.3 with this suite.
fn tls(call: &TrailCall) -> Value {
    // IAM has one endpoint for all Regions.
    let host = match call.service {
        Service::Iam => String::from(call.service.source()),
        Service::Kms | Service::Rds | Service::Sts => {
            call.service.source().replacen('.', &[".", call.region.as_str(), "."].concat(), 1)
        }
    };
    Object::new()
        .text("tlsVersion", "TLSv1.3")
        .text("cipherSuite", "TLS_AES_256_GCM_SHA384")
        .text("clientProvidedHostHeader", &host)
        .done()
}

/// `resources` of KMS: the alias and the keys, of a re-encryption the source first.
fn resources(call: &TrailCall) -> Value {
    let one = |account: &dyn std::fmt::Display, arn: &dyn std::fmt::Display| {
        Object::new().show("accountId", account).text("type", "AWS::KMS::Key").show("ARN", arn).done()
    };
    let alias = call.alias.iter().map(|alias| one(&alias.account, alias));
    let keys = call.source_key.iter().chain(&call.key).map(|key| one(&key.account, key));
    Value::Array(alias.chain(keys).collect())
}

/// `additionalEventData`; `null` if there is none. Ids of key material came in 2025.
fn beside(edition: Edition, call: &TrailCall) -> Value {
    let mut out: Vec<_> = call.beside.iter().map(|(name, told)| (*name, value(told))).collect();
    if edition >= Edition::Y2026 && call.kind == TrailKind::ApiCall && call.error.is_none() {
        match (&call.material, &call.source_material) {
            (Some(id), None) => out.push(("keyMaterialId", material(id))),
            (Some(to), Some(from)) => {
                out.push(("destinationKeyMaterialId", material(to)));
                out.push(("sourceKeyMaterialId", material(from)));
            }
            (None, _) => {}
        }
    }
    object(out)
}

/// An id of key material.
fn material(id: &[u8; 32]) -> Value {
    Value::string(hex(id))
}

/// `serviceEventDetails`. What it says of a rotation besides the key came in 2025.
fn details(edition: Edition, call: &TrailCall) -> Value {
    let mut out = Object::new();
    if edition >= Edition::Y2026
        && let TrailKind::Rotation(kind) = call.kind
    {
        out.text("rotationType", if kind == MaterialKind::OnDemand { "ON_DEMAND" } else { "AUTOMATIC" })
            .text("keyOrigin", "AWS_KMS")
            .maybe("previousKeyMaterialId", call.source_material.as_ref().map(material))
            .maybe("currentKeyMaterialId", call.material.as_ref().map(material));
    }
    out.maybe_show("keyId", dynamic(call.key.as_ref().map(|key| &key.id))).done()
}

/// The request's parameters by their names in an edition: in 2020 the spec of a new key had another, which it still has.
fn asked(edition: Edition, call: &TrailCall) -> Vec<(&'static str, Value)> {
    let creates = call.name == Action::CreateKey.operation();
    let mut all = Vec::new();
    for (name, told) in &call.request {
        let spec = creates && *name == "keySpec";
        if spec {
            all.push(("customerMasterKeySpec", value(told)));
        }
        if !spec || edition >= Edition::Y2026 {
            all.push((*name, value(told)));
        }
    }
    all
}

/// `null` if there are no members, as CloudTrail writes it.
fn object(members: Vec<(&str, Value)>) -> Value {
    if members.is_empty() {
        return Value::Null;
    }
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn value(told: &Told) -> Value {
    match told {
        Told::Text(text) => Value::string(&**text),
        Told::Integer(number) => Value::int(*number),
        Told::Fraction(text) => Value::Number(String::from(&**text)),
        Told::Flag(on) => Value::Bool(*on),
        Told::List(items) => Value::Array(items.iter().map(value).collect()),
        Told::Structure(members) => {
            Value::Object(members.iter().map(|(name, told)| (name.to_string(), value(told))).collect())
        }
    }
}

/// The id of the request, which all records of a call have in common. It is derived from an event's id and differs from it.
fn request_id(event: &TrailEvent) -> [u8; 16] {
    turned(event.shared.unwrap_or(event.id), 5)
}

fn turned(mut id: [u8; 16], by: usize) -> [u8; 16] {
    id.rotate_left(by);
    KeyId::from_random(id).bytes()
}
