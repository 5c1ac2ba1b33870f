//! The few operations of IAM and STS that the playground needs to show both sides of cross-account access.

use super::Tx;
use crate::refusal::Refusal;

/// An operation of IAM or STS.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum IamOp {}

/// What an operation of IAM or STS answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum IamOutput {
    /// An empty answer.
    Nothing,
}

impl IamOp {
    /// The API's name.
    pub fn name(&self) -> &'static str {
        match *self {}
    }

    pub(super) fn decide(&self, _tx: &mut Tx) -> Result<IamOutput, Refusal> {
        match *self {}
    }
}
