//! The functions that JavaScript calls.

#![expect(unsafe_code, reason = "exports have names that nothing else may have")]

use std::cell::RefCell;

use playground_core::database::{SqlEngine, wire};
use playground_sql::Sqlite;

use crate::disk::PageDisk;

thread_local! {
    /// The request, and then its answer.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Allocates space for a request. Returns its address.
#[unsafe(no_mangle)]
extern "C" fn request(length: usize) -> *mut u8 {
    BYTES.with_borrow_mut(|bytes| {
        *bytes = vec![0; length];
        bytes.as_mut_ptr()
    })
}

/// Runs the request. Returns the address of the answer, or null for an invalid request.
#[unsafe(no_mangle)]
extern "C" fn run() -> *const u8 {
    let bytes = BYTES.take();
    let ran = wire::read_request(&bytes).map(|request| Sqlite.run(request.job(PageDisk)));
    let answer = match ran {
        Some(Ok(ran)) => wire::write(&ran.answer),
        _ => Vec::new(),
    };
    BYTES.with_borrow_mut(|bytes| {
        *bytes = answer;
        if bytes.is_empty() { core::ptr::null() } else { bytes.as_ptr() }
    })
}

/// The length of the answer.
#[unsafe(no_mangle)]
extern "C" fn answer_length() -> usize {
    BYTES.with_borrow(Vec::len)
}
