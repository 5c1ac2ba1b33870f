//! `ScheduleKeyDeletion`: the key can't be used from now on. At the end of the waiting period it is removed
//! with its material, aliases and grants, and everything encrypted under it is lost.
//!
//! Refused, in this order: a period that is not 7 to 30 days; key not found; no permission; the key's state.

use super::KmsOutput;
use super::attempt::Attempt;
use super::check;
use crate::env::Time;
use crate::event::Event;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::key::{Key, Life};
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::world::Due;
use std::rc::Rc;

/// Deletes a key after a waiting period; what it encrypted is lost then.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        AccessDeniedException,
        InvalidArnException,
        KMSInvalidStateException,
        NotFoundException,
        ValidationException
    )
)]
pub struct ScheduleKeyDeletion {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// The period; 30 if absent.
    #[member(PendingWindowInDays, range(1..=365))]
    pub days: Option<i64>,
}

impl ScheduleKeyDeletion {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let days = check::range("pendingWindowInDays", self.days.unwrap_or(30), 7, 30)?;
        at.asked("pendingWindowInDays", days.to_string());
        let usable = at.managed(tx, &self.key, Action::ScheduleKeyDeletion)?;
        let arn = usable.key.arn.clone();
        let wait = u64::from(days) * Time::DAY;
        let end = tx.world.now.plus(wait);
        let key = Key { life: Life::PendingDeletion(end), ..(*usable.key).clone() };
        tx.emit(Event::KeyPut(Rc::new(key)));
        tx.schedule(wait, Due::KeyDeletion(arn.clone()));
        at.answered("keyId", arn.to_string());
        at.answered("keyState", "PendingDeletion");
        at.answered("deletionDate", end.to_string());
        Ok(KmsOutput::Scheduled { key: arn, at: end, days })
    }
}
