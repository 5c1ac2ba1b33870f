//! The operations of AWS STS, one file each.

pub mod access_key;
pub mod assume_role;
pub mod get_caller_identity;

use super::Tx;
use super::api::{operations, told};
use crate::iam::session::Credentials;
use crate::refusal::Refusal;
use crate::trail::Service;
use std::rc::Rc;

operations! {
    /// An operation of AWS STS.
    StsOp -> StsOutput, Operation::Sts, Some(Service::Sts);
    fn run(input, tx: &mut Tx) = input.decide(tx);
    assume_role::AssumeRole,
    get_caller_identity::GetCallerIdentity,
}

/// The output of an operation of AWS STS.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum StsOutput {
    /// `AssumeRole`
    Assumed(Rc<Credentials>),
    /// `GetCallerIdentity`
    Caller(get_caller_identity::Caller),
}

impl StsOp {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<StsOutput, Refusal> {
        let outcome = self.run(tx);
        let refused = outcome.as_ref().err();
        tx.record(tx.call(Service::Sts, self.declaration(), told(&self.write()), refused));
        outcome
    }
}
