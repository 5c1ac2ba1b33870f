//! For authors of scenarios, and for readers without scripts. `check` tells what is wrong with a scenario's
//! file, `fallback` writes every built-in scenario as static pages with pictures, and `guides` writes the
//! guides as pages.
//!
//! Nothing here is loaded by the browser. HTML is written with `maud`, which escapes the text between tags,
//! and JSON with `serde_json`; no other markup is assembled by hand.

#[cfg(feature = "cards")]
mod cards;
pub mod check;
mod data;
mod described;
pub mod fallback;
pub mod guides;
pub mod lessons;
mod linked;
mod look;
mod pages;
mod prose;
mod questions;
mod scene;
mod start;

use std::fs;
use std::path::Path;

/// Why something could not be done, in one line.
pub type Done<T> = Result<T, String>;

/// Installs the database engine, so that no command of a scenario has to wait.
pub(crate) fn engine() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
}

/// Reads a text file. An error names the file.
pub fn read(path: &Path) -> Done<String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Writes a file, and creates the folders above it.
pub(crate) fn write(path: &Path, text: &str) -> Done<()> {
    write_bytes(path, text.as_bytes())
}

/// The same for what is no text.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Done<()> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(path, bytes))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}
