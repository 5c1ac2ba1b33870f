//! Why a waiter of the CLI gives up. The code is our own: the CLI prints the message alone.

use crate::error::reasons;
use crate::rds::lifecycle::{ClusterStatus, InstanceStatus};
use crate::rds::snapshot::SnapshotStatus;

reasons! {
    /// Why a waiter gives up.
    WaiterRefusal:

    /// What it waits for never comes to be, in this status.
    Terminal { waiter: &'static str, status: Status } = Aws WaiterError,
        ["Waiter ", waiter, " failed: Waiter encountered a terminal failure state: the status is \"", status.name(), "\""];
    /// It has asked as often as it does.
    MaxAttempts { waiter: &'static str } = Aws WaiterError, ["Waiter ", waiter, " failed: Max attempts exceeded"];
}

/// The status of what is waited for.
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
