//! What every new cluster goes through, whether it is created, replicated or restored. The checks before that
//! are in the operations.

use super::due;
use crate::event::Event;
use crate::ops::Tx;
use crate::ops::kms::for_rds::Custody;
use crate::rds::backup::AutomatedBackup;
use crate::rds::cluster::{Cluster, Encryption};
use crate::rds::lifecycle::ClusterStatus;
use crate::world::Due;
use std::rc::Rc;

/// 03:00 UTC. AWS draws a time at random from a block of eight hours for each Region (model).
pub(in crate::ops) const DEFAULT_WINDOW: u16 = 180;

/// Encryption under the key that custody was taken of.
pub(super) fn under(custody: Custody) -> Encryption {
    Encryption::Under { key: custody.key, grant: custody.grant }
}

/// Adds a new cluster to the world: in status `creating`, with its automated backup (rule E09), and with its
/// first daily backup scheduled.
pub(super) fn settle(tx: &mut Tx, mut cluster: Cluster) -> Rc<Cluster> {
    due::begin(tx, &mut cluster, ClusterStatus::Creating);
    let backup = AutomatedBackup::active(&cluster);
    let cluster = Rc::new(cluster);
    tx.emit(Event::ClusterPut(cluster.clone()));
    tx.emit(Event::BackupPut(Rc::new(backup)));
    let wait = due::until_window(tx.world.now, cluster.backup_window);
    tx.schedule(wait, Due::DailyBackup(cluster.arn.clone(), cluster.resource_id));
    cluster
}
