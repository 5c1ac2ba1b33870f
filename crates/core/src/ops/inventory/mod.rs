//! Worlds that begin with what somebody has, instead of with nothing: keys, clusters, snapshots and backups as their
//! descriptions say they are.
//!
//! No description says what a key's material is or what a page holds. So keys get teaching keys like all others here, and
//! storage gets no page: its contents are unknown ([`Image::is_unknown`](crate::storage::image::Image::is_unknown)). Nothing is
//! recorded in CloudTrail, and no event of RDS is told. Who calls is an administrator in each account, made for it.
//!
//! Not here: where an inventory comes from, and what of an account the model hasn't.

mod data;
mod keys;

use super::Tx;
use crate::edition::Edition;
use crate::env::{Seed, Time};
use crate::iam::session::Credentials;
use crate::ids::{
    AccountId, AliasArn, ClusterArn, GlobalClusterArn, InstanceArn, KeyArn, Principal, Region, ResourceId,
    SnapshotArn,
};
use crate::kms::grant::GrantTerms;
use crate::kms::key::{KeyManager, Life, MultiRegion};
use crate::kms::policy::Policy;
use crate::rds::cluster::{Engine, StorageType};
use crate::rds::lifecycle::{ClusterStatus, InstanceStatus};
use crate::rds::notice::Notices;
use crate::rds::snapshot::SnapshotKind;
use crate::world::World;
use std::rc::Rc;

/// What somebody has.
#[derive(Clone, Debug)]
pub struct Inventory {
    /// When it was so: the world's clock begins then.
    pub now: Time,
    /// The accounts that get an administrator.
    pub accounts: Vec<AccountId>,
    /// KMS keys. Related multi-Region keys are of one id.
    pub keys: Vec<HeldKey>,
    /// Aliases, and the keys that they point to.
    pub aliases: Vec<(AliasArn, KeyArn)>,
    /// Grants on these keys, each with the account that issued it.
    pub grants: Vec<(KeyArn, GrantTerms, AccountId)>,
    /// DB clusters. A replica's source and the members of global clusters are among them.
    pub clusters: Vec<HeldCluster>,
    /// DB instances of these clusters, a cluster's writer before its readers.
    pub instances: Vec<HeldInstance>,
    /// DB cluster snapshots.
    pub snapshots: Vec<HeldSnapshot>,
    /// Automated backups of clusters that are gone.
    pub retained: Vec<HeldBackup>,
    /// Global clusters: the primary cluster, then the others.
    pub globals: Vec<(GlobalClusterArn, Vec<ClusterArn>)>,
}

/// A KMS key.
#[derive(Clone, Debug)]
pub struct HeldKey {
    /// Account, Region and id.
    pub arn: KeyArn,
    /// When it was created.
    pub created: Time,
    /// Who manages it.
    pub manager: KeyManager,
    /// Its stage of life.
    pub life: Life,
    /// Its policy.
    pub policy: Rc<Policy>,
    /// After how many days each it is rotated, if it is.
    pub rotation: Option<u32>,
    /// What it is among related keys.
    pub multi_region: Option<MultiRegion>,
}

/// How something is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Not at all.
    Unencrypted,
    /// Under the AWS owned key.
    AwsOwned,
    /// Under one of the keys.
    Under(KeyArn),
}

/// A DB cluster.
#[derive(Clone, Debug)]
pub struct HeldCluster {
    /// Account, Region and identifier.
    pub arn: ClusterArn,
    /// The id that it keeps for life.
    pub resource_id: ResourceId,
    /// The engine.
    pub engine: Engine,
    /// The engine's version.
    pub engine_version: Rc<str>,
    /// Its status.
    pub status: ClusterStatus,
    /// When it was created.
    pub created: Time,
    /// Its encryption.
    pub encryption: Held,
    /// The storage type.
    pub storage_type: StorageType,
    /// How many days automated backups are kept: 1 to 35.
    pub retention: u8,
    /// The earliest moment to which it can be restored.
    pub earliest: Time,
    /// Start of the daily backup window, in minutes after midnight UTC, if it is known.
    pub window: Option<u16>,
    /// The cluster that it replicates.
    pub source: Option<ClusterArn>,
    /// The port, if it is known.
    pub port: Option<u16>,
    /// Whether it must be switched off before the cluster can be deleted.
    pub deletion_protection: bool,
    /// Whether it is of Aurora Serverless v1.
    pub serverless: bool,
}

/// A DB instance.
#[derive(Clone, Debug)]
pub struct HeldInstance {
    /// Account, Region and identifier.
    pub arn: InstanceArn,
    /// The cluster it belongs to.
    pub cluster: ClusterArn,
    /// The instance class.
    pub class: Rc<str>,
    /// Its status.
    pub status: InstanceStatus,
}

/// A DB cluster snapshot.
#[derive(Clone, Debug)]
pub struct HeldSnapshot {
    /// Account, Region and identifier.
    pub arn: SnapshotArn,
    /// Who made it.
    pub kind: SnapshotKind,
    /// When it was created.
    pub created: Time,
    /// The cluster that it was taken of.
    pub cluster: crate::ids::ClusterId,
    /// That cluster's resource id.
    pub resource_id: ResourceId,
    /// Its encryption.
    pub encryption: Held,
    /// The engine.
    pub engine: Engine,
    /// The engine's version.
    pub engine_version: Rc<str>,
    /// The snapshot it was copied from.
    pub source: Option<SnapshotArn>,
    /// Accounts that may restore it.
    pub shared_with: Vec<AccountId>,
    /// Whether anybody may restore it.
    pub public: bool,
}

/// An automated backup of a cluster that is gone.
#[derive(Clone, Debug)]
pub struct HeldBackup {
    /// The cluster.
    pub cluster: ClusterArn,
    /// The cluster's resource id.
    pub resource_id: ResourceId,
    /// The engine.
    pub engine: Engine,
    /// The engine's version.
    pub engine_version: Rc<str>,
    /// Its encryption.
    pub encryption: Held,
    /// The earliest and the latest moment that can be restored.
    pub range: (Time, Time),
    /// How many days backups are kept.
    pub retention: u8,
}

/// Makes the world. Returns it with an administrator's credentials for each account, in the order of the accounts.
pub fn world(inventory: &Inventory, seed: Seed, edition: Edition) -> (World, Vec<Rc<Credentials>>) {
    let mut world = World::new(seed, edition);
    world.now = inventory.now;
    let nobody = Principal::Root(AccountId::AWS);
    let requests = world.requests;
    let mut tx = Tx::begin(world, nobody, Region::DEFAULT, requests);
    let administrators = inventory.accounts.iter().map(|account| keys::administrator(&mut tx, *account));
    let administrators = administrators.collect();
    keys::put(&mut tx, inventory);
    data::put(&mut tx, inventory);
    tx.world.notices = Notices::default();
    (tx.world, administrators)
}
