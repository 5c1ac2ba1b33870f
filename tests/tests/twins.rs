//! The map as text, at every step of every scenario, is a golden file in `twins/`: what screen readers, printouts and
//! pages without scripts get. `UPDATE_EXPECT=1` rewrites them.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use std::fs;
use std::path::PathBuf;

use playground_session::scenario::id_of_file;
use playground_session::view::{KeyHealth, MapView, Seal, held, twin, twin_lines};
use playground_tests::play::play;
use playground_tests::{File, SCENARIOS};

fn check(file: &File) {
    let lesson = play(file.name, file.text).lesson;
    let mut want = String::new();
    for (step, it) in lesson.scenario().steps.iter().enumerate() {
        let map = MapView::after_step(&lesson, step).unwrap();
        want.push_str(&["# ", &(step + 1).to_string(), ". ", &it.title, "\n"].concat());
        want.push_str(&twin_lines(&twin(&map)));
        want.push('\n');
    }
    let name = [id_of_file(file.name), ".txt"].concat();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("twins").join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::write(&path, want).unwrap();
        return;
    }
    let have = fs::read_to_string(&path).unwrap_or_default();
    assert!(have == want, "{} is out of date: run with UPDATE_EXPECT=1\n--- want\n{want}", path.display());
}

#[test]
fn every_step_of_every_scenario_reads_as_checked_in() {
    SCENARIOS.iter().for_each(check);
}

/// Everything that a picture of the map names is in the text, as often as it is drawn.
#[test]
fn nothing_of_the_map_is_missing_from_the_twin() {
    for file in SCENARIOS {
        let lesson = play(file.name, file.text).lesson;
        for step in 0..lesson.scenario().steps.len() {
            let map = MapView::after_step(&lesson, step).unwrap();
            let text = twin_lines(&twin(&map));
            for said in said(&map) {
                assert!(text.contains(&said), "{} step {}: {said:?} is not in\n{text}", file.name, step + 1);
            }
        }
    }
}

/// Every text of a map.
fn said(map: &MapView) -> Vec<String> {
    let mut all = Vec::new();
    let worn = |seal: &Seal| match seal {
        Seal::Plain => "not encrypted".to_owned(),
        Seal::Under(tag) if tag.state == KeyHealth::Usable => {
            format!("under key {} {}", tag.letter, tag.name)
        }
        Seal::Under(tag) => format!("under key {} {} ({})", tag.letter, tag.name, tag.state.words()),
    };
    for account in &map.accounts {
        all.extend([account.id.clone(), account.label.to_string()]);
        for region in &account.regions {
            all.extend([region.code.clone(), region.name.clone()]);
            if region.folded {
                all.push(held(&region.holds).to_string());
            }
            for key in &region.keys {
                all.extend([
                    key.tag.name.clone(),
                    key.manager.to_string(),
                    key.status.word.to_string(),
                    key.note.to_string(),
                ]);
                all.extend(
                    key.aliases.iter().map(|alias| alias.strip_prefix("alias/").unwrap_or(alias).to_owned()),
                );
            }
            for cluster in &region.clusters {
                all.extend([
                    cluster.id.clone(),
                    cluster.engine.clone(),
                    cluster.status.word.to_string(),
                    worn(&cluster.seal),
                ]);
                all.extend(cluster.warnings.iter().map(ToString::to_string));
                all.extend(cluster.links.iter().map(|link| format!("{} {}", link.label, link.name)));
                let instances = cluster.instances.iter();
                all.extend(instances.flat_map(|i| {
                    [i.id.clone(), i.role.to_string(), i.class.clone(), i.status.word.to_string()]
                }));
                if cluster.volume.pages > 0 {
                    all.push(format!("{} page", cluster.volume.pages));
                }
            }
            let nested = region.clusters.iter().flat_map(|cluster| &cluster.snapshots);
            for snapshot in region.snapshots.iter().chain(nested) {
                all.extend([
                    snapshot.id.clone(),
                    snapshot.kind.to_string(),
                    snapshot.status.word.to_string(),
                    worn(&snapshot.seal),
                ]);
                all.extend(snapshot.links.iter().map(|link| format!("{} {}", link.label, link.name)));
                all.extend(snapshot.shared_with.iter().map(ToString::to_string));
            }
            for backup in
                region.backups.iter().chain(region.clusters.iter().filter_map(|c| c.backup.as_ref()))
            {
                all.extend([
                    backup.cluster.clone(),
                    backup.status.word.to_string(),
                    worn(&backup.seal),
                    backup.window.to_string(),
                ]);
            }
        }
    }
    all
}
