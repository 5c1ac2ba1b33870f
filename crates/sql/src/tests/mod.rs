//! The engine on a disk of memory.

mod basics;
mod memory;
