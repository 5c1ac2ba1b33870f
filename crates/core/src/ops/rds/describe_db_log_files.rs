//! `DescribeDBLogFiles`.
//!
//! Refused, in this order: the instance isn't there; its status; a page of a log can't be opened.

use super::log_files::files;
use super::paging::Paging;
use super::values::Count;
use super::{RdsOutput, find};
use crate::ids::InstanceId;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Shows an instance's log files.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue, DBInstanceNotFound, DBInstanceNotReady, InternalFailure), refused(Filters: FILTERS))]
#[operation(on(instance))]
pub struct DescribeDBLogFiles {
    /// The instance.
    #[member(DBInstanceIdentifier)]
    pub instance: InstanceId,
    /// Only files with this text in their names.
    #[member(FilenameContains)]
    pub contains: Option<Rc<str>>,
    /// Only files written since then, in milliseconds since 1970.
    #[member(FileLastWritten)]
    pub written: Option<Count>,
    /// Only files larger than this, in bytes.
    #[member(FileSize)]
    pub size: Option<Count>,
    /// The page of the list.
    #[members]
    pub paging: Paging,
}

impl DescribeDBLogFiles {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let mut files = files(&tx.world, &*find::instance(tx, &self.instance)?)?;
        files.retain(|file| {
            self.contains.as_ref().is_none_or(|part| file.name.contains(&**part))
                && self.written.is_none_or(|since| file.written.0.saturating_mul(1_000) >= since.0)
                && self.size.is_none_or(|size| file.text.len() as u64 > size.0)
        });
        Ok(RdsOutput::LogFiles(self.paging.page(files.into_iter(), |file| &file.name)))
    }
}
