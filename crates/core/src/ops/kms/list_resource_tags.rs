//! `ListResourceTags`.
//!
//! Refused, in this order: an invalid limit; key not found; no permission.

use super::KmsOutput;
use super::attempt::Attempt;
use super::page::Page;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Lists a key's tags.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(
    AccessDeniedException,
    InvalidArnException,
    InvalidMarkerException,
    NotFoundException,
    ValidationException
))]
pub struct ListResourceTags {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// Which page of the list.
    #[members]
    pub page: Page,
}

impl ListResourceTags {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let usable = at.managed(tx, &self.key, Action::ListResourceTags)?;
        let all = usable.key.tags.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        self.page.cut(all, |(name, _): &(Rc<str>, Rc<str>)| name.to_string()).map(KmsOutput::Tags)
    }
}
