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

macro_rules! files {
    ($($name:literal)*) => {
        &[$(File { name: $name, text: include_str!(concat!("../../web/scenarios/", $name)) },)*]
    };
}

/// Every scenario file, in the order of the list. Built in, so that browsers can run them too.
pub const SCENARIOS: &[File] = files![
    "01-create-encrypted.md"
    "02-customer-key.md"
    "03-key-of-another-account.md"
    "04-on-the-disk.md"
    "05-change-the-key.md"
    "06-from-unencrypted.md"
    "07-replicas.md"
    "08-copy-to-another-region.md"
    "09-share-a-snapshot.md"
    "10-lose-the-key.md"
    "11-rotate-a-key.md"
    "12-audit-a-key.md"
    "13-lost-and-found.md"
    "14-the-same-sql.md"
    "15-crash-and-failover.md"
    "16-logs.md"
    "17-tampered-pages.md"
    "18-stolen-snapshot.md"
];

/// The checked-in digests: one line a scenario, name and 64 hex digits of its history, then of its world.
pub const DIGESTS: &str = include_str!("../digests.tsv");

pub mod clients;
pub mod evidence;
pub mod play;
pub mod table;
