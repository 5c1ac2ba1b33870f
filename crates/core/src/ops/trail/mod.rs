//! The operations of CloudTrail, one file each. They leave no record of their own.

pub mod lookup_events;

use super::Tx;
use super::api::operations;
use lookup_events::Found;

operations! {
    /// An operation of CloudTrail.
    TrailOp -> Found, Operation::Trail, None;
    fn run(tx: &Tx) = decide(tx);
    lookup_events::LookupEvents,
}
