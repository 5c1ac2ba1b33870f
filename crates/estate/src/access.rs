//! Who may use and who may administer a key, each with the statement or grant that allows it.
//!
//! The core's evaluation decides (`kms::authorize`), so that there is one reading of the rules. What files leave open (IAM
//! policies that nobody read, most condition keys) is decided twice, once for the caller and once against it (`question`). Where both agree, that
//! is the answer; where they don't, it can't be told, and the answer says why.

mod identity;
mod question;

use std::fmt;
use std::rc::Rc;

use playground_core::ids::{AccountId, Principal, Session};
use playground_core::kms::action::Action;
use playground_core::kms::policy::{Effect, Element, Policy, Statement, Who};

use crate::arn::Arn;
use crate::estate::{Estate, Grant, Key, KeyPolicy};
pub use identity::{Own, own_policies};
use question::{Caller, Question, Source};

/// What an action is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// Encrypting and decrypting, and passing that on, as RDS needs.
    Use,
    /// Changing what the key is and who may use it.
    Administer,
    /// Looking at it, or nothing about a key.
    Neither,
}

const fn purpose(action: Action) -> Purpose {
    match action {
        Action::CreateGrant
        | Action::Decrypt
        | Action::Encrypt
        | Action::GenerateDataKey
        | Action::GenerateDataKeyWithoutPlaintext
        | Action::ReEncryptFrom
        | Action::ReEncryptTo => Purpose::Use,
        Action::CancelKeyDeletion
        | Action::DisableKey
        | Action::DisableKeyRotation
        | Action::EnableKey
        | Action::EnableKeyRotation
        | Action::PutKeyPolicy
        | Action::ReplicateKey
        | Action::RevokeGrant
        | Action::RotateKeyOnDemand
        | Action::ScheduleKeyDeletion
        | Action::UpdateKeyDescription
        | Action::UpdatePrimaryRegion => Purpose::Administer,
        Action::CreateAlias
        | Action::CreateKey
        | Action::DeleteAlias
        | Action::DescribeKey
        | Action::GenerateRandom
        | Action::GetKeyPolicy
        | Action::GetKeyRotationStatus
        | Action::ListAliases
        | Action::ListGrants
        | Action::ListKeyPolicies
        | Action::ListKeyRotations
        | Action::ListKeys
        | Action::ListResourceTags
        | Action::ListRetirableGrants
        | Action::RetireGrant
        | Action::TagResource
        | Action::UntagResource
        | Action::UpdateAlias => Purpose::Neither,
    }
}

/// Why it can't be told whether a call is allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubt {
    /// The account whose IAM policies decide, and whether they decide alone: otherwise they must allow it as well.
    pub iam: Option<(Rc<str>, bool)>,
    /// What must hold for the call, in words.
    pub conditions: Vec<String>,
    /// The policy could not be read, or not to its end: why.
    pub policy: Option<String>,
}

impl Doubt {
    fn is_none(&self) -> bool {
        self.iam.is_none() && self.conditions.is_empty() && self.policy.is_none()
    }
}

impl fmt::Display for Doubt {
    /// `can't tell, because the IAM policies of account 111122223333 decide, and they aren't in the files (aws iam …)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let iam = self.iam.as_ref().map(|(account, alone)| identity::unread(account, *alone));
        let reasons: Vec<&str> =
            self.policy.iter().chain(&iam).chain(&self.conditions).map(String::as_str).collect();
        f.write_str("can't tell, because ")?;
        f.write_str(&reasons.join(", and because "))
    }
}

/// What one statement or grant lets somebody do with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Who: an ARN, a service, or `users and roles of account 111122223333`.
    pub who: String,
    /// The account of whoever it is; none for services and for everybody.
    pub account: Option<Rc<str>>,
    /// What allows it: `statement "Partner"`, `statement 2`, `grant 0c0c…`.
    pub by: String,
    /// The actions that use the key.
    pub uses: Vec<Action>,
    /// The actions that administer it.
    pub administers: Vec<Action>,
    /// Why it can't be told whether that is so; none if it is.
    pub doubt: Option<Doubt>,
}

/// Who may do what with a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// What each statement and grant allows, in their order.
    pub ways: Vec<Way>,
    /// What else is unknown, because of this.
    pub unknown: Vec<String>,
    /// Why it can't be told whom grants let use the key, which they can't let administer.
    pub grants: Option<&'static str>,
}

impl Access {
    /// Who may use the key, or who may administer it, a line each; then what can't be told.
    pub fn lines(&self, administer: bool) -> Vec<String> {
        let line = |way: &Way| {
            let actions = if administer { &way.administers } else { &way.uses };
            let of = if administer { Purpose::Administer } else { Purpose::Use };
            let all = Action::ALL.iter().filter(|action| purpose(**action) == of).count();
            let names: Vec<&str> = actions.iter().map(|action| action.name()).collect();
            let names =
                if names.len() == all { String::new() } else { [" (", &*names.join(", "), ")"].concat() };
            let doubt = way.doubt.as_ref().map(|doubt| [": ", &*doubt.to_string()].concat());
            let line = [&*way.who, &*names, ", by ", &*way.by, &*doubt.unwrap_or_default()].concat();
            (!actions.is_empty()).then_some(line)
        };
        let grants = self.grants.filter(|_| !administer).map(String::from);
        self.ways.iter().filter_map(line).chain(self.unknown.iter().cloned()).chain(grants).collect()
    }
}

/// The largest key policy that KMS takes, in bytes (`PutKeyPolicy`); files may have anything.
const MAX_POLICY: usize = 32 << 10;

/// Who may use and administer the key with this ARN, as far as the files say.
pub fn access(estate: &Estate, arn: &Arn) -> Access {
    let Some(key) = estate.keys.get(arn.as_str()) else {
        let unknown = vec![String::from("can't tell, because no file describes the key")];
        return Access { unknown, ..Access::default() };
    };
    let mut found = Access::default();
    let unread = |why: String| Doubt { policy: Some(why), ..Doubt::default() };
    let policy = match &key.policy {
        Some(KeyPolicy::Read(policy)) if policy.text.len() <= MAX_POLICY => Ok(policy),
        Some(KeyPolicy::Read(_)) => {
            Err(unread(String::from("its key policy is longer than the 32 KiB that KMS takes")))
        }
        Some(KeyPolicy::Unread(why)) => {
            Err(unread(["its key policy can't be evaluated: ", why.trim_end_matches('.')].concat()))
        }
        None => Err(unread(String::from("no file has its key policy"))),
    };
    match &policy {
        Ok(policy) => by_statements(&mut found, estate, key, policy),
        Err(doubt) => found.unknown.push(doubt.to_string()),
    }
    for grant in key.grants.iter().flatten() {
        by_grant(
            &mut found,
            key,
            policy.as_ref().ok().map(|policy| &***policy),
            policy.as_ref().err(),
            grant,
        );
    }
    if key.grants.is_none() {
        found.grants = Some("can't tell who may use it by grant, because no file lists its grants");
    }
    found
}

fn by_statements(found: &mut Access, estate: &Estate, key: &Key, policy: &Policy) {
    let denials: Vec<(usize, &Statement)> =
        policy.statements.iter().enumerate().filter(|(_, one)| one.effect == Effect::Deny).collect();
    for (at, statement) in policy.statements.iter().enumerate() {
        if statement.effect == Effect::Deny {
            continue;
        }
        for who in &statement.who {
            for caller in callers(key, who, &denials) {
                let source = Source::Statement(statement);
                let question = Question { key, denials: &denials, source, identity: None };
                identity::ask(found, &estate.iam, &question, &caller, &label(at, statement));
            }
            if let Who::Session(account, arn) = who
                && caller_of_session(*account, arn).is_none()
            {
                let why =
                    ["can't tell what ", arn, " may do, because sessions of federated users aren't modeled"];
                found.unknown.push(why.concat());
            }
        }
    }
}

/// `statement "Partner"`, or `statement 2` if it has no name.
fn label(at: usize, statement: &Statement) -> String {
    match statement.sid.as_deref().filter(|sid| !sid.is_empty()) {
        Some(sid) => ["statement \"", sid, "\""].concat(),
        None => ["statement ", &(at + 1).to_string()].concat(),
    }
}

fn by_grant(found: &mut Access, key: &Key, policy: Option<&Policy>, unread: Option<&Doubt>, grant: &Grant) {
    let by = ["grant ", &grant.id].concat();
    let Some(caller) = caller_of_grant(&grant.grantee) else {
        let why =
            ["can't tell what ", &by, " allows, because its grantee ", &grant.grantee, " can't be evaluated"];
        return found.unknown.push(why.concat());
    };
    let statements = policy.map(|policy| &*policy.statements).unwrap_or_default();
    let denials: Vec<(usize, &Statement)> =
        statements.iter().enumerate().filter(|(_, one)| one.effect == Effect::Deny).collect();
    let question = Question { key, denials: &denials, source: Source::Grant(grant), identity: None };
    add(found, &question, &caller, &by, unread);
}

/// Asks for each action, and adds what is allowed: once for what is sure, and once for each reason to doubt it.
fn add(found: &mut Access, question: &Question<'_>, caller: &Caller, by: &str, unread: Option<&Doubt>) {
    let mut ways: Vec<Way> = Vec::new();
    let mut call = caller.call();
    for action in Action::ALL.iter().copied() {
        let of = purpose(action);
        if of == Purpose::Neither {
            continue;
        }
        call.action = action;
        let Some(mut doubt) = question.ask(&mut call, caller) else { continue };
        if let Some(unread) = unread {
            doubt.policy.clone_from(&unread.policy);
        }
        let doubt = (!doubt.is_none()).then_some(doubt);
        let at = ways.iter().position(|way| way.doubt == doubt).unwrap_or_else(|| {
            ways.push(Way {
                who: caller.shown.clone(),
                account: caller.account.map(|account| account.to_string().into()),
                by: by.to_owned(),
                uses: Vec::new(),
                administers: Vec::new(),
                doubt,
            });
            ways.len() - 1
        });
        let Some(way) = ways.get_mut(at) else { continue };
        if of == Purpose::Use { way.uses.push(action) } else { way.administers.push(action) }
    }
    found.ways.append(&mut ways);
}

/// Those whom a principal of a statement stands for.
fn callers(key: &Key, who: &Who, denials: &[(usize, &Statement)]) -> Vec<Caller> {
    match who {
        Who::Anyone => AccountId::parse(key.arn.account()).ok().map(Caller::everybody).into_iter().collect(),
        Who::One(Principal::Root(account)) => {
            // A denial for all but some makes exceptions for those.
            let excepted = denials
                .iter()
                .filter(|(_, one)| one.inverts(Element::Principal))
                .flat_map(|(_, one)| &one.who);
            let excepted = excepted.filter_map(|who| match who {
                Who::One(one @ (Principal::User(of, _) | Principal::Role(of, _))) if of == account => {
                    Some(Caller::one(one.clone()))
                }
                Who::One(_) | Who::Anyone | Who::Session(..) => None,
            });
            let all = [Caller::one(Principal::Root(*account)), Caller::of_account(*account)];
            all.into_iter().chain(excepted).collect()
        }
        Who::One(principal) => vec![Caller::one(principal.clone())],
        Who::Session(account, arn) => caller_of_session(*account, arn).into_iter().collect(),
    }
}

/// The session of a role: `arn:aws:sts::<account>:assumed-role/<role>/<session>`. Its role's path is not in it.
fn caller_of_session(account: AccountId, arn: &str) -> Option<Caller> {
    let (role, name) = arn.split_once(":assumed-role/")?.1.split_once('/')?;
    let session = Session {
        account,
        role: role.into(),
        role_id: "".into(),
        name: name.into(),
        key: "".into(),
        since: 0,
    };
    Some(Caller::one(Principal::Session(Rc::new(session))))
}

fn caller_of_grant(grantee: &str) -> Option<Caller> {
    let grantee = crate::arn::in_aws(grantee);
    if let Ok(principal) = Principal::parse(&grantee) {
        return Some(Caller::one(principal));
    }
    let account = AccountId::parse(grantee.strip_prefix("arn:aws:sts::")?.get(..12)?).ok()?;
    caller_of_session(account, &grantee)
}

/// Returns whether a key's policy or grants let an account decrypt, provided that its own IAM policies do; `None` if that can't
/// be told.
pub fn lets(key: &Key, account: &str) -> Option<bool> {
    if key.arn.account() == account {
        return Some(true);
    }
    let number = AccountId::parse(account).ok()?;
    let statements = match &key.policy {
        Some(KeyPolicy::Read(policy)) if policy.text.len() <= MAX_POLICY => Some(&*policy.statements),
        Some(KeyPolicy::Read(_) | KeyPolicy::Unread(_)) | None => None,
    };
    let all = statements.unwrap_or_default();
    let denials: Vec<(usize, &Statement)> =
        all.iter().enumerate().filter(|(_, one)| one.effect == Effect::Deny).collect();
    let of_account = |caller: &Caller| caller.account == Some(number);
    let mut unsure = statements.is_none();
    let mut ask = |source: Source<'_>, caller: &Caller| {
        let question = Question { key, denials: &denials, source, identity: None };
        let mut call = caller.call();
        call.action = Action::Decrypt;
        let doubt = question.ask(&mut call, caller);
        let sure = doubt.as_ref().is_some_and(|doubt| doubt.conditions.is_empty() && doubt.policy.is_none());
        unsure |= doubt.is_some() && !sure;
        sure
    };
    for statement in all.iter().filter(|one| one.effect == Effect::Allow) {
        let named = statement.who.iter().flat_map(|who| match who {
            Who::Anyone => vec![Caller::of_account(number)],
            Who::One(_) | Who::Session(..) => callers(key, who, &denials),
        });
        if named.filter(of_account).any(|caller| ask(Source::Statement(statement), &caller)) {
            return Some(true);
        }
    }
    for grant in key.grants.iter().flatten() {
        let grantee = caller_of_grant(&grant.grantee).filter(of_account);
        if grantee.is_some_and(|caller| ask(Source::Grant(grant), &caller)) {
            return Some(true);
        }
    }
    (!unsure).then_some(false)
}

#[cfg(test)]
mod tests;
