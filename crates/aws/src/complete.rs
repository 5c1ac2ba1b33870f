//! Completion for the console: commands, options, and values that exist in the world.
//!
//! Not here: quoting (a name that needs quotes is never offered).

use crate::model::{self, Kind, Operation, Param, SERVICES, Service, Use};
use crate::words::global_names;
use playground_core::ids::{AccountId, REGIONS, Region};
use playground_core::world::{PROFILES, World};

/// The most candidates offered at once.
const MOST: usize = 50;

/// What can stand at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// Where the word begins that a candidate replaces, in bytes.
    pub start: usize,
    /// What can stand there, in the order to show.
    pub items: Vec<Candidate>,
}

/// One thing that can stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The whole word.
    pub text: String,
    /// What it is; may be empty.
    pub about: String,
}

impl Candidate {
    fn new(text: impl Into<String>, about: &str) -> Self {
        Self { text: text.into(), about: about.to_owned() }
    }
}

/// What can stand at `cursor`, a byte offset in `line`.
pub fn complete(line: &str, cursor: usize, world: &World) -> Completions {
    let head = line.get(..cursor).unwrap_or(line);
    let start = head.rfind([' ', '\t', '\n']).map_or(0, |at| at + 1);
    let (before, prefix) = head.split_at_checked(start).unwrap_or((head, ""));
    // Only the last command of a line: after `$(`, `|`, `;` or `&&` a new one begins.
    let from = ["$(", ";", "&&"]
        .iter()
        .filter_map(|mark| before.rfind(mark).map(|at| at + mark.len()))
        .max()
        .unwrap_or(0);
    let words: Vec<&str> = before.get(from..).unwrap_or_default().split_whitespace().collect();
    let inner = prefix.rfind("$(").map_or(0, |at| at + 2);
    let (start, prefix) = (start + inner, prefix.get(inner..).unwrap_or(prefix));
    let words = if inner > 0 { &[][..] } else { words.as_slice() };
    let mut items = candidates(words, prefix, world);
    items.retain(|item| item.text.starts_with(prefix) && !item.text.contains([' ', '\'', '"']));
    items.truncate(MOST);
    Completions { start, items }
}

fn candidates(words: &[&str], prefix: &str, world: &World) -> Vec<Candidate> {
    let Some((program, mut rest)) = words.split_first() else {
        return vec![
            Candidate::new("aws", "the AWS CLI"),
            Candidate::new("playground", "what AWS has no command for"),
        ];
    };
    let service = match (*program, rest.split_first()) {
        ("playground", _) => model::service(program),
        ("aws", None) => {
            let services =
                SERVICES.iter().filter(|service| service.name != *program && !service.name.contains(' '));
            return services
                .filter(|service| service.name != "playground")
                .map(|service| Candidate::new(service.name, service.about))
                .chain([help()])
                .collect();
        }
        ("aws", Some((name, more))) => {
            rest = more;
            model::service(name)
        }
        _ => None,
    };
    let Some(mut service) = service else { return Vec::new() };
    let waiters = model::service(&format!("{} wait", service.name));
    if let (Some(waiters), Some(("wait", more))) =
        (waiters, rest.split_first().map(|(first, more)| (*first, more)))
    {
        service = waiters;
        rest = more;
    } else if rest.is_empty() {
        let wait = waiters.map(|waiters| Candidate::new("wait", waiters.about));
        return commands(service).into_iter().chain(wait).chain([help()]).collect();
    }
    let Some((name, rest)) = rest.split_first() else { return commands(service) };
    let Some(operation) = service.operation(name) else { return Vec::new() };
    match rest.last() {
        Some(option) if option.starts_with("--") && !prefix.starts_with('-') => {
            let place = Place::of(words);
            values(operation, option, world, &place)
        }
        _ => options(operation, rest),
    }
}

fn help() -> Candidate {
    Candidate::new("help", "what can be typed here")
}

fn commands(service: &Service) -> Vec<Candidate> {
    service.operations.iter().map(|operation| Candidate::new(operation.cli_name(), operation.about)).collect()
}

/// The options not yet typed: those the model reads, required ones first, then the global ones.
fn options(operation: &Operation, typed: &[&str]) -> Vec<Candidate> {
    let params: Vec<Param> = operation
        .params()
        .filter(|param| param.usage == Use::Read && param.kind != Kind::Positional)
        .collect();
    let mut out = Vec::new();
    let (required, others): (Vec<Param>, Vec<Param>) = params.into_iter().partition(|param| param.required);
    for param in required.into_iter().chain(others) {
        let name = param.cli_name();
        let about = if param.required { "required" } else { "" };
        out.push(Candidate::new(format!("--{name}"), about));
        if param.kind == Kind::Flag {
            out.push(Candidate::new(format!("--no-{name}"), about));
        }
    }
    out.extend(
        ["--region", "--profile", "--output", "--query"].map(|name| Candidate::new(name, "for any command")),
    );
    out.extend(
        global_names()
            .filter(|name| !["--region", "--profile", "--output", "--query"].contains(name))
            .map(|name| Candidate::new(name, "for any command")),
    );
    out.retain(|item| !typed.contains(&item.text.as_str()));
    out
}

/// The account and the Region that a line speaks of.
struct Place {
    account: AccountId,
    region: Region,
}

impl Place {
    fn of(words: &[&str]) -> Self {
        let after = |option: &str| {
            let at = words.iter().position(|word| *word == option)?;
            words.get(at + 1).copied()
        };
        let profile = PROFILES.iter().find(|profile| Some(profile.name) == after("--profile"));
        let account =
            profile.or(PROFILES.first()).map_or(AccountId::from_number(0), |profile| profile.account);
        let region = after("--region").and_then(|name| Region::parse(name).ok()).unwrap_or(Region::DEFAULT);
        Self { account, region }
    }
}

/// The values that an option can have.
fn values(operation: &Operation, option: &str, world: &World, place: &Place) -> Vec<Candidate> {
    match option {
        "--region" => return REGIONS.iter().map(|region| Candidate::new(*region, "")).collect(),
        "--profile" => {
            return PROFILES.iter().map(|profile| Candidate::new(profile.name, profile.may)).collect();
        }
        "--output" => return ["json", "text", "table"].map(|name| Candidate::new(name, "")).into(),
        _ => {}
    }
    let Some(param) = operation.params().find(|param| format!("--{}", param.cli_name()) == option) else {
        return Vec::new();
    };
    if param.choices().next().is_some() {
        return param.choices().map(|choice| Candidate::new(choice, "")).collect();
    }
    let fixed: &[&str] = match param.name {
        "Engine" => &["aurora-mysql", "aurora-postgresql", "aurora"],
        "DBInstanceClass" => &["db.r5.large", "db.r5.xlarge", "db.t3.medium", "db.t2.micro"],
        "StorageType" => &["aurora", "aurora-iopt1"],
        "AttributeName" => &["restore"],
        "RestoreType" => &["full-copy", "copy-on-write"],
        "SnapshotType" => &["manual", "automated", "shared", "public"],
        "Duration" => &["10m", "1h", "1d", "7d"],
        _ => &[],
    };
    if !fixed.is_empty() {
        return fixed.iter().map(|value| Candidate::new(*value, "")).collect();
    }
    existing(operation, param.name, world, place)
}

/// Names of what is there. A name for something new gets none.
fn existing(operation: &Operation, name: &str, world: &World, place: &Place) -> Vec<Candidate> {
    let new = operation.name.starts_with("Create") || operation.name.starts_with("Restore");
    let here = |account: AccountId, region: Region| account == place.account && region == place.region;
    match name {
        "KeyId" | "KmsKeyId" | "TargetKeyId" | "SourceKeyId" | "DestinationKeyId" => {
            let aliases = world
                .aliases
                .iter()
                .filter(|(arn, _)| here(arn.account, arn.region) && name != "TargetKeyId");
            let keys = world.keys.iter().filter(|(arn, _)| here(arn.account, arn.region));
            aliases
                .map(|(arn, key)| Candidate::new(arn.id.to_string(), &key.target.id.to_string()))
                .chain(keys.map(|(arn, key)| Candidate::new(arn.id.to_string(), &key.description)))
                .collect()
        }
        "AliasName" if !new => {
            let aliases = world.aliases.iter().filter(|(arn, _)| here(arn.account, arn.region));
            aliases.map(|(arn, key)| Candidate::new(arn.id.to_string(), &key.target.id.to_string())).collect()
        }
        "DBClusterIdentifier"
            if new && operation.name != "CreateDBClusterSnapshot" && operation.name != "CreateDBInstance" =>
        {
            Vec::new()
        }
        "DBClusterIdentifier" | "SourceDBClusterIdentifier" | "DBClusterAutomatedBackup" => {
            let clusters = world.clusters.iter().filter(|(arn, _)| here(arn.account, arn.region));
            clusters.map(|(arn, cluster)| Candidate::new(arn.id.to_string(), cluster.status.name())).collect()
        }
        "ReplicationSourceIdentifier" => {
            let clusters = world.clusters.iter().filter(|(arn, _)| arn.account == place.account);
            clusters.map(|(arn, cluster)| Candidate::new(arn.to_string(), cluster.status.name())).collect()
        }
        "DBClusterSnapshotIdentifier" if new => Vec::new(),
        "DBClusterSnapshotIdentifier" | "SnapshotIdentifier" | "SourceDBClusterSnapshotIdentifier" => {
            let snapshots = world.snapshots.iter().filter(|(_, snapshot)| {
                snapshot.arn.account == place.account || snapshot.shared_with.contains(&place.account)
            });
            snapshots
                .map(|(arn, snapshot)| {
                    let text =
                        if here(arn.account, arn.region) { arn.id.to_string() } else { arn.to_string() };
                    Candidate::new(text, snapshot.status.name())
                })
                .collect()
        }
        "DBInstanceIdentifier" if !new => {
            let instances = world.instances.iter().filter(|(arn, _)| here(arn.account, arn.region));
            instances
                .map(|(arn, instance)| Candidate::new(arn.id.to_string(), instance.status.name()))
                .collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground_core::edition::Edition;
    use playground_core::env::Seed;

    fn texts(line: &str) -> Vec<String> {
        let world = World::new(Seed([1; 16]), Edition::Y2020);
        complete(line, line.len(), &world).items.into_iter().map(|item| item.text).collect()
    }

    #[test]
    fn each_place_of_a_line() {
        for (line, wanted) in [
            ("", vec!["aws", "playground"]),
            ("pl", vec!["playground"]),
            ("aws k", vec!["kms"]),
            ("aws rds wa", vec!["wait"]),
            ("aws rds wait db-cluster-a", vec!["db-cluster-available"]),
            ("aws kms re-encrypt --dest", vec!["--destination-key-id", "--destination-encryption-context"]),
            ("aws rds create-db-cluster --engine aurora-p", vec!["aurora-postgresql"]),
            ("aws rds create-db-cluster --storage-e", vec!["--storage-encrypted"]),
            ("aws kms list-keys --region eu-west-", vec!["eu-west-1", "eu-west-2", "eu-west-3"]),
            ("K=$(aws sts ", vec!["get-caller-identity", "help"]),
            ("K=$(aw", vec!["aws"]),
            ("aws nonsense ", vec![]),
            ("ls ", vec![]),
        ] {
            assert_eq!(texts(line), wanted, "{line}");
        }
        assert_eq!(
            texts("aws rds create-db-cluster ").first().map(String::as_str),
            Some("--db-cluster-identifier")
        );
        assert!(!texts("aws kms encrypt --key-id x ").contains(&"--key-id".to_owned()));
    }

    #[test]
    fn the_word_at_the_cursor_is_replaced() {
        let world = World::new(Seed([1; 16]), Edition::Y2020);
        let found = complete("aws km --region x", 6, &world);
        assert_eq!((found.start, found.items.len()), (4, 1));
        assert_eq!(complete("K=$(aw", 6, &world).start, 4);
    }
}
