//! The engine as a WebAssembly module: a few functions on numbers and memory, called by `web/static/sql.js`.
//!
//! It imports a disk from the page (module `disk`, below) and exports
//! - `request(length)`: a place of that many bytes, to write a request to (`playground_core::database::wire`);
//! - `run()`: does what the request there asks for; gives the place of the answer, and `answer_length()` its length.
//!   The pages that were moved are not in it: the page's disk knows them, and is told where a statement ends.
//!
//! There is one instance for each job that may be going on: one that waits in the middle of a job can't be asked for another.

#![cfg(target_arch = "wasm32")]

mod disk;
mod exports;
