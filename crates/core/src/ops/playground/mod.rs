//! What AWS has no command for: the clock, the raw storage, and attacks on it. None of these commands calls
//! KMS, since reading or writing a disk needs no key.

pub mod assume_empty;
pub mod crash_instance;
pub mod find_in_storage;
pub mod flip_bit;
pub mod open_page;
pub mod raw;
pub mod read_disk;
pub mod read_frame;
pub mod read_page;
pub mod read_path;
pub mod repeat_nonce;
pub mod rollback_page;
pub mod set_caller;
pub mod set_clock;
pub mod set_quota;
pub mod set_scp;
pub mod swap_pages;
pub mod tamper;
pub mod wait;

use super::Tx;
use super::api::operations;
use crate::env::Time;
use crate::ids::{AccountId, ClusterId, Principal};
use crate::kms::policy::Policy;
use crate::quota::Quota;
use crate::rds::transit::Path;
use std::rc::Rc;

operations! {
    /// A `playground` command.
    PlaygroundOp -> PlaygroundOutput, Operation::Playground, None;
    fn run(input, tx: &mut Tx) = input.decide(tx);
    assume_empty::AssumeEmpty,
    crash_instance::CrashInstance,
    find_in_storage::FindInStorage,
    flip_bit::FlipBit,
    open_page::OpenPage,
    read_disk::ReadDisk,
    read_frame::ReadFrame,
    read_page::ReadPage,
    read_path::ReadPath,
    repeat_nonce::RepeatNonce,
    rollback_page::RollbackPage,
    set_caller::SetCaller,
    set_clock::SetClock,
    set_quota::SetQuota,
    set_scp::SetScp,
    swap_pages::SwapPages,
    wait::Wait,
}

/// The output of a `playground` command.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum PlaygroundOutput {
    /// The clock, before and after.
    Waited(Time, Time),
    /// The content of a disk.
    Disk(read_disk::DiskContent),
    /// A page.
    Page(read_page::PageRead),
    /// Where a text is readable.
    Found(find_in_storage::Found),
    /// A frame.
    Frame(read_frame::Frame),
    /// The ways to and from a cluster.
    Paths(Vec<Path>),
    /// The disk was changed.
    Tampered(tamper::Tampered),
    /// A page was tried with other keys.
    Opened(open_page::Opened),
    /// Two pages under one nonce.
    NonceRepeated(repeat_nonce::NonceRepeated),
    /// What policies can ask about a caller.
    Caller {
        /// The caller.
        who: Principal,
        /// From which address its calls come.
        address: Rc<str>,
        /// The organization of its account.
        organization: Option<Rc<str>>,
    },
    /// The account's quotas in a Region.
    Quotas(Vec<(Quota, usize)>),
    /// The service control policy of an account.
    Scp {
        /// The account.
        account: AccountId,
        /// The policy, if there is one beside `FullAWSAccess`.
        policy: Option<Rc<Policy>>,
    },
    /// A cluster is taken as empty.
    TakenAsEmpty(ClusterId),
    /// An instance crashed, or will.
    Crashed(crash_instance::Crashed),
}
