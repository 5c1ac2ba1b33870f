//! Goals in words: the options of `playground plan`.

use playground_core::env::Time;
use playground_core::ids::{
    AccountId, AliasArn, ClusterArn, ClusterId, KeyArn, KeyRef, Region, SnapshotArn, SnapshotId,
};
use playground_core::world::World;

use crate::goal::{Data, Goal};

/// How `playground plan` is called, and what its options mean.
pub const USAGE: &str = "  playground plan --goal <goal> [--db-cluster-identifier <cluster> …]
      [--db-cluster-snapshot-identifier <snapshot>] [--kms-key-id <key>]
      [--to-region <region>] [--to-account <account>] [--restore-to-time <time>]
      [--as <form>] [--way <number>]

Goals, and the options that they need:
  encrypted          clusters, under a key of the account or under --kms-key-id
  another-key        clusters, under another key or under --kms-key-id
  another-region     clusters, in --to-region
  another-account    clusters, in --to-account
  readable           a cluster or a snapshot, that --to-account can restore
  restored           a cluster, as it was at --restore-to-time
  recovered          a cluster whose key was lost, or that was deleted
  unused-key         --kms-key-id, under which nothing is any more

Clusters are named by identifier or ARN; all means those of the account and
Region. Each step was tried on a copy of the world, which stays as it is.

What plans are written as, by --as <form>; keep it by > FILE:
  commands           every plan, step by step, if nothing is said
  table              the plans beside each other
  markdown           a runbook of the first plan, or of that by --way <number>
  script             the same for bash and the real AWS CLI
  scenario           the same to step through here
";

/// The names of the goals.
pub const GOALS: [&str; 8] = [
    "encrypted",
    "another-key",
    "another-region",
    "another-account",
    "readable",
    "restored",
    "recovered",
    "unused-key",
];

/// The options.
pub const OPTIONS: [&str; 7] = [
    "--goal",
    "--db-cluster-identifier",
    "--db-cluster-snapshot-identifier",
    "--kms-key-id",
    "--to-region",
    "--to-account",
    "--restore-to-time",
];

/// Where names without an account and a Region belong to.
#[derive(Clone, Copy, Debug)]
pub struct Home {
    /// The account.
    pub account: AccountId,
    /// The Region.
    pub region: Region,
}

/// Values by option.
struct Given<'a> {
    world: &'a World,
    home: Home,
    values: Vec<(&'static str, Vec<&'a str>)>,
}

/// The goal that words ask for; else what is wrong with them.
pub fn goal_of(words: &[String], world: &World, home: Home) -> Result<Goal, String> {
    let mut values: Vec<(&'static str, Vec<&str>)> = Vec::new();
    for word in words {
        if word.starts_with("--") {
            let Some(option) = OPTIONS.into_iter().find(|option| option == word) else {
                return Err([word, " is no option of it. There are ", &OPTIONS.join(", ")].concat());
            };
            if values.iter().any(|(known, _)| *known == option) {
                return Err([option, " is there twice"].concat());
            }
            values.push((option, Vec::new()));
        } else if let Some((_, list)) = values.last_mut() {
            list.push(word);
        } else {
            return Err([word, " is no option of it. Begin with --goal"].concat());
        }
    }
    let given = Given { world, home, values };
    let goal = given.goal()?;
    given.all_used(&goal)?;
    Ok(goal)
}

impl Given<'_> {
    fn goal(&self) -> Result<Goal, String> {
        let name = self.needed("--goal")?;
        Ok(match name {
            "encrypted" => Goal::Encrypted { clusters: self.clusters()?, key: self.key()? },
            "another-key" => Goal::UnderAnotherKey { clusters: self.clusters()?, key: self.key()? },
            "another-region" => {
                let region = self.needed("--to-region")?;
                let region = Region::parse(region).map_err(|error| error.to_string())?;
                Goal::InRegion { clusters: self.clusters()?, region, key: self.key_in(region)? }
            }
            "another-account" => {
                let (clusters, account) = (self.clusters()?, self.account()?);
                Goal::InAccount { clusters, account, key: self.key()? }
            }
            "readable" => Goal::ReadableBy { data: self.data()?, account: self.account()? },
            "restored" => {
                let text = self.needed("--restore-to-time")?;
                let wrong = || [text, " is no time. Write it as 2026-11-28T12:00:00Z"].concat();
                Goal::RestoredTo { cluster: self.cluster()?, time: Time::parse(text).ok_or_else(wrong)? }
            }
            "recovered" => Goal::Recovered { cluster: self.cluster()? },
            "unused-key" => {
                let key = self.key()?.ok_or("--kms-key-id is needed")?;
                Goal::NoLongerNeeded { key, instead: None }
            }
            other => return Err([other, " is no goal. There are ", &GOALS.join(", ")].concat()),
        })
    }

    /// Refuses an option that the goal doesn't have.
    fn all_used(&self, goal: &Goal) -> Result<(), String> {
        let takes: &[&str] = match goal {
            Goal::Encrypted { .. } | Goal::UnderAnotherKey { .. } => {
                &["--db-cluster-identifier", "--kms-key-id"]
            }
            Goal::InRegion { .. } => &["--db-cluster-identifier", "--kms-key-id", "--to-region"],
            Goal::InAccount { .. } => &["--db-cluster-identifier", "--kms-key-id", "--to-account"],
            Goal::ReadableBy { .. } => {
                &["--db-cluster-identifier", "--db-cluster-snapshot-identifier", "--to-account"]
            }
            Goal::RestoredTo { .. } => &["--db-cluster-identifier", "--restore-to-time"],
            Goal::Recovered { .. } => &["--db-cluster-identifier"],
            Goal::NoLongerNeeded { .. } => &["--kms-key-id"],
        };
        let unused =
            |(option, _): &&(&'static str, Vec<&str>)| *option != "--goal" && !takes.contains(option);
        match self.values.iter().find(unused) {
            Some((option, _)) => Err(["this goal has no option ", option].concat()),
            None => Ok(()),
        }
    }

    fn list(&self, option: &str) -> Option<&[&str]> {
        let (_, list) = self.values.iter().find(|(known, _)| *known == option)?;
        Some(list)
    }

    fn one(&self, option: &str) -> Result<Option<&str>, String> {
        match self.list(option) {
            None => Ok(None),
            Some([one]) => Ok(Some(one)),
            Some(_) => Err([option, " takes one value"].concat()),
        }
    }

    fn needed(&self, option: &str) -> Result<&str, String> {
        self.one(option)?.ok_or_else(|| [option, " is needed"].concat())
    }

    fn account(&self) -> Result<AccountId, String> {
        AccountId::parse(self.needed("--to-account")?).map_err(|error| error.to_string())
    }

    fn clusters(&self) -> Result<Vec<ClusterArn>, String> {
        match self.list("--db-cluster-identifier") {
            None | Some([]) => Err(String::from("--db-cluster-identifier is needed")),
            Some(["all"]) => {
                let here =
                    |arn: &&ClusterArn| (arn.account, arn.region) == (self.home.account, self.home.region);
                Ok(self.world.clusters.keys().filter(here).cloned().collect())
            }
            Some(names) => names.iter().map(|name| self.cluster_named(name)).collect(),
        }
    }

    fn cluster(&self) -> Result<ClusterArn, String> {
        self.cluster_named(self.needed("--db-cluster-identifier")?)
    }

    fn cluster_named(&self, name: &str) -> Result<ClusterArn, String> {
        if let Ok(arn) = ClusterArn::parse(name) {
            return Ok(arn);
        }
        let id = ClusterId::parse(name).map_err(|error| error.to_string())?;
        Ok(ClusterArn { account: self.home.account, region: self.home.region, id })
    }

    fn data(&self) -> Result<Data, String> {
        let snapshot = self.one("--db-cluster-snapshot-identifier")?;
        match (self.list("--db-cluster-identifier"), snapshot) {
            (Some(_), None) => Ok(Data::Cluster(self.cluster()?)),
            (None, Some(name)) => {
                if let Ok(arn) = SnapshotArn::parse(name) {
                    return Ok(Data::Snapshot(arn));
                }
                let id = SnapshotId::parse(name).map_err(|error| error.to_string())?;
                let Home { account, region } = self.home;
                Ok(Data::Snapshot(SnapshotArn { account, region, id }))
            }
            (Some(_), Some(_)) | (None, None) => Err(String::from(
                "it needs either --db-cluster-identifier or --db-cluster-snapshot-identifier",
            )),
        }
    }

    fn key(&self) -> Result<Option<KeyArn>, String> {
        self.key_in(self.home.region)
    }

    /// The key that is named, in this Region unless its ARN says otherwise.
    fn key_in(&self, region: Region) -> Result<Option<KeyArn>, String> {
        let Some(text) = self.one("--kms-key-id")? else { return Ok(None) };
        let account = self.home.account;
        let alias = |arn: AliasArn| {
            let found = self.world.aliases.get(&arn).map(|alias| alias.target.clone());
            found.ok_or_else(|| ["there is no ", &arn.to_string()].concat())
        };
        Ok(Some(match KeyRef::parse(text) {
            KeyRef::Id(id) => KeyArn { account, region, id },
            KeyRef::Arn(arn) => arn,
            KeyRef::AliasName(id) => alias(AliasArn { account, region, id })?,
            KeyRef::AliasArn(arn) => alias(arn)?,
            KeyRef::Malformed(text) => return Err([&*text, " is no key"].concat()),
        }))
    }
}
