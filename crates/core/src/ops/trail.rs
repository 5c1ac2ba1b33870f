//! CloudTrail's `LookupEvents`: what stands in the caller's account's trail of this Region, newest first.

use super::Tx;
use crate::env::Time;
use crate::trail::TrailEvent;
use std::rc::Rc;

/// What to look for; `LookupAttributes` takes one pair at most.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Attribute {
    /// `EventName`
    EventName(Rc<str>),
    /// `EventSource`
    EventSource(Rc<str>),
    /// `EventId`
    EventId(Rc<str>),
    /// `ReadOnly`
    ReadOnly(bool),
    /// `Username`
    Username(Rc<str>),
    /// `ResourceName`: a KMS key's ARN.
    ResourceName(Rc<str>),
}

/// `LookupEvents`
#[derive(Clone, Debug, PartialEq, Eq, StableHash, Default)]
pub struct LookupEvents {
    /// The attribute.
    pub attribute: Option<Attribute>,
    /// Not before.
    pub start: Option<Time>,
    /// Not after.
    pub end: Option<Time>,
    /// At most so many, 1 to 50 at AWS; the CLI pages on by itself, so no limit means all.
    pub max_results: Option<usize>,
}

/// The events found, newest first.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Found(pub Vec<Rc<TrailEvent>>);

impl LookupEvents {
    pub(super) fn decide(&self, tx: &Tx) -> Found {
        let matches = |event: &TrailEvent| {
            let call = &event.call;
            call.recipient == tx.account
                && call.region == tx.region
                && self.start.is_none_or(|start| event.time >= start)
                && self.end.is_none_or(|end| event.time <= end)
                && self.attribute.as_ref().is_none_or(|attribute| attribute.fits(event))
        };
        let events = tx.world.trail.iter().rev().map(|(_, event)| event).filter(|event| matches(event));
        Found(events.take(self.max_results.unwrap_or(usize::MAX)).cloned().collect())
    }
}

impl Attribute {
    fn fits(&self, event: &TrailEvent) -> bool {
        let call = &event.call;
        match self {
            Self::EventName(name) => call.name == &**name,
            Self::EventSource(source) => call.service.source() == &**source,
            Self::EventId(id) => crate::ids::KeyId(event.id).to_string() == **id,
            Self::ReadOnly(value) => call.read_only == *value,
            Self::Username(name) => call.who.user_name() == Some(&**name),
            Self::ResourceName(name) => {
                [&call.key, &call.source_key].into_iter().flatten().any(|key| key.to_string() == **name)
            }
        }
    }
}
