//! `PutUserPolicy`.
//!
//! Refused, in this order: no IAM permission; no such user; a policy that can't be read or evaluated;
//! policies that are too long together.

use super::IamOutput;
use super::user_policy::{IdentityDocument, UserPolicy};
use crate::event::Event;
use crate::iam::IamRefusal;
use crate::ops::Tx;
use crate::ops::kms::create_key::readable_identity;
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

/// The quota on all inline policies of one user together ("IAM and AWS STS quotas").
const LONGEST: usize = 2_048;

/// The length of a policy without white space.
fn length(policy: &str) -> usize {
    policy.chars().filter(|c| !c.is_ascii_whitespace()).count()
}

impl PutUserPolicy {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let user = self.which.user(tx, "iam:PutUserPolicy")?;
        let policy = readable_identity(&self.document.0, tx.world.edition).map_err(IamRefusal::Policy)?;
        let others = tx.world.policies_of(&user).filter(|(name, _)| **name != self.which.policy);
        let others = others.map(|(_, other)| &other.text);
        if others.chain([&policy.text]).map(|text| length(text)).sum::<usize>() > LONGEST {
            return Err(IamRefusal::TooLong(self.which.user.clone()).into());
        }
        tx.emit(Event::IdentityPolicyPut(user, self.which.policy.clone(), policy));
        Ok(IamOutput::Nothing)
    }
}
