//! What the operations on tags name: a cluster, an instance, a snapshot or a global cluster, by ARN.

use super::find::{self, SnapshotRef};
use crate::edition::Edition;
use crate::event::Event;
use crate::ids::{ClusterArn, GlobalClusterArn, InstanceArn, SnapshotArn};
use crate::map::Map;
use crate::ops::Tx;
use crate::ops::api::texts;
use crate::rds::cluster::Cluster;
use crate::rds::feature_refusal::FeatureRefusal;
use crate::rds::global::GlobalCluster;
use crate::rds::instance::Instance;
use crate::rds::snapshot::Snapshot;
use crate::refusal::Refusal;
use core::fmt;
use std::rc::Rc;

/// The ARN of something that can have tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceName {
    /// A cluster.
    Cluster(ClusterArn),
    /// An instance.
    Instance(InstanceArn),
    /// A snapshot.
    Snapshot(SnapshotArn),
    /// A global cluster.
    Global(GlobalClusterArn),
    /// An ARN of something else.
    Other(Rc<str>),
}

impl ResourceName {
    fn parse(text: &str) -> Result<Self, Refusal> {
        let cluster = || ClusterArn::parse(text).map(Self::Cluster);
        let instance = |_| InstanceArn::parse(text).map(Self::Instance);
        let snapshot = |_| SnapshotArn::parse(text).map(Self::Snapshot);
        let global = |_| GlobalClusterArn::parse(text).map(Self::Global);
        let other = |_| text.starts_with("arn:aws:rds:").then(|| Self::Other(text.into()));
        let parsed = cluster().or_else(instance).or_else(snapshot).or_else(global).map_or_else(other, Some);
        parsed.ok_or_else(|| FeatureRefusal::ResourceName { name: text.into() }.into())
    }
}

impl fmt::Display for ResourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster(arn) => arn.fmt(f),
            Self::Instance(arn) => arn.fmt(f),
            Self::Snapshot(arn) => arn.fmt(f),
            Self::Global(arn) => arn.fmt(f),
            Self::Other(text) => f.write_str(text),
        }
    }
}

texts! {
    ResourceName: ResourceName::parse;
}

/// Tags, as resources have them.
pub type TagMap = Map<Rc<str>, Rc<str>>;

/// Something that can have tags, found.
pub(super) enum Tagged {
    Cluster(Rc<Cluster>),
    Instance(Rc<Instance>),
    Snapshot(Rc<Snapshot>),
    Global(Rc<GlobalCluster>),
}

impl Tagged {
    /// Finds what a request names in the caller's account and Region.
    pub(super) fn find(tx: &Tx, name: &ResourceName) -> Result<Self, Refusal> {
        let here = |account, region| {
            if (account, region) == (tx.account, tx.region) {
                return Ok(());
            }
            Err(Refusal::from(FeatureRefusal::ResourceElsewhere { name: name.to_string().into() }))
        };
        match name {
            ResourceName::Cluster(arn) => {
                here(arn.account, arn.region)?;
                find::cluster(tx, &arn.id).map(Self::Cluster)
            }
            ResourceName::Instance(arn) => {
                here(arn.account, arn.region)?;
                find::instance(tx, &arn.id).map(Self::Instance)
            }
            ResourceName::Snapshot(arn) => {
                here(arn.account, arn.region)?;
                let found = find::own_snapshot(tx, &SnapshotRef::Arn(arn.clone()));
                let gone = |_| FeatureRefusal::TaggedSnapshotNotFound { id: arn.id.clone() }.into();
                found.map(Self::Snapshot).map_err(gone)
            }
            ResourceName::Global(arn) => {
                // Global clusters have had tags since 2024. The API has no error of its own for one that isn't there.
                let today = tx.world.edition >= Edition::Y2026;
                let found = tx.world.global_clusters.get(arn).filter(|_| today && arn.account == tx.account);
                let none = || FeatureRefusal::ResourceElsewhere { name: name.to_string().into() }.into();
                found.cloned().map(Self::Global).ok_or_else(none)
            }
            ResourceName::Other(name) => Err(FeatureRefusal::ResourceElsewhere { name: name.clone() }.into()),
        }
    }

    /// Its tags.
    pub(super) fn tags(&self) -> &TagMap {
        match self {
            Self::Cluster(it) => &it.tags,
            Self::Instance(it) => &it.tags,
            Self::Snapshot(it) => &it.tags,
            Self::Global(it) => &it.tags,
        }
    }

    /// Gives it other tags.
    pub(super) fn put(&self, tx: &mut Tx, tags: TagMap) {
        tx.emit(match self {
            Self::Cluster(it) => Event::ClusterPut(Rc::new(Cluster { tags, ..(**it).clone() })),
            Self::Instance(it) => Event::InstancePut(Rc::new(Instance { tags, ..(**it).clone() })),
            Self::Snapshot(it) => Event::SnapshotPut(Rc::new(Snapshot { tags, ..(**it).clone() })),
            Self::Global(it) => Event::GlobalClusterPut(Rc::new(GlobalCluster { tags, ..(**it).clone() })),
        });
    }
}
