//! `Decrypt`. A ciphertext says itself which key opens it, so naming the key is a precaution, not a need.
//!
//! Refused, in this order: grant tokens; with a key named: key not found, no permission, the key's state, and
//! the ciphertext is under another key; without: the ciphertext is none, its key is not here or not for the
//! caller, the key's state; then a context that is not the one it was encrypted with, or any changed bit;
//! `DryRun`.

use super::attempt::{Attempt, Usable, check_tokens, dry_run};
use super::find::Forms;
use super::seal::{invalid, open};
use super::{KmsOutput, Plaintext};
use crate::ids::{KeyArn, KeyRef};
use crate::kms::action::Action;
use crate::kms::ciphertext::{self, InvalidCiphertext};
use crate::kms::context::EncryptionContext;
use crate::ops::Tx;
use crate::refusal::{ErrorCode, Refusal};
use std::rc::Rc;

/// `Decrypt`
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Decrypt {
    /// `CiphertextBlob`
    pub blob: Rc<[u8]>,
    /// `EncryptionContext`
    pub context: EncryptionContext,
    /// `GrantTokens`
    pub tokens: Vec<Rc<str>>,
    /// `KeyId`, in all four forms.
    pub key: Option<KeyRef>,
    /// `DryRun`
    pub dry_run: bool,
}

impl Decrypt {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        at.bind(&self.context);
        at.asked("encryptionAlgorithm", "SYMMETRIC_DEFAULT");
        check_tokens(&tx.world, &self.tokens)?;
        let usable = source(tx, at, &self.blob, self.key.as_ref(), Action::Decrypt, &self.context)?;
        let (plaintext, material) = open(&usable.key, &self.context, &self.blob)?;
        dry_run(self.dry_run)?;
        let key = usable.key.arn.clone();
        Ok(KmsOutput::Decrypted { key, plaintext: Plaintext::new(&plaintext), material })
    }
}

/// The key that opens a ciphertext, usable for `action`.
pub(super) fn source(
    tx: &Tx,
    at: &mut Attempt,
    blob: &[u8],
    named: Option<&KeyRef>,
    action: Action,
    context: &EncryptionContext,
) -> Result<Usable, Refusal> {
    let header = ciphertext::parse(blob);
    if let Some(named) = named {
        let usable = at.key(tx, named, Forms::All, action, context)?;
        let under = header.map_err(invalid)?.key_arn;
        if usable.key.arn.to_string() == under {
            return Ok(usable);
        }
        let text = "The key ID in the request does not identify a CMK that can perform this operation.";
        return Err(Refusal::aws(ErrorCode::IncorrectKeyException, text));
    }
    let under = header.map_err(invalid)?.key_arn;
    let arn = KeyArn::parse(under).map_err(|_| invalid(InvalidCiphertext))?;
    let key = tx.world.keys.get(&arn).filter(|key| key.arn.region == at.region());
    let Some(key) = key.cloned() else { return Err(not_yours()) };
    at.on(tx, key, action, context).map_err(|refusal| {
        if refusal.code() == ErrorCode::AccessDeniedException { not_yours() } else { refusal }
    })
}

fn not_yours() -> Refusal {
    let text = "The ciphertext refers to a customer master key that does not exist, does not exist in this \
                region, or you are not allowed to access.";
    Refusal::aws(ErrorCode::AccessDeniedException, text)
}
