//! The operations that ways and plans are made of, each with no more said than it needs.
//!
//! Not here: who asks for them and where, which names are free, and which key is named.

use std::rc::Rc;

use playground_core::ids::{ClusterArn, ClusterId, GlobalClusterId, InstanceId, Region, SnapshotId};
use playground_core::ops::api::Secret;
use playground_core::ops::rds::SnapshotRef;
use playground_core::ops::rds::beside::InstanceInsights;
use playground_core::ops::rds::copy_db_cluster_snapshot::CopyDBClusterSnapshot;
use playground_core::ops::rds::create_db_cluster::CreateDBCluster;
use playground_core::ops::rds::create_db_cluster_snapshot::CreateDBClusterSnapshot;
use playground_core::ops::rds::create_db_instance::CreateDBInstance;
use playground_core::ops::rds::create_global_cluster::CreateGlobalCluster;
use playground_core::ops::rds::delete_db_cluster::DeleteDBCluster;
use playground_core::ops::rds::delete_db_instance::DeleteDBInstance;
use playground_core::ops::rds::master::{MasterPassword, MasterUsername};
use playground_core::ops::rds::modify_db_cluster::ModifyDBCluster;
use playground_core::ops::rds::modify_db_cluster_snapshot_attribute::{
    Grantee, ModifyDBClusterSnapshotAttribute,
};
use playground_core::ops::rds::restore_db_cluster_from_snapshot::{
    RestoreDBClusterFromSnapshot, RestoreSettings,
};
use playground_core::ops::rds::restore_db_cluster_to_point_in_time::{
    RestoreDBClusterToPointInTime, RestoreType,
};
use playground_core::ops::rds::values::{ClusterRef, RetentionDays, Tags};
use playground_core::rds::cluster::Engine;

/// A class that every cluster takes.
pub(crate) const CLASS: &str = "db.r5.large";

/// A cluster about which nothing is said: what replicas begin with.
fn bare_cluster(id: ClusterId, engine: Engine) -> CreateDBCluster {
    CreateDBCluster {
        id,
        engine,
        master_username: None,
        master_password: None,
        storage_encrypted: None,
        kms_key: None,
        backup_retention: None,
        database_name: None,
        engine_version: None,
        port: None,
        backup_window: None,
        replication_source: None,
        global: None,
        tags: Tags::default(),
        storage_type: None,
        deletion_protection: false,
        copy_tags: false,
        source_region: None,
        presigned: None,
        insights: Box::default(),
        secret: Box::default(),
        mode: None,
        maintenance: None,
        kept: Box::default(),
        scaling: None,
    }
}

/// A new cluster, and no word about its encryption.
pub(crate) fn new_cluster(id: ClusterId, engine: Engine) -> CreateDBCluster {
    let master = match engine {
        Engine::Aurora | Engine::AuroraMysql => "admin",
        Engine::AuroraPostgresql => "postgres",
    };
    CreateDBCluster {
        master_username: Some(MasterUsername(master.into())),
        master_password: Some(MasterPassword(Secret("PASSWORD".into()))),
        ..bare_cluster(id, engine)
    }
}

/// A read replica cluster of a cluster.
pub(crate) fn replica(id: ClusterId, engine: Engine, source: &ClusterArn, here: Region) -> CreateDBCluster {
    CreateDBCluster {
        replication_source: Some(source.clone()),
        source_region: (source.region != here).then_some(source.region),
        ..bare_cluster(id, engine)
    }
}

/// A global cluster around a cluster, which becomes its primary cluster.
pub(crate) fn global_cluster(id: GlobalClusterId, source: &ClusterArn) -> CreateGlobalCluster {
    CreateGlobalCluster {
        id,
        source: Some(source.clone()),
        engine: None,
        engine_version: None,
        deletion_protection: false,
        database_name: None,
        storage_encrypted: None,
        tags: Tags::default(),
    }
}

/// A secondary cluster of a global cluster, whose primary cluster is in another Region.
pub(crate) fn secondary(
    id: ClusterId,
    engine: Engine,
    global: GlobalClusterId,
    primary: &ClusterArn,
) -> CreateDBCluster {
    CreateDBCluster { global: Some(global), source_region: Some(primary.region), ..bare_cluster(id, engine) }
}

/// A new instance of a cluster.
pub(crate) fn new_instance(
    id: InstanceId,
    class: Rc<str>,
    cluster: ClusterId,
    engine: Engine,
) -> CreateDBInstance {
    CreateDBInstance {
        id,
        class,
        engine,
        cluster: Some(cluster),
        storage_encrypted: None,
        kms_key: None,
        promotion_tier: None,
        tags: Tags::default(),
        insights: InstanceInsights::default(),
        authority: None,
        settings: Box::default(),
    }
}

/// A snapshot of a cluster.
pub(crate) fn snapshot_of(cluster: ClusterId, id: SnapshotId) -> CreateDBClusterSnapshot {
    CreateDBClusterSnapshot { id, cluster: cluster.into(), tags: Tags::default() }
}

/// A copy of a snapshot into a Region, under the same key. From another Region the CLI must sign a URL, for which it has to
/// know that Region.
pub(crate) fn copy_of(source: SnapshotRef, target: SnapshotId, here: Region) -> CopyDBClusterSnapshot {
    let from = match &source {
        SnapshotRef::Arn(arn) if arn.region != here => Some(arn.region),
        SnapshotRef::Arn(_) | SnapshotRef::Id(_) => None,
    };
    CopyDBClusterSnapshot {
        source,
        target,
        kms_key: None,
        copy_tags: false,
        tags: Tags::default(),
        source_region: from,
    }
}

/// A new cluster from a snapshot, under the same key.
pub(crate) fn restore_of(
    snapshot: SnapshotRef,
    engine: Engine,
    id: ClusterId,
) -> RestoreDBClusterFromSnapshot {
    let settings = RestoreSettings::default();
    RestoreDBClusterFromSnapshot { id, snapshot, engine, kms_key: None, settings, mode: None, scaling: None }
}

/// A new cluster from the latest moment of a cluster's backup, under the same key.
pub(crate) fn latest_of(source: ClusterId, id: ClusterId) -> RestoreDBClusterToPointInTime {
    RestoreDBClusterToPointInTime {
        id,
        restore_type: None,
        source: Some(source.into()),
        resource_id: None,
        time: None,
        latest: true,
        kms_key: None,
        settings: RestoreSettings::default(),
        mode: None,
        scaling: None,
    }
}

/// A clone of a cluster, under the same key.
pub(crate) fn clone_of(source: ClusterId, id: ClusterId) -> RestoreDBClusterToPointInTime {
    let restore_type = Some(RestoreType::CopyOnWrite);
    RestoreDBClusterToPointInTime { restore_type, latest: false, ..latest_of(source, id) }
}

/// A snapshot shared with those, and no longer with these.
pub(crate) fn share(
    id: SnapshotId,
    add: Vec<Grantee>,
    remove: Vec<Grantee>,
) -> ModifyDBClusterSnapshotAttribute {
    ModifyDBClusterSnapshotAttribute { id: SnapshotRef::Id(id), attribute: "restore".into(), add, remove }
}

/// The end of a cluster, with its automated backups and without a final snapshot.
pub(crate) fn end_of(id: ClusterId) -> DeleteDBCluster {
    DeleteDBCluster {
        id: ClusterRef::Id(id),
        skip_final_snapshot: true,
        final_snapshot: None,
        delete_automated_backups: None,
    }
}

/// The end of an instance.
pub(crate) fn end_of_instance(id: InstanceId) -> DeleteDBInstance {
    DeleteDBInstance { id, final_snapshot: None }
}

/// A change of a cluster in which nothing changes.
fn bare_change(id: ClusterId) -> ModifyDBCluster {
    ModifyDBCluster {
        id: id.into(),
        new_id: None,
        backup_retention: None,
        port: None,
        backup_window: None,
        engine_version: None,
        deletion_protection: None,
        copy_tags: None,
        storage_type: None,
        master_password: None,
        logs: None,
        rotate_password: None,
        insights: Box::default(),
        secret: Box::default(),
        maintenance: None,
        kept: Box::default(),
        scaling: None,
    }
}

/// A cluster that can't be deleted, or can.
pub(crate) fn protection(id: ClusterId, on: bool) -> ModifyDBCluster {
    ModifyDBCluster { deletion_protection: Some(on), ..bare_change(id) }
}

/// A cluster whose automated backups are kept for so many days.
pub(crate) fn backups_kept(id: ClusterId, days: u8) -> ModifyDBCluster {
    ModifyDBCluster { backup_retention: Some(RetentionDays(days)), ..bare_change(id) }
}
