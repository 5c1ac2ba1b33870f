//! `ListGrants`: all grants on a key, or those with one id or one grantee.
//!
//! Refused, in this order: an invalid limit or grant id; key not found; no permission.

use super::KmsOutput;
use super::attempt::Attempt;
use super::page::Page;
use crate::ids::{GrantId, KeyRef};
use crate::kms::action::Action;
use crate::kms::grant::Grant;
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Lists the grants on a key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(
    AccessDeniedException,
    InvalidArnException,
    InvalidGrantIdException,
    InvalidMarkerException,
    NotFoundException,
    ValidationException
))]
#[operation(refused(since(Y2026): GranteeServicePrincipal))]
pub struct ListGrants {
    /// Which page of the list.
    #[members]
    pub page: Page,
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// The grant's id.
    #[member(GrantId, since(Y2026))]
    pub grant: Option<Rc<str>>,
    /// The grantee.
    #[member(GranteePrincipal, since(Y2026))]
    pub grantee: Option<Rc<str>>,
}

impl ListGrants {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let only = self.grant.as_deref().map(grant_id).transpose()?;
        let usable = at.managed(tx, &self.key, Action::ListGrants)?;
        let all = tx
            .world
            .grants_of(&usable.key.arn)
            .filter(|grant| only.is_none_or(|only| grant.id == only))
            .filter(|grant| self.grantee.iter().all(|who| grant.terms.grantee.to_string() == **who))
            .cloned()
            .collect();
        self.page.cut(all, |grant: &Rc<Grant>| grant.id.to_string()).map(KmsOutput::Grants)
    }
}

/// Parses a grant's id; `InvalidGrantIdException` for any other text.
pub(super) fn grant_id(text: &str) -> Result<GrantId, Refusal> {
    GrantId::parse(text).map_err(|_| KmsRefusal::GrantId(text.into()).into())
}
