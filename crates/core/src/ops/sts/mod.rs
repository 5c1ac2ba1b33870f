//! The operations of AWS STS, one file each.

pub mod access_key;
pub mod assume_role;
pub mod get_caller_identity;

use super::api::{operations, told};
use super::{Output, Tx};
use crate::iam::session::Credentials;
use crate::refusal::Refusal;
use crate::trail::{Service, TrailCall};
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
        let call = tx.call(Service::Sts, self.declaration(), told(&self.write()), refused);
        // CloudTrail counts it among the calls that only read, and keeps the answer all the same.
        let answer = match &outcome {
            Ok(assumed @ StsOutput::Assumed(_)) => Some(tx.kept_answer(Output::Sts(assumed.clone()))),
            Ok(StsOutput::Caller(_)) | Err(_) => None,
        };
        tx.record(TrailCall { answer, ..call });
        outcome
    }
}
