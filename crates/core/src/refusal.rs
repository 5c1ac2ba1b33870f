//! What a refused command says. A refusal is a value that says why, with what it is about; AWS's code and text, the
//! rule of the source document behind it, and whether a source gives the text follow from it.
//!
//! The reasons of one service stand in a file of its own (`kms/refusal.rs`), in the order in which its operations look
//! for them. Nobody searches in a message.

pub use crate::error::{ErrorCode, Source};
use crate::iam::IamRefusal;
use crate::kms::refusal::KmsRefusal;
use crate::rds::refusal::RdsRefusal;
use crate::rules::RuleId;
use std::ops::RangeInclusive;
use std::rc::Rc;

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Refusal {
    /// A value that can't be.
    Value(Rc<ValueRefusal>),
    /// By AWS KMS; with the rule that this keeps, where whoever asked KMS knows one.
    Kms(Rc<KmsRefusal>, Option<RuleId>),
    /// By IAM.
    Iam(Rc<IamRefusal>),
    /// By Amazon RDS; with what lies underneath.
    Rds(Rc<RdsRefusal>, Option<Rc<Self>>),
    /// Said with a code and a text.
    Said(Rc<Said>),
}

/// A code and a text.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Said {
    code: ErrorCode,
    message: String,
    rule: Option<RuleId>,
    source: Source,
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
    /// A refusal in AWS's own words.
    pub fn aws(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::said(code, message.into(), Source::Aws)
    }

    /// A refusal whose words no source gives.
    pub fn model(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::said(code, message.into(), Source::Model)
    }

    fn said(code: ErrorCode, message: String, source: Source) -> Self {
        Self::Said(Rc::new(Said { code, message, rule: None, source }))
    }

    /// Says which rule it keeps.
    #[must_use]
    pub fn by(mut self, rule: RuleId) -> Self {
        match &mut self {
            Self::Value(_) | Self::Iam(_) | Self::Rds(..) => {}
            Self::Kms(_, kept) => *kept = Some(rule),
            Self::Said(said) => Rc::make_mut(said).rule = Some(rule),
        }
        self
    }

    /// As [`Refusal::by`], or under no rule.
    #[must_use]
    pub fn by_maybe(self, rule: Option<RuleId>) -> Self {
        match rule {
            Some(rule) => self.by(rule),
            None => self,
        }
    }

    /// A required member, by CloudTrail's name, that was not given.
    pub(crate) fn missing(member: &'static str) -> Self {
        Self::from(ValueRefusal::Missing { member })
    }

    /// A value that does not have the shape of its member, by the API's name.
    pub(crate) fn misshapen(member: &'static str) -> Self {
        Self::from(ValueRefusal::Shape { member })
    }

    /// A number outside of its member's range.
    pub(crate) fn out_of_range(place: &str, range: &RangeInclusive<i64>, number: i64) -> Self {
        let (least, most) = (*range.start(), *range.end());
        let (words, bound) = if number > most { ("less", most) } else { ("greater", least) };
        let constraint =
            ["Member must have value ", words, " than or equal to ", &bound.to_string()].concat();
        let (member, value) = (place.to_owned(), Some(number.to_string()));
        Self::from(ValueRefusal::Constraint { member, value, constraint })
    }

    /// A text that is none of those which a place in a request takes.
    pub(crate) fn not_one_of(place: &str, text: &str, choices: &[&str]) -> Self {
        let constraint = ["Member must satisfy enum value set: [", &choices.join(", "), "]"].concat();
        let (member, value) = (place.to_owned(), Some(text.to_owned()));
        Self::from(ValueRefusal::Constraint { member, value, constraint })
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

    /// The rule of the source document that this refusal keeps, if it is one of them.
    pub fn rule(&self) -> Option<RuleId> {
        match self {
            Self::Value(_) | Self::Iam(_) => None,
            Self::Kms(_, rule) => *rule,
            Self::Rds(why, cause) => why.rule().or_else(|| cause.as_ref()?.rule()),
            Self::Said(said) => said.rule,
        }
    }

    /// Whose text it is.
    pub fn source(&self) -> Source {
        match self {
            Self::Value(value) => value.source(),
            Self::Kms(why, _) => why.source(),
            Self::Iam(why) => why.source(),
            Self::Rds(why, _) => why.source(),
            Self::Said(said) => said.source,
        }
    }

    /// The KMS error underneath, where RDS hides one: what CloudTrail tells.
    pub fn cause(&self) -> Option<&Self> {
        match self {
            Self::Value(_) | Self::Kms(..) | Self::Iam(_) | Self::Said(_) => None,
            Self::Rds(_, cause) => cause.as_deref(),
        }
    }
}

impl From<ValueRefusal> for Refusal {
    fn from(why: ValueRefusal) -> Self {
        Self::Value(Rc::new(why))
    }
}

impl From<RdsRefusal> for Refusal {
    fn from(why: RdsRefusal) -> Self {
        Self::Rds(Rc::new(why), None)
    }
}

impl From<KmsRefusal> for Refusal {
    fn from(why: KmsRefusal) -> Self {
        Self::Kms(Rc::new(why), None)
    }
}

impl From<IamRefusal> for Refusal {
    fn from(why: IamRefusal) -> Self {
        Self::Iam(Rc::new(why))
    }
}
