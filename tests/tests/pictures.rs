//! The picture of the map, at every step of every scenario, in both themes.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use playground_session::picture::{Theme, svg};
use playground_session::view::{MapView, Seal, held, twin, twin_lines};
use playground_tests::SCENARIOS;
use playground_tests::play::play;
use roxmltree::{Document, Node};

/// Every scenario's maps, with a name for messages.
fn maps() -> impl Iterator<Item = (String, MapView)> {
    SCENARIOS.iter().flat_map(|file| {
        let lesson = play(file.name, file.text).lesson;
        let steps = 0..lesson.scenario().steps.len();
        let maps: Vec<_> = steps
            .map(|step| {
                (format!("{} step {}", file.name, step + 1), MapView::after_step(&lesson, step).unwrap())
            })
            .collect();
        maps
    })
}

fn named<'a>(document: &'a Document<'_>, name: &str) -> Vec<&'a str> {
    let nodes = document.descendants().filter(|node| node.has_tag_name(name));
    nodes.filter_map(|node| node.text()).collect()
}

#[test]
fn each_is_well_formed_and_needs_nothing_around_it() {
    for (at, map) in maps() {
        for theme in [Theme::Light, Theme::Dark] {
            let text = svg(&map, theme, &at);
            assert_eq!(text, svg(&map, theme, &at), "{at}: the same map, the same bytes");
            let document = Document::parse(&text).unwrap_or_else(|error| panic!("{at}: {error}"));
            let root = document.root_element();
            assert_eq!(root.attribute("role"), Some("img"), "{at}");
            assert_eq!(named(&document, "title"), [at.as_str()]);
            if !map.accounts.is_empty() {
                assert_eq!(named(&document, "desc"), [twin_lines(&twin(&map))], "{at}");
            }
            for foreign in ["<style", "style=", "<script", "href", "url(", "<image", "<foreignObject"] {
                assert!(!text.contains(foreign), "{at}: {foreign}");
            }
        }
    }
}

/// Names may be shortened if there is no room, but never so far that they become ambiguous here.
#[test]
fn each_names_every_thing_of_its_map() {
    for (at, map) in maps() {
        let text = svg(&map, Theme::Light, "x");
        let document = Document::parse(&text).unwrap();
        let texts = named(&document, "text");
        let count = |name: &str| {
            let short =
                |text: &str| text.strip_suffix('…').is_some_and(|s| s.len() > 7 && name.starts_with(s));
            texts.iter().filter(|text| **text == name || short(text)).count()
        };
        let mut want: Vec<(String, usize)> = Vec::new();
        let mut add = |name: &str| match want.iter_mut().find(|(known, _)| known == name) {
            Some((_, n)) => *n += 1,
            None => want.push((name.to_owned(), 1)),
        };
        for account in &map.accounts {
            add(&account.id);
            add(&account.label.to_string());
            for region in &account.regions {
                add(&region.code);
                add(&region.name);
                region.keys.iter().for_each(|key| {
                    add(&key.tag.name);
                    add(&key.tag.letter);
                    add(&key.status.word.to_string());
                });
                let nested = region.clusters.iter().flat_map(|c| &c.snapshots);
                for cluster in &region.clusters {
                    add(&cluster.id);
                    add(&cluster.engine);
                    add(&cluster.status.word.to_string());
                    cluster.instances.iter().for_each(|instance| {
                        add(&instance.id);
                        add(&instance.role.to_string());
                    });
                    match &cluster.seal {
                        Seal::Under(tag) => add(&tag.name),
                        Seal::Plain => add("unencrypted"),
                    }
                }
                region.snapshots.iter().chain(nested).for_each(|snapshot| {
                    add(&snapshot.id);
                    add(&snapshot.status.word.to_string());
                });
                let backups = region.clusters.iter().filter_map(|c| c.backup.as_ref());
                region.backups.iter().chain(backups).for_each(|backup| {
                    add(&backup.cluster);
                    add("automated backup");
                });
            }
        }
        // What is closed says what is in it, over several lines if need be.
        let lines = texts.join(" ");
        let of_regions = map.accounts.iter().flat_map(|account| &account.regions);
        for region in of_regions.clone().filter(|region| region.folded) {
            let held = held(&region.holds).to_string();
            assert!(lines.contains(&held), "{at}: {held:?} is not in {lines}");
        }
        for region in of_regions.filter(|region| region.more > 0) {
            add(&format!("and {} more", region.more));
        }
        for (name, times) in want {
            assert!(count(&name) >= times, "{at}: {name:?} stands there {} of {times} times", count(&name));
        }
    }
}

/// Boxes and lines of text are inside the picture, and inside what they are drawn in.
#[test]
fn nothing_hangs_out() {
    for (at, map) in maps() {
        let text = svg(&map, Theme::Light, &at);
        let document = Document::parse(&text).unwrap();
        let number = |node: Node<'_, '_>, name: &str| node.attribute(name).unwrap().parse::<i32>().unwrap();
        let root = document.root_element();
        let (wide, high) = (number(root, "width"), number(root, "height"));
        for node in
            document.descendants().filter(|node| node.has_tag_name("rect") || node.has_tag_name("text"))
        {
            let moved = node.ancestors().filter_map(|node| node.attribute("transform"));
            let (mut x, mut y) = (number(node, "x"), number(node, "y"));
            for by in moved {
                let (dx, dy) = by
                    .strip_prefix("translate(")
                    .unwrap()
                    .strip_suffix(')')
                    .unwrap()
                    .split_once(' ')
                    .unwrap();
                x += dx.parse::<i32>().unwrap();
                y += dy.parse::<i32>().unwrap();
            }
            let size = |name| if node.has_tag_name("rect") { number(node, name) } else { 0 };
            let inside = x >= 0 && y >= 0 && x + size("width") <= wide && y + size("height") <= high;
            assert!(inside, "{at}: {node:?} at {x}, {y} in {wide} by {high}");
        }
    }
}
