//! `DisableKey`: the key can't encrypt or decrypt until it is enabled again.
//!
//! Refused, in this order: key not found; no permission; the key's state.

use super::KmsOutput;
use super::attempt::Attempt;
use crate::event::Event;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::key::{Key, Life};
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Stops all cryptography with a key until it is enabled again.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(AccessDeniedException, InvalidArnException, KMSInvalidStateException, NotFoundException)
)]
pub struct DisableKey {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
}

impl DisableKey {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let usable = at.managed(tx, &self.key, Action::DisableKey)?;
        let key = Key { life: Life::Disabled, ..(*usable.key).clone() };
        tx.emit(Event::KeyPut(Rc::new(key)));
        Ok(KmsOutput::Nothing)
    }
}
