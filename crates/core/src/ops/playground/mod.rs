//! What AWS has no command for: the clock, the raw storage, and its attackers.

use super::Tx;
use crate::refusal::Refusal;

/// A `playground` command.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PlaygroundOp {}

/// What a `playground` command answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PlaygroundOutput {}

impl PlaygroundOp {
    /// The command's name.
    pub fn name(&self) -> &'static str {
        match *self {}
    }

    pub(super) fn decide(&self, _tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        match *self {}
    }
}
