//! The operations of AWS STS, one file each.

pub mod access_key;
pub mod get_caller_identity;

use super::Tx;
use super::api::{operations, told};
use crate::refusal::Refusal;
use crate::trail::Service;

operations! {
    /// An operation of AWS STS.
    StsOp -> get_caller_identity::Caller, Operation::Sts, Some(Service::Sts);
    fn run(input, tx: &mut Tx) = input.decide(tx);
    get_caller_identity::GetCallerIdentity,
}

impl StsOp {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<get_caller_identity::Caller, Refusal> {
        let outcome = self.run(tx);
        let refused = outcome.as_ref().err();
        tx.record(tx.call(Service::Sts, self.declaration(), told(&self.write()), refused));
        outcome
    }
}
