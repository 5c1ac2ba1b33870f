//! Completion for the console: commands, options, and values that exist in the world.
//!
//! Quoting is not done here: a name that needs quotes is never offered.

use crate::model::{self, Operation, Service, kebab};
use crate::options::global_names;
use playground_core::edition::Edition;
use playground_core::iam::aws_managed;
use playground_core::ids::{AccountId, InstanceArn, InstanceId, REGIONS, Region};
use playground_core::ops::api::{Fate, Member, Shape};
use playground_core::ops::rds::log_files;
use playground_core::profile::PROFILES;
use playground_core::world::World;
use std::fmt::Display;

/// The useful global options.
const FIRST: [&str; 4] = ["--region", "--profile", "--output", "--query"];
/// The most candidates offered at once.
const MOST: usize = 50;

/// The completions at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// Where the word that a candidate replaces begins, in bytes.
    pub start: usize,
    /// The candidates, in the order to show.
    pub items: Vec<Candidate>,
}

/// A possible completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The whole word.
    pub text: String,
    /// What it is; may be empty.
    pub about: String,
}

/// The completions at `cursor`, a byte offset in `line`.
pub fn complete(line: &str, cursor: usize, world: &World) -> Completions {
    let head = line.get(..cursor).unwrap_or(line);
    let start = head.rfind([' ', '\t', '\n']).map_or(0, |at| at + 1);
    let (before, prefix) = head.split_at_checked(start).unwrap_or((head, ""));
    // Only the last command of a line counts: `$(`, `;`, `&&` and a new line begin a new one.
    let ends = before.match_indices('\n').map(|(at, _)| at);
    let begins = |at: &usize| !before.get(..*at).unwrap_or_default().trim_end_matches('\r').ends_with('\\');
    let mut from = ends.rev().find(begins).map_or(0, |at| at + 1);
    for mark in ["$(", ";", "&&"] {
        from = from.max(before.rfind(mark).map_or(0, |at| at + mark.len()));
    }
    let inner = prefix.rfind("$(").map_or(0, |at| at + 2);
    if inner > 0 {
        from = before.len();
    }
    let words = before.get(from..).unwrap_or_default().split_whitespace();
    let words: Vec<&str> = words.filter(|word| *word != "\\").collect();
    let prefix = prefix.get(inner..).unwrap_or(prefix);
    let mut offer = Offer { prefix, items: Vec::new() };
    offer.line(&words, world);
    Completions { start: start + inner, items: offer.items }
}

/// Collects candidates: those that begin like the word at the cursor.
struct Offer<'a> {
    prefix: &'a str,
    items: Vec<Candidate>,
}

impl Offer<'_> {
    fn add(&mut self, text: &dyn Display, about: &dyn Display) {
        let text = text.to_string();
        if self.items.len() < MOST && text.starts_with(self.prefix) && !text.contains([' ', '\'', '"']) {
            self.items.push(Candidate { text, about: about.to_string() });
        }
    }

    fn all(&mut self, texts: &[&str], about: &str) {
        for text in texts {
            self.add(text, &about);
        }
    }

    fn line(&mut self, words: &[&str], world: &World) {
        let (service, rest) = match words {
            [] => {
                self.add(&"aws", &"the AWS CLI");
                self.add(&"playground", &"what AWS has no command for");
                self.add(&"sql", &"a client of a cluster's database");
                return;
            }
            ["playground", rest @ ..] => ("playground", rest),
            ["sql", ..] => ("sql", words),
            ["aws"] => return self.services(world.edition),
            ["aws", "rds", "wait", rest @ ..] => ("rds wait", rest),
            ["aws", name, rest @ ..] => (*name, rest),
            _ => return,
        };
        let Some(service) = model::service(service, world.edition) else { return };
        let Some((name, rest)) = rest.split_first() else { return self.commands(service) };
        let Some(operation) = service.operation(name) else { return };
        let option = rest.last().filter(|word| word.starts_with("--") && !self.prefix.starts_with('-'));
        let param = match option {
            Some(option) => {
                operation.params().find(|param| option.strip_prefix("--") == Some(&*kebab(param.name)))
            }
            None => operation.params().find(|param| param.positional && rest.is_empty()),
        };
        match (option, param) {
            (_, Some(param)) if param.shape != Shape::Flag => {
                self.values(operation, param, world, &LineScope::of(words));
            }
            (Some(&"--region"), _) => self.all(&REGIONS, ""),
            (Some(&"--profile"), _) => {
                for profile in &PROFILES {
                    self.add(&profile.name, &profile.may);
                }
            }
            (Some(&"--output"), _) => self.all(&["json", "text", "table", "yaml"], ""),
            (Some(&"--query"), _) => {}
            _ => self.options(operation, rest),
        }
    }

    fn services(&mut self, edition: Edition) {
        for service in model::services(edition) {
            if !model::is_program(service.name) {
                self.add(&service.name, &service.about);
            }
        }
        self.help();
    }

    fn help(&mut self) {
        self.add(&"help", &"what can be typed here");
    }

    fn commands(&mut self, service: &Service) {
        for operation in &service.operations {
            self.add(&operation.cli_name(), &operation.about);
        }
        if let Some(waiters) = model::waiters(service) {
            self.add(&"wait", &waiters.about);
        }
        self.help();
    }

    /// Offers the options that are not typed yet: those that the model reads, required ones first, then the
    /// global ones.
    fn options(&mut self, operation: &Operation, typed: &[&str]) {
        for required in [true, false] {
            for param in operation.params() {
                if param.required != required || param.fate != Fate::Read || param.positional {
                    continue;
                }
                let about = if required { "required" } else { "" };
                let name = kebab(param.name);
                self.add(&format!("--{name}"), &about);
                if param.shape == Shape::Flag {
                    self.add(&format!("--no-{name}"), &about);
                }
            }
        }
        self.all(&FIRST, "for any command");
        for name in global_names() {
            if !FIRST.contains(&name) {
                self.add(&name, &"for any command");
            }
        }
        self.items.retain(|item| !typed.contains(&item.text.as_str()));
    }

    /// The values that an option can have.
    fn values(&mut self, operation: &Operation, param: &Member, world: &World, place: &LineScope) {
        self.all(&param.modelled(world.edition), "");
        let fixed: &[&str] = match param.name {
            "Engine" if operation.edition >= Edition::Y2026 => &["aurora-mysql", "aurora-postgresql"],
            "Engine" => &["aurora-mysql", "aurora-postgresql", "aurora"],
            "DBInstanceClass" => &["db.r5.large", "db.r5.xlarge", "db.t3.medium", "db.t2.micro"],
            "StorageType" => &["aurora", "aurora-iopt1"],
            "AttributeName" => &["restore"],
            "RestoreType" => &["full-copy", "copy-on-write"],
            "SourceType" if param.choices.is_empty() => &["db-cluster", "db-cluster-snapshot", "db-instance"],
            "Duration" if param.shape != Shape::Integer => &["10m", "1h", "1d", "7d"],
            "PrimaryRegion" | "ReplicaRegion" | "SourceRegion" => &REGIONS,
            _ => &[],
        };
        self.all(fixed, "");
        self.existing(operation, param.name, world, place);
        self.of_iam(operation, param.name, world, place);
    }

    /// Offers names and ARNs of roles, users and managed policies, unless the option names a new one.
    fn of_iam(&mut self, operation: &Operation, name: &str, world: &World, place: &LineScope) {
        let new = ["CreateRole", "CreateUser"].contains(&operation.name);
        for (_, role) in &world.roles {
            let own = role.named.account == place.account;
            match name {
                "RoleName" if own && !new => self.add(&role.named.name, &""),
                "RoleArn" => self.add(&role.principal(), &""),
                _ => {}
            }
        }
        if name == "UserName" && !new {
            for profile in PROFILES.iter().filter(|profile| profile.account == place.account) {
                self.add(&profile.user, &profile.may);
            }
            for (_, user) in world.users.iter().filter(|((account, _), _)| *account == place.account) {
                self.add(&user.named.name, &"");
            }
        }
        if name == "PolicyArn" {
            for (arn, _) in &world.managed_policies {
                self.add(&arn.text(), &"");
            }
            for policy in aws_managed::all(world.edition) {
                self.add(&policy.arn.text(), &"");
            }
        }
    }

    /// Offers names of existing resources, unless the option names a new one.
    fn existing(&mut self, operation: &Operation, name: &str, world: &World, place: &LineScope) {
        let new = match operation.name {
            "CreateDBClusterSnapshot" => name == "DBClusterSnapshotIdentifier",
            "CreateDBInstance" => name == "DBInstanceIdentifier",
            "CreateAlias" => name == "AliasName",
            "CreateDBCluster" | "RestoreDBClusterFromSnapshot" | "RestoreDBClusterToPointInTime" => {
                name == "DBClusterIdentifier"
            }
            "CreateGlobalCluster" => name == "GlobalClusterIdentifier",
            _ => {
                let there = ["TargetKeyId", "TargetDBInstanceIdentifier", "TargetDbClusterIdentifier"]
                    .contains(&name);
                ["Target", "Final", "New"].iter().any(|word| name.starts_with(word)) && !there
            }
        };
        if new {
            return;
        }
        if name.ends_with("KeyId") || name == "AliasName" {
            for (arn, alias) in &world.aliases {
                if place.is(arn.account, arn.region) && name != "TargetKeyId" {
                    self.add(&arn.id, &alias.target.id);
                }
            }
        }
        if name.ends_with("KeyId") {
            for (arn, key) in &world.keys {
                if place.is(arn.account, arn.region) {
                    self.add(&arn.id, &key.description);
                }
            }
        }
        if (name.ends_with("DBClusterIdentifier") && operation.name != "CreateGlobalCluster")
            || name == "DBClusterAutomatedBackup"
        {
            for (arn, cluster) in &world.clusters {
                if place.is(arn.account, arn.region) {
                    self.add(&arn.id, &cluster.status.name());
                }
            }
        }
        if name == "GlobalClusterIdentifier" {
            for global in world.global_clusters_of(place.account) {
                self.add(&global.arn.id, &global.status());
            }
        }
        // Those that are named by ARN, whichever Region they are in.
        if matches!(
            name,
            "ReplicationSourceIdentifier"
                | "SourceDBClusterIdentifier"
                | "DbClusterIdentifier"
                | "TargetDbClusterIdentifier"
        ) {
            for (arn, cluster) in &world.clusters {
                if arn.account == place.account {
                    self.add(arn, &cluster.status.name());
                }
            }
        }
        if matches!(name, "ResourceArn" | "ResourceName") {
            for (arn, cluster) in &world.clusters {
                if place.is(arn.account, arn.region) {
                    self.add(arn, &cluster.status.name());
                }
            }
        }
        if name == "SourceArn" {
            for (arn, snapshot) in &world.snapshots {
                if place.is(arn.account, arn.region) {
                    self.add(arn, &snapshot.status.name());
                }
            }
        }
        if name.ends_with("SnapshotIdentifier") {
            for (arn, snapshot) in &world.snapshots {
                if place.is(arn.account, arn.region) {
                    self.add(&arn.id, &snapshot.status.name());
                } else if arn.account == place.account || snapshot.shared_with.contains(&place.account) {
                    self.add(arn, &snapshot.status.name());
                }
            }
        }
        if name == "LogFileName" {
            let instance = place.instance.as_ref().and_then(|arn| world.instances.get(arn));
            for name in instance.map(|instance| log_files::names(world, instance)).unwrap_or_default() {
                self.add(&name, &"");
            }
        }
        if name.ends_with("DBInstanceIdentifier") {
            for (arn, instance) in &world.instances {
                if place.is(arn.account, arn.region) {
                    self.add(&arn.id, &instance.status.name());
                }
            }
        }
    }
}

/// The account and the Region of a line.
struct LineScope {
    account: AccountId,
    region: Region,
    /// The instance that the line names.
    instance: Option<InstanceArn>,
}

impl LineScope {
    fn of(words: &[&str]) -> Self {
        let after = |option: &str| {
            let at = words.iter().position(|word| *word == option)?;
            words.get(at + 1).copied()
        };
        let profile = PROFILES.iter().find(|profile| Some(profile.name) == after("--profile"));
        let account =
            profile.or(PROFILES.first()).map_or(AccountId::from_number(0), |profile| profile.account);
        let region = after("--region").and_then(|name| Region::parse(name).ok()).unwrap_or(Region::DEFAULT);
        let id = after("--db-instance-identifier").and_then(|name| InstanceId::parse(name).ok());
        Self { account, region, instance: id.map(|id| InstanceArn { account, region, id }) }
    }

    fn is(&self, account: AccountId, region: Region) -> bool {
        account == self.account && region == self.region
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
            ("", vec!["aws", "playground", "sql"]),
            ("pl", vec!["playground"]),
            ("aws k", vec!["kms"]),
            ("aws rds wa", vec!["wait"]),
            ("aws rds wait db-cluster-a", vec!["db-cluster-available"]),
            ("aws kms re-encrypt --dest", vec!["--destination-key-id", "--destination-encryption-context"]),
            ("aws rds create-db-cluster --engine aurora-p", vec!["aurora-postgresql"]),
            ("aws rds create-db-cluster --storage-e", vec!["--storage-encrypted"]),
            ("aws kms list-keys --region eu-west-", vec!["eu-west-1", "eu-west-2", "eu-west-3"]),
            ("K=$(aws sts ", vec!["assume-role", "get-caller-identity", "help"]),
            ("K=$(aw", vec!["aws"]),
            ("aws kms list-keys\naws sts ", vec!["assume-role", "get-caller-identity", "help"]),
            ("aws iam put-user-policy --user-name ", vec!["admin", "dev"]),
            ("aws iam get-role --role-name ", vec![]),
            ("aws \\\n  sts ", vec!["assume-role", "get-caller-identity", "help"]),
            ("playground wait 1", vec!["10m", "1h", "1d"]),
            ("aws kms create-key --key-usage ", vec!["SIGN_VERIFY", "ENCRYPT_DECRYPT"]),
            ("aws kms create-key --customer-master-key-spec HM", vec![]),
            ("aws rds create-db-cluster --storage-encrypted --kms", vec!["--kms-key-id"]),
            ("aws rds create-db-cluster --db-cluster-identifier ", vec![]),
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
    fn kinds_of_keys_are_those_of_the_edition() {
        let world = World::new(Seed([1; 16]), Edition::Y2026);
        let offered = |line: &str| complete(line, line.len(), &world).items.len();
        assert_eq!(offered("aws kms create-key --key-usage "), 4);
        assert_eq!(offered("aws kms create-key --key-spec HMAC_2"), 2);
        assert_eq!(offered("aws kms replicate-key --replica-region eu-west-"), 3);
    }

    #[test]
    fn the_word_at_the_cursor_is_replaced() {
        let world = World::new(Seed([1; 16]), Edition::Y2020);
        let found = complete("aws km --region x", 6, &world);
        assert_eq!((found.start, found.items.len()), (4, 1));
        assert_eq!(complete("K=$(aw", 6, &world).start, 4);
    }
}
