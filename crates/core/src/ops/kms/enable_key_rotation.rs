//! `EnableKeyRotation`: new material every so many days. Ids, policy and ciphertexts don't change.
//!
//! Refused, in this order: a period that is not 90 to 2,560 days; key not found; no permission; the key's
//! state; a key that is not for symmetric encryption; a multi-Region replica.

use super::KmsOutput;
use super::attempt::Attempt;
use super::due::set_rotation;
use crate::env::Time;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::condition_key::ConditionKey;
use crate::kms::key::{Key, Rotation};
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::world::Due;

/// The default period.
pub(super) const YEARLY: u32 = 365;

/// Rotates a key's material automatically.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        AccessDeniedException,
        DisabledException,
        InvalidArnException,
        KMSInvalidStateException,
        NotFoundException,
        UnsupportedOperationException,
        ValidationException
    )
)]
pub struct EnableKeyRotation {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// The period. If absent, 365 days, or the present period if rotation is on.
    #[member(RotationPeriodInDays, since(Y2026), range(90..=2560))]
    pub days: Option<i64>,
}

impl EnableKeyRotation {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        // Like AWS, without the default of a request that names no period.
        at.knows(self.days.map(|days| (ConditionKey::RotationPeriod, days.to_string().into())));
        let usable = at.managed(tx, &self.key, Action::EnableKeyRotation)?;
        let asked = self.days.and_then(|days| u32::try_from(days).ok());
        let days = match usable.key.rotation {
            Rotation::Every { days: now, .. } if asked.is_none_or(|days| days == now) => {
                return Ok(KmsOutput::Nothing);
            }
            _ => asked.unwrap_or(YEARLY),
        };
        start(tx, &usable.key, days);
        Ok(KmsOutput::Nothing)
    }
}

/// Begins rotation every `days` days, counted from now.
pub(super) fn start(tx: &mut Tx, key: &Key, days: u32) {
    let period = u64::from(days) * Time::DAY;
    let rotation = Rotation::Every { days, next: tx.world.now.plus(period) };
    set_rotation(tx, key, rotation);
    tx.schedule(period, Due::KeyRotation(key.arn.clone()));
}
