//! Grant tokens of a request.

use crate::kms::grant::{Grant, MOST_TOKENS, read_token};
use crate::kms::refusal::KmsRefusal;
use crate::refusal::{Refusal, ValueConstraint};
use crate::world::World;
use std::rc::Rc;

/// Checks grant tokens: at most ten, each of an existing grant. In the playground a grant takes effect at
/// once, so a token adds nothing to it.
pub(in crate::ops) fn check_tokens(world: &World, tokens: &[Rc<str>]) -> Result<(), Refusal> {
    if tokens.len() > MOST_TOKENS {
        return Err(Refusal::breaks("grantTokens", None, ValueConstraint::Longest(MOST_TOKENS)));
    }
    if tokens.iter().all(|token| grant_of_token(world, token).is_some()) {
        return Ok(());
    }
    Err(KmsRefusal::GrantToken.into())
}

/// The grant that a token names, if it still exists.
pub(in crate::ops) fn grant_of_token(world: &World, token: &str) -> Option<Rc<Grant>> {
    read_token(token).and_then(|named| world.grants.get(&named)).cloned()
}
