//! Pictures of maps that no scenario produces: hostile, huge, empty. Those of the scenarios are tested in
//! `tests/tests/pictures.rs`.

use roxmltree::Document;

use super::measure::{Font, fitted, width, wrapped};
use super::*;
use crate::view::{
    BackupBox, ClusterBox, Extent, InstanceBox, KeyBox, KeyHealth, KeyTag, Link, Phrase, Seal, SnapshotBox,
    Status, Tone, VolumeView,
};

fn status(word: &str) -> Status {
    Status { word: Phrase::own(word), tone: Tone::Warn }
}

fn tag(name: &str) -> KeyTag {
    KeyTag { thing: "k".into(), hue: 200, letter: "A7".into(), name: name.into(), state: KeyHealth::Deleted }
}

fn snapshot(name: &str) -> SnapshotBox {
    SnapshotBox {
        thing: "s".into(),
        id: name.into(),
        kind: Phrase::own(name),
        status: status(name),
        seal: Seal::Under(tag(name)),
        links: vec![Link { label: Phrase::own(name), thing: None, name: name.into() }],
        shared_with: vec![Phrase::own(name)],
    }
}

/// A map in which every text is `text` and every list has `long` items.
fn map(text: &str, long: usize) -> MapView {
    let many = |pages| {
        (0..pages).map(|n| Extent {
            pages: 1,
            sealed: n % 2 == 0,
            shared: n % 3 == 0,
            changed: n % 5 == 0,
            damaged: n % 7 == 6,
        })
    };
    let pages = u32::try_from(long).unwrap() * 40;
    let backup = BackupBox {
        thing: "b".into(),
        cluster: text.into(),
        status: status(text),
        seal: Seal::Plain,
        window: Phrase::own(text),
    };
    let cluster = ClusterBox {
        cut: None,
        thing: "c".into(),
        id: text.into(),
        engine: text.into(),
        status: status(text),
        seal: Seal::Under(tag(text)),
        instances: vec![
            InstanceBox {
                id: text.into(),
                class: text.into(),
                role: Phrase::own(text),
                status: status(text)
            };
            long
        ],
        volume: VolumeView { pages, page_size: 4096, extents: many(pages).collect() },
        global: Phrase::own(text),
        links: snapshot(text).links,
        warnings: vec![Phrase::own(text); long],
        snapshots: vec![snapshot(text); long],
        backup: Some(backup.clone()),
        row: false,
        leaves: long + 1,
    };
    let key = KeyBox {
        tag: tag(text),
        manager: Phrase::own(text),
        status: status(text),
        aliases: vec![text.into()],
        versions: long,
        note: Phrase::own(text),
        under: long,
    };
    let region = RegionBox {
        code: text.into(),
        name: text.into(),
        keys: vec![key; long],
        clusters: vec![cluster; long],
        snapshots: vec![snapshot(text); long],
        backups: vec![backup; long],
        cuts: Vec::new(),
        more: long,
        ..RegionBox::default()
    };
    let account = AccountBox {
        id: text.into(),
        label: Phrase::own(text),
        folded: false,
        regions: vec![region; long],
        holds: Holds::default(),
    };
    MapView { accounts: vec![account; long], ..MapView::default() }
}

const HOSTILE: &str =
    "</text><script>alert(1)</script>\"' onload=\"x\" &amp; ]]> \u{0}\u{8}\u{1b}\u{202e}\u{ffff}<!-- x 😀";

#[test]
fn a_hostile_text_stays_text() {
    let svg = svg(&map(HOSTILE, 1), Theme::Dark, HOSTILE);
    let document = Document::parse(&svg).unwrap();
    let known = ["svg", "title", "desc", "rect", "path", "text", "g"];
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        assert!(known.contains(&node.tag_name().name()), "{:?}", node.tag_name());
        for attribute in node.attributes() {
            let name = attribute.name();
            assert!(!name.starts_with("on") && name != "style" && name != "href", "{name}");
            assert!(!attribute.value().contains("alert"), "{name}");
        }
    }
    let title = document.descendants().find(|node| node.has_tag_name("title")).unwrap();
    let title = title.text().unwrap();
    assert!(title.starts_with("</text><script>alert(1)</script>\"' onload"), "{title:?}");
    assert!(!title.contains(|c: char| c.is_control() || c == '\u{202e}' || c == '\u{ffff}'));
    assert!(svg.contains('😀'));
}

#[test]
fn a_huge_map_is_cut_off_and_says_so() {
    let svg = svg(&map("a name of a usual length", 14), Theme::Light, "Huge");
    Document::parse(&svg).unwrap();
    assert!(svg.len() < 800_000, "{} bytes", svg.len());
    assert!(svg.contains("and 2 more"));
}

#[test]
fn an_empty_map_says_so() {
    let svg = svg(&MapView::default(), Theme::Light, "");
    let document = Document::parse(&svg).unwrap();
    let said = |name: &str| document.descendants().find(|node| node.has_tag_name(name)).unwrap().text();
    assert_eq!(said("text"), Some(EMPTY));
    assert_eq!(said("desc"), Some(EMPTY));
    assert_eq!(said("title"), Some("Map"));
}

#[test]
fn texts_are_shortened_to_their_room() {
    assert_eq!(fitted("orders", 200, Font::Small).0, "orders");
    for room in [0, 20, 60, 150] {
        let (short, takes) = fitted("a-rather-long-name-of-a-cluster", room, Font::Bold);
        assert!(short.ends_with('…') && takes == width(&short, Font::Bold), "{short}");
        assert!(takes <= room.max(width("…", Font::Bold)), "{short}: {takes} in {room}");
    }
    let lines = wrapped("one two three four five six seven eight", 80, Font::Small, 3);
    assert_eq!(lines.len(), 3);
    assert!(lines[2].ends_with('…'), "{lines:?}");
    assert!(lines.iter().all(|line| width(line, Font::Small) <= 80), "{lines:?}");
    assert_eq!(wrapped("", 80, Font::Small, 3), [""; 0]);
}
