//! The changes that can be tried, as commands of the AWS CLI, and the commands that take them back.

use std::rc::Rc;

use playground_aws::json::{self, Value};
use playground_aws::{Parsed, parse};
use playground_core::database::NoEngine;
use playground_core::ids::{KeyArn, Principal, SnapshotArn};
use playground_core::kms::grant::{Constraint, Grant};
use playground_core::kms::key::{KeyManager, Life};
use playground_core::ops::submit;
use playground_core::world::World;

use crate::arn::Arn;
use crate::depends::{Depends, Without};
use crate::estate::Estate;
use crate::world::Imported;

/// A change to try. Keys and clusters are named by their ARNs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Disable a key.
    Disable {
        /// The key.
        key: Rc<str>,
    },
    /// Schedule the deletion of a key.
    Delete {
        /// The key.
        key: Rc<str>,
        /// The waiting period, 7 to 30 days.
        days: u64,
    },
    /// Revoke the grants of a key to one grantee.
    Revoke {
        /// The key.
        key: Rc<str>,
        /// The grantee, as its ARN or the name of a service.
        grantee: Rc<str>,
    },
    /// Remove a statement of a key policy.
    Remove {
        /// The key.
        key: Rc<str>,
        /// The statement's place, from 0.
        statement: usize,
    },
    /// Go on without an account.
    LeaveOut {
        /// The account.
        account: Rc<str>,
    },
    /// Restore a cluster on the chosen day: nothing is changed.
    Restore {
        /// The cluster.
        cluster: Rc<str>,
    },
}

/// A command.
#[derive(Clone, Debug)]
pub(super) struct Line {
    words: Vec<String>,
    /// As it is shown.
    pub(super) shown: String,
    who: Principal,
}

/// What carries a change out.
pub(super) struct Plan {
    pub(super) lines: Vec<Line>,
    /// What takes it back; nothing if nothing does.
    pub(super) back: Vec<Line>,
    /// What it rests on beside AWS's rules.
    pub(super) note: Option<&'static str>,
    /// An administrator.
    pub(super) who: Principal,
}

impl Line {
    /// The line `text --region REGION`, or `text` if there is no Region.
    pub(super) fn of(region: &str, text: &str, who: &Principal) -> Self {
        let text = if region.is_empty() { text.to_owned() } else { [text, " --region ", region].concat() };
        Self { words: text.split(' ').map(String::from).collect(), shown: text, who: who.clone() }
    }

    /// The same with an option whose value may have spaces, and is shown as `…`.
    fn with(mut self, option: &str, value: String) -> Self {
        self.shown = [&*self.shown, " ", option, " …"].concat();
        self.words.extend([option.to_owned(), value]);
        self
    }

    /// The world after it.
    pub(super) fn run(&self, world: &World) -> Result<World, String> {
        let request = match parse(&self.words, world.edition) {
            Ok(Parsed::Run(invocation)) => {
                playground_core::ops::Request { who: self.who.clone(), ..invocation.request }
            }
            Ok(Parsed::Help(_)) => return Err(String::from("it isn't a command")),
            Err(usage) => return Err(usage.stderr.trim().to_owned()),
        };
        let (after, decision) =
            submit(world, &request, &NoEngine).map_err(|_| String::from("it needs the database engine"))?;
        match decision.outcome {
            Ok(_) => Ok(after),
            Err(why) => Err([why.code().name(), ": ", &why.message()].concat()),
        }
    }
}

/// The administrator of an account.
pub(super) fn administrator(of: &Imported, account: &str) -> Option<Principal> {
    let found = of.administrators.iter().find(|one| one.session.account.to_string() == account);
    found.map(|one| one.principal())
}

impl Change {
    /// The key that it is about, if it is about one.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Disable { key }
            | Self::Delete { key, .. }
            | Self::Revoke { key, .. }
            | Self::Remove { key, .. } => Some(key),
            Self::LeaveOut { .. } | Self::Restore { .. } => None,
        }
    }

    pub(super) fn plan(&self, estate: &Estate, of: &Imported) -> Result<Plan, String> {
        match self {
            Self::LeaveOut { account } => leave_out(estate, of, account),
            Self::Restore { cluster } => {
                let arn = Arn::parse(cluster).ok_or("That isn't a cluster.")?;
                let who = administrator(of, arn.account()).ok_or("Its account has no administrator here.")?;
                Ok(Plan { lines: Vec::new(), back: Vec::new(), note: None, who })
            }
            Self::Disable { .. } | Self::Delete { .. } | Self::Revoke { .. } | Self::Remove { .. } => {
                self.on_key(of)
            }
        }
    }

    fn on_key(&self, of: &Imported) -> Result<Plan, String> {
        const ABSENT: &str = "The key isn't in the world built from the files.";
        let named = self.key().unwrap_or_default();
        let arn = KeyArn::parse(named).map_err(|_| ABSENT)?;
        let key = of.world.keys.get(&arn).ok_or(ABSENT)?;
        let who = administrator(of, &arn.account.to_string()).ok_or(
            "The files have nothing of the key's account except the key: it has no administrator here.",
        )?;
        let region = arn.region.as_str();
        let line = |text: &str| Line::of(region, &[text, " --key-id ", named].concat(), &who);
        let mut note = None;
        let (lines, back) = match self {
            Self::Disable { .. } => (vec![line("aws kms disable-key")], vec![line("aws kms enable-key")]),
            Self::Delete { days, .. } => {
                let days = [" --pending-window-in-days ", &days.to_string()].concat();
                let delete = ["aws kms schedule-key-deletion", &*days].concat();
                (vec![line(&delete)], vec![line("aws kms cancel-key-deletion"), line("aws kms enable-key")])
            }
            Self::Revoke { grantee, .. } => {
                let grants = of
                    .world
                    .grants
                    .values()
                    .filter(|one| one.key == arn && one.terms.grantee.to_string() == **grantee);
                let grants: Vec<&Grant> = grants.map(|one| &**one).collect();
                if grants.is_empty() {
                    return Err([grantee, " has no grant on the key in this world."].concat());
                }
                let revoke = |grant: &&Grant| {
                    line(&["aws kms revoke-grant --grant-id ", &*grant.id.to_string()].concat())
                };
                let of_service =
                    grants.iter().any(|grant| matches!(grant.terms.grantee, Principal::Service(_)));
                let back = if of_service { &[] } else { grants.as_slice() };
                note = of_service.then_some(OF_SERVICE);
                (grants.iter().map(revoke).collect(), back.iter().map(|grant| again(grant, &line)).collect())
            }
            Self::Remove { statement, .. } => {
                let text = &*key.policy.text;
                let less = without_statement(text, *statement)
                    .ok_or("The key policy doesn't have this statement, or has no other.")?;
                // KMS keeps callers from locking themselves out; whether it would is what is asked here.
                let put = |text: String| {
                    line("aws kms put-key-policy --bypass-policy-lockout-safety-check").with("--policy", text)
                };
                (vec![put(less)], vec![put(text.to_owned())])
            }
            Self::LeaveOut { .. } | Self::Restore { .. } => (Vec::new(), Vec::new()),
        };
        Ok(Plan { lines, back, note, who })
    }
}

/// What is said of a grant that a service made for itself.
const OF_SERVICE: &str = "Model: a service uses the grant that it created itself. A new grant to the same grantee doesn't replace it.";

/// The grant once more.
fn again(grant: &Grant, line: &impl Fn(&str) -> Line) -> Line {
    let operations: Vec<&str> = grant.terms.operations.iter().map(|operation| operation.name()).collect();
    let grantee = grant.terms.grantee.to_string();
    let text =
        ["aws kms create-grant --grantee-principal ", &*grantee, " --operations ", &operations.join(" ")]
            .concat();
    let made = line(&text);
    let Some(constraint) = &grant.terms.constraint else { return made };
    let (name, context) = match constraint {
        Constraint::Equals(context) => ("EncryptionContextEquals", context),
        Constraint::Subset(context) => ("EncryptionContextSubset", context),
    };
    let pairs = context.pairs().iter().map(|(name, value)| (String::from(&**name), Value::string(&**value)));
    let value = Value::Object(vec![(name.to_owned(), Value::Object(pairs.collect()))]);
    made.with("--constraints", json::compact(&value))
}

/// A policy's text without one of its statements; `None` if it has no such or no other one.
fn without_statement(text: &str, at: usize) -> Option<String> {
    let Value::Object(mut members) = json::parse(text).ok()? else { return None };
    let (_, statements) = members.iter_mut().find(|(name, _)| name == "Statement")?;
    let Value::Array(all) = statements else { return None };
    if all.len() < 2 || at >= all.len() {
        return None;
    }
    all.remove(at);
    Some(json::compact(&Value::Object(members)))
}

/// An account that is gone for the others: its keys can't be used, and its snapshots are not shared.
fn leave_out(estate: &Estate, of: &Imported, account: &str) -> Result<Plan, String> {
    let who = administrator(of, account).ok_or("The files have nothing of this account.")?;
    let loss = Depends::of(estate).without(&Without::Account(account.into()));
    let mut keys: Vec<&KeyArn> = Vec::new();
    for (arn, key) in &of.world.keys {
        if arn.account.to_string() == account
            && key.manager == KeyManager::Customer
            && key.life == Life::Enabled
        {
            keys.push(arn);
        }
    }
    let mut lines: Vec<Line> = keys
        .iter()
        .map(|key| {
            Line::of(
                key.region.as_str(),
                &["aws kms disable-key --key-id ", &*key.to_string()].concat(),
                &who,
            )
        })
        .collect();
    for row in loss.rows.iter().filter(|row| row.arn.account() == account) {
        let shared = estate.snapshots.get(row.arn.as_str()).and_then(|one| one.sharing.as_ref());
        // What was left out of the world has nobody to lose it here.
        let there = SnapshotArn::parse(row.arn.as_str()).ok().and_then(|arn| of.world.snapshots.get(&arn));
        let (Some(shared), Some(there)) = (shared, there) else { continue };
        let mut with: Vec<&str> = shared.accounts.iter().map(|one| &**one).collect();
        with.extend(there.public.then_some("all"));
        if !with.is_empty() {
            let text = [
                "aws rds modify-db-cluster-snapshot-attribute --attribute-name restore --db-cluster-snapshot-identifier ",
                row.arn.name(),
                " --values-to-remove ",
                &with.join(" "),
            ];
            lines.push(Line::of(row.arn.region(), &text.concat(), &who));
        }
    }
    let note = Some(
        "Model: all keys of an account that is gone are disabled at once, and it no longer shares anything. AWS deletes the contents of a closed account after 90 days.",
    );
    Ok(Plan { lines, back: Vec::new(), note, who })
}
