//! Commands and answers, and explanations of refusals.

use std::rc::Rc;

use super::{Inline, SqlView};
use crate::dropped::Added;

/// One command and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsoleEntry {
    /// The number of the timeline's entry.
    pub entry: usize,
    /// The command as typed.
    pub line: Rc<str>,
    /// What the CLI prints.
    pub stdout: Rc<str>,
    /// What it prints on standard error.
    pub stderr: Rc<str>,
    /// The exit code.
    pub exit_code: u8,
    /// More about a refusal.
    pub refusal: Option<Rc<RefusalView>>,
    /// The cluster that a client connected to without asking anything; the console can then ask more.
    pub connected: Option<String>,
    /// What a database client asked, and the pages that were read and written for it.
    pub sql: Option<Rc<SqlView>>,
    /// Whether a scenario ran it.
    pub scripted: bool,
    /// The file that it made of what the reader dropped, if that is what it did.
    pub added: Option<Added>,
}

/// Why a command was refused, and what to do instead.
#[derive(Clone, Debug, PartialEq)]
pub struct RefusalView {
    /// AWS's error code.
    pub code: String,
    /// The rule of the source document that was enforced, if there is one.
    pub rule: Option<RuleView>,
    /// Why, in terms of the keys on the map.
    pub why: Vec<Inline>,
    /// Ways to what was wanted, each of them tested, shortest first.
    pub ways: Vec<Way>,
    /// Whether every way that was tried failed.
    pub no_way: bool,
    /// Whether the error text is ours (a model) and not AWS's.
    pub model: bool,
}

impl RefusalView {
    /// Returns whether there is nothing to say beyond the error itself.
    pub const fn is_empty(&self) -> bool {
        let Self { code: _, rule, why, ways, no_way, model } = self;
        rule.is_none() && why.is_empty() && ways.is_empty() && !*no_way && !*model
    }
}

/// A rule of the source document.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleView {
    /// `L08`
    pub id: String,
    /// Section and place: "Limitations, paragraph 6".
    pub place: String,
    /// The statement, in our words.
    pub statement: String,
    /// The address of the page, with the section's anchor.
    pub href: String,
}

/// A legal way.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// What it does, in one line.
    pub text: String,
    /// The commands, in order.
    pub commands: Vec<String>,
}
