//! The CLI's view of the operations that the core declares: their names and options as they are typed. Help,
//! completion, parsing and usage errors all read it.
//!
//! The declarations are in the operations' files in the core. What a value means is not here, nor any message
//! of AWS.

use playground_core::edition::Edition;
use playground_core::ops;
use playground_core::ops::api::{Arguments, Declaration, Fate, Group, Member, Shape};
use playground_core::ops::iam::IamOp;
use playground_core::ops::kms::KmsOp;
use playground_core::ops::playground::PlaygroundOp;
use playground_core::ops::rds::RdsOp;
use playground_core::ops::sql::SqlOp;
use playground_core::ops::sts::StsOp;
use playground_core::ops::trail::TrailOp;
use playground_core::ops::waiters::Waiter;
use playground_core::sort::sorted;
use std::sync::LazyLock;

/// A group of commands: `kms`, `rds`, `rds wait`, `playground`, …
#[derive(Debug)]
pub struct Service {
    /// The name as it is typed; two words for the waiters.
    pub name: &'static str,
    /// A one-line description.
    pub about: &'static str,
    /// The edition that its commands are of.
    pub edition: Edition,
    /// Its commands.
    pub operations: Vec<Operation>,
    /// The same to the model.
    pub(crate) group: &'static Group,
}

/// One command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The API's name, such as `CreateDBCluster`. The CLI's name follows from it.
    pub name: &'static str,
    /// A one-line description.
    pub about: &'static str,
    pub(crate) edition: Edition,
    declaration: &'static Declaration,
}

/// What the CLI adds to every list that comes in pages.
static PAGING: [Member; 3] = [
    of_pages("StartingToken", "startingToken", Shape::Text, Fate::Read),
    of_pages("PageSize", "pageSize", Shape::Integer, Fate::Ignored),
    of_pages("MaxItems", "maxItems", Shape::Integer, Fate::Read),
];

const fn of_pages(name: &'static str, told: &'static str, shape: Shape, fate: Fate) -> Member {
    Member {
        name,
        told,
        shape,
        required: false,
        fate,
        choices: &[],
        later: &[],
        modelled: &[],
        range: &(1..=i64::MAX),
        positional: false,
        since: Edition::Y2020,
    }
}

impl Operation {
    /// An operation of an edition, from its declaration.
    const fn of(declaration: &'static Declaration, edition: Edition) -> Self {
        Self { name: declaration.name, about: declaration.about, edition, declaration }
    }

    /// The command's name, such as `create-db-cluster`.
    pub fn cli_name(&self) -> String {
        kebab(self.name)
    }

    /// Its parameters in its edition: those that the model reads, then the others.
    pub fn params(&self) -> impl Iterator<Item = &'static Member> + use<> {
        let edition = self.edition;
        let mut params = self.declaration.members();
        params.retain(|param| param.since <= edition);
        if params.iter().any(|param| matches!(param.name, "Marker" | "NextToken")) {
            params.extend(&PAGING);
        }
        params.into_iter()
    }
}

/// All groups of commands of an edition; `rds wait` is a group.
pub fn services(edition: Edition) -> &'static [Service] {
    static Y2020: LazyLock<Vec<Service>> = LazyLock::new(|| of_edition(Edition::Y2020));
    static Y2026: LazyLock<Vec<Service>> = LazyLock::new(|| of_edition(Edition::Y2026));
    match edition {
        Edition::Y2020 => &Y2020,
        Edition::Y2026 => &Y2026,
    }
}

fn of_edition(edition: Edition) -> Vec<Service> {
    let service = |name, about, group: &'static Group| {
        let there = group.declarations().filter(|declaration| declaration.since <= edition);
        let operations = there.map(|declaration| Operation::of(declaration, edition)).collect();
        let operations = sorted(operations, |one: &Operation, other| one.cli_name().cmp(&other.cli_name()));
        Service { name, about, edition, operations, group }
    };
    vec![
        service("cloudtrail", "Reads the record of who called what.", TrailOp::GROUP),
        service("iam", "Roles, users, and their policies.", IamOp::GROUP),
        service("kms", "Keys, their policies, grants and rotation, and cryptography.", KmsOp::GROUP),
        service("rds", "Aurora clusters, instances, snapshots and backups.", RdsOp::GROUP),
        service("sts", "Sessions of roles, and whose credentials are in use.", StsOp::GROUP),
        service("rds wait", "Moves the clock on until something is ready.", Waiter::GROUP),
        service(
            "playground",
            "What AWS has no command for: the clock, the raw storage.",
            PlaygroundOp::GROUP,
        ),
        service("sql", "A client of a cluster's database.", SqlOp::GROUP),
    ]
}

/// Returns whether a service is a program of its own, which is typed without `aws`.
pub fn is_program(name: &str) -> bool {
    matches!(name, "playground" | "sql")
}

/// A service by its name.
pub fn service(name: &str, edition: Edition) -> Option<&'static Service> {
    services(edition).iter().find(|service| service.name == name)
}

/// The waiters of a service, which are typed behind its name.
pub(crate) fn waiters(service: &Service) -> Option<&'static Service> {
    self::service(&[service.name, " wait"].concat(), service.edition)
}

/// An operation by its declaration, with its service, whichever edition it is of.
pub(crate) fn declared(declaration: &Declaration) -> Option<(&'static Service, &'static Operation)> {
    services(Edition::LATEST).iter().find_map(|service| {
        let mut operations = service.operations.iter();
        Some((service, operations.find(|operation| operation.declaration == declaration)?))
    })
}

/// An operation with other arguments.
pub fn read_as(operation: &ops::Operation, args: &dyn Arguments) -> Option<ops::Operation> {
    let (service, operation) = declared(operation.declaration())?;
    service.group.read(operation.edition, operation.name, args)
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
        for service in Edition::ALL.into_iter().flat_map(services) {
            for operation in &service.operations {
                assert!(operation.about.ends_with('.') && operation.about.len() < 90, "{}", operation.about);
                let mut seen = Vec::new();
                for param in operation.params() {
                    assert!(!seen.contains(&param.name), "{}: {} twice", operation.name, param.name);
                    seen.push(param.name);
                    assert!(!param.range.is_empty(), "{}: {}", operation.name, param.name);
                }
            }
        }
    }
}
