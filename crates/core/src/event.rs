//! Events: what can happen to a world. [`decide`](crate::ops::decide) returns them,
//! [`apply`](crate::apply::apply) carries them out.

use crate::env::Time;
use crate::iam::managed::{Managed, PolicyArn};
use crate::iam::role::{Role, User};
use crate::iam::session::Credentials;
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
    /// An inline policy of an IAM user or role was put.
    IdentityPolicyPut(Principal, Rc<str>, Rc<Policy>),
    /// An inline policy of an IAM user or role was deleted.
    IdentityPolicyRemoved(Principal, Rc<str>),
    /// Something happened to a role, a managed policy or a session.
    Iam(IamEvent),
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

/// A change to what `iam` has.
#[derive(Clone, StableHash)]
pub enum IamEvent {
    /// A role was created or changed.
    RolePut(Rc<Role>),
    /// A role is gone.
    RoleRemoved(AccountId, Rc<str>),
    /// A user was created.
    UserPut(Rc<User>),
    /// A user is gone.
    UserRemoved(AccountId, Rc<str>),
    /// A managed policy was created.
    ManagedPolicyPut(Rc<Managed>),
    /// A managed policy is gone.
    ManagedPolicyRemoved(PolicyArn),
    /// A managed policy was attached to a user or role.
    PolicyAttached(Principal, Rc<Managed>),
    /// A managed policy was detached from a user or role.
    PolicyDetached(Principal, PolicyArn),
    /// A session of a role began.
    SessionBegan(Rc<Credentials>),
}

impl From<IamEvent> for Event {
    fn from(event: IamEvent) -> Self {
        Self::Iam(event)
    }
}
