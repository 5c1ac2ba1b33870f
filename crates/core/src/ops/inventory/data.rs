//! Clusters, instances, snapshots, backups and global clusters, over storage whose contents are unknown.

use super::{Held, HeldBackup, HeldCluster, HeldInstance, HeldSnapshot, Inventory};
use crate::crypto::keys::DataKey;
use crate::database::mounted_volume::PageCache;
use crate::env::{Purpose, Time};
use crate::event::Event;
use crate::ids::{AccountId, ClusterArn, KeyArn, Principal, Region, ResourceId};
use crate::kms::action::Action;
use crate::kms::ciphertext;
use crate::kms::context::EncryptionContext;
use crate::map::{Map, Set};
use crate::ops::Tx;
use crate::ops::kms::attempt::rds_in;
use crate::ops::kms::create_grant;
use crate::ops::kms::for_rds;
use crate::ops::kms::seal::fresh;
use crate::ops::rds::due;
use crate::ops::rds::new_cluster::DEFAULT_WINDOW;
use crate::ops::rds::replica::new_link;
use crate::rds::backup::{AutomatedBackup, BackupStatus};
use crate::rds::cluster::{
    Cluster, Encryption, StorageEncryptionType, StorageNode, StorageType, dbc_context,
};
use crate::rds::global::{GlobalCluster, Members};
use crate::rds::instance::Instance;
use crate::rds::kept::Kept;
use crate::rds::lifecycle::ClusterStatus;
use crate::rds::snapshot::{Snapshot, SnapshotEncryption, SnapshotKind, SnapshotStatus};
use crate::storage::keyring::{KeyRing, KeySlot};
use crate::storage::page::VolumeId;
use crate::storage::volume::Volume;
use crate::world::Due;
use std::rc::Rc;

/// The master user's name, which is not taken from descriptions.
const MASTER: &str = "admin";

/// Puts what holds data. Sources come before their replicas, which read what their source seals.
pub(super) fn put(tx: &mut Tx, inventory: &Inventory) {
    let global = |arn: &ClusterArn| inventory.globals.iter().any(|(_, members)| members.contains(arn));
    let (replicas, first): (Vec<_>, Vec<_>) = inventory.clusters.iter().partition(|one| one.source.is_some());
    for held in first.into_iter().chain(replicas) {
        put_cluster(tx, held, global(&held.arn));
    }
    for held in &inventory.instances {
        put_instance(tx, held);
    }
    let by_id: Map<_, _> = tx.world.clusters.values().map(|one| (one.resource_id, one.clone())).collect();
    for held in &inventory.snapshots {
        put_snapshot(tx, held, by_id.get(&held.resource_id));
    }
    for held in &inventory.retained {
        put_retained(tx, held);
    }
    for (arn, members) in &inventory.globals {
        let Some((primary, others)) = members.split_first() else { continue };
        let Some(cluster) = tx.world.clusters.get(primary).cloned() else { continue };
        let resource_id = ResourceId(tx.env.bytes(Purpose::ResourceId));
        tx.emit(Event::GlobalClusterPut(Rc::new(GlobalCluster {
            arn: arn.clone(),
            resource_id,
            engine: cluster.engine,
            engine_version: cluster.engine_version.clone(),
            database_name: None,
            storage: StorageEncryptionType::of(cluster.encryption.key()),
            deletion_protection: false,
            tags: Map::new(),
            members: Some(Members {
                primary: primary.clone(),
                secondaries: others.iter().cloned().collect(),
            }),
            failover: None,
        })));
    }
}

/// Storage without a page, the keys of its host, and what it is under.
struct Storage {
    volume: Volume,
    ring: KeyRing,
    under: Option<(KeyArn, EncryptionContext)>,
}

/// New storage; `None` if the key isn't among the keys. `over` is the volume that it reads as well: a replica's source.
fn storage(
    tx: &mut Tx,
    held: &Held,
    region: Region,
    id: ResourceId,
    over: Option<(&Volume, &KeyRing)>,
) -> Option<Storage> {
    let context = dbc_context(id);
    let key = match held {
        Held::Unencrypted => None,
        Held::AwsOwned => Some(for_rds::default_key(tx, AccountId::AWS, region)),
        Held::Under(key) => Some(key.clone()),
    };
    let volume_id = VolumeId(tx.env.bytes(Purpose::VolumeId));
    let Some(key) = key else {
        let volume = Volume::new_plain(volume_id, &[]).with_unknown_contents();
        return Some(Storage { volume, ring: KeyRing::new(), under: None });
    };
    let data_key = Rc::new(DataKey::filled(|out| tx.env.fill(Purpose::DataKey, out)));
    let own = slot(tx, volume_id, &key, &context, &data_key)?;
    let mut ring = KeyRing::new().with(volume_id, data_key.clone());
    let past = tx.world.moment().past;
    let mut volume = Volume::new_sealed(own.clone(), &data_key, past, &[]);
    if let Some((source, theirs)) = over {
        let mut inherited = Vec::new();
        for known in source.image().slots() {
            let Some(opened) = theirs.get(known.volume) else { continue };
            inherited.extend(slot(tx, known.volume, &key, &context, opened));
            ring = ring.with(known.volume, opened.clone());
        }
        volume = Volume::restored(source.image(), own, inherited).unwrap_or(volume);
    }
    Some(Storage { volume: volume.with_unknown_contents(), ring, under: Some((key, context)) })
}

/// A data key, wrapped under a key; `None` if that key isn't there.
fn slot(
    tx: &mut Tx,
    volume: VolumeId,
    key: &KeyArn,
    context: &EncryptionContext,
    data_key: &DataKey,
) -> Option<KeySlot> {
    let found = tx.world.keys.get(key)?.clone();
    let material = &found.current;
    let fresh = fresh(&mut tx.env);
    let wrapped =
        ciphertext::wrap(&material.backing, &key.to_string(), &material.id, context, data_key, &fresh)
            .ok()?;
    Some(KeySlot { volume, wrapped, key: key.clone(), context: context.clone() })
}

/// The encryption of a cluster, with RDS's grant: one of those that are there, or else a new one, as descriptions of grants may
/// be missing.
fn under(tx: &mut Tx, storage: &Storage, of: AccountId) -> Encryption {
    let Some((key, context)) = &storage.under else { return Encryption::Unencrypted };
    let rds = Principal::Service(rds_in(key.region));
    let fits = |grant: &&Rc<crate::kms::grant::Grant>| grant.permits(&rds, Action::Decrypt, context);
    let known = tx.world.grants_of(key).find(fits).map(|grant| grant.id);
    let issuer = if key.is_aws_owned() { AccountId::AWS } else { of };
    let grant =
        known.unwrap_or_else(|| create_grant::grant(tx, key, issuer, for_rds::terms(key.region, context)));
    Encryption::Under { key: key.clone(), grant }
}

fn put_cluster(tx: &mut Tx, held: &HeldCluster, is_member: bool) {
    // What a member of a global cluster gets is sealed anew, under its own key; a replica gets its source's pages.
    let source = held.source.as_ref().and_then(|arn| tx.world.clusters.get(arn).cloned());
    let theirs = source.as_ref().filter(|_| !is_member).and_then(|source| match &source.host {
        StorageNode::Up(ring) => Some((&source.volume, &**ring)),
        StorageNode::Down => None,
    });
    let Some(storage) = storage(tx, &held.encryption, held.arn.region, held.resource_id, theirs) else {
        return;
    };
    let encryption = under(tx, &storage, held.arn.account);
    let down = held.status == ClusterStatus::Stopped || held.status.is_inaccessible();
    let Storage { volume, ring, .. } = storage;
    let link = source.as_ref().map(|_| new_link(tx));
    let mut cluster = Cluster {
        arn: held.arn.clone(),
        resource_id: held.resource_id,
        engine: held.engine,
        engine_version: held.engine_version.clone(),
        status: held.status,
        until: None,
        created: held.created,
        encryption,
        volume,
        host: if down { StorageNode::Down } else { StorageNode::Up(Rc::new(ring)) },
        members: Rc::from([]),
        storage_type: held.storage_type,
        backup_retention: held.retention,
        backup_window: held.window.unwrap_or(DEFAULT_WINDOW),
        replication_source: source.as_ref().map(|source| source.arn.clone()),
        link,
        replicas: Set::new(),
        master_username: MASTER.into(),
        database_name: None,
        port: held.port.unwrap_or_else(|| held.engine.default_port()),
        deletion_protection: held.deletion_protection,
        copy_tags: false,
        tags: Map::new(),
        insights: None,
        activity_stream: None,
        master_secret: None,
        kept: held.serverless.then(|| Rc::new(Kept { serverless: true, ..Kept::default() })),
    };
    // Since when a cluster is without its key nobody says, so that it has no known end.
    if held.status != ClusterStatus::Recoverable {
        due::begin(tx, &mut cluster, held.status);
    }
    let lost = held.status.is_inaccessible().then(|| cluster.volume.clone());
    let backup =
        AutomatedBackup { earliest: held.earliest, volume: lost, ..AutomatedBackup::active(&cluster) };
    let wait = due::until_window(tx.world.now, cluster.backup_window);
    tx.schedule(wait, Due::DailyBackup(cluster.arn.clone(), cluster.resource_id));
    if let Some(source) = source {
        let replicas = source.replicas.insert(cluster.arn.clone());
        tx.emit(Event::ClusterPut(Rc::new(Cluster { replicas, ..(*source).clone() })));
    }
    tx.emit(Event::ClusterPut(Rc::new(cluster)));
    tx.emit(Event::BackupPut(Rc::new(backup)));
}

fn put_instance(tx: &mut Tx, held: &HeldInstance) {
    let Some(cluster) = tx.world.clusters.get(&held.cluster).cloned() else { return };
    let instance = Instance {
        arn: held.arn.clone(),
        resource_id: ResourceId(tx.env.bytes(Purpose::ResourceId)),
        cluster: held.cluster.clone(),
        class: held.class.clone(),
        status: held.status,
        until: None,
        created: cluster.created,
        promotion_tier: 1,
        cache: PageCache::default(),
        crash_at: None,
        insights: None,
        tags: Map::new(),
        pending: None,
        kept: None,
    };
    due::begin_instance(tx, &instance, held.status);
    let members = cluster.members.iter().cloned().chain([held.arn.clone()]).collect();
    tx.emit(Event::ClusterPut(Rc::new(Cluster { members, ..(*cluster).clone() })));
}

/// Puts a snapshot of a cluster, if that is there.
fn put_snapshot(tx: &mut Tx, held: &HeldSnapshot, of: Option<&Rc<Cluster>>) {
    let Some(storage) = storage(tx, &held.encryption, held.arn.region, held.resource_id, None) else {
        return;
    };
    let encryption =
        storage.under.map_or(SnapshotEncryption::Unencrypted, |(key, _)| SnapshotEncryption::Under(key));
    let now = tx.world.now;
    tx.emit(Event::SnapshotPut(Rc::new(Snapshot {
        arn: held.arn.clone(),
        kind: held.kind,
        status: SnapshotStatus::Available,
        created: held.created,
        cluster: held.cluster.clone(),
        resource_id: held.resource_id,
        cluster_created: of.map_or(held.created, |cluster| cluster.created),
        encryption,
        image: storage.volume.snapshot(),
        engine: held.engine,
        engine_version: held.engine_version.clone(),
        storage_type: of.map_or(StorageType::Standard, |cluster| cluster.storage_type),
        master_username: MASTER.into(),
        port: of.map_or_else(|| held.engine.default_port(), |cluster| cluster.port),
        source: held.source.clone(),
        shared_with: held.shared_with.iter().copied().collect(),
        public: held.public,
        tags: Map::new(),
    })));
    if held.kind == SnapshotKind::Automated {
        let days = of.map_or(1, |cluster| cluster.backup_retention);
        let end = held.created.plus(u64::from(days) * Time::DAY).max(now.plus(1));
        tx.emit(Event::Scheduled(end, Due::SnapshotExpiry(held.arn.clone())));
    }
}

fn put_retained(tx: &mut Tx, held: &HeldBackup) {
    let Some(storage) = storage(tx, &held.encryption, held.cluster.region, held.resource_id, None) else {
        return;
    };
    let encryption =
        storage.under.map_or(SnapshotEncryption::Unencrypted, |(key, _)| SnapshotEncryption::Under(key));
    let (earliest, latest) = held.range;
    tx.emit(Event::BackupPut(Rc::new(AutomatedBackup {
        cluster: held.cluster.clone(),
        resource_id: held.resource_id,
        status: BackupStatus::Retained,
        cluster_created: earliest,
        earliest,
        latest: Some(latest),
        encryption,
        volume: Some(storage.volume),
        retention: held.retention,
        engine: held.engine,
        engine_version: held.engine_version.clone(),
        storage_type: StorageType::Standard,
        master_username: MASTER.into(),
        port: held.engine.default_port(),
    })));
}
