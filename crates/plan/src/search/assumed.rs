//! What a search takes for granted: that in an account of which nothing is known there is an administrator.

use std::rc::Rc;

use playground_core::apply::apply;
use playground_core::event::Event;
use playground_core::ids::AccountId;
use playground_core::kms::builtin::{ADMINISTRATOR, everything};
use playground_core::world::World;

use super::build::actor;
use crate::goal::Goal;

/// A fork of the world in which somebody can act for each account that the goal names, and the accounts for which that is
/// assumed.
pub(super) fn peopled(world: &World, goal: &Goal) -> (World, Vec<AccountId>) {
    let mut fork = world.clone();
    let mut assumed = Vec::new();
    for account in goal.each().into_iter().filter_map(Goal::to) {
        let who = actor(&fork, account).holder();
        let is_known = fork.policies_of(&who).next().is_some() || fork.attached_to(&who).next().is_some();
        if !is_known {
            apply(&mut fork, &Event::IdentityPolicyPut(who, ADMINISTRATOR.into(), Rc::new(everything())));
            assumed.push(account);
        }
    }
    (fork, assumed)
}
