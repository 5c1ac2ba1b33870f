//! What a refused command says. A refusal is a value that says why, with what it is about; AWS's code and text, the
//! rule of the source document behind it, and whether a source gives the text follow from it.
//!
//! The reasons of one service stand in a file of its own (`kms/refusal.rs`, `refusal/client.rs`), in the order in which
//! its operations look for them. Nobody searches in a message.

pub mod client;
pub mod playground;
pub mod trail;
pub mod waiter;

pub use crate::error::{ErrorCode, Source};
use crate::error::{ErrorResponse, reasons};
use crate::iam::IamRefusal;
use crate::kms::refusal::KmsRefusal;
use crate::rds::refusal::RdsRefusal;
use crate::rules::RuleId;
use client::ClientRefusal;
use playground::PlaygroundRefusal;
use std::ops::RangeInclusive;
use trail::TrailRefusal;
use waiter::WaiterRefusal;

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Refusal {
    /// A value that can't be.
    Value(ValueRefusal),
    /// By AWS KMS.
    Kms(Box<KmsRefusal>),
    /// By IAM.
    Iam(Box<IamRefusal>),
    /// By Amazon RDS; with what lies underneath.
    Rds(Box<RdsRefusal>, Option<Box<Self>>),
    /// By CloudTrail.
    Trail(Box<TrailRefusal>),
    /// By a waiter of the CLI.
    Waiter(Box<WaiterRefusal>),
    /// By the playground itself.
    Playground(Box<PlaygroundRefusal>),
    /// By a database's client.
    Client(Box<ClientRefusal>),
}

reasons! {
    /// A member's value that can't be, whatever the world is like.
    ValueRefusal:

    /// A member that must be there is not; CloudTrail's name of it.
    Missing { member: &'static str } = Aws ValidationException,
        [INVALID, "null at '", member, "' failed to satisfy constraint: Member must not be null"];
    /// It does not have the member's shape; the API's name of it.
    Shape { member: &'static str } = Model SerializationException, ["The value of ", member, " has another type."];
    /// It breaks a constraint of the API. CloudTrail's name of the member, with the place in a list; the value as it was given,
    /// none for a list.
    Constraint { member: String, value: Option<String>, must: ValueConstraint } = Aws ValidationException,
        [INVALID, &value.as_ref().map_or_else(String::new, |value| ["'", value, "' "].concat()), "at '", member,
         "' failed to satisfy constraint: Member must ", &must.text()];
}

const INVALID: &str = "1 validation error detected: Value ";

/// What a member must satisfy.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum ValueConstraint {
    /// A number, at least.
    Least(i64),
    /// A number, at most.
    Most(i64),
    /// Characters, bytes or items, at least.
    Shortest(usize),
    /// Characters, bytes or items, at most.
    Longest(usize),
    /// A text of these.
    OneOf(Vec<&'static str>),
    /// A regular expression.
    Pattern(&'static str),
}

impl ValueConstraint {
    fn text(&self) -> String {
        match self {
            Self::Least(least) => ["have value greater than or equal to ", &least.to_string()].concat(),
            Self::Most(most) => ["have value less than or equal to ", &most.to_string()].concat(),
            Self::Shortest(least) => ["have length greater than or equal to ", &least.to_string()].concat(),
            Self::Longest(most) => ["have length less than or equal to ", &most.to_string()].concat(),
            Self::OneOf(choices) => ["satisfy enum value set: [", &choices.join(", "), "]"].concat(),
            Self::Pattern(pattern) => ["satisfy regular expression pattern: ", pattern].concat(),
        }
    }
}

impl Refusal {
    /// A required member, by CloudTrail's name, that was not given.
    pub(crate) const fn missing(member: &'static str) -> Self {
        Self::Value(ValueRefusal::Missing { member })
    }

    /// A value that does not have the shape of its member, by the API's name.
    pub(crate) const fn misshapen(member: &'static str) -> Self {
        Self::Value(ValueRefusal::Shape { member })
    }

    /// A value, unless it is a list's, that breaks a constraint of its place in a request.
    pub(crate) fn breaks(place: &str, value: Option<&str>, must: ValueConstraint) -> Self {
        let (member, value) = (place.to_owned(), value.map(ToOwned::to_owned));
        Self::Value(ValueRefusal::Constraint { member, value, must })
    }

    /// A number outside of its member's range.
    pub(crate) fn out_of_range(place: &str, range: &RangeInclusive<i64>, number: i64) -> Self {
        let (least, most) = (*range.start(), *range.end());
        let bound = if number > most { ValueConstraint::Most(most) } else { ValueConstraint::Least(least) };
        Self::breaks(place, Some(&number.to_string()), bound)
    }

    /// A text that is none of those which a place in a request takes.
    pub(crate) fn not_one_of(place: &str, text: &str, choices: &[&'static str]) -> Self {
        Self::breaks(place, Some(text), ValueConstraint::OneOf(choices.to_vec()))
    }

    fn response(&self) -> ErrorResponse {
        match self {
            Self::Value(why) => why.response(),
            Self::Kms(why) => why.response(),
            Self::Iam(why) => why.response(),
            Self::Rds(why, _) => why.response(),
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

    /// The rule of the source document that this refusal keeps, if it is one of them.
    pub fn rule(&self) -> Option<RuleId> {
        self.response().rule
    }

    /// Whose text it is.
    pub fn source(&self) -> Source {
        self.response().source
    }

    /// The KMS error underneath, where RDS hides one: what CloudTrail tells.
    pub fn cause(&self) -> Option<&Self> {
        match self {
            Self::Rds(_, cause) => cause.as_deref(),
            Self::Value(_)
            | Self::Kms(_)
            | Self::Iam(_)
            | Self::Trail(_)
            | Self::Waiter(_)
            | Self::Playground(_)
            | Self::Client(_) => None,
        }
    }
}

impl From<RdsRefusal> for Refusal {
    fn from(why: RdsRefusal) -> Self {
        Self::Rds(Box::new(why), None)
    }
}

/// What a service says with nothing underneath.
macro_rules! says {
    ($($service:ident($reason:ty))*) => {
        $(impl From<$reason> for Refusal {
            fn from(why: $reason) -> Self {
                Self::$service(Box::new(why))
            }
        })*
    };
}

says! {
    Kms(KmsRefusal)
    Iam(IamRefusal)
    Trail(TrailRefusal)
    Waiter(WaiterRefusal)
    Playground(PlaygroundRefusal)
    Client(ClientRefusal)
}
