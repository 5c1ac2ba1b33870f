//! What a person does with worlds: lines, timeline, scenarios, view.
//!
//! `shell` splits a line, `playground-aws` reads it, `playground-core` decides
//! it, `timeline` keeps every attempt, `scenario` reads the lessons and `lesson`
//! steps through them, `advice` explains refusals, `exchange` takes sessions out of
//! the page and back. No JavaScript here:
//! `playground-js` and `web` bind it.

pub mod address;
pub mod advice;
mod call;
mod chain;
pub mod client;
pub mod engine;
mod entry;
pub mod exchange;
pub mod handout;
pub mod lesson;
pub mod limits;
pub mod picture;
mod run;
pub mod scenario;
mod session;
pub mod shell;
pub mod timeline;
pub mod view;

pub use chain::world_digest;
pub use entry::{Entry, Micros, Refused, SqlRun};
pub use limits::NotRun;
pub use playground_core::sort::sorted;
pub use run::State;
pub use session::Session;
