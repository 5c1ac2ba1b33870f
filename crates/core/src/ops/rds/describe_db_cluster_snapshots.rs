//! `DescribeDBClusterSnapshots`: the caller's own snapshots, and those of other accounts that the caller may
//! read.

use super::filters::{Filters, SnapshotName};
use super::find::{self, SnapshotRef};
use super::paging::Paging;
use super::values::ClusterRef;
use super::{Page, RdsOutput};
use crate::ids::{ResourceId, SnapshotArn};
use crate::ops::Tx;
use crate::ops::api::choices;
use crate::rds::snapshot::SnapshotKind;
use crate::refusal::Refusal;

/// Which snapshots a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotFilter {
    /// The caller's own of this type.
    Own(SnapshotKind),
    /// Those that other accounts share with the caller's account.
    Shared,
    /// Public ones of other accounts.
    Public,
}

choices! {
    SnapshotFilter {
        "automated": Self::Own(SnapshotKind::Automated),
        "manual": Self::Own(SnapshotKind::Manual),
        "shared": Self::Shared,
        "public": Self::Public,
    };
}

/// Shows snapshots.
#[derive(Clone, Debug, PartialEq, Eq, Default, Operation)]
#[operation(errors(InvalidParameterValue, ValidationException, DBClusterSnapshotNotFoundFault))]
#[operation(on(id, cluster? since(Y2026)))]
pub struct DescribeDBClusterSnapshots {
    /// Only snapshots of this cluster.
    #[member(DBClusterIdentifier)]
    pub cluster: Option<ClusterRef>,
    /// Only this snapshot; refused if it isn't there.
    #[member(DBClusterSnapshotIdentifier)]
    pub id: Option<SnapshotRef>,
    /// Only these; without it the caller's own of both kinds.
    #[member(SnapshotType)]
    pub kind: Option<SnapshotFilter>,
    /// Only these; not refused if they aren't there.
    #[member(Filters)]
    pub filters: Filters<SnapshotName>,
    /// The page of the list.
    #[members]
    pub paging: Paging,
    /// Whether to include those that other accounts share.
    #[member(IncludeShared)]
    pub include_shared: bool,
    /// Whether to include public ones.
    #[member(IncludePublic)]
    pub include_public: bool,
    /// Only snapshots of the cluster with this resource id, which may be deleted.
    #[member(DbClusterResourceId, since(Y2026))]
    pub resource_id: Option<ResourceId>,
}

impl DescribeDBClusterSnapshots {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        if let Some(id) = &self.id {
            let items = vec![find::readable_snapshot(tx, id, false)?];
            return Ok(RdsOutput::Snapshots(Page { items, marker: None }));
        }
        let cluster = self.cluster.as_ref().map(|cluster| cluster.id(tx)).transpose()?;
        let first = SnapshotArn::first_in(tx.account, tx.region);
        let others = self.include_shared
            || self.include_public
            || matches!(self.kind, Some(SnapshotFilter::Shared | SnapshotFilter::Public));
        let here = |arn: &SnapshotArn| (arn.account, arn.region) == (tx.account, tx.region);
        let own = tx.world.snapshots.from_key_while(&first, here);
        // Snapshots of other accounts have no index by who may read them, so they are looked through only if
        // asked for.
        let foreign =
            tx.world.snapshots.iter().filter(|(arn, _)| others && arn.region == tx.region && !here(arn));
        let wanted = own.chain(foreign).map(|(_, snapshot)| snapshot).filter(|snapshot| {
            let shared = snapshot.shared_with.contains(&tx.account);
            let shown = match (snapshot.arn.account == tx.account, self.kind) {
                (true, None) => true,
                (true, Some(SnapshotFilter::Own(kind))) => snapshot.kind == kind,
                (false, Some(SnapshotFilter::Shared)) => shared,
                (false, Some(SnapshotFilter::Public)) => snapshot.public,
                (false, None) => (self.include_shared && shared) || (self.include_public && snapshot.public),
                (true, _) | (false, Some(SnapshotFilter::Own(_))) => false,
            };
            let of_id = self.resource_id.is_none_or(|id| snapshot.resource_id == id);
            let passes = self.filters.passes(|by, value| match by {
                SnapshotName::Cluster => snapshot.cluster.as_str() == value,
                SnapshotName::Id => snapshot.arn.id.as_str() == value,
                SnapshotName::Kind => snapshot.kind.name() == value,
                SnapshotName::Engine => snapshot.engine.name() == value,
            });
            shown && passes && of_id && cluster.as_ref().is_none_or(|cluster| snapshot.cluster == *cluster)
        });
        Ok(RdsOutput::Snapshots(self.paging.page(wanted.cloned(), |snapshot| snapshot.arn.id.as_str())))
    }
}
