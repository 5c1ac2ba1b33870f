//! Quotas: how many of a thing an account may have in a Region, as AWS sets them for a new account, and as they are raised.
//!
//! The numbers are those of the Aurora User Guide ("Quotas in Amazon Aurora") and of the AWS KMS Developer Guide ("Resource
//! quotas"); they are the same in both editions. Those that no session can reach are not here, such as 10,000 KMS keys in
//! 2020 and 100,000 today, or 50,000 grants on a key.

macro_rules! quotas {
    ($($(#[$doc:meta])* $quota:ident $name:literal, $about:literal, $most:literal, adjustable: $adjustable:literal;)*) => {
        /// A quota of an account in a Region.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
        pub enum Quota {
            $($(#[$doc])* $quota,)*
        }

        impl Quota {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$quota,)*];

            /// As `playground set-quota` names it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$quota => $name,)* }
            }

            /// What it counts.
            pub const fn about(self) -> &'static str {
                match self { $(Self::$quota => $about,)* }
            }

            /// How many there may be, until it is raised.
            pub const fn default_value(self) -> u32 {
                match self { $(Self::$quota => $most,)* }
            }

            /// Whether AWS raises it when asked to.
            pub const fn is_adjustable(self) -> bool {
                match self { $(Self::$quota => $adjustable,)* }
            }
        }
    };
}

quotas! {
    /// DB clusters.
    DbClusters "db-clusters", "DB clusters in a Region", 40, adjustable: true;
    /// DB instances.
    DbInstances "db-instances", "DB instances in a Region", 40, adjustable: true;
    /// Manual snapshots of clusters.
    ManualSnapshots "manual-db-cluster-snapshots", "manual DB cluster snapshots in a Region", 100, adjustable: true;
    /// Aliases of a key.
    AliasesPerKey "aliases-per-kms-key", "aliases of a KMS key", 50, adjustable: true;
    /// Tags of a resource of RDS.
    TagsPerResource "tags-per-resource", "tags of a resource of RDS", 50, adjustable: false;
}
