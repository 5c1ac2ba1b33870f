//! The requests that candidates are made of, with unused names.

use playground_core::ids::{
    AccountId, ClusterArn, ClusterId, InstanceArn, InstanceId, KeyArn, KeyRef, Region, SnapshotArn,
    SnapshotId,
};
use playground_core::kms::key::{Key as KmsKey, KeyManager};
use playground_core::kms::state::KeyState;
use playground_core::ops::kms::KmsOp;
use playground_core::ops::kms::create_key::CreateKey;
use playground_core::ops::rds::start_db_cluster::StartDBCluster;
use playground_core::ops::rds::{RdsOp, SnapshotRef};
use playground_core::ops::waiters::Waiter;
use playground_core::ops::waiters::db_cluster_available::DBClusterAvailable;
use playground_core::ops::waiters::db_cluster_snapshot_available::DBClusterSnapshotAvailable;
use playground_core::ops::waiters::db_instance_available::DBInstanceAvailable;
use playground_core::ops::{Operation, Request};
use playground_core::rds::cluster::{Cluster, Engine};
use playground_core::world::World;

use crate::question::Question;
use crate::requests::{CLASS, copy_of, latest_of, new_instance, restore_of, snapshot_of};
use crate::step::{Key, Step, with_encryption};

/// A key to use, and the step that creates it if there is none.
pub(crate) struct SomeKey {
    pub(crate) make: Option<Step>,
    pub(crate) key: Key,
}

impl Question<'_> {
    /// The refused request again, without options that its operation does not have.
    pub fn again(&self) -> Step {
        Step::again(self.request.clone())
    }

    /// The refused request with another operation, which is its own with other members.
    pub(crate) fn again_as(&self, operation: Operation) -> Step {
        self.again_at(self.region(), operation)
    }

    /// As [`Self::again_as`], in another Region.
    pub fn again_at(&self, region: Region, operation: Operation) -> Step {
        Step::again(self.request(region, operation))
    }

    /// As [`Self::again_as`], of RDS.
    pub(crate) fn rds_again(&self, input: impl Into<RdsOp>) -> Step {
        self.again_as(Operation::Rds(input.into()))
    }

    /// The refused request without a word about encryption.
    pub(crate) fn plain_again(&self) -> Step {
        let plain = with_encryption(&self.request.operation, &mut |key, on| (*key, *on) = (None, None));
        plain.map_or_else(|| self.again(), |plain| self.again_as(plain))
    }

    /// The refused request with a key, and with encryption where that is asked for by itself.
    pub(crate) fn again_with_key(&self, key: &Key, encrypted: bool) -> Step {
        let say = &mut |_: &mut _, on: &mut Option<bool>| *on = encrypted.then_some(true);
        let again = with_encryption(&self.request.operation, say);
        again.map_or_else(|| self.again(), |again| self.again_as(again)).with_key(key)
    }

    /// Returns whether the refused request asks for encryption, or says that it wants none.
    pub(crate) fn asks_for_encryption(&self) -> bool {
        let mut asks = false;
        with_encryption(&self.request.operation, &mut |_, on| asks = on.is_some());
        asks
    }

    fn request(&self, region: Region, operation: Operation) -> Request {
        Request::new(self.request.who.clone(), region, operation)
    }

    /// An operation of RDS by the same caller.
    pub fn rds_step(&self, region: Region, input: impl Into<RdsOp>) -> Step {
        self.step(region, Operation::Rds(input.into()))
    }

    /// An operation of KMS by the same caller.
    pub(crate) fn kms_step(&self, region: Region, input: impl Into<KmsOp>) -> Step {
        self.step(region, Operation::Kms(input.into()))
    }

    /// A command that no service answers, by the same caller.
    pub fn step(&self, region: Region, operation: Operation) -> Step {
        Step::new(self.request(region, operation))
    }

    /// A waiter.
    pub(crate) fn wait(&self, region: Region, input: impl Into<Waiter>) -> Step {
        self.step(region, Operation::Wait(input.into()))
    }

    /// A name for a new cluster; `None` where the stem is too long for one.
    pub(crate) fn free_cluster(&self, region: Region, stem: &[&str]) -> Option<ClusterArn> {
        free_cluster(self.world, self.account(), region, &stem.concat())
    }

    /// A name for a new snapshot; `None` where the stem is too long for one.
    pub(crate) fn free_snapshot(&self, region: Region, stem: &[&str]) -> Option<SnapshotArn> {
        free_snapshot(self.world, self.account(), region, &stem.concat())
    }

    /// A name for a new instance: the stem with the first number that is free; `None` where it is too long for one.
    pub fn free_instance(&self, region: Region, stem: &str) -> Option<InstanceId> {
        free_instance(self.world, self.account(), region, stem)
    }

    /// The key that the request named, and another one that is suitable in this Region, in case the first is
    /// not.
    pub(crate) fn keys(&self, region: Region, except: Option<&KeyArn>) -> impl Iterator<Item = SomeKey> {
        let asked = self.key_asked().map(|key| SomeKey { make: None, key: Key::Named(key) });
        asked.into_iter().chain([self.some_key(region, except, "KEY")])
    }

    /// A suitable key in this Region, customer managed and for symmetric encryption; one that is created if there is none.
    pub(crate) fn some_key(
        &self,
        region: Region,
        except: Option<&KeyArn>,
        variable: &'static str,
    ) -> SomeKey {
        let found = usable_key(self.world, self.account(), region, except);
        if let Some(key) = found {
            return SomeKey { make: None, key: Key::Named(called(self.world, key)) };
        }
        let create = self.request(region, Operation::Kms(CreateKey::default().into()));
        SomeKey { make: Some(Step::making(create, variable)), key: Key::Made(variable) }
    }

    /// Waits for a cluster.
    pub fn await_cluster(&self, cluster: &ClusterArn) -> Step {
        self.wait(cluster.region, DBClusterAvailable { id: cluster.id.clone() })
    }

    /// Waits for an instance.
    pub fn await_instance(&self, region: Region, id: InstanceId) -> Step {
        self.wait(region, DBInstanceAvailable { id })
    }

    /// Waits for a snapshot.
    pub(crate) fn await_snapshot(&self, snapshot: &SnapshotArn) -> Step {
        let id = SnapshotRef::Id(snapshot.id.clone());
        self.wait(snapshot.region, DBClusterSnapshotAvailable { id })
    }

    /// Starts a cluster.
    pub fn start(&self, cluster: &ClusterArn) -> Step {
        self.rds_step(cluster.region, StartDBCluster { id: cluster.id.clone().into() })
    }

    /// Adds an instance to a cluster.
    pub fn add_instance(&self, cluster: &Cluster, id: InstanceId) -> Step {
        let create = new_instance(id, CLASS.into(), cluster.arn.id.clone(), cluster.engine);
        self.rds_step(cluster.arn.region, create)
    }

    /// Takes a snapshot and waits for it.
    pub(crate) fn take_snapshot(&self, cluster: &ClusterArn, snapshot: &SnapshotArn) -> [Step; 2] {
        let take = snapshot_of(cluster.id.clone(), snapshot.id.clone());
        [self.rds_step(cluster.region, take), self.await_snapshot(snapshot)]
    }

    /// Restores a snapshot to a new cluster, under a key if one is to be named.
    pub(crate) fn restore_snapshot(
        &self,
        new: &ClusterArn,
        snapshot: SnapshotRef,
        engine: Engine,
        key: Option<&Key>,
    ) -> Step {
        let restore = restore_of(snapshot, engine, new.id.clone());
        let step = self.rds_step(new.region, restore);
        if let Some(key) = key { step.with_key(key) } else { step }
    }

    /// Restores a cluster's backup to a new cluster, under the old key.
    pub(crate) fn restore_backup(&self, new: &ClusterArn, of: &ClusterId) -> Step {
        self.rds_step(new.region, latest_of(of.clone(), new.id.clone()))
    }

    /// Copies a snapshot within its Region, under the same key.
    pub(crate) fn copy_snapshot(&self, from: SnapshotRef, copy: &SnapshotArn) -> Step {
        self.rds_step(copy.region, copy_of(from, copy.id.clone(), copy.region))
    }
}

/// A customer managed key for symmetric encryption that can be used now, other than that one.
pub(crate) fn usable_key<'w>(
    world: &'w World,
    account: AccountId,
    region: Region,
    except: Option<&KeyArn>,
) -> Option<&'w KmsKey> {
    let mut keys = world.keys.values().map(|key| &**key);
    keys.find(|key| {
        key.arn.account == account
            && key.arn.region == region
            && key.manager == KeyManager::Customer
            && key.state() == KeyState::Enabled
            && key.special.is_none()
            && Some(&key.arn) != except
    })
}

/// A key as a person of its account calls it in its Region: by an alias if it has one.
pub(crate) fn called(world: &World, key: &KmsKey) -> KeyRef {
    let alias = world.aliases_of(&key.arn).next();
    alias.map_or(KeyRef::Id(key.arn.id), |alias| KeyRef::AliasName(alias.id.clone()))
}

/// A name for a new cluster or snapshot in a Region: the stem, or the stem with a number.
fn free(world: &World, account: AccountId, region: Region, stem: &str) -> String {
    let taken = |name: &str| {
        let cluster = ClusterId::parse(name).map(|id| ClusterArn { account, region, id });
        let snapshot = SnapshotId::parse(name).map(|id| SnapshotArn { account, region, id });
        cluster.is_ok_and(|arn| world.clusters.contains_key(&arn))
            || snapshot.is_ok_and(|arn| world.snapshots.contains_key(&arn))
    };
    if taken(stem) { free_with_number(stem, 2, taken) } else { String::from(stem) }
}

/// A name for a new cluster; `None` where the stem is too long for one.
pub(crate) fn free_cluster(
    world: &World,
    account: AccountId,
    region: Region,
    stem: &str,
) -> Option<ClusterArn> {
    let id = ClusterId::parse(&free(world, account, region, stem)).ok()?;
    Some(ClusterArn { account, region, id })
}

/// A name for a new snapshot; `None` where the stem is too long for one.
pub(crate) fn free_snapshot(
    world: &World,
    account: AccountId,
    region: Region,
    stem: &str,
) -> Option<SnapshotArn> {
    let id = SnapshotId::parse(&free(world, account, region, stem)).ok()?;
    Some(SnapshotArn { account, region, id })
}

/// A name for a new instance: the stem with the first number that is free; `None` where it is too long for one.
pub(crate) fn free_instance(
    world: &World,
    account: AccountId,
    region: Region,
    stem: &str,
) -> Option<InstanceId> {
    let taken = |name: &str| {
        let id = InstanceId::parse(name);
        id.is_ok_and(|id| world.instances.contains_key(&InstanceArn { account, region, id }))
    };
    InstanceId::parse(&free_with_number(stem, 1, taken)).ok()
}

/// The stem with the first free number from `first` on.
fn free_with_number(stem: &str, first: u32, taken: impl Fn(&str) -> bool) -> String {
    let mut number = first;
    loop {
        let name = [stem, "-", &number.to_string()].concat();
        if !taken(&name) {
            return name;
        }
        number += 1;
    }
}
