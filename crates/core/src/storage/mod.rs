//! Placeholder.
pub mod volume;
