//! Refusals. A refusal is a value that says why a command was refused and what the reason is about. AWS's
//! error code and text follow from it, and so do the rule of the source document and whether a source gives
//! the text.
//!
//! The reasons of each service are in a file of that service (`kms/refusal.rs`), in the order in which its
//! operations check for them. No code searches in a message.

pub use crate::error::{ErrorCode, Source};
use crate::iam::IamRefusal;
use crate::kms::refusal::KmsRefusal;
use crate::rds::refusal::RdsRefusal;
use crate::rules::RuleId;
use std::ops::RangeInclusive;

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Refusal {
    /// A member's value is invalid.
    Value(ValueRefusal),
    /// AWS KMS refused, and the rule that this enforces where the operation that called KMS names one.
    Kms(Box<KmsRefusal>, Option<RuleId>),
    /// IAM refused.
    Iam(Box<IamRefusal>),
    /// Amazon RDS refused, and the error of another service that caused it.
    Rds(Box<RdsRefusal>, Option<Box<Self>>),
    /// Said with a code and a text.
    Said(Box<Said>),
}

/// A code and a text.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Said {
    code: ErrorCode,
    message: String,
    rule: Option<RuleId>,
    source: Source,
}

/// A member's value that is invalid in every world.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum ValueRefusal {
    /// A required member is missing.
    Missing {
        /// CloudTrail's name of the member.
        member: &'static str,
    },
    /// The value does not have the member's shape.
    Shape {
        /// The API's name of the member.
        member: &'static str,
    },
    /// The value breaks a constraint of the API.
    Constraint {
        /// CloudTrail's name of the member, with the index for an item of a list.
        member: String,
        /// The value as given; `None` for a list.
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
    /// A refusal in AWS's own words.
    pub fn aws(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::said(code, message.into(), Source::Aws)
    }

    /// A refusal whose text no source gives.
    pub fn model(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::said(code, message.into(), Source::Model)
    }

    fn said(code: ErrorCode, message: String, source: Source) -> Self {
        Self::Said(Box::new(Said { code, message, rule: None, source }))
    }

    /// Adds the rule that this refusal enforces.
    #[must_use]
    pub fn by(mut self, rule: RuleId) -> Self {
        match &mut self {
            Self::Value(_) | Self::Iam(_) | Self::Rds(..) => {}
            Self::Kms(_, kept) => *kept = Some(rule),
            Self::Said(said) => said.rule = Some(rule),
        }
        self
    }

    /// Like [`Refusal::by`], but the rule may be absent.
    #[must_use]
    pub fn by_maybe(self, rule: Option<RuleId>) -> Self {
        match rule {
            Some(rule) => self.by(rule),
            None => self,
        }
    }

    /// A required member that is missing. Takes CloudTrail's name of it.
    pub(crate) const fn missing(member: &'static str) -> Self {
        Self::Value(ValueRefusal::Missing { member })
    }

    /// A value that does not have the shape of its member. Takes the API's name of the member.
    pub(crate) const fn misshapen(member: &'static str) -> Self {
        Self::Value(ValueRefusal::Shape { member })
    }

    /// A number outside the range of its member.
    pub(crate) fn out_of_range(place: &str, range: &RangeInclusive<i64>, number: i64) -> Self {
        let (least, most) = (*range.start(), *range.end());
        let (words, bound) = if number > most { ("less", most) } else { ("greater", least) };
        let constraint =
            ["Member must have value ", words, " than or equal to ", &bound.to_string()].concat();
        let (member, value) = (place.to_owned(), Some(number.to_string()));
        Self::Value(ValueRefusal::Constraint { member, value, constraint })
    }

    /// A text that is none of the choices of its member.
    pub(crate) fn not_one_of(place: &str, text: &str, choices: &[&str]) -> Self {
        let constraint = ["Member must satisfy enum value set: [", &choices.join(", "), "]"].concat();
        let (member, value) = (place.to_owned(), Some(text.to_owned()));
        Self::Value(ValueRefusal::Constraint { member, value, constraint })
    }

    /// The error code.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Value(value) => value.code(),
            Self::Kms(why, _) => why.code(),
            Self::Iam(why) => why.code(),
            Self::Rds(why, _) => why.code(),
            Self::Said(said) => said.code,
        }
    }

    /// The error message; empty where AWS sends an empty one.
    pub fn message(&self) -> String {
        match self {
            Self::Value(value) => value.message(),
            Self::Kms(why, _) => why.message(),
            Self::Iam(why) => why.message(),
            Self::Rds(why, _) => why.message(),
            Self::Said(said) => said.message.clone(),
        }
    }

    /// The rule of the source document that this refusal enforces, if there is one.
    pub fn rule(&self) -> Option<RuleId> {
        match self {
            Self::Value(_) | Self::Iam(_) => None,
            Self::Kms(_, rule) => *rule,
            Self::Rds(why, cause) => why.rule().or_else(|| cause.as_ref()?.rule()),
            Self::Said(said) => said.rule,
        }
    }

    /// Where the text comes from.
    pub fn source(&self) -> Source {
        match self {
            Self::Value(value) => value.source(),
            Self::Kms(why, _) => why.source(),
            Self::Iam(why) => why.source(),
            Self::Rds(why, _) => why.source(),
            Self::Said(said) => said.source,
        }
    }

    /// The KMS error that an RDS error hides; CloudTrail shows it.
    pub fn cause(&self) -> Option<&Self> {
        match self {
            Self::Value(_) | Self::Kms(..) | Self::Iam(_) | Self::Said(_) => None,
            Self::Rds(_, cause) => cause.as_deref(),
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
        Self::Kms(Box::new(why), None)
    }
}

impl From<IamRefusal> for Refusal {
    fn from(why: IamRefusal) -> Self {
        Self::Iam(Box::new(why))
    }
}
