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
    Trail(TrailRefusal),
    /// By a waiter of the CLI.
    Waiter(WaiterRefusal),
    /// By the playground itself.
    Playground(Box<PlaygroundRefusal>),
    /// By a database's client.
    Client(Box<ClientRefusal>),
}

/// A member's value that can't be, whatever the world is like.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum ValueRefusal {
    /// A member that must be there is not.
    Missing {
        /// CloudTrail's name of the member.
        member: &'static str,
    },
    /// It does not have the member's shape.
    Shape {
        /// The API's name of the member.
        member: &'static str,
    },
    /// It breaks a constraint of the API.
    Constraint {
        /// CloudTrail's name of the member, with the place in a list.
        member: String,
        /// As it was given; `None` for a list.
        value: Option<String>,
        /// `Member must …`
        constraint: String,
    },
}

impl ValueRefusal {
    const fn code(&self) -> ErrorCode {
        match self {
            Self::Missing { .. } | Self::Constraint { .. } => ErrorCode::ValidationException,
            Self::Shape { .. } => ErrorCode::SerializationException,
        }
    }

    fn message(&self) -> String {
        const ONE: &str = "1 validation error detected: Value ";
        match self {
            Self::Missing { member } => {
                [ONE, "null at '", member, "' failed to satisfy constraint: Member must not be null"].concat()
            }
            Self::Shape { member } => ["The value of ", member, " has another type."].concat(),
            Self::Constraint { member, value, constraint } => {
                let value = value.as_ref().map_or_else(String::new, |value| ["'", value, "' "].concat());
                [ONE, &value, "at '", member, "' failed to satisfy constraint: ", constraint].concat()
            }
        }
    }

    const fn source(&self) -> Source {
        match self {
            Self::Missing { .. } | Self::Constraint { .. } => Source::Aws,
            Self::Shape { .. } => Source::Model,
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

    /// A number outside of its member's range.
    pub(crate) fn out_of_range(place: &str, range: &RangeInclusive<i64>, number: i64) -> Self {
        let (least, most) = (*range.start(), *range.end());
        let (words, bound) = if number > most { ("less", most) } else { ("greater", least) };
        let constraint =
            ["Member must have value ", words, " than or equal to ", &bound.to_string()].concat();
        let (member, value) = (place.to_owned(), Some(number.to_string()));
        Self::Value(ValueRefusal::Constraint { member, value, constraint })
    }

    /// A text that is none of those which a place in a request takes.
    pub(crate) fn not_one_of(place: &str, text: &str, choices: &[&str]) -> Self {
        let constraint = ["Member must satisfy enum value set: [", &choices.join(", "), "]"].concat();
        let (member, value) = (place.to_owned(), Some(text.to_owned()));
        Self::Value(ValueRefusal::Constraint { member, value, constraint })
    }

    /// The error code.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Value(value) => value.code(),
            Self::Kms(why) => why.code(),
            Self::Iam(why) => why.code(),
            Self::Rds(why, _) => why.code(),
            Self::Trail(why) => why.code(),
            Self::Waiter(why) => why.code(),
            Self::Playground(why) => why.code(),
            Self::Client(why) => why.code(),
        }
    }

    /// The error message; empty where AWS sends an empty one.
    pub fn message(&self) -> String {
        match self {
            Self::Value(value) => value.message(),
            Self::Kms(why) => why.message(),
            Self::Iam(why) => why.message(),
            Self::Rds(why, _) => why.message(),
            Self::Trail(why) => why.message(),
            Self::Waiter(why) => why.message(),
            Self::Playground(why) => why.message(),
            Self::Client(why) => why.message(),
        }
    }

    /// The rule of the source document that this refusal keeps, if it is one of them.
    pub fn rule(&self) -> Option<RuleId> {
        match self {
            Self::Value(_) | Self::Kms(_) | Self::Iam(_) => None,
            Self::Rds(why, _) => why.rule(),
            Self::Trail(why) => why.rule(),
            Self::Waiter(why) => why.rule(),
            Self::Playground(why) => why.rule(),
            Self::Client(why) => why.rule(),
        }
    }

    /// Whose text it is.
    pub fn source(&self) -> Source {
        match self {
            Self::Value(value) => value.source(),
            Self::Kms(why) => why.source(),
            Self::Iam(why) => why.source(),
            Self::Rds(why, _) => why.source(),
            Self::Trail(why) => why.source(),
            Self::Waiter(why) => why.source(),
            Self::Playground(why) => why.source(),
            Self::Client(why) => why.source(),
        }
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

impl From<KmsRefusal> for Refusal {
    fn from(why: KmsRefusal) -> Self {
        Self::Kms(Box::new(why))
    }
}

impl From<IamRefusal> for Refusal {
    fn from(why: IamRefusal) -> Self {
        Self::Iam(Box::new(why))
    }
}

impl From<TrailRefusal> for Refusal {
    fn from(why: TrailRefusal) -> Self {
        Self::Trail(why)
    }
}

impl From<WaiterRefusal> for Refusal {
    fn from(why: WaiterRefusal) -> Self {
        Self::Waiter(why)
    }
}

impl From<PlaygroundRefusal> for Refusal {
    fn from(why: PlaygroundRefusal) -> Self {
        Self::Playground(Box::new(why))
    }
}

impl From<ClientRefusal> for Refusal {
    fn from(why: ClientRefusal) -> Self {
        Self::Client(Box::new(why))
    }
}
