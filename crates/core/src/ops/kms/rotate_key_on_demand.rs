//! `RotateKeyOnDemand`: new material now, as often as the quota allows. Automatic rotation keeps its dates.
//!
//! Refused, in this order: key not found; no permission; the key's state; a key that is not for symmetric encryption;
//! a multi-Region replica; the limit.

use super::KmsOutput;
use super::attempt::Attempt;
use super::due::rotate_now;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::key::MaterialKind;
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::quota::Quota;
use crate::refusal::Refusal;

/// Rotates a key's material now.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    since(Y2026),
    writes,
    errors(
        AccessDeniedException,
        DisabledException,
        InvalidArnException,
        KMSInvalidStateException,
        LimitExceededException,
        NotFoundException,
        UnsupportedOperationException
    )
)]
pub struct RotateKeyOnDemand {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
}

impl RotateKeyOnDemand {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let usable = at.managed(tx, &self.key, Action::RotateKeyOnDemand)?;
        let arn = usable.key.arn.clone();
        let made = usable.key.materials().filter(|material| material.kind == MaterialKind::OnDemand);
        if made.count() >= tx.world.quota(arn.account, arn.region, Quota::OnDemandRotations) {
            return Err(KmsRefusal::RotationLimit(arn).into());
        }
        rotate_now(tx, &usable.key, MaterialKind::OnDemand);
        Ok(KmsOutput::KeyArn(arn))
    }
}
