//! The operations of AWS KMS.

pub mod due;
pub(in crate::ops) mod for_rds;

use super::Tx;
use crate::refusal::Refusal;

/// An operation of AWS KMS.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum KmsOp {}

/// What an operation of AWS KMS answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum KmsOutput {
    /// An empty answer.
    Nothing,
}

impl KmsOp {
    /// The API's name.
    pub fn name(&self) -> &'static str {
        match *self {}
    }

    pub(super) fn decide(&self, _tx: &mut Tx) -> Result<KmsOutput, Refusal> {
        match *self {}
    }
}
