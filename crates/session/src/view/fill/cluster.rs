//! A cluster in the inspector.

use playground_core::edition::Edition;
use playground_core::rds::cluster::{Cluster, StorageNode};
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::world::World;

use super::names::{self, Names};
use super::readers::{Storage, Stored};
use super::things::{self, Shown, code, crumbs, details, fact};
use super::{Worlds, envelope, map, warnings};
use crate::view::{Fact, Focus, InspectorView, Phrase, Section};

/// The inspector's view of a cluster.
pub(super) fn inspect(worlds: Worlds<'_>, names: &Names<'_>, focus: &Focus, c: &Cluster) -> InspectorView {
    let now = Storage { world: worlds.now, of: Stored::Cluster(c), image: c.volume.image() };
    let before = worlds.base.clusters.get(&c.arn);
    let base = before.map(|before| Storage {
        world: worlds.base,
        of: Stored::Cluster(before),
        image: before.volume.image(),
    });
    let links = map::cluster_links(worlds.now, c);
    let Shown { mut sections, leads } = things::stored(names, now, base, focus);
    for section in &mut sections {
        if let Section::Envelope(envelope) = section {
            envelope.used = envelope::used(worlds, c);
            envelope.unwrapped = envelope::unwrapped(worlds, c);
        }
    }
    if !links.is_empty() {
        sections.push(Section::Things {
            title: "Replication".into(),
            note: Phrase::default(),
            fate: None,
            links,
        });
    }
    sections.push(details(facts(worlds.now, c)));
    InspectorView {
        thing: names::cluster_thing(c),
        crumbs: crumbs(c.arn.account, c.arn.region, "Clusters"),
        kind: "DB cluster".into(),
        title: c.arn.id.to_string(),
        status: map::cluster_status(c.status),
        seal: Some(names.seal(c.encryption.key())),
        tag: None,
        sections,
        leads,
    }
}

fn facts(world: &World, c: &Cluster) -> Vec<Fact> {
    let held = match &c.host {
        StorageNode::Down => "down, no data key in memory",
        StorageNode::Up(_) if c.status == ClusterStatus::Creating => "being created",
        StorageNode::Up(ring) if ring.is_empty() => "up",
        StorageNode::Up(_) => "up, with the data key in memory",
    };
    let global = map::global_place(world, c);
    let left = warnings::recoverable(world, c).map(|left| fact("Cluster can be recovered", left));
    let storage_type = match world.edition {
        Edition::Y2020 => None, // there was one for every cluster, which nothing named
        Edition::Y2026 => Some(fact("Storage type", Phrase::own(c.storage_type.name()))),
    };
    let facts = vec![
        code("ARN", c.arn.to_string()),
        code("Resource id", ["cluster-", &c.resource_id.to_string()].concat()),
        fact("Engine", Phrase::Own([c.engine.name(), " ", &c.engine_version].concat())),
        fact("Host", held),
        fact("Created", Phrase::Own(names::clock(c.created))),
        fact("Backup retention", names::days(usize::from(c.backup_retention))),
    ];
    // That of a cluster whose contents are unknown is not known either.
    let volume = (!c.volume.image().is_unknown()).then(|| code("Volume", c.volume.id().to_string()));
    let global = (!global.is_empty()).then(|| fact("Global database", global));
    left.into_iter().chain(facts).chain(volume).chain(storage_type).chain(global).collect()
}
