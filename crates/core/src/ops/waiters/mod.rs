//! The CLI's waiters of RDS, one file each: the clock advances until a resource is ready. They look at
//! resources as the `Describe` operations do, but are not recorded.

pub mod db_cluster_available;
pub mod db_cluster_deleted;
pub mod db_cluster_snapshot_available;
pub mod db_cluster_snapshot_deleted;
pub mod db_instance_available;
pub mod db_instance_deleted;

use super::Tx;
use super::api::operations;
use super::rds::permission;
use crate::refusal::Refusal;
use crate::refusal::waiter::{Status, WaiterRefusal};

/// Like the CLI's, a waiter looks every 30 seconds, 60 times.
const DELAY: u64 = 30;
const ATTEMPTS: u32 = 60;

operations! {
    /// A waiter.
    Waiter -> Seen, Operation::Wait, None;
    fn run(input, tx: &Tx) = permission::check(input, tx).and_then(|()| input.decide(tx));
    db_cluster_available::DBClusterAvailable,
    db_cluster_deleted::DBClusterDeleted,
    db_cluster_snapshot_available::DBClusterSnapshotAvailable,
    db_cluster_snapshot_deleted::DBClusterSnapshotDeleted,
    db_instance_available::DBInstanceAvailable,
    db_instance_deleted::DBInstanceDeleted,
}

/// What one look shows.
pub(in crate::ops) enum Seen {
    Done,
    NotYet,
    /// It will never be reached, since the resource is in this status.
    Never(Status),
}

impl Waiter {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<(), Refusal> {
        for attempt in 0..ATTEMPTS {
            match self.run(tx)? {
                Seen::Done => return Ok(()),
                Seen::Never(status) => {
                    return Err(WaiterRefusal::Terminal { waiter: self.name(), status }.into());
                }
                Seen::NotYet if attempt + 1 < ATTEMPTS => {
                    tx.advance(tx.world.now.plus(DELAY));
                    tx.keep();
                }
                Seen::NotYet => {}
            }
        }
        Err(WaiterRefusal::MaxAttempts { waiter: self.name() }.into())
    }
}
