//! Volumes of pages: what is on the disks of a cluster, a snapshot or a backup.
//!
//! AWS does not publish Aurora's page format, page size or nonces: all of this is the playground's own model,
//! and the page says so where it shows it. What the model keeps true: pages are sealed with AES-256-GCM under
//! a data key, data keys are stored wrapped, and everything derived from a volume holds the same sealed
//! pages. [`mod@file`] has the files of a volume, [`image`] what can be read, [`volume`] what can be written,
//! [`frame`] what crosses the network. KMS, and who may ask for what, are not here.

pub mod avalanche;
pub mod cipher;
pub mod file;
pub mod frame;
pub mod image;
pub mod keyring;
pub mod page;
pub mod tamper;
pub mod volume;
