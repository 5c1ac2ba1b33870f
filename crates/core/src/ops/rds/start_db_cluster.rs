//! `StartDBCluster`. The host of a starting cluster asks KMS for its data keys again, and that is when a lost
//! key shows (rules E07, E08). In 2026 it is also the way out of the seven days in which a cluster can be recovered, once
//! its key can be used again (rule N10). The answer still has the status before the call.

use super::values::ClusterRef;
use super::{RdsOutput, access, due, find, storage};
use crate::event::Event;
use crate::ops::Tx;
use crate::rds::backup::AutomatedBackup;
use crate::rds::cluster::Cluster;
use crate::rds::lifecycle::{ClusterOp, ClusterStatus, InstanceStatus};
use crate::refusal::Refusal;
use std::rc::Rc;

/// Starts a stopped cluster.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, DBClusterNotFoundFault, InvalidDBClusterStateFault))]
#[operation(errors(KMSKeyNotAccessibleFault))]
#[operation(on(id))]
pub struct StartDBCluster {
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub id: ClusterRef,
}

impl StartDBCluster {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::named_cluster(tx, &self.id)?;
        find::takes(tx, &found, ClusterOp::Start)?;
        if found.status == ClusterStatus::Recoverable {
            let key = found.encryption.key().map(ToString::to_string).unwrap_or_default();
            storage::try_key(tx, &found)
                .map_err(|cause| access::not_accessible(access::Role::Specified, &key, cause))?;
            resume_backup(tx, &found);
        }
        Ok(RdsOutput::answered(&start(tx, &found), &found))
    }
}

/// Puts the cluster and its instances into `starting`.
pub(super) fn start(tx: &mut Tx, found: &Cluster) -> Rc<Cluster> {
    let mut cluster = found.clone();
    due::begin(tx, &mut cluster, ClusterStatus::Starting);
    let cluster = Rc::new(cluster);
    tx.emit(Event::ClusterPut(cluster.clone()));
    due::begin_members(tx, found, InstanceStatus::Starting);
    cluster
}

/// Lets the automated backup go on, which ended when the key could not be used.
fn resume_backup(tx: &mut Tx, found: &Cluster) {
    let key = (found.arn.account, found.arn.region, found.resource_id);
    if let Some(backup) = tx.world.backups.get(&key).cloned() {
        let going = AutomatedBackup { latest: None, volume: None, ..(*backup).clone() };
        tx.emit(Event::BackupPut(Rc::new(going)));
    }
}
