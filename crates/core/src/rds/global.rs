//! Global clusters (Aurora global databases): a primary cluster, and read-only secondary clusters in other Regions. A
//! global cluster has no storage and no key: each member seals what it stores under a key of its own Region.

use super::cluster::{Engine, StorageEncryptionType};
use crate::edition::Edition;
use crate::env::Time;
use crate::ids::{ClusterArn, GlobalClusterArn, ResourceId};
use crate::map::{Map, Set};
use std::rc::Rc;

/// The clusters of a global cluster.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Members {
    /// The primary cluster, which takes writes.
    pub primary: ClusterArn,
    /// The secondary clusters, each in a Region of its own.
    pub secondaries: Set<ClusterArn>,
}

impl Members {
    /// All of them, the primary cluster first.
    pub fn all(&self) -> impl Iterator<Item = &ClusterArn> {
        std::iter::once(&self.primary).chain(&self.secondaries)
    }

    /// The same members with another name for one of them.
    #[must_use]
    pub fn renamed(&self, old: &ClusterArn, new: &ClusterArn) -> Self {
        let name = |arn: &ClusterArn| if arn == old { new.clone() } else { arn.clone() };
        Self { primary: name(&self.primary), secondaries: self.secondaries.iter().map(name).collect() }
    }
}

/// A switchover or failover in progress.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Failover {
    /// The secondary cluster that becomes the primary cluster.
    pub to: ClusterArn,
    /// Whether it goes on without the present primary cluster: a failover, and no switchover.
    pub allows_data_loss: bool,
    /// When it ends.
    pub until: Time,
}

/// A global cluster.
#[derive(Clone, Debug, StableHash)]
pub struct GlobalCluster {
    /// Account and identifier.
    pub arn: GlobalClusterArn,
    /// The id that it keeps for life.
    pub resource_id: ResourceId,
    /// The engine of all members.
    pub engine: Engine,
    /// The engine's version.
    pub engine_version: Rc<str>,
    /// The database that its primary cluster is created with.
    pub database_name: Option<Rc<str>>,
    /// How its primary cluster is encrypted, or will be.
    pub storage: StorageEncryptionType,
    /// Whether it must be switched off before the global cluster can be deleted.
    pub deletion_protection: bool,
    /// Its tags.
    pub tags: Map<Rc<str>, Rc<str>>,
    /// Its clusters; `None` until the first has been added.
    pub members: Option<Members>,
    /// The switchover or failover in progress.
    pub failover: Option<Failover>,
}

impl GlobalCluster {
    /// The secondary clusters that one can have: five in December 2020, ten in 2026 (Aurora User Guide, "Using Amazon
    /// Aurora Global Database").
    pub const fn most_secondaries(edition: Edition) -> usize {
        match edition {
            Edition::Y2020 => 5,
            Edition::Y2026 => 10,
        }
    }

    /// All its clusters, the primary cluster first.
    pub fn clusters(&self) -> impl Iterator<Item = &ClusterArn> {
        self.members.iter().flat_map(Members::all)
    }

    /// Returns whether a cluster is a member.
    pub fn has(&self, cluster: &ClusterArn) -> bool {
        self.clusters().any(|member| member == cluster)
    }

    /// The primary cluster.
    pub fn primary(&self) -> Option<&ClusterArn> {
        self.members.as_ref().map(|members| &members.primary)
    }

    /// As `Status` shows it.
    pub fn status(&self) -> &'static str {
        match &self.failover {
            None => "available",
            Some(failover) if failover.allows_data_loss => "failing-over",
            Some(_) => "switching-over",
        }
    }
}
