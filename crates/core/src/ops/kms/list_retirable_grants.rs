//! `ListRetirableGrants`: the grants in this Region, also on keys of other accounts, that have the given
//! principal of the caller's account as their retiring principal.
//!
//! Refused, in this order: an invalid limit; a principal that is missing, invalid or of another account; no
//! IAM permission; an invalid marker.

use super::KmsOutput;
use super::attempt::Attempt;
use super::create_grant::principal;
use super::page::Page;
use crate::ids::Principal;
use crate::kms::action::Action;
use crate::kms::grant::Grant;
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::refusal::{Refusal, Source};
use std::rc::Rc;

/// Lists the grants that a principal may retire.
#[derive(Clone, Debug, Default, PartialEq, Eq, Operation)]
#[operation(errors(AccessDeniedException, InvalidArnException, InvalidMarkerException, ValidationException))]
#[operation(refused(since(Y2026): RetiringServicePrincipal))]
pub struct ListRetirableGrants {
    /// Which page of the list.
    #[members]
    pub page: Page,
    /// The retiring principal, as written.
    #[member(RetiringPrincipal)]
    pub retiring: Option<Rc<str>>,
}

impl ListRetirableGrants {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let retiring = self.retiring(at)?;
        at.by_identity(tx, Action::ListRetirableGrants, None)?;
        let ours = |grant: &&Rc<Grant>| {
            grant.key.region == at.region() && grant.terms.retiring.as_ref() == Some(&retiring)
        };
        let all = tx.world.grants.values().filter(ours).cloned().collect();
        self.page.cut(all, |grant: &Rc<Grant>| grant.id.to_string()).map(KmsOutput::Grants)
    }

    fn retiring(&self, at: &Attempt) -> Result<Principal, Refusal> {
        let Some(text) = &self.retiring else {
            let (member, source) = ("RetiringPrincipal", Source::Model);
            return Err(KmsRefusal::Needed { member, source }.into());
        };
        let retiring = principal("retiringPrincipal", text)?;
        if retiring.account() == Some(at.account()) {
            return Ok(retiring);
        }
        Err(KmsRefusal::ForeignPrincipal(retiring).into())
    }
}
