//! Challenges. One Markdown file is a world, goals to reach in it with the free console, hints, and a solution; and it is a
//! test: its solution must reach the goals, and its wrong ways must not.
//!
//! ~~~markdown
//! ---
//! title: A copy in Ireland
//! summary: One line for the list.
//! seed: ireland
//! edition: 2020
//! after: copy-to-another-region
//! ---
//!
//! Prose: where things are, and what is wanted.
//!
//! ```setup
//! aws kms create-key
//! ```
//!
//! ## Goals
//!
//! A snapshot of `orders` is in `eu-west-1`.
//!
//! ```goal
//! aws rds describe-db-cluster-snapshots --region eu-west-1 --query "length(DBClusterSnapshots)"
//! => prints 1
//! ```
//!
//! ## Hints
//!
//! - Shown one by one.
//!
//! ## Solution
//!
//! ```solution
//! aws rds copy-db-cluster-snapshot --region eu-west-1 …
//! ```
//!
//! Prose read afterwards.
//!
//! ## Wrong ways
//!
//! Why this does not reach the goals.
//!
//! ```wrong
//! aws rds copy-db-cluster-snapshot …
//! ```
//! ~~~
//!
//! `after` is the id of the scenario that the challenge belongs to; it may be left out. A goal is a sentence and a block of
//! checks: commands, and under them what must come of the last of them, as [`Expect`] says. They run on a copy of the
//! world, with the variables that the set-up left, so they may do anything: restore a snapshot as the partner, wait a
//! week. Nothing of it is in the reader's history, CloudTrail or digest. Hints, wrong ways and the prose are for readers.
//!
//! [`parse`] reads a file, [`Trial`] is a challenge that somebody works on, [`parse_index`] reads the list.

mod index;
mod parse;
mod trial;

pub use index::{ChallengeRow, parse_index};
pub use parse::{is_challenge, parse, problems};
pub use trial::Trial;

use playground_core::edition::Edition;

use crate::entry::Entry;
use crate::view::{Block, Inline};

/// A parsed challenge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Challenge {
    /// Its title.
    pub title: String,
    /// One line of text for the list.
    pub summary: String,
    /// The text from which every key and id of the world is derived.
    pub seed: String,
    /// Which rules hold.
    pub edition: Edition,
    /// The id of the scenario that it follows; empty if there is none.
    pub after: String,
    /// Where things are, and what is wanted.
    pub intro: Vec<Block>,
    /// The commands that make the world.
    pub setup: Vec<Commands>,
    /// What has to hold in the end; at least one.
    pub goals: Vec<Goal>,
    /// The hints, in the order in which they are shown.
    pub hints: Vec<Vec<Inline>>,
    /// The shortest way; at least one block.
    pub solution: Vec<Commands>,
    /// What is read after it.
    pub outro: Vec<Block>,
    /// Ways that somebody may try and that must not reach the goals.
    pub wrong: Vec<WrongWay>,
}

/// A block of commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commands {
    /// One or more commands.
    pub text: String,
    /// The line of the first of them in the file, from 1.
    pub line: u32,
}

/// Something that has to hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// What it is, in a sentence.
    pub text: Vec<Inline>,
    /// It holds if each of these does, one after the other on the same copy of the world; at least one.
    pub checks: Vec<Check>,
}

/// Commands, and what must come of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The commands.
    pub commands: Commands,
    /// What must come of the last of them. Those before it must be carried out.
    pub expect: Expect,
}

/// What must come of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// `=> done`: it is carried out.
    Done,
    /// `=> refused`, or `=> refused AccessDeniedException`: it is refused, with that code if there is one.
    Refused(Option<String>),
    /// `=> prints 1`: it is carried out and prints this, without blanks around it.
    Prints(String),
    /// `=> contains Coffee`: it is carried out, and what it prints contains this.
    Contains(String),
}

impl Expect {
    /// Reads what stands behind `=>`.
    fn parse(text: &str) -> Option<Self> {
        let (word, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        let rest = rest.trim();
        match (word, rest.is_empty()) {
            ("done", true) => Some(Self::Done),
            ("refused", true) => Some(Self::Refused(None)),
            ("refused", false) => Some(Self::Refused(Some(rest.into()))),
            ("prints", false) => Some(Self::Prints(rest.into())),
            ("contains", false) => Some(Self::Contains(rest.into())),
            _ => None,
        }
    }

    /// Returns whether this came of a command.
    fn holds(&self, entry: &Entry) -> bool {
        match self {
            Self::Done => entry.done(),
            Self::Refused(code) => {
                let came = crate::lesson::refused(entry).code;
                !entry.done() && code.as_ref().is_none_or(|code| *code == came)
            }
            Self::Prints(text) => entry.done() && entry.stdout.trim() == text,
            Self::Contains(text) => entry.done() && entry.stdout.contains(text.as_str()),
        }
    }
}

/// A way that does not reach the goals.
#[derive(Clone, Debug, PartialEq)]
pub struct WrongWay {
    /// Why it does not, in a sentence.
    pub why: Vec<Inline>,
    /// What is run.
    pub commands: Commands,
}
