//! What the identity policies of users and roles add, where files have them: a statement of a key's policy that leaves it to an
//! account lets those of it use the key whom their own policies let, each with that policy and statement.
//!
//! Where all of an account was read, that is all; else it stays open what others of it may do.

use std::rc::Rc;

use playground_core::ids::Principal;
use playground_core::kms::action::Action;
use playground_core::kms::policy::{Effect, Statement, Who};

use super::question::{Caller, Question, Source, everything};
use super::{Access, Doubt, add, label};
use crate::arn::{Arn, in_aws};
use crate::estate::{Estate, Iam, Identity, Key, KeyPolicy};

/// A statement of an identity policy.
struct Part<'a> {
    policy: &'a str,
    at: usize,
    statement: &'a Statement,
}

/// Asks for a caller whom a statement of the key's policy names, or for each whom it stands for.
pub(super) fn ask(found: &mut Access, iam: &Iam, question: &Question<'_>, caller: &Caller, by: &str) {
    let Some(account) = caller.account.map(|account| account.to_string()) else {
        return add(found, question, caller, by, None);
    };
    let whole = iam.whole.contains(&*account);
    if caller.is_whole_account() {
        for identity in iam.of_account(&account) {
            of(found, iam, question, (identity, false), by);
        }
    } else if let Some(identity) = iam.identities.get(&caller.shown) {
        return of(found, iam, question, (identity, true), by);
    } else if whole && caller.is_identity() {
        let why = [&*caller.shown, " is in the key policy (", by, ") and not in the account"];
        return note(found, why.concat());
    }
    if !whole || !caller.is_whole_account() {
        add(found, question, caller, by, None);
    }
}

fn note(found: &mut Access, why: String) {
    if !found.unknown.contains(&why) {
        found.unknown.push(why);
    }
}

/// The statements of somebody's policies, and what can't be told of them.
fn parts_of<'a>(iam: &'a Iam, identity: &'a Identity) -> (Vec<Part<'a>>, Vec<String>) {
    let (mut parts, mut open) = (Vec::new(), Vec::new());
    for held in iam.policies(identity) {
        let unread = match held.policy {
            Some(KeyPolicy::Read(policy)) => {
                let all = policy.statements.iter().enumerate();
                parts.extend(all.map(|(at, statement)| Part { policy: held.name, at, statement }));
                continue;
            }
            Some(KeyPolicy::Unread(why)) => why.trim_end_matches('.'),
            None => "no file has it",
        };
        let who = identity.arn.as_str();
        open.push(["can't tell what policy ", held.name, " lets ", who, " do, because ", unread].concat());
    }
    (parts, open)
}

/// Asks for one user or role: by the key's policy alone if that names them, and with each statement of their own policies.
fn of(
    found: &mut Access,
    iam: &Iam,
    question: &Question<'_>,
    (identity, named): (&Identity, bool),
    by: &str,
) {
    let Ok(principal) = Principal::parse(&in_aws(identity.arn.as_str())) else { return };
    let caller = Caller::one(principal);
    let (parts, open) = parts_of(iam, identity);
    for why in open {
        note(found, why);
    }
    let (allow, deny): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|part| part.statement.effect == Effect::Allow);
    let denials: Vec<&Statement> = deny.iter().map(|part| part.statement).collect();
    let bound = identity.bounded.then(|| Doubt {
        conditions: vec![String::from("a permissions boundary limits it, which is not evaluated")],
        ..Doubt::default()
    });
    let mut done: Vec<Action> = Vec::new();
    let mut one = |with: &[&Statement], by: &str| {
        let asked = Question { identity: Some(with), ..*question };
        let mut more = Access::default();
        add(&mut more, &asked, &caller, by, None);
        for mut way in more.ways {
            way.uses.retain(|action| !done.contains(action));
            way.administers.retain(|action| !done.contains(action));
            if way.uses.is_empty() && way.administers.is_empty() {
                continue;
            }
            if let Some(bound) = &bound {
                let doubt = way.doubt.get_or_insert_default();
                doubt.conditions.extend(bound.conditions.iter().cloned());
            } else if way.doubt.is_none() {
                done.extend(way.uses.iter().chain(&way.administers));
            }
            if !found.ways.contains(&way) {
                found.ways.push(way);
            }
        }
    };
    // What is left to the account, the key's policy alone allows to nobody: the roles without a policy are many.
    if named {
        one(&denials, by);
    }
    for part in allow {
        let with: Vec<&Statement> = [part.statement].into_iter().chain(denials.iter().copied()).collect();
        let by = [by, " and policy \"", part.policy, "\" (", &label(part.at, part.statement), ")"].concat();
        one(&with, &by);
    }
}

/// What an identity policy of an account that nobody read would say, and how it is read.
pub(super) fn unread(account: &Rc<str>, alone: bool) -> String {
    let decide = if alone { " decide" } else { " must allow it as well" };
    [
        "the IAM policies of account ",
        account,
        decide,
        ", and they aren't in the files (aws iam get-account-authorization-details)",
    ]
    .concat()
}

/// What the identity policies of somebody say of an action that the key's policy leaves to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Own {
    /// No file has all of them, or they depend on the call.
    Open,
    /// This policy and statement allow it.
    Allowed(String),
    /// None allows it, or one denies it.
    None,
}

/// What the identity policies of a user, a role or a session of one say of an action (`kms:Decrypt`) on a key.
pub fn own_policies(estate: &Estate, key: &Key, who: &Arn, action: &str) -> Own {
    let iam = &estate.iam;
    let Some(identity) = iam.named(&in_aws(who.as_str())) else { return Own::Open };
    let action = Action::ALL.iter().copied().find(|one| one.permission() == action);
    let (Some(action), Ok(principal)) = (action, Principal::parse(identity.arn.as_str())) else {
        return Own::Open;
    };
    let caller = Caller::one(principal);
    let (parts, open) = parts_of(iam, identity);
    let denials: Vec<&Statement> =
        parts.iter().map(|part| part.statement).filter(|one| one.effect == Effect::Deny).collect();
    let mut call = caller.call();
    call.action = action;
    let mut depends = !open.is_empty() || identity.bounded || !iam.whole.contains(identity.arn.account());
    // As if the key's policy left everything to the account: what is asked is what its own policies add.
    let root = caller.account.map(|account| Who::One(Principal::Root(account)));
    let Some(statement) = root.and_then(everything) else { return Own::Open };
    let question = Question { key, denials: &[], source: Source::Statement(&statement), identity: None };
    for part in parts.iter().filter(|part| part.statement.effect == Effect::Allow) {
        let with: Vec<&Statement> = [part.statement].into_iter().chain(denials.iter().copied()).collect();
        let own = Question { identity: Some(&with), ..question };
        match own.ask(&mut call, &caller) {
            Some(doubt) if doubt.is_none() && !identity.bounded => {
                let by = ["policy `", part.policy, "` (", &label(part.at, part.statement), ")"];
                return Own::Allowed(by.concat());
            }
            Some(_) => depends = true,
            None => {}
        }
    }
    if depends { Own::Open } else { Own::None }
}
