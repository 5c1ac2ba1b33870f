//! The operations of Amazon RDS for Aurora.

pub mod due;

use super::Tx;
use crate::refusal::Refusal;

/// An operation of Amazon RDS.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RdsOp {}

/// What an operation of Amazon RDS answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RdsOutput {}

impl RdsOp {
    /// The API's name.
    pub fn name(&self) -> &'static str {
        match *self {}
    }

    pub(super) fn decide(&self, _tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        match *self {}
    }
}
