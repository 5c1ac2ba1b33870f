//! `RemoveTagsFromResource`. Names of tags that the resource doesn't have are passed over.

use super::RdsOutput;
use super::permission::Asks;
use super::resource::{ResourceName, Tagged};
use crate::kms::condition_key::ConditionKey;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Removes tags from a cluster, an instance, a snapshot or a global cluster.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(InvalidParameterValue, DBClusterNotFoundFault, DBInstanceNotFound, DBSnapshotNotFound)
)]
#[operation(errors(ValidationException))]
#[operation(on(resource), also)]
pub struct RemoveTagsFromResource {
    /// The resource's ARN.
    #[member(ResourceName)]
    pub resource: ResourceName,
    /// The names of the tags.
    #[member(TagKeys, required)]
    pub keys: Vec<Rc<str>>,
}

impl RemoveTagsFromResource {
    /// What else is known of the request, for policies.
    fn also(&self, asks: &mut Asks<'_>) {
        for name in &self.keys {
            asks.knows(ConditionKey::TagKeys, name.clone());
        }
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = Tagged::find(tx, &self.resource)?;
        let mut tags = found.tags().clone();
        for key in &self.keys {
            tags.remove_mut(key);
        }
        found.put(tx, tags);
        Ok(RdsOutput::Nothing)
    }
}
