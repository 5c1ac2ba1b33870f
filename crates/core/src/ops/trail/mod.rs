//! The operations of CloudTrail, one file each. They are not recorded themselves.

pub mod lookup_events;

use super::Tx;
use super::api::operations;
use crate::refusal::Refusal;
use lookup_events::Found;

operations! {
    /// An operation of CloudTrail.
    TrailOp -> Found;
    fn run(tx: &Tx) = decide(tx);
    lookup_events::LookupEvents,
}

impl TrailOp {
    pub(super) fn decide(&self, tx: &Tx) -> Result<Found, Refusal> {
        self.run(tx)
    }
}
