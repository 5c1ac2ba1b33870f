//! The cards of the map: what each says about its thing. Which things are shown, and where, is in `places`.

use playground_core::edition::Edition;
use playground_core::ids::KeyArn;
use playground_core::kms::key::{Key, KeyManager, Life, MultiRegion, Rotation};
use playground_core::rds::backup::{AutomatedBackup, BackupStatus};
use playground_core::rds::cluster::{Cluster, StorageNode};
use playground_core::rds::lifecycle::{ClusterStatus, InstanceStatus};
use playground_core::rds::snapshot::{Snapshot, SnapshotKind, SnapshotStatus};
use playground_core::storage::image::Image;
use playground_core::storage::keyring::KeyRing;
use playground_core::world::World;

use super::Worlds;
use super::memo;
use super::names::{self, Names};
use super::warnings;
use crate::view::{
    BackupBox, ClusterBox, Extent, InstanceBox, KeyBox, Link, Phrase, SnapshotBox, Status, Tone, VolumeView,
    phrase,
};

/// A key.
pub(super) fn key_box(edition: Edition, names: &Names<'_>, key: &Key) -> KeyBox {
    let owned = key.arn.is_aws_owned();
    KeyBox {
        tag: names.tag(&key.arn),
        manager: manager(key).into(),
        status: key_status(key),
        aliases: names.aliases(&key.arn).to_vec(),
        versions: if owned { 1 } else { key.earlier.len() + 1 },
        note: if owned { "not visible in any account".into() } else { key_note(edition, key) },
        under: names.under(&key.arn),
    }
}

/// "AWS owned", "AWS managed" or "customer managed".
pub(super) fn manager(key: &Key) -> &'static str {
    match key.manager {
        KeyManager::Aws if key.arn.is_aws_owned() => "AWS owned",
        KeyManager::Aws => "AWS managed",
        KeyManager::Customer => "customer managed",
    }
}

/// The state of a key. Nobody sees that of an AWS owned key, and nobody can change it.
pub(super) fn key_status(key: &Key) -> Status {
    if key.arn.is_aws_owned() {
        return Status { word: "can't be disabled".into(), tone: Tone::Good };
    }
    let tone = match key.life {
        Life::Enabled => Tone::Good,
        Life::Disabled | Life::Creating(_) | Life::Updating(_) => Tone::Idle,
        Life::PendingDeletion(_) | Life::PendingReplicaDeletion(_) => Tone::Warn,
    };
    Status { word: Phrase::own(key.state().name()), tone }
}

/// A key's description, what it is among related keys, and what will happen to it.
fn key_note(edition: Edition, key: &Key) -> Phrase {
    let will = match (key.life, key.rotation) {
        (Life::PendingDeletion(at), _) => phrase!("KMS deletes it at {time}", time = names::clock(at)),
        (Life::PendingReplicaDeletion(days), _) => {
            phrase!("KMS deletes it {count} days after its last replica", count = days as usize)
        }
        (_, Rotation::Every { days, .. }) => phrase!("rotates {every}", every = every(edition, days)),
        _ => Phrase::default(),
    };
    let about = if key.manager == KeyManager::Customer { &*key.description } else { "" };
    let about = if about.is_empty() {
        Phrase::default()
    } else {
        phrase!("“{description}”", description = Phrase::own(about))
    };
    let part: Phrase = match key.multi_region {
        Some(MultiRegion::Primary) => "multi-Region primary key".into(),
        Some(MultiRegion::Replica) => "multi-Region replica".into(),
        None => Phrase::default(),
    };
    Phrase::list([about, part, will])
}

/// How long it is from one automatic rotation to the next. In 2020 periods are whole years.
pub(super) fn every(edition: Edition, days: u32) -> Phrase {
    match (edition, days / 365) {
        (Edition::Y2020, 1) => "every year".into(),
        (Edition::Y2020, years) => phrase!("every {count} years", count = years as usize),
        (Edition::Y2026, _) => phrase!("every {count} days", count = days as usize),
    }
}

/// A cluster. What was taken from it is not in it yet.
pub(super) fn cluster_box(worlds: Worlds<'_>, names: &Names<'_>, c: &Cluster, row: bool) -> ClusterBox {
    let instances = c.members.iter().enumerate().filter_map(|(at, arn)| {
        let instance = worlds.now.instances.get(arn)?;
        Some(InstanceBox {
            id: instance.arn.id.to_string(),
            class: String::from(&*instance.class),
            role: Phrase::from(if at == 0 { "writer" } else { "reader" }),
            status: instance_status(instance.status),
        })
    });
    let ring = match &c.host {
        StorageNode::Up(ring) => Some(&**ring),
        StorageNode::Down => None,
    };
    let base = worlds.base.clusters.get(&c.arn).map(|cluster| cluster.volume.image());
    ClusterBox {
        thing: names::cluster_thing(c),
        id: c.arn.id.to_string(),
        engine: c.engine.name().into(),
        status: cluster_status(c.status),
        seal: names.seal(c.encryption.key()),
        instances: instances.collect(),
        volume: if row { VolumeView::default() } else { volume(c.volume.image(), base, ring) },
        global: global_place(worlds.now, c),
        links: if row { Vec::new() } else { cluster_links(worlds.now, c) },
        warnings: warnings::warnings(worlds, names, c),
        snapshots: Vec::new(),
        backup: None,
        row,
        leaves: 0,
        cut: None,
    }
}

/// Its place in a global cluster; empty if it is in none.
pub(super) fn global_place(world: &World, c: &Cluster) -> Phrase {
    let Some(global) = world.global_cluster_of(&c.arn) else { return Phrase::default() };
    let name = Phrase::own(global.arn.id.as_str());
    if global.primary() == Some(&c.arn) {
        phrase!("primary cluster of {name}", name = name)
    } else {
        phrase!("secondary cluster of {name}", name = name)
    }
}

/// Links to replicas and to the source.
pub(super) fn cluster_links(world: &World, c: &Cluster) -> Vec<Link> {
    let to = |label: &'static str, arn: &playground_core::ids::ClusterArn| Link {
        label: label.into(),
        thing: world.clusters.contains_key(arn).then(|| arn.to_string().into()),
        name: names::name_from(c.arn.region, &arn.id, arn.region),
    };
    let follows = if world.global_cluster_of(&c.arn).is_some() { "follows" } else { "replica of" };
    let source = c.replication_source.iter().map(|arn| to(follows, arn));
    source.chain(c.replicas.iter().map(|arn| to("replicates to", arn))).collect()
}

/// The state of a cluster.
pub(super) fn cluster_status(status: ClusterStatus) -> Status {
    let tone = match status {
        ClusterStatus::Available => Tone::Good,
        ClusterStatus::Stopped => Tone::Idle,
        ClusterStatus::InaccessibleEncryptionCredentials => Tone::Bad,
        ClusterStatus::Recoverable => Tone::Warn,
        _ => Tone::Busy,
    };
    Status { word: Phrase::own(status.name()), tone }
}

fn instance_status(status: InstanceStatus) -> Status {
    let tone = match status {
        InstanceStatus::Available => Tone::Good,
        InstanceStatus::Stopped => Tone::Idle,
        InstanceStatus::InaccessibleEncryptionCredentials => Tone::Bad,
        InstanceStatus::Recoverable => Tone::Warn,
        _ => Tone::Busy,
    };
    Status { word: Phrase::own(status.name()), tone }
}

/// The most pages that are read to find damage; the pages of a larger volume are judged by their headers.
const OPENED: usize = 64;

/// The pages of an image as runs. With the keys of a running host, damage is found as the host would find it.
pub(super) fn volume(image: &Image, base: Option<&Image>, ring: Option<&KeyRing>) -> VolumeView {
    let mut extents: Vec<Extent> = Vec::new();
    let look = ring.filter(|_| image.is_sealed() && image.page_count() <= OPENED);
    for (number, slot) in image.pages() {
        let before = base.and_then(|base| base.page(number));
        let damaged = match look {
            Some(ring) => !memo::opens(image, ring, number),
            None => slot.stored.sealed().is_some_and(|parts| parts.stamp != Some(slot.expected)),
        };
        let page = Extent {
            pages: 1,
            sealed: slot.stored.sealed().is_some(),
            shared: slot.expected.volume != image.volume(),
            changed: base.is_some() && before.is_none_or(|before| !before.stored.shares_with(&slot.stored)),
            damaged,
        };
        match extents.last_mut() {
            Some(last) if (Extent { pages: 1, ..last.clone() }) == page => last.pages += 1,
            _ => extents.push(page),
        }
    }
    VolumeView {
        pages: u32::try_from(image.page_count()).unwrap_or(u32::MAX),
        page_size: u32::try_from(playground_core::storage::page::PAGE_SIZE).unwrap_or(0),
        extents,
    }
}

/// A snapshot. `nested`: below its cluster, which then needs no link.
pub(super) fn snapshot_box(world: &World, names: &Names<'_>, s: &Snapshot, nested: bool) -> SnapshotBox {
    let mut shared_with: Vec<Phrase> =
        s.shared_with.iter().map(|account| Phrase::Own(account.to_string())).collect();
    if s.public {
        shared_with.push("everyone (public)".into());
    }
    let of_cluster = s.source.is_none();
    SnapshotBox {
        thing: names::snapshot_thing(s),
        id: s.arn.id.to_string(),
        kind: kind(s.kind).into(),
        status: leaf_status(names, s.encryption.key(), snapshot_status(s.status)),
        seal: names.seal(s.encryption.key()),
        links: if nested && of_cluster { Vec::new() } else { snapshot_links(world, s) },
        shared_with,
    }
}

/// "manual" or "automated".
pub(super) fn kind(kind: SnapshotKind) -> &'static str {
    match kind {
        SnapshotKind::Manual => "manual",
        SnapshotKind::Automated => "automated",
    }
}

/// The state of a snapshot.
pub(super) fn snapshot_status(status: SnapshotStatus) -> Status {
    let tone = match status {
        SnapshotStatus::Available => Tone::Good,
        SnapshotStatus::Failed => Tone::Bad,
        SnapshotStatus::Creating | SnapshotStatus::Copying => Tone::Busy,
    };
    Status { word: Phrase::own(status.name()), tone }
}

/// A link to the source of a copy, or otherwise to the cluster.
pub(super) fn snapshot_links(world: &World, s: &Snapshot) -> Vec<Link> {
    if let Some(source) = &s.source {
        return vec![Link {
            label: "copy of".into(),
            thing: world.snapshots.contains_key(source).then(|| source.to_string().into()),
            name: names::name_from(s.arn.region, &source.id, source.region),
        }];
    }
    let cluster = world.clusters.values().find(|cluster| cluster.resource_id == s.resource_id);
    vec![Link {
        label: "of cluster".into(),
        thing: cluster.map(|cluster| names::cluster_thing(cluster)),
        name: s.cluster.to_string(),
    }]
}

/// An automated backup.
pub(super) fn backup_box(world: &World, names: &Names<'_>, b: &AutomatedBackup) -> BackupBox {
    BackupBox {
        thing: names::backup_thing(&b.key()),
        cluster: b.cluster.id.to_string(),
        status: leaf_status(names, b.encryption.key(), backup_status(b.status)),
        seal: names.seal(b.encryption.key()),
        window: window(world, b),
    }
}

/// The state of a backup.
pub(super) fn backup_status(status: BackupStatus) -> Status {
    let tone = match status {
        BackupStatus::Active => Tone::Good,
        BackupStatus::Retained => Tone::Idle,
    };
    Status { word: Phrase::own(status.name()), tone }
}

/// The state of a snapshot or backup, given the one that AWS names. AWS goes on calling it available or active when its key
/// can't be used, and nobody can restore it then.
pub(super) fn leaf_status(names: &Names<'_>, key: Option<&KeyArn>, status: Status) -> Status {
    let Some(key) = key.filter(|key| !names.usable(key)) else { return status };
    let (word, tone) = match (status.tone, names.exists(key)) {
        (Tone::Busy | Tone::Bad, _) => return status,
        (_, true) => ("not restorable now", Tone::Warn),
        (_, false) => ("lost with its key", Tone::Bad),
    };
    Status { word: word.into(), tone }
}

/// The retention period and window: "backups kept 7 days, from 2020-12-01 09:04:10", and to when if nothing is added to it. What
/// is there stays as long as the cluster isn't running: the model drops old backups when it takes new ones.
pub(super) fn window(world: &World, b: &AutomatedBackup) -> Phrase {
    let kept = names::days(usize::from(b.retention));
    let from = names::clock(b.earliest);
    let window = match b.latest.map(names::clock) {
        None => phrase!("backups kept {kept}, from {from}", kept = kept, from = from),
        Some(to) => phrase!("backups kept {kept}, from {from} to {to}", kept = kept, from = from, to = to),
    };
    match pause(world, b) {
        Some(why) => Phrase::list([window, why.into()]),
        None => window,
    }
}

/// Why none of a backup is dropped now, if that is so.
pub(super) fn pause(world: &World, b: &AutomatedBackup) -> Option<&'static str> {
    match world.clusters.get(&b.cluster).filter(|it| it.resource_id == b.resource_id)?.status {
        ClusterStatus::Stopping | ClusterStatus::Stopped => {
            Some("kept on while the cluster is stopped (model)")
        }
        ClusterStatus::Recoverable | ClusterStatus::InaccessibleEncryptionCredentials => {
            Some("kept on while the cluster is inaccessible (model)")
        }
        _ => None,
    }
}
