//! `playground set-scp`: a service control policy for the profile's account, as an administrator of its organization would
//! attach it. `FullAWSAccess` stays attached, so that only what the policy denies has an effect.
//!
//! Refused, in this order: a policy and the wish to detach it; a policy that is too long; one that can't be read or evaluated.

use super::PlaygroundOutput;
use crate::event::Event;
use crate::ops::Tx;
use crate::ops::iam::document::IdentityDocument;
use crate::ops::kms::create_key::readable_identity;
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;

/// Shows, attaches and detaches the account's service control policy (SCP).
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue))]
pub struct SetScp {
    /// The policy, which takes the place of the one before.
    #[member(PolicyDocument)]
    pub document: Option<IdentityDocument>,
    /// Whether to detach it.
    #[member(Detach)]
    pub detach: bool,
}

/// The longest service control policy, in characters ("Quotas for AWS Organizations").
const LONGEST: usize = 5_120;

impl SetScp {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        match &self.document {
            Some(_) if self.detach => return Err(PlaygroundRefusal::ScpAndDetach {}.into()),
            Some(document) => {
                let characters = document.0.as_ref().map_or(0, |policy| policy.text.chars().count());
                if characters > LONGEST {
                    return Err(PlaygroundRefusal::ScpTooLong { characters, most: LONGEST }.into());
                }
                let policy = readable_identity(&document.0, tx.world.edition)
                    .map_err(|why| PlaygroundRefusal::Scp { why: why.message().into() })?;
                tx.emit(Event::ServiceControlPolicyPut(tx.account, Some(policy)));
            }
            None if self.detach => tx.emit(Event::ServiceControlPolicyPut(tx.account, None)),
            None => {}
        }
        let policy = tx.world.service_control_policies.get(&tx.account).cloned();
        Ok(PlaygroundOutput::Scp { account: tx.account, policy })
    }
}
