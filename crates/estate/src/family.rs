//! Which snapshots, backups and replicas are of which cluster, over all accounts and Regions.
//!
//! A cluster keeps its resource id for life, and snapshots and their copies name it. Where a file leaves it out, the snapshot that
//! something was copied from leads there, or else the cluster's name in the same account and Region.

use std::rc::Rc;

use playground_core::sort::sorted;

use crate::arn::Arn;
use crate::estate::{Backup, Cluster, Encryption, Estate, Sharing, Snapshot};

/// Something that has a cluster's data.
#[derive(Clone, Copy)]
pub(crate) enum Member<'a> {
    Snapshot(&'a Snapshot),
    Backup(&'a Backup),
    /// A replica, or another member of its global cluster.
    Replica(&'a Cluster),
}

impl<'a> Member<'a> {
    pub(crate) fn arn(self) -> &'a Arn {
        match self {
            Self::Snapshot(snapshot) => &snapshot.arn,
            Self::Backup(backup) => &backup.arn,
            Self::Replica(cluster) => &cluster.arn,
        }
    }

    pub(crate) fn encryption(self) -> &'a Encryption {
        match self {
            Self::Snapshot(snapshot) => &snapshot.encryption,
            Self::Backup(backup) => &backup.encryption,
            Self::Replica(cluster) => &cluster.encryption,
        }
    }

    /// Seen from the account and Region of the cluster.
    pub(crate) fn kind(self, beside: &Arn) -> &'static str {
        match self {
            Self::Snapshot(snapshot) if is_copy(snapshot, beside) => "copy",
            Self::Snapshot(snapshot) if snapshot.kind.as_deref() == Some("automated") => "automated snapshot",
            Self::Snapshot(_) => "snapshot",
            Self::Backup(_) => "automated backup",
            Self::Replica(_) => "replica",
        }
    }

    pub(crate) fn sharing(self) -> Option<&'a Sharing> {
        match self {
            Self::Snapshot(snapshot) => snapshot.sharing.as_ref(),
            Self::Backup(_) | Self::Replica(_) => None,
        }
    }
}

/// A copy says what it was copied from, or isn't where its cluster is.
fn is_copy(snapshot: &Snapshot, cluster: &Arn) -> bool {
    let elsewhere = (snapshot.arn.account(), snapshot.arn.region()) != (cluster.account(), cluster.region());
    snapshot.source.is_some() || elsewhere
}

/// Everything that is of some cluster, found by the cluster.
pub(crate) struct Family<'a> {
    estate: &'a Estate,
    /// Snapshots and backups by what they are of, in its order.
    members: Vec<(Rc<str>, Member<'a>)>,
    /// Clusters by what snapshots name, in its order.
    clusters: Vec<(Rc<str>, &'a Cluster)>,
    /// Replicas by the ARN that they replicate, and both ways between the members of a global cluster.
    replicas: Vec<(Rc<str>, Rc<str>)>,
}

/// How far a chain of copies is followed: files may have one that leads back to itself.
const LONGEST: usize = 16;

impl<'a> Family<'a> {
    pub(crate) fn of(estate: &'a Estate) -> Self {
        let snapshots = estate.snapshots.iter().map(|one| (origin(estate, one), Member::Snapshot(one)));
        let backups = estate.backups.iter().map(|one| {
            let of = one.cluster.as_ref().unwrap_or(&one.arn);
            (Rc::from(of.as_str()), Member::Backup(one))
        });
        let members = sorted(snapshots.chain(backups).collect(), |(a, _), (b, _)| a.cmp(b));
        let clusters = estate.clusters.iter().flat_map(|one| {
            let id = one.resource_id.clone();
            id.into_iter().chain([name(&one.arn, one.arn.name()).into()]).map(move |id| (id, one))
        });
        let clusters = sorted(clusters.collect(), |(a, _), (b, _)| Ord::cmp(a, b));
        let mut replicas = Vec::new();
        for cluster in estate.clusters.iter() {
            replicas.extend(cluster.replicas.iter().map(|of| (Rc::from(cluster.arn.as_str()), of.clone())));
            replicas.extend(cluster.source.iter().map(|of| (of.clone(), Rc::from(cluster.arn.as_str()))));
        }
        for global in estate.globals.iter() {
            for one in &global.members {
                let others = global.members.iter().filter(|other| *other != one);
                replicas.extend(others.map(|other| (one.clone(), other.clone())));
            }
        }
        let mut replicas = sorted(replicas, Ord::cmp);
        replicas.dedup();
        Self { estate, members, clusters, replicas }
    }

    /// Everything that has a cluster's data, but the cluster itself.
    pub(crate) fn members(&self, cluster: &Cluster) -> Vec<Member<'a>> {
        let named = name(&cluster.arn, cluster.arn.name());
        let origins = [cluster.resource_id.as_deref(), Some(&*named), Some(cluster.arn.as_str())];
        let mut members: Vec<Member<'a>> = Vec::new();
        for origin in origins.into_iter().flatten() {
            members.extend(range(&self.members, origin).iter().map(|(_, member)| *member));
        }
        let replicas = range(&self.replicas, cluster.arn.as_str()).iter();
        let replicas = replicas.filter_map(|(_, arn)| self.estate.clusters.get(arn));
        members.into_iter().chain(replicas.map(Member::Replica)).collect()
    }

    /// Returns whether something of a cluster is in another Region.
    pub(crate) fn is_away(&self, cluster: &Cluster) -> bool {
        let away = |member: Member<'_>| member.arn().region() != cluster.arn.region();
        self.members(cluster).into_iter().any(away) || !cluster.replicas.is_empty()
    }

    /// The cluster that a snapshot is of, if a file has it.
    pub(crate) fn cluster_of(&self, snapshot: &Snapshot) -> Option<&'a Cluster> {
        range(&self.clusters, &origin(self.estate, snapshot)).first().map(|(_, cluster)| *cluster)
    }
}

/// A cluster's name, which is unique in an account and Region.
fn name(beside: &Arn, name: &str) -> String {
    [beside.account(), "/", beside.region(), "/", name].concat()
}

/// What a snapshot is of: a resource id, or a name.
fn origin(estate: &Estate, snapshot: &Snapshot) -> Rc<str> {
    let mut first = snapshot;
    for _ in 0..LONGEST {
        if let Some(id) = &first.resource_id {
            return id.clone();
        }
        let Some(source) = first.source.as_deref().and_then(|arn| estate.snapshots.get(arn)) else { break };
        first = source;
    }
    name(&first.arn, first.cluster.as_deref().unwrap_or_default()).into()
}

/// The entries of a sorted list with this key.
fn range<'b, T>(sorted: &'b [(Rc<str>, T)], key: &str) -> &'b [(Rc<str>, T)] {
    let start = sorted.partition_point(|(one, _)| **one < *key);
    let rest = sorted.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|(one, _)| **one == *key)).unwrap_or_default()
}
