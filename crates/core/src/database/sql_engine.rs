//! What an engine is asked to do, and how it says that it needs time.

use std::rc::Rc;

use super::answer::Answer;
use super::disk::Disk;

/// A script to run on a disk: one connection of one client.
///
/// Equal jobs have equal results, to the byte of every page written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job<D> {
    /// The disk, as it is before.
    pub disk: D,
    /// Statements, separated by semicolons.
    pub script: Rc<str>,
    /// What the engine takes for the time: seconds since 1970-01-01T00:00:00Z.
    pub now: u64,
    /// Where the engine's randomness comes from. New for each job: by it, a journal's records are told from older ones.
    pub seed: [u8; 32],
    /// Whether the instance only reads: then writing statements are refused by the engine.
    pub read_only: bool,
    /// The most rows that are kept of one result.
    pub most_rows: u32,
}

/// A job that was done.
#[derive(Clone, Debug)]
pub struct Ran<D> {
    /// The disk, as it is after.
    pub disk: D,
    /// What came of it.
    pub answer: Answer,
    /// Microseconds it took, if the engine has a clock. Nothing that is compared or hashed may depend on it.
    pub micros: Option<u64>,
}

/// Why a job is not done yet. Nothing has changed: whoever drives this lets the engine come, or work on, and asks again with
/// the same job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// The engine is not loaded.
    NotLoaded,
    /// It needs more time than it may take at once.
    Working,
}

/// A database engine.
pub trait SqlEngine<D: Disk> {
    /// Does a job.
    fn run(&self, job: Job<D>) -> Result<Ran<D>, Pause>;
}

/// No engine: every job has to wait.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoEngine;

impl<D: Disk> SqlEngine<D> for NoEngine {
    fn run(&self, _: Job<D>) -> Result<Ran<D>, Pause> {
        Err(Pause::NotLoaded)
    }
}
