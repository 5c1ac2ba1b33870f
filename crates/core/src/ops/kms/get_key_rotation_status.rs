//! `GetKeyRotationStatus`.
//!
//! Refused, in this order: key not found; no permission.

use super::KmsOutput;
use super::attempt::Attempt;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Shows whether a key is rotated automatically.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(AccessDeniedException, InvalidArnException, NotFoundException))]
pub struct GetKeyRotationStatus {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
}

impl GetKeyRotationStatus {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let usable = at.managed(tx, &self.key, Action::GetKeyRotationStatus)?;
        Ok(KmsOutput::RotationStatus { key: usable.key.arn.clone(), rotation: usable.key.rotation })
    }
}
