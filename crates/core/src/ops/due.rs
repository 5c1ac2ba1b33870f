//! What happens without a command when its time comes. Each handler checks that it still applies.

use super::Tx;
use crate::world::Due;

/// Handles an entry of the queue.
pub(super) fn fire(tx: &mut Tx, due: &Due) {
    match due {
        Due::KeyDeletion(key) => super::kms::due::delete(tx, key),
        Due::KeyReady(key) => super::kms::due::ready(tx, key),
        Due::KeyRotation(key) => super::kms::due::rotate(tx, key),
        Due::Cluster(arn) => super::rds::due::cluster(tx, arn),
        Due::Instance(arn) => super::rds::due::instance(tx, arn),
        Due::Snapshot(arn) => super::rds::due::snapshot(tx, arn),
        Due::DailyBackup(arn, id) => super::rds::due::daily_backup(tx, arn, *id),
        Due::SnapshotExpiry(arn) => super::rds::due::expire_snapshot(tx, arn),
        Due::AutomaticStart(arn) => super::rds::due::automatic_start(tx, arn),
        Due::Failover(arn, target) => super::rds::failover_db_cluster::done(tx, arn, target),
        Due::GlobalFailover(arn) => super::rds::failover_global_cluster::done(tx, arn),
        Due::Export(key) => super::rds::start_export_task::step(tx, key),
        Due::Maintenance(arn) => super::rds::modify_db_instance::maintain(tx, arn),
        Due::Reboot(arn, why) => super::rds::reboot_db_instance::done(tx, arn, *why),
    }
}
