//! `Decrypt`. A ciphertext names the key that decrypts it, so a request names the key only as a precaution.
//!
//! Refused, in this order: grant tokens. If the request names a key: key not found, no permission, the key's
//! state, a ciphertext under another key. If it names none: an invalid ciphertext, a key in another Region or
//! one that the caller may not use, the key's state. Then: another context than it was encrypted with, or any
//! changed bit; `DryRun`.
//!
//! Related multi-Region keys decrypt what any of them encrypted, each in its own Region.

use super::attempt::{Attempt, Usable, dry_run};
use super::find::Forms;
use super::seal::{invalid, open};
use super::tokens::check_tokens;
use super::{KmsOutput, Plaintext};
use crate::ids::{KeyArn, KeyRef};
use crate::kms::action::Action;
use crate::kms::ciphertext::{self, InvalidCiphertext};
use crate::kms::context::EncryptionContext;
use crate::kms::refusal::KmsRefusal;
use crate::kms::spec::{ENCRYPTION_ALGORITHMS, LATER_ENCRYPTION_ALGORITHMS, SYMMETRIC_DEFAULT};
use crate::ops::Tx;
use crate::refusal::{Refusal, ValueConstraint};
use std::rc::Rc;

/// Decrypts a ciphertext that KMS made.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(
    AccessDeniedException,
    DisabledException,
    DryRunOperationException,
    IncorrectKeyException,
    InvalidArnException,
    InvalidCiphertextException,
    InvalidGrantTokenException,
    InvalidKeyUsageException,
    KMSInvalidStateException,
    NotFoundException,
    ValidationException
))]
#[operation(refused(EncryptionAlgorithm = "SYMMETRIC_DEFAULT" of(ENCRYPTION_ALGORITHMS, LATER_ENCRYPTION_ALGORITHMS)))]
#[operation(refused(since(Y2026): Recipient: ANY, DryRunModifiers: Texts))]
pub struct Decrypt {
    /// The ciphertext.
    #[member(CiphertextBlob)]
    pub blob: Rc<[u8]>,
    /// The encryption context.
    #[member(EncryptionContext)]
    pub context: EncryptionContext,
    /// Grant tokens.
    #[member(GrantTokens)]
    pub tokens: Vec<Rc<str>>,
    /// The key, by any of the four identifiers.
    #[member(KeyId)]
    pub key: Option<KeyRef>,
    /// Whether to make a dry run.
    #[member(DryRun, since(Y2026))]
    pub dry_run: bool,
}

impl Decrypt {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        at.bind(&self.context);
        at.asked("encryptionAlgorithm", SYMMETRIC_DEFAULT);
        check_tokens(&tx.world, &self.tokens)?;
        let usable = source(tx, at, &self.blob, self.key.as_ref(), Action::Decrypt, &self.context)?;
        let (plaintext, material) = open(&usable.key, &self.context, &self.blob)?;
        at.uses(material);
        dry_run(self.dry_run)?;
        let key = usable.key.arn.clone();
        Ok(KmsOutput::Decrypted { key, plaintext: Plaintext::new(&plaintext), material })
    }
}

/// The most bytes that a ciphertext may have.
const LONGEST_BLOB: usize = 6144;

/// Finds the key that decrypts a ciphertext, and checks that `action` may use it.
pub(in crate::ops) fn source(
    tx: &Tx,
    at: &mut Attempt,
    blob: &[u8],
    named: Option<&KeyRef>,
    action: Action,
    context: &EncryptionContext,
) -> Result<Usable, Refusal> {
    if blob.len() > LONGEST_BLOB {
        return Err(Refusal::breaks("ciphertextBlob", None, ValueConstraint::Longest(LONGEST_BLOB)));
    }
    let header = ciphertext::parse(blob);
    if let Some(named) = named {
        let usable = at.key(tx, named, Forms::All, action, context)?;
        let under = KeyArn::parse(header.map_err(invalid)?.key_arn);
        if under.is_ok_and(|under| usable.key.arn.is_related(&under)) {
            return Ok(usable);
        }
        return Err(KmsRefusal::OtherKey(usable.key.arn.clone()).into());
    }
    let under = header.map_err(invalid)?.key_arn;
    let arn = KeyArn::parse(under).map_err(|_| invalid(InvalidCiphertext))?;
    let here = arn.in_region(at.region());
    let key = tx.world.keys.get(&here).filter(|key| key.arn.is_related(&arn));
    let Some(key) = key.cloned() else { return Err(KmsRefusal::CiphertextKey.into()) };
    // No caller learns which keys exist.
    at.on(tx, key, action, context).map_err(|refusal| match refusal {
        Refusal::Kms(why) if matches!(*why, KmsRefusal::Denied { .. }) => KmsRefusal::CiphertextKey.into(),
        other => other,
    })
}
