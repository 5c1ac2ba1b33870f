//! What the tests that need more than one crate have in common.
//!
//! The scenario files of the page are test cases, and [`scenarios`] returns their texts. `UPDATE_EXPECT=1 cargo test -p
//! playground-tests` writes the printed outputs into them, and the files derived from them.

/// A scenario file.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// The file's name: `01-create-encrypted.md`.
    pub name: &'static str,
    /// Its text when this crate was compiled.
    pub text: &'static str,
}

impl File {
    /// Returns whether it uses a database, so that an engine is needed to run it. In browsers SQLite is a separate
    /// module; there, `crates/sql` runs these files.
    pub fn needs_sql(&self) -> bool {
        self.text.lines().any(|line| line.split_whitespace().next() == Some("sql"))
    }
}

include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));
include!(concat!(env!("OUT_DIR"), "/challenges.rs"));

macro_rules! files {
    ($($test:ident $name:literal)*) => {
        &[$(File { name: $name, text: include_str!(concat!("../../web/scenarios/", $name)) },)*]
    };
}

/// All scenario files, in the order of the list. They are compiled in, so that browsers can run them too.
pub const SCENARIOS: &[File] = each_scenario!(files);

/// The checked-in digests: one line a scenario, with its name and 64 hexadecimal digits each for its history and its
/// world.
pub const DIGESTS: &str = include_str!("../digests.tsv");

pub mod clients;
pub mod declared;
pub mod evidence;
#[cfg(not(target_arch = "wasm32"))]
pub mod fuzz;
pub mod play;
pub mod printed;
pub mod table;
pub mod ways;
