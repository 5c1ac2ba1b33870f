//! `DescribeDBClusterAutomatedBackups`.

use super::RdsOutput;
use super::paging::Paging;
use super::values::ClusterRef;
use crate::ids::ResourceId;
use crate::map::Map;
use crate::ops::Tx;
use crate::rds::backup::AutomatedBackup;
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Shows the automated backups.
#[derive(Clone, Debug, PartialEq, Eq, Default, Operation)]
#[operation(since(Y2026), errors(InvalidParameterValue, DBClusterAutomatedBackupNotFoundFault), refused(Filters: FILTERS))]
#[operation(on(resource_id, cluster?))]
pub struct DescribeDBClusterAutomatedBackups {
    /// Only the backup of the cluster with this resource id.
    #[member(DbClusterResourceId)]
    pub resource_id: Option<ResourceId>,
    /// Only the backups of this cluster.
    #[member(DBClusterIdentifier)]
    pub cluster: Option<ClusterRef>,
    /// The page of the list.
    #[members]
    pub paging: Paging,
}

impl DescribeDBClusterAutomatedBackups {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let cluster = self.cluster.as_ref().map(|cluster| cluster.id(tx)).transpose()?;
        let backups: Vec<_> = backups_of(&tx.world.backups, tx)
            .filter(|backup| cluster.as_ref().is_none_or(|id| backup.cluster.id == *id))
            .filter(|backup| self.resource_id.is_none_or(|id| backup.resource_id == id))
            .collect();
        if backups.is_empty() && (self.cluster.is_some() || self.resource_id.is_some()) {
            return Err(RdsRefusal::BackupNotFound {}.into());
        }
        Ok(RdsOutput::Backups(self.paging.page(backups.into_iter(), |backup| backup.cluster.id.as_str())))
    }
}

fn backups_of<'a>(
    backups: &'a Map<crate::rds::backup::BackupKey, Rc<AutomatedBackup>>,
    tx: &'a Tx,
) -> impl Iterator<Item = Rc<AutomatedBackup>> + 'a {
    let first = (tx.account, tx.region, ResourceId([0; 16]));
    backups
        .from_key(&first)
        .take_while(|((account, region, _), _)| (*account, *region) == (tx.account, tx.region))
        .map(|(_, backup)| backup.clone())
}
