//! What is tried on a day: whether a cluster is available, and whether a snapshot or a backup can be restored.

use std::rc::Rc;

use playground_core::ids::{ClusterArn, Principal};
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::world::World;

use super::Change;
use super::change::{Line, administrator};
use crate::arn::Arn;
use crate::depends::{Depends, Without};
use crate::estate::Estate;
use crate::world::Imported;

/// Something to try.
#[derive(Clone, Debug)]
pub(super) struct Probe {
    pub(super) kind: &'static str,
    pub(super) arn: Arn,
    /// The account that tries it.
    pub(super) account: Rc<str>,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    /// That the cluster is available, with its administrator, who may start it again.
    Available(ClusterArn, Principal),
    /// That this succeeds.
    Succeeds(Line),
}

/// The name of what is restored in a trial.
const TRIAL: &str = "what-if";

impl Probe {
    /// What is tried, in words.
    pub(super) fn shown(&self) -> String {
        match &self.test {
            Test::Available(..) => String::from("the cluster is available"),
            Test::Succeeds(line) => line.shown.clone(),
        }
    }

    /// Returns how it fails in a world.
    pub(super) fn works(&self, world: &World) -> Result<(), String> {
        match &self.test {
            Test::Succeeds(line) => line.run(world).map(|_| ()),
            Test::Available(arn, _) => {
                let status = world.clusters.get(arn).map(|cluster| cluster.status);
                match status {
                    Some(ClusterStatus::Available) => Ok(()),
                    Some(status) => Err(["its status is ", status.name()].concat()),
                    None => Err(String::from("it is gone")),
                }
            }
        }
    }

    /// Returns how it fails once a cluster that stopped was started.
    pub(super) fn recovered(&self, world: &World) -> Result<(), String> {
        let Test::Available(arn, who) = &self.test else { return self.works(world) };
        if self.works(world).is_ok() {
            return Ok(());
        }
        let start = ["aws rds start-db-cluster --db-cluster-identifier ", arn.id.as_str()].concat();
        let started = Line::of(arn.region.as_str(), &start, who).run(world)?;
        self.works(&Line::of("", "playground wait 2h", who).run(&started)?)
    }
}

/// What is to be tried for a change: what depends on it, by its own account and by those with whom it is shared.
pub(super) fn of(estate: &Estate, of: &Imported, change: &Change) -> Vec<Probe> {
    let depends = Depends::of(estate);
    let lost = |gone: Without| -> Vec<(&'static str, Arn)> {
        depends.without(&gone).rows.into_iter().map(|row| (row.kind, row.arn)).collect()
    };
    let things = match change {
        Change::Disable { key }
        | Change::Delete { key, .. }
        | Change::Revoke { key, .. }
        | Change::Remove { key, .. } => lost(Without::Key(key.clone())),
        Change::LeaveOut { account } => lost(Without::Account(account.clone())),
        Change::Restore { cluster } => depends.sources_of(cluster),
    };
    let gone = match change {
        Change::LeaveOut { account } => Some(account),
        Change::Disable { .. }
        | Change::Delete { .. }
        | Change::Revoke { .. }
        | Change::Remove { .. }
        | Change::Restore { .. } => None,
    };
    let mut probes = Vec::new();
    for (kind, arn) in &things {
        let mut accounts: Vec<Rc<str>> = vec![arn.account().into()];
        let shared = estate.snapshots.get(arn.as_str()).and_then(|one| one.sharing.as_ref());
        accounts.extend(shared.into_iter().flat_map(|shared| shared.accounts.iter().cloned()));
        // What becomes of its own things in an account that leaves, nobody outside sees.
        accounts.retain(|account| gone != Some(account));
        for account in accounts {
            let who = administrator(of, &account);
            let test = who.and_then(|who| test(estate, kind, arn, who));
            probes.extend(test.map(|test| Probe { kind, arn: arn.clone(), account, test }));
        }
    }
    probes
}

fn test(estate: &Estate, kind: &str, arn: &Arn, who: Principal) -> Option<Test> {
    if kind == "cluster" {
        return Some(Test::Available(ClusterArn::parse(arn.as_str()).ok()?, who));
    }
    let text = if let Some(snapshot) = estate.snapshots.get(arn.as_str()) {
        let engine = snapshot.engine.as_deref()?;
        [
            "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier ",
            TRIAL,
            " --engine ",
            engine,
            " --snapshot-identifier ",
            arn.as_str(),
        ]
        .concat()
    } else {
        let restore = ["aws rds restore-db-cluster-to-point-in-time --use-latest-restorable-time --db-cluster-identifier ", TRIAL].concat();
        if estate.clusters.get(arn.as_str()).is_some() {
            [&*restore, " --source-db-cluster-identifier ", arn.name()].concat()
        } else {
            let backup = estate.backups.iter().find(|one| one.cluster.as_ref() == Some(arn))?;
            [&*restore, " --source-db-cluster-resource-id ", backup.resource_id.as_deref()?].concat()
        }
    };
    Some(Test::Succeeds(Line::of(arn.region(), &text, &who)))
}
