//! The database in a cluster, through commands: copies include it, crashes lose nothing that was committed, and changes
//! to the disk are detected.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

mod attack;
mod carry;
mod crash;
mod forks;
mod lab;
mod secret;
