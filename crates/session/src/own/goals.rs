//! What takes findings away: the goal of each kind of finding, or why there is none, and that goal for everything that has the
//! finding, in every account and Region of the files. Not here: when there is a finding (`playground-estate`), nor how a goal is
//! reached (`playground-plan`).

use playground_core::ids::{AccountId, ClusterArn, KeyArn, Region, SnapshotArn};
use playground_core::kms::state::KeyState;
use playground_core::rds::snapshot::SnapshotKind;
use playground_core::world::{KeyUse, World};
use playground_estate::{Arn, Estate, Finding, Kind, findings, lets};
use playground_plan::{Data, Goal, Home, goal_of};

use super::planning::Aim;

/// The goal that takes a finding away; where there is none, why.
pub const fn aim_of(kind: Kind) -> Result<Aim, &'static str> {
    match kind {
        Kind::Unencrypted => Ok(Aim::Encrypted),
        Kind::ForeignKey | Kind::AwsManagedKey => Ok(Aim::AnotherKey),
        Kind::UnencryptedSnapshot => Ok(Aim::SnapshotKey),
        Kind::OneRegion => Ok(Aim::CopyInRegion),
        Kind::SharedWithoutKey => Ok(Aim::Readable),
        Kind::Inaccessible => Ok(Aim::Recovered),
        Kind::KeyPendingDeletion | Kind::KeyDisabled => Ok(Aim::UsableKey),
        Kind::PublicSnapshot => Ok(Aim::NotPublic),
        Kind::OneDayOfBackups => Ok(Aim::LongerBackups),
        Kind::NotRotated => Ok(Aim::RotatedKey),
        Kind::UnknownKey => Err("Only the output of aws kms describe-key is missing. Nothing has to change."),
        Kind::UnreadPolicy => {
            Err("Someone has to read the policy. The playground can't tell whether it has to change.")
        }
        Kind::OpenKey => Err(
            "Only you know who should be allowed to use the key. Name them in the policy, and put it with aws kms put-key-policy.",
        ),
        Kind::DoubtfulSharing => Err("Check the snapshot first. Nothing has to change yet."),
        Kind::OneKey => Err(
            "Only you know which clusters belong together. Plan another key for those that need their own.",
        ),
    }
}

/// A finding as `--finding` takes it: its name in reports, in small letters, with hyphens for all else.
pub fn called(kind: Kind) -> String {
    let mut out = String::new();
    for c in kind.name().chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out
}

/// The kinds of findings that have a goal.
pub fn with_a_goal() -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied().filter(|kind| aim_of(*kind).is_ok())
}

/// The kind of that name, if it has a goal.
pub(super) fn kind_called(name: &str) -> Result<Kind, String> {
    let Some(kind) = Kind::ALL.iter().copied().find(|kind| called(*kind) == name) else {
        let all: Vec<String> = with_a_goal().map(called).collect();
        return Err([name, " isn't a finding with a goal. Those are ", &all.join(", ")].concat());
    };
    aim_of(kind).map(|_| kind).map_err(|why| [name, " has no goal: ", why].concat())
}

/// A goal for everything with a finding.
#[derive(Debug)]
pub(super) struct All {
    pub(super) goal: Goal,
    /// What it leaves as it is, and why, a sentence each.
    pub(super) left: Vec<String>,
}

/// The goal for everything with a finding. `words` are the other options of `playground plan`, which each of the goals gets;
/// names in them belong to the account and Region of what has the finding.
pub(super) fn all_with(estate: &Estate, world: &World, kind: Kind, words: &[String]) -> Result<All, String> {
    let aim = aim_of(kind)?;
    let mut making = Making { estate, world, aim, words, goals: Vec::new(), left: Vec::new() };
    let found = findings(estate);
    let found: Vec<&Finding> = found.iter().filter(|finding| finding.kind == kind).collect();
    if found.is_empty() {
        return Err(["nothing has the finding ", &called(kind)].concat());
    }
    for finding in found {
        making.add(&finding.about)?;
    }
    let Making { goals, left, .. } = making;
    if goals.is_empty() {
        return Err(["none of it can be planned for. ", &left.join("\n")].concat());
    }
    Ok(All { goal: Goal::Each(goals), left })
}

struct Making<'a> {
    estate: &'a Estate,
    world: &'a World,
    aim: Aim,
    words: &'a [String],
    goals: Vec<Goal>,
    left: Vec<String>,
}

impl Making<'_> {
    /// The goal for one thing, or why it is left as it is.
    fn add(&mut self, about: &Arn) -> Result<(), String> {
        if let Some(why) = self.left_as_it_is(about) {
            self.left.push([about.as_str(), " doesn't change: ", why, "."].concat());
            return Ok(());
        }
        match self.aim {
            Aim::Readable => {
                if let Some(option) = self.words.first() {
                    return Err(["this finding has no option ", option].concat());
                }
                self.readable(about);
            }
            Aim::AnotherKey if about.resource().starts_with("cluster-snapshot:") => {
                let goal = self.asked(Aim::SnapshotKey, about)?;
                self.goals.push(goal);
            }
            Aim::UsableKey => {
                let goal = self.asked(self.aim, about)?;
                self.goals.push(goal);
                self.goals.extend(lost_with(self.world, about));
            }
            Aim::Encrypted
            | Aim::AnotherKey
            | Aim::AnotherRegion
            | Aim::AnotherAccount
            | Aim::Restored
            | Aim::Recovered
            | Aim::UnusedKey
            | Aim::CopyInRegion
            | Aim::SnapshotKey
            | Aim::LongerBackups
            | Aim::NotPublic
            | Aim::RotatedKey => {
                let goal = self.asked(self.aim, about)?;
                self.goals.push(goal);
            }
        }
        Ok(())
    }

    /// Why nothing can be done about one thing.
    fn left_as_it_is(&self, about: &Arn) -> Option<&'static str> {
        const NOT_THERE: &str = "it isn't in the world";
        const LOCKED: &str = "nothing can read it until its key is usable again";
        let text = about.as_str();
        if let Ok(arn) = ClusterArn::parse(text) {
            let Some(cluster) = self.world.clusters.get(&arn) else { return Some(NOT_THERE) };
            let there = self.words.iter().skip_while(|word| *word != "--to-region").nth(1);
            let lost = cluster.status.is_inaccessible() || self.is_locked(cluster.encryption.key());
            return if lost && self.reads() {
                Some(LOCKED)
            } else if self.aim == Aim::CopyInRegion && there.is_some_and(|there| there == about.region()) {
                Some("it is already in that Region: choose another one")
            } else {
                None
            };
        }
        if let Ok(arn) = SnapshotArn::parse(text) {
            let Some(snapshot) = self.world.snapshots.get(&arn) else { return Some(NOT_THERE) };
            if self.is_locked(snapshot.encryption.key()) && self.reads() {
                return Some(LOCKED);
            }
            let own = snapshot.kind == SnapshotKind::Manual;
            return (!own && self.aim != Aim::Readable)
                .then_some("only RDS can delete an automated snapshot");
        }
        let key = KeyArn::parse(text).ok().and_then(|arn| self.world.keys.get(&arn));
        match key {
            None => Some(NOT_THERE),
            Some(key) if self.aim == Aim::RotatedKey && key.state() != KeyState::Enabled => {
                Some("a key that can't be used can't be rotated")
            }
            Some(_) => None,
        }
    }

    /// Returns whether there is a key, and it can't be used.
    fn is_locked(&self, key: Option<&KeyArn>) -> bool {
        let key = key.filter(|key| !key.is_aws_owned()).and_then(|key| self.world.keys.get(key));
        key.is_some_and(|key| key.state() != KeyState::Enabled)
    }

    /// Returns whether the goal needs the data, and with it the key.
    const fn reads(&self) -> bool {
        match self.aim {
            Aim::Encrypted
            | Aim::AnotherKey
            | Aim::AnotherRegion
            | Aim::AnotherAccount
            | Aim::Readable
            | Aim::Restored
            | Aim::UnusedKey
            | Aim::CopyInRegion
            | Aim::SnapshotKey => true,
            Aim::Recovered | Aim::LongerBackups | Aim::NotPublic | Aim::UsableKey | Aim::RotatedKey => false,
        }
    }

    /// The goal as `playground plan` would be asked for it.
    fn asked(&self, aim: Aim, about: &Arn) -> Result<Goal, String> {
        let home = Home {
            account: AccountId::parse(about.account()).map_err(|error| error.to_string())?,
            region: Region::parse(about.region()).map_err(|error| error.to_string())?,
        };
        let mut words = vec![String::from("--goal"), String::from(aim.name())];
        words.extend([aim.about().option(), about.as_str()].map(String::from));
        words.extend(self.words.iter().cloned());
        goal_of(&words, self.world, home)
    }

    /// Those with whom a snapshot is shared get to use its key.
    fn readable(&mut self, about: &Arn) {
        let Some(snapshot) = self.estate.snapshots.get(about.as_str()) else { return };
        let Ok(arn) = SnapshotArn::parse(about.as_str()) else { return };
        let key = self.estate.key_of(&snapshot.encryption, about);
        let accounts = snapshot.sharing.iter().flat_map(|sharing| &sharing.accounts);
        let without = accounts.filter(|account| key.is_some_and(|key| lets(key, account) == Some(false)));
        for account in without.filter_map(|account| AccountId::parse(account).ok()) {
            let goal = Goal::ReadableBy { data: Data::Snapshot(arn.clone()), account };
            if !self.goals.contains(&goal) {
                self.goals.push(goal);
            }
        }
    }
}

/// The clusters under a key that are without it.
fn lost_with(world: &World, key: &Arn) -> Vec<Goal> {
    let Ok(key) = KeyArn::parse(key.as_str()) else { return Vec::new() };
    let under = world.uses.iter().filter(|(of, _)| *of == key);
    let lost = under.filter_map(|(_, used)| match used {
        KeyUse::Cluster(arn) => Some(arn)
            .filter(|arn| world.clusters.get(*arn).is_some_and(|cluster| cluster.status.is_inaccessible())),
        KeyUse::Snapshot(_) | KeyUse::Backup(_) => None,
    });
    lost.map(|arn| Goal::Recovered { cluster: arn.clone() }).collect()
}
