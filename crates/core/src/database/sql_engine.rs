//! An engine's interface: its job, its result, and why it may have to pause.

use std::rc::Rc;

use playground_parts::Part;

use super::answer::Answer;
use super::disk::Disk;

/// A script to run on a disk: one connection of one client.
///
/// Equal jobs have equal results, down to every byte of every page written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job<D> {
    /// The disk before the script.
    pub disk: D,
    /// The statements, separated by semicolons.
    pub script: Rc<str>,
    /// What the engine uses as the current time: seconds since 1970-01-01T00:00:00Z.
    pub now: u64,
    /// The seed of the engine's randomness. It differs for each job, so that a journal's records can be
    /// distinguished from older ones.
    pub seed: [u8; 32],
    /// Whether the instance is read-only, so that the engine refuses statements that write.
    pub read_only: bool,
    /// The most rows to keep of one result.
    pub most_rows: u32,
}

/// A finished job.
#[derive(Clone, Debug)]
pub struct Ran<D> {
    /// The disk after the script.
    pub disk: D,
    /// The result of the script.
    pub answer: Answer,
    /// The microseconds it took, if the engine has a clock. Nothing that is compared or hashed may depend on
    /// it.
    pub micros: Option<u64>,
}

/// Why a job is not finished yet. Nothing has changed: the caller loads the engine, or lets it continue, and
/// then runs the same job again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// The engine is not loaded.
    NotLoaded,
    /// It needs more time than it may take at once.
    Working,
    /// Nothing has to be waited for, but others must have a turn. No engine says so; whoever runs many commands does.
    Turn,
    /// A part of the program is not loaded. No engine says so; whoever runs programs does.
    Part(Part),
}

/// A database engine.
pub trait SqlEngine<D: Disk> {
    /// Runs a job.
    fn run(&self, job: Job<D>) -> Result<Ran<D>, Pause>;
}

/// An engine that is never loaded: every job has to wait.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoEngine;

impl<D: Disk> SqlEngine<D> for NoEngine {
    fn run(&self, _: Job<D>) -> Result<Ran<D>, Pause> {
        Err(Pause::NotLoaded)
    }
}
