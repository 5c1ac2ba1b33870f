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
}

/// Whose data a plan is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// A cluster's.
    Cluster(ClusterArn),
    /// A snapshot's.
    Snapshot(SnapshotArn),
}
