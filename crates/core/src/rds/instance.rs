//! DB instances of a cluster. An instance has no field for a key, so it can't have another key than its
//! cluster's and rule O05 can't be broken.

use super::beside::Insights;
use super::lifecycle::InstanceStatus;
use crate::database::mounted_volume::PageCache;
use crate::env::Time;
use crate::ids::{ClusterArn, InstanceArn, ResourceId};
use crate::map::Map;
use std::rc::Rc;

/// A DB instance.
#[derive(Clone, Debug, StableHash)]
pub struct Instance {
    /// Account, Region and identifier.
    pub arn: InstanceArn,
    /// `DbiResourceId`, behind `db-`.
    pub resource_id: ResourceId,
    /// The cluster it belongs to.
    pub cluster: ClusterArn,
    /// The instance class, such as `db.r5.large`.
    pub class: Rc<str>,
    /// Its status.
    pub status: InstanceStatus,
    /// When the status ends, if it is a transitional one.
    pub until: Option<Time>,
    /// When it was created.
    pub created: Time,
    /// The promotion tier, 0 to 15: the lowest becomes the writer first.
    pub promotion_tier: u8,
    /// Its memory, which is lost when the instance goes down.
    pub cache: PageCache,
    /// The number of the page write at which it crashes (`playground crash-instance --at-write`).
    pub crash_at: Option<u32>,
    /// Its Performance Insights.
    pub insights: Option<Insights>,
    /// Its tags.
    pub tags: Map<Rc<str>, Rc<str>>,
}

/// Why an instance reboots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum RebootCause {
    /// `RebootDBInstance`: the engine was shut down properly.
    Asked,
    /// It was the writer until another instance took over.
    Failover,
    /// The engine crashed, and restarts.
    Crash,
}
