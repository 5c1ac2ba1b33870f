//! Which kind of key an action needs. What a grant may allow on a key: `create_grant`.

use crate::kms::action::Action;
use crate::kms::key::{Key, MultiRegion};
use crate::kms::refusal::KmsRefusal;
use crate::kms::spec::{KeyUsage, Special};

/// Checks that the key is of the kind that the action needs.
pub(super) fn suits(key: &Key, action: Action) -> Result<(), KmsRefusal> {
    let arn = || key.arn.clone();
    match key.special {
        Some(Special { spec, usage: KeyUsage::EncryptDecrypt }) if action.is_cryptographic() => {
            Err(KmsRefusal::KeySpec { key: arn(), spec, action })
        }
        Some(Special { usage, .. }) if action.is_cryptographic() => {
            Err(KmsRefusal::KeyUsage { key: arn(), usage, action })
        }
        Some(_) if action.is_rotation() || action == Action::ListKeyRotations => {
            Err(KmsRefusal::NotRotated(arn()))
        }
        _ if action.is_rotation() && key.multi_region == Some(MultiRegion::Replica) => {
            Err(KmsRefusal::NotPrimary(arn()))
        }
        _ if action == Action::ReplicateKey && key.multi_region != Some(MultiRegion::Primary) => {
            Err(KmsRefusal::NotPrimary(arn()))
        }
        Some(_) | None => Ok(()),
    }
}
