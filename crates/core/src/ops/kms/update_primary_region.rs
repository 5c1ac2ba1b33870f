//! `UpdatePrimaryRegion`: a replica becomes the primary key, and the primary key a replica. Ids, policies and material
//! stay as they are. Both keys are `Updating` for a while, in which they still encrypt and decrypt.
//!
//! Refused, in this order: a Region that does not exist; key not found; no permission; the key's state; a key that is
//! not a multi-Region primary key; no replica in that Region; no permission on the replica; its state.

use super::KmsOutput;
use super::attempt::Attempt;
use super::replicate_key::region;
use crate::event::Event;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::condition_key::ConditionKey;
use crate::kms::context::EncryptionContext;
use crate::kms::key::{Key, Life, MultiRegion, Rotation};
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::world::Due;
use std::rc::Rc;

/// How long the change takes, in seconds. AWS says: a few.
const UPDATING: u64 = 20;

/// Makes a replica of a multi-Region key its primary key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    since(Y2026),
    writes,
    errors(
        AccessDeniedException,
        DisabledException,
        InvalidArnException,
        KMSInvalidStateException,
        NotFoundException,
        UnsupportedOperationException
    )
)]
pub struct UpdatePrimaryRegion {
    /// The present primary key: a key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// The Region of the replica that becomes the primary key.
    #[member(PrimaryRegion)]
    pub region: Rc<str>,
}

impl UpdatePrimaryRegion {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let region = region(&self.region)?;
        let primary_region = (ConditionKey::PrimaryRegion, Rc::from(region.as_str()));
        at.knows([primary_region.clone()]);
        let usable = at.managed(tx, &self.key, Action::UpdatePrimaryRegion)?;
        let primary = usable.key;
        if primary.multi_region != Some(MultiRegion::Primary) {
            return Err(KmsRefusal::NotPrimary(primary.arn.clone()).into());
        }
        let arn = primary.arn.in_region(region);
        let Some(replica) = tx.world.keys.get(&arn).filter(|replica| **replica != primary).cloned() else {
            return Err(KmsRefusal::NoReplica { key: primary.arn.clone(), region }.into());
        };
        let mut there = Attempt::elsewhere(tx, region, "UpdatePrimaryRegion");
        there.knows([primary_region]);
        there.asked("keyId", arn.to_string());
        there.asked("primaryRegion", region.as_str());
        let none = EncryptionContext::default();
        let usable = there.on(tx, replica, Action::UpdatePrimaryRegion, &none);
        there.finish(tx, usable.as_ref().err());
        let replica = usable?.key;
        take_part(tx, &primary, MultiRegion::Replica);
        take_part(tx, &replica, MultiRegion::Primary);
        // The new primary key rotates from now on.
        if let Rotation::Every { next, .. } = replica.rotation {
            let wait = next.0.saturating_sub(tx.world.now.0);
            tx.schedule(wait, Due::KeyRotation(replica.arn.clone()));
        }
        Ok(KmsOutput::Nothing)
    }
}

/// Gives a key its new part among its related keys.
fn take_part(tx: &mut Tx, key: &Key, part: MultiRegion) {
    let life = Life::Updating(tx.world.now.plus(UPDATING));
    tx.emit(Event::KeyPut(Rc::new(Key { life, multi_region: Some(part), ..key.clone() })));
    tx.schedule(UPDATING, Due::KeyReady(key.arn.clone()));
}
