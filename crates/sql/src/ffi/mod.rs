//! A safe interface to the part of SQLite's C interface that is needed.
//!
//! Natively it is `libsqlite3-sys`, in the browser `sqlite-wasm-rs`: the same version of SQLite.

#[cfg(not(target_arch = "wasm32"))]
use libsqlite3_sys as sys;
#[cfg(target_arch = "wasm32")]
use sqlite_wasm_rs as sys;

mod connection;
#[cfg(target_arch = "wasm32")]
mod host;
mod math;
mod patch;
mod scope;
mod search;
mod statement;

use std::ffi::CStr;

pub(crate) use connection::Connection;
pub(crate) use scope::{enter, with};
pub(crate) use statement::Prepared;
pub(crate) use sys::{SQLITE_ATTACH, SQLITE_AUTH, SQLITE_DETACH, SQLITE_ERROR, SQLITE_FULL, SQLITE_PRAGMA};

/// An error of the engine.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    /// The extended result code.
    pub(crate) code: i32,
    /// The message.
    pub(crate) message: String,
    /// The offset in the statement, if known.
    pub(crate) offset: Option<u32>,
}

/// SQLite's message for a result code.
pub(crate) fn words_of(code: i32) -> String {
    // SAFETY: any number may be passed; the result is a static string.
    unsafe { text(sys::sqlite3_errstr(code)) }.unwrap_or_default()
}

/// Returns whether a script ends with a complete statement: with a semicolon that is not in a text, a comment
/// or the body of a trigger.
pub(crate) fn complete(script: &CStr) -> bool {
    // SAFETY: the text ends with a zero, and is only read.
    unsafe { sys::sqlite3_complete(script.as_ptr()) == 1 }
}

/// The text of a C string; `None` for a null pointer.
///
/// # Safety
/// `from` is null or a string that ends with a zero and does not change during the call.
unsafe fn text(from: *const core::ffi::c_char) -> Option<String> {
    // SAFETY: guaranteed by the caller.
    (!from.is_null()).then(|| unsafe { CStr::from_ptr(from) }.to_string_lossy().into_owned())
}
