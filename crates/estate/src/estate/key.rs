//! What files say of KMS keys: their state, policies, grants and aliases. What no file said is `None`.
//!
//! Not here: what a policy or a grant allows (`access`, `decision`).

use std::rc::Rc;

use playground_core::env::Time;
use playground_core::kms::context::EncryptionContext;
use playground_core::kms::grant::Constraint;
use playground_core::kms::policy::Policy;
use playground_core::kms::refusal::KmsRefusal;

use crate::arn::Arn;

/// A key policy as it was read.
#[derive(Clone, Debug)]
pub enum KeyPolicy {
    /// It can be evaluated.
    Read(Rc<Policy>),
    /// It can't, because of this.
    Unread(String),
}

impl KeyPolicy {
    /// One that allows and denies nothing.
    pub(crate) fn nothing() -> Self {
        Self::Read(Rc::new(Policy { text: "".into(), statements: Vec::new() }))
    }
}

/// A KMS key.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its ARN.
    pub arn: Arn,
    /// `Enabled`, `Disabled`, `PendingDeletion`, …
    pub state: Option<Rc<str>>,
    /// Whether AWS manages it for the account; a customer does otherwise.
    pub aws_managed: Option<bool>,
    /// When it will be deleted.
    pub deletion: Option<Time>,
    /// Whether it is rotated automatically.
    pub rotates: Option<bool>,
    /// When it was rotated last, automatically or on demand.
    pub rotated: Option<Time>,
    /// When it will be rotated next.
    pub rotates_next: Option<Time>,
    /// When it was created.
    pub created: Option<Time>,
    /// After how many days each it is rotated.
    pub period: Option<u64>,
    /// `SYMMETRIC_DEFAULT` and others.
    pub spec: Option<Rc<str>>,
    /// `PRIMARY` or `REPLICA`, of a multi-Region key.
    pub multi_region: Option<Rc<str>>,
    /// Its policy.
    pub policy: Option<KeyPolicy>,
    /// Its grants, if a file lists them.
    pub grants: Option<Vec<Grant>>,
}

impl Key {
    /// A key that only its ARN is known of.
    pub(crate) fn new(arn: Arn) -> Self {
        Self {
            arn,
            state: None,
            aws_managed: None,
            deletion: None,
            rotates: None,
            rotated: None,
            rotates_next: None,
            created: None,
            period: None,
            spec: None,
            multi_region: None,
            policy: None,
            grants: None,
        }
    }
}

/// A grant.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Its id.
    pub id: Rc<str>,
    /// The grantee.
    pub grantee: Rc<str>,
    /// The operations that it allows.
    pub operations: Vec<Rc<str>>,
    /// Who may retire it.
    pub retiring: Option<Rc<str>>,
    /// The encryption context that calls must have: all of it, or at least these pairs.
    pub context: Option<(Matching, Vec<Pair>)>,
}

impl Grant {
    /// Its constraint, as the evaluation takes it; `Err` if its encryption context is none that KMS takes.
    pub(crate) fn constraint(&self) -> Result<Option<Constraint>, KmsRefusal> {
        let Some((matching, pairs)) = &self.context else { return Ok(None) };
        let context = EncryptionContext::new(pairs.clone())?;
        Ok(Some(match matching {
            Matching::Whole => Constraint::Equals(context),
            Matching::Part => Constraint::Subset(context),
        }))
    }
}

/// A name and a value of an encryption context.
pub type Pair = (Rc<str>, Rc<str>);

/// How much of an encryption context a grant's constraint names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// `EncryptionContextEquals`
    Whole,
    /// `EncryptionContextSubset`
    Part,
}

/// An alias.
#[derive(Clone, Debug)]
pub struct Alias {
    /// Its ARN.
    pub arn: Arn,
    /// The key ID that it points to; AWS's predefined aliases may have none.
    pub target: Option<Rc<str>>,
}
