//! The describing operations: lists of one account in one Region, in the order of names, in pages.

use super::find::{self, SnapshotRef};
use super::{Page, RdsOutput, told};
use crate::ids::{ClusterArn, ClusterId, InstanceArn, InstanceId, ResourceId, SnapshotArn};
use crate::map::Map;
use crate::ops::Tx;
use crate::rds::backup::AutomatedBackup;
use crate::rds::snapshot::SnapshotKind;
use crate::refusal::{ErrorCode, Refusal};
use std::rc::Rc;

/// `MaxRecords` and `Marker`, for every list.
#[derive(Clone, Debug, PartialEq, Eq, StableHash, Default)]
pub struct Paging {
    /// 20 to 100.
    pub max_records: Option<usize>,
    /// What the page before gave.
    pub marker: Option<Rc<str>>,
}

impl Paging {
    fn check(&self) -> Result<usize, Refusal> {
        match self.max_records {
            None => Ok(100),
            Some(records @ 20..=100) => Ok(records),
            Some(records) => Err(Refusal::model(
                ErrorCode::InvalidParameterValue,
                ["Invalid value ", &records.to_string(), " for MaxRecords. Must be between 20 and 100"]
                    .concat(),
            )),
        }
    }

    /// One page of `all`. Without `MaxRecords` the CLI pages on by itself, so all of it is given.
    pub(super) fn page<T>(
        &self,
        all: impl Iterator<Item = T>,
        name: impl Fn(&T) -> &str,
    ) -> Result<Page<T>, Refusal> {
        let size = self.check()?;
        let rest = all.skip_while(|item| self.marker.as_deref().is_some_and(|marker| name(item) <= marker));
        if self.max_records.is_none() {
            return Ok(Page { items: rest.collect(), marker: None });
        }
        let mut items: Vec<T> = rest.take(size + 1).collect();
        let more = items.len() > size;
        items.truncate(size);
        let marker = items.last().filter(|_| more).map(|item| Rc::from(name(item)));
        Ok(Page { items, marker })
    }
}

/// `DescribeDBClusters`
#[derive(Clone, Debug, PartialEq, Eq, StableHash, Default)]
pub struct DescribeDBClusters {
    /// Only this one; refused if it isn't there.
    pub id: Option<ClusterId>,
    /// Only these, by `Filters`; not refused if they aren't there.
    pub filter: Vec<Rc<str>>,
    /// Which page.
    pub paging: Paging,
}

impl DescribeDBClusters {
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        told([("dBClusterIdentifier", self.id.as_ref().map(ToString::to_string))])
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        if let Some(id) = &self.id {
            let items = vec![find::cluster(tx, id)?];
            return Ok(RdsOutput::Clusters(Page { items, marker: None }));
        }
        let first = ClusterArn::first_in(tx.account, tx.region);
        let here = |arn: &ClusterArn| (arn.account, arn.region) == (tx.account, tx.region);
        let all = tx.world.clusters.from_key_while(&first, here).map(|(_, cluster)| cluster.clone());
        let wanted = all.filter(|cluster| passes(&self.filter, cluster.arn.id.as_str()));
        Ok(RdsOutput::Clusters(self.paging.page(wanted, |cluster| cluster.arn.id.as_str())?))
    }
}

fn passes(filter: &[Rc<str>], name: &str) -> bool {
    filter.is_empty() || filter.iter().any(|wanted| **wanted == *name)
}

/// `DescribeDBInstances`
#[derive(Clone, Debug, PartialEq, Eq, StableHash, Default)]
pub struct DescribeDBInstances {
    /// Only this one; refused if it isn't there.
    pub id: Option<InstanceId>,
    /// Only those of these clusters, by `Filters`.
    pub clusters: Vec<Rc<str>>,
    /// Which page.
    pub paging: Paging,
}

impl DescribeDBInstances {
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        told([("dBInstanceIdentifier", self.id.as_ref().map(ToString::to_string))])
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        if let Some(id) = &self.id {
            let items = vec![find::instance(tx, id)?];
            return Ok(RdsOutput::Instances(Page { items, marker: None }));
        }
        let first = InstanceArn::first_in(tx.account, tx.region);
        let here = |arn: &InstanceArn| (arn.account, arn.region) == (tx.account, tx.region);
        let all = tx.world.instances.from_key_while(&first, here).map(|(_, instance)| instance.clone());
        let wanted = all.filter(|instance| passes(&self.clusters, instance.cluster.id.as_str()));
        Ok(RdsOutput::Instances(self.paging.page(wanted, |instance| instance.arn.id.as_str())?))
    }
}

/// Which snapshots a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum SnapshotFilter {
    /// The caller's own of this kind.
    Own(SnapshotKind),
    /// Those of other accounts that are shared with the caller's.
    Shared,
    /// Those of other accounts that anybody may restore.
    Public,
}

/// `DescribeDBClusterSnapshots`
#[derive(Clone, Debug, PartialEq, Eq, StableHash, Default)]
pub struct DescribeDBClusterSnapshots {
    /// Only this one; refused if it isn't there.
    pub id: Option<SnapshotRef>,
    /// Only those of this cluster.
    pub cluster: Option<ClusterId>,
    /// `SnapshotType`; without one the caller's own of both kinds.
    pub kind: Option<SnapshotFilter>,
    /// `IncludeShared`
    pub include_shared: bool,
    /// `IncludePublic`
    pub include_public: bool,
    /// Which page.
    pub paging: Paging,
}

impl DescribeDBClusterSnapshots {
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        told([
            ("dBClusterSnapshotIdentifier", self.id.as_ref().map(SnapshotRef::text)),
            ("dBClusterIdentifier", self.cluster.as_ref().map(ToString::to_string)),
        ])
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        if let Some(id) = &self.id {
            let items = vec![find::readable_snapshot(tx, id, false)?];
            return Ok(RdsOutput::Snapshots(Page { items, marker: None }));
        }
        let first = SnapshotArn::first_in(tx.account, tx.region);
        let others = self.include_shared
            || self.include_public
            || matches!(self.kind, Some(SnapshotFilter::Shared | SnapshotFilter::Public));
        let here = |arn: &SnapshotArn| (arn.account, arn.region) == (tx.account, tx.region);
        let own = tx.world.snapshots.from_key_while(&first, here);
        // Snapshots of other accounts have no index by who may read them: only a list that asks for them looks.
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
            shown && self.cluster.as_ref().is_none_or(|cluster| snapshot.cluster == *cluster)
        });
        Ok(RdsOutput::Snapshots(self.paging.page(wanted.cloned(), |snapshot| snapshot.arn.id.as_str())?))
    }
}

/// `DescribeDBClusterAutomatedBackups`
#[derive(Clone, Debug, PartialEq, Eq, StableHash, Default)]
pub struct DescribeDBClusterAutomatedBackups {
    /// Only those of this cluster.
    pub cluster: Option<ClusterId>,
    /// Only that of the cluster with this resource id.
    pub resource_id: Option<ResourceId>,
    /// Which page.
    pub paging: Paging,
}

impl DescribeDBClusterAutomatedBackups {
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        told([("dBClusterIdentifier", self.cluster.as_ref().map(ToString::to_string))])
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let backups: Vec<_> = backups_of(&tx.world.backups, tx)
            .filter(|backup| self.cluster.as_ref().is_none_or(|id| backup.cluster.id == *id))
            .filter(|backup| self.resource_id.is_none_or(|id| backup.resource_id == id))
            .collect();
        if backups.is_empty() && (self.cluster.is_some() || self.resource_id.is_some()) {
            return Err(Refusal::model(
                ErrorCode::DBClusterAutomatedBackupNotFoundFault,
                "There is no automated backup of this DB cluster.",
            ));
        }
        Ok(RdsOutput::Backups(self.paging.page(backups.into_iter(), |backup| backup.cluster.id.as_str())?))
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
