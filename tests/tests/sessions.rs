//! The corpus of sessions: what the same seed and the same commands came to once, they come to for good.
//!
//! `tests/sessions/*.txt` are commands, as a person types them, and `tests/sessions/digests.tsv` says what each came to: the
//! digest of its history and that of its world. Between them they use each operation. **These bytes are a promise of the
//! product** once nonces have their final form: to declare things in another order, or to add operations, events, states or
//! members that may be left out, must not change them. What is new gets a session of its own: no file here is changed.
//! Histories hold what was printed, so no line here is one that the CLI itself turns down: its words may list operations.
//!
//! Where a digest has to change all the same, `UPDATE_EXPECT=1` writes the table anew: every link and stored session that
//! exists then says that its results differ, so the message of the commit says why it had to be.
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
