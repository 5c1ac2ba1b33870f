//! Moves by replication: a read replica cluster or a secondary cluster in another Region, which becomes a cluster of its own;
//! and the instances that a new cluster needs.

use playground_core::ids::{ClusterArn, GlobalClusterArn, GlobalClusterId, InstanceArn, InstanceId, Region};
use playground_core::ops::rds::create_db_cluster::CreateDBCluster;
use playground_core::ops::rds::promote_read_replica_db_cluster::PromoteReadReplicaDBCluster;
use playground_core::ops::rds::remove_from_global_cluster::RemoveFromGlobalCluster;
use playground_core::ops::rds::values::MemberArn;
use playground_core::rds::cluster::Cluster;

use super::build::{self, At, at, change, outside};
use super::node::{Move, Place};
use super::routes::{Routes, pages_of, with_key};
use crate::make::free_instance;
use crate::plan::{Back, Method, Outside, PlanStep};
use crate::requests::{global_cluster, new_instance, replica, secondary};

impl Routes<'_> {
    /// Replicas in another Region: a read replica cluster, and a secondary cluster of a global cluster.
    pub(super) fn followed(&self, cluster: &Cluster, region: Region) -> Vec<Move> {
        let world = self.node.world();
        let there = (cluster.arn.account, region);
        let Some(new) = self.name(there, cluster.arn.id.as_str()) else { return Vec::new() };
        let mut kinds: Vec<(Method, Vec<PlanStep>, CreateDBCluster)> = Vec::new();
        if self.may(Method::Replica) {
            let create = replica(new.id.clone(), cluster.engine, &cluster.arn, region);
            // It follows the binary log, which is off unless somebody turned it on (Aurora User Guide, "Replicating Amazon
            // Aurora MySQL DB clusters across AWS Regions").
            let (of, engine) = (cluster.arn.clone(), cluster.engine);
            let first = vec![outside(Outside::TurnOnReplication { of, engine })];
            kinds.push((Method::Replica, first, create));
        }
        let global = GlobalClusterId::parse(&[cluster.arn.id.as_str(), "-global"].concat());
        if let (Ok(id), true) = (global, self.may(Method::GlobalDatabase)) {
            let begin = at!(world, cluster.arn).rds(global_cluster(id.clone(), &cluster.arn));
            let arn = GlobalClusterArn { account: cluster.arn.account, id: id.clone() };
            let create = secondary(new.id.clone(), cluster.engine, id, &cluster.arn);
            kinds.push((Method::GlobalDatabase, vec![build::new_global(begin, arn)], create));
        }
        let copied = pages_of(cluster.volume.image().page_count());
        let mut moves = Vec::new();
        for (method, first, create) in kinds {
            for key in self.cluster_keys(there) {
                let storage_encrypted = key.as_ref().map(|_| true);
                let create = self.replica_of(create.clone(), cluster, there);
                let create = CreateDBCluster { storage_encrypted, ..create };
                let mut steps = first.clone();
                let step = at!(world, new).rds(create).of_version(&cluster.engine_version);
                steps.extend(build::new_cluster(world, with_key(step, key), &new));
                steps.extend(self.instances(cluster, &new));
                moves.push(Move {
                    steps,
                    to: Place::Replica(new.clone()),
                    method: Some(method),
                    copied,
                    left: 1,
                });
            }
        }
        moves
    }

    /// A replica or secondary cluster becomes a cluster of its own.
    pub(super) fn promoted(&self, arn: &ClusterArn) -> Move {
        let world = self.node.world();
        let source = self.part.subject.cluster().and_then(|source| world.clusters.get(source));
        let step = match world.global_cluster_of(arn) {
            Some(global) => {
                let (id, cluster) = (global.arn.id.clone(), MemberArn(arn.clone()));
                at!(world, arn).rds(RemoveFromGlobalCluster { id, cluster })
            }
            None => at!(world, arn).rds(PromoteReadReplicaDBCluster { id: arn.id.clone().into() }),
        };
        let mut steps: Vec<PlanStep> = source.and_then(|source| self.stop(source)).into_iter().collect();
        if let Some(source) = source {
            let (from, to) = (source.arn.clone(), arn.clone());
            let global = world.global_cluster_of(arn).is_some();
            steps.push(PlanStep { back: Back::Unneeded, ..outside(Outside::CatchUp { from, to, global }) });
        }
        steps.extend([change(step, Back::None), build::await_cluster(world, arn)]);
        Move { steps, to: Place::Cluster(arn.clone()), method: None, copied: 0, left: 0 }
    }

    /// As many instances for a new cluster as the old one has, of the same classes.
    pub(super) fn instances(&self, old: &Cluster, new: &ClusterArn) -> Vec<PlanStep> {
        let world = self.node.world();
        let (account, region) = (new.account, new.region);
        let mut steps = Vec::new();
        let classes = old.members.iter().filter_map(|arn| world.instances.get(arn)).map(|one| &one.class);
        for (number, class) in (1_usize..).zip(classes) {
            let id = InstanceId::parse(&[new.id.as_str(), "-", &number.to_string()].concat()).ok();
            let is_free = |id: &InstanceId| {
                !world.instances.contains_key(&InstanceArn { account, region, id: id.clone() })
            };
            let id = id.filter(is_free).or_else(|| {
                let stem = [new.id.as_str(), "-", &number.to_string()].concat();
                free_instance(world, account, region, &stem)
            });
            let Some(id) = id else { continue };
            let create = new_instance(id.clone(), class.clone(), new.id.clone(), old.engine);
            let arn = InstanceArn { account, region, id };
            steps.extend(build::new_instance(world, at!(world, arn).rds(create), &arn));
        }
        steps
    }
}
