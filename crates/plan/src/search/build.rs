//! The steps that plans are made of: each with what it makes, and how to go back from it.

use playground_core::ids::{
    AccountId, ClusterArn, GlobalClusterArn, InstanceArn, KeyArn, KeyRef, Principal, Region, SnapshotArn,
};
use playground_core::kms::builtin::ADMINISTRATOR;
use playground_core::kms::key::Key as KmsKey;
use playground_core::ops::kms::KmsOp;
use playground_core::ops::kms::schedule_key_deletion::ScheduleKeyDeletion;
use playground_core::ops::rds::RdsOp;
use playground_core::ops::rds::SnapshotRef;
use playground_core::ops::rds::delete_db_cluster_snapshot::DeleteDBClusterSnapshot;
use playground_core::ops::rds::describe_db_cluster_snapshots::DescribeDBClusterSnapshots;
use playground_core::ops::rds::describe_db_clusters::DescribeDBClusters;
use playground_core::ops::waiters::Waiter;
use playground_core::ops::waiters::db_cluster_available::DBClusterAvailable;
use playground_core::ops::waiters::db_cluster_snapshot_available::DBClusterSnapshotAvailable;
use playground_core::ops::waiters::db_instance_available::DBInstanceAvailable;
use playground_core::ops::{Operation, Request};
use playground_core::profile::PROFILES;
use playground_core::world::World;

use super::run::Run;
use crate::make::called;
use crate::plan::{Action, Back, Notice, Outside, PlanStep, Resource};
use crate::requests::{end_of, end_of_instance, protection};
use crate::step::{Key, Step};

/// The variables for the ids of keys that a plan makes.
pub(super) const VARIABLES: [&str; 12] = [
    "KEY", "KEY_2", "KEY_3", "KEY_4", "KEY_5", "KEY_6", "KEY_7", "KEY_8", "KEY_9", "KEY_10", "KEY_11",
    "KEY_12",
];

/// Who does what has to be done in an account: its administrator, as far as the world knows one. In a world that was made of
/// files that is a session of a role.
pub(super) fn actor(world: &World, account: AccountId) -> Principal {
    let is_admin = |who: &Principal| {
        world.policies_of(who).any(|(name, _)| &**name == ADMINISTRATOR) && who.account() == Some(account)
    };
    let mut sessions = world.sessions.values().map(|one| Principal::Session(one.session.clone()));
    if let Some(session) = sessions.find(|session| is_admin(&session.holder())) {
        return session;
    }
    let profile = PROFILES.iter().find(|profile| profile.account == account && profile.user == "admin");
    profile.map_or_else(
        || Principal::User(account, "admin".into()),
        playground_core::profile::Profile::principal,
    )
}

/// An account and a Region of a world.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) world: &'a World,
    pub(super) account: AccountId,
    pub(super) region: Region,
}

impl At<'_> {
    pub(super) fn request(&self, operation: Operation) -> Request {
        Request::new(actor(self.world, self.account), self.region, operation)
    }

    pub(super) fn step(&self, operation: Operation) -> Step {
        Step::new(self.request(operation))
    }

    pub(super) fn rds(&self, input: impl Into<RdsOp>) -> Step {
        self.step(Operation::Rds(input.into()))
    }

    pub(super) fn kms(&self, input: impl Into<KmsOp>) -> Step {
        self.step(Operation::Kms(input.into()))
    }

    fn wait(&self, input: impl Into<Waiter>) -> PlanStep {
        of(Action::Await(self.step(Operation::Wait(input.into()))))
    }
}

/// Where a cluster or snapshot is.
macro_rules! at {
    ($world:expr, $arn:expr) => {
        At { world: $world, account: $arn.account, region: $arn.region }
    };
}
pub(super) use at;

fn of(action: Action) -> PlanStep {
    PlanStep {
        action,
        part: 0,
        theirs: None,
        makes: None,
        destructive: false,
        notice: Notice::Nothing,
        back: Back::Unneeded,
        statement: None,
    }
}

/// A step that changes something.
pub(super) fn change(step: Step, back: Back) -> PlanStep {
    PlanStep { back, ..of(Action::Change(step)) }
}

/// A step that ends something for good.
pub(super) fn end(step: Step) -> PlanStep {
    PlanStep { destructive: true, back: Back::None, ..of(Action::Change(step)) }
}

/// What people do outside AWS's interfaces.
pub(super) fn outside(what: Outside) -> PlanStep {
    PlanStep { back: Back::Outside, ..of(Action::Outside(what)) }
}

/// A step that waits.
pub(super) fn wait(at: &At<'_>, input: impl Into<Waiter>) -> PlanStep {
    at.wait(input)
}

/// A step that waits without a waiter of AWS.
pub(super) fn pause(step: Step) -> PlanStep {
    of(Action::Await(step))
}

/// A new cluster, and the wait for it.
pub(super) fn new_cluster(world: &World, step: Step, arn: &ClusterArn) -> [PlanStep; 2] {
    let at = at!(world, arn);
    let first = is_protected(&step).then(|| at.rds(protection(arn.id.clone(), false)));
    let back = Back::By(first.into_iter().chain([at.rds(end_of(arn.id.clone()))]).collect());
    let made = PlanStep { makes: Some(Resource::Cluster(arn.clone())), ..change(step, back) };
    [made, await_cluster(world, arn)]
}

/// Returns whether a request makes a cluster that can't be deleted.
fn is_protected(step: &Step) -> bool {
    match &step.request().operation {
        Operation::Rds(RdsOp::CreateDBCluster(input)) => input.deletion_protection,
        Operation::Rds(RdsOp::RestoreDBClusterFromSnapshot(input)) => input.settings.deletion_protection,
        Operation::Rds(RdsOp::RestoreDBClusterToPointInTime(input)) => input.settings.deletion_protection,
        _ => false,
    }
}

/// Waits for a cluster.
pub(super) fn await_cluster(world: &World, arn: &ClusterArn) -> PlanStep {
    at!(world, arn).wait(DBClusterAvailable { id: arn.id.clone() })
}

/// A new global cluster.
pub(super) fn new_global(step: Step, arn: GlobalClusterArn) -> PlanStep {
    PlanStep { makes: Some(Resource::GlobalCluster(arn)), ..change(step, Back::None) }
}

/// A new instance, and the wait for it.
pub(super) fn new_instance(world: &World, step: Step, arn: &InstanceArn) -> [PlanStep; 2] {
    let back = Back::By(vec![at!(world, arn).rds(end_of_instance(arn.id.clone()))]);
    let made = PlanStep { makes: Some(Resource::Instance(arn.clone())), ..change(step, back) };
    [made, await_instance(world, arn)]
}

/// Waits for an instance.
pub(super) fn await_instance(world: &World, arn: &InstanceArn) -> PlanStep {
    at!(world, arn).wait(DBInstanceAvailable { id: arn.id.clone() })
}

/// A new snapshot, and the wait for it.
pub(super) fn new_snapshot(world: &World, step: Step, arn: &SnapshotArn) -> [PlanStep; 2] {
    let delete = DeleteDBClusterSnapshot { id: SnapshotRef::Id(arn.id.clone()) };
    let back = Back::By(vec![at!(world, arn).rds(delete)]);
    let made = PlanStep { makes: Some(Resource::Snapshot(arn.clone())), ..change(step, back) };
    [made, await_snapshot(world, arn)]
}

/// Waits for a snapshot.
pub(super) fn await_snapshot(world: &World, arn: &SnapshotArn) -> PlanStep {
    let id = SnapshotRef::Id(arn.id.clone());
    at!(world, arn).wait(DBClusterSnapshotAvailable { id })
}

/// A new key, whose id the variable holds.
pub(super) fn new_key(at: &At<'_>, step: Step, variable: &'static str) -> PlanStep {
    let key = KeyRef::parse(&["$", variable].concat());
    let undo = at.kms(ScheduleKeyDeletion { key, days: Some(7) }).with_key(&Key::Made(variable));
    change(step, Back::By(vec![undo]))
}

/// Shows how a cluster is encrypted.
pub(super) fn check_cluster(world: &World, arn: &ClusterArn) -> PlanStep {
    let (filters, paging) = Default::default();
    let describe = DescribeDBClusters { id: Some(arn.id.clone().into()), filters, paging };
    let query = "DBClusters[0].[Status,StorageEncrypted,KmsKeyId]";
    of(Action::Check(at!(world, arn).rds(describe).querying(query)))
}

/// A request that describes one snapshot.
pub(super) fn describe_snapshot(arn: &SnapshotArn) -> DescribeDBClusterSnapshots {
    let (filters, paging) = Default::default();
    DescribeDBClusterSnapshots {
        cluster: None,
        id: Some(SnapshotRef::Id(arn.id.clone())),
        kind: None,
        filters,
        paging,
        include_shared: false,
        include_public: false,
        resource_id: None,
    }
}

/// Shows how a snapshot is encrypted.
pub(super) fn check_snapshot(world: &World, arn: &SnapshotArn) -> PlanStep {
    let describe = describe_snapshot(arn);
    let query = "DBClusterSnapshots[0].[Status,StorageEncrypted,KmsKeyId]";
    of(Action::Check(at!(world, arn).rds(describe).querying(query)))
}

/// A key to name in a request: by its variable if a step made it.
pub(super) fn named(run: &Run, key: &KmsKey, account: AccountId, region: Region) -> Key {
    if let Some((variable, _)) = run.made.iter().find(|(_, made)| *made == key.arn) {
        return Key::Made(variable);
    }
    let here = (key.arn.account, key.arn.region) == (account, region);
    Key::Named(if here { called(&run.world, key) } else { KeyRef::Arn(key.arn.clone()) })
}

/// A key in its own account and Region.
pub(super) fn named_at_home(run: &Run, arn: &KeyArn) -> Key {
    match run.made.iter().find(|(_, made)| made == arn) {
        Some((variable, _)) => Key::Made(variable),
        None => Key::Named(KeyRef::Id(arn.id)),
    }
}
