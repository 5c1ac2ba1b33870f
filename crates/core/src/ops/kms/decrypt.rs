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
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Opens a ciphertext that KMS made.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(
    AccessDeniedException,
    DisabledException,
    DryRunOperationException,
    IncorrectKeyException,
    InvalidArnException,
    InvalidCiphertextException,
    InvalidGrantTokenException,
    KMSInvalidStateException,
    NotFoundException,
    ValidationException
))]
#[operation(refused(EncryptionAlgorithm = "SYMMETRIC_DEFAULT", Recipient: ANY, DryRunModifiers: Texts))]
pub struct Decrypt {
    /// The ciphertext.
    #[member(CiphertextBlob)]
    pub blob: Rc<[u8]>,
    /// What is bound to the ciphertext.
    #[member(EncryptionContext)]
    pub context: EncryptionContext,
    /// Tokens of grants.
    #[member(GrantTokens)]
    pub tokens: Vec<Rc<str>>,
    /// The key, in all four forms of identifier.
    #[member(KeyId)]
    pub key: Option<KeyRef>,
    /// Whether only to ask if it would succeed.
    #[member(DryRun)]
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
        return Err(KmsRefusal::OtherKey(usable.key.arn.clone()).into());
    }
    let under = header.map_err(invalid)?.key_arn;
    let arn = KeyArn::parse(under).map_err(|_| invalid(InvalidCiphertext))?;
    let key = tx.world.keys.get(&arn).filter(|key| key.arn.region == at.region());
    let Some(key) = key.cloned() else { return Err(KmsRefusal::CiphertextKey.into()) };
    // Nobody learns which keys there are.
    at.on(tx, key, action, context).map_err(|refusal| match refusal {
        Refusal::Kms(why) if matches!(*why, KmsRefusal::Denied { .. }) => KmsRefusal::CiphertextKey.into(),
        other => other,
    })
}
