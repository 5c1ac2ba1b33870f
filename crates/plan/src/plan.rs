//! What a plan is: steps, what it costs, what is left over; and what is said where there is none.
//!
//! Not here: how plans are found (`search`), nor how they are written down for people.

use std::rc::Rc;

use playground_core::ids::{
    AccountId, ClusterArn, GlobalClusterArn, InstanceArn, KeyArn, ResourceId, SnapshotArn,
};
use playground_core::ops::Request;
use playground_core::rds::cluster::Engine;
use playground_core::refusal::Refusal;
use playground_core::rules::RuleId;

use crate::goal::Goal;
use crate::step::Step;

/// A plan whose every step was run on a fork of the world.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is true at the end.
    pub goal: Goal,
    /// How the data gets to where it should be.
    pub method: Method,
    /// The steps in order; none if the goal is reached already.
    pub steps: Vec<PlanStep>,
    /// What it costs.
    pub cost: Cost,
    /// What is still there afterwards, and nobody needs.
    pub left_over: Vec<LeftOver>,
    /// Accounts of which nothing is known: that somebody there may do the steps of theirs is assumed.
    pub assumed: Vec<AccountId>,
    /// What the world doesn't have, under a key that the plan is to make superfluous.
    pub beyond: Vec<Beyond>,
}

impl Plan {
    /// Returns whether clients can't use a cluster until the plan is carried out.
    pub fn is_of_lost(&self) -> bool {
        self.steps.iter().any(|step| step.notice == Notice::NoReads)
    }
}

/// Something that is encrypted under a key and isn't in the world, such as a cluster of another engine than Aurora's. No plan
/// moves it, so its key can't go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// The key that it is under.
    pub key: KeyArn,
    /// What it is, in a few words: `the cluster acme-docs (docdb)`.
    pub what: Rc<str>,
}

/// How the data gets to where it should be. A plan is named by the method that moves its data last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Nothing has to be moved.
    InPlace,
    /// A snapshot is restored or copied.
    Snapshot,
    /// A backup is restored to a point in time.
    PointInTime,
    /// The cluster is cloned: pages are shared until they change.
    Clone,
    /// A read replica cluster is promoted.
    Replica,
    /// A secondary cluster leaves its global cluster.
    GlobalDatabase,
    /// The engine replicates logically, which the model does not simulate.
    LogicalReplication,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 7] = [
        Self::InPlace,
        Self::Snapshot,
        Self::PointInTime,
        Self::Clone,
        Self::Replica,
        Self::GlobalDatabase,
        Self::LogicalReplication,
    ];
}

/// What a plan costs, in the order in which plans are compared: plans that the model can't run as a whole come last, then
/// what clients notice, then data that is copied, then steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// Steps that are more than a pause of clients, and which the model does not run: logical replication.
    pub outside: u32,
    /// How much of the newest data is lost, in seconds of writes.
    pub lost_seconds: u64,
    /// How long clients can't write, in seconds of the model's clock; in several clusters, the longest of them.
    pub without_writes: u64,
    /// Pages that are copied; a volume with unknown contents counts as one.
    pub copied_pages: u64,
    /// Steps that change or make something.
    pub steps: u32,
}

/// One step.
#[derive(Clone, Debug)]
pub struct PlanStep {
    /// What is done.
    pub action: Action,
    /// Which of the goal's clusters, snapshots or backups it is for, counted from 0.
    pub part: usize,
    /// Another account than the one that the goal begins in: the step is its owner's.
    pub theirs: Option<AccountId>,
    /// What it makes.
    pub makes: Option<Resource>,
    /// Whether something is gone afterwards that no step brings back.
    pub destructive: bool,
    /// What clients notice while it is done.
    pub notice: Notice,
    /// How to go back.
    pub back: Back,
    /// The statement that it adds to a key policy, as JSON.
    pub statement: Option<Rc<str>>,
}

/// What is done.
#[derive(Clone, Debug)]
pub enum Action {
    /// A request that changes something. Its caller and Region say whose step it is, and where.
    Change(Step),
    /// A waiter.
    Await(Step),
    /// A request that only reads; its `--query` shows what is to be checked.
    Check(Step),
    /// Something that people do outside AWS's interfaces, or that the model does not simulate.
    Outside(Outside),
}

impl Action {
    /// The step that is run; `None` for what the model does not run.
    pub const fn step(&self) -> Option<&Step> {
        match self {
            Self::Change(step) | Self::Await(step) | Self::Check(step) => Some(step),
            Self::Outside(_) => None,
        }
    }
}

/// What people do outside AWS's interfaces, or what the model does not simulate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outside {
    /// The application stops writing to this cluster.
    StopWrites(ClusterArn),
    /// The application uses the new cluster's endpoints from now on.
    SwitchEndpoint {
        /// The old cluster.
        from: ClusterArn,
        /// The new cluster.
        to: ClusterArn,
    },
    /// What a cluster has to have before it can replicate logically: a binary log, or a publication and a slot.
    TurnOnReplication {
        /// The cluster.
        of: ClusterArn,
        /// Its engine.
        engine: Engine,
    },
    /// Everything that was written to the old cluster has arrived in the new one.
    CatchUp {
        /// The old cluster.
        from: ClusterArn,
        /// The new cluster.
        to: ClusterArn,
        /// Whether they are in a global database; a read replica cluster has a binary log to follow otherwise.
        global: bool,
    },
    /// The engine replicates logically from the old to the new cluster: binary log, or a publication and a subscription.
    ReplicateLogically {
        /// The old cluster.
        from: ClusterArn,
        /// The new cluster.
        to: ClusterArn,
    },
}

/// What clients notice while a step is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Nothing changes for them.
    Nothing,
    /// The writer restarts, and their connections end.
    Restart,
    /// They can read and not write.
    NoWrites,
    /// They can neither read nor write.
    NoReads,
    /// They have to use another endpoint.
    NewEndpoint,
}

/// How to go back from a step.
#[derive(Clone, Debug)]
pub enum Back {
    /// There is nothing to go back from.
    Unneeded,
    /// These requests undo it.
    By(Vec<Step>),
    /// People undo what they did: let the application write to the old cluster, or use its endpoints again.
    Outside,
    /// There is no way back.
    None,
}

/// Something that a step makes or that is left over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// A KMS key; one that the plan makes with the variable that holds its id, and with the ARN that it had on the fork.
    Key(Option<&'static str>, KeyArn),
    /// A cluster.
    Cluster(ClusterArn),
    /// A global cluster.
    GlobalCluster(GlobalClusterArn),
    /// An instance.
    Instance(InstanceArn),
    /// A snapshot.
    Snapshot(SnapshotArn),
    /// A statement in a key's policy.
    Statement(KeyArn),
    /// A retained automated backup.
    Backup(ResourceId),
}

/// What is still there after a plan, and nobody needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOver {
    /// What it is.
    pub what: Resource,
    /// When it may be deleted.
    pub when: Until,
}

/// When something that is left over may be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// At once: it was a step on the way.
    Now,
    /// When clients have used the new cluster for long enough, and nobody wants to go back.
    Proven,
    /// When nothing is encrypted under it, and nobody has a snapshot of their own that is.
    Unused,
    /// Never: it is an AWS managed key.
    Stays,
    /// When its owner says so: it is a key of another account.
    TheirKey,
    /// When nobody needs the data: it is unencrypted, and stays so.
    Unencrypted {
        /// Whether everybody may restore it.
        public: bool,
    },
}

/// What a search found.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Plans, the cheapest first, each with another method.
    Plans(Vec<Plan>),
    /// There is no plan.
    NoPlan(NoPlan),
}

/// Why there is no plan: what refuses the nearest one.
#[derive(Clone, Debug)]
pub struct NoPlan {
    /// Which of the goal's clusters, snapshots or backups has none, counted from 0.
    pub part: usize,
    /// The rule that stands in the way, if the refusal enforces one.
    pub rule: Option<RuleId>,
    /// The refused step of the nearest plan, and why; `None` where no move is known at all.
    pub refused: Option<(Rc<Request>, Refusal)>,
    /// The steps that succeed before it.
    pub before: Vec<PlanStep>,
}

/// How far a search is.
#[derive(Debug)]
pub enum Progress {
    /// It goes on; so many of so many parts are done.
    Searching {
        /// Parts that are done, all methods counted.
        done: usize,
        /// All of them.
        of: usize,
    },
    /// It has ended.
    Done(Outcome),
}
