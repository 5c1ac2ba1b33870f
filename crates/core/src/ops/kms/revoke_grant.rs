//! `RevokeGrant`: the key's side takes a grant back. Nothing is refused because somebody still uses it.
//!
//! Refused, in this order: a grant id that can't be; key not found; no permission; no such grant; `DryRun`.

use super::KmsOutput;
use super::attempt::{Attempt, dry_run};
use super::list_grants::grant_id;
use crate::event::Event;
use crate::ids::{GrantId, KeyArn, KeyRef};
use crate::kms::action::Action;
use crate::kms::grant::Grant;
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Takes a grant away, by who manages the key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        AccessDeniedException,
        DryRunOperationException,
        InvalidArnException,
        InvalidGrantIdException,
        NotFoundException
    )
)]
pub struct RevokeGrant {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// The grant's id, as it was written.
    #[member(GrantId)]
    pub grant: Rc<str>,
    /// Whether only to ask if it would succeed.
    #[member(DryRun)]
    pub dry_run: bool,
}

impl RevokeGrant {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let id = grant_id(&self.grant)?;
        let usable = at.managed(tx, &self.key, Action::RevokeGrant)?;
        let grant = existing(tx, &usable.key.arn, id)?;
        dry_run(self.dry_run)?;
        tx.emit(Event::GrantRemoved(grant.key.clone(), grant.id));
        Ok(KmsOutput::Nothing)
    }
}

/// The grant, or `NotFoundException`.
pub(super) fn existing(tx: &Tx, key: &KeyArn, id: GrantId) -> Result<Rc<Grant>, Refusal> {
    let found = tx.world.grants.get(&(key.clone(), id)).cloned();
    found.ok_or_else(|| KmsRefusal::NoGrant(key.clone(), id).into())
}
