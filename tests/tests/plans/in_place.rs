//! Goals that take findings away: settings that are changed where they are, copies that are kept, snapshots under another key.

use playground_core::edition::Edition;
use playground_plan::Method::{InPlace, Snapshot};

use crate::Comes::{Plan, Refused};
use crate::Task;
use crate::stages::{DELETED, DISABLED, OWN, PENDING, PLAIN, WITH_SNAPSHOT};

const BOTH: &[Edition] = &Edition::ALL;
const PUBLIC: &[&str] = &[
    "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds wait db-cluster-available --db-cluster-identifier orders",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier demo",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier demo",
    "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier demo --attribute-name restore --values-to-add all",
];

const fn task(stage: &'static [&'static str], goal: &'static str, comes: crate::Comes) -> Task {
    Task { thread: "a finding of the report", editions: BOTH, stage, goal, comes }
}

pub(crate) const TASKS: &[Task] = &[
    task(
        OWN,
        "--goal longer-backups --db-cluster-identifier orders",
        Plan(&[InPlace], &["modify-db-cluster --db-cluster-identifier orders --backup-retention-period 7"]),
    ),
    task(
        OWN,
        "--goal longer-backups --db-cluster-identifier orders --backup-retention-period 1",
        Plan(&[InPlace], &[]),
    ),
    task(
        DELETED,
        "--goal longer-backups --db-cluster-identifier nobody",
        Refused(None, "describe-db-clusters", "DBClusterNotFoundFault"),
    ),
    task(
        OWN,
        "--goal copy-in-region --db-cluster-identifier orders --to-region eu-west-1",
        Plan(&[Snapshot], &["aws kms create-key", "create-db-cluster-snapshot", "--source-region us-east-1"]),
    ),
    task(
        PLAIN,
        "--goal copy-in-region --db-cluster-identifier orders --to-region eu-west-1",
        Plan(&[Snapshot], &["create-db-cluster-snapshot", "copy-db-cluster-snapshot"]),
    ),
    task(
        WITH_SNAPSHOT,
        "--goal snapshot-key --db-cluster-snapshot-identifier nightly",
        Plan(
            &[Snapshot],
            &[
                "create-key",
                "copy-db-cluster-snapshot",
                "delete-db-cluster-snapshot --db-cluster-snapshot-identifier nightly",
            ],
        ),
    ),
    task(
        PUBLIC,
        "--goal not-public --db-cluster-snapshot-identifier demo",
        Plan(&[InPlace], &["--values-to-remove all"]),
    ),
    task(WITH_SNAPSHOT, "--goal not-public --db-cluster-snapshot-identifier nightly", Plan(&[InPlace], &[])),
    task(
        PENDING,
        "--goal usable-key --kms-key-id $KEY",
        Plan(&[InPlace], &["cancel-key-deletion", "enable-key"]),
    ),
    task(DELETED, "--goal usable-key --kms-key-id $KEY", Refused(None, "describe-key", "NotFoundException")),
    task(OWN, "--goal rotated-key --kms-key-id $KEY", Plan(&[InPlace], &["enable-key-rotation"])),
    task(
        DISABLED,
        "--goal rotated-key --kms-key-id $KEY",
        Refused(None, "enable-key-rotation", "DisabledException"),
    ),
];
