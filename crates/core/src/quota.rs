//! Quotas: how many of a thing an account may have, as AWS sets them for a new account, and as they are raised. Each is of an
//! account in a Region.
//!
//! The numbers are those of the Aurora User Guide ("Quotas in Amazon Aurora", and the limitations of copying, sharing and
//! exporting snapshots) and of the AWS KMS Developer Guide ("Resource quotas"), each edition's of its time. Those that no
//! session can reach are not here, as it takes 5,000 commands at most: 10,000 KMS keys and aliases in a Region and 10,000
//! grants on a key in 2020, 100,000 keys and 50,000 grants today. Retained backups have the quota of DB clusters.
//!
//! Not here: what one resource can have whatever the account, such as 15 readers of a cluster.

use crate::edition::Edition;

macro_rules! quotas {
    ($(
        $(#[$doc:meta])*
        $quota:ident $name:literal, $about:literal, $then:expr, $now:expr, adjustable: $adjustable:literal;
    )*) => {
        /// A quota of an account in a Region.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
        pub enum Quota {
            $($(#[$doc])* $quota,)*
        }

        impl Quota {
            /// All of them.
            const ALL: &'static [Self] = &[$(Self::$quota,)*];

            /// As `playground set-quota` names it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$quota => $name,)* }
            }

            /// What it counts.
            pub const fn about(self) -> &'static str {
                match self { $(Self::$quota => $about,)* }
            }

            /// How many there may be in an edition until it is raised; `None` where AWS has no such quota.
            pub const fn default_value(self, edition: Edition) -> Option<u32> {
                match edition {
                    Edition::Y2020 => match self { $(Self::$quota => $then,)* },
                    Edition::Y2026 => match self { $(Self::$quota => $now,)* },
                }
            }

            /// Returns whether AWS raises it when asked to.
            pub const fn is_adjustable(self) -> bool {
                match self { $(Self::$quota => $adjustable,)* }
            }
        }
    };
}

quotas! {
    /// DB clusters.
    DbClusters "db-clusters", "DB clusters in a Region", Some(40), Some(40), adjustable: true;
    /// DB instances.
    DbInstances "db-instances", "DB instances in a Region", Some(40), Some(40), adjustable: true;
    /// Manual snapshots of clusters.
    ManualSnapshots "manual-db-cluster-snapshots", "manual DB cluster snapshots in a Region",
        Some(100), Some(100), adjustable: true;
    /// Copies of snapshots from other Regions at a time.
    SnapshotCopies "snapshot-copies-in-progress", "copies of snapshots from other Regions to a Region at a time",
        Some(5), Some(5), adjustable: false;
    /// Accounts that a snapshot is shared with.
    SharedAccounts "accounts-per-shared-snapshot", "accounts that a manual snapshot is shared with",
        Some(20), Some(20), adjustable: false;
    /// Exports of snapshots at a time.
    ExportTasks "export-tasks-in-progress", "exports of snapshots to Amazon S3 at a time", Some(5), Some(5), adjustable: false;
    /// Aliases of a key.
    AliasesPerKey "aliases-per-kms-key", "aliases of a KMS key", Some(50), Some(50), adjustable: true;
    /// Grants to one principal on a key, until 2021.
    GrantsPerPrincipal "grants-per-principal-per-kms-key", "grants to one principal on a KMS key",
        Some(500), None, adjustable: true;
    /// Rotations on demand of a key, which came in 2024; ten of them until 2025.
    OnDemandRotations "on-demand-rotations-per-kms-key", "rotations on demand of a KMS key", None, Some(25), adjustable: false;
    /// Tags of a resource of RDS.
    TagsPerResource "tags-per-resource", "tags of a resource of RDS", Some(TAGS), Some(TAGS), adjustable: false;
}

/// The tags that a resource of RDS can have, whatever the edition.
pub const TAGS: u32 = 50;

/// A quota as it is for an account in a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct Allowance {
    /// The quota.
    pub quota: Quota,
    /// How many there may be until it is raised.
    pub default: u32,
    /// How many there may be.
    pub most: usize,
}

impl Quota {
    /// Those of an edition, each with how many there may be until it is raised.
    pub fn of(edition: Edition) -> impl Iterator<Item = (Self, u32)> {
        Self::ALL.iter().filter_map(move |quota| Some((*quota, quota.default_value(edition)?)))
    }
}
