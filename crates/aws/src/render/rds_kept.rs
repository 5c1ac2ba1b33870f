//! What is kept of clusters: snapshots, with whom they are shared, and automated backups.

use super::network::{Place, license};
use super::rds::{encryption, latest, named};
use super::{Iso, dynamic, shown, tags, zones};
use crate::json::{Object, Value};
use playground_core::edition::Edition;
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::cluster::{Engine, StorageEncryptionType};
use playground_core::rds::snapshot::{Snapshot, SnapshotStatus};
use playground_core::world::World;

pub(super) fn snapshot(world: &World, it: &Snapshot) -> Value {
    let done = it.status == SnapshotStatus::Available;
    Object::new()
        .with("AvailabilityZones", zones(it.arn.region))
        .text("DBClusterSnapshotIdentifier", it.arn.id.as_str())
        .text("DBClusterIdentifier", it.cluster.as_str())
        .show("SnapshotCreateTime", &Iso(it.created))
        .text("Engine", it.engine.name())
        .when(world.edition >= Edition::Y2026, |out| out.text("EngineMode", "provisioned"))
        .int("AllocatedStorage", i64::from(it.engine != Engine::AuroraPostgresql))
        .text("Status", it.status.name())
        .int("Port", 0)
        .text("VpcId", &Place { account: it.arn.account, region: it.arn.region }.vpc())
        .show("ClusterCreateTime", &Iso(it.cluster_created))
        .text("MasterUsername", &it.master_username)
        .text("EngineVersion", &it.engine_version)
        .text("LicenseModel", snapshot_license(it.engine))
        .text("SnapshotType", it.kind.name())
        .int("PercentProgress", if done { 100 } else { 0 })
        .when(true, |out| encryption(out, world.edition, it.encryption.key()))
        .show("DBClusterSnapshotArn", &it.arn)
        .maybe_show("SourceDBClusterSnapshotArn", dynamic(it.source.as_ref()))
        .flag("IAMDatabaseAuthenticationEnabled", false)
        .with("TagList", tags(&it.tags, "Key", "Value"))
        .when(world.edition >= Edition::Y2026, |out| {
            out.text("StorageType", it.storage_type.name())
                .text("DbClusterResourceId", &format!("cluster-{}", it.resource_id))
        })
        .done()
}

/// `LicenseModel` of a snapshot, where those of Aurora `MySQL` name the engine.
const fn snapshot_license(engine: Engine) -> &'static str {
    match engine {
        Engine::Aurora | Engine::AuroraMysql => engine.name(),
        Engine::AuroraPostgresql => license(engine),
    }
}

pub(super) fn attributes(it: &Snapshot) -> Value {
    let mut accounts: Vec<String> = it.shared_with.iter().map(|account| shown(account)).collect();
    if it.public {
        accounts.push("all".to_owned());
    }
    let restore = Object::new()
        .text("AttributeName", "restore")
        .with("AttributeValues", Value::strings(accounts))
        .done();
    let result = Object::new()
        .text("DBClusterSnapshotIdentifier", it.arn.id.as_str())
        .with("DBClusterSnapshotAttributes", Value::Array(vec![restore]))
        .done();
    Object::new().with("DBClusterSnapshotAttributesResult", result).done()
}

pub(super) fn backup(world: &World, it: &AutomatedBackup) -> Value {
    let window = Object::new()
        .show("EarliestTime", &Iso(it.earliest))
        .show("LatestTime", &Iso(latest(world, it)))
        .done();
    let region = it.cluster.region;
    let id = shown(&it.resource_id).to_ascii_lowercase();
    let arn = format!("arn:aws:rds:{region}:{}:cluster-auto-backup:ab-{id}", it.cluster.account);
    Object::new()
        .text("Engine", it.engine.name())
        .text("DBClusterAutomatedBackupsArn", &arn)
        .text("DBClusterIdentifier", it.cluster.id.as_str())
        .with("RestoreWindow", window)
        .text("MasterUsername", &it.master_username)
        .text("DbClusterResourceId", &format!("cluster-{}", it.resource_id))
        .text("Region", region.as_str())
        .text("LicenseModel", it.engine.name())
        .text("Status", it.status.name())
        .flag("IAMDatabaseAuthenticationEnabled", false)
        .show("ClusterCreateTime", &Iso(it.cluster_created))
        .flag("StorageEncrypted", named(it.encryption.key()).is_some())
        .when(world.edition >= Edition::Y2026, |out| {
            out.text("StorageEncryptionType", StorageEncryptionType::of(it.encryption.key()).name())
        })
        .int("AllocatedStorage", 1)
        .text("EngineVersion", &it.engine_version)
        .show("DBClusterArn", &it.cluster)
        .int("BackupRetentionPeriod", i64::from(it.retention))
        .text("EngineMode", "provisioned")
        .with("AvailabilityZones", zones(region))
        .int("Port", i64::from(it.port))
        .maybe_show("KmsKeyId", dynamic(named(it.encryption.key())))
        .when(world.edition >= Edition::Y2026, |out| out.text("StorageType", it.storage_type.name()))
        .done()
}
