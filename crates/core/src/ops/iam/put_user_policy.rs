//! `PutUserPolicy`.
//!
//! Refused, in this order: no IAM permission; no such user; a policy that can't be read or evaluated.

use super::IamOutput;
use super::user_policy::{IdentityDocument, UserPolicy};
use crate::event::Event;
use crate::iam::IamRefusal;
use crate::ops::Tx;
use crate::ops::kms::create_key::readable;
use crate::refusal::Refusal;

/// Gives a user a policy.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(AccessDenied, NoSuchEntity, LimitExceeded, MalformedPolicyDocument))]
pub struct PutUserPolicy {
    /// The user, and the policy's name.
    #[members]
    pub which: UserPolicy,
    /// The policy.
    #[member(PolicyDocument)]
    pub document: IdentityDocument,
}

impl PutUserPolicy {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let user = self.which.user(tx, "iam:PutUserPolicy")?;
        let policy = readable(&self.document.0).map_err(IamRefusal::Policy)?;
        tx.emit(Event::IdentityPolicyPut(user, self.which.policy.clone(), policy));
        Ok(IamOutput::Nothing)
    }
}
