//! Answers of RDS: which is for what, and clusters and instances. Their snapshots and backups: `rds_kept`; other things: `rds_more`.

use super::global::global;
use super::network::{Place, authority, domains, license, option_groups, parameter_groups, subnet_group};
use super::rds_kept::{attributes, backup, snapshot};
use super::{Iso, dynamic, rds_more, shown, tags, zones};
use crate::json::{Object, Value};
use playground_core::edition::Edition;
use playground_core::env::Time;
use playground_core::ids::KeyArn;
use playground_core::kms::state::KeyState;

use playground_core::ops::rds::log_files::LogFile;
use playground_core::ops::rds::{Page, RdsOutput};
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::beside::{ActivityStream, Insights, MasterSecret};
use playground_core::rds::catalog::parameter_group;
use playground_core::rds::cluster::{Cluster, Endpoint, StorageEncryptionType};
use playground_core::rds::instance::{Instance, Pending};
use playground_core::rds::kept::{InstanceKept, Kept, MAINTENANCE, Scaling};
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::world::World;
use std::rc::Rc;

pub(super) fn render(world: &World, output: &RdsOutput, most: usize) -> Value {
    match output {
        RdsOutput::Cluster(it) => Object::new().with("DBCluster", cluster(world, it)).done(),
        RdsOutput::Instance(it) => Object::new().with("DBInstance", instance(world, it)).done(),
        RdsOutput::Snapshot(it) => Object::new().with("DBClusterSnapshot", snapshot(world, it)).done(),
        RdsOutput::Attributes(_, it) => attributes(it),
        RdsOutput::Clusters(list) => page("DBClusters", (list, most), |it| cluster(world, it)),
        RdsOutput::Instances(list) => page("DBInstances", (list, most), |it| instance(world, it)),
        RdsOutput::Snapshots(list) => page("DBClusterSnapshots", (list, most), |it| snapshot(world, it)),
        RdsOutput::GlobalCluster(it) => Object::new().with("GlobalCluster", global(world, it)).done(),
        RdsOutput::GlobalClusters(list) => page("GlobalClusters", (list, most), |it| global(world, it)),
        RdsOutput::LogFiles(list) => page("DescribeDBLogFiles", (list, most), log_file),
        RdsOutput::LogPortion(it) => Object::new()
            .text("LogFileData", &it.data)
            .text("Marker", &it.marker)
            .flag("AdditionalDataPending", it.pending)
            .done(),
        RdsOutput::Backup(it) => Object::new().with("DBClusterAutomatedBackup", backup(world, it)).done(),
        RdsOutput::EngineVersions(list) => rds_more::versions(world.edition, list, most),
        RdsOutput::InstanceOptions(region, list) => rds_more::options(*region, list, most),
        RdsOutput::Events(list) => rds_more::events(list, most),
        RdsOutput::Export(it) => rds_more::export(world.edition, it),
        RdsOutput::Exports(list) => rds_more::exports(world.edition, list, most),
        RdsOutput::StreamStarted(it, at_once) => rds_more::stream(world, it, Some(*at_once)),
        RdsOutput::StreamStopped(it) => rds_more::stream(world, it, None),
        RdsOutput::TagList(list) => Object::new().with("TagList", tags(list, "Key", "Value")).done(),
        RdsOutput::Nothing => Object::new().done(),
        RdsOutput::Backups(list) => page("DBClusterAutomatedBackups", (list, most), |it| backup(world, it)),
    }
}

pub(super) fn page<T>(name: &str, (page, most): (&Page<T>, usize), one: impl Fn(&T) -> Value) -> Value {
    let marker = page.marker.as_ref().map(std::string::ToString::to_string);
    Object::new()
        .maybe_show("Marker", dynamic(marker.as_ref()))
        .with(name, Value::Array(page.items.iter().take(most).map(one).collect()))
        .done()
}

/// The maintenance window of a cluster.
fn maintenance(kept: Option<&Kept>) -> &str {
    kept.and_then(|kept| kept.maintenance_window.as_deref()).unwrap_or(MAINTENANCE)
}

/// The network type of a cluster and its instances.
fn network_type(kept: Option<&Kept>) -> &str {
    kept.and_then(|kept| kept.network_type.as_deref()).unwrap_or("IPV4")
}

/// `EnabledCloudwatchLogsExports`, if there are any.
fn log_exports(kept: Option<&Kept>) -> Option<Value> {
    let logs = kept.map(|kept| &kept.log_exports).filter(|logs| !logs.is_empty())?;
    Some(Value::strings(logs.iter().map(|log| shown(log))))
}

/// A backup window: `03:00-03:30`.
fn window(start: u16) -> String {
    let end = start + 30;
    format!("{:02}:{:02}-{:02}:{:02}", start / 60, start % 60, end / 60 % 24, end % 60)
}

/// The earliest and latest time that a cluster can be restored to.
fn restorable(world: &World, cluster: &Cluster) -> (Option<Iso>, Option<Iso>) {
    let key = (cluster.arn.account, cluster.arn.region, cluster.resource_id);
    let backup = world.backups.get(&key);
    (backup.map(|backup| Iso(backup.earliest)), backup.map(|backup| Iso(latest(world, backup))))
}

pub(super) fn latest(world: &World, backup: &AutomatedBackup) -> Time {
    backup.latest.unwrap_or(world.now)
}

/// What the storage is encrypted with (rule D01): an AWS owned key is named by no answer, and counts as not encrypted for
/// `StorageEncrypted`.
pub(super) fn encryption<'a>(out: &'a mut Object, edition: Edition, key: Option<&KeyArn>) -> &'a mut Object {
    out.flag("StorageEncrypted", named(key).is_some())
        .when(edition >= Edition::Y2026, |out| {
            out.text("StorageEncryptionType", StorageEncryptionType::of(key).name())
        })
        .maybe_show("KmsKeyId", dynamic(named(key)))
}

/// The key that answers name.
pub(super) fn named(key: Option<&KeyArn>) -> Option<&KeyArn> {
    key.filter(|_| StorageEncryptionType::of(key) == StorageEncryptionType::SseKms)
}

fn cluster(world: &World, it: &Cluster) -> Value {
    let (earliest, latest) = restorable(world, it);
    let name = it.arn.id.as_str();
    let (account, region) = (it.arn.account, it.arn.region);
    let (place, kept) = (Place { account, region }, it.kept.as_deref());
    let group = kept
        .and_then(|kept| kept.parameter_group.as_deref())
        .map_or_else(|| parameter_group(it.engine, &it.engine_version), ToOwned::to_owned);
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
        .maybe_show("DatabaseName", dynamic(it.database_name.as_ref()))
        .text("DBClusterIdentifier", name)
        .text("DBClusterParameterGroup", &group)
        .text("DBSubnetGroup", subnet_group(kept))
        .text("Status", it.status.name())
        .maybe_show("EarliestRestorableTime", dynamic(earliest.as_ref()))
        .text("Endpoint", &Endpoint::Writer.host_name(name, account, region))
        .text("ReaderEndpoint", &Endpoint::Reader.host_name(name, account, region))
        .flag("MultiAZ", it.members.len() > 1)
        .text("Engine", it.engine.name())
        .text("EngineVersion", &it.engine_version)
        .maybe_show("LatestRestorableTime", dynamic(latest.as_ref()))
        .int("Port", i64::from(it.port))
        .text("MasterUsername", &it.master_username)
        .text("PreferredBackupWindow", &window(it.backup_window))
        .text("PreferredMaintenanceWindow", maintenance(kept))
        .maybe_show("ReplicationSourceIdentifier", dynamic(it.replication_source.as_ref()))
        .with("ReadReplicaIdentifiers", Value::strings(it.replicas.iter().map(|arn| shown(arn))))
        .with("DBClusterMembers", Value::Array(members.collect()))
        .with("VpcSecurityGroups", place.security_groups(kept))
        .text("HostedZoneId", &place.hosted_zone())
        .when(true, |out| encryption(out, world.edition, it.encryption.key()))
        .text("DbClusterResourceId", &format!("cluster-{}", it.resource_id))
        .show("DBClusterArn", &it.arn)
        .none("AssociatedRoles")
        .flag("IAMDatabaseAuthenticationEnabled", kept.is_some_and(|kept| kept.iam_authentication))
        .show("ClusterCreateTime", &Iso(it.created))
        .when(true, |out| backtrack(out, world, it))
        .maybe("EnabledCloudwatchLogsExports", log_exports(kept))
        .when(true, |out| capacity(out, world, it))
        .when(world.edition >= Edition::Y2026, |out| out.text("StorageType", it.storage_type.name()))
        .flag("DeletionProtection", it.deletion_protection)
        .flag("HttpEndpointEnabled", false)
        .when(true, |out| activity_stream(out, world, it))
        .flag("CopyTagsToSnapshot", it.copy_tags)
        .flag("CrossAccountClone", false)
        .with("DomainMemberships", domains(kept))
        .with("TagList", tags(&it.tags, "Key", "Value"))
        .when(true, |out| global_member(out, world, it))
        .when(world.edition >= Edition::Y2026, |out| out.text("NetworkType", network_type(kept)))
        .maybe("ServerlessV2ScalingConfiguration", kept.and_then(|kept| kept.scaling).map(scaling))
        .when(true, |out| insights(out, it.insights.as_ref()))
        .maybe("MasterUserSecret", it.master_secret.as_ref().map(|secret| master_secret(world, it, secret)))
        .done()
}

/// What backtracking shows while it is on. How many change records it keeps, AWS counts; here it is how many pages have been
/// written (model).
fn backtrack<'a>(out: &'a mut Object, world: &World, it: &Cluster) -> &'a mut Object {
    let Some(window) = it.kept.as_deref().and_then(|kept| kept.backtrack) else { return out };
    let earliest = Time(world.now.0.saturating_sub(u64::from(window))).max(it.created);
    out.show("EarliestBacktrackTime", &Iso(earliest))
        .int("BacktrackWindow", i64::from(window))
        .int("BacktrackConsumedChangeRecords", i64::try_from(it.volume.made()).unwrap_or(i64::MAX))
}

/// `ServerlessV2ScalingConfiguration`.
fn scaling(it: Scaling) -> Value {
    Object::new()
        .with("MinCapacity", Value::Number(it.least.to_string()))
        .with("MaxCapacity", Value::Number(it.most.to_string()))
        .maybe("SecondsUntilAutoPause", it.pause.map(|seconds| Value::int(i64::from(seconds))))
        .done()
}

/// The engine mode, and the capacity of Aurora Serverless v1: the least, as scaling is not modelled, or 0 once it has paused,
/// as no client connects to it here.
fn capacity<'a>(out: &'a mut Object, world: &World, it: &Cluster) -> &'a mut Object {
    let Some(scaling) = it.serverless_scaling() else { return out.text("EngineMode", "provisioned") };
    let paused = scaling.auto_pause && world.now >= it.created.plus(scaling.pause.into());
    let shown = Object::new()
        .int("MinCapacity", i64::from(scaling.least))
        .int("MaxCapacity", i64::from(scaling.most))
        .flag("AutoPause", scaling.auto_pause)
        .int("SecondsUntilAutoPause", i64::from(scaling.pause))
        .text("TimeoutAction", scaling.timeout_action.name())
        .done();
    out.int("Capacity", if paused { 0 } else { i64::from(scaling.least) })
        .text("EngineMode", "serverless")
        .with("ScalingConfigurationInfo", shown)
}

/// What a member of a global cluster shows of it.
fn global_member<'a>(out: &'a mut Object, world: &World, it: &Cluster) -> &'a mut Object {
    let Some(global) = world.global_cluster_of(&it.arn) else { return out };
    out.when(world.edition >= Edition::Y2026, |out| {
        out.text("GlobalClusterIdentifier", global.arn.id.as_str())
    })
    .when(it.replication_source.is_some(), |out| out.text("GlobalWriteForwardingStatus", "disabled"))
}

/// Performance Insights, if they are on.
fn insights<'a>(out: &'a mut Object, it: Option<&Insights>) -> &'a mut Object {
    let Some(it) = it else { return out };
    out.flag("PerformanceInsightsEnabled", true)
        .show("PerformanceInsightsKMSKeyId", &it.key)
        .int("PerformanceInsightsRetentionPeriod", i64::from(it.retention))
}

/// The status is `impaired` while RDS can't use the secret's key.
fn master_secret(world: &World, cluster: &Cluster, it: &MasterSecret) -> Value {
    let usable = world.keys.get(&it.key).is_some_and(|key| key.state() == KeyState::Enabled);
    let status = match (usable, cluster.status) {
        (false, _) => "impaired",
        (true, ClusterStatus::Creating) => "creating",
        (true, _) => "active",
    };
    Object::new()
        .text("SecretArn", &it.arn(&cluster.arn))
        .text("SecretStatus", status)
        .show("KmsKeyId", &it.key)
        .done()
}

/// The activity stream, while there is one or it stops.
fn activity_stream<'a>(out: &'a mut Object, world: &World, it: &Cluster) -> &'a mut Object {
    let Some(stream) = &it.activity_stream else { return out };
    let status = stream.status(world.now);
    if status == "stopped" {
        return out.text("ActivityStreamStatus", status);
    }
    out.text("ActivityStreamMode", stream.mode.name())
        .text("ActivityStreamStatus", status)
        .show("ActivityStreamKmsKeyId", &stream.key)
        .text("ActivityStreamKinesisStreamName", &ActivityStream::kinesis(it.resource_id))
}

/// `PendingModifiedValues`: what a change has asked for and what is not applied yet.
fn pending(it: Option<&Pending>) -> Value {
    let class = it.and_then(|it| it.class.as_deref()).map(Value::string);
    let id = it.and_then(|it| it.id.as_ref()).map(|id| Value::string(id.as_str()));
    Object::new().maybe("DBInstanceClass", class).maybe("DBInstanceIdentifier", id).done()
}

/// Enhanced Monitoring: the interval, and what there is only while it is on.
fn monitoring<'a>(out: &'a mut Object, it: &Instance) -> &'a mut Object {
    let Some(on) = it.kept.as_deref().and_then(|own| own.monitoring.as_ref()) else {
        return out.int("MonitoringInterval", 0);
    };
    let stream = format!(
        "arn:aws:logs:{}:{}:log-group:RDSOSMetrics:log-stream:db-{}",
        it.arn.region, it.arn.account, it.resource_id
    );
    out.int("MonitoringInterval", i64::from(on.interval))
        .text("EnhancedMonitoringResourceArn", &stream)
        .text("MonitoringRoleArn", &on.role)
}

/// An instance shows its cluster's engine, storage and key: it has none of its own (rule O05).
fn instance(world: &World, it: &Instance) -> Value {
    let (account, region) = (it.arn.account, it.arn.region);
    let place = Place { account, region };
    let cluster = world.clusters.get(&it.cluster).map(Rc::as_ref);
    let port = cluster.map_or(0, |cluster| i64::from(cluster.port));
    let address = Object::new()
        .text("Address", &Endpoint::Instance.host_name(it.arn.id.as_str(), account, region))
        .int("Port", port)
        .text("HostedZoneId", &place.hosted_zone())
        .done();
    let today = world.edition >= Edition::Y2026;
    let key = cluster.and_then(|cluster| cluster.encryption.key());
    let kept = cluster.and_then(|cluster| cluster.kept.as_deref());
    let engine = cluster.map(|cluster| (cluster.engine, &*cluster.engine_version));
    let own = it.kept.as_deref();
    let authority = own.and_then(|own| own.authority.as_deref()).unwrap_or_else(|| authority(world.edition));
    let group = own.and_then(|own| own.parameter_group.as_deref());
    Object::new()
        .text("DBInstanceIdentifier", it.arn.id.as_str())
        .text("DBInstanceClass", &it.class)
        .maybe_show("Engine", dynamic(cluster.map(|cluster| cluster.engine.name().to_owned()).as_ref()))
        .text("DBInstanceStatus", it.status.name())
        .maybe_show(
            "MasterUsername",
            dynamic(cluster.map(|cluster| shown(&cluster.master_username)).as_ref()),
        )
        .with("Endpoint", address)
        .int("AllocatedStorage", 1)
        .show("InstanceCreateTime", &Iso(it.created))
        .maybe_show(
            "PreferredBackupWindow",
            dynamic(cluster.map(|cluster| window(cluster.backup_window)).as_ref()),
        )
        .maybe(
            "BackupRetentionPeriod",
            cluster.map(|cluster| Value::int(i64::from(cluster.backup_retention))),
        )
        .none("DBSecurityGroups")
        .with("VpcSecurityGroups", place.security_groups(kept))
        .maybe("DBParameterGroups", engine.map(|(engine, version)| parameter_groups(engine, version, group)))
        .text("AvailabilityZone", &format!("{}a", region.as_str()))
        .with("DBSubnetGroup", place.subnet_group(world.edition, kept))
        .text("PreferredMaintenanceWindow", own.and_then(InstanceKept::window).unwrap_or(MAINTENANCE))
        .with("PendingModifiedValues", pending(it.pending.as_deref()))
        .flag("MultiAZ", false)
        .maybe("EngineVersion", engine.map(|(_, version)| Value::string(version)))
        .flag("AutoMinorVersionUpgrade", !own.is_some_and(|own| own.no_minor_upgrades))
        .none("ReadReplicaDBInstanceIdentifiers")
        .maybe("LicenseModel", engine.map(|(engine, _)| Value::string(license(engine))))
        .maybe("OptionGroupMemberships", engine.map(|(engine, version)| option_groups(engine, version)))
        .flag("PubliclyAccessible", own.is_some_and(|own| own.public))
        .maybe_show(
            "StorageType",
            dynamic(cluster.map(|cluster| cluster.storage_type.name().to_owned()).as_ref()),
        )
        .when(today, |out| out.text("StorageEncryptionType", StorageEncryptionType::of(key).name()))
        .int("DbInstancePort", 0)
        .text("DBClusterIdentifier", it.cluster.id.as_str())
        .flag("StorageEncrypted", named(key).is_some())
        .maybe_show("KmsKeyId", dynamic(named(key)))
        .text("DbiResourceId", &format!("db-{}", it.resource_id))
        .text("CACertificateIdentifier", authority)
        .with("DomainMemberships", domains(kept))
        .flag("CopyTagsToSnapshot", false)
        .when(true, |out| monitoring(out, it))
        .int("PromotionTier", i64::from(it.promotion_tier))
        .show("DBInstanceArn", &it.arn)
        .flag("IAMDatabaseAuthenticationEnabled", kept.is_some_and(|kept| kept.iam_authentication))
        .when(true, |out| insights(out, it.insights.as_ref()))
        .flag("DeletionProtection", false)
        .none("AssociatedRoles")
        .with("TagList", tags(&it.tags, "Key", "Value"))
        .when(today, |out| {
            let certificate = Object::new().text("CAIdentifier", authority).done();
            out.flag("CustomerOwnedIpEnabled", false)
                .text("NetworkType", network_type(kept))
                .text("BackupTarget", "region")
                .with("CertificateDetails", certificate)
                .flag("DedicatedLogVolume", false)
        })
        .done()
}

fn log_file(it: &LogFile) -> Value {
    let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    Object::new()
        .text("LogFileName", &it.name)
        .int("LastWritten", whole(it.written.0.saturating_mul(1_000)))
        .int("Size", whole(it.text.len() as u64))
        .done()
}
