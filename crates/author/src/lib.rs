//! For authors of scenarios, and for readers without scripts: `check` tells what is
//! wrong with a scenario's file, `fallback` writes every built-in scenario as static
//! pages with pictures, `guides` writes the guides as pages.
//!
//! Nothing here ships to the browser. HTML is written with `maud`, which escapes
//! what stands between tags, JSON with `serde_json`; no other markup is put together.

pub mod check;
mod data;
pub mod fallback;
pub mod guides;
pub mod lessons;
mod look;
mod pages;
mod prose;

use std::fs;
use std::path::Path;

/// Why something could not be done: one line for the person.
pub type Done<T> = Result<T, String>;

/// Scenarios are run here with the database engine at hand: none of their commands waits.
pub(crate) fn engine() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
}

/// Reads a text file, or says which one it was.
pub(crate) fn read(path: &Path) -> Done<String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, text: &str) -> Done<()> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(path, text))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}
