//! The door for JavaScript: the class [`Session`].
//!
//! Here: arguments checked as they come in, plain objects as they go out, errors as thrown
//! `TypeError`s and `RangeError`s. Nothing is decided here: `playground-session` does everything.

mod args;
mod data;
mod session;
mod types;

pub use session::Session;
