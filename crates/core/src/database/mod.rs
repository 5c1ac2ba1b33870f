//! The database that runs on a cluster's storage: what an engine is asked, what it answers, and the disk it works on.
//!
//! The engine itself (SQLite, in C) is not here: `playground-sql` is one, and whoever runs commands brings it. An engine is a
//! pure function of its [`Job`]: it has no clock, no randomness and no files but those of the job's [`Disk`].

pub mod answer;
pub mod disk;
pub mod mounted_volume;
pub mod page;
pub mod sql_engine;
pub mod wire;

pub use answer::{Answer, Io, Missing, SqlError, SqlReason, Statement, Value};
pub use disk::{Disk, DiskError, File, PageId};
pub use mounted_volume::MountedVolume;
pub use sql_engine::{Job, NoEngine, Pause, Ran, SqlEngine};
