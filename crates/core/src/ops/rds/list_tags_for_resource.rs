//! `ListTagsForResource`.

use super::RdsOutput;
use super::resource::{ResourceName, Tagged};
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Shows the tags of a cluster, an instance, a snapshot or a global cluster.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue, DBClusterNotFoundFault, DBInstanceNotFound, DBSnapshotNotFound))]
#[operation(errors(ValidationException), ignored(Filters: FILTERS))]
#[operation(on(resource))]
pub struct ListTagsForResource {
    /// The resource's ARN.
    #[member(ResourceName)]
    pub resource: ResourceName,
}

impl ListTagsForResource {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        Ok(RdsOutput::TagList(Tagged::find(tx, &self.resource)?.tags().clone()))
    }
}
