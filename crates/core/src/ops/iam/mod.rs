//! The few operations of IAM that are needed to show both sides of cross-account access: inline policies of
//! users, one file each. The users are those of [`PROFILES`](crate::profile::PROFILES). IAM has no Region, so
//! its calls are recorded in the trail of us-east-1, as at AWS.

pub mod delete_user_policy;
pub mod get_user_policy;
pub mod put_user_policy;
pub mod user_policy;

use super::api::{operations, told};
use super::{Output, Tx};
use crate::ids::Region;
use crate::kms::policy::Policy;
use crate::refusal::Refusal;
use crate::trail::{Service, TrailCall};
use std::rc::Rc;
use user_policy::UserPolicy;

operations! {
    /// An operation of IAM.
    IamOp -> IamOutput, Operation::Iam, Some(Service::Iam);
    fn run(input, tx: &mut Tx) = input.decide(tx);
    delete_user_policy::DeleteUserPolicy,
    get_user_policy::GetUserPolicy,
    put_user_policy::PutUserPolicy,
}

/// The output of an operation of IAM.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum IamOutput {
    /// Nothing.
    Nothing,
    /// `GetUserPolicy`
    UserPolicy(UserPolicy, Rc<Policy>),
}

impl IamOp {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let outcome = self.run(tx);
        let refused = outcome.as_ref().err();
        let call = tx.call(Service::Iam, self.declaration(), told(&self.write()), refused);
        let answer = outcome.as_ref().ok().filter(|output| **output != IamOutput::Nothing).cloned();
        let answer = tx.answer(self.declaration(), answer.map(Output::Iam));
        tx.record(TrailCall { region: Region::DEFAULT, answer, ..call });
        outcome
    }
}
