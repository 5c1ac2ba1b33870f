//! The operations of CloudTrail, one file each. They are not recorded themselves.

pub mod lookup_events;

use super::Tx;
use super::api::operations;
use lookup_events::Found;

operations! {
    /// An operation of CloudTrail.
    TrailOp -> Found, Operation::Trail, None;
    fn run(input, tx: &Tx) = input.decide(tx);
    lookup_events::LookupEvents,
}
