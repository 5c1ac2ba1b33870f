//! The playground's own commands, and RDS's waiters.

use super::Call;
use crate::usage::Usage;
use playground_core::ops::playground::PlaygroundOp;

pub(super) fn bind(call: &Call<'_>) -> Result<PlaygroundOp, Usage> {
    Err(Usage::not_modelled(call.operation.name))
}
