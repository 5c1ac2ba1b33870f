//! What a refused command says. A refusal is a value: the code and text AWS answers with, the rule
//! of the source document behind it, and whether a source gives the text or the model supplies it.

use crate::rules::RuleId;

/// Where the text of a refusal comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Source {
    /// AWS's own text, recorded or documented.
    Aws,
    /// No public source states the text; the playground's is a model of it.
    Model,
}

/// A refused command.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Refusal {
    /// The error code as it is on the wire, such as `KMSKeyNotAccessibleFault`.
    pub code: &'static str,
    /// The error message; empty where AWS sends an empty one.
    pub message: String,
    /// The rule of the source document that this refusal keeps, if it is one of them.
    pub rule: Option<RuleId>,
    /// Whose text it is.
    pub source: Source,
    /// The KMS error underneath, where RDS hides one: what CloudTrail tells.
    pub cause: Option<Box<Refusal>>,
}

impl Refusal {
    /// A refusal in AWS's own words.
    pub fn aws(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), rule: None, source: Source::Aws, cause: None }
    }

    /// A refusal whose words no source gives.
    pub fn model(code: &'static str, message: impl Into<String>) -> Self {
        Self { source: Source::Model, ..Self::aws(code, message) }
    }

    /// Says which rule it keeps.
    #[must_use]
    pub fn by(self, rule: RuleId) -> Self {
        Self { rule: Some(rule), ..self }
    }

    /// Says what lies underneath.
    #[must_use]
    pub fn because(self, cause: Self) -> Self {
        Self { cause: Some(Box::new(cause)), ..self }
    }
}
