//! What should be true at the end of a plan.
//!
//! Not here: what is tried to get there (`search/routes`), nor whether it is reached (`search/finish`).

use playground_core::env::Time;
use playground_core::ids::{AccountId, ClusterArn, KeyArn, Region, SnapshotArn};

/// What should be true at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// These clusters' data is in clusters that are encrypted under a KMS key of the account.
    Encrypted {
        /// The clusters.
        clusters: Vec<ClusterArn>,
        /// The key; any customer managed key of the cluster's account and Region if absent.
        key: Option<KeyArn>,
    },
    /// These clusters' data is in clusters under another key than now.
    UnderAnotherKey {
        /// The clusters.
        clusters: Vec<ClusterArn>,
        /// The key; any other customer managed key of the cluster's account and Region if absent.
        key: Option<KeyArn>,
    },
    /// These clusters' data is in clusters in another Region, encrypted if the source is.
    InRegion {
        /// The clusters.
        clusters: Vec<ClusterArn>,
        /// The Region.
        region: Region,
        /// The key there; any customer managed key of there if absent.
        key: Option<KeyArn>,
    },
    /// These clusters' data is in clusters of another account, under a key of that account, encrypted if the source is.
    InAccount {
        /// The clusters.
        clusters: Vec<ClusterArn>,
        /// The account.
        account: AccountId,
        /// The account's key; any customer managed key of it if absent.
        key: Option<KeyArn>,
    },
    /// Another account has access to a snapshot with the data, and can restore it.
    ReadableBy {
        /// The data.
        data: Data,
        /// The account.
        account: AccountId,
    },
    /// A new cluster has a cluster's data as it was at a moment.
    RestoredTo {
        /// The cluster.
        cluster: ClusterArn,
        /// The moment.
        time: Time,
    },
    /// A cluster, or a new one with what can be saved of its data, is available again after its key was lost, or after it
    /// was deleted.
    Recovered {
        /// The cluster that is lost.
        cluster: ClusterArn,
    },
    /// Nothing is encrypted under this key any more.
    NoLongerNeeded {
        /// The key.
        key: KeyArn,
        /// The key to use instead; any other customer managed key of the account and Region if absent.
        instead: Option<KeyArn>,
    },
    /// These clusters' data is in snapshots in another Region as well, encrypted if the source is. Nobody notices.
    CopyIn {
        /// The clusters.
        clusters: Vec<ClusterArn>,
        /// The Region.
        region: Region,
        /// The key there; any customer managed key of there if absent.
        key: Option<KeyArn>,
    },
    /// These snapshots' data is in snapshots of their account and Region under another customer managed key than now, and the
    /// old snapshots are deleted.
    SnapshotsUnder {
        /// The snapshots.
        snapshots: Vec<SnapshotArn>,
        /// The key; any other customer managed key of the account and Region if absent.
        key: Option<KeyArn>,
    },
    /// These settings are so. Nothing is moved for them.
    Set(Vec<Setting>),
    /// Each of these, one after the other.
    Each(Vec<Goal>),
}

impl Goal {
    /// The goals that it stands for, none of which stands for others.
    pub fn each(&self) -> Vec<&Self> {
        match self {
            Self::Each(goals) => goals.iter().flat_map(Self::each).collect(),
            Self::Encrypted { .. }
            | Self::UnderAnotherKey { .. }
            | Self::InRegion { .. }
            | Self::InAccount { .. }
            | Self::ReadableBy { .. }
            | Self::RestoredTo { .. }
            | Self::Recovered { .. }
            | Self::NoLongerNeeded { .. }
            | Self::CopyIn { .. }
            | Self::SnapshotsUnder { .. }
            | Self::Set(_) => vec![self],
        }
    }

    /// The account that it brings something to, or gives access.
    pub(crate) const fn to(&self) -> Option<AccountId> {
        match self {
            Self::ReadableBy { account, .. } | Self::InAccount { account, .. } => Some(*account),
            Self::Encrypted { .. }
            | Self::UnderAnotherKey { .. }
            | Self::InRegion { .. }
            | Self::RestoredTo { .. }
            | Self::Recovered { .. }
            | Self::NoLongerNeeded { .. }
            | Self::CopyIn { .. }
            | Self::SnapshotsUnder { .. }
            | Self::Set(_)
            | Self::Each(_) => None,
        }
    }
}

/// A setting that is changed where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A cluster's automated backups are kept for so many days, or longer.
    BackupsKept(ClusterArn, u8),
    /// Not everybody can restore a snapshot.
    NotPublic(SnapshotArn),
    /// A key can be used: it is enabled.
    Usable(KeyArn),
    /// A key is rotated automatically.
    Rotated(KeyArn),
}

/// Whose data a plan is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// A cluster's.
    Cluster(ClusterArn),
    /// A snapshot's.
    Snapshot(SnapshotArn),
}
