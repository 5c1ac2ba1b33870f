//! `RevokeGrant`: a grant is taken back by the key's side, even while it is in use.
//!
//! Refused, in this order: an invalid grant id; key not found; no permission; no such grant; `DryRun`.

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

/// Revokes a grant: for those who manage the key.
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
    /// The grant's id, as written.
    #[member(GrantId)]
    pub grant: Rc<str>,
    /// Whether to make a dry run.
    #[member(DryRun, since(Y2026))]
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

/// Finds the grant, or refuses with `NotFoundException`.
pub(super) fn existing(tx: &Tx, key: &KeyArn, id: GrantId) -> Result<Rc<Grant>, Refusal> {
    let found = tx.world.grants.get(&(key.clone(), id)).cloned();
    found.ok_or_else(|| KmsRefusal::NoGrant(key.clone(), id).into())
}
