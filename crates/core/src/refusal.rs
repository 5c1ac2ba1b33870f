//! Refusals. A refusal is a value that says why a command was refused and what the reason is about. AWS's
//! error code and text follow from it, and so do the rule of the source document and whether a source gives
//! the text.
//!
//! The reasons of each service are in a file of that service (`kms/refusal.rs`, `refusal/client.rs`), in the
//! order in which its operations check for them. No code searches in a message.

pub mod client;
pub mod playground;
pub mod trail;
pub mod waiter;

pub use crate::error::{ErrorCode, Source, Template};
use crate::error::{ErrorResponse, reasons};
use crate::iam::IamRefusal;
use crate::kms::refusal::KmsRefusal;
use crate::rds::feature_refusal::FeatureRefusal;
use crate::rds::global_refusal::GlobalRefusal;
use crate::rds::refusal::RdsRefusal;
use crate::rds::setting_refusal::SettingRefusal;
use crate::rules::RuleId;
use client::ClientRefusal;
use playground::PlaygroundRefusal;
use std::ops::RangeInclusive;
use std::rc::Rc;
use trail::TrailRefusal;
use waiter::WaiterRefusal;

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Refusal {
    /// A value that can't be.
    Value(Rc<ValueRefusal>),
    /// By AWS KMS.
    Kms(Rc<KmsRefusal>),
    /// By IAM.
    Iam(Rc<IamRefusal>),
    /// By Amazon RDS; with what lies underneath.
    Rds(Rc<RdsRefusal>, Option<Rc<Self>>),
    /// By Amazon RDS, about a global cluster.
    Global(Rc<GlobalRefusal>),
    /// By CloudTrail.
    Trail(Rc<TrailRefusal>),
    /// By a waiter of the CLI.
    Waiter(Rc<WaiterRefusal>),
    /// By the playground itself.
    Playground(Rc<PlaygroundRefusal>),
    /// By a database's client.
    Client(Rc<ClientRefusal>),
}

reasons! {
    /// A member's value that is invalid in every world.
    ValueRefusal as ValueReason:

    /// A required member is missing. Has CloudTrail's name of it.
    Missing { member: &'static str } = Aws ValidationException,
        [INVALID, "null at '", member, "' failed to satisfy constraint: Member must not be null"];
    /// The value does not have the member's shape. Has the API's name of the member.
    Shape { member: &'static str } = Model SerializationException, ["The value of ", member, " has another type."];
    /// The value breaks a constraint of the API. Has CloudTrail's name of the member, with the index for an
    /// item of a list, and the value as given; `None` for a list.
    Constraint { member: String, value: Option<String>, must: ValueConstraint } = Aws ValidationException,
        [INVALID, &value.as_ref().map_or_else(String::new, |value| ["'", value, "' "].concat()), "at '", member,
         "' failed to satisfy constraint: Member must ", &must.text()];
}

const INVALID: &str = "1 validation error detected: Value ";

/// What a value must satisfy.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum ValueConstraint {
    /// The least number.
    Least(i64),
    /// The greatest number.
    Most(i64),
    /// The fewest characters, bytes or items.
    Shortest(usize),
    /// The most characters, bytes or items.
    Longest(usize),
    /// One of these texts.
    OneOf(Vec<&'static str>),
    /// A list of these texts.
    EachOf(Vec<&'static str>),
    /// A regular expression.
    Pattern(&'static str),
}

impl ValueConstraint {
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Least(least) => ["have value greater than or equal to ", &least.to_string()].concat(),
            Self::Most(most) => ["have value less than or equal to ", &most.to_string()].concat(),
            Self::Shortest(least) => ["have length greater than or equal to ", &least.to_string()].concat(),
            Self::Longest(most) => ["have length less than or equal to ", &most.to_string()].concat(),
            Self::OneOf(choices) => ["satisfy enum value set: [", &choices.join(", "), "]"].concat(),
            Self::EachOf(choices) => {
                ["satisfy constraint: [Member must ", &Self::OneOf(choices.clone()).text(), "]"].concat()
            }
            Self::Pattern(pattern) => ["satisfy regular expression pattern: ", pattern].concat(),
        }
    }
}

impl Refusal {
    /// A required member, by CloudTrail's name, that was not given.
    pub(crate) fn missing(member: &'static str) -> Self {
        ValueRefusal::Missing { member }.into()
    }

    /// A value that does not have the shape of its member, by the API's name.
    pub(crate) fn misshapen(member: &'static str) -> Self {
        ValueRefusal::Shape { member }.into()
    }

    /// A value that breaks a constraint of its member; `None` for a list.
    pub(crate) fn breaks(place: &str, value: Option<&str>, must: ValueConstraint) -> Self {
        let (member, value) = (place.to_owned(), value.map(ToOwned::to_owned));
        ValueRefusal::Constraint { member, value, must }.into()
    }

    /// A number outside the range of its member.
    pub(crate) fn out_of_range(place: &str, range: &RangeInclusive<i64>, number: i64) -> Self {
        let (least, most) = (*range.start(), *range.end());
        let bound = if number > most { ValueConstraint::Most(most) } else { ValueConstraint::Least(least) };
        Self::breaks(place, Some(&number.to_string()), bound)
    }

    /// A text that is none of the choices of its member.
    pub(crate) fn not_one_of(place: &str, text: &str, choices: &[&'static str]) -> Self {
        Self::breaks(place, Some(text), ValueConstraint::OneOf(choices.to_vec()))
    }

    /// A list with a text that is none of the choices of its member.
    pub(crate) fn not_each_of(place: &str, texts: &[&str], choices: &[&'static str]) -> Self {
        let shown = ["[", &texts.join(", "), "]"].concat();
        Self::breaks(place, Some(&shown), ValueConstraint::EachOf(choices.to_vec()))
    }

    fn response(&self) -> ErrorResponse {
        match self {
            Self::Value(why) => why.response(),
            Self::Kms(why) => why.response(),
            Self::Iam(why) => why.response(),
            Self::Rds(why, _) => why.response(),
            Self::Global(why) => why.response(),
            Self::Trail(why) => why.response(),
            Self::Waiter(why) => why.response(),
            Self::Playground(why) => why.response(),
            Self::Client(why) => why.response(),
        }
    }

    /// The error code.
    pub fn code(&self) -> ErrorCode {
        self.response().code
    }

    /// The error message; empty where AWS sends an empty one.
    pub fn message(&self) -> String {
        self.response().message
    }

    /// The rule of the source document that this refusal enforces, if there is one.
    pub fn rule(&self) -> Option<RuleId> {
        self.response().rule
    }

    /// Where the text comes from.
    pub fn source(&self) -> Source {
        self.response().source
    }

    /// The KMS error that an RDS error hides; CloudTrail shows it.
    pub fn cause(&self) -> Option<&Self> {
        match self {
            Self::Rds(_, cause) => cause.as_deref(),
            Self::Value(_)
            | Self::Kms(_)
            | Self::Iam(_)
            | Self::Global(_)
            | Self::Trail(_)
            | Self::Waiter(_)
            | Self::Playground(_)
            | Self::Client(_) => None,
        }
    }
}

impl From<FeatureRefusal> for Refusal {
    fn from(why: FeatureRefusal) -> Self {
        RdsRefusal::Feature(why).into()
    }
}

impl From<SettingRefusal> for Refusal {
    fn from(why: SettingRefusal) -> Self {
        RdsRefusal::Setting(why).into()
    }
}

impl From<RdsRefusal> for Refusal {
    fn from(why: RdsRefusal) -> Self {
        Self::Rds(Rc::new(why), None)
    }
}

/// A service's refusal without a cause.
macro_rules! says {
    ($($service:ident($reason:ty))*) => {
        $(impl From<$reason> for Refusal {
            fn from(why: $reason) -> Self {
                Self::$service(Rc::new(why))
            }
        })*
    };
}

says! {
    Value(ValueRefusal)
    Kms(KmsRefusal)
    Iam(IamRefusal)
    Global(GlobalRefusal)
    Trail(TrailRefusal)
    Waiter(WaiterRefusal)
    Playground(PlaygroundRefusal)
    Client(ClientRefusal)
}
