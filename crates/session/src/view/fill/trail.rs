//! CloudTrail's records as rows.

use playground_core::ids::Principal;
use playground_core::trail::{Service, TrailEvent};

use super::names::{self, Names};
use super::{Worlds, documents};
use crate::view::{Focus, Phrase, TrailRow, phrase};

/// The most rows; the page shows fewer.
const ROWS: usize = 64;

/// The newest records, newest first.
pub(super) fn rows(worlds: Worlds<'_>, names: &Names<'_>, focus: &Focus) -> Vec<TrailRow> {
    let old = worlds.base.trail_next;
    let newest = worlds.now.trail_next;
    let first = newest.saturating_sub(ROWS as u64);
    let mut rows: Vec<TrailRow> = worlds
        .now
        .trail
        .from_key(&first)
        .map(|(number, event)| row(names, event, *number >= old && old < newest, focus))
        .collect();
    rows.reverse();
    rows
}

fn row(names: &Names<'_>, event: &TrailEvent, fresh: bool, focus: &Focus) -> TrailRow {
    let call = &event.call;
    let id = playground_core::ids::KeyId::uuid(event.id).to_string(); // a UUID, like key ids
    let open = focus.open_events.iter().any(|open| **open == *id);
    TrailRow {
        time: names::clock(event.time),
        event: call.name.into(),
        service: String::from(match call.service {
            Service::Kms => "kms",
            Service::Rds => "rds",
            Service::Iam => "iam",
            Service::Sts => "sts",
        }),
        who: who(&call.who, call.via),
        account: call.recipient.to_string(),
        region: call.region.to_string(),
        key: call.key.as_ref().map(|key| names.tag(key)),
        context: call.context.as_ref().map(ToString::to_string).unwrap_or_default(),
        error: call.error.as_ref().map(|(code, _)| String::from(code.name())),
        fresh,
        json: open.then(|| documents::event(names.edition(), event)),
        id: id.into(),
    }
}

/// A caller, and the service that its call came through.
pub(super) fn who(who: &Principal, via: Option<&str>) -> Phrase {
    let who = match who {
        Principal::Root(account) => phrase!("root of {account}", account = account.to_string()),
        Principal::User(_, name) => phrase!("user {name}", name = Phrase::own(name)),
        Principal::Role(_, name) => phrase!("role {name}", name = Phrase::own(name)),
        Principal::Session(session) => phrase!(
            "role {name}, session {session}",
            name = Phrase::own(session.role_name()),
            session = Phrase::own(&session.name)
        ),
        Principal::Service(name) | Principal::NamedSession(_, name) => Phrase::own(name),
    };
    match via {
        None => who,
        Some(via) => phrase!("{who} via {service}", who = who, service = Phrase::own(via)),
    }
}
