//! A cluster in the inspector.

use playground_core::edition::Edition;
use playground_core::ops::playground::raw::{ClientView, client_view};
use playground_core::rds::cluster::{Cluster, StorageNode};
use playground_core::world::World;

use super::names::{self, Names};
use super::things::{code, crumbs, fact};
use super::{Worlds, bytes, envelope, map, warnings};
use crate::view::{Fact, Focus, InspectorView, PageId, Section};

/// The inspector's view of a cluster.
pub(super) fn inspect(worlds: Worlds<'_>, names: &Names<'_>, focus: &Focus, c: &Cluster) -> InspectorView {
    let before = worlds.base.clusters.get(&c.arn);
    let read = |cluster: &Cluster, page: PageId| match client_view(cluster, page) {
        ClientView::Content(content) => Ok(content.to_vec()),
        ClientView::Fault(fault) => Err((fault.to_string(), true)),
        ClientView::NoHost(why) => Err((why.to_string(), false)),
    };
    let pages = bytes::pages(
        c.volume.image(),
        before.map(|cluster| cluster.volume.image()),
        &|page| read(c, page),
        &|page| before.and_then(|cluster| read(cluster, page).ok()),
        focus,
    );
    let links = map::cluster_links(worlds.now, c);
    let mut sections = vec![envelope::section(worlds.now, names, c.volume.image()), Section::Pages(pages)];
    if !links.is_empty() {
        sections.push(Section::Things {
            title: "Replication".into(),
            note: String::new(),
            dies: false,
            links,
        });
    }
    sections.push(Section::Facts { title: "Details".into(), facts: facts(worlds.now, c) });
    InspectorView {
        thing: names::cluster_thing(c),
        crumbs: crumbs(c.arn.account, c.arn.region, "Clusters"),
        kind: "DB cluster".into(),
        title: c.arn.id.to_string(),
        status: map::cluster_status(c.status),
        seal: Some(names.seal(c.encryption.key())),
        tag: None,
        sections,
    }
}

fn facts(world: &World, c: &Cluster) -> Vec<Fact> {
    let held = match &c.host {
        StorageNode::Down => "down, no data key in memory",
        StorageNode::Up(ring) if ring.is_empty() => "up",
        StorageNode::Up(_) => "up, with the data key in memory",
    };
    let global = map::global_place(world, c);
    let left = warnings::recoverable(world, c).map(|left| fact("Can be recovered", left));
    let storage_type = match world.edition {
        Edition::Y2020 => None, // there was one for every cluster, which nothing named
        Edition::Y2026 => Some(fact("Storage type", c.storage_type.name())),
    };
    let facts = vec![
        code("ARN", c.arn.to_string()),
        code("Resource id", ["cluster-", &c.resource_id.to_string()].concat()),
        fact("Engine", [c.engine.name(), " ", &c.engine_version].concat()),
        fact("Host", held),
        fact("Created", names::clock(c.created)),
        fact("Backup retention", names::count(usize::from(c.backup_retention), "day", "days")),
        code("Volume", c.volume.id().to_string()),
    ];
    let global = (!global.is_empty()).then(|| fact("Global database", global));
    left.into_iter().chain(facts).chain(storage_type).chain(global).collect()
}
