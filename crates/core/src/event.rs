//! Events: what can happen to a world. [`decide`](crate::ops::decide) returns them,
//! [`apply`](crate::apply::apply) carries them out.

use crate::env::Time;
use crate::ids::{
    AccountId, AliasArn, ClusterArn, GlobalClusterArn, GrantId, InstanceArn, KeyArn, Principal, Region,
    SnapshotArn,
};
use crate::kms::grant::Grant;
use crate::kms::key::{Alias, Key};
use crate::kms::policy::Policy;
use crate::quota::Quota;
use crate::rds::backup::{AutomatedBackup, BackupKey};
use crate::rds::cluster::Cluster;
use crate::rds::export::ExportTask;
use crate::rds::global::GlobalCluster;
use crate::rds::instance::Instance;
use crate::rds::snapshot::Snapshot;
use crate::trail::TrailEvent;
use crate::world::Due;
use std::rc::Rc;

/// A change to a world. `…Put` events carry the resource as it is after the change.
#[derive(Clone, StableHash)]
pub enum Event {
    /// An operation began: its number, and the digest of all requests so far, this one included.
    Began(u64, [u8; 32]),
    /// The clock moved.
    Clock(Time),
    /// CloudTrail recorded a call.
    Recorded(Rc<TrailEvent>),
    /// A KMS key was created or changed.
    KeyPut(Rc<Key>),
    /// A KMS key, its material, its aliases and its grants are gone.
    KeyRemoved(KeyArn),
    /// An alias points to a key.
    AliasPut(AliasArn, Alias),
    /// An alias is gone.
    AliasRemoved(AliasArn),
    /// A grant was created.
    GrantPut(Rc<Grant>),
    /// A grant was revoked or retired.
    GrantRemoved(KeyArn, GrantId),
    /// An IAM user's policy was put.
    IdentityPolicyPut(Principal, Rc<str>, Rc<Policy>),
    /// An IAM user's policy was deleted.
    IdentityPolicyRemoved(Principal, Rc<str>),
    /// The address from which a user calls.
    OriginPut(Principal, Rc<str>),
    /// The organization of an account; `None` if it is in none.
    OrganizationPut(AccountId, Option<Rc<str>>),
    /// A quota was raised.
    QuotaPut((AccountId, Region, Quota), u32),
    /// The service control policy of an account; `None` if it has none but `FullAWSAccess`.
    ServiceControlPolicyPut(AccountId, Option<Rc<Policy>>),
    /// A DB cluster was created or changed.
    ClusterPut(Rc<Cluster>),
    /// A DB cluster is gone.
    ClusterRemoved(ClusterArn),
    /// A global cluster was created or changed.
    GlobalClusterPut(Rc<GlobalCluster>),
    /// A global cluster is gone.
    GlobalClusterRemoved(GlobalClusterArn),
    /// A DB instance was created or changed.
    InstancePut(Rc<Instance>),
    /// A DB instance is gone.
    InstanceRemoved(InstanceArn),
    /// A snapshot was created or changed.
    SnapshotPut(Rc<Snapshot>),
    /// A snapshot is gone.
    SnapshotRemoved(SnapshotArn),
    /// An automated backup was created or changed.
    BackupPut(Rc<AutomatedBackup>),
    /// An automated backup is gone.
    BackupRemoved(BackupKey),
    /// An export was started or changed.
    ExportPut(Rc<ExportTask>),
    /// Something becomes due at that time.
    Scheduled(Time, Due),
    /// Something that was due has been handled.
    Fired(Time, u64),
}
