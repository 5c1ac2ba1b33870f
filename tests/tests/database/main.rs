//! The database in a cluster, through commands: what is copied carries it, what crashes loses nothing that was committed, and
//! who changes the disk is found out.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

mod attack;
mod carry;
mod crash;
mod forks;
mod lab;
mod secret;
