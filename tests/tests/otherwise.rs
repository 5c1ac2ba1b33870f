//! What each scenario of 2020 does otherwise today, as a list that people read. `UPDATE_EXPECT=1` rewrites it.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::PathBuf;

use playground_session::lesson::otherwise::otherwise;
use playground_tests::SCENARIOS;
use playground_tests::play::play;

#[test]
fn what_ends_otherwise_today_is_as_listed() {
    let mut list =
        vec![String::from("What each scenario of December 2020 does otherwise today; written by the tests.")];
    for file in SCENARIOS {
        let played = play(file.name, file.text);
        let steps = &played.lesson.scenario().steps;
        let found = otherwise(&played.lesson).unwrap();
        list.extend((!found.is_empty()).then(|| ["\n", file.name].concat()));
        list.extend(found.iter().map(|it| format!("{}. {}: {}", it.step + 1, steps[it.step].title, it.how)));
    }
    let list = list.join("\n") + "\n";
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("otherwise.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::write(&path, &list).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), list, "run with UPDATE_EXPECT=1");
}
