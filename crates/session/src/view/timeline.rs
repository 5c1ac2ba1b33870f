//! The timeline, as rows.

use std::rc::Rc;

/// What happened, and where in it the page stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineView {
    /// Commands on the way from the start to the tip of this branch, oldest
    /// first; only a window of them when there are very many.
    pub rows: Vec<TimelineRow>,
    /// Commands left out before the first row.
    pub skipped: usize,
    /// Commands on this branch.
    pub len: usize,
    /// How many of them have happened in the world on the page.
    pub position: usize,
    /// The world's clock: `2020-12-01 09:00:12`.
    pub now: String,
    /// Every branch, oldest first; one when nothing was forked.
    pub branches: Vec<BranchRow>,
    /// Whether undo would do something.
    pub can_undo: bool,
    /// Whether redo would do something.
    pub can_redo: bool,
    /// The digest of the history so far, as 64 hex digits.
    pub digest: String,
}

/// One command.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineRow {
    /// The timeline's number for it.
    pub entry: usize,
    /// One based, on this branch.
    pub number: usize,
    /// As typed.
    pub line: Rc<str>,
    /// `09:00:12`, or with the day when it differs from the row before.
    pub time: String,
    /// Whether it was refused or failed.
    pub refused: bool,
    /// Whether it has happened in the world on the page.
    pub happened: bool,
    /// Other branches that leave the way here.
    pub forks: usize,
}

/// One branch.
#[derive(Clone, Debug, PartialEq)]
pub struct BranchRow {
    /// The entry at its tip; jumping there switches to it.
    pub tip: usize,
    /// What it is called: "script", "branch 2".
    pub name: String,
    /// The command at its tip.
    pub last: String,
    /// Commands on it.
    pub len: usize,
    /// Whether the page is on it.
    pub current: bool,
}
