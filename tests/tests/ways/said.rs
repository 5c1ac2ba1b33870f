//! What is said of a refusal that has more than one possible cause: which cluster is meant, whether a policy denies or only
//! doesn't allow, whose account, and whether there were tables.

use playground_core::edition::Edition;

use super::{FAULT, Fault};

const TODAY: &[Edition] = &[Edition::Y2026];

/// A global database of two clusters, and what then happens.
macro_rules! global_database {
    ($($then:literal),+) => {
        &[
            "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
            "EU=$(aws kms create-key --region eu-west-1 --query KeyMetadata.KeyId --output text)",
            "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
            "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r6g.large",
            "aws rds wait db-instance-available --db-instance-identifier i",
            "aws rds create-global-cluster --global-cluster-identifier g --source-db-cluster-identifier arn:aws:rds:us-east-1:111122223333:cluster:a",
            "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b --engine aurora-mysql --global-cluster-identifier g --source-region us-east-1 --storage-encrypted --kms-key-id $EU",
            "aws rds create-db-instance --region eu-west-1 --db-instance-identifier j --db-cluster-identifier b --engine aurora-mysql --db-instance-class db.r6g.large",
            "aws rds wait db-instance-available --region eu-west-1 --db-instance-identifier j",
            $($then),+
        ]
    };
}
const PRIMARY_LOST: &[&str] = global_database!("aws kms disable-key --key-id $KEY", "playground wait 1d");
const TARGET_LOST: &[&str] =
    global_database!("aws kms disable-key --region eu-west-1 --key-id $EU", "playground wait 1d");
const SWITCHOVER: &str = "aws rds switchover-global-cluster --region eu-west-1 --global-cluster-identifier g --target-db-cluster-identifier arn:aws:rds:eu-west-1:111122223333:cluster:b";

const KEY: &str = "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)";
/// A key of the partner, which lets this account use it.
const THEIRS: &str = "THEIRS=$(aws kms create-key --profile partner --query KeyMetadata.Arn --output text --policy '{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"arn:aws:iam::444455556666:root\",\"arn:aws:iam::111122223333:root\"]},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}')";
const DEV_USES_KEYS_OF_ITS_OWN: &str = "aws iam put-user-policy --user-name dev --policy-name guard --policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Effect\":\"Deny\",\"Action\":\"kms:CreateGrant\",\"NotResource\":\"arn:aws:kms:*:111122223333:key/*\"}]}'";
const BY_DEV: &str = "aws rds create-db-cluster --profile dev --db-cluster-identifier a --storage-encrypted --kms-key-id $THEIRS @";

/// A cluster with an instance, and what its clients did.
macro_rules! with_instance {
    ($($then:literal),*) => {
        &[
            "aws rds create-db-cluster --db-cluster-identifier a @",
            "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
            "aws rds wait db-instance-available --db-instance-identifier i",
            $($then),*
        ]
    };
}
const SEE_TABLES: &str = "See which tables there are, and what they allow.";

pub(crate) const FAULTS: &[Fault] = &[
    // The cluster that failed is named, and the rule by which it was lost at once.
    Fault {
        editions: TODAY,
        stage: PRIMARY_LOST,
        typed: SWITCHOVER,
        rule: Some("N12"),
        shown: Some("N11"),
        ways: &["Continue without the primary cluster: fail over."],
        command: "failover-global-cluster",
        why: "a lost access to",
        not: "b lost access to",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: TARGET_LOST,
        typed: SWITCHOVER,
        rule: Some("N12"),
        shown: Some("N11"),
        why: "b lost access to",
        not: "a lost access to",
        nothing: true,
        ..FAULT
    },
    // A deny is told from a policy that allows too little.
    Fault {
        editions: TODAY,
        stage: &[THEIRS, DEV_USES_KEYS_OF_ITS_OWN],
        typed: BY_DEV,
        ways: &["Name a key that you may use."],
        command: "create-db-cluster",
        why: "denies this",
        not: "doesn't allow this",
        ..FAULT
    },
    Fault {
        editions: TODAY,
        stage: &[THEIRS],
        typed: BY_DEV,
        ways: &["Give the user IAM permissions on the key, then repeat the command."],
        command: "kms:CreateGrant",
        why: "doesn't allow this",
        not: "denies this",
        ..FAULT
    },
    // What is missing is named by what was refused, and also where the request then fails for another reason.
    Fault {
        stage: &[
            KEY,
            "BLOB=$(aws kms encrypt --key-id $KEY --plaintext QQ== --query CiphertextBlob --output text)",
        ],
        typed: "aws kms decrypt --profile dev --ciphertext-blob $BLOB --key-id $KEY",
        ways: &["Give the user IAM permissions on the key, then repeat the command."],
        command: "kms:Decrypt",
        why: "doesn't allow this",
        ..FAULT
    },
    Fault {
        stage: &[KEY],
        typed: "aws kms decrypt --profile dev --ciphertext-blob AAAA --key-id $KEY",
        ways: &["Give the user IAM permissions on the key. The command then fails for another reason."],
        command: "kms:Decrypt",
        why: "doesn't allow this",
        ..FAULT
    },
    // A database that had tables isn't called empty.
    Fault {
        stage: with_instance!(),
        typed: "sql --db-cluster-identifier a \"SELECT * FROM t\"",
        ways: &[SEE_TABLES],
        why: "empty at first",
        ..FAULT
    },
    Fault {
        stage: with_instance!("sql --db-cluster-identifier a \"CREATE TABLE t (x INT); DROP TABLE t\""),
        typed: "sql --db-cluster-identifier a \"SELECT * FROM t\"",
        ways: &[SEE_TABLES],
        why: "no table of this name",
        not: "empty at first",
        ..FAULT
    },
];
