//! Rows about global clusters.

use super::{EVERY, Row, THEN, TODAY};

const A_INSTANCE: &str = "aws rds create-db-instance --db-instance-identifier a-1 --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large";
const READY: &str = "aws rds wait db-instance-available --db-instance-identifier a-1";
const GLOBAL: &str = "aws rds create-global-cluster --global-cluster-identifier g --source-db-cluster-identifier arn:aws:rds:us-east-1:111122223333:cluster:a";

const SEALED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "EU=$(aws kms create-key --region eu-west-1 --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    A_INSTANCE,
    READY,
    GLOBAL,
];

const PLAIN: &[&str] = &[
    "EU=$(aws kms create-key --region eu-west-1 --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a @",
    A_INSTANCE,
    READY,
    GLOBAL,
];

const LOST_PRIMARY: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "EU=$(aws kms create-key --region eu-west-1 --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    A_INSTANCE,
    READY,
    GLOBAL,
    "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b --global-cluster-identifier g --source-region us-east-1 --engine aurora-mysql --storage-encrypted --kms-key-id $EU",
    "aws rds wait db-cluster-available --region eu-west-1 --db-cluster-identifier b",
    "aws kms disable-key --key-id $KEY",
    "playground wait 1d",
    "aws kms enable-key --key-id $KEY",
];

const SECOND: &str = "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b --global-cluster-identifier g --source-region us-east-1 --engine aurora-mysql";
const UNDER_ITS_OWN: &str = "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b --global-cluster-identifier g --source-region us-east-1 --engine aurora-mysql --storage-encrypted --kms-key-id $EU";

/// The rows.
pub(super) const ROWS: &[Row] = &[
    Row {
        rule: "L07",
        editions: THEN,
        case: "an unencrypted secondary cluster of an encrypted one",
        stage: SEALED,
        refused: SECOND,
        allowed: UNDER_ITS_OWN,
    },
    Row {
        rule: "L06",
        editions: THEN,
        case: "an encrypted secondary cluster of an unencrypted one",
        stage: PLAIN,
        refused: UNDER_ITS_OWN,
        allowed: SECOND,
    },
    Row {
        rule: "L09",
        editions: EVERY,
        case: "a secondary cluster under the primary cluster's key",
        stage: SEALED,
        refused: "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b --global-cluster-identifier g --source-region us-east-1 --engine aurora-mysql --storage-encrypted --kms-key-id $KEY",
        allowed: UNDER_ITS_OWN,
    },
    Row {
        rule: "L07",
        editions: THEN,
        case: "an unencrypted primary cluster of an encrypted global cluster",
        stage: &[
            "aws rds create-global-cluster --global-cluster-identifier g --engine aurora-mysql --storage-encrypted",
        ],
        refused: "aws rds create-db-cluster --db-cluster-identifier a --global-cluster-identifier g --no-storage-encrypted @",
        allowed: "aws rds create-db-cluster --db-cluster-identifier a --global-cluster-identifier g --storage-encrypted @",
    },
    Row {
        rule: "L06",
        editions: THEN,
        case: "an encrypted primary cluster of an unencrypted global cluster",
        stage: &["aws rds create-global-cluster --global-cluster-identifier g --engine aurora-mysql"],
        refused: "aws rds create-db-cluster --db-cluster-identifier a --global-cluster-identifier g --storage-encrypted @",
        allowed: "aws rds create-db-cluster --db-cluster-identifier a --global-cluster-identifier g @",
    },
    Row {
        rule: "E08",
        editions: THEN,
        case: "a secondary cluster of a primary cluster that is lost",
        stage: &[
            "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
            "EU=$(aws kms create-key --region eu-west-1 --query KeyMetadata.KeyId --output text)",
            "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
            A_INSTANCE,
            READY,
            GLOBAL,
            "aws kms disable-key --key-id $KEY",
            "playground wait 1d",
            "aws kms enable-key --key-id $KEY",
        ],
        refused: UNDER_ITS_OWN,
        allowed: "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier c --source-db-cluster-identifier a --use-latest-restorable-time",
    },
    Row {
        rule: "N12",
        editions: TODAY,
        case: "a switchover from a primary cluster that is lost",
        stage: LOST_PRIMARY,
        refused: "aws rds switchover-global-cluster --global-cluster-identifier g --target-db-cluster-identifier arn:aws:rds:eu-west-1:111122223333:cluster:b",
        allowed: "aws rds failover-global-cluster --global-cluster-identifier g --target-db-cluster-identifier arn:aws:rds:eu-west-1:111122223333:cluster:b --allow-data-loss",
    },
    Row {
        rule: "N12",
        editions: TODAY,
        case: "the start of a member that can't be recovered",
        stage: LOST_PRIMARY,
        refused: "aws rds start-db-cluster --db-cluster-identifier a",
        allowed: "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier c --source-db-cluster-identifier a --use-latest-restorable-time",
    },
];
