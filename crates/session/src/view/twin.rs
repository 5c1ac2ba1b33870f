//! The map as text: what the map's picture shows, as nested sentences, for printouts, screen readers, pages
//! without scripts, and anyone who prefers to read.
//!
//! It is complete: whatever a picture of the map shows is in it. Only the texts are made here; the page draws
//! the lists.

use super::{
    AccountBox, BackupBox, ClusterBox, Extent, Holds, KeyBox, KeyHealth, KeyTag, Link, MapKind, MapView,
    Phrase, RegionBox, Seal, Severity, SnapshotBox, VolumeView, counted, phrase,
};

/// A sentence, and the sentences about what is inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwinItem {
    /// The sentence.
    pub text: String,
    /// The sentences about what is inside.
    pub items: Vec<TwinItem>,
}

/// The map as nested sentences, with one item an account.
pub fn twin(map: &MapView) -> Vec<TwinItem> {
    let mut accounts: Vec<TwinItem> = map.accounts.iter().map(account).collect();
    if map.more > 0 {
        accounts.push(leaf(more_accounts(map.more).to_string()));
    }
    accounts
}

/// "and 7 more accounts"
pub fn more_accounts(count: usize) -> Phrase {
    counted!(count, "and 1 more account", "and {count} more accounts")
}

/// What is in an account or a Region: "3 keys, 12 clusters, 20 backups".
pub fn held(holds: &Holds) -> Phrase {
    let things = |(kind, count): &(MapKind, usize)| match kind {
        MapKind::Keys => counted!(*count, "1 key", "{count} keys"),
        MapKind::Clusters => counted!(*count, "1 cluster", "{count} clusters"),
        MapKind::Snapshots => counted!(*count, "1 snapshot", "{count} snapshots"),
        MapKind::Backups => counted!(*count, "1 automated backup", "{count} automated backups"),
    };
    Phrase::list(holds.things.iter().map(things))
}

/// How much is found in an account or a Region, and what the last step did there: "2 critical", "3 changed".
pub fn noted(holds: &Holds) -> Vec<(Option<Severity>, Phrase)> {
    let found = |(severity, count): &(Severity, usize)| {
        let said = match severity {
            Severity::Critical => phrase!("{count} critical", count = *count),
            Severity::High => phrase!("{count} high", count = *count),
            Severity::Medium => phrase!("{count} medium", count = *count),
            Severity::Low => phrase!("{count} low", count = *count),
        };
        (Some(*severity), said)
    };
    let changed = (holds.changed > 0)
        .then(|| (None, counted!(holds.changed, "1 new or changed", "{count} new or changed")));
    changed.into_iter().chain(holds.findings.iter().map(found)).collect()
}

/// What is in it and what is noted of it, as a sentence.
fn summed(holds: &Holds) -> TwinItem {
    let mut text = held(holds).to_string();
    let noted: Vec<String> = noted(holds).iter().map(|(_, said)| said.to_string()).collect();
    if !noted.is_empty() {
        text.extend([" (", &noted.join(", "), ")"]);
    }
    text.push('.');
    leaf(text)
}

fn account(a: &AccountBox) -> TwinItem {
    let text = ["Account ", &a.id, " (", &a.label.to_string(), ")"].concat();
    let items = if a.folded { vec![summed(&a.holds)] } else { a.regions.iter().map(region).collect() };
    TwinItem { text, items }
}

/// The sentences as lines of text, indented by two spaces a level.
pub fn lines(items: &[TwinItem]) -> String {
    let mut out = String::new();
    push_lines(&mut out, items, 0);
    out
}

fn push_lines(out: &mut String, items: &[TwinItem], level: usize) {
    for item in items {
        for _ in 0..level {
            out.push_str("  ");
        }
        out.push_str(&item.text);
        out.push('\n');
        push_lines(out, &item.items, level + 1);
    }
}

fn leaf(text: String) -> TwinItem {
    TwinItem { text, items: Vec::new() }
}

fn region(r: &RegionBox) -> TwinItem {
    let mut text = r.code.clone();
    if !r.name.is_empty() {
        text.extend([" (", &r.name, ")"]);
    }
    if r.folded {
        return TwinItem { text, items: vec![summed(&r.holds)] };
    }
    let mut items: Vec<TwinItem> = r.keys.iter().map(|k| leaf(key(k))).collect();
    items.extend(r.clusters.iter().map(cluster));
    items.extend(r.snapshots.iter().map(|s| leaf(snapshot(s))));
    items.extend(r.backups.iter().map(|b| leaf(backup(b))));
    if r.more > 0 {
        items.push(leaf(["and ", &r.more.to_string(), " more"].concat()));
    }
    TwinItem { text, items }
}

fn key(k: &KeyBox) -> String {
    let mut s = String::from("KMS key ");
    worn(&mut s, &k.tag);
    s.extend([", ", &k.manager.to_string(), ", ", &k.status.word.to_string()]);
    if k.versions > 1 {
        s.extend([", ", &k.versions.to_string(), " key materials"]);
    }
    let others: Vec<&str> = k.aliases.iter().map(String::as_str).filter(|a| !names(a, &k.tag)).collect();
    if !others.is_empty() {
        s.extend([", also ", &others.join(" and ")]);
    }
    if !k.note.is_empty() {
        s.extend([", ", &k.note.to_string()]);
    }
    s.push('.');
    s
}

/// Returns whether a key has this alias as its name.
fn names(alias: &str, tag: &KeyTag) -> bool {
    alias.strip_prefix("alias/").unwrap_or(alias) == tag.name
}

fn cluster(c: &ClusterBox) -> TwinItem {
    let mut text = ["Cluster ", &c.id, ", ", &c.engine, ", ", &c.status.word.to_string()].concat();
    sealed(&mut text, &c.seal);
    text.push('.');
    if !c.global.is_empty() {
        text.extend([" It is the ", &c.global.to_string(), "."]);
    }
    links(&mut text, &c.links);
    for warning in &c.warnings {
        text.extend([" ", &warning.to_string()]);
    }
    let mut items = Vec::new();
    if c.volume.pages > 0 {
        items.push(leaf(["Volume: ", &volume(&c.volume).to_string(), "."].concat()));
    }
    // One of many takes one line.
    items.extend(c.instances.iter().filter(|_| !c.row).map(|i| {
        let (role, status) = (i.role.to_string(), i.status.word.to_string());
        leaf(["Instance ", &i.id, ", ", &role, ", ", &i.class, ", ", &status, "."].concat())
    }));
    items.extend(c.backup.iter().map(|b| leaf(backup(b))));
    items.extend(c.snapshots.iter().map(|s| leaf(snapshot(s))));
    if c.unlisted() > 0 {
        items.push(leaf(
            ["Snapshots and backups that are not listed: ", &c.unlisted().to_string(), "."].concat(),
        ));
    }
    TwinItem { text, items }
}

fn snapshot(x: &SnapshotBox) -> String {
    let mut s = ["Snapshot ", &x.id, ", ", &x.kind.to_string(), ", ", &x.status.word.to_string()].concat();
    sealed(&mut s, &x.seal);
    s.push('.');
    links(&mut s, &x.links);
    if !x.shared_with.is_empty() {
        s.extend([" Shared with ", &Phrase::list(x.shared_with.clone()).to_string(), "."]);
    }
    s
}

fn backup(b: &BackupBox) -> String {
    let mut s = ["Automated backup of ", &b.cluster, ", ", &b.status.word.to_string()].concat();
    sealed(&mut s, &b.seal);
    s.extend([", ", &b.window.to_string(), "."]);
    s
}

fn sealed(s: &mut String, seal: &Seal) {
    match seal {
        Seal::Plain => s.push_str(", not encrypted"),
        Seal::Under(tag) => {
            s.push_str(", encrypted under key ");
            worn(s, tag);
        }
    }
}

/// A key's letter and name, and whether it can be used.
fn worn(s: &mut String, tag: &KeyTag) {
    s.extend([&tag.letter, " ", &tag.name]);
    if tag.state != KeyHealth::Usable {
        s.extend([" (", &tag.state.words().to_string(), ")"]);
    }
}

fn links(s: &mut String, all: &[Link]) {
    for link in all {
        s.extend([" ", &link.label.to_string(), " ", &link.name, "."]);
    }
}

/// "24 pages, encrypted, 3 changed".
pub fn volume(v: &VolumeView) -> Phrase {
    let count =
        |which: fn(&Extent) -> bool| -> u32 { v.extents.iter().filter(|e| which(e)).map(|e| e.pages).sum() };
    let sealed = count(|e| e.sealed);
    let state = if sealed == 0 {
        "unencrypted".into()
    } else if sealed == v.pages {
        "encrypted".into()
    } else {
        phrase!("{count} encrypted", count = sealed as usize)
    };
    let some = |n: u32, said: fn(usize) -> Phrase| (n > 0).then(|| said(n as usize));
    let marks = [
        some(count(|e| e.shared), |n| phrase!("{count} shared", count = n)),
        some(count(|e| e.changed), |n| phrase!("{count} changed", count = n)),
        some(count(|e| e.damaged), |n| phrase!("{count} damaged", count = n)),
    ];
    Phrase::list([pages(v.pages as usize), state].into_iter().chain(marks.into_iter().flatten()))
}

/// "1 page", "3 pages".
pub(super) fn pages(n: usize) -> Phrase {
    counted!(n, "1 page", "{count} pages")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{AccountBox, Status, Tone};

    fn key_box() -> KeyBox {
        KeyBox {
            tag: KeyTag {
                thing: "k".into(),
                hue: 1,
                letter: "B".into(),
                name: "orders".into(),
                state: KeyHealth::Paused,
            },
            manager: "customer managed".into(),
            status: Status { word: Phrase::own("Disabled"), tone: Tone::Idle },
            aliases: vec!["alias/orders".into(), "alias/old".into()],
            versions: 2,
            note: "rotates every 365 days".into(),
            under: 0,
        }
    }

    #[test]
    fn a_key_tells_all_that_is_known_of_it() {
        assert_eq!(
            key(&key_box()),
            "KMS key B orders (not usable now), customer managed, Disabled, 2 key materials, \
             also alias/old, rotates every 365 days."
        );
    }

    #[test]
    fn lines_are_indented_by_level() {
        let region = RegionBox {
            code: "us-gov-west-1".into(),
            name: String::new(),
            keys: vec![key_box()],
            clusters: Vec::new(),
            snapshots: Vec::new(),
            backups: Vec::new(),
            more: 3,
            ..RegionBox::default()
        };
        let folded = |things| RegionBox {
            code: "us-east-1".into(),
            folded: true,
            holds: Holds { things, findings: vec![(Severity::Critical, 2)], changed: 1 },
            ..RegionBox::default()
        };
        let things = vec![(MapKind::Keys, 1), (MapKind::Clusters, 12)];
        let account = AccountBox {
            id: "1".into(),
            label: "Yours".into(),
            folded: false,
            regions: vec![region, folded(things)],
            holds: Holds::default(),
        };
        let text = lines(&twin(&MapView { accounts: vec![account], ..MapView::default() }));
        let starts: Vec<&str> = text.lines().map(|line| line.get(..12).unwrap_or(line)).collect();
        let first = ["Account 1 (Y", "  us-gov-wes", "    KMS key ", "    and 3 mo"];
        assert_eq!(starts, [&first[..], &["  us-east-1", "    1 key, 1"]].concat());
        assert_eq!(text.lines().last(), Some("    1 key, 12 clusters (1 new or changed, 2 critical)."));
        assert_eq!(text.lines().nth(1), Some("  us-gov-west-1"));
        assert_eq!(lines(&twin(&MapView::default())), "");
    }

    #[test]
    fn a_volume_counts_what_its_pages_are() {
        let run =
            |pages, sealed, shared, changed, damaged| Extent { pages, sealed, shared, changed, damaged };
        let rows = [
            (vec![run(1, true, false, false, false)], "1 page, encrypted"),
            (vec![run(3, false, false, true, false)], "3 pages, unencrypted, 3 changed"),
            (
                vec![run(2, true, true, false, false), run(1, false, false, true, true)],
                "3 pages, 2 encrypted, 2 shared, 1 changed, 1 damaged",
            ),
        ];
        for (extents, want) in rows {
            let pages = extents.iter().map(|e| e.pages).sum();
            assert_eq!(volume(&VolumeView { pages, page_size: 4096, extents }).to_string(), want);
        }
    }
}
