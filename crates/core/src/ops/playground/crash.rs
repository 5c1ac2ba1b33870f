//! `playground crash-instance`: an instance loses power, at once or in the middle of what it writes next.
//!
//! What had reached the storage stays there, what was in memory is gone. A transaction that was not finished is rolled back from
//! the journal by the next instance that opens the database.

use crate::event::Event;
use crate::ids::InstanceId;
use crate::ops::Tx;
use crate::ops::rds::find;
use crate::rds::instance::Instance;
use crate::rds::lifecycle::InstanceOp;
use crate::refusal::Refusal;
use std::rc::Rc;

/// `playground crash-instance`
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct CrashInstance {
    /// The instance.
    pub id: InstanceId,
    /// The number of the page write, from 1 on, that it will not do; at once where none is given.
    pub at_write: Option<u32>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Crashed {
    /// The instance.
    pub id: InstanceId,
    /// The write at which it will crash; `None` if it has.
    pub at_write: Option<u32>,
}

impl CrashInstance {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<Crashed, Refusal> {
        let instance = find::instance(tx, &self.id)?;
        find::instance_takes(&instance, InstanceOp::Connect)?;
        if let Some(at_write) = self.at_write {
            let armed = Instance { crash_at: Some(at_write), ..(*instance).clone() };
            tx.emit(Event::InstancePut(Rc::new(armed)));
        } else {
            crate::ops::rds::crash(tx, &instance);
        }
        Ok(Crashed { id: self.id.clone(), at_write: self.at_write })
    }
}
