//! What a person does with worlds: command lines, the timeline, scenarios, and the view.
//!
//! `shell` splits a line, `playground-aws` parses it, `playground-core` decides it, and `timeline` stores
//! every attempt. `scenario` reads scenario files and `lesson` steps through them; `challenge` does both
//! for challenges, and `quiz` asks what scenarios ask. `advice` explains refusals, `glossary` explains terms,
//! and `exchange` exports and imports sessions. There is no JavaScript here: `playground-js` and
//! `web` are the bindings.

pub mod address;
pub mod advice;
mod attempt;
mod call;
mod chain;
pub mod challenge;
pub mod client;
mod complete;
mod credentials;
pub mod dropped;
pub mod engine;
mod entry;
pub mod exchange;
pub mod first_minute;
pub mod glossary;
pub mod handout;
pub mod lesson;
pub mod limits;
pub mod own;
pub mod picture;
pub mod quiz;
mod run;
pub mod scenario;
mod session;
pub mod shell;
mod state;
pub mod timeline;
mod tools;
pub mod turn;
pub mod view;

pub use chain::world_digest;
pub use entry::{Entry, Micros, Refused, SqlRun};
pub use limits::NotRun;
pub use playground_core::sort::sorted;
pub use session::Session;
pub use state::State;
