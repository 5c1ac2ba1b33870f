//! Clusters, instances, snapshots and backups.

use super::{shown, tags, time, zones};
use crate::json::{Object, Value};
use playground_core::env::Time;
use playground_core::ids::{AccountId, Region};
use playground_core::ops::rds::{Page, RdsOutput};
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::cluster::{Cluster, Engine};
use playground_core::rds::instance::Instance;
use playground_core::rds::snapshot::{Snapshot, SnapshotKind, SnapshotStatus};
use playground_core::world::World;
use std::rc::Rc;

pub(super) fn render(world: &World, output: &RdsOutput) -> Value {
    match output {
        RdsOutput::Cluster(it) => Object::new().with("DBCluster", cluster(world, it)).done(),
        RdsOutput::Instance(it) => Object::new().with("DBInstance", instance(world, it)).done(),
        RdsOutput::Snapshot(it) => Object::new().with("DBClusterSnapshot", snapshot(it)).done(),
        RdsOutput::Attributes(_, it) => attributes(it),
        RdsOutput::Clusters(list) => page("DBClusters", list, |it| cluster(world, it)),
        RdsOutput::Instances(list) => page("DBInstances", list, |it| instance(world, it)),
        RdsOutput::Snapshots(list) => page("DBClusterSnapshots", list, |it| snapshot(it)),
        RdsOutput::Backups(list) => page("DBClusterAutomatedBackups", list, |it| backup(world, it)),
    }
}

fn page<T>(name: &str, page: &Page<T>, one: impl Fn(&T) -> Value) -> Value {
    let marker = page.marker.as_ref().map(std::string::ToString::to_string);
    Object::new()
        .maybe_text("Marker", marker)
        .with(name, Value::Array(page.items.iter().map(one).collect()))
        .done()
}

/// The host name of a cluster's or an instance's endpoint. The part that AWS draws for each
/// account and Region is made of the account's number here (model).
fn endpoint(name: &str, kind: &str, account: AccountId, region: Region) -> String {
    [
        name,
        ".",
        kind,
        "c",
        shown(account).get(..11).unwrap_or_default(),
        ".",
        region.as_str(),
        ".rds.amazonaws.com",
    ]
    .concat()
}

/// `03:00-03:30`
fn window(start: u16) -> String {
    let clock = |minutes: u16| {
        let two = |number: u16| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
        [two(minutes / 60 % 24), two(minutes % 60)].join(":")
    };
    [clock(start), clock(start + 30)].join("-")
}

/// The parameter family: `aurora-mysql5.7`.
fn family(engine: Engine, version: &str) -> String {
    let parts: Vec<&str> = version.splitn(3, '.').collect();
    let major = match engine {
        Engine::AuroraPostgresql => parts.first().copied().unwrap_or_default().to_owned(),
        _ => parts.get(..2).unwrap_or_default().join("."),
    };
    [engine.name(), &major].concat()
}

/// The first and last time a cluster can be restored to.
fn restorable(world: &World, cluster: &Cluster) -> (Option<String>, Option<String>) {
    let key = (cluster.arn.account, cluster.arn.region, cluster.resource_id);
    world
        .backups
        .get(&key)
        .map_or((None, None), |backup| (Some(time(backup.earliest)), Some(time(latest(world, backup)))))
}

fn latest(world: &World, backup: &AutomatedBackup) -> Time {
    backup.latest.unwrap_or(world.now)
}

fn cluster(world: &World, it: &Cluster) -> Value {
    let (earliest, latest) = restorable(world, it);
    let name = it.arn.id.as_str();
    let (account, region) = (it.arn.account, it.arn.region);
    let members = it.members.iter().enumerate().map(|(at, member)| {
        let tier = world.instances.get(member).map_or(1, |instance| instance.promotion_tier);
        Object::new()
            .text("DBInstanceIdentifier", member.id.as_str())
            .flag("IsClusterWriter", at == 0 && it.replication_source.is_none())
            .text("DBClusterParameterGroupStatus", "in-sync")
            .int("PromotionTier", i64::from(tier))
            .done()
    });
    Object::new()
        .int("AllocatedStorage", 1)
        .with("AvailabilityZones", zones(region))
        .int("BackupRetentionPeriod", i64::from(it.backup_retention))
        .maybe_text("DatabaseName", it.database_name.as_ref().map(shown))
        .text("DBClusterIdentifier", name)
        .text("DBClusterParameterGroup", ["default.", &family(it.engine, &it.engine_version)].concat())
        .text("DBSubnetGroup", "default")
        .text("Status", it.status.name())
        .maybe_text("EarliestRestorableTime", earliest)
        .text("Endpoint", endpoint(name, "cluster-", account, region))
        .text("ReaderEndpoint", endpoint(name, "cluster-ro-", account, region))
        .flag("MultiAZ", it.members.len() > 1)
        .text("Engine", it.engine.name())
        .text("EngineVersion", &*it.engine_version)
        .maybe_text("LatestRestorableTime", latest)
        .int("Port", i64::from(it.port))
        .text("MasterUsername", &*it.master_username)
        .text("PreferredBackupWindow", window(it.backup_window))
        .text("PreferredMaintenanceWindow", "mon:04:00-mon:04:30")
        .maybe_text("ReplicationSourceIdentifier", it.replication_source.as_ref().map(shown))
        .with("ReadReplicaIdentifiers", Value::strings(it.replicas.iter().map(shown)))
        .with("DBClusterMembers", Value::Array(members.collect()))
        .with("VpcSecurityGroups", Value::Array(Vec::new()))
        .flag("StorageEncrypted", it.encryption.key().is_some())
        .maybe_text("KmsKeyId", it.encryption.key().map(shown))
        .text("DbClusterResourceId", ["cluster-", &shown(it.resource_id)].concat())
        .text("DBClusterArn", shown(&it.arn))
        .with("AssociatedRoles", Value::Array(Vec::new()))
        .flag("IAMDatabaseAuthenticationEnabled", false)
        .text("ClusterCreateTime", time(it.created))
        .text("EngineMode", "provisioned")
        .text("StorageType", it.storage_type.name())
        .flag("DeletionProtection", it.deletion_protection)
        .flag("HttpEndpointEnabled", false)
        .flag("CopyTagsToSnapshot", it.copy_tags)
        .flag("CrossAccountClone", false)
        .with("DomainMemberships", Value::Array(Vec::new()))
        .with("TagList", tags(&it.tags, "Key", "Value"))
        .done()
}

/// An instance shows its cluster's engine, storage and key: it has none of its own (rule O05).
fn instance(world: &World, it: &Instance) -> Value {
    let (account, region) = (it.arn.account, it.arn.region);
    let cluster = world.clusters.get(&it.cluster).map(Rc::as_ref);
    let port = cluster.map_or(0, |cluster| i64::from(cluster.port));
    let address = Object::new()
        .text("Address", endpoint(it.arn.id.as_str(), "", account, region))
        .int("Port", port)
        .done();
    let key = cluster.and_then(|cluster| cluster.encryption.key());
    Object::new()
        .text("DBInstanceIdentifier", it.arn.id.as_str())
        .text("DBInstanceClass", &*it.class)
        .maybe_text("Engine", cluster.map(|cluster| cluster.engine.name().to_owned()))
        .text("DBInstanceStatus", it.status.name())
        .maybe_text("MasterUsername", cluster.map(|cluster| shown(&cluster.master_username)))
        .with("Endpoint", address)
        .int("AllocatedStorage", 1)
        .text("InstanceCreateTime", time(it.created))
        .maybe(
            "BackupRetentionPeriod",
            cluster.map(|cluster| Value::int(i64::from(cluster.backup_retention))),
        )
        .with("DBSecurityGroups", Value::Array(Vec::new()))
        .with("VpcSecurityGroups", Value::Array(Vec::new()))
        .text("AvailabilityZone", [region.as_str(), "a"].concat())
        .flag("MultiAZ", false)
        .maybe_text("EngineVersion", cluster.map(|cluster| shown(&cluster.engine_version)))
        .flag("AutoMinorVersionUpgrade", true)
        .flag("PubliclyAccessible", false)
        .maybe_text("StorageType", cluster.map(|cluster| cluster.storage_type.name().to_owned()))
        .text("DBClusterIdentifier", it.cluster.id.as_str())
        .flag("StorageEncrypted", key.is_some())
        .maybe_text("KmsKeyId", key.map(shown))
        .text("DbiResourceId", ["db-", &shown(it.resource_id)].concat())
        .flag("CopyTagsToSnapshot", false)
        .int("MonitoringInterval", 0)
        .int("PromotionTier", i64::from(it.promotion_tier))
        .text("DBInstanceArn", shown(&it.arn))
        .flag("IAMDatabaseAuthenticationEnabled", false)
        .flag("DeletionProtection", false)
        .with("TagList", Value::Array(Vec::new()))
        .done()
}

fn snapshot(it: &Snapshot) -> Value {
    let done = it.status == SnapshotStatus::Available;
    Object::new()
        .with("AvailabilityZones", zones(it.arn.region))
        .text("DBClusterSnapshotIdentifier", it.arn.id.as_str())
        .text("DBClusterIdentifier", it.cluster.as_str())
        .text("SnapshotCreateTime", time(it.created))
        .text("Engine", it.engine.name())
        .text("EngineMode", "provisioned")
        .int("AllocatedStorage", 1)
        .text("Status", it.status.name())
        .int("Port", i64::from(it.port))
        .text("ClusterCreateTime", time(it.cluster_created))
        .text("MasterUsername", &*it.master_username)
        .text("EngineVersion", &*it.engine_version)
        .text("LicenseModel", it.engine.name())
        .text("SnapshotType", if it.kind == SnapshotKind::Manual { "manual" } else { "automated" })
        .int("PercentProgress", if done { 100 } else { 0 })
        .flag("StorageEncrypted", it.encryption.key().is_some())
        .maybe_text("KmsKeyId", it.encryption.key().map(shown))
        .text("DBClusterSnapshotArn", shown(&it.arn))
        .maybe_text("SourceDBClusterSnapshotArn", it.source.as_ref().map(shown))
        .flag("IAMDatabaseAuthenticationEnabled", false)
        .with("TagList", tags(&it.tags, "Key", "Value"))
        .text("StorageType", it.storage_type.name())
        .text("DbClusterResourceId", ["cluster-", &shown(it.resource_id)].concat())
        .done()
}

fn attributes(it: &Snapshot) -> Value {
    let mut accounts: Vec<String> = it.shared_with.iter().map(shown).collect();
    if it.public {
        accounts.push("all".to_owned());
    }
    let restore =
        Object::new().text("AttributeName", "restore").with("AttributeValues", Value::strings(accounts));
    let result = Object::new()
        .text("DBClusterSnapshotIdentifier", it.arn.id.as_str())
        .with("DBClusterSnapshotAttributes", Value::Array(vec![restore.done()]));
    Object::new().with("DBClusterSnapshotAttributesResult", result.done()).done()
}

fn backup(world: &World, it: &AutomatedBackup) -> Value {
    let window = Object::new()
        .text("EarliestTime", time(it.earliest))
        .text("LatestTime", time(latest(world, it)))
        .done();
    let region = it.cluster.region;
    let arn = [
        "arn:aws:rds:",
        region.as_str(),
        ":",
        &shown(it.cluster.account),
        ":cluster-auto-backup:ab-",
        &shown(it.resource_id).to_lowercase(),
    ];
    Object::new()
        .text("Engine", it.engine.name())
        .text("DBClusterAutomatedBackupsArn", arn.concat())
        .text("DBClusterIdentifier", it.cluster.id.as_str())
        .with("RestoreWindow", window)
        .text("MasterUsername", &*it.master_username)
        .text("DbClusterResourceId", ["cluster-", &shown(it.resource_id)].concat())
        .text("Region", region.as_str())
        .text("LicenseModel", it.engine.name())
        .text("Status", it.status.name())
        .flag("IAMDatabaseAuthenticationEnabled", false)
        .text("ClusterCreateTime", time(it.cluster_created))
        .flag("StorageEncrypted", it.encryption.key().is_some())
        .int("AllocatedStorage", 1)
        .text("EngineVersion", &*it.engine_version)
        .text("DBClusterArn", shown(&it.cluster))
        .int("BackupRetentionPeriod", i64::from(it.retention))
        .text("EngineMode", "provisioned")
        .with("AvailabilityZones", zones(region))
        .int("Port", i64::from(it.port))
        .maybe_text("KmsKeyId", it.encryption.key().map(shown))
        .text("StorageType", it.storage_type.name())
        .done()
}
