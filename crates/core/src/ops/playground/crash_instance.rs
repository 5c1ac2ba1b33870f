//! `playground crash-instance`: an instance loses power, at once or at a later page write.
//!
//! What had reached the storage stays there, and what was in memory is lost. The next instance that opens the
//! database rolls unfinished transactions back from the journal.

use super::PlaygroundOutput;
use crate::event::Event;
use crate::ids::InstanceId;
use crate::ops::Tx;
use crate::ops::rds::find;
use crate::rds::instance::Instance;
use crate::rds::lifecycle::InstanceOp;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Cuts an instance's power: at once, or at one of the next pages that it writes.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBInstanceNotFound, InvalidDBInstanceState))]
pub struct CrashInstance {
    /// The instance.
    #[member(DBInstanceIdentifier)]
    pub id: InstanceId,
    /// The number, from 1, of the page write at which it crashes; at once if absent.
    #[member(AtWrite, range(1..=0xFFFF_FFFF))]
    pub at_write: Option<u32>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Crashed {
    /// The instance.
    pub id: InstanceId,
    /// The write at which it will crash; `None` if it has crashed.
    pub at_write: Option<u32>,
}

impl CrashInstance {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        let instance = find::instance(tx, &self.id)?;
        find::instance_takes(&instance, InstanceOp::Connect)?;
        if let Some(at_write) = self.at_write {
            let armed = Instance { crash_at: Some(at_write), ..(*instance).clone() };
            tx.emit(Event::InstancePut(Rc::new(armed)));
        } else {
            crate::ops::rds::crash(tx, &instance);
        }
        Ok(PlaygroundOutput::Crashed(Crashed { id: self.id.clone(), at_write: self.at_write }))
    }
}
