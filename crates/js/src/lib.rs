//! The interface for JavaScript: the class [`Session`].
//!
//! Here: checking of arguments, plain objects as results, and errors that are thrown as `TypeError` and
//! `RangeError`. Everything else is done in `playground-session`.

mod args;
mod data;
mod session;
mod types;

pub use session::Session;
