//! Letting time pass: by so many seconds, or as the CLI's waiters do until a resource is ready.

use super::PlaygroundOutput;
use crate::env::Time;
use crate::ids::{ClusterArn, ClusterId, InstanceArn, InstanceId};
use crate::ops::Tx;
use crate::ops::rds::find::{self, SnapshotRef};
use crate::rds::lifecycle::{ClusterStatus, InstanceStatus};
use crate::rds::snapshot::SnapshotStatus;
use crate::refusal::{ErrorCode, Refusal};

/// The longest single wait.
pub const LONGEST: u64 = 400 * Time::DAY;
/// The most that may happen by itself in one wait (a backup of one cluster is one thing): a browser tab
/// takes some 50 µs for each, and must not stand still.
const MOST: usize = 5_000;
/// A waiter asks every 30 seconds, 60 times, as the CLI's do.
const DELAY: u64 = 30;
const ATTEMPTS: u32 = 60;

/// What to wait for.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Wait {
    /// So many seconds to pass.
    Seconds(u64),
    /// `db-cluster-available`
    ClusterAvailable(ClusterId),
    /// `db-cluster-deleted`
    ClusterDeleted(ClusterId),
    /// `db-instance-available`
    InstanceAvailable(InstanceId),
    /// `db-instance-deleted`
    InstanceDeleted(InstanceId),
    /// `db-cluster-snapshot-available`
    SnapshotAvailable(SnapshotRef),
    /// `db-cluster-snapshot-deleted`
    SnapshotDeleted(SnapshotRef),
}

enum Seen {
    Done,
    NotYet,
    Never(&'static str),
    Refused(Refusal),
}

impl Wait {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        let from = tx.world.now;
        if let Self::Seconds(seconds) = self {
            if *seconds > LONGEST {
                return Err(Refusal::model(
                    ErrorCode::InvalidParameterValue,
                    "The longest wait is 400 days.",
                ));
            }
            if !tx.advance_within(from.plus(*seconds), MOST) {
                return Err(Refusal::model(
                    ErrorCode::InvalidParameterValue,
                    "More than 5,000 backups and other changes would happen in this time. Wait for less at once.",
                ));
            }
            return Ok(PlaygroundOutput::Waited(from, tx.world.now));
        }
        for attempt in 0..ATTEMPTS {
            match self.look(tx) {
                Seen::Done => return Ok(PlaygroundOutput::Ready),
                Seen::Refused(refusal) => return Err(refusal),
                Seen::Never(status) => {
                    let reason =
                        ["Waiter encountered a terminal failure state: the status is \"", status, "\""]
                            .concat();
                    return Err(self.failed(&reason));
                }
                Seen::NotYet if attempt + 1 < ATTEMPTS => {
                    tx.advance(tx.world.now.plus(DELAY));
                    tx.keep();
                }
                Seen::NotYet => {}
            }
        }
        Err(self.failed("Max attempts exceeded"))
    }

    /// The waiter's name, as the CLI prints it.
    pub const fn waiter(&self) -> &'static str {
        match self {
            Self::Seconds(_) => "",
            Self::ClusterAvailable(_) => "DBClusterAvailable",
            Self::ClusterDeleted(_) => "DBClusterDeleted",
            Self::InstanceAvailable(_) => "DBInstanceAvailable",
            Self::InstanceDeleted(_) => "DBInstanceDeleted",
            Self::SnapshotAvailable(_) => "DBClusterSnapshotAvailable",
            Self::SnapshotDeleted(_) => "DBClusterSnapshotDeleted",
        }
    }

    /// The code is our own: the CLI prints the message alone and exits with 255.
    fn failed(&self, reason: &str) -> Refusal {
        Refusal::aws(ErrorCode::WaiterError, ["Waiter ", self.waiter(), " failed: ", reason].concat())
    }

    fn look(&self, tx: &Tx) -> Seen {
        let (account, region) = (tx.account, tx.region);
        match self {
            Self::Seconds(_) => Seen::Done,
            Self::ClusterAvailable(id) => match find::cluster(tx, id) {
                Ok(cluster) => match cluster.status {
                    ClusterStatus::Available => Seen::Done,
                    status @ (ClusterStatus::Deleting
                    | ClusterStatus::Stopped
                    | ClusterStatus::InaccessibleEncryptionCredentials) => Seen::Never(status.name()),
                    _ => Seen::NotYet,
                },
                Err(refusal) => Seen::Refused(refusal),
            },
            Self::ClusterDeleted(id) => {
                let arn = ClusterArn { account, region, id: id.clone() };
                match tx.world.clusters.get(&arn).map(|cluster| cluster.status) {
                    None => Seen::Done,
                    Some(ClusterStatus::Deleting) => Seen::NotYet,
                    Some(status) => Seen::Never(status.name()),
                }
            }
            Self::InstanceAvailable(id) => match find::instance(tx, id) {
                Ok(instance) => match instance.status {
                    InstanceStatus::Available => Seen::Done,
                    status @ (InstanceStatus::Deleting
                    | InstanceStatus::Stopped
                    | InstanceStatus::InaccessibleEncryptionCredentials) => Seen::Never(status.name()),
                    _ => Seen::NotYet,
                },
                Err(refusal) => Seen::Refused(refusal),
            },
            Self::InstanceDeleted(id) => {
                let arn = InstanceArn { account, region, id: id.clone() };
                match tx.world.instances.get(&arn).map(|instance| instance.status) {
                    None => Seen::Done,
                    Some(InstanceStatus::Deleting) => Seen::NotYet,
                    Some(status) => Seen::Never(status.name()),
                }
            }
            Self::SnapshotAvailable(id) => match find::own_snapshot(tx, id) {
                Ok(snapshot) => match snapshot.status {
                    SnapshotStatus::Available => Seen::Done,
                    SnapshotStatus::Failed => Seen::Never("failed"),
                    SnapshotStatus::Creating | SnapshotStatus::Copying => Seen::NotYet,
                },
                Err(refusal) => Seen::Refused(refusal),
            },
            Self::SnapshotDeleted(id) => match find::own_snapshot(tx, id) {
                Ok(snapshot) => Seen::Never(snapshot.status.name()),
                Err(_) => Seen::Done,
            },
        }
    }
}
