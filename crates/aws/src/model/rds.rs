//! RDS's waiters, which the CLI has.

use super::Operation;

const fn op(name: &'static str, about: &'static str, spec: &'static str) -> Operation {
    Operation::new(name, about, spec)
}

pub(super) const WAITERS: &[Operation] = &[
    op("DBClusterAvailable", "Until a cluster is available.", "DBClusterIdentifier! -Filters:filters"),
    op("DBClusterDeleted", "Until a cluster is gone.", "DBClusterIdentifier! -Filters:filters"),
    op("DBClusterSnapshotAvailable", "Until a snapshot is available.", SNAPSHOT),
    op("DBClusterSnapshotDeleted", "Until a snapshot is gone.", SNAPSHOT),
    op("DBInstanceAvailable", "Until an instance is available.", "DBInstanceIdentifier! -Filters:filters"),
    op("DBInstanceDeleted", "Until an instance is gone.", "DBInstanceIdentifier! -Filters:filters"),
];

/// AWS lets every parameter of a waiter out; without one it would wait for all there is.
const SNAPSHOT: &str = "-DBClusterIdentifier DBClusterSnapshotIdentifier! -SnapshotType -Filters:filters";
