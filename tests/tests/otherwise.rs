//! What each scenario of 2020 does otherwise today, as a list that people and the page read. `UPDATE_EXPECT=1` rewrites it.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::PathBuf;

use playground_session::lesson::otherwise::otherwise;
use playground_session::scenario::{id_of_file, parse_otherwise};
use playground_tests::SCENARIOS;
use playground_tests::play::play;

#[test]
fn what_ends_otherwise_today_is_as_listed() {
    let mut list = String::from(
        "# scenario, step, rules with their editions, how it ends otherwise today; written by the tests from the files\n",
    );
    for file in SCENARIOS {
        let played = play(file.name, file.text);
        for found in otherwise(&played.lesson).unwrap() {
            list.push_str(&found.line(id_of_file(file.name)));
            list.push('\n');
        }
    }
    let rows = parse_otherwise(&list).unwrap();
    assert_eq!(rows.len() + 1, list.lines().count(), "each is one line");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../web/scenarios/otherwise.tsv");
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::write(&path, &list).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), list, "run with UPDATE_EXPECT=1");
}
