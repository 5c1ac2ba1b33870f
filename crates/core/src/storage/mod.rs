//! Volumes of pages: what lies on the disks of a cluster, a snapshot or a backup.
//!
//! AWS does not publish Aurora's page format, page size or nonces: all of this is the playground's own
//! model, and says so where it is shown. What it keeps true: pages are sealed with AES-256-GCM under a
//! data key, data keys are stored wrapped, and everything derived from a volume holds the same sealed
//! pages. [`file`] says which files a volume has, [`image`] is what can be read, [`volume`] what can be written, [`frame`] what crosses the
//! network. Not here: KMS, and who may ask for what.

pub mod cipher;
pub mod file;
pub mod frame;
pub mod image;
pub mod keyring;
pub mod page;
pub mod tamper;
pub mod volume;
