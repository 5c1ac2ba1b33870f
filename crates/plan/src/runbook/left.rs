//! What is left over after a plan: what it is, when it may be deleted, and by which commands. They are run on a fork as the
//! steps are, and not given where they are refused there, or would take away what something else needs.

use playground_core::ids::{AccountId, ClusterArn, KeyArn, Principal, Region};
use playground_core::profile::PROFILES;
use playground_core::rds::global::Members;
use playground_core::world::{KeyUse, World};

use super::command::Command;
use super::make::Maker;
use super::{Instead, Remains, told};
use crate::make::{free_cluster, free_snapshot};
use crate::plan::{Beyond, LeftOver, Plan, Resource, Until};

impl Maker<'_> {
    /// What a plan leaves over, each on the world that the deletions before it leave.
    pub(super) fn left_over(&mut self, plan: &Plan) -> Vec<Remains> {
        let mut later = self.world.clone();
        plan.left_over.iter().map(|left| self.remains(left, &plan.beyond, &mut later)).collect()
    }

    fn remains(&mut self, left: &LeftOver, beyond: &[Beyond], later: &mut World) -> Remains {
        let what = told::left_over(&left.what, |key| self.key(key));
        let mut delete = self.deletion(&left.what);
        let mut when = vec![String::from(told::when(left.when))];
        match (&left.what, left.when) {
            (_, Until::Stays | Until::TheirKey) => delete.clear(),
            (Resource::Key(_, key), Until::Unused) => {
                let under = still_under(key, later);
                let beyond: Vec<&str> =
                    beyond.iter().filter(|one| one.key == *key).map(|one| &*one.what).collect();
                if !under.is_empty() || !beyond.is_empty() {
                    delete.clear();
                }
                when.extend(under_words(&under, &beyond));
            }
            (Resource::Cluster(arn), _) if is_plain(&self.world, arn) && !delete.is_empty() => {
                when.push(PLAIN_END.into());
            }
            (
                Resource::Key(..)
                | Resource::Cluster(_)
                | Resource::GlobalCluster(_)
                | Resource::Instance(_)
                | Resource::Snapshot(_)
                | Resource::Statement(_)
                | Resource::Backup(_),
                _,
            ) => {}
        }
        match self.after(later, &delete) {
            Ok(after) => *later = after,
            Err(says) => {
                delete.clear();
                when.push(["Right now, that is refused: ", says.trim()].concat());
            }
        }
        for command in &delete {
            if !self.people.contains(&command.who) {
                self.people.push(command.who.clone());
            }
        }
        Remains { what, when: when.join(" "), at_once: left.when == Until::Now, delete }
    }

    /// The world after commands; else what the first one says that fails.
    fn after(&self, world: &World, commands: &[Command]) -> Result<World, String> {
        commands.iter().try_fold(world.clone(), |world, command| {
            self.sent(&world, command).map(|(after, _)| after).map_err(|fails| fails.says)
        })
    }

    /// How two clusters change their names, so that clients keep their endpoints; `None` where that can't be.
    pub(super) fn renamed(&self, from: &ClusterArn, to: &ClusterArn) -> Option<Instead> {
        if (from.account, from.region) != (to.account, to.region) {
            return None;
        }
        let stem = [from.id.as_str(), "-old"].concat();
        let aside = free_cluster(&self.world, from.account, from.region, &stem)?;
        let who = self.owner(from.account);
        let send = |call: &str, words: &[&str]| Command::plain(call, &who, from.region).with(words);
        let rename = |old: &str, new: &str| {
            [
                send(
                    "aws rds modify-db-cluster",
                    &[
                        "--db-cluster-identifier",
                        old,
                        "--new-db-cluster-identifier",
                        new,
                        "--apply-immediately",
                    ],
                ),
                send("aws rds wait db-cluster-available", &["--db-cluster-identifier", new]),
            ]
        };
        let first = rename(from.id.as_str(), aside.id.as_str());
        let commands = [first, rename(to.id.as_str(), from.id.as_str())].concat();
        self.after(&self.world, &commands).ok()?;
        Some(Instead { text: RENAMED, commands })
    }

    /// Somebody of an account who may do what is needed: whoever sent a command of it before, or its administrator.
    pub(super) fn owner(&self, account: AccountId) -> Principal {
        let known = self.people.iter().find(|who| who.account() == Some(account));
        let admin = PROFILES.iter().find(|profile| profile.account == account);
        known
            .cloned()
            .or_else(|| admin.map(playground_core::profile::Profile::principal))
            .unwrap_or(Principal::Root(account))
    }

    /// A key; one that the plan makes has no name.
    fn key(&self, arn: &KeyArn) -> String {
        let made = self.made.iter().any(|(_, key)| key == arn);
        if made { String::from("the new key") } else { told::key_called(&self.world, arn) }
    }

    /// The commands that delete something.
    fn deletion(&self, what: &Resource) -> Vec<Command> {
        let send = |call: &str, account: AccountId, region: Region| {
            Command::plain(call, &self.owner(account), region)
        };
        match what {
            Resource::Key(variable, arn) => {
                let named = variable.map_or_else(|| arn.id.to_string(), |name| ["$", name].concat());
                let schedule = send("aws kms schedule-key-deletion", arn.account, arn.region).with(&[
                    "--key-id",
                    &named,
                    "--pending-window-in-days",
                    "30",
                ]);
                vec![schedule]
            }
            Resource::Cluster(arn) => {
                let id = ["--db-cluster-identifier", arn.id.as_str()];
                let mut delete = Vec::new();
                if self.world.clusters.get(arn).is_some_and(|cluster| cluster.deletion_protection) {
                    let modify = send("aws rds modify-db-cluster", arn.account, arn.region);
                    delete.push(modify.with(&id).with(&["--no-deletion-protection"]));
                    delete.push(send("aws rds wait db-cluster-available", arn.account, arn.region).with(&id));
                }
                let all = self.world.instances.iter();
                for (instance, _) in all.filter(|(_, instance)| instance.cluster == *arn) {
                    let id = ["--db-instance-identifier", instance.id.as_str()];
                    delete.push(send("aws rds delete-db-instance", arn.account, arn.region).with(&id));
                    delete.push(send("aws rds wait db-instance-deleted", arn.account, arn.region).with(&id));
                }
                let stem = [arn.id.as_str(), "-final"].concat();
                let last = free_snapshot(&self.world, arn.account, arn.region, &stem);
                let last = last.map(|arn| arn.id.to_string());
                let kept = match &last {
                    Some(name) => vec!["--final-db-snapshot-identifier", name.as_str()],
                    None => vec!["--skip-final-snapshot"],
                };
                let delete_it = send("aws rds delete-db-cluster", arn.account, arn.region);
                delete.push(delete_it.with(&id).with(&kept));
                delete
            }
            Resource::GlobalCluster(arn) => {
                let id = ["--global-cluster-identifier", arn.id.as_str()];
                let members = self.world.global_clusters.get(arn).and_then(|global| global.members.as_ref());
                let members = members.into_iter().flat_map(Members::all);
                let mut delete: Vec<Command> = members
                    .map(|member| {
                        let remove =
                            send("aws rds remove-from-global-cluster", member.account, member.region);
                        remove.with(&id).with(&["--db-cluster-identifier", &member.to_string()])
                    })
                    .collect();
                delete.push(send("aws rds delete-global-cluster", arn.account, Region::DEFAULT).with(&id));
                delete
            }
            Resource::Instance(arn) => {
                let delete = send("aws rds delete-db-instance", arn.account, arn.region)
                    .with(&["--db-instance-identifier", arn.id.as_str()]);
                vec![delete]
            }
            Resource::Snapshot(arn) => {
                let delete = send("aws rds delete-db-cluster-snapshot", arn.account, arn.region)
                    .with(&["--db-cluster-snapshot-identifier", arn.id.as_str()]);
                vec![delete]
            }
            // The statement is taken out by hand, and AWS deletes the backup.
            Resource::Statement(_) | Resource::Backup(_) => Vec::new(),
        }
    }
}

/// What is under a key in that world, by name.
fn still_under(key: &KeyArn, world: &World) -> Vec<String> {
    let under = world.uses.iter().filter(|(of, _)| of == key);
    let name = |used: &KeyUse| match used {
        KeyUse::Cluster(arn) => Some(["the cluster ", arn.id.as_str()].concat()),
        KeyUse::Snapshot(arn) => Some(["the snapshot ", arn.id.as_str()].concat()),
        KeyUse::Backup(backup) => {
            let backup = world.backups.get(backup)?;
            let gone = !world.clusters.contains_key(&backup.cluster);
            gone.then(|| ["the retained backup of ", backup.cluster.id.as_str()].concat())
        }
    };
    under.filter_map(|(_, used)| name(used)).collect()
}

fn is_plain(world: &World, arn: &ClusterArn) -> bool {
    world.clusters.get(arn).is_some_and(|cluster| cluster.encryption.key().is_none())
}

/// What is said of the end of an unencrypted cluster.
const PLAIN_END: &str = "Its final snapshot would be unencrypted like the cluster. To take none, use `--skip-final-snapshot` instead of `--final-db-snapshot-identifier`.";

/// What is said of new names for both clusters.
const RENAMED: &str = "To keep the endpoint names, rename the clusters instead, while nothing writes. All other commands here use the current names.";

/// What is still under a key, and what is that the playground doesn't have, in sentences.
fn under_words(known: &[String], beyond: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    if !known.is_empty() {
        out.push(["Still under it: ", &known.join(", "), "."].concat());
    }
    if !beyond.is_empty() {
        out.push(
            ["Not in this plan, because the playground doesn't simulate it: ", &beyond.join(", "), "."]
                .concat(),
        );
    }
    if !out.is_empty() {
        out.push("So there is no command to delete it here.".into());
    }
    out
}

/// What a plan for a key leaves out, in a sentence.
pub fn beyond_said(all: &[Beyond]) -> Option<String> {
    let names: Vec<&str> = all.iter().map(|one| &*one.what).collect();
    (!names.is_empty()).then(|| {
        ["Not in this plan: ", &names.join(", "), ". The files show it under the key, but the playground doesn't simulate it. Move it to another key the way its engine does; until then, it is unknown whether anything else needs the key."].concat()
    })
}
