//! The answer of a call as its record keeps it: the output, with the world that it shows a part of. An answer names what is
//! elsewhere (a cluster's answer its instances, a key's its replicas), and says it as it was then. Not here: its JSON,
//! which the `aws` crate writes for callers and records alike.

use super::{Output, Tx};
use crate::map::Map;
use crate::trail::KeptAnswer;
use crate::world::World;
use std::rc::Rc;

/// An answer.
pub struct Answer {
    /// The world after the call, without CloudTrail's records. It shares what it holds with the worlds of the history.
    pub world: World,
    /// The output, without secrets.
    pub output: Output,
}

impl Answer {
    /// The answer of a record.
    pub fn of(kept: &KeptAnswer) -> Option<&Self> {
        kept.0.downcast_ref()
    }
}

impl Tx {
    /// Keeps an answer for a record.
    pub(in crate::ops) fn kept_answer(&self, output: Output) -> KeptAnswer {
        let world = World { trail: Map::new(), ..self.world.clone() };
        KeptAnswer(Rc::new(Answer { world, output }))
    }
}
