//! IAM and STS.

use super::Call;
use crate::usage::Usage;
use playground_core::ops::iam::IamOp;

pub(super) fn bind(call: &Call<'_>) -> Result<IamOp, Usage> {
    Err(Usage::not_modelled(call.operation.name))
}
