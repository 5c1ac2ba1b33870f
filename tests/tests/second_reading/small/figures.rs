//! The numbers of states, as the README has them. `UPDATE_EXPECT=1` writes those of the search that runs.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use playground_core::edition::Edition;

/// Both editions' searches write the same file.
static WRITING: Mutex<()> = Mutex::new(());

const HEAD: &str = "| moves | states of 2020 | states of 2026 |\n|---:|---:|---:|\n";

/// Checks the README's numbers of an edition: states that so many moves lead to and not fewer, from none on.
pub(super) fn check(edition: Edition, states: &[usize]) {
    let _alone = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let text = fs::read_to_string(&path).unwrap();
    let begin = text.find(HEAD).unwrap() + HEAD.len();
    let rows = text[begin..].lines().take_while(|line| line.starts_with('|'));
    let mut rows: Vec<[String; 2]> = rows.map(cells).collect();
    let end = begin + text[begin..].find("\n\n").unwrap() + 1;
    let column = match edition {
        Edition::Y2020 => 0,
        Edition::Y2026 => 1,
    };
    let counted: Vec<String> = states.iter().map(|count| thousands(*count)).collect();
    let known: Vec<String> = rows.iter().map(|row| row[column].clone()).collect();
    if known.starts_with(&counted) {
        return;
    }
    let updates = std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1");
    assert!(updates, "{edition:?}: {counted:?}, and the README has {known:?}: run with UPDATE_EXPECT=1");
    // Where these differ, those behind them are another world's.
    let stale = !known.iter().zip(&counted).all(|(known, counted)| known == counted || known.is_empty());
    rows.resize(rows.len().max(counted.len()), Default::default());
    for (at, row) in rows.iter_mut().enumerate() {
        match counted.get(at) {
            Some(count) => row[column].clone_from(count),
            None if stale => row[column].clear(),
            None => {}
        }
    }
    let rows = rows.iter().enumerate().filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()));
    let mut table = String::new();
    for (moves, [then, today]) in rows {
        let cells: String = [then, today]
            .into_iter()
            .flat_map(|cell| [" ", cell, if cell.is_empty() { "|" } else { " |" }])
            .collect();
        writeln!(table, "| {moves} |{cells}").unwrap();
    }
    fs::write(&path, [&text[..begin], &table, &text[end..]].concat()).unwrap();
}

/// The numbers of a row.
fn cells(line: &str) -> [String; 2] {
    let mut cells = line.split('|').skip(2).map(|cell| cell.trim().to_owned());
    [cells.next().unwrap(), cells.next().unwrap()]
}

/// `12,345`
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let groups = (first..digits.len()).step_by(3).map(|at| &digits[at..at + 3]);
    let all: Vec<&str> = [&digits[..first]].into_iter().filter(|one| !one.is_empty()).chain(groups).collect();
    all.join(",")
}
