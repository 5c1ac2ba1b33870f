//! The operations of AWS KMS.

use super::Call;
use crate::usage::Usage;
use playground_core::ops::kms::KmsOp;

pub(super) fn bind(call: &Call<'_>) -> Result<KmsOp, Usage> {
    Err(Usage::not_modelled(call.operation.name))
}
