//! The corpus of sessions: the same seed and the same commands must always give the same results.
//!
//! `tests/sessions/*.txt` are commands, as a person types them, and `tests/sessions/digests.tsv` has for each the
//! digest of its history and that of its world. Together they use each operation. **These bytes are a promise of the
//! product** once nonces have their final form: declaring things in another order, or adding operations, events, states
//! or optional members, must not change them. Something new gets a session of its own, and no file here is changed.
//! Histories contain what was printed, so no line here is one that the CLI itself refuses: its message may list
//! operations.
//!
//! If a digest has to change nevertheless, `UPDATE_EXPECT=1` rewrites the table. Every existing link and stored session
//! then says that its results differ, so the message of the commit must say why.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

use playground_core::edition::Edition;
use playground_session::Session;
use playground_tests::play::{digests, run_lines};

#[test]
fn sessions_come_to_what_they_came_to() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/sessions"));
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|file| Some(file.unwrap().file_name().to_str()?.strip_suffix(".txt")?.to_owned()))
        .collect();
    names.sort();
    assert!(names.len() >= 6, "{names:?}");
    let mut table = String::new();
    for name in names {
        let text = fs::read_to_string(folder.join(&name).with_extension("txt")).unwrap();
        let mut session = Session::new(Session::seed_of(&name), Edition::Y2020);
        run_lines(&mut session, &text);
        let lines = text.lines().filter(|line| line.starts_with(['a', 'p'])).count();
        assert!(session.timeline().len() >= lines, "{name}: not every line was run");
        table.push_str(&digests(&name, &session));
    }
    let checked_in = folder.join("digests.tsv");
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::write(&checked_in, &table).unwrap();
    }
    assert_eq!(fs::read_to_string(&checked_in).unwrap_or_default(), table, "see the head of this file");
}
