//! The map's text twin: the same data as nested lists of sentences, for
//! printouts, screen readers, and whoever prefers to read.

use playground_session::view::{
    BackupBox, ClusterBox, KeyBox, Link, MapView, RegionBox, Seal, SnapshotBox, Volume,
};
use yew::{Html, html};

/// The map as nested lists.
pub(crate) fn list(map: &MapView) -> Html {
    html! {
        <ul class="twin">{ for map.accounts.iter().map(|a| html! {
            <li>
                { format!("Account {} ({})", a.id, a.label) }
                <ul>{ for a.regions.iter().map(region) }</ul>
            </li>
        }) }</ul>
    }
}

fn region(r: &RegionBox) -> Html {
    html! {
        <li>
            { format!("{} ({})", r.code, r.name) }
            <ul>
                { for r.keys.iter().map(|k| html! { <li>{ key(k) }</li> }) }
                { for r.clusters.iter().map(cluster) }
                { for r.snapshots.iter().map(|s| html! { <li>{ snapshot(s) }</li> }) }
                { for r.backups.iter().map(|b| html! { <li>{ backup(b) }</li> }) }
                { (r.more > 0).then(|| html! { <li>{ format!("and {} more", r.more) }</li> }) }
            </ul>
        </li>
    }
}

fn key(k: &KeyBox) -> String {
    let mut s = format!("KMS key {} {}, {}, {}", k.tag.letter, k.tag.name, k.manager, k.status.word);
    if k.versions > 1 {
        s.extend([", ", &k.versions.to_string(), " backing keys"]);
    }
    if !k.note.is_empty() {
        s.push_str(", ");
        s.push_str(&k.note);
    }
    s.push('.');
    s
}

fn cluster(c: &ClusterBox) -> Html {
    let mut s = format!("Cluster {}, {}, {}, {}.", c.id, c.engine, c.status.word, sealed(&c.seal));
    links(&mut s, &c.links);
    for warning in &c.warnings {
        s.push(' ');
        s.push_str(warning);
    }
    html! {
        <li>
            { s }
            <ul>
                { (c.volume.pages > 0).then(|| html! { <li>{ format!("Volume: {}.", volume(&c.volume)) }</li> }) }
                { for c.instances.iter().map(|i| html! { <li>{ format!("Instance {}, {}, {}, {}.", i.id, i.role, i.class, i.status.word) }</li> }) }
                { for c.backup.iter().map(|b| html! { <li>{ backup(b) }</li> }) }
                { for c.snapshots.iter().map(|s| html! { <li>{ snapshot(s) }</li> }) }
            </ul>
        </li>
    }
}

fn snapshot(x: &SnapshotBox) -> String {
    let mut s = format!("Snapshot {}, {}, {}, {}.", x.id, x.kind, x.status.word, sealed(&x.seal));
    links(&mut s, &x.links);
    if !x.shared_with.is_empty() {
        s.push_str(" Shared with ");
        s.push_str(&x.shared_with.join(", "));
        s.push('.');
    }
    s
}

fn backup(b: &BackupBox) -> String {
    format!("Automated backup of {}, {}, {}, {}.", b.cluster, b.status.word, sealed(&b.seal), b.window)
}

fn sealed(seal: &Seal) -> String {
    match seal {
        Seal::Plain => String::from("not encrypted"),
        Seal::Under(k) => format!("encrypted under key {} {}", k.letter, k.name),
    }
}

fn links(s: &mut String, all: &[Link]) {
    for link in all {
        s.push(' ');
        s.push_str(&link.label);
        s.push(' ');
        s.push_str(&link.name);
        s.push('.');
    }
}

/// "24 pages of 4096 bytes, sealed, 3 changed".
pub(crate) fn volume(v: &Volume) -> String {
    let count = |which: fn(&playground_session::view::Extent) -> bool| -> u32 {
        v.extents.iter().filter(|e| which(e)).map(|e| e.pages).sum()
    };
    let sealed = count(|e| e.sealed);
    let mut s = format!("{} pages", v.pages);
    if sealed == 0 {
        s.push_str(", plain");
    } else if sealed == v.pages {
        s.push_str(", sealed");
    } else {
        s.extend([", ", &sealed.to_string(), " sealed"]);
    }
    for (n, word) in [
        (count(|e| e.shared), "shared"),
        (count(|e| e.changed), "changed"),
        (count(|e| e.damaged), "damaged"),
    ] {
        if n > 0 {
            s.extend([", ", &n.to_string(), " ", word]);
        }
    }
    s
}
