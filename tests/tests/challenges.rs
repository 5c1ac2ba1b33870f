//! Every challenge: its solution reaches the goals, and no part of it can be left out; nothing else does, least of all its
//! wrong ways. `UPDATE_EXPECT=1` writes the list of challenges.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::format_collect,
    reason = "a test's way to fail, on files and lines of our own"
)]

use std::fs;
use std::path::PathBuf;

use playground_core::edition::Edition;
use playground_session::address::Address;
use playground_session::challenge::{ChallengeRow, Commands, Trial, parse, parse_index};
use playground_session::lesson::refused;
use playground_session::quiz::{MOST, Paper, Question, QuizRow, parse_rows};
use playground_session::scenario::id_of_file;
use playground_session::shell;
use playground_session::view::{Block, Focus, View};
use playground_tests::SCENARIOS;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../web/challenges")
}

/// The names of the files, in order.
fn names() -> Vec<String> {
    let all = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = all.filter(|name| name.ends_with(".md")).collect();
    names.sort();
    names
}

/// A challenge whose set-up has run, to its last command.
fn begun(name: &str) -> Trial {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    let text = fs::read_to_string(folder().join(name)).unwrap();
    let mut trial = Trial::open(id_of_file(name), &text).unwrap_or_else(|error| panic!("{name}, {error}"));
    trial.begin().unwrap();
    let session = trial.session();
    for id in 1..=session.timeline().len() {
        let entry = session.timeline().record(id).unwrap();
        assert!(entry.done(), "{name}: the set-up fails at\n{}\n{}", entry.line, entry.stderr);
    }
    trial
}

/// Runs commands as the reader would.
fn run(trial: &mut Trial, text: &str) {
    trial.session_mut().run(text);
    trial.check().unwrap();
}

/// The goals that do not hold, by number from 1.
fn unmet(trial: &Trial) -> Vec<usize> {
    (1..).zip(trial.goals()).filter(|(_, (_, met))| *met != Some(true)).map(|(at, _)| at).collect()
}

/// What the reader's commands printed.
fn printed(trial: &Trial) -> String {
    let timeline = trial.session().timeline();
    let entries = timeline.path(timeline.cursor()).into_iter().filter(|id| *id > trial.start().unwrap());
    let entries = entries.map(|id| timeline.record(id).unwrap());
    let short = |text: &str| text.chars().take(300).collect::<String>();
    entries.map(|entry| format!("$ {}\n{}{}\n", entry.line, short(&entry.stdout), entry.stderr)).collect()
}

fn commands(blocks: &[Commands]) -> Vec<String> {
    let all = blocks.iter().flat_map(|block| shell::parse(&block.text).unwrap());
    all.map(|command| command.text).collect()
}

fn check(name: &str) {
    let mut trial = begun(name);
    trial.check().unwrap();
    let before = unmet(&trial);
    assert!(!before.is_empty(), "{name}: there is nothing to do");
    let solution = commands(&trial.challenge().solution.clone());
    for command in &solution {
        run(&mut trial, command);
        let entry = trial.session().entry().unwrap();
        assert!(entry.done(), "{name}: the solution fails at\n{}\n{}", entry.line, entry.stderr);
    }
    assert_eq!(unmet(&trial), [0; 0], "{name}: goals that the solution does not reach\n{}", printed(&trial));
    assert_eq!(trial.solved(), Some(solution.len()), "{name}");
    for left_out in 0..solution.len() {
        trial.restart();
        for (_, command) in solution.iter().enumerate().filter(|(at, _)| *at != left_out) {
            trial.session_mut().run(command);
        }
        trial.check().unwrap();
        assert!(!trial.is_met(), "{name}: the solution does not need\n{}", solution[left_out]);
    }
    let wrong = trial.challenge().wrong.clone();
    assert!(wrong.len() >= 2, "{name}: two wrong ways");
    for way in &wrong {
        trial.restart();
        run(&mut trial, &way.commands.text);
        assert!(!unmet(&trial).is_empty(), "{name}: a wrong way reaches the goals\n{}", way.commands.text);
        understood(name, &trial);
    }
    let hints = trial.challenge().hints.len();
    assert!((2..=5).contains(&hints), "{name}: {hints} hints");
    assert!(trial.challenge().summary.len() <= 120, "{name}: the summary is too long for the list");
}

/// A wrong way is one that somebody may try: every command of it is carried out, or refused for a reason that the
/// playground explains. A misspelt one would prove nothing.
fn understood(name: &str, trial: &Trial) {
    let timeline = trial.session().timeline();
    for id in timeline.path(timeline.cursor()) {
        let entry = timeline.record(id).unwrap();
        if entry.done() {
            continue;
        }
        let refusal = refused(entry);
        let reached = entry.refused.as_ref().is_some_and(|refused| refused.refusal.is_some());
        assert!(reached || refusal.rule.is_some(), "{name}: {}\n{}", entry.line, entry.stderr);
    }
}

macro_rules! one_test_a_file {
    ($($test:ident $name:literal)*) => {
        $(#[test] fn $test() { check($name); })*
    };
}

playground_tests::each_challenge!(one_test_a_file);

#[test]
fn the_list_of_challenges_is_what_the_files_say() {
    let mut index =
        String::from("# file, id, title, summary, edition, scenario; written by the tests from the files\n");
    let names = names();
    assert!(names.len() >= 12);
    for name in &names {
        let challenge = parse(&fs::read_to_string(folder().join(name)).unwrap()).unwrap();
        let row = ChallengeRow::of(name, &challenge);
        let at = Address::Challenge(row.id.clone());
        assert_eq!(Address::parse(&at.hash()), at);
        let after = SCENARIOS.iter().find(|file| id_of_file(file.name) == row.after);
        let after = after.unwrap_or_else(|| panic!("{name}: there is no scenario {}", row.after));
        let scenario = playground_session::scenario::parse(after.text).unwrap();
        assert_eq!(scenario.edition, challenge.edition, "{name}: it follows a scenario of its edition");
        index.push_str(&row.line());
        index.push('\n');
    }
    assert!(parse_index(&index).is_ok(), "a cell has a tab in it");
    golden("index.tsv", &index);
}

#[test]
fn the_quiz_asks_what_the_scenarios_ask() {
    let mut rows =
        String::from("# scenario, edition, step that asks something; written by the tests from the files\n");
    for file in SCENARIOS {
        let scenario = playground_session::scenario::parse(file.text).unwrap();
        for row in QuizRow::of(id_of_file(file.name), &scenario) {
            rows.push_str(&row.line());
            rows.push('\n');
            let question = Question::read(file.text, row.step).unwrap().unwrap();
            let told = question.told.iter().any(|block| !matches!(block, Block::Code(_)));
            assert!(told, "{}: nothing is told before step {} asks", file.name, row.step + 1);
        }
    }
    for edition in Edition::ALL {
        let paper = Paper::draw(&parse_rows(&rows).unwrap(), edition, b"1");
        assert_eq!(paper.asked().len(), MOST, "{}", edition.name());
    }
    golden("quiz.tsv", &rows);
}

/// Compares a derived file with the expected text, or writes it.
fn golden(name: &str, want: &str) {
    let path = folder().join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        return fs::write(path, want).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), want, "run with UPDATE_EXPECT=1");
}

/// The map says how things are; what to do about it is for the hints. The same world in free play says that too.
#[test]
fn the_map_does_not_name_the_way_out() {
    let said = |view: View| -> Vec<String> {
        let regions = view.map.accounts.into_iter().flat_map(|account| account.regions);
        regions
            .flat_map(|region| region.clusters)
            .flat_map(|cluster| cluster.warnings)
            .map(|warning| warning.to_string())
            .collect()
    };
    let mut kept_back = Vec::new();
    for name in names() {
        let trial = begun(&name);
        let here = said(View::of_trial(&trial, &Focus::default()));
        let free = said(View::of_session(trial.session(), &Focus::default()));
        assert_eq!(here.len(), free.len(), "{name}");
        kept_back.extend(
            here.into_iter()
                .zip(free)
                .filter(|(here, free)| here != free)
                .map(|(here, free)| format!("{name}: {here} | {free}")),
        );
    }
    let week = "The cluster can be recovered for";
    let until = "until 2026-12-09 03:00:00";
    let then = "then start the cluster (N10).";
    assert_eq!(
        kept_back,
        [
            "07-after-the-key-was-off.md: This is final (E08). | This is final. Only restoring a backup helps (E08)."
                .to_owned(),
            format!(
                "10-before-the-week-is-over.md: {week} 1 day, {until}. | {week} 1 day, {until}: enable its key, {then}"
            ),
            format!(
                "11-the-key-is-pending-deletion.md: {week} 5 days, {until}. | {week} 5 days, {until}: cancel its key's deletion, enable the key, {then}"
            ),
        ]
    );
}
