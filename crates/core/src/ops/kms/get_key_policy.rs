//! `GetKeyPolicy`: the text as it was put.
//!
//! Refused, in this order: a policy name that is not `default`; key not found; no permission.

use super::KmsOutput;
use super::attempt::Attempt;
use super::check;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Shows a key's policy.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(AccessDeniedException, InvalidArnException, NotFoundException, ValidationException))]
pub struct GetKeyPolicy {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// `default`, or absent.
    #[member(PolicyName)]
    pub name: Option<Rc<str>>,
}

impl GetKeyPolicy {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        only_default(self.name.as_deref())?;
        let usable = at.managed(tx, &self.key, Action::GetKeyPolicy)?;
        Ok(KmsOutput::Policy(usable.key.policy.clone()))
    }
}

/// Checks a policy's name: a key has one policy, which is named `default`.
pub(super) fn only_default(name: Option<&str>) -> Result<(), Refusal> {
    match name {
        None | Some("default") => Ok(()),
        Some(name) => {
            check::longest("policyName", name, 128)?;
            check::pattern("policyName", name, "[\\w]+", |b| b.is_ascii_alphanumeric() || b == b'_')?;
            Err(KmsRefusal::PolicyName(name.into()).into())
        }
    }
}
