//! `DisableKeyRotation`.
//!
//! Refused, in this order: key not found; no permission; the key's state.

use super::KmsOutput;
use super::attempt::Attempt;
use crate::event::Event;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::key::{Key, Rotation};
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Stops the automatic rotation of a key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        AccessDeniedException,
        DisabledException,
        InvalidArnException,
        KMSInvalidStateException,
        NotFoundException
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
        tx.emit(Event::KeyPut(Rc::new(Key { rotation: Rotation::Off, ..(*usable.key).clone() })));
        Ok(KmsOutput::Nothing)
    }
}
