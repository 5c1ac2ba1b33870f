//! `DescribeExportTasks`.

use super::paging::Paging;
use super::{Page, RdsOutput};
use crate::ops::Tx;
use crate::ops::api::choices;
use crate::rds::feature_refusal::FeatureRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// What was exported. The playground exports snapshots only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportSource {
    /// `SNAPSHOT`
    Snapshot,
    /// `CLUSTER`
    Cluster,
}

choices! {
    ExportSource {
        "SNAPSHOT": Self::Snapshot,
        "CLUSTER": Self::Cluster,
    };
}

/// Shows the exports of snapshots.
#[derive(Clone, Debug, PartialEq, Eq, Default, Operation)]
#[operation(errors(InvalidParameterValue, ExportTaskNotFound, ValidationException), refused(Filters: FILTERS))]
#[operation(on())]
pub struct DescribeExportTasks {
    /// Only this one; refused if it isn't there.
    #[member(ExportTaskIdentifier)]
    pub id: Option<Rc<str>>,
    /// Only those of this snapshot.
    #[member(SourceArn)]
    pub source: Option<Rc<str>>,
    /// Only those of this kind.
    #[member(SourceType, since(Y2026))]
    pub kind: Option<ExportSource>,
    /// The page of the list.
    #[members]
    pub paging: Paging,
}

impl DescribeExportTasks {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let first = (tx.account, tx.region, Rc::from(""));
        let all = tx.world.exports.from_key(&first).map(|(_, task)| task);
        let here = all.take_while(|task| (task.key.0, task.key.1) == (tx.account, tx.region));
        let wanted = here.filter(|task| {
            self.id.as_ref().is_none_or(|id| *id == task.key.2)
                && self.source.as_deref().is_none_or(|source| task.source.to_string() == *source)
                && self.kind != Some(ExportSource::Cluster)
        });
        let page: Page<_> = self.paging.page(wanted.cloned(), |task| &task.key.2);
        match &self.id {
            Some(id) if page.items.is_empty() => {
                Err(FeatureRefusal::ExportNotFound { id: id.clone() }.into())
            }
            _ => Ok(RdsOutput::Exports(page)),
        }
    }
}
