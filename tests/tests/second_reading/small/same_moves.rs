//! A request of a plan as a command of the small world: its moves are the search's moves.
//!
//! Where a plan asks for something that the small world has no move for, the reason is here ([`Beyond`]).

use playground_core::ids::{ClusterArn, KeyRef, SnapshotArn};
use playground_core::ops::kms::KmsOp;
use playground_core::ops::rds::create_db_cluster::CreateDBCluster;
use playground_core::ops::rds::modify_db_cluster_snapshot_attribute::Grantee;
use playground_core::ops::rds::restore_db_cluster_to_point_in_time::RestoreType;
use playground_core::ops::rds::values::ClusterRef;
use playground_core::ops::rds::{RdsOp, SnapshotRef};
use playground_core::ops::{Operation, Request};

use crate::command::{Command, Pick};
use crate::ledger::{Ledger, Place, Site};
use crate::same::site_of;
use crate::{ACCOUNTS, PARTNER};

/// Why a plan's request is no move of the small world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Beyond {
    /// A global cluster is a third thing beside clusters and snapshots; the tests of global clusters have their own states.
    GlobalCluster,
    /// A backup is none of the small world's things: where its cluster is gone, nothing there has the data.
    Backup,
}

/// The command that asks for the same as a request that changes something.
pub(super) fn command(request: &Request, ledger: &Ledger) -> Result<Command, Beyond> {
    let account = request.who.account().unwrap();
    let site = site_of(account, request.region).unwrap();
    match &request.operation {
        Operation::Kms(operation) => Ok(of_keys(operation, ledger, site)),
        Operation::Rds(operation) => of_databases(operation, ledger, site),
        other => panic!("{other:?} is no move"),
    }
}

fn of_keys(operation: &KmsOp, ledger: &Ledger, site: Site) -> Command {
    let key = |key: &KeyRef| number_of(key, ledger, site).unwrap();
    match operation {
        KmsOp::CreateKey(_) => Command::CreateKey { site, related: false },
        KmsOp::EnableKey(input) => Command::SwitchKey { key: key(&input.key), on: true },
        KmsOp::CancelKeyDeletion(input) => Command::EndKey { key: key(&input.key), on: false },
        KmsOp::PutKeyPolicy(input) => {
            let text = input.policy.as_ref().map(|policy| &*policy.text).unwrap();
            Command::Trust { key: key(&input.key), on: text.contains(PARTNER) }
        }
        other => panic!("{other:?} is no move"),
    }
}

fn of_databases(operation: &RdsOp, ledger: &Ledger, site: Site) -> Result<Command, Beyond> {
    let pick = |key: &Option<KeyRef>| pick(key.as_ref(), ledger, site);
    let cluster = |named: &ClusterRef| cluster(named, site);
    let snapshot = |named: &SnapshotRef| snapshot(named, site);
    Ok(match operation {
        RdsOp::CreateGlobalCluster(_) | RdsOp::RemoveFromGlobalCluster(_) => {
            return Err(Beyond::GlobalCluster);
        }
        RdsOp::DeleteDBClusterAutomatedBackup(_) => return Err(Beyond::Backup),
        RdsOp::CreateDBCluster(input) => created(input, ledger, site)?,
        RdsOp::CreateDBInstance(input) => {
            let place = (site, input.cluster.as_ref().unwrap().as_str().to_owned());
            let number = ledger.clusters.get(&place).map_or(0, |cluster| cluster.instances) + 1;
            Command::AddInstance { place, number, small: false }
        }
        RdsOp::DeleteDBInstance(input) => {
            let (name, number) = input.id.as_str().rsplit_once('-').unwrap();
            Command::RemoveInstance { place: (site, name.to_owned()), number: number.parse().unwrap() }
        }
        RdsOp::StartDBCluster(input) => Command::Start { place: cluster(&input.id) },
        RdsOp::DeleteDBCluster(input) => Command::Delete { place: cluster(&input.id) },
        RdsOp::PromoteReadReplicaDBCluster(input) => Command::Promote { place: cluster(&input.id) },
        RdsOp::CreateDBClusterSnapshot(input) => {
            let name = input.id.as_str().to_owned();
            Command::Snapshot { place: cluster(&input.cluster), name, change: None }
        }
        RdsOp::DeleteDBClusterSnapshot(input) => Command::DeleteSnapshot { place: snapshot(&input.id) },
        RdsOp::CopyDBClusterSnapshot(input) => {
            let to = (site, input.target.as_str().to_owned());
            Command::Copy { from: snapshot(&input.source), to, key: pick(&input.kms_key) }
        }
        RdsOp::ModifyDBClusterSnapshotAttribute(input) => {
            Command::Share { from: snapshot(&input.id), everybody: input.add.contains(&Grantee::All) }
        }
        RdsOp::RestoreDBClusterFromSnapshot(input) => {
            let to = (site, input.id.as_str().to_owned());
            Command::Restore { from: snapshot(&input.snapshot), to, key: pick(&input.kms_key), change: None }
        }
        RdsOp::RestoreDBClusterToPointInTime(input) => {
            let from = cluster(input.source.as_ref().ok_or(Beyond::Backup)?);
            let clone = input.restore_type == Some(RestoreType::CopyOnWrite);
            Command::PointInTime { from, to: input.id.as_str().to_owned(), key: pick(&input.kms_key), clone }
        }
        other => panic!("{other:?} is no move"),
    })
}

fn created(input: &CreateDBCluster, ledger: &Ledger, site: Site) -> Result<Command, Beyond> {
    let (to, key) = ((site, input.id.as_str().to_owned()), pick(input.kms_key.as_ref(), ledger, site));
    let encrypted = input.storage_encrypted;
    if input.global.is_some() {
        return Err(Beyond::GlobalCluster);
    }
    let from = cluster_place(input.replication_source.as_ref().unwrap());
    Ok(Command::Replica { from, to, encrypted, key })
}

fn cluster_place(arn: &ClusterArn) -> Place {
    (site_of(arn.account, arn.region).unwrap(), arn.id.as_str().to_owned())
}

fn cluster(named: &ClusterRef, site: Site) -> Place {
    match named {
        ClusterRef::Id(id) => (site, id.as_str().to_owned()),
        ClusterRef::Arn(arn) => cluster_place(arn),
    }
}

fn snapshot(named: &SnapshotRef, site: Site) -> Place {
    let place = |arn: &SnapshotArn| (site_of(arn.account, arn.region).unwrap(), arn.id.as_str().to_owned());
    match named {
        SnapshotRef::Id(id) => (site, id.as_str().to_owned()),
        SnapshotRef::Arn(arn) => place(arn),
    }
}

/// The number of a customer's key that is named at a site.
fn number_of(key: &KeyRef, ledger: &Ledger, site: Site) -> Option<usize> {
    let (id, site) = match key {
        KeyRef::Id(id) => (id.to_string(), Some(site)),
        KeyRef::Arn(arn) => (arn.id.to_string(), site_of(arn.account, arn.region)),
        KeyRef::AliasName(_) | KeyRef::AliasArn(_) | KeyRef::Malformed(_) => return None,
    };
    ledger.keys.iter().position(|key| key.id == id && Some(key.site) == site)
}

fn pick(key: Option<&KeyRef>, ledger: &Ledger, site: Site) -> Pick {
    let Some(key) = key else { return Pick::NONE };
    let number = number_of(key, ledger, site).and_then(|number| u8::try_from(number).ok());
    assert!(number.is_some(), "{key:?} is no key of {ACCOUNTS:?}");
    number.map_or(Pick::NONE, Pick::arn)
}

/// Why no plan asks for what a command does; `None` where plans do. It is how to go back from a step, or leads nowhere that a
/// goal is.
pub(super) const fn no_plan_asks(command: &Command) -> Option<&'static str> {
    match command {
        Command::CreateKey { .. }
        | Command::SwitchKey { on: true, .. }
        | Command::EndKey { on: false, .. }
        | Command::Trust { on: true, .. }
        | Command::Start { .. }
        | Command::Delete { .. }
        | Command::Promote { .. }
        | Command::AddInstance { small: false, .. }
        | Command::RemoveInstance { .. }
        | Command::Snapshot { change: None, .. }
        | Command::DeleteSnapshot { .. }
        | Command::Copy { .. }
        | Command::Share { everybody: false, .. }
        | Command::Restore { change: None, .. }
        | Command::PointInTime { .. }
        | Command::Replica { .. } => None,
        Command::SwitchKey { on: false, .. }
        | Command::EndKey { on: true, .. }
        | Command::Trust { on: false, .. }
        | Command::Unshare { .. } => Some("it is how to go back from a step"),
        Command::Revoke { .. } => Some("it takes a permission back, and a goal is nearer with more of them"),
        Command::ReplicateKey { .. } | Command::UpdatePrimary { .. } => Some(
            "a new key of one Region does as well, and which of the related ones is primary opens nothing",
        ),
        Command::Days(_) => Some("a plan waits for what it began, by waiters"),
        Command::Create { .. } => Some("it has no data"),
        Command::Modify { .. }
        | Command::Snapshot { change: Some(_), .. }
        | Command::Restore { change: Some(_), .. }
        | Command::AddInstance { small: true, .. } => {
            Some("it changes nothing about the encryption of data, or AWS does not have it")
        }
        Command::Share { everybody: true, .. } => Some("it is for one account, and nobody else"),
        Command::Stop { .. }
        | Command::Reboot { .. }
        | Command::ModifyInstance { .. }
        | Command::FailOver { .. } => Some("it moves no data, and clients notice it"),
    }
}
