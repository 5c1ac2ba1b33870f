//! Finding the key that a command names, in any of the four forms, with AWS's answer for each way to miss.

use crate::ids::{AccountId, AliasArn, KeyArn, KeyRef, Region};
use crate::kms::key::Key;
use crate::kms::refusal::KeyNotFound;
use crate::world::World;
use std::rc::Rc;

/// Which forms an operation takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ops) enum Forms {
    /// Key id and key ARN.
    KeyOnly,
    /// Those, alias name and alias ARN.
    All,
}

/// Finds a key. An id or an alias name is one of `account` in `region`; an ARN says itself which account,
/// and must be one of `region`: a key belongs to its Region (rule L09).
pub(in crate::ops) fn key(
    world: &World,
    account: AccountId,
    region: Region,
    key: &KeyRef,
    forms: Forms,
) -> Result<Rc<Key>, KeyNotFound> {
    let arn = match key {
        KeyRef::Id(id) => KeyArn { account, region, id: *id },
        KeyRef::Arn(arn) if arn.region != region => return Err(KeyNotFound::OtherRegion(arn.region)),
        KeyRef::Arn(arn) => arn.clone(),
        KeyRef::AliasName(name) if forms == Forms::All => {
            target(world, &AliasArn { account, region, id: name.clone() })?
        }
        KeyRef::AliasArn(arn) if forms == Forms::All => {
            if arn.region != region {
                return Err(KeyNotFound::OtherRegion(arn.region));
            }
            target(world, arn)?
        }
        KeyRef::AliasArn(arn) => return Err(KeyNotFound::MalformedArn(arn.to_string())),
        KeyRef::AliasName(name) => return Err(KeyNotFound::MalformedId(name.to_string())),
        KeyRef::Malformed(text) if text.starts_with("arn:") => {
            return Err(KeyNotFound::MalformedArn(text.to_string()));
        }
        KeyRef::Malformed(text) => return Err(KeyNotFound::MalformedId(text.to_string())),
    };
    world.keys.get(&arn).cloned().ok_or(KeyNotFound::NoKey(arn))
}

fn target(world: &World, alias: &AliasArn) -> Result<KeyArn, KeyNotFound> {
    let found = world.aliases.get(alias);
    found.map(|alias| alias.target.clone()).ok_or_else(|| KeyNotFound::NoAlias(alias.clone()))
}
