//! The database that runs on a cluster's storage: an engine's job, its answer, and the disk it works on.
//!
//! The engine itself (SQLite, in C) is in `playground-sql` and is passed in by whoever runs commands. An
//! engine is a pure function of its [`Job`]: it has no clock, no randomness, and no files other than those of
//! the job's [`Disk`].

pub mod answer;
pub mod disk;
pub mod limits;
pub mod mounted_volume;
pub mod page;
pub mod sql_engine;
pub mod wire;

pub use answer::{Answer, Io, Missing, SqlError, SqlReason, SqlValue, StatementResult};
pub use disk::{Disk, DiskError, File, PageId};
pub use limits::{LIMITS, Limits};
pub use mounted_volume::MountedVolume;
pub use sql_engine::{Job, NoEngine, Pause, Ran, SqlEngine};
