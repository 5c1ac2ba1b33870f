//! Commands and answers, and what there is to say about a refusal.

use std::rc::Rc;

use super::{Inline, SqlView};

/// One command and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsoleEntry {
    /// The timeline's number for it.
    pub entry: usize,
    /// As typed.
    pub line: Rc<str>,
    /// What the CLI prints.
    pub stdout: Rc<str>,
    /// What it prints on the error stream.
    pub stderr: Rc<str>,
    /// Zero, or the CLI's exit code.
    pub exit_code: u8,
    /// More about a refusal.
    pub refusal: Option<Rc<RefusalView>>,
    /// The cluster that a client connected to, and asked nothing yet: then more can be asked.
    pub connected: Option<String>,
    /// What a database's client asked, and which pages that moved.
    pub sql: Option<Rc<SqlView>>,
    /// Whether a scenario ran it.
    pub scripted: bool,
}

/// Why a command was refused, and what to do instead.
#[derive(Clone, Debug, PartialEq)]
pub struct RefusalView {
    /// AWS's error code.
    pub code: String,
    /// The rule of the source document, if one refused.
    pub rule: Option<RuleView>,
    /// In terms of the keys on the map.
    pub why: Vec<Inline>,
    /// Ways to what was wanted, each of them tried, shortest first.
    pub ways: Vec<Way>,
    /// Whether nothing that was tried gets there.
    pub no_way: bool,
    /// Whether the text of the error is ours (a model) and not AWS's.
    pub model: bool,
}

/// A rule of the source document.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleView {
    /// `L08`
    pub id: String,
    /// "Limitations"
    pub section: String,
    /// Place within the section.
    pub place: String,
    /// In our words.
    pub statement: String,
    /// The page's address with the section's anchor.
    pub href: String,
}

/// A legal way.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// What it does, in one line.
    pub text: String,
    /// Commands to put in the console, in order.
    pub commands: Vec<String>,
}
