//! `CancelKeyDeletion`: the key stays disabled.
//!
//! Refused, in this order: key not found; no permission; the key is not pending deletion.

use super::KmsOutput;
use super::attempt::Attempt;
use crate::event::Event;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::key::{Key, Life};
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Cancels a scheduled deletion; the key stays disabled.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(AccessDeniedException, InvalidArnException, KMSInvalidStateException, NotFoundException)
)]
pub struct CancelKeyDeletion {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
}

impl CancelKeyDeletion {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let usable = at.managed(tx, &self.key, Action::CancelKeyDeletion)?;
        let key = Key { life: Life::Disabled, ..(*usable.key).clone() };
        let arn = key.arn.clone();
        tx.emit(Event::KeyPut(Rc::new(key)));
        Ok(KmsOutput::KeyArn(arn))
    }
}
