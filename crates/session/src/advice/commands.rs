//! The commands that advice is made of, with names that are free.

use playground_core::ids::{ClusterArn, ClusterId, Region, SnapshotArn, SnapshotId};

use super::names::Names;

impl Names<'_> {
    /// A name for a new cluster or snapshot in a Region: the stem, or the stem with a number.
    pub(super) fn free(&self, region: Region, stem: &str) -> String {
        let account = self.account();
        let taken = |name: &str| {
            let cluster = ClusterId::parse(name).map(|id| ClusterArn { account, region, id });
            let snapshot = SnapshotId::parse(name).map(|id| SnapshotArn { account, region, id });
            cluster.is_ok_and(|arn| self.world.clusters.contains_key(&arn))
                || snapshot.is_ok_and(|arn| self.world.snapshots.contains_key(&arn))
        };
        let mut name = String::from(stem);
        let mut number = 2_u32;
        while taken(&name) {
            name = [stem, "-", &number.to_string()].concat();
            number += 1;
        }
        name
    }

    /// Takes a snapshot and waits for it.
    pub(super) fn take_snapshot(&self, region: Region, cluster: &str, snapshot: &str) -> [String; 2] {
        let take = [
            "rds create-db-cluster-snapshot --db-cluster-identifier ",
            cluster,
            " --db-cluster-snapshot-identifier ",
            snapshot,
        ];
        [self.aws_in(region, &take.concat()), self.await_snapshot(region, snapshot)]
    }

    /// Waits for a snapshot.
    pub(super) fn await_snapshot(&self, region: Region, snapshot: &str) -> String {
        let wait = ["rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier ", snapshot];
        self.aws_in(region, &wait.concat())
    }

    /// Restores a snapshot to a new cluster under a key.
    pub(super) fn restore_snapshot(
        &self,
        region: Region,
        new: &str,
        snapshot: &str,
        engine: &str,
        key: &str,
    ) -> String {
        let restore = [
            "rds restore-db-cluster-from-snapshot --db-cluster-identifier ",
            new,
            " --snapshot-identifier ",
            snapshot,
            " --engine ",
            engine,
            " --kms-key-id ",
            key,
        ];
        self.aws_in(region, &restore.concat())
    }

    /// Restores a cluster's backup to a new cluster, under a key or under the old one.
    pub(super) fn restore_backup(&self, region: Region, new: &str, of: &str, key: Option<&str>) -> String {
        let restore = [
            "rds restore-db-cluster-to-point-in-time --db-cluster-identifier ",
            new,
            " --source-db-cluster-identifier ",
            of,
            " --use-latest-restorable-time",
            if key.is_some() { " --kms-key-id " } else { "" },
            key.unwrap_or_default(),
        ];
        self.aws_in(region, &restore.concat())
    }

    /// Copies a snapshot of this Region under a key.
    pub(super) fn copy_snapshot(&self, snapshot: &str, copy: &str, key: &str) -> String {
        let line = [
            "rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier ",
            snapshot,
            " --target-db-cluster-snapshot-identifier ",
            copy,
            " --kms-key-id ",
            key,
        ];
        self.aws(&line.concat())
    }
}
