//! Runs a scenario from beginning to end.

use playground_core::edition::Edition;
use playground_core::ids::hex;
use playground_session::Session;
use playground_session::lesson::{Lesson, outcome_of};
use playground_session::scenario::{Expected, id_of_file};
use playground_session::world_digest;

use crate::File;

/// A scenario that has run.
pub struct Played {
    /// The lesson, at its end.
    pub lesson: Lesson,
    /// The result of each command block.
    pub outcomes: Vec<Expected>,
}

/// Runs a whole file.
///
/// # Panics
/// If the file can't be parsed as a scenario; the message names file and line. In browsers, also if it uses a database
/// and no engine is installed.
pub fn play(name: &str, text: &str) -> Played {
    run(name, open(name, text))
}

fn open(name: &str, text: &str) -> Lesson {
    #[cfg(not(target_arch = "wasm32"))]
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    match Lesson::open(id_of_file(name), text) {
        Ok(lesson) => lesson,
        #[expect(clippy::panic, reason = "a test's way to fail")]
        Err(error) => panic!("web/scenarios/{name}, {error}"),
    }
}

fn run(name: &str, mut lesson: Lesson) -> Played {
    #[expect(clippy::panic, reason = "a test's way to fail")]
    if let Err(pause) = lesson.run_all() {
        panic!("web/scenarios/{name} waits: {pause:?}");
    }
    crate::declared::check(lesson.session().world());
    let steps = 0..lesson.scenario().steps.len();
    let blocks = steps.flat_map(|step| lesson.entries(step));
    let outcomes = blocks.map(|entries| outcome_of(lesson.session(), entries)).collect();
    Played { lesson, outcomes }
}

/// Runs the commands of a file under another edition: what it expects to be printed plays no part.
///
/// # Panics
/// As [`play`].
pub fn play_under(edition: Edition, name: &str, text: &str) -> Played {
    run(name, open(name, text).under(edition))
}

/// Runs a text of commands in a session; a line `@ 5` jumps to entry 5 first.
pub fn run_lines(session: &mut Session, text: &str) {
    for part in text.split("\n@ ") {
        let (jump, rest) = part.split_once('\n').unwrap_or((part, ""));
        match jump.trim().parse() {
            Ok(entry) => {
                session.timeline_mut().jump(entry);
                session.run(rest);
            }
            Err(_) => {
                session.run(part);
            }
        }
    }
}

/// The scenario's line in the file of digests.
pub fn digest_line(file: &File) -> String {
    let played = play(file.name, file.text);
    digests(file.name, played.lesson.session())
}

/// A line of a table: a name, the digest of a session's history up to the cursor, and that of the world there.
pub fn digests(name: &str, session: &Session) -> String {
    let (history, world) = (hex(&session.digest()), hex(&world_digest(session.world())));
    [name, "\t", &history, "\t", &world, "\n"].concat()
}
