//! What people have of their own accounts: answers of the AWS CLI, Terraform state, items of AWS Config and records of
//! CloudTrail, read into one [`Estate`], and what is found in it.
//!
//! An estate is what files say, not a world of the model: what no file says stays unknown, Regions and partitions are taken as
//! they are written, and engines other than Aurora's are listed and not judged. [`world`] makes one of it, as far as the model
//! goes. Nothing here runs an operation.

mod access;
mod arn;
mod demo;
mod estate;
mod fields;
mod find;
mod finding;
mod read;
mod report;
mod rows;
mod uses;
pub mod world;

pub use arn::Arn;
pub use demo::demo;
pub use estate::{
    Alias, Backup, Cluster, Encryption, Estate, Global, Grant, Instance, Key, KeyPolicy, Matching, Pair,
    Sharing, Snapshot,
};
pub use find::findings;
pub use finding::{Finding, Kind, Severity};
pub use read::{Dropped, File, FileRead, MAX_FILE, Problem, read, read_more};
pub use report::{Form, report};
pub use rows::{KeyRow, Row, keys, rows};
