//! `CancelExportTask`.

use super::RdsOutput;
use crate::event::Event;
use crate::ops::Tx;
use crate::rds::export::{CANCELING, ExportKey, ExportStatus, ExportTask};
use crate::rds::feature_refusal::FeatureRefusal;
use crate::refusal::Refusal;
use crate::world::Due;
use std::rc::Rc;

/// Cancels an export of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(ExportTaskNotFound, InvalidExportTaskStateFault, ValidationException))]
#[operation(on())]
pub struct CancelExportTask {
    /// The name of the export.
    #[member(ExportTaskIdentifier)]
    pub id: Rc<str>,
}

impl CancelExportTask {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let key: ExportKey = (tx.account, tx.region, self.id.clone());
        let Some(found) = tx.world.exports.get(&key).cloned() else {
            return Err(FeatureRefusal::ExportNotFound { id: self.id.clone() }.into());
        };
        if !matches!(found.status, ExportStatus::Starting | ExportStatus::InProgress) {
            let (id, status) = (self.id.clone(), found.status);
            return Err(FeatureRefusal::ExportState { id, status }.into());
        }
        let task = Rc::new(ExportTask { status: ExportStatus::Canceling, ..(*found).clone() });
        tx.emit(Event::ExportPut(task.clone()));
        tx.schedule(CANCELING, Due::Export(key));
        Ok(RdsOutput::Export(task))
    }
}
