//! Why a waiter of the CLI gives up. The code is the playground's own: the CLI prints only the message.

use crate::error::reasons;
use crate::rds::lifecycle::{ClusterStatus, InstanceStatus};
use crate::rds::snapshot::SnapshotStatus;

reasons! {
    /// Why a waiter gives up.
    WaiterRefusal:

    /// The resource has this status, from which it can't get to what is waited for.
    Terminal { waiter: &'static str, status: Status } = Aws WaiterError,
        ["Waiter ", waiter, " failed: Waiter encountered a terminal failure state: the status is \"", status.name(), "\""];
    /// It has looked as often as it may.
    MaxAttempts { waiter: &'static str } = Aws WaiterError, ["Waiter ", waiter, " failed: Max attempts exceeded"];
}

/// The status of the resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Status {
    /// A cluster's.
    Cluster(ClusterStatus),
    /// An instance's.
    Instance(InstanceStatus),
    /// A snapshot's.
    Snapshot(SnapshotStatus),
}

impl Status {
    const fn name(self) -> &'static str {
        match self {
            Self::Cluster(status) => status.name(),
            Self::Instance(status) => status.name(),
            Self::Snapshot(status) => status.name(),
        }
    }
}
