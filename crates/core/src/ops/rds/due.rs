//! What happens to clusters, instances and snapshots without a command, and how a cluster loses its key (rule
//! E07).
//!
//! RDS needs a cluster's key when a host starts, when an instance is attached or comes back from a reboot,
//! when a snapshot is taken and when the daily backup begins (model: AWS says that it depends on the use
//! case). If RDS can't use the key then, the cluster is lost.

use super::storage;
use crate::database::mounted_volume::PageCache;
use crate::edition::Edition;
use crate::env::Time;
use crate::event::Event;
use crate::ids::{ClusterArn, InstanceArn, ResourceId, SnapshotArn, SnapshotId};
use crate::ops::Tx;
use crate::rds::backup::AutomatedBackup;
use crate::rds::cluster::{Cluster, StorageNode};
use crate::rds::instance::Instance;
use crate::rds::lifecycle::{ClusterStatus, InstanceStatus, LONGEST_STOP, SNAPSHOT_SECONDS};
use crate::rds::snapshot::{Snapshot, SnapshotEncryption, SnapshotKind, SnapshotStatus};
use crate::world::{Due, World};
use std::rc::Rc;

/// Puts a cluster into a transitional status and schedules its end. The caller emits the cluster.
pub(in crate::ops) fn begin(tx: &mut Tx, cluster: &mut Cluster, status: ClusterStatus) {
    cluster.status = status;
    cluster.until = status.lasts().map(|(seconds, _)| tx.world.now.plus(seconds));
    if let Some((seconds, _)) = status.lasts() {
        tx.schedule(seconds, Due::Cluster(cluster.arn.clone()));
    }
    if status == ClusterStatus::Stopped {
        cluster.until = Some(tx.world.now.plus(LONGEST_STOP));
        tx.schedule(LONGEST_STOP, Due::AutomaticStart(cluster.arn.clone()));
    }
}

/// Puts an instance into a transitional status and schedules its end. An instance that goes down loses its
/// memory.
pub(in crate::ops) fn begin_instance(
    tx: &mut Tx,
    instance: &Instance,
    status: InstanceStatus,
) -> Rc<Instance> {
    begin_instance_until(tx, instance, status, Due::Instance(instance.arn.clone()))
}

/// Like [`begin_instance`], with what happens at the end.
pub(super) fn begin_instance_until(
    tx: &mut Tx,
    instance: &Instance,
    status: InstanceStatus,
    end: Due,
) -> Rc<Instance> {
    let lasts = status.lasts().map(|(seconds, _)| seconds);
    let until = lasts.map(|seconds| tx.world.now.plus(seconds));
    let mut instance = Instance { status, until, ..instance.clone() };
    if status != InstanceStatus::Available {
        instance.cache = PageCache::default();
        instance.crash_at = None;
    }
    let instance = Rc::new(instance);
    tx.emit(Event::InstancePut(instance.clone()));
    if let Some(seconds) = lasts {
        tx.schedule(seconds, end);
    }
    instance
}

/// Does the same for every instance of a cluster.
pub(super) fn begin_members(tx: &mut Tx, cluster: &Cluster, status: InstanceStatus) {
    for arn in cluster.members.iter() {
        if let Some(instance) = tx.world.instances.get(arn).cloned()
            && instance.status != InstanceStatus::Deleting
        {
            begin_instance(tx, &instance, status);
        }
    }
}

/// Ends a cluster's transitional status.
pub(in crate::ops) fn cluster(tx: &mut Tx, arn: &ClusterArn) {
    let Some(found) = tx.world.clusters.get(arn).cloned() else { return };
    let Some((_, next)) = found.status.lasts() else { return };
    if found.until != Some(tx.world.now) {
        return;
    }
    let mut cluster = (*found).clone();
    match found.status {
        ClusterStatus::Deleting => return super::delete_db_cluster::gone(tx, &found),
        ClusterStatus::Recoverable => {
            begin_members(tx, &found, InstanceStatus::InaccessibleEncryptionCredentials);
        }
        ClusterStatus::Stopping => cluster.host = StorageNode::Down,
        ClusterStatus::Starting => {
            let Some(host) = wake(tx, &found) else { return };
            cluster.host = host;
        }
        _ => {}
    }
    begin(tx, &mut cluster, next);
    tx.emit(Event::ClusterPut(Rc::new(cluster)));
}

/// Starts the cluster's host: KMS decrypts the data keys for it. `None` if that failed and the cluster is
/// lost.
pub(super) fn wake(tx: &mut Tx, cluster: &Cluster) -> Option<StorageNode> {
    let Some(custody) = storage::custody(cluster) else { return Some(StorageNode::Up(Rc::default())) };
    let Ok(ring) = storage::open(tx, cluster.volume.image(), &custody) else {
        lose(tx, cluster);
        return None;
    };
    Some(StorageNode::Up(Rc::new(ring)))
}

/// Ends an instance's transitional status.
pub(in crate::ops) fn instance(tx: &mut Tx, arn: &InstanceArn) {
    let Some(found) = tx.world.instances.get(arn).cloned() else { return };
    let Some((_, next)) = found.status.lasts() else { return };
    if found.until != Some(tx.world.now) {
        return;
    }
    if found.status == InstanceStatus::Deleting {
        return super::delete_db_instance::gone(tx, &found);
    }
    if found.status == InstanceStatus::Creating {
        let Some(cluster) = tx.world.clusters.get(&found.cluster).cloned() else { return };
        if storage::try_key(tx, &cluster).is_err() {
            return lose(tx, &cluster);
        }
    }
    begin_instance(tx, &found, next);
}

/// Ends a snapshot's transitional status.
pub(in crate::ops) fn snapshot(tx: &mut Tx, arn: &SnapshotArn) {
    let Some(found) = tx.world.snapshots.get(arn).cloned() else { return };
    if !matches!(found.status, SnapshotStatus::Creating | SnapshotStatus::Copying) {
        return;
    }
    tx.emit(Event::SnapshotPut(Rc::new(Snapshot { status: SnapshotStatus::Available, ..(*found).clone() })));
}

/// Begins the daily backup window: takes an automated snapshot, and drops what is older than the retention
/// period.
pub(in crate::ops) fn daily_backup(tx: &mut Tx, arn: &ClusterArn, id: ResourceId) {
    let Some(found) = tx.world.clusters.get(arn).filter(|cluster| cluster.resource_id == id).cloned() else {
        return;
    };
    if matches!(found.status, ClusterStatus::Deleting | ClusterStatus::InaccessibleEncryptionCredentials) {
        return;
    }
    let wait = until_window(tx.world.now, found.backup_window);
    tx.schedule(wait, Due::DailyBackup(arn.clone(), id));
    if found.status != ClusterStatus::Available {
        return;
    }
    if storage::try_key(tx, &found).is_err() {
        return lose(tx, &found);
    }
    let kept = u64::from(found.backup_retention) * Time::DAY;
    let oldest = Time(tx.world.now.0.saturating_sub(kept)).max(found.created);
    let mut cluster = (*found).clone();
    cluster.volume.trim_log(oldest);
    begin(tx, &mut cluster, ClusterStatus::BackingUp);
    let (year, month, day, hour, minute, _) = tx.world.now.civil();
    let date = format!("{year:04}-{month:02}-{day:02}-{hour:02}-{minute:02}");
    let arn = SnapshotArn {
        account: arn.account,
        region: arn.region,
        id: SnapshotId::automated(&found.arn.id, &date),
    };
    tx.schedule(kept, Due::SnapshotExpiry(arn.clone()));
    take(tx, &cluster, arn, SnapshotKind::Automated);
    tx.emit(Event::ClusterPut(Rc::new(cluster)));
    if let Some(backup) = tx.world.backups.get(&(found.arn.account, found.arn.region, id)).cloned() {
        tx.emit(Event::BackupPut(Rc::new(AutomatedBackup { earliest: oldest, ..(*backup).clone() })));
    }
}

/// Makes a snapshot of a cluster as it is now, in status `creating`. It shares the pages and the cluster's
/// key (rule L03).
pub(super) fn take(tx: &mut Tx, cluster: &Cluster, arn: SnapshotArn, kind: SnapshotKind) -> Rc<Snapshot> {
    let snapshot = Rc::new(Snapshot {
        arn: arn.clone(),
        kind,
        status: SnapshotStatus::Creating,
        created: tx.world.now,
        cluster: cluster.arn.id.clone(),
        resource_id: cluster.resource_id,
        cluster_created: cluster.created,
        encryption: SnapshotEncryption::of(&cluster.encryption),
        image: cluster.volume.snapshot(),
        engine: cluster.engine,
        engine_version: cluster.engine_version.clone(),
        storage_type: cluster.storage_type,
        master_username: cluster.master_username.clone(),
        port: cluster.port,
        source: None,
        shared_with: crate::map::Set::new(),
        public: false,
        tags: crate::map::Map::new(),
    });
    tx.emit(Event::SnapshotPut(snapshot.clone()));
    tx.schedule(SNAPSHOT_SECONDS, Due::Snapshot(arn));
    snapshot
}

/// Removes an automated snapshot whose retention period is over.
pub(in crate::ops) fn expire_snapshot(tx: &mut Tx, arn: &SnapshotArn) {
    if tx.world.snapshots.get(arn).is_some_and(|snapshot| snapshot.kind == SnapshotKind::Automated) {
        tx.emit(Event::SnapshotRemoved(arn.clone()));
    }
}

/// Starts a cluster that has been stopped for seven days, as Aurora does.
pub(in crate::ops) fn automatic_start(tx: &mut Tx, arn: &ClusterArn) {
    let Some(found) = tx.world.clusters.get(arn).cloned() else { return };
    if found.status == ClusterStatus::Stopped && found.until == Some(tx.world.now) {
        super::start_db_cluster::start(tx, &found);
    }
}

/// What becomes of a cluster whose key RDS can't use: in 2020 it is lost (rule E07); in 2026 it can be recovered for seven
/// days if it is one that can be stopped (rules N09, N11).
fn inaccessible(world: &World, cluster: &Cluster) -> (ClusterStatus, InstanceStatus) {
    match world.edition {
        Edition::Y2026 if world.can_be_stopped(cluster) => {
            (ClusterStatus::Recoverable, InstanceStatus::Recoverable)
        }
        Edition::Y2020 | Edition::Y2026 => (
            ClusterStatus::InaccessibleEncryptionCredentials,
            InstanceStatus::InaccessibleEncryptionCredentials,
        ),
    }
}

/// Makes a cluster inaccessible, since RDS can't use its key when it needs it. The host forgets its data keys, and the
/// automated backup ends at this moment.
pub(super) fn lose(tx: &mut Tx, found: &Cluster) {
    let mut cluster = found.clone();
    cluster.host = StorageNode::Down;
    let (status, instances) = inaccessible(&tx.world, found);
    begin(tx, &mut cluster, status);
    tx.emit(Event::ClusterPut(Rc::new(cluster)));
    begin_members(tx, found, instances);
    let key = (found.arn.account, found.arn.region, found.resource_id);
    if let Some(backup) = tx.world.backups.get(&key).cloned() {
        let latest = Some(tx.world.now);
        let volume = Some(found.volume.clone());
        tx.emit(Event::BackupPut(Rc::new(AutomatedBackup { latest, volume, ..(*backup).clone() })));
    }
}

/// The number of seconds until a backup window that begins `minutes` after midnight; never 0.
pub(in crate::ops) fn until_window(now: Time, minutes: u16) -> u64 {
    let start = u64::from(minutes) * 60;
    let today = now.0 % Time::DAY;
    if start > today { start - today } else { start + Time::DAY - today }
}
