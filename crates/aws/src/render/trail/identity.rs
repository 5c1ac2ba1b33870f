//! `userIdentity`: who called, with which credentials, and through which service.

use crate::json::{Object, Value};
use crate::render::dynamic;
use playground_core::env::Time;
use playground_core::ids::Principal;
use playground_core::ops::iam::unique_id::user_id;
use playground_core::ops::sts::access_key::access_key_id;
use playground_core::trail::{Service, TrailCall, TrailEvent};

/// How CloudTrail names a service that does something in an account on its own.
pub(super) const INTERNAL: &str = "AWS Internal";

/// Returns whether a service did it in the account of its own resource: KMS, with a key.
pub(super) fn calls_itself(call: &TrailCall) -> bool {
    matches!(&call.who, Principal::Service(name) if **name == *Service::Kms.source())
}

pub(super) fn of(event: &TrailEvent) -> Value {
    let call = &event.call;
    let mut out = Object::new();
    let (kind, id, account, name) = match &call.who {
        Principal::Service(_) if calls_itself(call) => {
            return out.show("accountId", &call.recipient).text("invokedBy", INTERNAL).done();
        }
        Principal::Service(name) => return out.text("type", "AWSService").text("invokedBy", name).done(),
        Principal::Root(account) => ("Root", account.to_string(), account, None),
        Principal::User(account, name) => ("IAMUser", user_id(&call.who), account, Some(name)),
        Principal::Role(account, _) | Principal::NamedSession(account, _) => {
            ("AssumedRole", user_id(&call.who), account, None)
        }
        Principal::Session(session) => ("AssumedRole", user_id(&call.who), &session.account, None),
    };
    out.text("type", kind)
        .text("principalId", &id)
        .show("arn", &call.who)
        .show("accountId", account)
        .maybe_show("accessKeyId", dynamic(access_key_id(&call.who).as_ref()))
        .maybe("userName", name.map(|name| Value::string(&**name)))
        .maybe("sessionContext", context(event))
        .maybe("invokedBy", call.via.map(Value::string))
        .done()
}

/// The session of the caller: that of a role, with the role that issued it, or the one in which a service calls with what it
/// was lent, which begins with the call (model).
fn context(event: &TrailEvent) -> Option<Value> {
    let mut out = Object::new();
    let since = match &event.call.who {
        Principal::Session(session) => {
            let mut issuer = Object::new();
            issuer
                .text("type", "Role")
                .text("principalId", &session.role_id)
                .show("arn", &session.role())
                .show("accountId", &session.account)
                .text("userName", session.role_name());
            out.with("sessionIssuer", issuer.done());
            Time(session.since)
        }
        Principal::Root(_)
        | Principal::User(..)
        | Principal::Role(..)
        | Principal::NamedSession(..)
        | Principal::Service(_) => event.call.via.map(|_| event.time)?,
    };
    let attributes = Object::new().show("creationDate", &since).text("mfaAuthenticated", "false").done();
    Some(out.with("attributes", attributes).done())
}
