//! The same of what is refused only since 2026: of a cluster that lost its key, and of what the AWS owned key protects.

use playground_core::edition::Edition;

use super::{FAULT, Fault, SEALED, TWIN};

const TODAY: &[Edition] = &[Edition::Y2026];

/// The day from which on everything is encrypted.
const FROM: &str = "playground wait 44d";
/// Under the AWS owned key.
const OWNED: &[&str] = &[
    FROM,
    "aws rds create-db-cluster --db-cluster-identifier a @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
];
/// Unencrypted, from before that day.
const OLD: &[&str] = &[
    "aws rds create-db-cluster --db-cluster-identifier a @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
    FROM,
];
/// Its key was disabled, and can be enabled again within seven days.
const LOST: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier i",
    "aws kms disable-key --key-id $KEY",
    "playground wait 1d",
];
/// RDS's grant on its key was revoked, and a person's own grant doesn't take its place.
const REVOKED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier i",
    "aws kms revoke-grant --key-id $KEY --grant-id $(aws kms list-grants --key-id $KEY --query Grants[0].GrantId --output text)",
    "playground wait 1d",
    "aws kms create-grant --key-id $KEY --grantee-principal rds.us-east-1.amazonaws.com --operations Decrypt GenerateDataKeyWithoutPlaintext DescribeKey",
];
/// The seven days are over.
const LOST_FOR_GOOD: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier i",
    "aws kms disable-key --key-id $KEY",
    "playground wait 9d",
];

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        editions: &Edition::ALL,
        stage: &[
            "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
            "aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7",
            "playground wait 8d",
        ],
        typed: "aws kms describe-key --key-id $KEY",
        why: "gone for good",
        nothing: true,
        ..FAULT
    },
    Fault {
        editions: &Edition::ALL,
        typed: "aws kms describe-key --key-id 00000000-0000-4000-8000-000000000000",
        why: "aws kms list-keys",
        not: "gone for good",
        ..FAULT
    },
    Fault {
        editions: &Edition::ALL,
        typed: "aws rds describe-db-clusters --db-cluster-identifier nope",
        why: "aws rds describe-db-clusters lists those that are there",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        typed: "aws kms rotate-key-on-demand --key-id x",
        why: "There is no such key or alias",
        ..FAULT
    },
    Fault {
        editions: &Edition::ALL,
        stage: &["KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)"],
        typed: "aws kms create-alias --alias-name alias/aws/x --target-key-id $KEY",
        ways: &["Use a name that isn't reserved."],
        command: "--alias-name alias/x",
        why: "reserved for AWS managed keys",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: REVOKED,
        typed: "aws rds start-db-cluster --db-cluster-identifier a",
        rule: None,
        ways: &["Restore its backup to a new cluster."],
        command: "restore-db-cluster-to-point-in-time",
        why: "a grant that you create isn't RDS's own",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: REVOKED,
        typed: "aws rds modify-db-cluster --db-cluster-identifier a --backup-retention-period 7",
        rule: Some("N10"),
        ways: &["Restore its backup to a new cluster."],
        command: "restore-db-cluster-to-point-in-time",
        why: "Starting the cluster doesn't give RDS a new one",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: LOST,
        typed: "aws rds modify-db-cluster --db-cluster-identifier a --backup-retention-period 7",
        rule: Some("N10"),
        ways: &[
            "Make the key usable again, then restore the backup to a new cluster.",
            "Make the key usable again and start the cluster, then repeat the command.",
        ],
        command: "enable-key",
        why: "a lost access to",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: LOST,
        typed: "aws rds start-db-cluster --db-cluster-identifier a",
        ways: &[
            "Make the key usable again, then start the cluster.",
            "Make the key usable again, then restore the backup to a new cluster.",
        ],
        command: "start-db-cluster --db-cluster-identifier a",
        why: "disabled",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: LOST,
        typed: "aws rds reboot-db-instance --db-instance-identifier i",
        rule: Some("N10"),
        ways: &[
            "Make the key usable again, then restore the backup to a new cluster.",
            "Make the key usable again and start the cluster, then repeat the command.",
        ],
        command: "restore-db-cluster-to-point-in-time",
        why: "can be recovered until 2026-01-13T03:",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: LOST,
        typed: "sql --db-cluster-identifier a 'SELECT 1'",
        rule: Some("N09"),
        ways: &[
            "Make the key usable again, then restore the backup to a new cluster.",
            "Make the key usable again and start the cluster, then repeat the command.",
        ],
        why: "enable the key, then start the cluster",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: REVOKED,
        typed: "sql --db-cluster-identifier a 'SELECT 1'",
        rule: Some("N09"),
        ways: &["Restore its backup to a new cluster."],
        why: "Starting the cluster doesn't give RDS a new one",
        not: "then start the cluster",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: LOST_FOR_GOOD,
        typed: "sql --db-cluster-identifier a 'SELECT 1'",
        rule: Some("N12"),
        ways: &["Make the key usable again, then restore the backup to a new cluster."],
        why: "The encrypted pages are still there.",
        not: "recovered",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: LOST_FOR_GOOD,
        typed: "aws rds start-db-cluster --db-cluster-identifier a",
        rule: Some("N12"),
        ways: &["Make the key usable again, then restore the backup to a new cluster."],
        why: "this status is final",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: OWNED,
        typed: "aws rds modify-db-cluster --db-cluster-identifier a --no-storage-encrypted",
        rule: Some("L01"),
        ways: &[
            "This cluster can't be converted back, and every new one is encrypted. Create one without encryption options, which is under the AWS owned key, and load the data through SQL.",
        ],
        why: "a is encrypted under the AWS owned key.",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: OWNED,
        typed: "aws rds modify-db-cluster --db-cluster-identifier a --storage-encrypted",
        rule: Some("E01"),
        ways: &[
            "Restore its backup to a new cluster under the other key.",
            "Take a snapshot and restore that under the other key.",
        ],
        command: "--kms-key-id $KEY",
        why: "under the AWS owned key",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: OWNED,
        typed: "aws rds modify-db-cluster --db-cluster-identifier a --kms-key-id alias/aws/rds",
        rule: Some("E04"),
        ways: &[
            "Restore its backup to a new cluster under the other key.",
            "Take a snapshot and restore that under the other key.",
        ],
        command: "--kms-key-id alias/aws/rds",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: OWNED,
        typed: "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier t --kms-key-id alias/aws/rds",
        rule: Some("L03"),
        ways: &["Take the snapshot under the cluster's key, then copy it under the other key."],
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: OWNED,
        typed: "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier s --attribute-name restore --values-to-add all",
        ways: &["Name the accounts, for example:"],
        why: "can't be given to everyone",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: OLD,
        typed: "aws rds modify-db-cluster --db-cluster-identifier a --storage-encrypted",
        rule: Some("L04"),
        ways: &[
            "Take an unencrypted snapshot and restore it without naming a key: the new cluster is then under the AWS owned key.",
            TWIN,
        ],
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: OLD,
        typed: "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier t --kms-key-id alias/aws/rds",
        rule: Some("L02"),
        ways: &[TWIN, "Take an unencrypted snapshot, then copy it under a customer managed key."],
        why: "if it names a customer managed key",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: OLD,
        typed: "aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier s --target-db-cluster-snapshot-identifier t --kms-key-id alias/aws/rds",
        rule: Some("N17"),
        ways: &["Name a customer managed key."],
        why: "AWS managed",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: OLD,
        typed: "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier b --snapshot-identifier s --engine aurora-mysql --storage-encrypted",
        rule: Some("L05"),
        ways: &[
            "Leave that option out: the new cluster is then under the AWS owned key.",
            "Restore the snapshot to a new cluster and name a key.",
        ],
        why: "the AWS owned key if you name none",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: SEALED,
        typed: "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier b --snapshot-identifier s --engine aurora-mysql --no-storage-encrypted",
        rule: Some("L12"),
        ways: &["Leave that option out: the new cluster gets the snapshot's encryption."],
        why: "no option to decrypt them",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: &[
            "KEY=$(aws kms create-key --key-spec HMAC_256 --key-usage GENERATE_VERIFY_MAC --query KeyMetadata.KeyId --output text)",
        ],
        typed: "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
        ways: &["Name a symmetric key for encryption."],
        command: "KEY=$(aws kms create-key",
        why: "need a symmetric encryption key",
        ..FAULT
    },
];
