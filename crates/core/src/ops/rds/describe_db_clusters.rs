//! `DescribeDBClusters`.

use super::filters::{ClusterFilter, Filters, is_resource};
use super::paging::Paging;
use super::values::ClusterRef;
use super::{Page, RdsOutput, find};
use crate::ids::ClusterArn;
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Shows clusters, their state and their key.
#[derive(Clone, Debug, PartialEq, Eq, Default, Operation)]
#[operation(errors(InvalidParameterValue, DBClusterNotFoundFault), refused(IncludeShared: Flag = "false"))]
#[operation(on(id))]
pub struct DescribeDBClusters {
    /// Only this cluster; refused if it isn't there.
    #[member(DBClusterIdentifier)]
    pub id: Option<ClusterRef>,
    /// Only these clusters; not refused if they aren't there.
    #[member(Filters)]
    pub filters: Filters<ClusterFilter>,
    /// The page of the list.
    #[members]
    pub paging: Paging,
}

impl DescribeDBClusters {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        self.filters.check(tx.world.edition)?;
        if let Some(id) = &self.id {
            let items = vec![find::named_cluster(tx, id)?];
            return Ok(RdsOutput::Clusters(Page { items, marker: None }));
        }
        let first = ClusterArn::first_in(tx.account, tx.region);
        let here = |arn: &ClusterArn| (arn.account, arn.region) == (tx.account, tx.region);
        let all = tx.world.clusters.from_key_while(&first, here).map(|(_, cluster)| cluster.clone());
        let wanted = all.filter(|cluster| {
            self.filters.passes(|by, value| match by {
                ClusterFilter::Id => cluster.arn.id.as_str() == value,
                ClusterFilter::ResourceId => is_resource(value, "cluster-", cluster.resource_id),
                ClusterFilter::Engine => cluster.engine.name() == value,
                // No cluster is in a clone group or a directory.
                ClusterFilter::CloneGroup | ClusterFilter::Domain => false,
            })
        });
        Ok(RdsOutput::Clusters(self.paging.page(wanted, |cluster| cluster.arn.id.as_str())))
    }
}
