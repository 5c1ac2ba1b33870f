//! What every step of every scenario is about, once it has run, is a golden file: `looks.tsv`. The page's test of what is
//! in sight (`e2e/sight.js`) reads it. `UPDATE_EXPECT=1` rewrites it.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::PathBuf;

use playground_session::scenario::id_of_file;
use playground_session::view::{Look, Part, look, look_fault};
use playground_tests::SCENARIOS;
use playground_tests::play::play;

const HEAD: &str = "# scenario, step, what it is about after it has run: panel, thing, part, page, which of its answers; and why\n";

#[test]
fn every_step_of_every_scenario_is_about_what_is_checked_in() {
    let mut want = String::from(HEAD);
    for file in SCENARIOS {
        let lesson = play(file.name, file.text).lesson;
        for step in 0..lesson.scenario().steps.len() {
            assert_eq!(look_fault(&lesson, step), None, "{} step {}", file.name, step + 1);
            let Some(look) = look(&lesson, step) else { continue };
            want.push_str(&line(id_of_file(file.name), step, &look));
        }
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("looks.tsv");
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::write(&path, want).unwrap();
        return;
    }
    let have = fs::read_to_string(&path).unwrap_or_default();
    assert!(have == want, "{} is out of date: run with UPDATE_EXPECT=1\n--- want\n{want}", path.display());
}

fn line(scenario: &str, step: usize, look: &Look) -> String {
    let page = look.page.map_or(String::new(), |page| page.number.to_string());
    let cells = [
        scenario,
        &(step + 1).to_string(),
        look.place.name(),
        &look.name,
        look.part.map_or("", Part::name),
        &page,
        &(look.answer + 1).to_string(),
        look.why.name(),
    ];
    cells.join("\t") + "\n"
}
