//! A DB instance of a cluster. It has no key of its own: rule O05 can't be broken, because there is no field
//! that could hold another key than the cluster's.

use super::lifecycle::InstanceStatus;
use crate::database::mounted_volume::PageCache;
use crate::env::Time;
use crate::ids::{ClusterArn, InstanceArn, ResourceId};
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
    /// `db.r5.large` and the like.
    pub class: Rc<str>,
    /// Where it is in its life.
    pub status: InstanceStatus,
    /// When the status it is in will end, if it ends by itself.
    pub until: Option<Time>,
    /// When it was created.
    pub created: Time,
    /// 0 to 15: the lower, the sooner it becomes the writer.
    pub promotion_tier: u8,
    /// Its memory. It goes when the instance goes down.
    pub cache: PageCache,
    /// `playground crash-instance --at-write`: the number of the write at which it will crash.
    pub crash_at: Option<u32>,
}

/// Why an instance reboots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum RebootCause {
    /// `RebootDBInstance`: the engine was shut down in order.
    Asked,
    /// It was the writer until another instance took over.
    Failover,
    /// The engine stopped in the middle of its work, and comes back by itself.
    Crash,
}
