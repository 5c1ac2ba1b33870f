//! `GetUserPolicy`.
//!
//! Refused, in this order: no IAM permission; no such user or policy.

use super::IamOutput;
use super::user_policy::UserPolicy;
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Shows a user's policy.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(AccessDenied, NoSuchEntity))]
pub struct GetUserPolicy {
    /// The user, and the policy's name.
    #[members]
    pub which: UserPolicy,
}

impl GetUserPolicy {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let policy = self.which.find(tx, "iam:GetUserPolicy")?.1;
        Ok(IamOutput::UserPolicy(self.which.clone(), policy))
    }
}
