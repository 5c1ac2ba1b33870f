//! Every move of a small world: all requests that change something, over a given alphabet of names. A search for a plan
//! tries the few of them that lead to its goal (`search`); a test can try them all.

use std::rc::Rc;

use playground_aws::policy::{self, Kind};
use playground_core::ids::{
    AccountId, ClusterArn, ClusterId, KeyArn, KeyRef, Principal, Region, SnapshotArn, SnapshotId,
};
use playground_core::kms::key::KeyManager;
use playground_core::ops::kms::KmsOp;
use playground_core::ops::kms::cancel_key_deletion::CancelKeyDeletion;
use playground_core::ops::kms::create_grant::CreateGrant;
use playground_core::ops::kms::create_key::CreateKey;
use playground_core::ops::kms::disable_key::DisableKey;
use playground_core::ops::kms::enable_key::EnableKey;
use playground_core::ops::kms::put_key_policy::PutKeyPolicy;
use playground_core::ops::kms::revoke_grant::RevokeGrant;
use playground_core::ops::kms::schedule_key_deletion::ScheduleKeyDeletion;
use playground_core::ops::playground::wait::{Duration, Wait};
use playground_core::ops::rds::create_db_cluster::CreateDBCluster;
use playground_core::ops::rds::delete_db_cluster_snapshot::DeleteDBClusterSnapshot;
use playground_core::ops::rds::modify_db_cluster_snapshot_attribute::Grantee;
use playground_core::ops::rds::promote_read_replica_db_cluster::PromoteReadReplicaDBCluster;
use playground_core::ops::rds::start_db_cluster::StartDBCluster;
use playground_core::ops::rds::stop_db_cluster::StopDBCluster;
use playground_core::ops::rds::values::ClusterRef;
use playground_core::ops::rds::{RdsOp, SnapshotRef};
use playground_core::ops::{Operation, Request};
use playground_core::rds::cluster::Engine;
use playground_core::world::World;

use crate::access::key_policy;
use crate::requests::{
    clone_of, copy_of, end_of, latest_of, new_cluster, replica, restore_of, share, snapshot_of,
};
use crate::step::with_encryption;

/// The names that the moves of a small world use.
#[derive(Clone, Debug)]
pub struct Alphabet {
    /// One caller of each account.
    pub callers: Vec<Principal>,
    /// The Regions.
    pub regions: Vec<Region>,
    /// The engine of new clusters.
    pub engine: Engine,
    /// The names of new clusters.
    pub clusters: Vec<ClusterId>,
    /// The names of new snapshots.
    pub snapshots: Vec<SnapshotId>,
    /// How many customer managed keys there may be.
    pub keys: usize,
    /// How long to wait, in seconds.
    pub waits: Vec<u64>,
}

/// All moves of a world, allowed or not, in an order that depends on the world and the alphabet only.
pub fn all(world: &World, of: &Alphabet) -> Vec<Rc<Request>> {
    let mut moves = Moves { world, of, list: Vec::new() };
    for who in &of.callers {
        let Some(account) = who.account() else { continue };
        for region in &of.regions {
            let here = Here { who, account, region: *region };
            moves.keys(here);
            moves.new_clusters(here);
            moves.snapshots(here);
            moves.restores(here);
            moves.clusters(here);
        }
    }
    if let (Some(who), Some(region)) = (of.callers.first(), of.regions.first()) {
        for seconds in &of.waits {
            let wait = Operation::Playground(Wait { duration: Duration(*seconds) }.into());
            moves.list.push(Rc::new(Request::new(who.clone(), *region, wait)));
        }
    }
    moves.list
}

/// Who calls, and where.
#[derive(Clone, Copy)]
struct Here<'a> {
    who: &'a Principal,
    account: AccountId,
    region: Region,
}

struct Moves<'a> {
    world: &'a World,
    of: &'a Alphabet,
    list: Vec<Rc<Request>>,
}

impl Moves<'_> {
    fn push(&mut self, here: Here<'_>, operation: Operation) {
        let request = Request::new(here.who.clone(), here.region, operation);
        self.list.push(Rc::new(request));
    }

    fn rds(&mut self, here: Here<'_>, input: impl Into<RdsOp>) {
        self.push(here, Operation::Rds(input.into()));
    }

    fn kms(&mut self, here: Here<'_>, input: impl Into<KmsOp>) {
        self.push(here, Operation::Kms(input.into()));
    }

    /// The same request without a key, and with each key of the world, by its ARN.
    fn under_each(&mut self, here: Here<'_>, input: impl Into<RdsOp>) {
        let plain = Operation::Rds(input.into());
        let named: Vec<KeyRef> = self.world.keys.keys().map(|key| KeyRef::Arn(key.clone())).collect();
        for key in named {
            let with = with_encryption(&plain, &mut |kms_key, _| *kms_key = Some(key.clone()));
            if let Some(with) = with {
                self.push(here, with);
            }
        }
        self.push(here, plain);
    }

    fn others(&self, here: Here<'_>) -> Vec<AccountId> {
        let accounts = self.of.callers.iter().filter_map(Principal::account);
        accounts.filter(|account| *account != here.account).collect()
    }

    /// Keys: made, switched off and on, given to other accounts by policy and by grant, and to be deleted.
    fn keys(&mut self, here: Here<'_>) {
        let is_customer = |key: &&Rc<playground_core::kms::key::Key>| key.manager == KeyManager::Customer;
        let customer: Vec<KeyArn> = {
            let all = self.world.keys.values();
            all.filter(is_customer).map(|key| key.arn.clone()).collect()
        };
        if customer.len() < self.of.keys {
            self.kms(here, CreateKey::default());
        }
        let own = customer.into_iter().filter(|key| (key.account, key.region) == (here.account, here.region));
        for arn in own {
            let key = || KeyRef::Id(arn.id);
            self.kms(here, DisableKey { key: key() });
            self.kms(here, EnableKey { key: key() });
            self.kms(here, ScheduleKeyDeletion { key: key(), days: Some(7) });
            self.kms(here, CancelKeyDeletion { key: key() });
            self.policies(here, &arn);
            self.grants(here, &arn);
        }
    }

    fn policies(&mut self, here: Here<'_>, key: &KeyArn) {
        let mut lists = vec![Vec::new()];
        lists.extend(self.others(here).into_iter().map(|other| vec![other]));
        for accounts in lists {
            let text = key_policy(key.account, &accounts);
            let policy = policy::read(&text, Kind::Key);
            let key = KeyRef::Id(key.id);
            self.kms(here, PutKeyPolicy { key, name: None, policy, bypass_lockout_check: false });
        }
    }

    fn grants(&mut self, here: Here<'_>, key: &KeyArn) {
        let callers: Vec<Principal> = self.of.callers.clone();
        for grantee in callers.iter().filter(|who| who.account() != Some(here.account)) {
            let grant = CreateGrant {
                key: KeyRef::Id(key.id),
                grantee: grantee.to_string().into(),
                retiring: None,
                operations: ["Decrypt", "DescribeKey", "CreateGrant"].map(Rc::from).into(),
                constraint: None,
                tokens: Vec::new(),
                name: None,
                dry_run: false,
            };
            self.kms(here, grant);
        }
        let given: Vec<Rc<str>> =
            self.world.grants_of(key).map(|grant| grant.id.to_string().into()).collect();
        for grant in given {
            self.kms(here, RevokeGrant { key: KeyRef::Id(key.id), grant, dry_run: false });
        }
    }

    fn new_clusters(&mut self, here: Here<'_>) {
        for id in &self.of.clusters {
            let plain = new_cluster(id.clone(), self.of.engine);
            let sealed = CreateDBCluster { storage_encrypted: Some(true), ..plain.clone() };
            self.rds(here, plain);
            self.under_each(here, sealed);
            let sources: Vec<ClusterArn> = self.world.clusters.keys().cloned().collect();
            for source in sources.iter().filter(|arn| arn.account == here.account) {
                self.under_each(here, replica(id.clone(), self.of.engine, source, here.region));
            }
        }
    }

    /// Snapshots: taken, copied, shared and deleted.
    fn snapshots(&mut self, here: Here<'_>) {
        let is_here = |account, region| (account, region) == (here.account, here.region);
        for id in &self.of.snapshots {
            for cluster in self.world.clusters.keys().filter(|arn| is_here(arn.account, arn.region)) {
                self.rds(here, snapshot_of(cluster.id.clone(), id.clone()));
            }
            for source in self.world.snapshots.keys() {
                self.under_each(here, copy_of(called(here, source), id.clone(), here.region));
            }
        }
        for arn in self.world.snapshots.keys().filter(|arn| is_here(arn.account, arn.region)) {
            let whom = self.others(here).into_iter().map(Grantee::Account).chain([Grantee::All]);
            for grantee in whom {
                self.rds(here, share(arn.id.clone(), vec![grantee], Vec::new()));
                self.rds(here, share(arn.id.clone(), Vec::new(), vec![grantee]));
            }
            self.rds(here, DeleteDBClusterSnapshot { id: SnapshotRef::Id(arn.id.clone()) });
        }
    }

    /// New clusters from snapshots, from backups, and as clones.
    fn restores(&mut self, here: Here<'_>) {
        for id in &self.of.clusters {
            for snapshot in self.world.snapshots.values() {
                let named = called(here, &snapshot.arn);
                self.under_each(here, restore_of(named, snapshot.engine, id.clone()));
            }
            let backups = self.world.backups.values();
            for backup in
                backups.filter(|one| one.cluster.account == here.account && one.cluster.region == here.region)
            {
                let source = &backup.cluster.id;
                self.under_each(here, latest_of(source.clone(), id.clone()));
                self.under_each(here, clone_of(source.clone(), id.clone()));
            }
        }
    }

    /// What clusters go through: stopped, started, promoted and deleted.
    fn clusters(&mut self, here: Here<'_>) {
        let own = self.world.clusters.keys();
        for arn in own.filter(|arn| (arn.account, arn.region) == (here.account, here.region)) {
            let id = || ClusterRef::Id(arn.id.clone());
            self.rds(here, StopDBCluster { id: id() });
            self.rds(here, StartDBCluster { id: id() });
            self.rds(here, PromoteReadReplicaDBCluster { id: id() });
            self.rds(here, end_of(arn.id.clone()));
        }
    }
}

/// A snapshot as a caller names it: by its ARN if it is elsewhere.
fn called(here: Here<'_>, arn: &SnapshotArn) -> SnapshotRef {
    if (arn.account, arn.region) == (here.account, here.region) {
        SnapshotRef::Id(arn.id.clone())
    } else {
        SnapshotRef::Arn(arn.clone())
    }
}
