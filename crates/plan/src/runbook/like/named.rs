//! What a plan names of what there is. Not here: how that is made in another world (`like`).

use playground_core::ids::{
    AccountId, AliasArn, ClusterArn, ClusterId, KeyArn, KeyRef, Region, SnapshotArn, SnapshotId,
};
use playground_core::sort::sorted;
use playground_core::world::World;

use crate::goal::{Data, Goal, Setting};
use crate::plan::Plan;
use crate::step::Step;

/// What a plan names of what there is.
#[derive(Default)]
pub(super) struct Named {
    pub(super) clusters: Vec<ClusterArn>,
    pub(super) snapshots: Vec<SnapshotArn>,
    pub(super) keys: Vec<KeyArn>,
}

pub(super) fn add<T: Clone + PartialEq>(list: &mut Vec<T>, one: &T) {
    if !list.contains(one) {
        list.push(one.clone());
    }
}

impl Named {
    pub(super) fn of(world: &World, plan: &Plan) -> Self {
        let mut named = Self::default();
        named.goal(&plan.goal);
        let steps = plan.steps.iter().filter_map(|step| step.action.step());
        for request in steps.map(Step::request) {
            let Some(account) = request.who.account() else { continue };
            for word in playground_aws::words_of(request) {
                named.word(world, &word, account, request.region);
            }
        }
        named.whole(world);
        named
    }

    fn goal(&mut self, goal: &Goal) {
        match goal {
            Goal::Encrypted { clusters, key }
            | Goal::UnderAnotherKey { clusters, key }
            | Goal::InRegion { clusters, key, .. }
            | Goal::InAccount { clusters, key, .. }
            | Goal::CopyIn { clusters, key, .. } => {
                for arn in clusters {
                    add(&mut self.clusters, arn);
                }
                self.key(key.as_ref());
            }
            Goal::ReadableBy { data: Data::Cluster(arn), .. }
            | Goal::RestoredTo { cluster: arn, .. }
            | Goal::Recovered { cluster: arn } => add(&mut self.clusters, arn),
            Goal::ReadableBy { data: Data::Snapshot(arn), .. } => add(&mut self.snapshots, arn),
            Goal::NoLongerNeeded { key, instead } => {
                add(&mut self.keys, key);
                self.key(instead.as_ref());
            }
            Goal::SnapshotsUnder { snapshots, key } => {
                for arn in snapshots {
                    add(&mut self.snapshots, arn);
                }
                self.key(key.as_ref());
            }
            Goal::Set(settings) => {
                for setting in settings {
                    match setting {
                        Setting::BackupsKept(arn, _) => add(&mut self.clusters, arn),
                        Setting::NotPublic(arn) => add(&mut self.snapshots, arn),
                        Setting::Usable(arn) | Setting::Rotated(arn) => add(&mut self.keys, arn),
                    }
                }
            }
            Goal::Each(goals) => {
                for goal in goals {
                    self.goal(goal);
                }
            }
        }
    }

    fn key(&mut self, key: Option<&KeyArn>) {
        if let Some(key) = key {
            add(&mut self.keys, key);
        }
    }

    /// A word of a command, which may name something.
    fn word(&mut self, world: &World, text: &str, account: AccountId, region: Region) {
        let here = |id: ClusterId| ClusterArn { account, region, id };
        if let Ok(arn) = ClusterArn::parse(text).or_else(|_| ClusterId::parse(text).map(here)) {
            add(&mut self.clusters, &arn);
        }
        let here = |id: SnapshotId| SnapshotArn { account, region, id };
        if let Ok(arn) = SnapshotArn::parse(text).or_else(|_| SnapshotId::parse(text).map(here)) {
            add(&mut self.snapshots, &arn);
        }
        match KeyRef::parse(text) {
            KeyRef::Id(id) => add(&mut self.keys, &KeyArn { account, region, id }),
            KeyRef::Arn(arn) => add(&mut self.keys, &arn),
            KeyRef::AliasName(id) => {
                let arn = AliasArn { account, region, id };
                self.key(world.aliases.get(&arn).map(|alias| &alias.target));
            }
            KeyRef::AliasArn(arn) => self.key(world.aliases.get(&arn).map(|alias| &alias.target)),
            KeyRef::Malformed(_) => {}
        }
    }

    /// Only what there is, with what that needs: sources before their replicas, and every key.
    fn whole(&mut self, world: &World) {
        self.clusters.retain(|arn| world.clusters.contains_key(arn));
        self.snapshots.retain(|arn| world.snapshots.contains_key(arn));
        let sources: Vec<ClusterArn> = self.clusters.iter().filter_map(|arn| source(world, arn)).collect();
        for arn in &sources {
            add(&mut self.clusters, arn);
        }
        let is_replica = |arn: &ClusterArn| source(world, arn).is_some();
        let clusters = core::mem::take(&mut self.clusters);
        self.clusters = sorted(clusters, |one, other| is_replica(one).cmp(&is_replica(other)));
        let of_clusters = self.clusters.iter().filter_map(|arn| world.clusters.get(arn)?.encryption.key());
        let of_snapshots = self.snapshots.iter().filter_map(|arn| world.snapshots.get(arn)?.encryption.key());
        let keys: Vec<KeyArn> = of_clusters.chain(of_snapshots).cloned().collect();
        for key in keys.iter().filter(|key| !key.is_aws_owned()) {
            add(&mut self.keys, key);
        }
    }
}

fn source(world: &World, arn: &ClusterArn) -> Option<ClusterArn> {
    world.clusters.get(arn)?.replication_source.clone()
}
