//! `PutKeyPolicy`.
//!
//! Refused, in this order: a policy name that is not `default`; key not found; no permission; a policy that
//! can't be read or evaluated; a policy that would lock the caller out, unless that check is switched off.

use super::KmsOutput;
use super::attempt::Attempt;
use super::create_key::accepted;
use super::get_key_policy::only_default;
use super::known::yes_or_no;
use crate::event::Event;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::condition_key::ConditionKey;
use crate::kms::key::Key;
use crate::kms::policy::PolicyInput;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Replaces a key's policy.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        AccessDeniedException,
        InvalidArnException,
        LimitExceededException,
        MalformedPolicyDocumentException,
        NotFoundException
    )
)]
pub struct PutKeyPolicy {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// `default`, or absent.
    #[member(PolicyName)]
    pub name: Option<Rc<str>>,
    /// The new policy.
    #[member(Policy)]
    pub policy: PolicyInput,
    /// Whether to skip the lockout check.
    #[member(BypassPolicyLockoutSafetyCheck)]
    pub bypass_lockout_check: bool,
}

impl PutKeyPolicy {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        at.asked("bypassPolicyLockoutSafetyCheck", self.bypass_lockout_check);
        only_default(self.name.as_deref())?;
        at.knows([(ConditionKey::BypassLockoutCheck, yes_or_no(self.bypass_lockout_check))]);
        let usable = at.managed(tx, &self.key, Action::PutKeyPolicy)?;
        let policy = accepted(tx, at, &usable.key.arn, &self.policy, self.bypass_lockout_check)?;
        tx.emit(Event::KeyPut(Rc::new(Key { policy, ..(*usable.key).clone() })));
        Ok(KmsOutput::Nothing)
    }
}
