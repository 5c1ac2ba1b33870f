//! One question to the core's evaluation: may this caller do this with a key, by this statement or grant alone? Every denial of
//! the policy counts. What allows a call is the sum of its allowing statements and grants, so that each can be asked by itself.
//!
//! What no file says is decided for the caller, and then against it: its IAM policies, condition keys that depend on the call,
//! policy variables, and the constraint of a grant.

use std::rc::Rc;

use playground_core::env::Time;
use playground_core::ids::{AccountId, GrantId, KeyArn, KeyId, Principal, Region};
use playground_core::kms::action::Action;
use playground_core::kms::authorize::{Allowed, Denied, RequestContext, Resource, on_resource};
use playground_core::kms::condition::{Condition, Order, Test};
use playground_core::kms::condition_key::ConditionKey;
use playground_core::kms::context::EncryptionContext;
use playground_core::kms::grant::{self, Constraint, GrantTerms};
use playground_core::kms::pattern::{Budget, Pattern};
use playground_core::kms::policy::{Effect, Element, Policy, Statement, Version, Who};

use super::Doubt;
use crate::arn::in_aws;
use crate::estate::{Grant, Key};

/// Somebody who may call, and what is known of all calls of theirs.
pub(super) struct Caller {
    /// As reports name them.
    pub(super) shown: String,
    principal: Principal,
    /// Their account; none for a service, and for everybody.
    pub(super) account: Option<AccountId>,
    /// What is known for condition keys. A condition on any other key can't be decided.
    known: Vec<(ConditionKey, Rc<str>)>,
    context: EncryptionContext,
}

impl Caller {
    /// A principal that a policy or grant names.
    pub(super) fn one(principal: Principal) -> Self {
        let account = principal.account();
        let mut known = Vec::new();
        if let Some(account) = account {
            known.push((ConditionKey::PrincipalAccount, account.to_string().into()));
            // The ARN of a session doesn't say the path of its role.
            if !matches!(principal, Principal::Session(_)) {
                known.push((ConditionKey::PrincipalArn, principal.to_string().into()));
            }
        }
        let shown = match &principal {
            Principal::Root(account) => ["root user of account ", &account.to_string()].concat(),
            Principal::User(..)
            | Principal::Role(..)
            | Principal::Service(_)
            | Principal::Session(_)
            | Principal::NamedSession(..) => principal.to_string(),
        };
        Self { shown, principal, account, known, context: EncryptionContext::default() }
    }

    /// Any user or role of an account: one that no policy names, since no user has this name.
    pub(super) fn of_account(account: AccountId) -> Self {
        let number = account.to_string();
        Self {
            shown: ["users and roles of account ", &number].concat(),
            principal: Principal::User(account, "*".into()),
            account: Some(account),
            known: vec![(ConditionKey::PrincipalAccount, number.into())],
            context: EncryptionContext::default(),
        }
    }

    /// Returns whether it stands for all users and roles of an account.
    pub(super) fn is_whole_account(&self) -> bool {
        matches!(&self.principal, Principal::User(_, name) if &**name == "*") && self.account.is_some()
    }

    /// Returns whether it is a user, a role, or a session of one.
    pub(super) const fn is_identity(&self) -> bool {
        match self.principal {
            Principal::User(..) | Principal::Role(..) | Principal::Session(_) => true,
            Principal::Root(_) | Principal::Service(_) | Principal::NamedSession(..) => false,
        }
    }

    /// Everybody. A key's own account stands for all: from another one, its IAM policies must allow the call as well.
    pub(super) fn everybody(own: AccountId) -> Self {
        Self {
            shown: String::from("everybody"),
            principal: Principal::User(own, "*".into()),
            account: None,
            known: Vec::new(),
            context: EncryptionContext::default(),
        }
    }

    /// A call of theirs. What its evaluation may take is shared by all actions that it is asked for.
    pub(super) fn call(&self) -> RequestContext<'_> {
        RequestContext {
            caller: &self.principal,
            account: self.account,
            action: Action::Decrypt,
            via: None,
            context: &self.context,
            for_aws_resource: None,
            known: self.known.clone(),
            session: None,
            budget: Budget::default(),
        }
    }

    /// Returns whether all calls of theirs have the same value for a key.
    fn knows(&self, key: &ConditionKey) -> bool {
        match key {
            ConditionKey::CallerAccount => self.account.is_some(),
            other => self.known.iter().any(|(known, _)| known == other),
        }
    }
}

/// What may allow the call.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    /// A statement of the key policy.
    Statement(&'a Statement),
    /// A grant.
    Grant(&'a Grant),
}

/// For whom what is open is decided.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    For,
    Against,
}

/// What is asked about.
pub(super) struct Question<'a> {
    pub(super) key: &'a Key,
    /// The denying statements, each with its place in the policy.
    pub(super) denials: &'a [(usize, &'a Statement)],
    pub(super) source: Source<'a>,
    /// The statements of the caller's identity policies that count, if they are known.
    pub(super) identity: Option<&'a [&'a Statement]>,
}

impl Question<'_> {
    /// Returns `None` if the call is denied, whatever is open; else what is open, which is nothing for a call that is allowed.
    pub(super) fn ask(&self, call: &mut RequestContext<'_>, caller: &Caller) -> Option<Doubt> {
        let own = AccountId::parse(self.key.arn.account()).ok()?;
        let foreign = caller.account.is_some_and(|account| account != own);
        if foreign && !call.action.works_across_accounts() {
            return None;
        }
        let best = self.decide(call, caller, own, (Open::For, Open::For));
        let unfinished = |decided: &Result<Allowed, Denied>| *decided == Err(Denied::Unfinished);
        let mut doubt = Doubt::default();
        if unfinished(&best) {
            doubt.policy =
                Some(String::from("its key policy takes more comparisons than the playground makes"));
            return Some(doubt);
        }
        best.ok()?;
        if self.decide(call, caller, own, (Open::Against, Open::Against)).is_ok() {
            return Some(doubt);
        }
        if self.decide(call, caller, own, (Open::For, Open::Against)).is_err() {
            let alone = !foreign && matches!(self.source, Source::Statement(_));
            doubt.iam = caller.principal.account().map(|account| (account.to_string().into(), alone));
        }
        if self.decide(call, caller, own, (Open::Against, Open::For)).is_err() {
            doubt.conditions = self.conditions(call, caller);
        }
        Some(doubt)
    }

    /// Decides with what depends on the call, and with the caller's IAM policies, taken for it or against it.
    fn decide(
        &self,
        call: &RequestContext<'_>,
        caller: &Caller,
        own: AccountId,
        (calls, iam): (Open, Open),
    ) -> Result<Allowed, Denied> {
        let statement = match self.source {
            Source::Statement(statement) => relaxed(statement, caller, calls),
            Source::Grant(_) => None,
        };
        let denials = self.denials.iter().filter_map(|(_, denial)| relaxed(denial, caller, calls));
        let policy = Policy { text: "".into(), statements: statement.into_iter().chain(denials).collect() };
        let grant = match self.source {
            Source::Statement(_) => None,
            Source::Grant(grant) => Some(granted(grant, own, &caller.principal, calls)),
        };
        // An account's root user may do everything that the account may.
        let anything =
            anything().filter(|_| iam == Open::For || matches!(caller.principal, Principal::Root(_)));
        let known = self.identity.map(|all| {
            let statements = all.iter().filter_map(|one| relaxed(one, caller, calls)).collect();
            Policy { text: "".into(), statements }
        });
        let identity: Vec<&Policy> =
            if self.identity.is_some() { known.iter().collect() } else { anything.iter().collect() };
        let arn = in_aws(self.key.arn.as_str());
        let of = Resource { account: own, arn: &arn, policy: &policy };
        on_resource(call, &call.action.permission(), of, &identity, &mut grant.iter())
    }

    /// What the answer depends on, in words.
    fn conditions(&self, call: &RequestContext<'_>, caller: &Caller) -> Vec<String> {
        let mut words = match self.source {
            Source::Statement(statement) => {
                let all: Vec<String> = undecided(statement, caller).map(in_words).collect();
                let variables = statement.variables.then(|| String::from("its variables"));
                let all: Vec<String> = all.into_iter().chain(variables).collect();
                if all.is_empty() {
                    Vec::new()
                } else {
                    vec![["it depends on the call: ", &*all.join(" and ")].concat()]
                }
            }
            Source::Grant(grant) => {
                let constraint = grant.constraint().ok().flatten();
                let context = constraint.as_ref().map(|constraint| {
                    let (only, context) = match constraint {
                        Constraint::Equals(context) => {
                            ("it holds only with the encryption context ", context)
                        }
                        Constraint::Subset(context) => {
                            ("it holds only with an encryption context with ", context)
                        }
                    };
                    let pairs = context.pairs().iter().map(|(name, value)| [name, "=", &**value].concat());
                    [only, &*pairs.collect::<Vec<_>>().join(", ")].concat()
                });
                context.into_iter().collect()
            }
        };
        let permission = call.action.permission();
        for own in self.identity.unwrap_or_default() {
            let about = own.actions.iter().any(|one| one.fits_action(&permission, &call.budget));
            let variables = own.variables.then(|| String::from("its variables"));
            let all: Vec<String> = undecided(own, caller).map(in_words).chain(variables).collect();
            if about != own.inverts(Element::Action) && !all.is_empty() {
                let how = if own.effect == Effect::Allow { "allows it if " } else { "denies it if " };
                words.push(["an identity policy ", how, &*all.join(" and ")].concat());
            }
        }
        for (at, denial) in self.denials {
            let about = denial.actions.iter().any(|one| one.fits_action(&permission, &call.budget));
            let about = about != denial.inverts(Element::Action);
            let all: Vec<String> = undecided(denial, caller).map(in_words).collect();
            if about && denial.is_aimed_at(call.caller) && !all.is_empty() {
                let by = super::label(*at, denial);
                words.push([&*by, " denies it if ", &*all.join(" and ")].concat());
            }
        }
        words
    }
}

/// A statement with what can't be decided taken for the caller or against it; none if it then has no effect.
fn relaxed(statement: &Statement, caller: &Caller, open: Open) -> Option<Statement> {
    let decided = |condition: &Condition| caller.knows(&condition.key);
    if !statement.variables && statement.conditions.iter().all(decided) {
        return Some(statement.clone());
    }
    let applies = match statement.effect {
        Effect::Allow => open == Open::For,
        Effect::Deny => open == Open::Against,
    };
    if !applies {
        return None;
    }
    let mut relaxed = statement.clone();
    if relaxed.variables {
        relaxed.variables = false;
        relaxed.resources = Pattern::resource("*", Version::V2012).into_iter().collect();
        relaxed.conditions.clear();
    }
    relaxed.conditions.retain(decided);
    Some(relaxed)
}

fn undecided<'a>(statement: &'a Statement, caller: &Caller) -> impl Iterator<Item = &'a Condition> {
    statement.conditions.iter().filter(|condition| !caller.knows(&condition.key))
}

/// `kms:ViaService is rds.eu-west-1.amazonaws.com`
fn in_words(condition: &Condition) -> String {
    let order = |order: Order| match order {
        Order::Equal => "",
        Order::Less => "below ",
        Order::LessOrEqual => "at most ",
        Order::Greater => "above ",
        Order::GreaterOrEqual => "at least ",
    };
    let how = match condition.test {
        Test::Number(than) | Test::Date(than) => order(than),
        Test::Null => "absent: ",
        Test::Equals | Test::EqualsIgnoreCase | Test::Arn | Test::Binary | Test::Bool => "",
        Test::Like => "like ",
        Test::IpAddress => "in ",
    };
    let is = if condition.negated { " is not " } else { " is " };
    [&*condition.key.name(), is, how, &condition.values.join(" or ")].concat()
}

/// An identity policy that allows everything.
fn anything() -> Option<Policy> {
    Some(Policy { text: "".into(), statements: vec![everything(Who::Anyone)?] })
}

/// A statement that allows somebody everything.
pub(super) fn everything(who: Who) -> Option<Statement> {
    let actions = vec![Pattern::action("*", true).ok()?];
    let resources = vec![Pattern::resource("*", Version::V2012).ok()?];
    Some(Statement::new(Effect::Allow, vec![who], actions, resources))
}

/// The grant as the evaluation takes it. Its key, its id and its time make no difference there.
fn granted(of: &Grant, own: AccountId, grantee: &Principal, open: Open) -> grant::Grant {
    let constraint = of.constraint().ok().flatten().filter(|_| open == Open::Against);
    // A grant to a session is to its ARN; a session acts as its role.
    let grantee = grantee.holder();
    let operations = of.operations.iter().filter_map(|name| Action::grantable(name)).collect();
    grant::Grant {
        id: GrantId::parse(&of.id).unwrap_or(GrantId([0; 32])),
        key: KeyArn { account: own, region: Region::DEFAULT, id: KeyId::uuid([0; 16]) },
        terms: GrantTerms { grantee, retiring: None, operations, constraint, name: None },
        issuer: own,
        created: Time(0),
    }
}
