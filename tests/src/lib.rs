//! Tests that need more than one crate: what they share.
//!
//! The scenario files of the page are test cases: [`scenarios`] gives their texts.
//! `UPDATE_EXPECT=1 cargo test -p playground-tests` writes what commands printed
//! into them, and the files derived from them.

/// A scenario file.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// `01-create-encrypted.md`
    pub name: &'static str,
    /// Its text, as it was when this crate was built.
    pub text: &'static str,
}

impl File {
    /// Whether it has a database do something, so that playing it takes an engine. In browsers SQLite is a module of its own:
    /// there these files are `crates/sql`'s to play.
    pub fn needs_sql(&self) -> bool {
        self.text.lines().any(|line| line.split_whitespace().next() == Some("sql"))
    }
}

include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));

macro_rules! files {
    ($($test:ident $name:literal)*) => {
        &[$(File { name: $name, text: include_str!(concat!("../../web/scenarios/", $name)) },)*]
    };
}

/// Every scenario file, in the order of the list. Built in, so that browsers can run them too.
pub const SCENARIOS: &[File] = each_scenario!(files);

/// The checked-in digests: one line a scenario, name and 64 hex digits of its history, then of its world.
pub const DIGESTS: &str = include_str!("../digests.tsv");

pub mod clients;
pub mod declared;
pub mod evidence;
pub mod play;
pub mod table;
pub mod ways;
