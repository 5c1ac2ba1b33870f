//! Rows of what only 2026 refuses, or refuses otherwise.

use super::{LOST, PLAIN, Row, SEALED, TODAY};

const RELATED: &[&str] = &[
    "KEY=$(aws kms create-key --multi-region --query KeyMetadata.KeyId --output text)",
    "aws kms replicate-key --key-id $KEY --replica-region eu-west-1",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
];

const LOST_FOR_GOOD: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws kms disable-key --key-id $KEY",
    "playground wait 9d",
    "aws kms enable-key --key-id $KEY",
];

const MANAGED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted @",
    "aws rds create-db-cluster --db-cluster-identifier b --storage-encrypted --kms-key-id $KEY @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws rds wait db-cluster-available --db-cluster-identifier b",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier b --db-cluster-snapshot-identifier t",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier t",
];

/// A cluster from after the day from which on AWS encrypts without being asked.
const OWNED: &[&str] = &[
    "playground wait 60d",
    "aws rds create-db-cluster --db-cluster-identifier a @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
];

pub(super) const ROWS: &[Row] = &[
    Row {
        rule: "L08",
        editions: TODAY,
        case: "no key for a copy to a Region with a replica of the key",
        stage: RELATED,
        refused: "aws rds copy-db-cluster-snapshot --region eu-west-1 ^s --target-db-cluster-snapshot-identifier t",
        allowed: "aws rds copy-db-cluster-snapshot --region eu-west-1 ^s --target-db-cluster-snapshot-identifier t --kms-key-id $KEY",
    },
    Row {
        rule: "L09",
        editions: TODAY,
        case: "the multi-Region key of another Region for a copy",
        stage: RELATED,
        refused: "aws rds copy-db-cluster-snapshot --region eu-west-1 ^s --target-db-cluster-snapshot-identifier t --kms-key-id arn:aws:kms:us-east-1:111122223333:key/$KEY",
        allowed: "aws rds copy-db-cluster-snapshot --region eu-west-1 ^s --target-db-cluster-snapshot-identifier t --kms-key-id arn:aws:kms:eu-west-1:111122223333:key/$KEY",
    },
    Row {
        rule: "O05",
        editions: TODAY,
        case: "another kind of key for an instance under the AWS owned key",
        stage: OWNED,
        refused: "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r6g.large --storage-encrypted",
        allowed: "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r6g.large --no-storage-encrypted",
    },
    Row {
        rule: "N08",
        editions: TODAY,
        case: "a snapshot under the AWS managed key, shared",
        stage: MANAGED,
        refused: "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier s --attribute-name restore --values-to-add 444455556666",
        allowed: "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier t --attribute-name restore --values-to-add 444455556666",
    },
    Row {
        rule: "N12",
        editions: TODAY,
        case: "start a cluster that was not recovered in time",
        stage: LOST_FOR_GOOD,
        refused: "aws rds start-db-cluster --db-cluster-identifier a",
        allowed: "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier b --source-db-cluster-identifier a --use-latest-restorable-time",
    },
    Row {
        rule: "N12",
        editions: TODAY,
        case: "snapshot of a cluster that was not recovered in time",
        stage: LOST_FOR_GOOD,
        refused: "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
        allowed: "aws rds delete-db-cluster --db-cluster-identifier a --skip-final-snapshot",
    },
    Row {
        rule: "N10",
        editions: TODAY,
        case: "stop a cluster that can be recovered",
        stage: LOST,
        refused: "aws rds stop-db-cluster --db-cluster-identifier a",
        allowed: "aws rds start-db-cluster --db-cluster-identifier a",
    },
    Row {
        rule: "N17",
        editions: TODAY,
        case: "a copy of an unencrypted snapshot under the AWS managed key",
        stage: PLAIN,
        refused: "aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier s --target-db-cluster-snapshot-identifier t --kms-key-id alias/aws/rds",
        allowed: "aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier s --target-db-cluster-snapshot-identifier t --kms-key-id alias/k",
    },
    Row {
        rule: "L12",
        editions: TODAY,
        case: "an unencrypted restore of an encrypted snapshot",
        stage: SEALED,
        refused: "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier b --snapshot-identifier s --engine aurora-mysql --no-storage-encrypted",
        allowed: "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier b --snapshot-identifier s --engine aurora-mysql",
    },
    Row {
        rule: "N07",
        editions: TODAY,
        case: "an unencrypted restore of an unencrypted snapshot",
        stage: PLAIN,
        refused: "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier b --snapshot-identifier s --engine aurora-mysql --no-storage-encrypted",
        allowed: "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier b --snapshot-identifier s --engine aurora-mysql",
    },
];
