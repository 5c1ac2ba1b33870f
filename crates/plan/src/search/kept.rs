//! What a new cluster is told to have because the old one has it: settings that a restore or a replica would leave at their
//! defaults. Not here: what the world doesn't know of a cluster, which a runbook reminds of.

use playground_core::edition::Edition;
use playground_core::ops::rds::create_db_cluster::CreateDBCluster;
use playground_core::ops::rds::kept::{BirthSettings, KeptSettings};
use playground_core::ops::rds::restore_db_cluster_from_snapshot::RestoreSettings;
use playground_core::ops::rds::values::{Port, RetentionDays};
use playground_core::rds::cluster::{Cluster, StorageType};

use super::part::Aim;
use super::routes::{Routes, Where};

impl Routes<'_> {
    /// The settings of a cluster that is restored there; those of a cluster on the way are the defaults.
    pub(super) fn settings(&self, there: Where) -> RestoreSettings {
        let Some(old) = self.replaced(there) else { return RestoreSettings::default() };
        let kept = old.kept.as_deref().cloned().unwrap_or_default();
        RestoreSettings {
            deletion_protection: old.deletion_protection,
            copy_tags: old.copy_tags,
            storage_type: self.storage(old),
            kept: Box::new(BirthSettings {
                log_exports: kept.log_exports,
                settings: KeptSettings {
                    iam_authentication: kept.iam_authentication.then_some(true),
                    ..KeptSettings::default()
                },
                ..BirthSettings::default()
            }),
            ..RestoreSettings::default()
        }
    }

    /// The same of a replica, which has a port and backups of its own as well.
    pub(super) fn replica_of(&self, create: CreateDBCluster, old: &Cluster, there: Where) -> CreateDBCluster {
        let RestoreSettings { deletion_protection, copy_tags, storage_type, kept, .. } = self.settings(there);
        CreateDBCluster {
            deletion_protection,
            copy_tags,
            storage_type,
            kept,
            port: (old.port != old.engine.default_port()).then_some(Port(old.port)),
            backup_retention: (old.backup_retention > 1).then_some(RetentionDays(old.backup_retention)),
            ..create
        }
    }

    fn storage(&self, old: &Cluster) -> Option<StorageType> {
        let known = self.node.world().edition >= Edition::Y2026;
        (known && old.storage_type != StorageType::Standard).then_some(old.storage_type)
    }

    /// The cluster in whose place one that is made there stands.
    fn replaced(&self, there: Where) -> Option<&Cluster> {
        let old = self.part.subject.cluster()?;
        let here = self.aims_at().unwrap_or((old.account, old.region));
        self.node.world().clusters.get(old).filter(|_| here == there).map(|one| &**one)
    }

    fn aims_at(&self) -> Option<Where> {
        match &self.part.aim {
            Aim::Cluster { account, region, .. } => Some((*account, *region)),
            Aim::Recovered | Aim::Shared(_) | Aim::Away { .. } | Aim::Copied(_) | Aim::Gone | Aim::Set(_) => {
                None
            }
        }
    }
}
