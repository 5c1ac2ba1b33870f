//! Lifecycles as tables: which status follows which, and which status allows which operation.
//!
//! A transitional status ends on the logical clock, after [`ClusterStatus::lasts`]. The durations are a
//! model: AWS publishes none.

use crate::edition::Edition;

macro_rules! since {
    () => {
        Edition::Y2020
    };
    ($edition:ident) => {
        Edition::$edition
    };
}

macro_rules! statuses {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal $(, since $edition:ident)?)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
        pub enum $name { $(#[doc = $text] $variant,)* }

        impl $name {
            /// Every status.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// As `Status` shows it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The first edition that has it.
            pub const fn since(self) -> Edition {
                match self { $(Self::$variant => since!($($edition)?),)* }
            }

            /// Returns whether RDS can't use the cluster's key, for good or for now.
            pub const fn is_inaccessible(self) -> bool {
                matches!(self, Self::InaccessibleEncryptionCredentials | Self::Recoverable)
            }
        }
    };
}

statuses! {
    /// A cluster's status.
    ClusterStatus {
        Creating "creating"
        Available "available"
        BackingUp "backing-up"
        Modifying "modifying"
        Promoting "promoting"
        Stopping "stopping"
        Stopped "stopped"
        Starting "starting"
        Deleting "deleting"
        InaccessibleEncryptionCredentials "inaccessible-encryption-credentials"
        FailingOver "failing-over"
        Recoverable "inaccessible-encryption-credentials-recoverable", since Y2026
    }
}

statuses! {
    /// An instance's status.
    InstanceStatus {
        Creating "creating"
        Available "available"
        Stopping "stopping"
        Stopped "stopped"
        Starting "starting"
        Deleting "deleting"
        InaccessibleEncryptionCredentials "inaccessible-encryption-credentials"
        Rebooting "rebooting"
        Modifying "modifying"
        Recoverable "inaccessible-encryption-credentials-recoverable", since Y2026
    }
}

/// An operation on a cluster, as far as the cluster's status allows or refuses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub enum ClusterOp {
    /// `ModifyDBCluster`
    Modify,
    /// `DeleteDBCluster` without a final snapshot.
    Delete,
    /// `DeleteDBCluster` with a final snapshot.
    DeleteWithSnapshot,
    /// `StartDBCluster`
    Start,
    /// `StopDBCluster`
    Stop,
    /// `CreateDBInstance` in it.
    AddInstance,
    /// `DeleteDBInstance` in it.
    RemoveInstance,
    /// `CreateDBClusterSnapshot`
    Snapshot,
    /// Becoming the source of a read replica.
    Replicate,
    /// `PromoteReadReplicaDBCluster`
    Promote,
    /// `FailoverDBCluster`
    Failover,
    /// `RemoveFromGlobalCluster`
    LeaveGlobal,
    /// `FailoverGlobalCluster` or `SwitchoverGlobalCluster` to it; a switchover from it, too.
    SwitchRole,
    /// `RebootDBInstance` in it.
    RebootInstance,
    /// `ModifyDBInstance` in it.
    ModifyInstance,
    /// A client's read or write.
    Connect,
    /// Replaying what its source writes, as a read replica.
    Follow,
}

impl ClusterOp {
    /// Every operation.
    pub const ALL: &[Self] = &[
        Self::Modify,
        Self::Delete,
        Self::DeleteWithSnapshot,
        Self::Start,
        Self::Stop,
        Self::AddInstance,
        Self::RemoveInstance,
        Self::Snapshot,
        Self::Replicate,
        Self::Promote,
        Self::Failover,
        Self::LeaveGlobal,
        Self::SwitchRole,
        Self::RebootInstance,
        Self::ModifyInstance,
        Self::Connect,
        Self::Follow,
    ];

    /// The statuses that allow it. [`ClusterStatus::InaccessibleEncryptionCredentials`] allows only deletion
    /// and the removal of instances (rule E08), [`ClusterStatus::Recoverable`] also the start (rule N10).
    pub const fn takes(self) -> &'static [ClusterStatus] {
        use ClusterStatus as S;
        match self {
            Self::Modify
            | Self::Replicate
            | Self::Promote
            | Self::Failover
            | Self::SwitchRole
            | Self::Stop
            | Self::DeleteWithSnapshot => &[S::Available],
            Self::AddInstance => &[S::Available, S::Creating, S::BackingUp],
            Self::Snapshot | Self::RebootInstance | Self::ModifyInstance => &[S::Available, S::BackingUp],
            Self::LeaveGlobal => {
                &[S::Available, S::Stopped, S::InaccessibleEncryptionCredentials, S::Recoverable]
            }
            Self::Start => &[S::Stopped, S::Recoverable],
            Self::Delete => &[S::Available, S::Stopped, S::InaccessibleEncryptionCredentials, S::Recoverable],
            Self::RemoveInstance => &[
                S::Available,
                S::BackingUp,
                S::Stopped,
                S::InaccessibleEncryptionCredentials,
                S::Recoverable,
            ],
            Self::Connect => &[S::Available, S::BackingUp, S::Modifying],
            Self::Follow => &[
                S::Creating,
                S::Available,
                S::BackingUp,
                S::Modifying,
                S::Promoting,
                S::Stopping,
                S::Stopped,
                S::Starting,
                S::FailingOver,
            ],
        }
    }
}

/// An operation on an instance, as far as the instance's status allows or refuses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub enum InstanceOp {
    /// `ModifyDBInstance`
    Modify,
    /// `RebootDBInstance`
    Reboot,
    /// Becoming the writer, by `FailoverDBCluster`.
    TakeOver,
    /// A client's read or write.
    Connect,
    /// `DescribeDBLogFiles` and `DownloadDBLogFilePortion`
    ReadLogs,
}

impl InstanceOp {
    /// Every operation.
    pub const ALL: &[Self] = &[Self::Modify, Self::Reboot, Self::TakeOver, Self::Connect, Self::ReadLogs];

    /// The statuses that allow it.
    pub const fn takes(self) -> &'static [InstanceStatus] {
        match self {
            Self::Modify | Self::Reboot | Self::TakeOver | Self::Connect | Self::ReadLogs => {
                &[InstanceStatus::Available]
            }
        }
    }
}

impl ClusterStatus {
    /// How many seconds it lasts, and the status after it; `None` for a status that does not end without a
    /// command.
    pub const fn lasts(self) -> Option<(u64, Self)> {
        match self {
            Self::Creating | Self::Starting => Some((240, Self::Available)),
            Self::BackingUp => Some((120, Self::Available)),
            Self::Modifying => Some((60, Self::Available)),
            Self::Promoting => Some((180, Self::Available)),
            Self::FailingOver => Some((30, Self::Available)),
            Self::Stopping => Some((180, Self::Stopped)),
            // Nothing follows deletion: the handler removes the cluster.
            Self::Deleting => Some((120, Self::Deleting)),
            Self::Available | Self::Stopped | Self::InaccessibleEncryptionCredentials => None,
            Self::Recoverable => Some((LONGEST_STOP, Self::InaccessibleEncryptionCredentials)),
        }
    }
}

impl InstanceStatus {
    /// How many seconds it lasts, and the status after it; `None` for a status that does not end without a
    /// command.
    pub const fn lasts(self) -> Option<(u64, Self)> {
        match self {
            Self::Creating | Self::Modifying => Some((300, Self::Available)),
            Self::Stopping => Some((180, Self::Stopped)),
            Self::Starting => Some((240, Self::Available)),
            Self::Rebooting => Some((30, Self::Available)),
            Self::Deleting => Some((120, Self::Deleting)),
            // Its cluster ends this status.
            Self::Available | Self::Stopped | Self::InaccessibleEncryptionCredentials | Self::Recoverable => {
                None
            }
        }
    }
}

/// How many seconds it takes to take a snapshot.
pub const SNAPSHOT_SECONDS: u64 = 120;
/// How many seconds it takes to copy a snapshot.
pub const COPY_SECONDS: u64 = 300;
/// After how many seconds Aurora starts a stopped cluster, and gives up one whose key it can't use: seven days.
pub const LONGEST_STOP: u64 = 7 * 86_400;
