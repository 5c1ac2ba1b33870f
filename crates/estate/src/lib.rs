//! What people have of their own accounts: answers of the AWS CLI, Terraform state, items of AWS Config and records of
//! CloudTrail, read into one [`Estate`], and what is found in it.
//!
//! An estate is what files say, not a world of the model: what no file says stays unknown, Regions and partitions are taken as
//! they are written, and engines other than Aurora's are listed and not judged. [`world`] makes one of it, as far as the model
//! goes. Nothing here runs an operation.

mod access;
mod arn;
mod decision;
mod demo;
mod depends;
mod detail;
mod estate;
mod family;
mod fields;
mod find;
mod finding;
mod read;
mod redact;
mod replaced;
mod report;
mod rows;
mod uses;
pub mod what_if;
pub mod world;
mod write;

pub use access::{Access, Doubt, Own, Way, access, lets, own_policies};
pub use arn::Arn;
pub use decision::{Decision, decide, decide_for_account};
pub use demo::demo;
pub use depends::{Dependent, Depends, Help, Loss, Until, Without};
pub use detail::{Detail, Details, Part};
pub use estate::{
    Alias, Attribute, Backup, Change, Cluster, Encryption, Estate, Global, Grant, Iam, Identity, Instance,
    Key, KeyPolicy, Matching, Pair, Planned, Sharing, Snapshot,
};
pub use find::findings;
pub use finding::{Finding, Kind, Severity, one_way_out};
pub use read::{Dropped, File, FileRead, MAX_FILE, Problem, Slices, read, read_more};
pub use redact::{Redaction, contents, redacted};
pub use replaced::{Forcing, Replacement, replacements};
pub use report::{Form, report};
pub use rows::{KeyRow, Row, keys, rows};
pub use write::{Writer, written};
