//! Finding the key that a command names, in any of the four forms, with AWS's answer for each way to miss.

use crate::ids::{AccountId, AliasArn, KeyArn, KeyRef, Region};
use crate::kms::key::Key;
use crate::refusal::{ErrorCode, Refusal};
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

/// Why no key was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ops) enum NotFound {
    /// The identifier is well formed and names no key.
    NoKey(KeyArn),
    /// No such alias.
    NoAlias(AliasArn),
    /// An ARN of another Region.
    OtherRegion(Region),
    /// Not an identifier that this operation takes.
    Malformed(String),
}

impl NotFound {
    /// AWS's answer.
    pub(in crate::ops) fn refusal(self) -> Refusal {
        let text = match self {
            Self::NoKey(arn) => ["Key '", &arn.to_string(), "' does not exist"].concat(),
            Self::NoAlias(arn) => ["Alias ", &arn.to_string(), " is not found."].concat(),
            Self::OtherRegion(region) => ["Invalid arn ", region.as_str()].concat(),
            Self::Malformed(text) if text.starts_with("arn:") => {
                let message = ["Invalid ARN '", &text, "'"].concat();
                return Refusal::model(ErrorCode::InvalidArnException, message);
            }
            Self::Malformed(text) => ["Invalid keyId '", &text, "'"].concat(),
        };
        Refusal::aws(ErrorCode::NotFoundException, text)
    }
}

/// Finds a key. An id or an alias name is one of `account` in `region`; an ARN says itself which account,
/// and must be one of `region`: a key belongs to its Region (rule L09).
pub(in crate::ops) fn key(
    world: &World,
    account: AccountId,
    region: Region,
    key: &KeyRef,
    forms: Forms,
) -> Result<Rc<Key>, NotFound> {
    let arn = match key {
        KeyRef::Id(id) => KeyArn { account, region, id: *id },
        KeyRef::Arn(arn) if arn.region != region => return Err(NotFound::OtherRegion(arn.region)),
        KeyRef::Arn(arn) => arn.clone(),
        KeyRef::AliasName(name) if forms == Forms::All => {
            target(world, &AliasArn { account, region, id: name.clone() })?
        }
        KeyRef::AliasArn(arn) if forms == Forms::All => {
            if arn.region != region {
                return Err(NotFound::OtherRegion(arn.region));
            }
            target(world, arn)?
        }
        KeyRef::AliasName(_) | KeyRef::AliasArn(_) | KeyRef::Malformed(_) => {
            return Err(NotFound::Malformed(key.to_string()));
        }
    };
    world.keys.get(&arn).cloned().ok_or(NotFound::NoKey(arn))
}

fn target(world: &World, alias: &AliasArn) -> Result<KeyArn, NotFound> {
    let found = world.aliases.get(alias);
    found.map(|alias| alias.target.clone()).ok_or_else(|| NotFound::NoAlias(alias.clone()))
}
