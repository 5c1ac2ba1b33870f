//! What has to be done before a refused step can succeed: the reason says.

use std::rc::Rc;

use playground_aws::json::{self, Value};
use playground_aws::policy::{self, Kind};
use playground_core::ids::{AccountId, AliasArn, KeyArn, KeyRef, Region};
use playground_core::kms::key::KeyManager;
use playground_core::kms::refusal::KmsRefusal;
use playground_core::kms::state::KeyState;
use playground_core::ops::Operation;
use playground_core::ops::kms::cancel_key_deletion::CancelKeyDeletion;
use playground_core::ops::kms::create_key::CreateKey;
use playground_core::ops::kms::disable_key::DisableKey;
use playground_core::ops::kms::enable_key::EnableKey;
use playground_core::ops::kms::put_key_policy::PutKeyPolicy;
use playground_core::ops::kms::schedule_key_deletion::ScheduleKeyDeletion;
use playground_core::ops::playground::wait::{Duration, Wait};
use playground_core::ops::rds::start_db_cluster::StartDBCluster;
use playground_core::ops::rds::stop_db_cluster::StopDBCluster;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::refusal::RdsRefusal;
use playground_core::refusal::Refusal;

use super::build::{self, At, VARIABLES, at, change, named_at_home};
use super::node::{Node, Place};
use super::run::Run;
use crate::access::use_statement;
use crate::plan::{Back, PlanStep, Resource};
use crate::step::Step;

/// Steps that come before a refused one.
pub(super) enum Before {
    /// Before all moves: clients notice nothing of it.
    First(Vec<PlanStep>),
    /// Just now.
    Now(Vec<PlanStep>),
}

/// A new key of an account in a Region.
pub(super) fn new_key(run: &Run, account: AccountId, region: Region) -> Option<PlanStep> {
    let at = At { world: &run.world, account, region };
    let variable = *VARIABLES.get(run.made.len())?;
    let request = at.request(Operation::Kms(CreateKey::default().into()));
    Some(build::new_key(&at, Step::making(request, variable), variable))
}

/// What helps against a refusal; nothing if nothing does.
pub(super) fn against(node: &Node, refusal: &Refusal) -> Option<Before> {
    match refusal {
        Refusal::Kms(why) => by_kms(node, why),
        Refusal::Rds(why, cause) => match (&**why, cause.as_deref()) {
            (_, Some(Refusal::Kms(why))) => by_kms(node, why),
            (RdsRefusal::ClusterState { status, .. } | RdsRefusal::NotStopped { status, .. }, _) => {
                until_available(node, *status)
            }
            (RdsRefusal::SnapshotState { .. }, _) => match &node.place {
                Place::Snapshot(arn) => Some(Before::Now(vec![build::await_snapshot(node.world(), arn)])),
                Place::Cluster(_) | Place::Replica(_) | Place::Backup(_) | Place::Key(_) => None,
            },
            _ => None,
        },
        Refusal::Value(_)
        | Refusal::Iam(_)
        | Refusal::Global(_)
        | Refusal::Trail(_)
        | Refusal::Waiter(_)
        | Refusal::Playground(_)
        | Refusal::Client(_) => None,
    }
}

fn by_kms(node: &Node, why: &KmsRefusal) -> Option<Before> {
    match why {
        KmsRefusal::State { key, state, .. } => Some(Before::First(usable(node, key, *state)?)),
        KmsRefusal::Denied { who, resource, .. } => {
            let key = key_of(node, resource.as_deref()?)?;
            Some(Before::First(vec![allow(&node.run, &key, who.account()?)?]))
        }
        _ => None,
    }
}

/// The key of an ARN, or behind the alias of an ARN.
fn key_of(node: &Node, text: &str) -> Option<KeyArn> {
    let by_alias = || AliasArn::parse(text).ok().and_then(|arn| node.world().aliases.get(&arn));
    KeyArn::parse(text).ok().or_else(|| by_alias().map(|alias| alias.target.clone()))
}

/// Makes a key usable.
pub(super) fn usable(node: &Node, key: &KeyArn, state: KeyState) -> Option<Vec<PlanStep>> {
    let at = at!(node.world(), key);
    let named = || KeyRef::Id(key.id);
    let enable =
        || change(at.kms(EnableKey { key: named() }), Back::By(vec![at.kms(DisableKey { key: named() })]));
    match state {
        KeyState::Disabled => Some(vec![enable()]),
        KeyState::PendingDeletion | KeyState::PendingReplicaDeletion => {
            let undo = at.kms(ScheduleKeyDeletion { key: named(), days: None });
            Some(vec![change(at.kms(CancelKeyDeletion { key: named() }), Back::By(vec![undo])), enable()])
        }
        KeyState::Enabled
        | KeyState::PendingImport
        | KeyState::Unavailable
        | KeyState::Creating
        | KeyState::Updating => None,
    }
}

/// The owner of a key lets another account use it: a statement is added to the key's policy.
fn allow(run: &Run, key: &KeyArn, user: AccountId) -> Option<PlanStep> {
    let found = run.world.keys.get(key)?;
    if found.manager == KeyManager::Aws {
        return None;
    }
    let statement = use_statement(user);
    let text = with_statement(&found.policy.text, &statement)?;
    let at = at!(&run.world, key);
    let put = |policy| {
        let put = PutKeyPolicy { key: KeyRef::Id(key.id), name: None, policy, bypass_lockout_check: false };
        let step = at.kms(put);
        match named_at_home(run, key) {
            made @ crate::step::Key::Made(_) => step.with_key(&made),
            crate::step::Key::Named(_) => step,
        }
    };
    let back = Back::By(vec![put(Ok(found.policy.clone()))]);
    Some(PlanStep {
        statement: Some(statement.into()),
        makes: Some(Resource::Statement(key.clone())),
        ..change(put(policy::read(&text, Kind::Key)), back)
    })
}

/// A policy with another statement; `None` if it has that already, or can't be read.
fn with_statement(policy: &str, statement: &str) -> Option<String> {
    let mut document = json::parse(policy).ok()?;
    let new = json::parse(statement).ok()?;
    let Value::Object(members) = &mut document else { return None };
    let (_, statements) = members.iter_mut().find(|(name, _)| name == "Statement")?;
    let mut list = match std::mem::take(statements) {
        Value::Array(list) => list,
        one @ Value::Object(_) => vec![one],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
    };
    if list.contains(&new) {
        return None;
    }
    list.push(new);
    *statements = Value::Array(list);
    Some(json::compact(&document))
}

/// Brings a cluster to where it takes requests.
fn until_available(node: &Node, status: ClusterStatus) -> Option<Before> {
    let (Place::Cluster(arn) | Place::Replica(arn)) = &node.place else { return None };
    let world = node.world();
    let at = at!(world, arn);
    let mut steps = Vec::new();
    match status {
        ClusterStatus::Stopped | ClusterStatus::Stopping | ClusterStatus::Recoverable => {
            if status == ClusterStatus::Stopping {
                let wait = at.step(Operation::Playground(Wait { duration: Duration(600) }.into()));
                steps.push(build::pause(wait));
            }
            let back = Back::By(vec![at.rds(StopDBCluster { id: arn.id.clone().into() })]);
            steps.push(change(at.rds(StartDBCluster { id: arn.id.clone().into() }), back));
        }
        ClusterStatus::Creating
        | ClusterStatus::BackingUp
        | ClusterStatus::Modifying
        | ClusterStatus::Promoting
        | ClusterStatus::Starting
        | ClusterStatus::FailingOver => {}
        ClusterStatus::Available
        | ClusterStatus::Deleting
        | ClusterStatus::InaccessibleEncryptionCredentials => return None,
    }
    steps.push(build::await_cluster(world, arn));
    let members = world.clusters.get(arn).map(|cluster| Rc::clone(&cluster.members));
    steps.extend(members.iter().flat_map(|all| all.iter()).map(|one| build::await_instance(world, one)));
    Some(Before::Now(steps))
}
