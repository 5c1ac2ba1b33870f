//! A challenge, and how far the reader has come with it.

use playground_core::edition::Edition;

use super::{Block, Inline};

/// The challenge on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct ChallengeView {
    /// The id, as in the address.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Which rules hold.
    pub edition: Edition,
    /// The id of the scenario that it follows; empty if there is none.
    pub after: String,
    /// Where things are, and what is wanted.
    pub intro: Vec<Block>,
    /// The commands of the set-up, to read.
    pub setup: Vec<Block>,
    /// What has to hold.
    pub goals: Vec<GoalView>,
    /// The hints shown so far.
    pub hints: Vec<Block>,
    /// How many more there are.
    pub more_hints: usize,
    /// The number of the reader's commands up to this moment; `None` before the set-up has run, where nothing is checked.
    pub commands: Option<usize>,
    /// Whether every goal holds in the world on the page.
    pub met: bool,
    /// The fewest commands with which the reader has reached the goals.
    pub solved: Option<usize>,
    /// The shortest way, once it is to be seen.
    pub solution: Option<SolutionView>,
}

impl ChallengeView {
    /// How many goals hold in the world on the page, of how many; `None` until all of them have been checked.
    pub fn reached(&self) -> Option<(usize, usize)> {
        let met: Option<Vec<bool>> = self.goals.iter().map(|goal| goal.met).collect();
        met.map(|met| (met.iter().filter(|met| **met).count(), met.len()))
    }
}

/// A goal of a challenge.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalView {
    /// What has to hold, in a sentence.
    pub text: Vec<Inline>,
    /// Whether it does, in the world on the page; `None` while it is being checked.
    pub met: Option<bool>,
}

/// The shortest way.
#[derive(Clone, Debug, PartialEq)]
pub struct SolutionView {
    /// Its commands, block by block.
    pub blocks: Vec<Vec<String>>,
    /// What is read after it.
    pub outro: Vec<Block>,
    /// Ways that do not reach the goals, to read: why, and their commands.
    pub wrong: Vec<Block>,
}

impl SolutionView {
    /// The number of its commands.
    pub fn count(&self) -> usize {
        self.blocks.iter().map(Vec::len).sum()
    }
}
