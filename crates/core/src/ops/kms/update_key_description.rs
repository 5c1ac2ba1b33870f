//! `UpdateKeyDescription`.
//!
//! Refused, in this order: a description that is too long; key not found; no permission (for a key of AWS,
//! nobody has it); the key's state.

use super::KmsOutput;
use super::attempt::Attempt;
use super::check;
use crate::event::Event;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::key::Key;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Changes a key's description.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes)]
#[operation(errors(AccessDeniedException, InvalidArnException, KMSInvalidStateException))]
#[operation(errors(NotFoundException, ValidationException))]
pub struct UpdateKeyDescription {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// The description; may be empty.
    #[member(Description)]
    pub description: Rc<str>,
}

impl UpdateKeyDescription {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        check::description(&self.description)?;
        let usable = at.managed(tx, &self.key, Action::UpdateKeyDescription)?;
        let key = Key { description: self.description.clone(), ..(*usable.key).clone() };
        tx.emit(Event::KeyPut(Rc::new(key)));
        Ok(KmsOutput::Nothing)
    }
}
