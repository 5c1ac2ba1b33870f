//! Whether a key lets another account use it.

use playground_core::kms::pattern::Budget;
use playground_core::kms::policy::{Effect, Element, Policy, Who};

use crate::arn::Arn;
use crate::estate::{Grant, Key, KeyPolicy};

/// Returns whether a key's policy or grants let an account decrypt; `None` if that can't be told: the policy is not known, can't
/// be evaluated, or depends on conditions.
pub fn lets(key: &Key, account: &str) -> Option<bool> {
    if key.arn.account() == account {
        return Some(true);
    }
    let in_account = |who: &str| Arn::parse(who).is_some_and(|arn| arn.account() == account);
    let decrypts = |one: &Grant| one.operations.iter().any(|operation| &**operation == "Decrypt");
    if key.grants.iter().flatten().any(|grant| in_account(&grant.grantee) && decrypts(grant)) {
        return Some(true);
    }
    match key.policy.as_ref()? {
        KeyPolicy::Unread(_) => None,
        KeyPolicy::Read(policy) => allows(policy, account),
    }
}

/// Returns whether a policy allows principals of an account to decrypt; `None` if it depends on conditions or exceptions.
fn allows(policy: &Policy, account: &str) -> Option<bool> {
    let budget = Budget::default();
    let mut unsure = false;
    for statement in policy.statements.iter().filter(|statement| statement.effect == Effect::Allow) {
        let inverted =
            [Element::Principal, Element::Action].iter().any(|element| statement.inverts(*element));
        let named = statement.who.iter().any(|who| concerns(who, account));
        let decrypts = statement.actions.iter().any(|action| action.fits_action("kms:Decrypt", &budget));
        if inverted {
            unsure = true;
        } else if named && decrypts {
            if statement.conditions.is_empty() {
                return Some(true);
            }
            unsure = true;
        }
    }
    if unsure { None } else { Some(false) }
}

fn concerns(who: &Who, account: &str) -> bool {
    match who {
        Who::Anyone => true,
        Who::One(principal) => principal.account().is_some_and(|of| of.to_string() == account),
        Who::Session(of, _) => of.to_string() == account,
    }
}
