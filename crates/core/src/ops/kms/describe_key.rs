//! `DescribeKey`: takes all four identifiers (rule E05). Naming `alias/aws/rds` creates that key if it does
//! not exist yet.
//!
//! Refused, in this order: grant tokens; key not found; no permission.

use super::KmsOutput;
use super::attempt::Attempt;
use super::find::Forms;
use super::for_rds::default_key;
use super::tokens::check_tokens;
use crate::ids::{AliasName, KeyRef};
use crate::kms::action::Action;
use crate::kms::context::EncryptionContext;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Shows what is known about a key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(
    AccessDeniedException,
    InvalidArnException,
    InvalidGrantTokenException,
    NotFoundException,
    ValidationException
))]
pub struct DescribeKey {
    /// The key.
    #[member(KeyId)]
    pub key: KeyRef,
    /// Grant tokens.
    #[member(GrantTokens)]
    pub tokens: Vec<Rc<str>>,
}

impl DescribeKey {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        check_tokens(&tx.world, &self.tokens)?;
        if self.names_managed_key(at) {
            default_key(tx, at.account(), at.region());
        }
        let none = EncryptionContext::default();
        let usable = at.key(tx, &self.key, Forms::All, Action::DescribeKey, &none)?;
        Ok(KmsOutput::Key(usable.key))
    }

    /// Returns whether the request names an alias of AWS, whose key is then created if needed.
    fn names_managed_key(&self, at: &Attempt) -> bool {
        match &self.key {
            KeyRef::AliasName(name) => *name == AliasName::aws_rds(),
            KeyRef::AliasArn(arn) => {
                arn.id == AliasName::aws_rds() && (arn.account, arn.region) == (at.account(), at.region())
            }
            _ => false,
        }
    }
}
