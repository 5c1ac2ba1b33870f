//! Which thing the inspector shows; and snapshots and backups in the inspector.

use std::rc::Rc;

use playground_core::env::Time;
use playground_core::ids::{AccountId, ClusterArn, KeyArn, Region, ResourceId, SnapshotArn};
use playground_core::map::Map;
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::backup::BackupKey;
use playground_core::rds::snapshot::Snapshot;
use playground_core::world::World;

use super::names::{self, Names};
use super::readers::{Storage, Stored};
use super::{Worlds, bytes, cluster, envelope, key, map, memo};
use crate::view::{Fact, Focus, InspectorView, Part, Phrase, Section, Status, ThingId, phrase};

/// The selected thing in the inspector; without a selection, the thing that the last step was about.
pub(super) fn inspector(worlds: Worlds<'_>, names: &Names<'_>, focus: &Focus) -> Option<InspectorView> {
    if let Some(id) = &focus.selected {
        return open(worlds, names, focus, id);
    }
    let stays = || focus.last.as_ref().and_then(|id| open(worlds, names, focus, id));
    let newest = || worlds.now.clusters.values().max_by_key(|cluster| cluster.created);
    let about = || open(worlds, names, focus, &names::cluster_thing(newest()?));
    happened(worlds).and_then(|id| open(worlds, names, focus, &id)).or_else(stays).or_else(about)
}

fn open(worlds: Worlds<'_>, names: &Names<'_>, focus: &Focus, id: &ThingId) -> Option<InspectorView> {
    let world = worlds.now;
    match Thing::read(world, id)? {
        Thing::Key(arn) => {
            let key = world.keys.get(&arn)?;
            Some(if arn.is_aws_owned() {
                key::inspect_owned(world, names, key)
            } else {
                key::inspect(worlds, names, key)
            })
        }
        Thing::Cluster(arn) => Some(cluster::inspect(worlds, names, focus, world.clusters.get(&arn)?)),
        Thing::Snapshot(arn) => Some(of_snapshot(worlds, names, focus, world.snapshots.get(&arn)?)),
        Thing::Backup(at) => Some(of_backup(worlds, names, focus, world.backups.get(&at)?)),
    }
}

/// Which thing of a world.
pub(super) enum Thing {
    Key(KeyArn),
    Cluster(ClusterArn),
    Snapshot(SnapshotArn),
    Backup(BackupKey),
}

impl Thing {
    /// Reads a thing's id; `None` if it is none.
    pub(super) fn read(world: &World, id: &str) -> Option<Self> {
        if let Some(at) = backup_key(id) {
            return Some(Self::Backup(at));
        }
        if let Some(key) = names::owned_key(world, id) {
            return Some(Self::Key(key.arn.clone()));
        }
        if let Ok(arn) = KeyArn::parse(id) {
            return Some(Self::Key(arn));
        }
        if let Ok(arn) = SnapshotArn::parse(id) {
            return Some(Self::Snapshot(arn));
        }
        ClusterArn::parse(id).ok().map(Self::Cluster)
    }
}

/// Returns whether there is a thing of that id.
pub(super) fn is_there(world: &World, id: &ThingId) -> bool {
    let cluster = || ClusterArn::parse(id).is_ok_and(|arn| world.clusters.contains_key(&arn));
    let snapshot = || SnapshotArn::parse(id).is_ok_and(|arn| world.snapshots.contains_key(&arn));
    let key = || KeyArn::parse(id).is_ok_and(|arn| world.keys.contains_key(&arn));
    names::owned_key(world, id).is_some() || key() || snapshot() || cluster()
}

fn backup_key(id: &str) -> Option<BackupKey> {
    let mut parts = id.strip_prefix("backup:")?.split('/');
    let account = AccountId::parse(parts.next()?).ok()?;
    let region = Region::parse(parts.next()?).ok()?;
    Some((account, region, ResourceId::parse(parts.next()?).ok()?))
}

/// What changed since the base. New things come before changed ones, and clusters before snapshots before
/// keys.
fn happened(worlds: Worlds<'_>) -> Option<ThingId> {
    let (now, base) = (worlds.now, worlds.base);
    if let Some(made) = newest(&now.clusters, &base.clusters, |c| c.created, true) {
        return Some(names::cluster_thing(made));
    }
    if let Some(made) = newest(&now.snapshots, &base.snapshots, |s| s.created, true) {
        return Some(names::snapshot_thing(made));
    }
    if let Some(made) = newest(&now.keys, &base.keys, |k| k.created, true) {
        return Some(names::key_thing(&made.arn));
    }
    if let Some(changed) = newest(&now.clusters, &base.clusters, |c| c.created, false) {
        return Some(names::cluster_thing(changed));
    }
    if let Some(changed) = newest(&now.keys, &base.keys, |k| k.created, false) {
        return Some(names::key_thing(&changed.arn));
    }
    newest(&now.snapshots, &base.snapshots, |s| s.created, false).map(names::snapshot_thing)
}

/// The newest thing that the base lacks, or has with other content.
fn newest<'a, K: Ord + 'static, T: 'static>(
    now: &'a Map<K, Rc<T>>,
    base: &Map<K, Rc<T>>,
    created: fn(&T) -> Time,
    made: bool,
) -> Option<&'a T> {
    let found = now.iter().filter(|(key, thing)| match base.get(key) {
        None => made,
        Some(before) => !made && !Rc::ptr_eq(before, thing),
    });
    found.map(|(_, thing)| &**thing).max_by_key(|thing| created(thing))
}

/// The location of a thing, as a breadcrumb.
pub(super) fn crumbs(account: AccountId, region: Region, kind: &'static str) -> Phrase {
    let (account, region) = (names::account_id(account), region.to_string());
    Phrase::List(" / ", vec![Phrase::Own(account), Phrase::Own(region), kind.into()])
}

/// A key-value pair with plain text.
pub(super) fn fact(name: &'static str, value: impl Into<Phrase>) -> Fact {
    Fact { name, value: value.into(), code: false, thing: None }
}

/// A key-value pair with an identifier.
pub(super) fn code(name: &'static str, value: String) -> Fact {
    Fact { code: true, ..fact(name, Phrase::Own(value)) }
}

/// AWS's own word for a state, where the page has another one.
fn at_aws(shown: &Status, word: &str) -> Option<Fact> {
    (shown.word != Phrase::own(word)).then(|| fact("Status in AWS's answers", Phrase::own(word)))
}

/// Everything else about a thing.
pub(super) fn details(facts: Vec<Fact>) -> Section {
    Section::Facts { title: "Details".into(), facts }
}

/// The pages and the envelope of something.
pub(super) struct Shown {
    pub(super) sections: Vec<Section>,
    /// The envelope, if the last step broke it, or left the pages as they were and it is broken or was mended. Where nothing is
    /// written yet, there is nothing to open.
    pub(super) leads: Option<Part>,
}

pub(super) fn stored(names: &Names<'_>, now: Storage<'_>, base: Option<Storage<'_>>, focus: &Focus) -> Shown {
    let envelope = envelope::envelope(names, now);
    let untouched = base.is_none_or(|base| memo::same(base.image, now.image));
    let was_broken = base.is_some_and(|base| !envelope::envelope(names, base).broken.is_empty());
    let broken = !envelope.broken.is_empty();
    let tells = if untouched { broken || was_broken } else { broken && !was_broken };
    let pages = Section::Pages(Box::new(bytes::pages(now, base, focus)));
    Shown {
        sections: vec![pages, Section::Envelope(envelope)],
        leads: (tells && now.image.page_count() > 0).then_some(Part::Envelope),
    }
}

fn of_snapshot(worlds: Worlds<'_>, names: &Names<'_>, focus: &Focus, s: &Snapshot) -> InspectorView {
    let now = Storage { world: worlds.now, of: Stored::Snapshot(s), image: &s.image };
    let before = worlds.base.snapshots.get(&s.arn);
    let base = before.map(|before| Storage {
        world: worlds.base,
        of: Stored::Snapshot(before),
        image: &before.image,
    });
    let Shown { mut sections, leads } = stored(names, now, base, focus);
    let mut links = map::snapshot_links(worlds.now, s);
    links.extend(copies(worlds.now, s).take(COPIES));
    let left = copies(worlds.now, s).count().saturating_sub(COPIES);
    let note = (left > 0).then(|| phrase!("{count} more copies are on the map.", count = left));
    let mut facts = vec![
        code("ARN", s.arn.to_string()),
        code("Resource id of its cluster", ["cluster-", &s.resource_id.to_string()].concat()),
        fact("Kind", map::kind(s.kind)),
        fact("Created", Phrase::Own(names::clock(s.created))),
        fact("Engine", Phrase::Own([s.engine.name(), " ", &s.engine_version].concat())),
    ];
    let shared: Vec<String> = s.shared_with.iter().map(ToString::to_string).collect();
    let status = map::leaf_status(names, s.encryption.key(), map::snapshot_status(s.status));
    facts.extend(at_aws(&status, s.status.name()));
    if s.public {
        facts.push(fact("Shared with", "everyone (public)"));
    } else if !shared.is_empty() {
        facts.push(fact("Shared with", Phrase::Own(shared.join(", "))));
    }
    sections.push(Section::Things {
        title: "Relations".into(),
        note: note.unwrap_or_default(),
        fate: None,
        links,
    });
    sections.push(details(facts));
    InspectorView {
        thing: names::snapshot_thing(s),
        crumbs: crumbs(s.arn.account, s.arn.region, "Snapshots"),
        kind: "DB cluster snapshot".into(),
        title: s.arn.id.to_string(),
        status,
        seal: Some(names.seal(s.encryption.key())),
        tag: None,
        sections,
        leads,
    }
}

/// The most copies of a snapshot that are listed.
const COPIES: usize = 50;

fn copies<'a>(world: &'a World, s: &'a Snapshot) -> impl Iterator<Item = crate::view::Link> + 'a {
    let copies = world.snapshots.values().filter(|copy| copy.source.as_ref() == Some(&s.arn));
    copies.map(|copy| crate::view::Link {
        label: "copied to".into(),
        thing: Some(names::snapshot_thing(copy)),
        name: names::name_from(s.arn.region, &copy.arn.id, copy.arn.region),
    })
}

fn of_backup(worlds: Worlds<'_>, names: &Names<'_>, focus: &Focus, b: &AutomatedBackup) -> InspectorView {
    let own = |world: &World, backup: &AutomatedBackup| {
        let cluster = || world.clusters.get(&backup.cluster).map(|cluster| cluster.volume.image().clone());
        backup.volume.as_ref().map(|volume| volume.image().clone()).or_else(cluster)
    };
    let image = own(worlds.now, b);
    let before = worlds.base.backups.get(&b.key());
    let image_before = before.and_then(|before| own(worlds.base, before));
    let base = before.zip(image_before.as_ref());
    let base = base.map(|(before, image)| Storage { world: worlds.base, of: Stored::Backup(before), image });
    let now = image.as_ref().map(|image| Storage { world: worlds.now, of: Stored::Backup(b), image });
    let Shown { mut sections, leads } = now
        .map_or_else(|| Shown { sections: Vec::new(), leads: None }, |now| stored(names, now, base, focus));
    let latest: Phrase = match b.latest {
        None => "now (at AWS typically up to five minutes ago)".into(),
        Some(latest) if map::pause(worlds.now, b).is_some() => phrase!(
            "{time}, when the cluster lost its key: nothing from before that is missing (model; AWS says typically within five minutes)",
            time = names::clock(latest)
        ),
        Some(latest) => Phrase::Own(names::clock(latest)),
    };
    let status = map::leaf_status(names, b.encryption.key(), map::backup_status(b.status));
    let mut facts = vec![
        code("Cluster", b.cluster.to_string()),
        code("Resource id of its cluster", ["cluster-", &b.resource_id.to_string()].concat()),
        fact("Backups kept", names::days(usize::from(b.retention))),
        fact("Restorable from", Phrase::Own(names::clock(b.earliest))),
        fact("Restorable to", latest),
    ];
    facts.extend(map::pause(worlds.now, b).map(|why| fact("Older ones", why)));
    facts.extend(at_aws(&status, b.status.name()));
    sections.push(details(facts));
    InspectorView {
        thing: names::backup_thing(&b.key()),
        crumbs: crumbs(b.cluster.account, b.cluster.region, "Automated backups"),
        kind: "Automated backup".into(),
        title: b.cluster.id.to_string(),
        status,
        seal: Some(names.seal(b.encryption.key())),
        tag: None,
        sections,
        leads,
    }
}
