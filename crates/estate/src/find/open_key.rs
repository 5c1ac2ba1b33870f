//! Keys that everybody may use.

use playground_core::kms::action::Action;
use playground_core::kms::pattern::Budget;
use playground_core::kms::policy::{Effect, Element, Statement, Who};

use super::Found;
use crate::estate::{Key, KeyPolicy};
use crate::finding::Kind;
use crate::uses::Used;

/// A key whose policy allows everybody something, with no condition: then the IAM policies of any account decide.
pub(super) fn find(found: &mut Found, key: &Key, used: Option<&Used>) {
    let Some(KeyPolicy::Read(policy)) = &key.policy else { return };
    let open = |(at, statement): (usize, &Statement)| {
        let named = statement.who.contains(&Who::Anyone) && !statement.inverts(Element::Principal);
        let open = statement.effect == Effect::Allow && named && statement.conditions.is_empty();
        let budget = Budget::default();
        let lists = |action: &&Action| {
            let listed =
                statement.actions.iter().any(|pattern| pattern.fits_action(&action.permission(), &budget));
            listed != statement.inverts(Element::Action)
        };
        let allowed: Vec<String> = OPEN.iter().filter(lists).map(|action| action.permission()).collect();
        if !open || allowed.is_empty() {
            return None;
        }
        let name = statement.sid.as_deref();
        let name = name.map_or_else(|| (at + 1).to_string(), |sid| ["\"", sid, "\""].concat());
        Some((name, allowed.join(", ")))
    };
    let name = found.names.name(&key.arn);
    let under = used.map(|used| [" Under it: ", &*used.words(), "."].concat()).unwrap_or_default();
    for (statement, allowed) in policy.statements.iter().enumerate().filter_map(open) {
        let what = [
            "Anyone may use the key ",
            &*name,
            ": statement ",
            &*statement,
            " of its policy allows every principal of every account ",
            &*allowed,
            ", without a condition.",
            &*under,
        ];
        found.add(Kind::OpenKey, &key.arn, &what);
    }
}

/// What is named of what such a statement allows: what opens data, and what gives the key into other hands.
const OPEN: [Action; 5] = [
    Action::Decrypt,
    Action::GenerateDataKey,
    Action::CreateGrant,
    Action::PutKeyPolicy,
    Action::ScheduleKeyDeletion,
];
