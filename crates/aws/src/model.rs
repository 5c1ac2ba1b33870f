//! The table of operations: every command the playground answers, with the parameters AWS gives
//! it. One line an operation; help, completion, parsing and usage errors all read this table.
//!
//! An operation's parameters are one text, in AWS's order, a word each:
//!
//! ```text
//! word    = [ "~" | "-" ] Name [ "!" ] [ kind ] [ "=" choice "|" choice … ]
//! "~"       accepted, nothing in the model depends on it
//! "-"       AWS has it, the playground refuses it (unless the value is one of the choices)
//! "!"       required
//! kind      none: text  "#": whole number, "#1..30" with bounds  "?": --x and --no-x
//!           "*": list of texts  "@": bytes in base64  "^": positional
//!           ":map" ":rdstags" ":filters" ":attributes" ":any" ":anys"
//! ```
//!
//! Not here: what a parameter means (that is `bind`), nor any AWS sentence.

mod rds;

use crate::policy;
use playground_core::ops;
use playground_core::ops::api::{Arguments, Declaration, Fate, Inner, Member, Shape};
use playground_core::ops::iam::IamOp;
use playground_core::ops::kms::KmsOp;
use playground_core::ops::playground::PlaygroundOp;
use playground_core::ops::sql::SqlOp;
use playground_core::ops::sts::StsOp;
use playground_core::ops::trail::TrailOp;
use playground_core::ops::waiters::Waiter;
use std::sync::LazyLock;

/// A group of commands: `kms`, `rds`, `rds wait`, `playground`, …
#[derive(Debug)]
pub struct Service {
    /// As it is typed. Two words for the waiters.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Its commands.
    pub operations: Vec<Operation>,
    /// Reads an operation by its API name.
    pub(crate) read: fn(&str, &dyn Arguments) -> Option<ops::Operation>,
}

/// One command.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The API's name, `CreateDBCluster`. The CLI's follows from it.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    spec: Spec,
}

/// Where an operation's parameters are declared.
#[derive(Clone, Copy, Debug)]
enum Spec {
    /// In its own file in core.
    Declared(&'static Declaration),
    /// Here, not yet in its own file.
    Text(&'static str),
}

/// The value a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number between two bounds. The lower one is checked before sending, as the CLI does.
    Integer {
        /// Smallest accepted.
        min: i64,
        /// Largest accepted.
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
    /// Text to text: `k=v,k=v`.
    Map,
    /// A structure of these members; the empty list accepts any.
    Shape(&'static [(&'static str, Inner)]),
    /// A list of structures.
    Shapes(&'static [(&'static str, Inner)]),
    /// The word itself, without an option.
    Positional,
}

/// What the playground does with a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// The model reads it.
    Read,
    /// Accepted; nothing in the model depends on it.
    Ignored,
    /// Refused: it would change something the playground does not model.
    Refused,
}

/// A parameter of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// The API's name, `KmsKeyId`.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Must be there.
    pub required: bool,
    /// What the playground does with it.
    pub usage: Use,
    choices: &'static [&'static str],
}

impl Param {
    /// The values AWS accepts, if it names them.
    pub fn choices(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.choices.iter().copied()
    }

    /// `kms-key-id`
    pub fn cli_name(&self) -> String {
        kebab(self.name)
    }

    fn of(member: &'static Member) -> Self {
        let (min, max) = (*member.range.start(), *member.range.end());
        let kind = match member.shape {
            _ if member.positional => Kind::Positional,
            Shape::Text => Kind::Text,
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
        let usage = match member.fate {
            Fate::Read => Use::Read,
            Fate::Ignored => Use::Ignored,
            Fate::Refused => Use::Refused,
        };
        Self { name: member.name, kind, required: member.required, usage, choices: member.choices }
    }

    fn parse(word: &'static str) -> Self {
        let (rest, choices) = word.split_once('=').unwrap_or((word, ""));
        let choices: &'static [&'static str] =
            if choices.is_empty() { &[] } else { Box::leak(choices.split('|').collect()) };
        let (rest, usage) = match (rest.strip_prefix('~'), rest.strip_prefix('-')) {
            (Some(rest), _) => (rest, Use::Ignored),
            (_, Some(rest)) => (rest, Use::Refused),
            _ => (rest, Use::Read),
        };
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (name, mut kind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let required = kind.starts_with('!');
        kind = kind.strip_prefix('!').unwrap_or(kind);
        let kind = match kind {
            "" => Kind::Text,
            "?" => Kind::Flag,
            "*" => Kind::Texts,
            "@" => Kind::Blob,
            "^" => Kind::Positional,
            ":map" => Kind::Map,
            ":rdstags" => Kind::Shapes(&[("Key", Inner::Text), ("Value", Inner::Text)]),
            ":filters" => Kind::Shapes(&[("Name", Inner::Required), ("Values", Inner::Texts)]),
            ":attributes" => {
                Kind::Shapes(&[("AttributeKey", Inner::Required), ("AttributeValue", Inner::Required)])
            }
            ":any" => Kind::Shape(&[]),
            ":anys" => Kind::Shapes(&[]),
            number => {
                let (min, max) = number.trim_start_matches('#').split_once("..").unwrap_or_default();
                Kind::Integer { min: min.parse().unwrap_or(i64::MIN), max: max.parse().unwrap_or(i64::MAX) }
            }
        };
        Self { name, kind, required, usage, choices }
    }
}

impl Operation {
    const fn new(name: &'static str, about: &'static str, spec: &'static str) -> Self {
        Self { name, about, spec: Spec::Text(spec) }
    }

    /// An operation as its own file declares it.
    const fn declared(declaration: &'static Declaration) -> Self {
        Self { name: declaration.name, about: declaration.about, spec: Spec::Declared(declaration) }
    }

    /// `create-db-cluster`
    pub fn cli_name(&self) -> String {
        kebab(self.name)
    }

    /// Its parameters, in AWS's order.
    pub fn params(&self) -> impl Iterator<Item = Param> + use<> {
        let mut params: Vec<Param> = match self.spec {
            Spec::Declared(declaration) => declaration.members().into_iter().map(Param::of).collect(),
            Spec::Text(spec) => spec.split_ascii_whitespace().map(Param::parse).collect(),
        };
        if params.iter().any(|param| matches!(param.name, "Marker" | "NextToken")) {
            params.extend(PAGING.split_ascii_whitespace().map(Param::parse));
        }
        params.into_iter()
    }
}

/// What the CLI adds to every list that comes in pages.
const PAGING: &str = "StartingToken ~PageSize#1.. MaxItems#1..";

/// Every group of commands. `rds wait` is one of its own.
pub static SERVICES: LazyLock<Vec<Service>> = LazyLock::new(|| {
    let declared = |name, about, declarations: &'static [&'static Declaration], read| {
        let operations = declarations.iter().map(|declaration| Operation::declared(declaration)).collect();
        Service { name, about, operations, read }
    };
    let of_table = |name, about, operations: &[Operation]| Service {
        name,
        about,
        operations: operations.to_vec(),
        read: |_, _| None,
    };
    vec![
        declared(
            "cloudtrail",
            "Reads the record of who called what.",
            TrailOp::DECLARATIONS,
            ops::Operation::trail,
        ),
        declared("iam", "Identity policies of the users here.", IamOp::DECLARATIONS, ops::Operation::iam),
        declared(
            "kms",
            "Keys, their policies, grants and rotation, and cryptography.",
            KmsOp::DECLARATIONS,
            ops::Operation::kms,
        ),
        of_table("rds", "Aurora clusters, instances, snapshots and backups.", rds::OPERATIONS),
        declared("sts", "Tells whose credentials are in use.", StsOp::DECLARATIONS, ops::Operation::sts),
        declared(
            "rds wait",
            "Moves the clock on until something is ready.",
            Waiter::DECLARATIONS,
            ops::Operation::waiter,
        ),
        declared(
            "playground",
            "What AWS has no command for: the clock, the raw storage.",
            PlaygroundOp::DECLARATIONS,
            ops::Operation::playground,
        ),
        declared("sql", "A client of a cluster's database.", SqlOp::DECLARATIONS, ops::Operation::sql),
    ]
});

/// Whether a service is a program of its own and not typed after `aws`.
pub fn is_program(name: &str) -> bool {
    matches!(name, "playground" | "sql")
}

/// A service by its name.
pub fn service(name: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.name == name)
}

impl Service {
    /// An operation by the name that is typed.
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
    fn a_word_of_the_table_reads_as_its_grammar_says() {
        let param = Param::parse("-EngineMode=provisioned");
        assert_eq!((param.name, param.usage, param.kind), ("EngineMode", Use::Refused, Kind::Text));
        assert_eq!(param.choices().collect::<Vec<_>>(), ["provisioned"]);
        let param = Param::parse("Limit#1..1000");
        assert_eq!(param.kind, Kind::Integer { min: 1, max: 1000 });
        assert_eq!(Param::parse("~Port#").kind, Kind::Integer { min: i64::MIN, max: i64::MAX });
        assert!(Param::parse("Operations!*=Decrypt|Encrypt").required);
        assert_eq!(Param::parse("Tags!:rdstags").kind, Param::parse("~Tags:rdstags").kind);
    }

    #[test]
    fn the_table_is_sound() {
        for service in SERVICES.iter() {
            let names: Vec<String> = service.operations.iter().map(Operation::cli_name).collect();
            assert!(names.is_sorted(), "{}: {names:?}", service.name);
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
