//! `playground rollback-page`: replaces a page with an earlier version.

use super::PlaygroundOutput;
use super::raw::{PageNumber, Target};
use super::tamper::{Tamper, tamper};
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::storage::file::File;

/// Puts an older version of a page back.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBClusterNotFoundFault, DBClusterSnapshotNotFoundFault, InvalidParameterValue))]
pub struct RollbackPage {
    /// Whose storage.
    #[members]
    pub target: Target,
    /// The page.
    #[member(PageNumber, range(0..=i64::MAX))]
    pub page: PageNumber,
    /// The file it belongs to.
    #[member(File)]
    pub file: File,
}

impl RollbackPage {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        tamper(tx, &self.target, self.page.of(self.file), Tamper::RollbackPage)
    }
}
