//! `DeleteAlias`: the key stays.
//!
//! Refused, in this order: an invalid name; no IAM permission for the alias; no such alias; no permission for
//! its key (for an alias of AWS, nobody has it).

use super::KmsOutput;
use super::attempt::Attempt;
use super::create_alias::alias_name;
use super::update_alias::may_change;
use crate::event::Event;
use crate::ids::AliasArn;
use crate::kms::action::Action;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Removes a name; the key stays.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(AccessDeniedException, NotFoundException, ValidationException))]
pub struct DeleteAlias {
    /// The alias as written.
    #[member(AliasName)]
    pub name: Rc<str>,
}

impl DeleteAlias {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let alias = AliasArn { account: at.account(), region: at.region(), id: alias_name(&self.name)? };
        may_change(tx, at, &alias, Action::DeleteAlias)?;
        tx.emit(Event::AliasRemoved(alias));
        Ok(KmsOutput::Nothing)
    }
}
