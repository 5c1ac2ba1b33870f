//! `DescribeDBInstances`.

use super::filters::{Filters, InstanceFilter, is_resource};
use super::paging::Paging;
use super::{Page, RdsOutput, find};
use crate::ids::{InstanceArn, InstanceId};
use crate::ops::Tx;
use crate::rds::instance::Instance;
use crate::refusal::Refusal;

/// Shows instances.
#[derive(Clone, Debug, PartialEq, Eq, Default, Operation)]
#[operation(errors(InvalidParameterValue, DBInstanceNotFound))]
#[operation(on(id))]
pub struct DescribeDBInstances {
    /// Only this instance; refused if it isn't there.
    #[member(DBInstanceIdentifier)]
    pub id: Option<InstanceId>,
    /// Only these instances; not refused if they aren't there.
    #[member(Filters)]
    pub filters: Filters<InstanceFilter>,
    /// The page of the list.
    #[members]
    pub paging: Paging,
}

impl DescribeDBInstances {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        if let Some(id) = &self.id {
            let items = vec![find::instance(tx, id)?];
            return Ok(RdsOutput::Instances(Page { items, marker: None }));
        }
        let first = InstanceArn::first_in(tx.account, tx.region);
        let here = |arn: &InstanceArn| (arn.account, arn.region) == (tx.account, tx.region);
        let all = tx.world.instances.from_key_while(&first, here).map(|(_, instance)| instance.clone());
        let engine = |instance: &Instance| Some(tx.world.clusters.get(&instance.cluster)?.engine.name());
        let wanted = all.filter(|instance| {
            self.filters.passes(|by, value| match by {
                InstanceFilter::Cluster => instance.cluster.id.as_str() == value,
                InstanceFilter::Id => instance.arn.id.as_str() == value,
                InstanceFilter::ResourceId => is_resource(value, "db-", instance.resource_id),
                InstanceFilter::Engine => engine(instance) == Some(value),
                // No instance is in a directory.
                InstanceFilter::Domain => false,
            })
        });
        Ok(RdsOutput::Instances(self.paging.page(wanted, |instance| instance.arn.id.as_str())))
    }
}
