//! CloudTrail's `LookupEvents`: the records of the caller's account in this Region, newest first, of the last 90 days.
//!
//! Refused, in this order: more than one attribute, or one that can't be looked up; no permission; a time range that ends before it begins.

use crate::env::Time;
use crate::ids::KeyId;
use crate::ops::Tx;
use crate::ops::api::{Argument, Inner, Member, Shape, Value};
use crate::ops::iam::access;
use crate::ops::sts::access_key::access_key_id;
use crate::refusal::Refusal;
use crate::refusal::trail::TrailRefusal;
use crate::trail::TrailEvent;
use std::rc::Rc;

/// Shows the latest events of this account and Region.
#[derive(Clone, Debug, PartialEq, Eq, Default, Operation)]
#[operation(
    errors(
        AccessDeniedException,
        InvalidLookupAttributesException,
        InvalidTimeRangeException,
        ValidationException
    ),
    refused(EventCategory)
)]
pub struct LookupEvents {
    /// The attribute.
    #[member(LookupAttributes)]
    pub attribute: LookupAttributes,
    /// The earliest time.
    #[member(StartTime)]
    pub start: Option<Time>,
    /// The latest time.
    #[member(EndTime)]
    pub end: Option<Time>,
    /// The most events. The CLI fetches all pages, so no limit means all events.
    #[member(MaxResults, range(1..=50))]
    pub max_results: Option<u8>,
    /// A page's token. No answer has one, and a request with one gets the first page.
    #[member(NextToken)]
    pub next_token: Option<Rc<str>>,
}

/// How far back the event history goes, in seconds.
const KEPT: u64 = 90 * Time::DAY;

/// What to look for; AWS takes at most one attribute.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct LookupAttributes(pub Option<(AttributeKey, Rc<str>)>);

/// The names of the attributes that can be looked for.
macro_rules! attribute_keys {
    ($($name:ident)*) => {
        /// An attribute of an event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum AttributeKey {
            $(#[doc = concat!("`", stringify!($name), "`")] $name,)*
        }

        impl AttributeKey {
            const ALL: [Self; 8] = [$(Self::$name,)*];

            const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

attribute_keys! { EventId EventName ReadOnly Username ResourceType ResourceName EventSource AccessKeyId }

/// The events found, newest first.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Found(pub Vec<Rc<TrailEvent>>);

impl LookupEvents {
    pub(super) fn decide(&self, tx: &Tx) -> Result<Found, Refusal> {
        let permission = "cloudtrail:LookupEvents";
        access::decided(tx, tx.region, permission, "*").map_err(|by| {
            let (edition, who) = (tx.world.edition, tx.who.clone());
            TrailRefusal::Denied { edition, who, permission, by }
        })?;
        if let (Some(start), Some(end)) = (self.start, self.end)
            && start > end
        {
            return Err(TrailRefusal::TimeRange {}.into());
        }
        let wanted = self.attribute.0.as_ref();
        let matches = |event: &TrailEvent| {
            let call = &event.call;
            call.recipient == tx.account
                && call.region == tx.region
                && event.time.plus(KEPT) >= tx.world.now
                && self.start.is_none_or(|start| event.time >= start)
                && self.end.is_none_or(|end| event.time <= end)
                && wanted.is_none_or(|(key, value)| key.fits(event, value))
        };
        let events = tx.world.trail.iter().rev().map(|(_, event)| event).filter(|event| matches(event));
        Ok(Found(events.take(self.max_results.map_or(usize::MAX, usize::from)).cloned().collect()))
    }
}

impl AttributeKey {
    fn fits(self, event: &TrailEvent, value: &str) -> bool {
        let call = &event.call;
        match self {
            Self::EventId => KeyId::uuid(event.id).to_string() == value,
            Self::EventName => call.name == value,
            Self::ReadOnly => call.read_only == value.eq_ignore_ascii_case("true"),
            Self::Username => call.who.user_name() == Some(value),
            Self::ResourceType => call.resources().iter().any(|(kind, _)| *kind == value),
            Self::ResourceName => call.resources().iter().any(|(_, name)| **name == *value),
            Self::EventSource => call.service.source() == value,
            Self::AccessKeyId => access_key_id(&call.who).as_deref() == Some(value),
        }
    }
}

impl Argument for LookupAttributes {
    const SHAPE: Shape =
        Shape::Structures(&[("AttributeKey", Inner::Required), ("AttributeValue", Inner::Required)]);
    const ABSENT: Option<fn() -> Self> = Some(Self::default);

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let Value::List(given) = value else { return Err(member.misshapen()) };
        let pair = match given.as_slice() {
            [] => return Ok(Self::default()),
            [pair] => pair,
            [_, ..] => return Err(TrailRefusal::TwoAttributes { given: given.len() }.into()),
        };
        let text = |name| pair.member(name).and_then(Value::as_text).ok_or_else(|| member.misshapen());
        let (name, value) = (text("AttributeKey")?, text("AttributeValue")?);
        let key = AttributeKey::ALL.into_iter().find(|key| key.name() == name).ok_or_else(|| {
            let names = AttributeKey::ALL.map(AttributeKey::name);
            Refusal::not_one_of("lookupAttributes.1.member.attributeKey", name, &names)
        })?;
        Ok(Self(Some((key, value.into()))))
    }

    fn write(&self) -> Option<Value> {
        let pair = self.0.iter().map(|(key, value)| {
            let key = ("AttributeKey".into(), Value::text(key.name()));
            Value::Structure(vec![key, ("AttributeValue".into(), Value::text(value))])
        });
        Some(Value::List(pair.collect()))
    }
}
