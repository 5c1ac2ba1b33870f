//! What the policies and grants of a key, and the caller's own policies, say of whoever called. Not here: what has to do with the
//! call at all (`causes`).

use playground_estate::{Decision, Key, Own, decide, decide_for_account, own_policies};

use super::causes::{Fact, Named};

/// What the key's policy says of the actions: each answer once, with all actions that it is given for.
pub(super) fn policy(facts: &mut Vec<Fact>, named: &Named<'_>, key: &Key, actions: &[&str]) {
    if key.aws_managed == Some(true) {
        return;
    }
    let account = named.account.as_deref().unwrap_or_else(|| key.arn.account());
    let who = named.caller.as_ref().map_or_else(
        || ["the IAM policies of account ", account].concat(),
        |caller| ["`", caller.as_str(), "`"].concat(),
    );
    let mut said: Vec<(Decision, Vec<&str>)> = Vec::new();
    for action in actions {
        let decision = match &named.caller {
            Some(caller) => decide(key, caller, action),
            None => decide_for_account(key, account, action),
        };
        match said.iter_mut().find(|(known, _)| *known == decision) {
            Some((_, of)) => of.push(action),
            None => said.push((decision, vec![action])),
        }
    }
    for (decision, those) in said {
        let of = ["`", &those.join("`, `"), "`"].concat();
        let (sure, text) = match decision {
            Decision::Denied(by) => {
                (true, [&*first(&by), " of its policy denies ", &of, " to ", &who, "."].concat())
            }
            Decision::Nothing => {
                (true, ["No statement of its policy and no grant allows ", &of, " to ", &who, "."].concat())
            }
            Decision::PassedOn(by) | Decision::Allowed(by) if named.caller.is_none() => (
                false,
                [&*first(&by), " of its policy leaves ", &of, " to ", &who, ", which isn't in the files."]
                    .concat(),
            ),
            Decision::PassedOn(by) => {
                passed_on(facts, named, key, &by, &those);
                continue;
            }
            Decision::Allowed(by) => {
                (false, [&*first(&by), " of its policy allows ", &of, " to ", &who, "."].concat())
            }
            Decision::Granted => (false, ["A grant allows ", &of, " to ", &who, "."].concat()),
            Decision::CantTell(why) => (
                false,
                [
                    "Whether its policy allows ",
                    &of,
                    " to ",
                    &who,
                    " is unknown, because ",
                    why.trim_end_matches('.'),
                    ".",
                ]
                .concat(),
            ),
        };
        facts.push(Fact { sure, text, rule: None });
    }
}

/// What the caller's own policies say of actions that the key's policy leaves to them.
fn passed_on(facts: &mut Vec<Fact>, named: &Named<'_>, key: &Key, by: &str, actions: &[&str]) {
    let Some(caller) = &named.caller else { return };
    for action in actions {
        let (sure, own) = match own_policies(named.estate, key, caller, action) {
            Own::Open => (
                false,
                String::from(
                    ", which the files don't have, or not all of them (`aws iam get-account-authorization-details`)",
                ),
            ),
            Own::Allowed(own) => (false, [", where ", &*own, " allows it"].concat()),
            Own::None => (true, String::from(", of which none allows it, or one denies it")),
        };
        let text = [
            &*first(by),
            " of its policy leaves `",
            action,
            "` to the identity policies of `",
            caller.as_str(),
            "`",
            &own,
            ".",
        ];
        facts.push(Fact { sure, text: text.concat(), rule: None });
    }
}

/// `statement 2` at the beginning of a sentence.
fn first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
