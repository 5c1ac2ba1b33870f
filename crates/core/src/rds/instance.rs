//! DB instances of a cluster. An instance has no field for a key, so it can't have another key than its
//! cluster's and rule O05 can't be broken.

use super::beside::Insights;
use super::kept::InstanceKept;
use super::lifecycle::InstanceStatus;
use crate::database::mounted_volume::PageCache;
use crate::env::Time;
use crate::ids::{ClusterArn, InstanceArn, InstanceId, ResourceId};
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
    /// What waits for its maintenance window, or for the end of `modifying`.
    pub pending: Option<Rc<Pending>>,
    /// Settings that answers show and nothing depends on.
    pub kept: Option<Rc<InstanceKept>>,
}

/// What `ModifyDBInstance` asked for and is not applied yet.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Pending {
    /// Another instance class.
    pub class: Option<Rc<str>>,
    /// A new name.
    pub id: Option<InstanceId>,
    /// When the maintenance window begins that it waits for; 0 if it doesn't wait.
    pub due: Time,
}

impl RebootCause {
    /// The status of the instance meanwhile.
    pub const fn status(self) -> InstanceStatus {
        match self {
            Self::Asked | Self::Failover | Self::Crash => InstanceStatus::Rebooting,
            Self::Modification => InstanceStatus::Modifying,
        }
    }
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
    /// `ModifyDBInstance`: it gets another class.
    Modification,
}
