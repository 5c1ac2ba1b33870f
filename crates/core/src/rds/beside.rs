//! What a cluster or an instance has beside its storage under a KMS key of its own: Performance Insights, a database
//! activity stream, the master user's secret.

use crate::env::Time;
use crate::ids::{ClusterArn, KeyArn, ResourceId};
use std::rc::Rc;

/// Performance Insights that are switched on.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Insights {
    /// The key of their data.
    pub key: KeyArn,
    /// How many days their data is kept.
    pub retention: u16,
}

/// Whether a session waits until its activity is in the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum StreamMode {
    /// `sync`: it does.
    Sync,
    /// `async`: it doesn't.
    Async,
}

impl StreamMode {
    /// As `Mode` shows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sync => "sync",
            Self::Async => "async",
        }
    }
}

/// How long a stream takes to start and to stop, in seconds (model).
pub const STREAM_SECONDS: u64 = 120;

/// A cluster's database activity stream.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct ActivityStream {
    /// The mode.
    pub mode: StreamMode,
    /// The key of its messages.
    pub key: KeyArn,
    /// Whether it was stopped.
    pub stopped: bool,
    /// When it was started or stopped.
    pub since: Time,
}

impl ActivityStream {
    /// `ActivityStreamStatus` at that time.
    pub fn status(&self, now: Time) -> &'static str {
        match (self.stopped, now < self.since.plus(STREAM_SECONDS)) {
            (false, true) => "starting",
            (false, false) => "started",
            (true, true) => "stopping",
            (true, false) => "stopped",
        }
    }

    /// The name of the Kinesis data stream.
    pub fn kinesis(id: ResourceId) -> String {
        ["aws-rds-das-cluster-", &id.to_string()].concat()
    }
}

/// The secret in Secrets Manager that holds the master user's password.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct MasterSecret {
    /// The part of its ARN that AWS chooses.
    pub id: Rc<str>,
    /// The key that encrypts it.
    pub key: KeyArn,
}

impl MasterSecret {
    /// Its ARN, in the account and Region of its cluster.
    pub fn arn(&self, cluster: &ClusterArn) -> String {
        let (region, account) = (cluster.region, cluster.account);
        format!("arn:aws:secretsmanager:{region}:{account}:secret:rds!cluster-{}", self.id)
    }
}
