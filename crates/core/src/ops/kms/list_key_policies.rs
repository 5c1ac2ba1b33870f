//! `ListKeyPolicies`: a key has one policy, which is named `default`.
//!
//! Refused, in this order: an invalid limit; key not found; no permission; an invalid marker.

use super::KmsOutput;
use super::attempt::Attempt;
use super::page::Page;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Lists the names of a key's policies.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(AccessDeniedException, InvalidArnException, InvalidMarkerException))]
#[operation(errors(NotFoundException, ValidationException))]
pub struct ListKeyPolicies {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// Which page of the list.
    #[members]
    pub page: Page,
}

impl ListKeyPolicies {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        at.managed(tx, &self.key, Action::ListKeyPolicies)?;
        let all = vec![Rc::from("default")];
        self.page.cut(all, |name: &Rc<str>| name.to_string()).map(KmsOutput::PolicyNames)
    }
}
