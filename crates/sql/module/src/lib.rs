//! The engine as a WebAssembly module: a few functions on numbers and memory, called by `web/static/sql.js`.
//!
//! It imports a disk from the page (module `disk`, below) and exports:
//! - `request(length)`: returns a buffer of that many bytes for a request
//!   (`playground_core::database::wire`);
//! - `run()`: runs the request in it and returns the address of the answer, and `answer_length()` its length.
//!   The answer does not list the pages that were read and written: the page's disk knows them, and is told
//!   where a statement ends.
//!
//! Each job in progress has an instance of its own: an instance that waits in the middle of a job can't run
//! another.

#![cfg(target_arch = "wasm32")]

mod disk;
mod exports;
