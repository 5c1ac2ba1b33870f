//! `playground set-clock`: when a world begins.
//!
//! Refused, in this order: something has happened already; a time that is not in the year of the edition.

use super::PlaygroundOutput;
use crate::env::Time;
use crate::event::Event;
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;

/// Begins at another time of the edition's year: 2026-02-10T09:00:00Z.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue))]
pub struct SetClock {
    /// The time.
    #[member(Time, positional)]
    pub time: Time,
}

impl SetClock {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        let (from, edition) = (tx.world.now, tx.world.edition);
        if tx.world.trail_next > 0 || tx.world.due_next > 0 {
            return Err(PlaygroundRefusal::ClockRuns {}.into());
        }
        let (year, ..) = self.time.civil();
        if year.to_string() != edition.name() {
            return Err(PlaygroundRefusal::ClockYear { time: self.time, edition }.into());
        }
        tx.emit(Event::Clock(self.time));
        Ok(PlaygroundOutput::Waited(from, self.time))
    }
}
