//! Goals in words: the options of `playground plan`.

use playground_core::env::Time;
use playground_core::ids::{
    AccountId, AliasArn, ClusterArn, ClusterId, KeyArn, KeyRef, Region, SnapshotArn, SnapshotId,
};
use playground_core::world::World;

use crate::goal::{Data, Goal, Setting};

/// For how many days backups are kept if nothing is said.
const BACKUPS: u8 = 7;

/// How `playground plan` is called, and what its options mean.
pub const USAGE: &str = "  playground plan --goal <goal> [--db-cluster-identifier <cluster> …]
      [--db-cluster-snapshot-identifier <snapshot>] [--kms-key-id <key>]
      [--to-region <region>] [--to-account <account>] [--restore-to-time <time>]
      [--instead <key>] [--backup-retention-period <days>]
      [--as <form>] [--way <number>]

Goals, and the options that they need:
  encrypted          clusters, under a key of the account or under --kms-key-id
  another-key        clusters, under another key or under --kms-key-id
  another-region     clusters, in --to-region
  another-account    clusters, in --to-account
  readable           a cluster or a snapshot that --to-account can restore
  restored           a cluster, as it was at --restore-to-time
  recovered          a cluster whose key was lost, or that was deleted
  unused-key         --kms-key-id no longer encrypts anything: its data is under
                     another key or --instead
  copy-in-region     clusters, with a copy of a snapshot in --to-region
  snapshot-key       a snapshot, replaced by a copy under another key or under
                     --kms-key-id
  longer-backups     clusters, with backups kept for 7 days or for
                     --backup-retention-period
  not-public         a snapshot that is no longer public
  usable-key         --kms-key-id is enabled
  rotated-key        --kms-key-id is rotated automatically

Use --finding <finding> instead of --goal to plan for everything that has the
finding, in every account and Region of the imported files. Findings are named
as in the report, such as unencrypted-cluster; options are those of the goal.

Clusters are named by identifier or ARN; all means those of the account and
Region. Each step is tried on a copy of the world, which doesn't change.

Output formats for --as <form>; save one with > FILE:
  commands           every plan, step by step (the default)
  table              the plans side by side
  markdown           a runbook of the first plan, or of plan --way <number>
  script             the same for bash and the real AWS CLI
  scenario           the same to step through here
";

/// The names of the goals.
pub const GOALS: [&str; 14] = [
    "encrypted",
    "another-key",
    "another-region",
    "another-account",
    "readable",
    "restored",
    "recovered",
    "unused-key",
    "copy-in-region",
    "snapshot-key",
    "longer-backups",
    "not-public",
    "usable-key",
    "rotated-key",
];

/// The options.
pub const OPTIONS: [&str; 9] = [
    "--goal",
    "--db-cluster-identifier",
    "--db-cluster-snapshot-identifier",
    "--kms-key-id",
    "--to-region",
    "--to-account",
    "--restore-to-time",
    "--instead",
    "--backup-retention-period",
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
                return Err([word, " isn't an option. The options are ", &OPTIONS.join(", ")].concat());
            };
            if values.iter().any(|(known, _)| *known == option) {
                return Err([option, " is given twice"].concat());
            }
            values.push((option, Vec::new()));
        } else if let Some((_, list)) = values.last_mut() {
            list.push(word);
        } else {
            return Err([word, " isn't an option. Start with --goal"].concat());
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
                let region = self.region()?;
                Goal::InRegion {
                    clusters: self.clusters()?,
                    region,
                    key: self.key_in("--kms-key-id", region)?,
                }
            }
            "another-account" => {
                let (clusters, account) = (self.clusters()?, self.account()?);
                Goal::InAccount { clusters, account, key: self.key()? }
            }
            "readable" => Goal::ReadableBy { data: self.data()?, account: self.account()? },
            "restored" => {
                let text = self.needed("--restore-to-time")?;
                let wrong = || [text, " isn't a time. Write it as 2026-11-28T12:00:00Z"].concat();
                Goal::RestoredTo { cluster: self.cluster()?, time: Time::parse(text).ok_or_else(wrong)? }
            }
            "recovered" => Goal::Recovered { cluster: self.cluster()? },
            "unused-key" => {
                let key = self.needed_key()?;
                let instead = self.key_in("--instead", self.home.region)?;
                if instead.as_ref() == Some(&key) {
                    return Err(String::from("--instead and --kms-key-id are the same key"));
                }
                Goal::NoLongerNeeded { key, instead }
            }
            "copy-in-region" => {
                let region = self.region()?;
                let key = self.key_in("--kms-key-id", region)?;
                Goal::CopyIn { clusters: self.clusters()?, region, key }
            }
            "snapshot-key" => Goal::SnapshotsUnder { snapshots: vec![self.snapshot()?], key: self.key()? },
            "longer-backups" => {
                let days = self.days()?;
                let kept = self.clusters()?.into_iter().map(|arn| Setting::BackupsKept(arn, days));
                Goal::Set(kept.collect())
            }
            "not-public" => Goal::Set(vec![Setting::NotPublic(self.snapshot()?)]),
            "usable-key" => Goal::Set(vec![Setting::Usable(self.needed_key()?)]),
            "rotated-key" => Goal::Set(vec![Setting::Rotated(self.needed_key()?)]),
            other => return Err([other, " isn't a goal. The goals are ", &GOALS.join(", ")].concat()),
        })
    }

    /// Refuses an option that the goal doesn't have.
    fn all_used(&self, goal: &Goal) -> Result<(), String> {
        const CLUSTERS: &str = "--db-cluster-identifier";
        const SNAPSHOT: &str = "--db-cluster-snapshot-identifier";
        const KEY: &str = "--kms-key-id";
        let takes: &[&str] = match goal {
            Goal::Encrypted { .. } | Goal::UnderAnotherKey { .. } => &[CLUSTERS, KEY],
            Goal::InRegion { .. } | Goal::CopyIn { .. } => &[CLUSTERS, KEY, "--to-region"],
            Goal::InAccount { .. } => &[CLUSTERS, KEY, "--to-account"],
            Goal::ReadableBy { .. } => &[CLUSTERS, SNAPSHOT, "--to-account"],
            Goal::RestoredTo { .. } => &[CLUSTERS, "--restore-to-time"],
            Goal::Recovered { .. } => &[CLUSTERS],
            Goal::NoLongerNeeded { .. } => &[KEY, "--instead"],
            Goal::SnapshotsUnder { .. } => &[SNAPSHOT, KEY],
            Goal::Set(settings) => match settings.first() {
                Some(Setting::BackupsKept(..)) | None => &[CLUSTERS, "--backup-retention-period"],
                Some(Setting::NotPublic(_)) => &[SNAPSHOT],
                Some(Setting::Usable(_) | Setting::Rotated(_)) => &[KEY],
            },
            Goal::Each(_) => &[],
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

    fn region(&self) -> Result<Region, String> {
        Region::parse(self.needed("--to-region")?).map_err(|error| error.to_string())
    }

    /// For how many days backups are to be kept: as RDS takes it.
    fn days(&self) -> Result<u8, String> {
        let option = "--backup-retention-period";
        let Some(text) = self.one(option)? else { return Ok(BACKUPS) };
        let days = text.parse().ok().filter(|days| (1..=35).contains(days));
        days.ok_or_else(|| [option, " must be 1 to 35, not ", text].concat())
    }

    fn needed_key(&self) -> Result<KeyArn, String> {
        self.key()?.ok_or_else(|| String::from("--kms-key-id is needed"))
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

    fn snapshot(&self) -> Result<SnapshotArn, String> {
        self.snapshot_named(self.needed("--db-cluster-snapshot-identifier")?)
    }

    fn snapshot_named(&self, name: &str) -> Result<SnapshotArn, String> {
        if let Ok(arn) = SnapshotArn::parse(name) {
            return Ok(arn);
        }
        let id = SnapshotId::parse(name).map_err(|error| error.to_string())?;
        let Home { account, region } = self.home;
        Ok(SnapshotArn { account, region, id })
    }

    fn data(&self) -> Result<Data, String> {
        let snapshot = self.one("--db-cluster-snapshot-identifier")?;
        match (self.list("--db-cluster-identifier"), snapshot) {
            (Some(_), None) => Ok(Data::Cluster(self.cluster()?)),
            (None, Some(name)) => self.snapshot_named(name).map(Data::Snapshot),
            (Some(_), Some(_)) | (None, None) => Err(String::from(
                "either --db-cluster-identifier or --db-cluster-snapshot-identifier is needed",
            )),
        }
    }

    fn key(&self) -> Result<Option<KeyArn>, String> {
        self.key_in("--kms-key-id", self.home.region)
    }

    /// The key that an option names, in this Region unless its ARN says otherwise.
    fn key_in(&self, option: &str, region: Region) -> Result<Option<KeyArn>, String> {
        let Some(text) = self.one(option)? else { return Ok(None) };
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
            KeyRef::Malformed(text) => return Err([&*text, " isn't a key"].concat()),
        }))
    }
}
