//! `DeleteUserPolicy`.
//!
//! Refused, in this order: no IAM permission; no such user or policy.

use super::IamOutput;
use super::user_policy::UserPolicy;
use crate::event::Event;
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Removes a policy from a user.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(AccessDenied, NoSuchEntity))]
pub struct DeleteUserPolicy {
    /// The user, and the policy's name.
    #[members]
    pub which: UserPolicy,
}

impl DeleteUserPolicy {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let user = self.which.find(tx, "iam:DeleteUserPolicy")?.0;
        tx.emit(Event::IdentityPolicyRemoved(user, self.which.policy.clone()));
        Ok(IamOutput::Nothing)
    }
}
