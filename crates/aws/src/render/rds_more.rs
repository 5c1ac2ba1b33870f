//! Answers of RDS about other things than clusters, instances, snapshots and backups: engine versions, instance classes,
//! events, exports, activity streams.

use super::rds::page;
use super::{Iso, dynamic, shown};
use crate::json::{Object, Value};
use playground_core::edition::Edition;
use playground_core::ids::Region;
use playground_core::ops::rds::Page;
use playground_core::ops::rds::describe_orderable_db_instance_options::InstanceOption;
use playground_core::rds::beside::ActivityStream;
use playground_core::rds::catalog::{EngineVersion, family, major};
use playground_core::rds::cluster::{Cluster, Engine};
use playground_core::rds::export::{ExportStatus, ExportTask};
use playground_core::rds::notice::Notice;
use playground_core::world::World;
use std::rc::Rc;

/// `DBEngineVersions`. The members are those that the playground knows of.
pub(super) fn versions(edition: Edition, list: &Page<EngineVersion>, most: usize) -> Value {
    page("DBEngineVersions", (list, most), |it| version(edition, it))
}

fn version(edition: Edition, it: &EngineVersion) -> Value {
    let mysql = it.engine != Engine::AuroraPostgresql;
    let engine = match it.engine {
        Engine::Aurora => "Aurora (MySQL)",
        Engine::AuroraMysql => "Aurora MySQL",
        Engine::AuroraPostgresql => "Aurora (PostgreSQL)",
    };
    let own = it.version.rsplit_once("mysql_aurora.").map_or("", |(_, own)| own);
    let description = match (mysql, own) {
        (true, "") => format!("Aurora (MySQL) {}", it.version),
        (true, own) => format!("Aurora MySQL {own} (compatible with MySQL {})", it.compatible),
        (false, _) => format!("Aurora PostgreSQL (compatible with PostgreSQL {})", it.compatible),
    };
    let logs: &[&str] = if mysql { &["audit", "error", "general", "slowquery"] } else { &["postgresql"] };
    let authorities = ["rds-ca-rsa2048-g1", "rds-ca-ecc384-g1", "rds-ca-rsa4096-g1"];
    Object::new()
        .text("Engine", it.engine.name())
        .when(edition >= Edition::Y2026, |out| out.text("MajorEngineVersion", major(it.engine, it.version)))
        .text("EngineVersion", it.version)
        .text("DBParameterGroupFamily", &family(it.engine, it.version))
        .text("DBEngineDescription", engine)
        .text("DBEngineVersionDescription", &description)
        .none("ValidUpgradeTarget")
        .with("ExportableLogTypes", Value::strings(logs.iter().map(|log| (*log).to_owned())))
        .flag("SupportsLogExportsToCloudwatchLogs", true)
        .flag("SupportsReadReplica", false)
        .with("SupportedEngineModes", Value::strings(["provisioned".to_owned()]))
        .none("SupportedFeatureNames")
        .text("Status", "available")
        .when(edition >= Edition::Y2026, |out| {
            out.flag("SupportsBabelfish", !mysql)
                .with("SupportedCACertificateIdentifiers", Value::strings(authorities.map(str::to_owned)))
        })
        .done()
}

/// `OrderableDBInstanceOptions`. Every class that Aurora has supports encryption (rule A01).
pub(super) fn options(region: Region, list: &Page<InstanceOption>, most: usize) -> Value {
    page("OrderableDBInstanceOptions", (list, most), |it| option(region, it))
}

fn option(region: Region, it: &InstanceOption) -> Value {
    let zone = |letter: &str| Object::new().text("Name", &format!("{}{letter}", region.as_str())).done();
    let mysql = it.version.engine != Engine::AuroraPostgresql;
    let licence = if mysql { "general-public-license" } else { "postgresql-license" };
    Object::new()
        .text("Engine", it.version.engine.name())
        .text("EngineVersion", it.version.version)
        .text("DBInstanceClass", &it.class)
        .text("LicenseModel", licence)
        .with("AvailabilityZones", Value::Array(["a", "b", "c"].map(zone).to_vec()))
        .flag("MultiAZCapable", false)
        .flag("ReadReplicaCapable", false)
        .flag("Vpc", true)
        .flag("SupportsStorageEncryption", true)
        .text("StorageType", it.storage_type.name())
        .flag("SupportsIops", false)
        .flag("SupportsEnhancedMonitoring", true)
        .flag("SupportsIAMDatabaseAuthentication", true)
        .flag("SupportsPerformanceInsights", !(mysql && it.class.starts_with("db.t")))
        .none("AvailableProcessorFeatures")
        .with("SupportedEngineModes", Value::strings(["provisioned".to_owned()]))
        .flag("SupportsStorageAutoscaling", false)
        .done()
}

/// `Events`
pub(super) fn events(list: &Page<Rc<Notice>>, most: usize) -> Value {
    page("Events", (list, most), |it| {
        Object::new()
            .text("SourceIdentifier", &it.id)
            .text("SourceType", it.source.name())
            .text("Message", &it.message)
            .with("EventCategories", Value::strings([it.category.name().to_owned()]))
            .show("Date", &Iso(it.at))
            .text("SourceArn", &it.arn)
            .done()
    })
}

/// `ExportTasks`
pub(super) fn exports(edition: Edition, list: &Page<Rc<ExportTask>>, most: usize) -> Value {
    page("ExportTasks", (list, most), |it| export(edition, it))
}

/// An export.
pub(super) fn export(edition: Edition, it: &ExportTask) -> Value {
    let done = it.status == ExportStatus::Complete;
    let (began, ended) = (it.began.map(Iso), it.ended.map(Iso));
    let only = Value::strings(it.only.iter().map(|one| shown(one)));
    Object::new()
        .text("ExportTaskIdentifier", &it.key.2)
        .show("SourceArn", &it.source)
        .maybe("ExportOnly", Some(only).filter(|_| !it.only.is_empty()))
        .show("SnapshotTime", &Iso(it.snapshot_time))
        .maybe_show("TaskStartTime", dynamic(began.as_ref()))
        .maybe_show("TaskEndTime", dynamic(ended.as_ref()))
        .text("S3Bucket", &it.bucket)
        .maybe_show("S3Prefix", dynamic(it.prefix.as_ref()))
        .text("IamRoleArn", &it.role)
        .show("KmsKeyId", &it.kms_key)
        .text("Status", it.status.name())
        .int("PercentProgress", if done { 100 } else { 0 })
        .int("TotalExtractedDataInGB", 0)
        .maybe_show("FailureCause", dynamic(it.failure.as_ref()))
        .when(edition >= Edition::Y2026, |out| out.text("SourceType", "SNAPSHOT"))
        .done()
}

/// The answer to `StartActivityStream`, or without `at_once` the one to `StopActivityStream`.
pub(super) fn stream(world: &World, it: &Cluster, at_once: Option<bool>) -> Value {
    let mut out = Object::new();
    let Some(stream) = &it.activity_stream else { return out.done() };
    out.show("KmsKeyId", &stream.key)
        .text("KinesisStreamName", &ActivityStream::kinesis(it.resource_id))
        .text("Status", stream.status(world.now));
    if let Some(at_once) = at_once {
        out.text("Mode", stream.mode.name())
            .when(world.edition >= Edition::Y2026, |out| out.flag("EngineNativeAuditFieldsIncluded", false))
            .flag("ApplyImmediately", at_once);
    }
    out.done()
}
