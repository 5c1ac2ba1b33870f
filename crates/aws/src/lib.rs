//! The AWS CLI's language for the operations of `playground-core`: words in, text out.
//!
//! Here: option parsing, help, completion, output formats. Not here: any rule of
//! the model, any identifier's meaning, splitting a line into words (session's shell).

pub mod base64;
mod complete;
mod help;
pub mod json;
pub mod model;
pub mod output;
pub mod policy;
pub mod query;
mod shorthand;
mod usage;
mod values;
mod words;

pub use complete::{Candidate, Completions, complete};
pub use usage::Usage;
pub use values::Args;
