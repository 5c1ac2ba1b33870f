//! Both sides of the rules, as rows: commands that come first, one that the rule refuses, and the nearest one that is
//! allowed.

mod every;
mod global;
mod today;

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

const EVERY: &[Edition] = &Edition::ALL;
const THEN: &[Edition] = &[Edition::Y2020];
const TODAY: &[Edition] = &[Edition::Y2026];

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

const LOST: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws kms disable-key --key-id $KEY",
    "playground wait 1d",
    "aws kms enable-key --key-id $KEY",
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
pub fn rows() -> impl Iterator<Item = &'static Row> {
    every::ROWS.iter().chain(today::ROWS).chain(global::ROWS)
}
