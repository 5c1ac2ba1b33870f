//! `DeleteDBClusterAutomatedBackup`: ends the retention of a deleted cluster's backup.

use super::RdsOutput;
use super::delete_db_cluster::drop_automated;
use crate::event::Event;
use crate::ids::ResourceId;
use crate::ops::Tx;
use crate::rds::backup::BackupStatus;
use crate::rds::feature_refusal::FeatureRefusal;
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;

/// Deletes the retained backups of a deleted cluster.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, since(Y2026), errors(InvalidParameterValue, DBClusterAutomatedBackupNotFoundFault))]
#[operation(errors(InvalidDBClusterAutomatedBackupStateFault, ValidationException))]
#[operation(on(resource_id))]
pub struct DeleteDBClusterAutomatedBackup {
    /// The deleted cluster's resource id.
    #[member(DbClusterResourceId)]
    pub resource_id: ResourceId,
}

impl DeleteDBClusterAutomatedBackup {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let key = (tx.account, tx.region, self.resource_id);
        let found = tx.world.backups.get(&key).cloned();
        let found = found.ok_or_else(|| Refusal::from(RdsRefusal::BackupNotFound {}))?;
        if found.status == BackupStatus::Active {
            return Err(FeatureRefusal::BackupIsActive { id: found.cluster.id.clone() }.into());
        }
        tx.emit(Event::BackupRemoved(key));
        drop_automated(tx, &key);
        Ok(RdsOutput::Backup(found))
    }
}
