//! `playground swap-pages`: swaps two pages of a file.

use super::PlaygroundOutput;
use super::raw::{PageNumber, Target};
use super::tamper::{Tamper, tamper};
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::storage::file::File;

/// Exchanges two pages at rest.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBClusterNotFoundFault, DBClusterSnapshotNotFoundFault, InvalidParameterValue))]
pub struct SwapPages {
    /// Whose storage.
    #[members]
    pub target: Target,
    /// The page.
    #[member(PageNumber, range(0..=i64::MAX))]
    pub page: PageNumber,
    /// The other one.
    #[member(WithPage, range(0..=i64::MAX))]
    pub with: PageNumber,
    /// The file that both are of.
    #[member(File)]
    pub file: File,
}

impl SwapPages {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        let how = Tamper::SwapPages { with: self.with.of(self.file) };
        tamper(tx, &self.target, self.page.of(self.file), how)
    }
}
