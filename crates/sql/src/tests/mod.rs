//! The engine on a disk of memory.

mod basics;
mod determinism;
mod limits;
mod memory;
