//! SQLite as the engine of a cluster's database. Its two files, the database and the rollback journal, are
//! pages on the job's [`Disk`]; time and randomness come from the [`Job`].
//!
//! SQLite has the same version and options natively and in the browser (`.cargo/config.toml` has them, with
//! reasons), so that equal jobs write equal pages in both. A connection lives as long as a job: a transaction
//! that is open at its end is rolled back, and the next connection recovers from a crash.
//!
//! - `script`: runs statements and collects their results.
//! - `search`: SQL's functions that look for one text in another, in bounded time.
//! - `rules`: what a client of the model may not use of SQLite.
//! - `vfs`, `journal`: SQLite's files as pages of the disk.
//! - `ffi`: everything that talks to C, and all unsafe code.

use std::sync::{Mutex, PoisonError};

use playground_core::database::{Disk, Job, LIMITS, Limits, Pause, Ran, SqlEngine};

mod context;
#[expect(unsafe_code, reason = "SQLite is C: this module talks to it, and gives the others something safe")]
mod ffi;
mod journal;
mod names;
mod rules;
mod script;
mod search;
mod vfs;

#[cfg(test)]
mod tests;

pub use names::name_of;

/// SQLite, run immediately on the calling thread. It has no clock: a job runs for as long as it takes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sqlite;

/// SQLite has state that the whole process shares: its default VFS, and its random numbers, which restart
/// with each job.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

impl<D: Disk> SqlEngine<D> for Sqlite {
    fn run(&self, job: Job<D>) -> Result<Ran<D>, Pause> {
        Ok(run_within(job, LIMITS))
    }
}

/// Runs a job with limits that may be smaller, in tests.
fn run_within<D: Disk>(mut job: Job<D>, limits: Limits) -> Ran<D> {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let task =
        script::Task { file: c"db", script: &job.script, read_only: job.read_only, most_rows: job.most_rows };
    let mut context = context::Context::new(&mut job.disk, job.now, job.seed, limits);
    let answer = ffi::enter(&mut context, || script::run(&task));
    Ran { disk: job.disk, answer, micros: None }
}
