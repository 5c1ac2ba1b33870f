//! `RetireGrant`: a grant is given up by the grantee's side, and named by its token or by key and id.
//!
//! These may retire a grant: its retiring principal; its grantee, if `RetireGrant` is among its operations;
//! and, in the account that created it, those whose identity policies allow it. Key policies do not matter.
//!
//! Refused, in this order: neither token nor key and id; an invalid token or id; key not found; no such
//! grant; no permission; `DryRun`.

use super::KmsOutput;
use super::attempt::{Attempt, dry_run};
use super::find::{self, Forms};
use super::list_grants::grant_id;
use super::revoke_grant::existing;
use super::tokens::grant_of_token;
use crate::event::Event;
use crate::ids::KeyRef;
use crate::kms::grant::Grant;
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Retires a grant: for its grantee or its retiring principal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        AccessDeniedException,
        DryRunOperationException,
        InvalidArnException,
        InvalidGrantIdException,
        InvalidGrantTokenException,
        NotFoundException,
        ValidationException
    )
)]
pub struct RetireGrant {
    /// The grant's token.
    #[member(GrantToken)]
    pub token: Option<Rc<str>>,
    /// A key ARN or key id.
    #[member(KeyId)]
    pub key: Option<KeyRef>,
    /// The grant's id, as written.
    #[member(GrantId)]
    pub grant: Option<Rc<str>>,
    /// Whether to make a dry run.
    #[member(DryRun, since(Y2026))]
    pub dry_run: bool,
}

impl RetireGrant {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let grant = self.grant(tx, at)?;
        at.beside("grantId", grant.id.to_string());
        at.may_retire(tx, &grant)?;
        dry_run(self.dry_run)?;
        tx.emit(Event::GrantRemoved(grant.key.clone(), grant.id));
        Ok(KmsOutput::Nothing)
    }

    fn grant(&self, tx: &Tx, at: &mut Attempt) -> Result<Rc<Grant>, Refusal> {
        match (&self.token, &self.key, &self.grant) {
            (Some(token), None, None) => {
                grant_of_token(&tx.world, token).ok_or_else(|| KmsRefusal::GrantToken.into())
            }
            (None, Some(key), Some(id)) => {
                let id = grant_id(id)?;
                let found = find::key(&tx.world, at.account(), at.region(), key, Forms::KeyOnly);
                existing(tx, &found.map_err(KmsRefusal::Key)?.arn, id)
            }
            _ => Err(KmsRefusal::GrantUnnamed.into()),
        }
    }
}
