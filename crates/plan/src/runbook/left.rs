//! What a plan leaves over: what it is called, when it may be deleted, and the commands for that.

use playground_core::ids::{AccountId, Region};

use super::command::Command;
use super::make::Maker;
use super::{Remains, told};
use crate::plan::{LeftOver, Resource, Until};

impl Maker<'_> {
    pub(super) fn remains(&mut self, left: &LeftOver) -> Remains {
        let delete = self.deletion(&left.what);
        for command in &delete {
            if !self.people.contains(&command.who) {
                self.people.push(command.who.clone());
            }
        }
        let what = told::left_over(&left.what, |key| self.key(key));
        Remains { what, when: told::when(left.when), at_once: left.when == Until::Now, delete }
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
                let mut delete = Vec::new();
                for instance in self.world.instances.keys().filter(|one| {
                    let cluster = self.world.instances.get(*one).map(|instance| &instance.cluster);
                    cluster == Some(arn)
                }) {
                    let id = ["--db-instance-identifier", instance.id.as_str()];
                    delete.push(send("aws rds delete-db-instance", arn.account, arn.region).with(&id));
                    delete.push(send("aws rds wait db-instance-deleted", arn.account, arn.region).with(&id));
                }
                let id = ["--db-cluster-identifier", arn.id.as_str()];
                if self.world.clusters.get(arn).is_some_and(|cluster| cluster.deletion_protection) {
                    let modify = send("aws rds modify-db-cluster", arn.account, arn.region);
                    delete.push(modify.with(&id).with(&["--no-deletion-protection"]));
                }
                let last = [arn.id.as_str(), "-final"].concat();
                let delete_it = send("aws rds delete-db-cluster", arn.account, arn.region);
                delete.push(delete_it.with(&id).with(&["--final-db-snapshot-identifier", &last]));
                delete
            }
            Resource::GlobalCluster(arn) => {
                let delete = send("aws rds delete-global-cluster", arn.account, Region::DEFAULT)
                    .with(&["--global-cluster-identifier", arn.id.as_str()]);
                vec![delete]
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
