//! `DescribeGlobalClusters`. The answer is the same in every Region.

use super::filters::{Filters, GlobalFilter};
use super::paging::Paging;
use super::{Page, RdsOutput, global};
use crate::ids::GlobalClusterId;
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Shows global databases and their clusters.
#[derive(Clone, Debug, PartialEq, Eq, Default, Operation)]
#[operation(errors(InvalidParameterValue, GlobalClusterNotFoundFault))]
#[operation(on(id))]
pub struct DescribeGlobalClusters {
    /// Only this one; refused if it isn't there.
    #[member(GlobalClusterIdentifier)]
    pub id: Option<GlobalClusterId>,
    /// Only those with one of these clusters, or in one of these Regions.
    #[member(Filters)]
    pub filters: Filters<GlobalFilter>,
    /// The page of the list.
    #[members]
    pub paging: Paging,
}

impl DescribeGlobalClusters {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        self.filters.check(tx.world.edition)?;
        if let Some(id) = &self.id {
            let items = vec![global::named(tx, id)?];
            return Ok(RdsOutput::GlobalClusters(Page { items, marker: None }));
        }
        let all = tx.world.global_clusters_of(tx.account).cloned();
        let wanted = all.filter(|global| {
            self.filters.passes(|by, value| {
                global.clusters().any(|arn| match by {
                    GlobalFilter::Cluster => arn.id.as_str() == value,
                    GlobalFilter::Region => arn.region.as_str() == value,
                })
            })
        });
        Ok(RdsOutput::GlobalClusters(self.paging.page(wanted, |global| global.arn.id.as_str())))
    }
}
