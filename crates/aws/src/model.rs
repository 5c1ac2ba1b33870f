//! The CLI's view of the operations that the core declares: their names and options as they are typed. Help,
//! completion, parsing and usage errors all read it.
//!
//! The declarations are in the operations' files in the core. What a value means is not here, nor any message
//! of AWS.

use crate::policy;
use playground_core::ops;
use playground_core::ops::api::{Arguments, Declaration, Fate, Inner, Member, Shape};
use playground_core::ops::iam::IamOp;
use playground_core::ops::kms::KmsOp;
use playground_core::ops::playground::PlaygroundOp;
use playground_core::ops::rds::RdsOp;
use playground_core::ops::sql::SqlOp;
use playground_core::ops::sts::StsOp;
use playground_core::ops::trail::TrailOp;
use playground_core::ops::waiters::Waiter;
use std::sync::LazyLock;

/// A group of commands: `kms`, `rds`, `rds wait`, `playground`, …
#[derive(Debug)]
pub struct Service {
    /// The name as it is typed; two words for the waiters.
    pub name: &'static str,
    /// A one-line description.
    pub about: &'static str,
    /// Its commands.
    pub operations: Vec<Operation>,
    /// Reads an operation by its API name.
    pub(crate) read: fn(&str, &dyn Arguments) -> Option<ops::Operation>,
}

/// One command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The API's name, such as `CreateDBCluster`. The CLI's name follows from it.
    pub name: &'static str,
    /// A one-line description.
    pub about: &'static str,
    declaration: &'static Declaration,
}

/// The kind of value that a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number between two bounds. The lower bound is checked before sending, as the CLI does.
    Integer {
        /// The smallest accepted number.
        min: i64,
        /// The largest accepted number.
        max: i64,
    },
    /// `--x` or `--no-x`.
    Flag,
    /// A list of texts.
    Texts,
    /// Bytes, written in base64.
    Blob,
    /// A time.
    Time,
    /// A policy document, JSON in a text.
    Policy(policy::Kind),
    /// A map from text to text: `k=v,k=v`.
    Map,
    /// A structure with these members; an empty list accepts any.
    Shape(&'static [(&'static str, Inner)]),
    /// A list of structures.
    Shapes(&'static [(&'static str, Inner)]),
    /// A word without an option name.
    Positional,
}

/// A parameter of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// The API's name, such as `KmsKeyId`.
    pub name: &'static str,
    /// The kind of its value.
    pub kind: Kind,
    /// Whether it is required.
    pub required: bool,
    /// What the playground does with it.
    pub usage: Fate,
    choices: &'static [&'static str],
}

impl Param {
    /// The values that AWS accepts, if it lists them.
    pub fn choices(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.choices.iter().copied()
    }

    /// The option's name, such as `kms-key-id`.
    pub fn cli_name(&self) -> String {
        kebab(self.name)
    }

    fn of(member: &'static Member) -> Self {
        let (min, max) = (*member.range.start(), *member.range.end());
        let kind = match member.shape {
            _ if member.positional => Kind::Positional,
            Shape::Text | Shape::Secret => Kind::Text,
            Shape::Integer => Kind::Integer { min, max },
            Shape::Flag => Kind::Flag,
            Shape::Texts => Kind::Texts,
            Shape::Bytes => Kind::Blob,
            Shape::Time => Kind::Time,
            Shape::KeyPolicy => Kind::Policy(policy::Kind::Key),
            Shape::IdentityPolicy => Kind::Policy(policy::Kind::Identity),
            Shape::Map => Kind::Map,
            Shape::Structure(parts) => Kind::Shape(parts),
            Shape::Structures(parts) => Kind::Shapes(parts),
        };
        Self {
            name: member.name,
            kind,
            required: member.required,
            usage: member.fate,
            choices: member.choices,
        }
    }

    /// A parameter that the CLI adds to every paginated list.
    const fn of_pages(name: &'static str, kind: Kind, usage: Fate) -> Self {
        Self { name, kind, required: false, usage, choices: &[] }
    }
}

const FROM_ONE: Kind = Kind::Integer { min: 1, max: i64::MAX };

const PAGING: [Param; 3] = [
    Param::of_pages("StartingToken", Kind::Text, Fate::Read),
    Param::of_pages("PageSize", FROM_ONE, Fate::Ignored),
    Param::of_pages("MaxItems", FROM_ONE, Fate::Read),
];

impl Operation {
    /// An operation, from its declaration.
    const fn of(declaration: &'static Declaration) -> Self {
        Self { name: declaration.name, about: declaration.about, declaration }
    }

    /// The command's name, such as `create-db-cluster`.
    pub fn cli_name(&self) -> String {
        kebab(self.name)
    }

    /// Its parameters: first those that the model reads, then the others.
    pub fn params(&self) -> impl Iterator<Item = Param> + use<> {
        let mut params: Vec<Param> = self.declaration.members().into_iter().map(Param::of).collect();
        if params.iter().any(|param| matches!(param.name, "Marker" | "NextToken")) {
            params.extend(PAGING);
        }
        params.into_iter()
    }
}

/// All groups of commands; `rds wait` is a group.
pub static SERVICES: LazyLock<Vec<Service>> = LazyLock::new(|| {
    let group = |name, about, declarations: &'static [&'static Declaration], read| {
        let mut operations: Vec<_> =
            declarations.iter().map(|declaration| Operation::of(declaration)).collect();
        operations.sort_by_cached_key(Operation::cli_name);
        Service { name, about, operations, read }
    };
    vec![
        group(
            "cloudtrail",
            "Reads the record of who called what.",
            TrailOp::DECLARATIONS,
            ops::Operation::trail,
        ),
        group("iam", "Identity policies of the users here.", IamOp::DECLARATIONS, ops::Operation::iam),
        group(
            "kms",
            "Keys, their policies, grants and rotation, and cryptography.",
            KmsOp::DECLARATIONS,
            ops::Operation::kms,
        ),
        group(
            "rds",
            "Aurora clusters, instances, snapshots and backups.",
            RdsOp::DECLARATIONS,
            ops::Operation::rds,
        ),
        group("sts", "Tells whose credentials are in use.", StsOp::DECLARATIONS, ops::Operation::sts),
        group(
            "rds wait",
            "Moves the clock on until something is ready.",
            Waiter::DECLARATIONS,
            ops::Operation::waiter,
        ),
        group(
            "playground",
            "What AWS has no command for: the clock, the raw storage.",
            PlaygroundOp::DECLARATIONS,
            ops::Operation::playground,
        ),
        group("sql", "A client of a cluster's database.", SqlOp::DECLARATIONS, ops::Operation::sql),
    ]
});

/// Returns whether a service is a program of its own, which is typed without `aws`.
pub fn is_program(name: &str) -> bool {
    matches!(name, "playground" | "sql")
}

/// A service by its name.
pub fn service(name: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.name == name)
}

impl Service {
    /// An operation by its name as typed.
    pub fn operation(&'static self, cli_name: &str) -> Option<&'static Operation> {
        self.operations.iter().find(|operation| operation.cli_name() == cli_name)
    }
}

/// The CLI's spelling of an API name: `DBClusterIdentifier` becomes `db-cluster-identifier`.
pub fn kebab(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut previous: Option<char> = None;
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(before) = previous {
            let word_starts = chars.peek().is_some_and(char::is_ascii_lowercase);
            if c.is_ascii_uppercase() && (word_starts || !before.is_ascii_uppercase()) {
                out.push('-');
            }
        }
        out.push(c.to_ascii_lowercase());
        previous = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_as_the_cli_spells_them() {
        for (name, cli) in [
            ("DBClusterIdentifier", "db-cluster-identifier"),
            ("EnableIAMDatabaseAuthentication", "enable-iam-database-authentication"),
            ("ServerlessV2ScalingConfiguration", "serverless-v2-scaling-configuration"),
            ("PerformanceInsightsKMSKeyId", "performance-insights-kms-key-id"),
            ("CACertificateIdentifier", "ca-certificate-identifier"),
            ("MultiAZ", "multi-az"),
            ("FinalDBSnapshotIdentifier", "final-db-snapshot-identifier"),
            ("CreateDBCluster", "create-db-cluster"),
            ("ReEncrypt", "re-encrypt"),
            ("DescribeDBClusterAutomatedBackups", "describe-db-cluster-automated-backups"),
        ] {
            assert_eq!(kebab(name), cli);
        }
    }

    #[test]
    fn the_table_is_sound() {
        for service in SERVICES.iter() {
            for operation in &service.operations {
                assert!(operation.about.ends_with('.') && operation.about.len() < 90, "{}", operation.about);
                let mut seen = Vec::new();
                for param in operation.params() {
                    assert!(!seen.contains(&param.name), "{}: {} twice", operation.name, param.name);
                    seen.push(param.name);
                    if let Kind::Integer { min, max } = param.kind {
                        assert!(min <= max, "{}: {}", operation.name, param.name);
                    }
                }
            }
        }
    }
}
