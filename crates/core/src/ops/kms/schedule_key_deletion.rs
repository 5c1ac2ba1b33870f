//! `ScheduleKeyDeletion`: the key can't be used from now on. At the end of the waiting period it is removed
//! with its material, aliases and grants, and everything encrypted under it is lost, unless a related multi-Region key
//! has the same material. The waiting period of a primary key begins when the last of its replicas is gone.
//!
//! Refused, in this order: a period that is not 7 to 30 days; key not found; no permission; the key's state.

use super::KmsOutput;
use super::attempt::Attempt;
use super::due::schedule_deletion;
use crate::event::Event;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::condition_key::ConditionKey;
use crate::kms::key::{Key, Life, MultiRegion};
use crate::kms::state::KeyState;
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::trail::Told;
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
    /// 30 unless given.
    #[member(PendingWindowInDays, range(1..=i64::MAX))]
    pub days: Option<i64>,
}

impl ScheduleKeyDeletion {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let days = self.days.unwrap_or(30);
        let Some(days) = u32::try_from(days).ok().filter(|days| (7..=30).contains(days)) else {
            return Err(Refusal::out_of_range("pendingWindowInDays", &(7..=30), days));
        };
        at.asked("pendingWindowInDays", Told::Integer(days.into()));
        at.knows([(ConditionKey::PendingWindow, days.to_string().into())]);
        let usable = at.managed(tx, &self.key, Action::ScheduleKeyDeletion)?;
        let arn = usable.key.arn.clone();
        let replicas = tx.world.related(&arn).any(|other| other.arn != arn);
        let waits = replicas && usable.key.multi_region == Some(MultiRegion::Primary);
        let end = if waits {
            let life = Life::PendingReplicaDeletion(days);
            tx.emit(Event::KeyPut(Rc::new(Key { life, ..(*usable.key).clone() })));
            None
        } else {
            Some(schedule_deletion(tx, &usable.key, days))
        };
        let state = if waits { KeyState::PendingReplicaDeletion } else { KeyState::PendingDeletion };
        Ok(KmsOutput::Scheduled { key: arn, at: end, state, days })
    }
}
