//! What a plan of Terraform would change. None of it has happened.
//!
//! Not here: why, and what to write instead (`replaced`).

use std::rc::Rc;

use crate::arn::Arn;

/// A resource that a plan of Terraform would delete, or delete and create again.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its address: `module.orders.aws_rds_cluster.this[0]`.
    pub address: Rc<str>,
    /// Its type: `aws_rds_cluster`.
    pub kind: Rc<str>,
    /// Its ARN, if the plan has one.
    pub arn: Option<Arn>,
    /// Whether it is created again.
    pub again: bool,
    /// Terraform's `action_reason`: `replace_because_cannot_update`, `replace_because_tainted`, …
    pub why: Option<Rc<str>>,
    /// The attributes that force it.
    pub attributes: Vec<Attribute>,
    /// Whether the plan names them; if not, they are those that differ and may force it.
    pub told: bool,
    /// Whether a final snapshot is taken before it is deleted.
    pub final_snapshot: Option<bool>,
    /// Whether it has deletion protection.
    pub protected: Option<bool>,
}

/// An attribute that a plan changes.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name: `kms_key_id`.
    pub path: Rc<str>,
    /// What it is.
    pub before: Planned,
    /// What it would be.
    pub after: Planned,
}

/// A value in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Planned {
    /// There is none.
    Absent,
    /// It is known after the apply only.
    Unknown,
    /// It is not kept.
    Dropped,
    /// This.
    Is(Rc<str>),
}

impl Planned {
    /// The value, if it is known and kept.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Is(text) => Some(text),
            Self::Absent | Self::Unknown | Self::Dropped => None,
        }
    }
}
