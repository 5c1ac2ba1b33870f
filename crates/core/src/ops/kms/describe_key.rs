//! `DescribeKey`: takes all four forms of identifier (rule E05).
//!
//! Refused, in this order: key not found; grant tokens; no permission.

use super::KmsOutput;
use super::attempt::{Attempt, check_tokens};
use super::find::Forms;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::context::EncryptionContext;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// `DescribeKey`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DescribeKey {
    /// `KeyId`
    pub key: KeyRef,
    /// `GrantTokens`
    pub tokens: Vec<Rc<str>>,
}

impl DescribeKey {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        check_tokens(&tx.world, &self.tokens)?;
        let none = EncryptionContext::default();
        let usable = at.key(tx, &self.key, Forms::All, Action::DescribeKey, &none)?;
        Ok(KmsOutput::Key(usable.key))
    }
}
