//! What AWS has no command for: the clock, the raw storage, and its attackers. None of it asks KMS for
//! anything: who reads or writes a disk needs no key to do so.

pub mod crash;
pub mod foreign;
pub mod raw;
pub mod tamper;
pub mod wait;

use super::Tx;
use crate::refusal::Refusal;

/// A `playground` command.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum PlaygroundOp {
    /// `playground wait` and `aws rds wait`
    Wait(wait::Wait),
    /// `playground read-disk`
    ReadDisk(raw::Target),
    /// `playground read-page`
    ReadPage(raw::Target, crate::storage::file::PageId),
    /// `playground find-in-storage`
    FindInStorage(raw::Target, std::rc::Rc<str>),
    /// `playground read-frame`
    ReadFrame(crate::ids::ClusterId),
    /// `playground flip-bit`, `swap-pages`, `rollback-page`
    Tamper(raw::Target, tamper::Tamper),
    /// `playground open-page`
    OpenPage(foreign::OpenPage),
    /// `playground crash-instance`
    Crash(crash::CrashInstance),
}

/// What a `playground` command answers.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum PlaygroundOutput {
    /// The clock, before and after.
    Waited(crate::env::Time, crate::env::Time),
    /// A waiter's condition holds; it prints nothing.
    Ready,
    /// The disk.
    Disk(raw::Disk),
    /// A page.
    Page(raw::PageRead),
    /// Where a text was found.
    Found(raw::Found),
    /// A frame.
    Frame(raw::Frame),
    /// Somebody changed the disk.
    Tampered(tamper::Tampered),
    /// Somebody tried a key.
    Opened(foreign::Opened),
    /// An instance crashed, or will.
    Crashed(crash::Crashed),
}

impl PlaygroundOp {
    /// The command's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Wait(_) => "wait",
            Self::ReadDisk(_) => "read-disk",
            Self::ReadPage(..) => "read-page",
            Self::FindInStorage(..) => "find-in-storage",
            Self::ReadFrame(_) => "read-frame",
            Self::Tamper(_, tamper::Tamper::FlipBit { .. }) => "flip-bit",
            Self::Tamper(_, tamper::Tamper::SwapPages { .. }) => "swap-pages",
            Self::Tamper(_, tamper::Tamper::RollbackPage { .. }) => "rollback-page",
            Self::OpenPage(_) => "open-page",
            Self::Crash(_) => "crash-instance",
        }
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        match self {
            Self::Wait(wait) => wait.decide(tx),
            Self::ReadDisk(target) => raw::read_disk(tx, target).map(PlaygroundOutput::Disk),
            Self::ReadPage(target, page) => raw::read_page(tx, target, *page).map(PlaygroundOutput::Page),
            Self::FindInStorage(target, text) => raw::find(tx, target, text).map(PlaygroundOutput::Found),
            Self::ReadFrame(replica) => raw::read_frame(tx, replica).map(PlaygroundOutput::Frame),
            Self::Tamper(target, how) => tamper::tamper(tx, target, how).map(PlaygroundOutput::Tampered),
            Self::OpenPage(open) => open.decide(tx).map(PlaygroundOutput::Opened),
            Self::Crash(crash) => crash.decide(tx).map(PlaygroundOutput::Crashed),
        }
    }
}
