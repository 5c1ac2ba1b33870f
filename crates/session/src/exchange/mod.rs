//! Export and import of sessions: links, traces, the browser's storage, scripts.
//!
//! A session is determined by its seed, its edition and its commands: the same commands give the same bytes.
//! So [`Saved`] holds no output, and [`Replay`] makes the session again, a few commands at a time.
//!
//! | form | out | in |
//! |---|---|---|
//! | link: one branch, in an address | [`link`] | [`open_link`] |
//! | trace: everything with outputs, in a file for readers and programs | [`trace`] | [`open_trace`] |
//! | the browser's storage: everything without outputs | [`store_text`] | [`read_store`] |
//! | script for the real AWS CLI: one branch | [`script`] | |
//! | what was read of people's own accounts: a link, a file | [`own_link`], [`own_file`] | [`open_own_link`], the reader of files |
//!
//! What is imported may be a stranger's: each form has limits, and an error says what is wrong, where, and
//! what to do. Addresses are in `address`; files and the storage itself belong to the page.

mod fields;
mod link;
mod own;
mod replay;
mod saved;
mod script;
mod store;
#[cfg(test)]
mod tests;
mod trace;
mod unreadable;

pub use link::{MAX_COMMANDS, MAX_INFLATED, MAX_OPENED, MAX_PAYLOAD, link, open_link};
pub use own::{Given, OWN_FORMAT, Own, Packer, open_own_link, own_file, own_link};
pub use replay::{Notice, Progress, Replay};
pub use saved::{Origin, Saved, SavedEntry};
pub use script::script;
pub use store::{MAX_NAME, Stored, read_store, store_text};
pub use trace::{MAX_TRACE, TRACE_SCHEMA, open_trace, trace};
pub use unreadable::{TooLong, Unreadable};

use playground_aws::json::{Value, parse_up_to};
use playground_core::edition::Edition;

/// Returns whether a file claims to be a session: a trace, or one as the browser stores it.
pub fn is_session(file: &str) -> bool {
    let named = |value: &Value| {
        let format = value.get("format").and_then(Value::as_str);
        format.is_some_and(|format| [trace::FORMAT, store::FORMAT].contains(&format))
    };
    file.len() <= MAX_TRACE && parse_up_to(file, MAX_TRACE).is_ok_and(|value| named(&value))
}

/// What is said to a text that names an edition which does not exist.
pub(crate) fn no_edition() -> String {
    ["It asks for an edition of the rules that does not exist. There are ", &Edition::names(), "."].concat()
}
