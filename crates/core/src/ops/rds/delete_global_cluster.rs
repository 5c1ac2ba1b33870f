//! `DeleteGlobalCluster`. A global cluster has no data, so there is nothing to keep of it.
//!
//! Refused, in this order: it isn't there; it is protected; it has members.

use super::{RdsOutput, global};
use crate::event::Event;
use crate::ids::GlobalClusterId;
use crate::ops::Tx;
use crate::rds::global_refusal::GlobalRefusal;
use crate::refusal::Refusal;

/// Deletes a global database that has no clusters any more.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, GlobalClusterNotFoundFault))]
#[operation(errors(InvalidParameterCombination, InvalidGlobalClusterStateFault))]
#[operation(on(id))]
pub struct DeleteGlobalCluster {
    /// The global cluster.
    #[member(GlobalClusterIdentifier)]
    pub id: GlobalClusterId,
}

impl DeleteGlobalCluster {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = global::named(tx, &self.id)?;
        if found.deletion_protection {
            return Err(GlobalRefusal::Protected {}.into());
        }
        if found.members.is_some() {
            return Err(GlobalRefusal::NotEmpty { arn: found.arn.clone() }.into());
        }
        tx.emit(Event::GlobalClusterRemoved(found.arn.clone()));
        Ok(RdsOutput::GlobalCluster(found))
    }
}
