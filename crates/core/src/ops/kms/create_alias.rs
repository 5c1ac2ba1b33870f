//! `CreateAlias`.
//!
//! Refused, in this order: an invalid name, or one reserved for AWS; no IAM permission for the alias; key not
//! found; no permission for the key; the key's state; the name is taken; the key has as many
//! aliases as it may have.

use super::KmsOutput;
use super::attempt::Attempt;
use super::check;
use crate::event::Event;
use crate::ids::{AliasArn, AliasName, KeyArn, KeyRef};
use crate::kms::action::Action;
use crate::kms::key::Alias;
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::quota::Quota;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Gives a key a name of your choice.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        AccessDeniedException,
        AlreadyExistsException,
        InvalidArnException,
        KMSInvalidStateException,
        LimitExceededException,
        NotAuthorizedException,
        NotFoundException,
        ValidationException
    )
)]
pub struct CreateAlias {
    /// The alias as written.
    #[member(AliasName)]
    pub name: Rc<str>,
    /// A key id or key ARN.
    #[member(TargetKeyId)]
    pub target: KeyRef,
}

impl CreateAlias {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let name = alias_name(&self.name)?;
        if name.is_aws() {
            return Err(KmsRefusal::ReservedAlias.into());
        }
        let alias = AliasArn { account: at.account(), region: at.region(), id: name };
        at.by_identity(tx, Action::CreateAlias, Some(&alias))?;
        let usable = at.managed(tx, &self.target, Action::CreateAlias)?;
        if tx.world.aliases.get(&alias).is_some() {
            return Err(KmsRefusal::AliasExists(alias).into());
        }
        room_for_alias(tx, &usable.key.arn)?;
        let now = tx.world.now;
        let value = Alias { target: usable.key.arn.clone(), created: now, updated: now };
        tx.emit(Event::AliasPut(alias, value));
        Ok(KmsOutput::Nothing)
    }
}

/// Refuses an alias more than a key may have.
pub(super) fn room_for_alias(tx: &Tx, key: &KeyArn) -> Result<(), Refusal> {
    let most = tx.world.quota(key.account, key.region, Quota::AliasesPerKey);
    if tx.world.aliases.size() < most {
        return Ok(());
    }
    let used = tx.world.aliases_of(key).count();
    if used < most { Ok(()) } else { Err(KmsRefusal::AliasQuota { most, used }.into()) }
}

/// Parses an alias, `alias/` included.
pub(super) fn alias_name(text: &str) -> Result<AliasName, Refusal> {
    if !text.starts_with("alias/") {
        return Err(KmsRefusal::AliasPrefix.into());
    }
    check::longest("aliasName", text, 256)?;
    // AWS's pattern has the colon of ARNs, which a name can't have.
    check::pattern("aliasName", text, "^[a-zA-Z0-9:/_-]+$", |b| {
        b.is_ascii_alphanumeric() || b":/_-".contains(&b)
    })?;
    if text.contains(':') {
        return Err(KmsRefusal::AliasCharacters(text.into()).into());
    }
    AliasName::parse(text).map_err(|_| KmsRefusal::AliasEmpty.into())
}
