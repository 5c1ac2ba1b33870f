//! `ListAliases`: those of the caller's account in this Region, or those of one key. Those that AWS has predefined are there
//! before a key is behind them.
//!
//! Refused, in this order: an invalid limit; no IAM permission; key not found.

use super::KmsOutput;
use super::attempt::Attempt;
use super::find::{self, Forms};
use super::page::Page;
use crate::ids::{AliasArn, AliasName, KeyRef};
use crate::kms::action::Action;
use crate::kms::key::Alias;
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::sort::sorted;

/// Lists the names of keys in this account and Region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Operation)]
#[operation(errors(
    AccessDeniedException,
    InvalidArnException,
    InvalidMarkerException,
    NotFoundException,
    ValidationException
))]
pub struct ListAliases {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: Option<KeyRef>,
    /// Which page of the list.
    #[members]
    pub page: Page,
}

impl ListAliases {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        at.by_identity(tx, Action::ListAliases, None)?;
        let place = (at.account(), at.region());
        let only = match &self.key {
            None => None,
            Some(key) => {
                let found = find::key(&tx.world, place.0, place.1, key, Forms::KeyOnly);
                Some(found.map_err(KmsRefusal::Key)?.arn.clone())
            }
        };
        let first = AliasArn::first_in(place.0, place.1);
        let aliases =
            tx.world.aliases.from_key_while(&first, move |name| (name.account, name.region) == place);
        let mut all: Vec<(AliasArn, Option<Alias>)> = aliases
            .filter(|(_, alias)| only.as_ref().is_none_or(|only| alias.target == *only))
            .map(|(name, alias)| (name.clone(), Some(alias.clone())))
            .collect();
        if only.is_none() {
            let (account, region) = place;
            let named = AliasName::predefined().map(|id| AliasArn { account, region, id });
            all.extend(named.filter(|name| !tx.world.aliases.contains_key(name)).map(|name| (name, None)));
            all = sorted(all, |(one, _), (other, _)| one.cmp(other));
        }
        let listing = self.page.cut(all, |(name, _)| name.id.to_string());
        listing.map(KmsOutput::Aliases)
    }
}
