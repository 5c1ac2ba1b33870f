//! `StartDBCluster` and `StopDBCluster`. A stopped cluster's host holds no data key; a starting one asks KMS
//! for them again, and that is when a lost key shows (rules E07, E08).

use super::{RdsOutput, due, find, told};
use crate::event::Event;
use crate::ids::ClusterId;
use crate::ops::Tx;
use crate::rds::cluster::Cluster;
use crate::rds::lifecycle::{ClusterOp, ClusterStatus, InstanceStatus};
use crate::refusal::{ErrorCode, Refusal};
use std::rc::Rc;

/// `StartDBCluster`
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct StartDBCluster {
    /// The cluster.
    pub id: ClusterId,
}

impl StartDBCluster {
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        told([("dBClusterIdentifier", Some(self.id.to_string()))])
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::cluster(tx, &self.id)?;
        find::takes(&found, ClusterOp::Start)?;
        Ok(RdsOutput::Cluster(start(tx, &found)))
    }
}

/// The cluster and its instances are `starting`.
pub(super) fn start(tx: &mut Tx, found: &Cluster) -> Rc<Cluster> {
    let mut cluster = found.clone();
    due::begin(tx, &mut cluster, ClusterStatus::Starting);
    let cluster = Rc::new(cluster);
    tx.emit(Event::ClusterPut(cluster.clone()));
    due::begin_members(tx, found, InstanceStatus::Starting);
    cluster
}

/// `StopDBCluster`
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct StopDBCluster {
    /// The cluster.
    pub id: ClusterId,
}

impl StopDBCluster {
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        told([("dBClusterIdentifier", Some(self.id.to_string()))])
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::cluster(tx, &self.id)?;
        find::takes(&found, ClusterOp::Stop)?;
        if found.replication_source.is_some() || found.replicas.size() > 0 {
            let message =
                ["DbCluster ", found.arn.id.as_str(), " is part of a replication and can't be stopped."]
                    .concat();
            return Err(Refusal::model(ErrorCode::InvalidDBClusterStateFault, message));
        }
        let mut cluster = (*found).clone();
        due::begin(tx, &mut cluster, ClusterStatus::Stopping);
        let cluster = Rc::new(cluster);
        tx.emit(Event::ClusterPut(cluster.clone()));
        due::begin_members(tx, &found, InstanceStatus::Stopping);
        Ok(RdsOutput::Cluster(cluster))
    }
}
