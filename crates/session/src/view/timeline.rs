//! The timeline, as rows.

use std::rc::Rc;

use super::Phrase;

/// The history, and the page's position in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineView {
    /// The commands from the beginning to the tip of this branch, oldest first; only a part if there are very
    /// many.
    pub rows: Vec<TimelineRow>,
    /// The number of commands before the first row.
    pub skipped: usize,
    /// The number of commands on this branch.
    pub len: usize,
    /// How many of them have run in the world on the page.
    pub position: usize,
    /// The world's clock: `2020-12-01 09:00:12`.
    pub now: String,
    /// What ends by itself and is lost then: "orders can be recovered for 7 days, until 2026-12-09 03:00:00".
    pub deadlines: Vec<Phrase>,
    /// All branches, oldest first; one if nothing was forked.
    pub branches: Vec<BranchRow>,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to redo.
    pub can_redo: bool,
    /// The digest of the history so far, as 64 hexadecimal digits.
    pub digest: String,
}

/// A command.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineRow {
    /// The number of the timeline's entry.
    pub entry: usize,
    /// Its number on this branch, from 1.
    pub number: usize,
    /// The command as typed.
    pub line: Rc<str>,
    /// The time `09:00:12`, with the date if that differs from the row before.
    pub time: String,
    /// Whether it was refused or failed.
    pub refused: bool,
    /// Whether it has run in the world on the page.
    pub happened: bool,
    /// The number of other branches that begin here.
    pub forks: usize,
}

/// A branch.
#[derive(Clone, Debug, PartialEq)]
pub struct BranchRow {
    /// The entry at its tip. Jumping there switches to the branch.
    pub tip: usize,
    /// Its name: "script", "branch 2".
    pub name: Phrase,
    /// The command at its tip.
    pub last: String,
    /// The number of its commands.
    pub len: usize,
    /// Whether it is the branch shown.
    pub current: bool,
}
