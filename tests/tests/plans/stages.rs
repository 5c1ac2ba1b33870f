//! The worlds in which the tasks are: the commands before each.

pub(crate) const PLAIN: &[&str] = &[
    "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
];
pub(crate) const PLAIN_POSTGRES: &[&str] = &[
    "aws kms create-alias --alias-name alias/orders --target-key-id $(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-postgresql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-postgresql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
];
pub(crate) const MANAGED: &[&str] = &[
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
];
pub(crate) const OWN: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
];
pub(crate) const DISABLED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "aws kms disable-key --key-id $KEY",
    "playground wait 26h",
];
pub(crate) const DISABLED_FOR_LONG: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "aws kms disable-key --key-id $KEY",
    "playground wait 9d",
];
pub(crate) const PENDING: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 30",
    "playground wait 26h",
];
pub(crate) const PENDING_YET: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 30",
];
pub(crate) const DELETED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7",
    "playground wait 20d",
];
pub(crate) const COPIED_THEN_DELETED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier nightly",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier nightly",
    "COPY=$(aws kms create-key --region eu-west-1 --query KeyMetadata.KeyId --output text)",
    "aws rds copy-db-cluster-snapshot --region eu-west-1 --source-region us-east-1 --source-db-cluster-snapshot-identifier arn:aws:rds:us-east-1:111122223333:cluster-snapshot:nightly --target-db-cluster-snapshot-identifier nightly-copy --kms-key-id $COPY",
    "aws rds wait db-cluster-snapshot-available --region eu-west-1 --db-cluster-snapshot-identifier nightly-copy",
    "aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7",
    "playground wait 20d",
];
pub(crate) const WITH_SNAPSHOT: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier nightly",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier nightly",
];
pub(crate) const WITH_SNAPSHOT_DISABLED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier nightly",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier nightly",
    "aws kms disable-key --key-id $KEY",
];
pub(crate) const PROTECTED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "aws rds modify-db-cluster --db-cluster-identifier orders --deletion-protection --apply-immediately",
    "aws rds wait db-cluster-available --db-cluster-identifier orders",
];
pub(crate) const STOPPED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "aws rds stop-db-cluster --db-cluster-identifier orders",
    "playground wait 1h",
];
pub(crate) const PARTNERS_KEY_THERE: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "THEIRS=$(aws kms create-key --profile partner --region eu-west-2 --query KeyMetadata.Arn --output text)",
];
pub(crate) const PARTNERS_KEY: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "THEIRS=$(aws kms create-key --profile partner --query KeyMetadata.Arn --output text)",
];
pub(crate) const LIMITED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "playground set-scp --profile partner --policy '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":[\"rds:RestoreDBClusterFromSnapshot\"],\"Resource\":\"*\"}]}'",
];
pub(crate) const OWN_POSTGRES: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted --kms-key-id $KEY --engine aurora-postgresql --master-username boss --master-user-password not-a-secret",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-postgresql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
];
