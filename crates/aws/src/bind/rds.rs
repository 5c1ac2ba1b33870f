//! The operations of Amazon RDS.

use super::Call;
use crate::json::Value;
use crate::paging;
use crate::usage::Usage;
use playground_core::ids::{
    AccountId, ClusterArn, ClusterId, InstanceId, KeyRef, Region, ResourceId, SnapshotId,
};
use playground_core::ops::rds::copy_db_cluster_snapshot::CopyDBClusterSnapshot;
use playground_core::ops::rds::create_db_cluster::CreateDBCluster;
use playground_core::ops::rds::create_db_cluster_snapshot::CreateDBClusterSnapshot;
use playground_core::ops::rds::create_db_instance::CreateDBInstance;
use playground_core::ops::rds::delete_db_cluster::DeleteDBCluster;
use playground_core::ops::rds::delete_db_cluster_snapshot::DeleteDBClusterSnapshot;
use playground_core::ops::rds::delete_db_instance::DeleteDBInstance;
use playground_core::ops::rds::describe::{
    DescribeDBClusterAutomatedBackups, DescribeDBClusterSnapshots, DescribeDBClusters, DescribeDBInstances,
    Paging, SnapshotFilter,
};
use playground_core::ops::rds::failover_db_cluster::FailoverDBCluster;
use playground_core::ops::rds::log_files::{DescribeDBLogFiles, DownloadDBLogFilePortion};
use playground_core::ops::rds::modify_db_cluster::ModifyDBCluster;
use playground_core::ops::rds::promote_read_replica_db_cluster::PromoteReadReplicaDBCluster;
use playground_core::ops::rds::reboot_db_instance::RebootDBInstance;
use playground_core::ops::rds::restore_db_cluster_from_snapshot::{
    RestoreDBClusterFromSnapshot, RestoreSettings,
};
use playground_core::ops::rds::restore_db_cluster_to_point_in_time::{
    BackupOf, RestoreDBClusterToPointInTime,
};
use playground_core::ops::rds::snapshot_attributes::{
    DescribeDBClusterSnapshotAttributes, Grantee, ModifyDBClusterSnapshotAttribute,
};
use playground_core::ops::rds::start_stop_db_cluster::{StartDBCluster, StopDBCluster};
use playground_core::ops::rds::{RdsOp, SnapshotRef};
use playground_core::rds::cluster::{Engine, StorageType};
use playground_core::rds::snapshot::SnapshotKind;
use std::rc::Rc;

#[inline(never)]
pub(super) fn bind(call: &Call<'_>) -> Result<RdsOp, Box<Usage>> {
    Ok(match call.operation.name {
        "CreateDBCluster" => RdsOp::CreateDBCluster(create_cluster(call)?),
        "ModifyDBCluster" => RdsOp::ModifyDBCluster(modify_cluster(call)?),
        "DeleteDBCluster" => RdsOp::DeleteDBCluster(DeleteDBCluster {
            id: call.cluster()?,
            skip_final_snapshot: call.on("SkipFinalSnapshot"),
            final_snapshot: call.maybe_id("FinalDBSnapshotIdentifier", SnapshotId::parse)?,
            delete_automated_backups: call.args.flag("DeleteAutomatedBackups").unwrap_or(true),
        }),
        "StartDBCluster" => RdsOp::StartDBCluster(StartDBCluster { id: call.cluster()? }),
        "StopDBCluster" => RdsOp::StopDBCluster(StopDBCluster { id: call.cluster()? }),
        "PromoteReadReplicaDBCluster" => {
            RdsOp::PromoteReadReplicaDBCluster(PromoteReadReplicaDBCluster { id: call.cluster()? })
        }
        "FailoverDBCluster" => RdsOp::FailoverDBCluster(FailoverDBCluster {
            id: call.cluster()?,
            target: call.maybe_id("TargetDBInstanceIdentifier", InstanceId::parse)?,
        }),
        "RebootDBInstance" => RdsOp::RebootDBInstance(RebootDBInstance {
            id: call.instance()?,
            force_failover: call.on("ForceFailover"),
        }),
        "CreateDBInstance" => RdsOp::CreateDBInstance(CreateDBInstance {
            id: call.instance()?,
            class: call.args.text("DBInstanceClass").into(),
            engine: call.engine()?,
            cluster: call.maybe_id("DBClusterIdentifier", ClusterId::parse)?,
            storage_encrypted: call.args.flag("StorageEncrypted"),
            kms_key: call.key("KmsKeyId"),
            promotion_tier: call.within("PromotionTier", 15)?.unwrap_or(1),
        }),
        "DeleteDBInstance" => RdsOp::DeleteDBInstance(DeleteDBInstance {
            id: call.instance()?,
            final_snapshot: call.args.get("FinalDBSnapshotIdentifier").is_some(),
        }),
        "CreateDBClusterSnapshot" => RdsOp::CreateDBClusterSnapshot(CreateDBClusterSnapshot {
            id: call.id("DBClusterSnapshotIdentifier", SnapshotId::parse)?,
            cluster: call.cluster()?,
            tags: call.rds_tags(),
        }),
        "CopyDBClusterSnapshot" => RdsOp::CopyDBClusterSnapshot(CopyDBClusterSnapshot {
            source: call.id("SourceDBClusterSnapshotIdentifier", SnapshotRef::parse)?,
            target: call.id("TargetDBClusterSnapshotIdentifier", SnapshotId::parse)?,
            kms_key: call.key("KmsKeyId"),
            source_region: call.maybe_id("SourceRegion", Region::parse)?,
            copy_tags: call.on("CopyTags"),
            tags: call.rds_tags(),
        }),
        "DeleteDBClusterSnapshot" => {
            RdsOp::DeleteDBClusterSnapshot(DeleteDBClusterSnapshot { id: call.snapshot()? })
        }
        "ModifyDBClusterSnapshotAttribute" => {
            RdsOp::ModifyDBClusterSnapshotAttribute(ModifyDBClusterSnapshotAttribute {
                id: call.snapshot()?,
                attribute: call.args.text("AttributeName").into(),
                add: grantees(call, "ValuesToAdd")?,
                remove: grantees(call, "ValuesToRemove")?,
            })
        }
        "DescribeDBClusterSnapshotAttributes" => {
            RdsOp::DescribeDBClusterSnapshotAttributes(DescribeDBClusterSnapshotAttributes {
                id: call.snapshot()?,
            })
        }
        "RestoreDBClusterFromSnapshot" => RdsOp::RestoreDBClusterFromSnapshot(RestoreDBClusterFromSnapshot {
            id: call.cluster()?,
            snapshot: call.id("SnapshotIdentifier", SnapshotRef::parse)?,
            engine: call.engine()?,
            kms_key: call.key("KmsKeyId"),
            settings: settings(call)?,
        }),
        "RestoreDBClusterToPointInTime" => RdsOp::RestoreDBClusterToPointInTime(restore_to_time(call)?),
        _ => return describe(call),
    })
}

#[inline(never)]
fn describe(call: &Call<'_>) -> Result<RdsOp, Box<Usage>> {
    let paging = Paging { max_records: call.records()?, marker: call.shared("Marker") };
    Ok(match call.operation.name {
        "DescribeDBInstances" => RdsOp::DescribeDBInstances(DescribeDBInstances {
            id: call.maybe_id("DBInstanceIdentifier", InstanceId::parse)?,
            clusters: filter(call)?,
            paging,
        }),
        "DescribeDBClusterSnapshots" => RdsOp::DescribeDBClusterSnapshots(DescribeDBClusterSnapshots {
            id: call.maybe_id("DBClusterSnapshotIdentifier", SnapshotRef::parse)?,
            cluster: call.maybe_cluster()?,
            kind: match call.args.text("SnapshotType") {
                "manual" => Some(SnapshotFilter::Own(SnapshotKind::Manual)),
                "automated" => Some(SnapshotFilter::Own(SnapshotKind::Automated)),
                "shared" => Some(SnapshotFilter::Shared),
                "public" => Some(SnapshotFilter::Public),
                _ => None,
            },
            include_shared: call.on("IncludeShared"),
            include_public: call.on("IncludePublic"),
            paging,
        }),
        "DescribeDBLogFiles" => RdsOp::DescribeDBLogFiles(DescribeDBLogFiles {
            instance: call.instance()?,
            contains: call.shared("FilenameContains"),
            written: call.within("FileLastWritten", u64::MAX)?,
            size: call.within("FileSize", u64::MAX)?,
            paging,
        }),
        "DownloadDBLogFilePortion" => {
            RdsOp::DownloadDBLogFilePortion(DownloadDBLogFilePortion {
                instance: call.instance()?,
                file: call.args.text("LogFileName").into(),
                // Without either of them the CLI asks on by itself, from the marker that it takes as a token.
                pages_on: !["Marker", "NumberOfLines"].iter().any(|name| call.args.get(name).is_some()),
                marker: paging
                    .marker
                    .or_else(|| paging::plain_token(call.operation, call.args).map(Rc::from)),
                lines: call.within("NumberOfLines", usize::MAX)?,
            })
        }
        "DescribeDBClusterAutomatedBackups" => {
            RdsOp::DescribeDBClusterAutomatedBackups(DescribeDBClusterAutomatedBackups {
                cluster: call.maybe_cluster()?,
                resource_id: call.maybe_id("DbClusterResourceId", ResourceId::parse)?,
                paging,
            })
        }
        _ => RdsOp::DescribeDBClusters(DescribeDBClusters {
            id: call.maybe_cluster()?,
            filter: filter(call)?,
            paging,
        }),
    })
}

#[inline(never)]
fn create_cluster(call: &Call<'_>) -> Result<CreateDBCluster, Box<Usage>> {
    Ok(CreateDBCluster {
        id: call.id("DBClusterIdentifier", ClusterId::parse)?,
        engine: call.engine()?,
        engine_version: call.shared("EngineVersion"),
        storage_encrypted: call.args.flag("StorageEncrypted"),
        kms_key: call.key("KmsKeyId"),
        master_username: call.shared("MasterUsername"),
        master_password: call.args.get("MasterUserPassword").is_some(),
        database_name: call.shared("DatabaseName"),
        port: call.port()?,
        backup_retention: call.within("BackupRetentionPeriod", u32::MAX)?,
        backup_window: call.window()?,
        storage_type: call.storage_type()?,
        replication_source: call.maybe_id("ReplicationSourceIdentifier", ClusterArn::parse)?,
        source_region: call.maybe_id("SourceRegion", Region::parse)?,
        deletion_protection: call.on("DeletionProtection"),
        copy_tags: call.on("CopyTagsToSnapshot"),
        tags: call.rds_tags(),
    })
}

#[inline(never)]
fn modify_cluster(call: &Call<'_>) -> Result<ModifyDBCluster, Box<Usage>> {
    Ok(ModifyDBCluster {
        id: call.cluster()?,
        new_id: call.maybe_id("NewDBClusterIdentifier", ClusterId::parse)?,
        backup_retention: call.within("BackupRetentionPeriod", u32::MAX)?,
        backup_window: call.window()?,
        port: call.port()?,
        engine_version: call.shared("EngineVersion"),
        storage_type: call.storage_type()?,
        deletion_protection: call.args.flag("DeletionProtection"),
        copy_tags: call.args.flag("CopyTagsToSnapshot"),
    })
}

fn settings(call: &Call<'_>) -> Result<RestoreSettings, Box<Usage>> {
    Ok(RestoreSettings {
        port: call.port()?,
        storage_type: call.storage_type()?,
        deletion_protection: call.on("DeletionProtection"),
        copy_tags: call.on("CopyTagsToSnapshot"),
        tags: call.rds_tags(),
    })
}

#[inline(never)]
fn restore_to_time(call: &Call<'_>) -> Result<RestoreDBClusterToPointInTime, Box<Usage>> {
    let by_id = call.maybe_id("SourceDbClusterResourceId", ResourceId::parse)?.map(BackupOf::ResourceId);
    let named = call.maybe_id("SourceDBClusterIdentifier", |text| {
        if text.starts_with("arn:") {
            ClusterArn::parse(text).map(BackupOf::Arn)
        } else {
            ClusterId::parse(text).map(BackupOf::Cluster)
        }
    })?;
    let kind = call.args.maybe_text("RestoreType").unwrap_or("full-copy");
    if !["full-copy", "copy-on-write"].contains(&kind) {
        return Err(call.invalid(&format!("Invalid restore type: {kind}")));
    }
    Ok(RestoreDBClusterToPointInTime {
        id: call.id("DBClusterIdentifier", ClusterId::parse)?,
        source: named.or(by_id),
        time: call.time("RestoreToTime")?,
        latest: call.on("UseLatestRestorableTime"),
        clone: kind == "copy-on-write",
        kms_key: call.key("KmsKeyId"),
        settings: settings(call)?,
    })
}

fn grantees(call: &Call<'_>, name: &str) -> Result<Vec<Grantee>, Box<Usage>> {
    let read = |text: &str| match text {
        "all" => Ok(Grantee::All),
        _ => AccountId::parse(text).map(Grantee::Account).map_err(|error| call.invalid(&error.0)),
    };
    call.args.texts(name).map(read).collect()
}

/// The values of the one filter that is evaluated: by cluster.
fn filter(call: &Call<'_>) -> Result<Vec<Rc<str>>, Box<Usage>> {
    let mut out = Vec::new();
    for filter in call.args.list("Filters") {
        let name = filter.get("Name").and_then(Value::as_str).unwrap_or_default();
        if name != "db-cluster-id" {
            return Err(Usage::not_modelled(&format!("the filter {name}")).of(call.operation));
        }
        let values = filter.get("Values").and_then(Value::as_array).unwrap_or_default();
        for text in values.iter().filter_map(Value::as_str) {
            out.push(text.rsplit(':').next().unwrap_or(text).to_ascii_lowercase().into());
        }
    }
    Ok(out)
}

impl Call<'_> {
    /// A cluster's name, or the ARN of one of this account and Region.
    #[inline(never)]
    fn cluster(&self) -> Result<ClusterId, Box<Usage>> {
        let text = self.args.text("DBClusterIdentifier");
        match ClusterArn::parse(text) {
            Ok(arn) if arn.account == self.account && arn.region == self.region => Ok(arn.id),
            _ => self.id("DBClusterIdentifier", ClusterId::parse),
        }
    }

    fn maybe_cluster(&self) -> Result<Option<ClusterId>, Box<Usage>> {
        self.args.get("DBClusterIdentifier").map(|_| self.cluster()).transpose()
    }

    #[inline(never)]
    fn instance(&self) -> Result<InstanceId, Box<Usage>> {
        self.id("DBInstanceIdentifier", InstanceId::parse)
    }

    #[inline(never)]
    fn snapshot(&self) -> Result<SnapshotRef, Box<Usage>> {
        self.id("DBClusterSnapshotIdentifier", SnapshotRef::parse)
    }

    #[inline(never)]
    fn key(&self, name: &str) -> Option<KeyRef> {
        self.args.maybe_text(name).map(KeyRef::parse)
    }

    #[inline(never)]
    fn engine(&self) -> Result<Engine, Box<Usage>> {
        let text = self.args.text("Engine");
        Engine::parse(text).ok_or_else(|| self.invalid(&format!("Invalid DB engine: {text}")))
    }

    #[inline(never)]
    fn storage_type(&self) -> Result<Option<StorageType>, Box<Usage>> {
        let Some(text) = self.args.maybe_text("StorageType") else { return Ok(None) };
        let read = StorageType::parse(text).map(Some);
        read.ok_or_else(|| self.invalid(&format!("Invalid storage type: {text}")))
    }

    /// A whole number from 0 to `most`.
    fn within<T: TryFrom<i64> + PartialOrd + Copy>(
        &self,
        name: &str,
        most: T,
    ) -> Result<Option<T>, Box<Usage>> {
        let Some(number) = self.args.int(name) else { return Ok(None) };
        match T::try_from(number) {
            Ok(value) if value <= most => Ok(Some(value)),
            _ => Err(self.invalid(&format!("Invalid value {number} for {name}."))),
        }
    }

    #[inline(never)]
    fn port(&self) -> Result<Option<u16>, Box<Usage>> {
        self.within("Port", u16::MAX)
    }

    fn records(&self) -> Result<Option<usize>, Box<Usage>> {
        self.within("MaxRecords", usize::MAX)
    }

    /// The start of a window such as `03:00-03:30`, in minutes after midnight.
    #[inline(never)]
    fn window(&self) -> Result<Option<u16>, Box<Usage>> {
        let Some(text) = self.args.maybe_text("PreferredBackupWindow") else { return Ok(None) };
        let clock = |text: &str| {
            let (hour, minute) = text.split_once(':')?;
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
            (hour < 24 && minute < 60).then_some(hour * 60 + minute)
        };
        let window = text.split_once('-').and_then(|(from, to)| Some((clock(from)?, clock(to)?)));
        match window {
            Some((from, to)) if from != to => Ok(Some(from)),
            _ => Err(self.invalid(&format!(
                "The parameter PreferredBackupWindow is not a window such as 03:00-03:30: {text}"
            ))),
        }
    }

    #[inline(never)]
    fn rds_tags(&self) -> playground_core::map::Map<Rc<str>, Rc<str>> {
        self.tags("Tags", "Key", "Value")
    }
}
