//! The requests that candidates are made of, with unused names.

use playground_aws::Asked;
use playground_core::ids::{
    ClusterArn, ClusterId, InstanceArn, InstanceId, KeyArn, Region, SnapshotArn, SnapshotId,
};
use playground_core::kms::key::KeyManager;
use playground_core::kms::state::KeyState;
use playground_core::rds::cluster::Cluster;

use crate::question::Question;
use crate::step::{Key, Step};

pub(crate) const KEY_MEMBERS: [&str; 2] = ["KmsKeyId", "StorageEncrypted"];

/// A key to use, and the step that creates it if there is none.
pub(crate) struct SomeKey {
    pub(crate) make: Option<Step>,
    pub(crate) key: Key,
}

impl Question<'_> {
    /// The refused request again, without options that its operation does not have.
    pub(crate) fn again(&self) -> Asked {
        self.asked.clone().without(&[])
    }

    /// An unused name for a new cluster or snapshot in a Region: the stem, or the stem with a number.
    pub fn free(&self, region: Region, stem: &str) -> String {
        let account = self.account();
        let taken = |name: &str| {
            let cluster = ClusterId::parse(name).map(|id| ClusterArn { account, region, id });
            let snapshot = SnapshotId::parse(name).map(|id| SnapshotArn { account, region, id });
            cluster.is_ok_and(|arn| self.world.clusters.contains_key(&arn))
                || snapshot.is_ok_and(|arn| self.world.snapshots.contains_key(&arn))
        };
        if taken(stem) { free_with_number(stem, 2, taken) } else { String::from(stem) }
    }

    /// An unused name for a new instance: the stem with the first free number.
    pub fn free_instance(&self, region: Region, stem: &str) -> String {
        let account = self.account();
        let taken = |name: &str| {
            let id = InstanceId::parse(name);
            id.is_ok_and(|id| self.world.instances.contains_key(&InstanceArn { account, region, id }))
        };
        free_with_number(stem, 1, taken)
    }

    /// The key that the request named, and another one that is suitable in this Region, in case the first is
    /// not.
    pub(crate) fn keys(&self, region: Region, except: Option<&KeyArn>) -> impl Iterator<Item = SomeKey> {
        let named = |text: &str| SomeKey { make: None, key: Key::Named(String::from(text)) };
        let asked = self.key_asked().map(named);
        asked.into_iter().chain(self.some_key(region, except, "KEY"))
    }

    /// A suitable key in this Region; one that is created if there is none.
    pub(crate) fn some_key(
        &self,
        region: Region,
        except: Option<&KeyArn>,
        variable: &'static str,
    ) -> Option<SomeKey> {
        let account = self.asked.account();
        let found = self.world.keys.iter().map(|(_, key)| key).find(|key| {
            Some(key.arn.account) == account
                && key.arn.region == region
                && key.manager == KeyManager::Customer
                && key.state() == KeyState::Enabled
                && Some(&key.arn) != except
        });
        if let Some(key) = found {
            let mut aliases = self.world.aliases.iter().filter(|(_, alias)| alias.target == key.arn);
            let name =
                aliases.next().map_or_else(|| key.arn.id.to_string(), |(alias, _)| alias.id.to_string());
            return Some(SomeKey { make: None, key: Key::Named(name) });
        }
        let create = self.another("CreateKey", region)?.printing("KeyMetadata.KeyId");
        Some(SomeKey { make: Some(Step::making(create, variable)), key: Key::Made(variable) })
    }

    /// An operation on a cluster.
    pub fn on_cluster(&self, name: &str, cluster: &ClusterArn) -> Option<Asked> {
        Some(self.another(name, cluster.region)?.text("DBClusterIdentifier", cluster.id.as_str()))
    }

    /// An operation on an instance.
    pub fn on_instance(&self, name: &str, region: Region, id: &str) -> Option<Asked> {
        Some(self.another(name, region)?.text("DBInstanceIdentifier", id))
    }

    /// Waits for a snapshot.
    pub(crate) fn await_snapshot(&self, region: Region, id: &str) -> Option<Step> {
        let wait = self.another("DBClusterSnapshotAvailable", region)?;
        Some(wait.text("DBClusterSnapshotIdentifier", id).into())
    }

    /// Adds an instance to a cluster.
    pub fn add_instance(&self, cluster: &Cluster, id: &str) -> Option<Asked> {
        let create = self.on_instance("CreateDBInstance", cluster.arn.region, id)?;
        let create = create.text("DBInstanceClass", "db.r5.large").text("Engine", cluster.engine.name());
        Some(create.text("DBClusterIdentifier", cluster.arn.id.as_str()))
    }

    /// Takes a snapshot and waits for it.
    pub(crate) fn take_snapshot(&self, cluster: &ClusterArn, snapshot: &str) -> Option<[Step; 2]> {
        let take = self.on_cluster("CreateDBClusterSnapshot", cluster)?;
        let take = take.text("DBClusterSnapshotIdentifier", snapshot);
        Some([take.into(), self.await_snapshot(cluster.region, snapshot)?])
    }

    /// Restores a snapshot to a new cluster under a key.
    pub(crate) fn restore_snapshot(
        &self,
        new: &ClusterArn,
        snapshot: &str,
        engine: &str,
        key: &Key,
    ) -> Option<Step> {
        let restore = self.on_cluster("RestoreDBClusterFromSnapshot", new)?;
        let restore = restore.text("SnapshotIdentifier", snapshot).text("Engine", engine);
        Some(Step::with_key(restore, "KmsKeyId", key))
    }

    /// Restores a cluster's backup to a new cluster, under the same key.
    pub(crate) fn restore_backup(&self, new: &ClusterArn, of: &str) -> Option<Asked> {
        let restore = self.on_cluster("RestoreDBClusterToPointInTime", new)?;
        Some(restore.text("SourceDBClusterIdentifier", of).flag("UseLatestRestorableTime", true))
    }

    /// Copies a snapshot within its Region under a key.
    pub(crate) fn copy_snapshot(&self, region: Region, from: &str, copy: &str, key: &Key) -> Option<Step> {
        let line = self.another("CopyDBClusterSnapshot", region)?;
        let line = line.text("SourceDBClusterSnapshotIdentifier", from);
        Some(Step::with_key(line.text("TargetDBClusterSnapshotIdentifier", copy), "KmsKeyId", key))
    }

    /// A cluster of the caller by its name.
    pub(crate) fn cluster_arn(&self, region: Region, name: &str) -> Option<ClusterArn> {
        Some(ClusterArn { account: self.account(), region, id: ClusterId::parse(name).ok()? })
    }

    /// A snapshot of the caller by its name.
    pub(crate) fn snapshot_arn(&self, region: Region, name: &str) -> Option<SnapshotArn> {
        Some(SnapshotArn { account: self.account(), region, id: SnapshotId::parse(name).ok()? })
    }
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
