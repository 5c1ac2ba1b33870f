//! Every scenario file is a golden test. `UPDATE_EXPECT=1` rewrites the outputs in the files, the list of scenarios and
//! the digests.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use std::fs;
use std::path::PathBuf;

use playground_session::address::Address;
use playground_session::scenario::{IndexRow, parse, parse_index, rewrite};
use playground_tests::play::{digest_line, play};
use playground_tests::{DIGESTS, File, SCENARIOS};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../web/scenarios")
}

fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1")
}

/// Compares a derived file with the expected text, or writes it.
fn golden(path: &PathBuf, want: &str) {
    if updating() {
        fs::write(path, want).unwrap();
        return;
    }
    let have = fs::read_to_string(path).unwrap_or_default();
    assert!(have == want, "{} is out of date: run with UPDATE_EXPECT=1\n--- want\n{want}", path.display());
}

/// Runs a file as it is on the disk and compares every output.
fn check(name: &str) {
    check_file(name, &folder().join(name));
}

fn check_file(name: &str, path: &PathBuf) {
    let text = fs::read_to_string(path).unwrap();
    let played = play(name, &text);
    let scenario = played.lesson.scenario();
    if updating() {
        let new = rewrite(&text, scenario, &played.outcomes);
        if new != text {
            fs::write(path, new).unwrap();
        }
        return;
    }
    for (run, came) in scenario.runs().zip(&played.outcomes) {
        assert!(
            run.expected == *came,
            "{}:{}\n{}--- expected {:?}\n{}--- came {:?}\n{}",
            path.display(),
            run.line,
            run.text,
            run.expected.refused,
            run.expected.text,
            came.refused,
            came.text,
        );
    }
}

macro_rules! one_test_a_file {
    ($($test:ident $name:literal)*) => {
        $(#[test] fn $test() { check($name); })*
    };
}

playground_tests::each_scenario!(one_test_a_file);

/// The scenarios that the example sites contain.
#[test]
fn lessons_of_the_sites() {
    let sites = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sites");
    for lesson in [
        "html/my-lesson.md",
        "mdbook/src/lessons/bare.markdown",
        "docusaurus/static/lessons/alias.md",
        "mkdocs/lessons/context.md",
        "sphinx/extra/lessons/copy.md",
    ] {
        check_file(lesson, &sites.join(lesson));
    }
}

#[test]
fn the_list_of_scenarios_is_what_the_files_say() {
    let mut path = Vec::new();
    let mut index = String::from(
        "# file, id, title, summary, steps, edition, rules and the steps they refuse, minutes, group, level, place in the path; written by the tests from the files\n",
    );
    for file in SCENARIOS {
        let scenario = parse(file.text).unwrap_or_else(|error| panic!("{}, {error}", file.name));
        let row = IndexRow::of(file.name, &scenario);
        let at = Address::scenario(row.id.clone(), 0);
        assert_eq!(Address::parse(&at.hash()), at, "an address that means something else");
        assert!(row.listing.group.is_some() && row.listing.level.is_some(), "{}: group and level", file.name);
        path.extend(row.listing.path.map(|path| usize::from(path.get())));
        index.push_str(&row.line());
        index.push('\n');
    }
    path.sort_unstable();
    assert_eq!(path, (1..=7).collect::<Vec<_>>(), "the path goes on from 1, and no place is taken twice");
    assert!(parse_index(&index).is_ok(), "a cell has a tab in it");
    golden(&folder().join("index.tsv"), &index);
}

#[test]
fn digests_are_as_checked_in() {
    let lines: String = SCENARIOS.iter().map(digest_line).collect();
    if !updating() {
        assert_eq!(DIGESTS, lines, "run with UPDATE_EXPECT=1 if this is meant to change");
    }
    golden(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("digests.tsv"), &lines);
}

/// The page shows steps, predictions and prose: none may be empty or too long.
#[test]
fn every_scenario_can_be_told() {
    for File { name, text } in SCENARIOS {
        let scenario = parse(text).unwrap();
        assert!((5..=14).contains(&scenario.steps.len()), "{name}: {} steps", scenario.steps.len());
        assert!(scenario.summary.len() <= 120, "{name}: the summary is too long for the list");
        let predictions = scenario.steps.iter().filter(|step| step.prediction.is_some()).count();
        assert!(predictions >= 1, "{name}: nothing to predict");
        for step in &scenario.steps {
            assert!(
                !step.runs.is_empty() || !step.before.is_empty(),
                "{name}: nothing under {:?}",
                step.title
            );
        }
    }
}
