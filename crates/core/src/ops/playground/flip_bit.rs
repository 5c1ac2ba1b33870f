//! `playground flip-bit`: flips one bit of a stored byte.

use super::PlaygroundOutput;
use super::raw::{PageNumber, Target};
use super::tamper::{Tamper, tamper};
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::storage::file::File;

/// Changes one bit of a page at rest.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBClusterNotFoundFault, DBClusterSnapshotNotFoundFault, InvalidParameterValue))]
pub struct FlipBit {
    /// Whose storage.
    #[members]
    pub target: Target,
    /// The page.
    #[member(PageNumber, range(0..=i64::MAX))]
    pub page: PageNumber,
    /// The file it belongs to.
    #[member(File)]
    pub file: File,
    /// The stored byte; the first byte of the content if absent.
    #[member(Offset, range(0..=i64::MAX))]
    pub offset: Option<u64>,
    /// 0 to 7, 0 being the lowest; 0 if absent.
    #[member(Bit, range(0..=7))]
    pub bit: Option<u8>,
}

impl FlipBit {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        let offset = self.offset.map(|offset| usize::try_from(offset).unwrap_or(usize::MAX));
        let how = Tamper::FlipBit { offset, bit: self.bit.unwrap_or_default() };
        tamper(tx, &self.target, self.page.of(self.file), how)
    }
}
