//! `ModifyGlobalCluster`. Like `ModifyDBCluster`, it has no parameter for encryption (rules L01, L04).

use super::{RdsOutput, global};
use crate::event::Event;
use crate::ids::GlobalClusterId;
use crate::ops::Tx;
use crate::rds::global::GlobalCluster;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Changes a global database; AWS has no option here for encryption.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, GlobalClusterNotFoundFault))]
#[operation(errors(GlobalClusterAlreadyExistsFault, InvalidGlobalClusterStateFault))]
#[operation(refused(since(Y2026): EngineVersion, AllowMajorVersionUpgrade: Flag = "false"))]
#[operation(on(id))]
pub struct ModifyGlobalCluster {
    /// The global cluster.
    #[member(GlobalClusterIdentifier)]
    pub id: GlobalClusterId,
    /// A new name.
    #[member(NewGlobalClusterIdentifier)]
    pub new_id: Option<GlobalClusterId>,
    /// Deletion protection.
    #[member(DeletionProtection)]
    pub deletion_protection: Option<bool>,
}

impl ModifyGlobalCluster {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = global::named(tx, &self.id)?;
        global::settled(&found)?;
        let mut after = (*found).clone();
        if let Some(id) = &self.new_id {
            after.arn = global::free(tx, id)?;
            tx.emit(Event::GlobalClusterRemoved(found.arn.clone()));
        }
        let deletion_protection = self.deletion_protection.unwrap_or(after.deletion_protection);
        let after = Rc::new(GlobalCluster { deletion_protection, ..after });
        tx.emit(Event::GlobalClusterPut(after.clone()));
        Ok(RdsOutput::GlobalCluster(after))
    }
}
