//! The AWS CLI's language for the operations of `playground-core`: from words to requests, and from results
//! to text.
//!
//! Here: option parsing, help, completion, typed requests and their lines, answers as JSON, output formats. Not
//! here: any rule of the model, splitting a line into words (session's shell).

#![expect(
    clippy::unnecessary_box_returns,
    reason = "every step of reading a line hands its error on: boxed, that is one word"
)]

mod asked;
pub mod base64;
mod caller;
mod complete;
mod files;
mod help;
pub mod json;
mod line;
pub mod model;
mod names;
mod options;
pub mod output;
mod paging;
pub mod policy;
mod print;
pub mod query;
mod render;
mod shorthand;
mod shown;
mod skeleton;
pub mod sql;
mod usage;
mod values;
mod words;

pub use asked::{Asked, Unknown};
pub use caller::{AccessKey, BadKey, Caller, is_of_session};
pub use complete::{Candidate, Completions, complete};
pub use line::{Given, Invocation, Parsed, Reply, parse, parse_with, parse_with_input, respond};
pub use model::read_as;
pub use print::{Manner, print, print_as, words_of};
pub use render::record;
pub use shown::hides;
pub use usage::{Usage, likeness};
