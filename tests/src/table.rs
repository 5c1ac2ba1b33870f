//! Both sides of the rules, as rows: commands that come first, one that the rule refuses, and the nearest one that is
//! allowed.

use playground_core::edition::Edition;

/// A row.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The rule's number.
    pub rule: &'static str,
    /// The editions in which it is so.
    pub editions: &'static [Edition],
    /// Which of several cases of the rule.
    pub case: &'static str,
    /// Commands before it, which all succeed.
    pub stage: &'static [&'static str],
    /// The command that this rule refuses.
    pub refused: &'static str,
    /// The allowed command, in the same world.
    pub allowed: &'static str,
}

pub(crate) const EVERY: &[Edition] = &Edition::ALL;
pub(crate) const THEN: &[Edition] = &[Edition::Y2020];
pub(crate) const TODAY: &[Edition] = &[Edition::Y2026];

/// What comes before the stage. In 2026 the rows begin before the day from which on AWS encrypts without being asked.
pub const fn before(edition: Edition) -> Option<&'static str> {
    match edition {
        Edition::Y2020 => None,
        Edition::Y2026 => Some("playground set-clock 2026-01-05T09:00:00Z"),
    }
}

const USER: &str = " --engine aurora-mysql --master-username admin --master-user-password not-a-secret";

const PLAIN: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws kms create-alias --alias-name alias/k --target-key-id $KEY",
    "aws rds create-db-cluster --db-cluster-identifier a @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
];

const SEALED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws kms create-alias --alias-name alias/k --target-key-id $KEY",
    "OTHER=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "EU=$(aws kms create-key --region eu-west-1 --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id alias/k @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
];

const RELATED: &[&str] = &[
    "KEY=$(aws kms create-key --multi-region --query KeyMetadata.KeyId --output text)",
    "aws kms replicate-key --key-id $KEY --replica-region eu-west-1",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
];

const LOST: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws kms disable-key --key-id $KEY",
    "playground wait 1d",
    "aws kms enable-key --key-id $KEY",
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

const LOST_INSTANCES: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds create-db-instance --db-instance-identifier j --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier j",
    "aws kms disable-key --key-id $KEY",
    "aws rds reboot-db-instance --db-instance-identifier j",
    "playground wait 1m",
    "aws kms enable-key --key-id $KEY",
];

const LOST_BESIDE_ANOTHER: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds create-db-cluster --db-cluster-identifier b --storage-encrypted @",
    "aws rds create-db-instance --db-instance-identifier j --db-cluster-identifier b --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier j",
    "sql --db-cluster-identifier a 'CREATE TABLE t (c)'",
    "sql --db-cluster-identifier b 'CREATE TABLE t (c)'",
    "aws kms disable-key --key-id $KEY",
    "playground wait 1d",
];

const SOURCE: &str = "--replication-source-identifier arn:aws:rds:us-east-1:111122223333:cluster:a --source-region us-east-1 --engine aurora-mysql";
const FROM: &str =
    "--source-db-cluster-snapshot-identifier arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s";

/// A command of a row in full: `@` stands for engine and master user, `%` for a replica's source, `^s` for the copied
/// snapshot's ARN.
pub fn filled(text: &str) -> String {
    text.replace('@', USER).replace('%', SOURCE).replace("^s", FROM)
}

/// Every rule that refuses, some of them in several ways.
pub const ROWS: &[Row] = &[
    Row {
        rule: "E04",
        editions: EVERY,
        case: "another key for the cluster",
        stage: SEALED,
        refused: "aws rds modify-db-cluster --db-cluster-identifier a --kms-key-id $OTHER",
        allowed: "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier b --source-db-cluster-identifier a --use-latest-restorable-time --kms-key-id $OTHER",
    },
    Row {
        rule: "E06",
        editions: EVERY,
        case: "an alias name of another account",
        stage: &[
            "aws kms create-key --profile partner --policy '{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"arn:aws:iam::444455556666:root\",\"arn:aws:iam::111122223333:root\"]},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}'",
            "THEIRS=$(aws kms list-keys --profile partner --query Keys[0].KeyId --output text)",
            "aws kms create-alias --profile partner --alias-name alias/shared --target-key-id $THEIRS",
        ],
        refused: "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id alias/shared @",
        allowed: "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id arn:aws:kms:us-east-1:444455556666:alias/shared @",
    },
    Row {
        rule: "E06",
        editions: EVERY,
        case: "a key id of another account",
        stage: &[
            "aws kms create-key --profile partner --policy '{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"arn:aws:iam::444455556666:root\",\"arn:aws:iam::111122223333:root\"]},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}'",
            "THEIRS=$(aws kms list-keys --profile partner --query Keys[0].KeyId --output text)",
        ],
        refused: "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $THEIRS @",
        allowed: "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id arn:aws:kms:us-east-1:444455556666:key/$THEIRS @",
    },
    Row {
        rule: "E07",
        editions: THEN,
        case: "a client of a lost cluster, and of one under another key",
        stage: LOST_BESIDE_ANOTHER,
        refused: "sql --db-cluster-identifier a 'SELECT * FROM t'",
        allowed: "sql --db-cluster-identifier b 'SELECT * FROM t'",
    },
    Row {
        rule: "E08",
        editions: THEN,
        case: "a log of a lost cluster, and of one under another key",
        stage: LOST_BESIDE_ANOTHER,
        refused: "aws rds download-db-log-file-portion --db-instance-identifier i --log-file-name general/mysql-general.log",
        allowed: "aws rds download-db-log-file-portion --db-instance-identifier j --log-file-name general/mysql-general.log",
    },
    Row {
        rule: "E08",
        editions: THEN,
        case: "start a lost cluster",
        stage: LOST,
        refused: "aws rds start-db-cluster --db-cluster-identifier a",
        allowed: "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier b --source-db-cluster-identifier a --use-latest-restorable-time",
    },
    Row {
        rule: "E08",
        editions: THEN,
        case: "stop a lost cluster",
        stage: LOST,
        refused: "aws rds stop-db-cluster --db-cluster-identifier a",
        allowed: "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier b --source-db-cluster-identifier a --use-latest-restorable-time",
    },
    Row {
        rule: "E08",
        editions: THEN,
        case: "snapshot of a lost cluster",
        stage: LOST,
        refused: "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
        allowed: "aws rds delete-db-cluster --db-cluster-identifier a --skip-final-snapshot",
    },
    Row {
        rule: "E08",
        editions: THEN,
        case: "change a lost cluster",
        stage: LOST,
        refused: "aws rds modify-db-cluster --db-cluster-identifier a --backup-retention-period 5",
        allowed: "aws rds describe-db-clusters --db-cluster-identifier a",
    },
    Row {
        rule: "E08",
        editions: THEN,
        case: "failover of a lost cluster",
        stage: LOST_INSTANCES,
        refused: "aws rds failover-db-cluster --db-cluster-identifier a",
        allowed: "aws rds delete-db-instance --db-instance-identifier i",
    },
    Row {
        rule: "E08",
        editions: THEN,
        case: "reboot in a lost cluster",
        stage: LOST_INSTANCES,
        refused: "aws rds reboot-db-instance --db-instance-identifier i",
        allowed: "aws rds delete-db-instance --db-instance-identifier i",
    },
    Row {
        rule: "E08",
        editions: THEN,
        case: "logs of a lost cluster",
        stage: LOST_INSTANCES,
        refused: "aws rds describe-db-log-files --db-instance-identifier i",
        allowed: "aws rds describe-db-instances --db-instance-identifier i",
    },
    Row {
        rule: "A02",
        editions: EVERY,
        case: "an instance class that can't encrypt",
        stage: SEALED,
        refused: "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.t2.micro",
        allowed: "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.t2.small",
    },
    Row {
        rule: "L01",
        editions: EVERY,
        case: "encryption off",
        stage: SEALED,
        refused: "aws rds modify-db-cluster --db-cluster-identifier a --no-storage-encrypted",
        allowed: "aws rds modify-db-cluster --db-cluster-identifier a --no-deletion-protection",
    },
    Row {
        rule: "L02",
        editions: THEN,
        case: "an encrypted copy of an unencrypted snapshot",
        stage: PLAIN,
        refused: "aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier s --target-db-cluster-snapshot-identifier t --kms-key-id alias/k",
        allowed: "aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier s --target-db-cluster-snapshot-identifier t",
    },
    Row {
        rule: "L02",
        editions: EVERY,
        case: "an encrypted snapshot of an unencrypted cluster",
        stage: PLAIN,
        refused: "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier t --kms-key-id alias/k",
        allowed: "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier t",
    },
    Row {
        rule: "L03",
        editions: EVERY,
        case: "a snapshot under another key",
        stage: SEALED,
        refused: "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier t --kms-key-id $OTHER",
        allowed: "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier t",
    },
    Row {
        rule: "L04",
        editions: EVERY,
        case: "encryption on",
        stage: PLAIN,
        refused: "aws rds modify-db-cluster --db-cluster-identifier a --storage-encrypted",
        allowed: "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier b --snapshot-identifier s --engine aurora-mysql --kms-key-id alias/k",
    },
    Row {
        rule: "L04",
        editions: EVERY,
        case: "a key for a point in time of an unencrypted cluster",
        stage: PLAIN,
        refused: "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier b --source-db-cluster-identifier a --use-latest-restorable-time --kms-key-id alias/k",
        allowed: "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier b --source-db-cluster-identifier a --use-latest-restorable-time",
    },
    Row {
        rule: "L06",
        editions: THEN,
        case: "an encrypted replica cluster of an unencrypted source",
        stage: PLAIN,
        refused: "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b % --storage-encrypted",
        allowed: "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b %",
    },
    Row {
        rule: "L06",
        editions: THEN,
        case: "an encrypted reader of an unencrypted cluster",
        stage: PLAIN,
        refused: "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large --storage-encrypted",
        allowed: "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
    },
    Row {
        rule: "L07",
        editions: THEN,
        case: "an unencrypted replica cluster of an encrypted source",
        stage: SEALED,
        refused: "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b %",
        allowed: "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b % --storage-encrypted --kms-key-id $EU",
    },
    Row {
        rule: "L07",
        editions: THEN,
        case: "an unencrypted reader of an encrypted cluster",
        stage: SEALED,
        refused: "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large --no-storage-encrypted",
        allowed: "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large --storage-encrypted",
    },
    Row {
        rule: "L08",
        editions: EVERY,
        case: "no key for a copy to another Region",
        stage: SEALED,
        refused: "aws rds copy-db-cluster-snapshot --region eu-west-1 ^s --target-db-cluster-snapshot-identifier t",
        allowed: "aws rds copy-db-cluster-snapshot --region eu-west-1 ^s --target-db-cluster-snapshot-identifier t --kms-key-id $EU",
    },
    Row {
        rule: "L09",
        editions: EVERY,
        case: "a key of another Region for a copy",
        stage: SEALED,
        refused: "aws rds copy-db-cluster-snapshot --region eu-west-1 ^s --target-db-cluster-snapshot-identifier t --kms-key-id arn:aws:kms:us-east-1:111122223333:key/$KEY",
        allowed: "aws rds copy-db-cluster-snapshot --region eu-west-1 ^s --target-db-cluster-snapshot-identifier t --kms-key-id arn:aws:kms:eu-west-1:111122223333:key/$EU",
    },
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
        rule: "L09",
        editions: EVERY,
        case: "a key of another Region for a new cluster",
        stage: SEALED,
        refused: "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b --storage-encrypted --kms-key-id arn:aws:kms:us-east-1:111122223333:key/$KEY @",
        allowed: "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b --storage-encrypted --kms-key-id $EU @",
    },
    Row {
        rule: "E06",
        editions: EVERY,
        case: "an alias name of another account for a copy",
        stage: &[
            "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
            "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
            "aws rds wait db-cluster-available --db-cluster-identifier a",
            "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
            "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
            "THEIRS=$(aws kms create-key --profile partner --policy '{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"arn:aws:iam::444455556666:root\",\"arn:aws:iam::111122223333:root\"]},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}' --query KeyMetadata.KeyId --output text)",
            "aws kms create-alias --profile partner --alias-name alias/shared --target-key-id $THEIRS",
        ],
        refused: "aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier s --target-db-cluster-snapshot-identifier t --kms-key-id alias/shared",
        allowed: "aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier s --target-db-cluster-snapshot-identifier t --kms-key-id arn:aws:kms:us-east-1:444455556666:alias/shared",
    },
    Row {
        rule: "E08",
        editions: THEN,
        case: "an instance for a lost cluster",
        stage: LOST,
        refused: "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
        allowed: "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier b --source-db-cluster-identifier a --use-latest-restorable-time",
    },
    Row {
        rule: "E08",
        editions: THEN,
        case: "a replica of a lost cluster",
        stage: LOST,
        refused: "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b % --storage-encrypted",
        allowed: "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier b --source-db-cluster-identifier a --use-latest-restorable-time",
    },
    Row {
        rule: "O05",
        editions: EVERY,
        case: "a key of its own for an instance",
        stage: SEALED,
        refused: "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large --kms-key-id $OTHER",
        allowed: "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
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
        rule: "L05",
        editions: EVERY,
        case: "encryption without a key in a restore",
        stage: PLAIN,
        refused: "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier b --snapshot-identifier s --engine aurora-mysql --storage-encrypted",
        allowed: "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier b --snapshot-identifier s --engine aurora-mysql --kms-key-id alias/k",
    },
    Row {
        rule: "L09",
        editions: EVERY,
        case: "a key of another Region for a replica",
        stage: SEALED,
        refused: "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b % --storage-encrypted --kms-key-id arn:aws:kms:us-east-1:111122223333:key/$KEY",
        allowed: "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b % --storage-encrypted --kms-key-id $EU",
    },
    Row {
        rule: "L09",
        editions: EVERY,
        case: "a key of another Region for a restore",
        stage: SEALED,
        refused: "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier b --snapshot-identifier s --engine aurora-mysql --kms-key-id arn:aws:kms:eu-west-1:111122223333:key/$EU",
        allowed: "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier b --snapshot-identifier s --engine aurora-mysql --kms-key-id $OTHER",
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
];
