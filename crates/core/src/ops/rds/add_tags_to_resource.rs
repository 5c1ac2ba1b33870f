//! `AddTagsToResource`.
//!
//! Refused, in this order: the tags; the resource isn't there; it would have too many tags.

use super::RdsOutput;
use super::permission::Asks;
use super::resource::{ResourceName, Tagged};
use super::values::{MOST_TAGS, Tags};
use crate::ops::Tx;
use crate::rds::feature_refusal::FeatureRefusal;
use crate::refusal::Refusal;

/// Adds tags to a cluster, an instance, a snapshot or a global cluster.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(InvalidParameterValue, DBClusterNotFoundFault, DBInstanceNotFound, DBSnapshotNotFound)
)]
#[operation(errors(ValidationException))]
#[operation(on(resource), also)]
pub struct AddTagsToResource {
    /// The resource's ARN.
    #[member(ResourceName)]
    pub resource: ResourceName,
    /// The tags. Those that it has of the same name are replaced.
    #[member(Tags, required)]
    pub tags: Tags,
}

impl AddTagsToResource {
    /// What else is known of the request, for policies.
    fn also(&self, asks: &mut Asks<'_>) {
        asks.tagged(&self.tags);
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = Tagged::find(tx, &self.resource)?;
        let tags = self.tags.over(found.tags().clone());
        if tags.size() > MOST_TAGS {
            return Err(FeatureRefusal::TooManyTags {}.into());
        }
        found.put(tx, tags);
        Ok(RdsOutput::Nothing)
    }
}
