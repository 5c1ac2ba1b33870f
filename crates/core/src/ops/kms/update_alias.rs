//! `UpdateAlias`.
//!
//! Refused, in this order: an invalid name; no IAM permission for the alias; no such alias; no permission for
//! its present key (for an alias of AWS, nobody has it); the new key not found; no permission for it; its
//! state. The present key may be in any state.

use super::KmsOutput;
use super::attempt::Attempt;
use super::create_alias::{alias_name, room_for_alias};
use crate::event::Event;
use crate::ids::{AliasArn, KeyRef};
use crate::kms::action::Action;
use crate::kms::context::EncryptionContext;
use crate::kms::key::Alias;
use crate::kms::refusal::{KeyNotFound, KmsRefusal};
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Points a name at another key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        AccessDeniedException,
        InvalidArnException,
        KMSInvalidStateException,
        LimitExceededException,
        NotFoundException,
        ValidationException
    )
)]
pub struct UpdateAlias {
    /// The alias as written.
    #[member(AliasName)]
    pub name: Rc<str>,
    /// A key id or key ARN.
    #[member(TargetKeyId)]
    pub target: KeyRef,
}

impl UpdateAlias {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let alias = AliasArn { account: at.account(), region: at.region(), id: alias_name(&self.name)? };
        let old = may_change(tx, at, &alias, Action::UpdateAlias)?;
        let usable = at.managed(tx, &self.target, Action::UpdateAlias)?;
        let target = usable.key.arn.clone();
        if target != old.target {
            room_for_alias(tx, &target)?;
        }
        tx.emit(Event::AliasPut(alias, Alias { target, updated: tx.world.now, ..old }));
        Ok(KmsOutput::Nothing)
    }
}

/// Finds the alias and checks that the caller may change it: by IAM, and by the policy of its present key.
pub(super) fn may_change(
    tx: &Tx,
    at: &mut Attempt,
    alias: &AliasArn,
    action: Action,
) -> Result<Alias, Refusal> {
    at.by_identity(tx, action, Some(alias))?;
    let found = tx.world.aliases.get(alias).cloned();
    let found = found.ok_or_else(|| KmsRefusal::Key(KeyNotFound::NoAlias(alias.clone())))?;
    if let Some(key) = tx.world.keys.get(&found.target).cloned() {
        at.permitted(tx, &key, action, &EncryptionContext::default())?;
    }
    Ok(found)
}
