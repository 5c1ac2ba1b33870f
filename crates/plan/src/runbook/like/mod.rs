//! A world like the one that a plan was found for, made by commands, so that a scenario can begin with it. A scenario's
//! world begins empty, with other ids; and nothing that a file says of contents, ids or times can be put into it.
//!
//! Here: which commands make the clusters, snapshots and keys that a plan names, and what is not alike. Not here: the plan's
//! own commands.

mod keys;
mod named;

use playground_core::edition::Edition;
use playground_core::ids::{AccountId, ClusterArn, ClusterId, KeyArn, Principal, Region, SnapshotArn};
use playground_core::kms::key::KeyManager;
use playground_core::profile::{PROFILES, Profile};
use playground_core::rds::cluster::{Cluster, StorageEncryptionType};
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::snapshot::Snapshot;
use playground_core::world::World;

use crate::goal::Goal;
use crate::plan::Plan;
use crate::runbook::command::{Command, Writing, profile_of};
use named::{Named, add};

/// As many clusters and snapshots can be in a scenario's world.
const MOST: usize = 12;

/// The playground's time before AWS began to encrypt every new cluster, and after it (rule N04).
const BEFORE_DEFAULT: &str = "playground set-clock 2026-02-10T09:00:00Z";
const UNTIL_DEFAULT: &str = "playground wait 20d";

/// How a world is made that is like another, as far as a plan is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// The lines of the playground's shell that make it.
    pub lines: Vec<String>,
    /// What is not alike, a sentence each.
    pub unlike: Vec<String>,
    /// What stands in the place of another text in the plan's commands: accounts and keys.
    pub(in crate::runbook) instead: Vec<(String, String)>,
    /// The variables that hold the ids of its keys.
    pub(in crate::runbook) variables: Vec<String>,
}

/// The commands for a world like that one. The error says why there are none.
pub(in crate::runbook) fn likeness(world: &World, plan: &Plan) -> Result<Likeness, String> {
    let named = Named::of(world, plan);
    if named.clusters.len() + named.snapshots.len() > MOST {
        return Err(format!(
            "The plan has {} clusters and snapshots, and a scenario can have at most {MOST}. Plan for fewer of them.",
            named.clusters.len() + named.snapshots.len()
        ));
    }
    if let Some(automated) = named.snapshots.iter().find(|arn| arn.id.is_automated()) {
        return Err(format!(
            "The plan starts with the automated snapshot {}, whose name contains the time when it was taken, so a new world can't have it.",
            automated.id
        ));
    }
    if let Some(arn) = named.clusters.iter().find(|arn| is_global(world, arn)) {
        return Err(format!("{} is in a global database, which a scenario can't set up.", arn.id));
    }
    let mut making = Making {
        world,
        accounts: accounts(world, plan, &named)?,
        lines: Vec::new(),
        unlike: Vec::new(),
        instead: Vec::new(),
        variables: Vec::new(),
        made: Vec::new(),
    };
    making.all(&named);
    let Making { lines, unlike, instead, variables, .. } = making;
    Ok(Likeness { lines, unlike, instead, variables })
}

fn is_global(world: &World, arn: &ClusterArn) -> bool {
    let members = world.global_clusters.values().filter_map(|global| global.members.as_ref());
    members.into_iter().any(|members| members.primary == *arn || members.secondaries.contains(arn))
}

/// The profile of the playground that stands for each account.
fn accounts(world: &World, plan: &Plan, named: &Named) -> Result<Vec<(AccountId, &'static Profile)>, String> {
    let mut all: Vec<AccountId> = Vec::new();
    let steps = plan.steps.iter().filter_map(|step| step.action.step());
    let callers = steps.filter_map(|step| step.request().who.account());
    let clusters = named.clusters.iter().map(|arn| arn.account);
    let snapshots = named.snapshots.iter().map(|arn| arn.account);
    let keys = named.keys.iter().filter(|arn| world.keys.contains_key(*arn)).map(|arn| arn.account);
    for account in callers.chain(clusters).chain(snapshots).chain(keys) {
        add(&mut all, &account);
    }
    for account in plan.goal.each().into_iter().filter_map(Goal::to) {
        add(&mut all, &account);
    }
    let admins = || PROFILES.iter().filter(|profile| profile.user == "admin");
    let own = |account: AccountId| admins().find(|profile| profile.account == account);
    let mut free = admins().filter(|profile| !all.contains(&profile.account));
    let count = all.len();
    let pairs = all.iter().map(|account| {
        let account = *account;
        let profile = own(account).or_else(|| free.next());
        profile.map(|profile| (account, profile))
    });
    pairs
        .collect::<Option<_>>()
        .ok_or_else(|| format!("The plan has {count} accounts, and the playground has {}.", admins().count()))
}

struct Making<'a> {
    world: &'a World,
    accounts: Vec<(AccountId, &'static Profile)>,
    lines: Vec<String>,
    unlike: Vec<String>,
    instead: Vec<(String, String)>,
    variables: Vec<String>,
    /// The clusters that are made.
    made: Vec<ClusterArn>,
}

impl Making<'_> {
    fn all(&mut self, named: &Named) {
        let others = self.accounts.iter().filter(|(account, profile)| *account != profile.account);
        let instead = others.map(|(account, profile)| (account.to_string(), profile.account.to_string()));
        self.instead = instead.collect();
        let plain = named.clusters.iter().any(|arn| self.is_plain(arn));
        let then = self.world.edition == Edition::Y2026 && plain;
        if then {
            self.lines.push(BEFORE_DEFAULT.into());
        }
        for arn in &named.keys {
            self.key(arn);
        }
        let (first, later): (Vec<&ClusterArn>, Vec<&ClusterArn>) =
            named.clusters.iter().partition(|arn| !then || self.is_plain(arn));
        for arn in first {
            self.cluster(arn);
        }
        if then {
            self.lines.push(UNTIL_DEFAULT.into());
        }
        for arn in later {
            self.cluster(arn);
        }
        for arn in &named.snapshots {
            self.snapshot(arn);
        }
        for arn in &named.keys {
            self.managed(arn);
        }
        for arn in &named.keys {
            self.key_state(arn, &named.clusters);
        }
        for arn in &named.clusters {
            self.cluster_state(arn);
        }
        if !named.clusters.is_empty() {
            self.unlike
                .push("The clusters are empty, and their IDs, keys and times are this world's.".into());
        }
    }

    fn is_plain(&self, arn: &ClusterArn) -> bool {
        let key =
            self.world.clusters.get(arn).map(|cluster| StorageEncryptionType::of(cluster.encryption.key()));
        key == Some(StorageEncryptionType::None)
    }

    fn who(&self, account: AccountId) -> Principal {
        let known = self.accounts.iter().find(|(known, _)| *known == account);
        known.map_or(Principal::Root(account), |(_, profile)| profile.principal())
    }

    fn send(&self, call: &str, account: AccountId, region: Region) -> Command {
        Command::plain(call, &self.who(account), region)
    }

    /// Writes a command that makes something; of its answer nothing is shown.
    fn push(&mut self, command: &Command) {
        let line = self.writing().line(command);
        self.lines.push(if command.keeps.is_some() { line } else { [&line, " > /dev/null"].concat() });
    }

    /// Writes a waiter, which prints nothing.
    fn wait(&mut self, call: &str, words: &[&str], at: (AccountId, Region)) {
        let wait = self.send(call, at.0, at.1).with(words);
        let line = self.writing().line(&wait);
        self.lines.push(line);
    }

    fn writing(&self) -> Writing<'_> {
        Writing { variables: &self.variables, profile: &profile_of, instead: &self.instead }
    }

    /// The words that say how something is encrypted.
    fn encryption(&self, key: Option<&KeyArn>) -> Vec<String> {
        match key {
            None => Vec::new(),
            Some(key) if key.is_aws_owned() => Vec::new(),
            Some(key) => vec!["--kms-key-id".into(), self.call_key(key)],
        }
    }

    fn call_key(&self, arn: &KeyArn) -> String {
        let managed = self.world.keys.get(arn).is_some_and(|key| key.manager == KeyManager::Aws);
        if managed { "alias/aws/rds".into() } else { arn.id.to_string() }
    }

    fn new_cluster(
        &mut self,
        id: &ClusterId,
        at: (AccountId, Region),
        engine: &str,
        key: Option<&KeyArn>,
        more: &[String],
    ) {
        let mut words: Vec<String> =
            ["--db-cluster-identifier", id.as_str(), "--engine", engine].map(String::from).into();
        if !more.iter().any(|word| word == "--replication-source-identifier") {
            let user = if engine.ends_with("postgresql") { "postgres" } else { "admin" };
            let master = ["--master-username", user, "--master-user-password", "not-a-secret"];
            words.extend(master.map(String::from));
        }
        let encryption = self.encryption(key);
        if !encryption.is_empty() {
            words.push("--storage-encrypted".into());
        }
        words.extend(encryption);
        words.extend_from_slice(more);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let create = self.send("aws rds create-db-cluster", at.0, at.1).with(&words);
        self.push(&create);
        self.wait("aws rds wait db-cluster-available", &["--db-cluster-identifier", id.as_str()], at);
    }

    fn cluster(&mut self, arn: &ClusterArn) {
        let world = self.world;
        let Some(cluster) = world.clusters.get(arn) else { return };
        self.made.push(arn.clone());
        let at = (arn.account, arn.region);
        let more = settings(cluster);
        self.new_cluster(&arn.id, at, cluster.engine.name(), cluster.encryption.key(), &more);
        for member in cluster.members.iter() {
            let Some(instance) = world.instances.get(member) else { continue };
            let id = member.id.as_str();
            let create = self.send("aws rds create-db-instance", at.0, at.1).with(&[
                "--db-instance-identifier",
                id,
                "--db-cluster-identifier",
                arn.id.as_str(),
                "--engine",
                cluster.engine.name(),
                "--db-instance-class",
                &instance.class,
            ]);
            self.push(&create);
            self.wait("aws rds wait db-instance-available", &["--db-instance-identifier", id], at);
        }
    }

    fn snapshot(&mut self, arn: &SnapshotArn) {
        let world = self.world;
        let Some(snapshot) = world.snapshots.get(arn) else { return };
        let at = (arn.account, arn.region);
        let of = ClusterArn { account: arn.account, region: arn.region, id: snapshot.cluster.clone() };
        let there = world.clusters.get(&of);
        let same = there.is_some_and(|cluster| cluster.encryption.key() == snapshot.encryption.key());
        if same && !self.made.contains(&of) {
            self.cluster(&of);
        }
        let taken_of = if same { of.id.clone() } else { self.passing_cluster(snapshot) };
        let id = ["--db-cluster-snapshot-identifier", arn.id.as_str()];
        let take = self.send("aws rds create-db-cluster-snapshot", at.0, at.1);
        self.push(&take.with(&["--db-cluster-identifier", taken_of.as_str()]).with(&id));
        self.wait("aws rds wait db-cluster-snapshot-available", &id, at);
        if !same {
            let named = ["--db-cluster-identifier", taken_of.as_str()];
            let delete = self.send("aws rds delete-db-cluster", at.0, at.1).with(&named);
            self.push(&delete.with(&["--skip-final-snapshot"]));
        }
        self.shares(snapshot);
    }

    /// A cluster that is there only for a snapshot of it.
    fn passing_cluster(&mut self, snapshot: &Snapshot) -> ClusterId {
        let stem = snapshot.cluster.as_str();
        let name = ClusterId::parse(&[stem, "-then"].concat());
        let id = name.unwrap_or_else(|_| snapshot.cluster.clone());
        let at = (snapshot.arn.account, snapshot.arn.region);
        self.new_cluster(&id, at, snapshot.engine.name(), snapshot.encryption.key(), &[]);
        self.unlike.push(format!("{} is taken from a new cluster, which is then deleted.", snapshot.arn.id));
        id
    }

    fn shares(&mut self, snapshot: &Snapshot) {
        let known = |account: &&AccountId| self.accounts.iter().any(|(known, _)| known == *account);
        let mut with: Vec<String> =
            snapshot.shared_with.iter().filter(known).map(ToString::to_string).collect();
        if snapshot.public {
            with.push("all".into());
        }
        if with.is_empty() {
            return;
        }
        let words: Vec<&str> = with.iter().map(String::as_str).collect();
        let share = self
            .send("aws rds modify-db-cluster-snapshot-attribute", snapshot.arn.account, snapshot.arn.region)
            .with(&["--db-cluster-snapshot-identifier", snapshot.arn.id.as_str()])
            .with(&["--attribute-name", "restore", "--values-to-add"])
            .with(&words);
        self.push(&share);
    }

    fn cluster_state(&mut self, arn: &ClusterArn) {
        let stopped =
            self.world.clusters.get(arn).is_some_and(|cluster| cluster.status == ClusterStatus::Stopped);
        if stopped {
            let stop = self.send("aws rds stop-db-cluster", arn.account, arn.region);
            self.push(&stop.with(&["--db-cluster-identifier", arn.id.as_str()]));
            self.lines.push("playground wait 1h".into());
        }
    }
}

/// What is said of a new cluster besides its encryption.
fn settings(cluster: &Cluster) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(source) = &cluster.replication_source {
        words.extend(["--replication-source-identifier".into(), source.to_string()]);
        if source.region != cluster.arn.region {
            words.extend(["--source-region".into(), String::from(source.region.as_str())]);
        }
    }
    if cluster.backup_retention > 1 {
        words.extend(["--backup-retention-period".into(), cluster.backup_retention.to_string()]);
    }
    if cluster.deletion_protection {
        words.push("--deletion-protection".into());
    }
    words
}
