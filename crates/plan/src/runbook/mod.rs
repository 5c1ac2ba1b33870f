//! A plan written down for the people who carry it out: per step the commands, what to wait for, what to check and what it
//! must show, what clients notice, and how to go back.
//!
//! Here: what a runbook is, as plain data; how a plan becomes one (`make`), with each of its checks run on a fork of the
//! world; and its forms: Markdown, a script for the AWS CLI, a scenario to step through. Not here: how plans are found.

mod alternatives;
mod by_hand;
mod check;
mod command;
mod cost;
mod left;
mod like;
mod make;
mod markdown;
mod policy;
mod scenario;
mod script;
mod told;

use playground_core::edition::Edition;
use playground_core::ids::{AccountId, Principal, Region};

pub use alternatives::{Alternative, COLUMNS, alternatives, alternatives_markdown, times};
pub use by_hand::by_hand;
pub use command::Command;
pub use cost::of as cost;
pub use left::beyond_said;
pub use like::Likeness;
pub use make::NotWritten;
pub use markdown::Part;
pub use policy::PolicyChange;
pub use told::{left_over, method_name, when};

/// A plan, written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runbook {
    /// What is true at the end, in a few words.
    pub title: String,
    /// What the plan does and what it costs, a sentence each.
    pub about: Vec<String>,
    /// The rules that the plan was run under.
    pub edition: Edition,
    /// Who sends commands; the first is the one that the plan begins with.
    pub people: Vec<Principal>,
    /// Of what new things people add settings, and where those are.
    pub places: Vec<(Settings, AccountId, Region)>,
    /// The variables of the shell that its commands keep answers in.
    pub variables: Vec<String>,
    /// What is done, in order.
    pub steps: Vec<RunbookStep>,
    /// What is still there afterwards, and nobody needs.
    pub left_over: Vec<Remains>,
    /// How a world is made that is like the one that the plan was found for; or why none can be.
    pub likeness: Result<Likeness, String>,
}

/// A step of a runbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunbookStep {
    /// What is done, in a few words.
    pub title: String,
    /// Another account than the first one's: the step is its owner's.
    pub theirs: Option<AccountId>,
    /// How it is done.
    pub act: Act,
    /// What it makes that has settings which the playground doesn't keep.
    pub settings: Option<Settings>,
    /// Waiters of the AWS CLI, in order.
    pub waits: Vec<Command>,
    /// What to check then.
    pub checks: Vec<Check>,
    /// What clients notice from this step on, in a sentence.
    pub clients: &'static str,
    /// How to go back, in a sentence.
    pub back: String,
    /// The commands that do so.
    pub back_by: Vec<Command>,
    /// Another way to do the same.
    pub instead: Option<Instead>,
    /// Whether something is gone afterwards that no step brings back.
    pub destructive: bool,
}

/// Another way to do what a step does by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    /// What it is, in sentences.
    pub text: &'static str,
    /// Its commands.
    pub commands: Vec<Command>,
}

/// Something with settings of its own, such as its network and its parameter group, which the people add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settings {
    /// A cluster.
    Cluster,
    /// An instance.
    Instance,
}

/// How a step is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// By a command.
    Command(Command),
    /// By a statement that is added to a key's policy.
    Policy(PolicyChange),
    /// By people, outside AWS's interfaces; or by something that the model does not simulate. What they do, in sentences.
    ByHand(String),
}

/// A command that only reads, and what it must show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The command.
    pub command: Command,
    /// What it printed in the playground's own run, without the end of its last line. Ids that are made on the way stand as
    /// `$NAME`, as in commands.
    pub shows: String,
}

/// Something that is left over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remains {
    /// What it is.
    pub what: String,
    /// When it may be deleted, in sentences.
    pub when: String,
    /// Whether that is at the end of the plan already.
    pub at_once: bool,
    /// The commands that delete it.
    pub delete: Vec<Command>,
}
