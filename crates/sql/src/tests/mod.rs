//! The engine on a disk of memory.

mod basics;
mod crashes;
mod determinism;
mod limits;
mod memory;
mod workload;
