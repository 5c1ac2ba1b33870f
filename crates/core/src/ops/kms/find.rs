//! Finds the key that a command names by any of the four identifiers. Each way to fail has AWS's error.

use crate::edition::Edition;
use crate::ids::{AccountId, AliasArn, KeyArn, KeyRef, Region};
use crate::kms::key::Key;
use crate::kms::refusal::KeyNotFound;
use crate::world::World;
use std::rc::Rc;

/// The identifiers that an operation takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ops) enum Forms {
    /// Key id and key ARN.
    KeyOnly,
    /// All four: also alias name and alias ARN.
    All,
}

/// Finds a key. A key id or alias name is looked up in `account` and `region`. An ARN names its account, and
/// must be of `region`, since a key belongs to its Region (rule L09).
pub(in crate::ops) fn key(
    world: &World,
    account: AccountId,
    region: Region,
    key: &KeyRef,
    forms: Forms,
) -> Result<Rc<Key>, KeyNotFound> {
    let arn = match key {
        KeyRef::Id(id) if id.is_multi_region() && world.edition < Edition::Y2026 => {
            return Err(KeyNotFound::MalformedId(id.to_string()));
        }
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
