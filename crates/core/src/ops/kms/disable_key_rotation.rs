//! `DisableKeyRotation`.
//!
//! Refused, in this order: key not found; no permission; the key's state; a key that is not for symmetric encryption; a
//! multi-Region replica.

use super::KmsOutput;
use super::attempt::Attempt;
use super::due::set_rotation;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::key::Rotation;
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Stops the automatic rotation of a key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        AccessDeniedException,
        DisabledException,
        InvalidArnException,
        KMSInvalidStateException,
        NotFoundException,
        UnsupportedOperationException
    )
)]
pub struct DisableKeyRotation {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
}

impl DisableKeyRotation {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let usable = at.managed(tx, &self.key, Action::DisableKeyRotation)?;
        set_rotation(tx, &usable.key, Rotation::Off);
        Ok(KmsOutput::Nothing)
    }
}
