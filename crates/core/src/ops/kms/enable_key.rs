//! `EnableKey`: the key can be used again. A rotation that came due in the meantime happens now.
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

/// Lets a disabled key be used again.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(AccessDeniedException, InvalidArnException, KMSInvalidStateException, NotFoundException)
)]
pub struct EnableKey {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
}

impl EnableKey {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let usable = at.managed(tx, &self.key, Action::EnableKey)?;
        let key = Key { life: Life::Enabled, ..(*usable.key).clone() };
        tx.emit(Event::KeyPut(Rc::new(key)));
        super::due::catch_up(tx, &usable.key.arn);
        Ok(KmsOutput::Nothing)
    }
}
