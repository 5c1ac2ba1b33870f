//! `ReEncrypt`: encrypts a ciphertext anew under another key or context; the plaintext stays inside KMS.
//!
//! Refused, in this order: grant tokens; what `Decrypt` refuses, on the source key with `kms:ReEncryptFrom`;
//! destination key not found; no `kms:ReEncryptTo` on it; its state; `DryRun`.

use super::KmsOutput;
use super::attempt::{Attempt, dry_run};
use super::decrypt::source;
use super::find::Forms;
use super::seal::{open, seal};
use super::tokens::check_tokens;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::context::EncryptionContext;
use crate::kms::spec::{ENCRYPTION_ALGORITHMS, LATER_ENCRYPTION_ALGORITHMS, SYMMETRIC_DEFAULT};
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Moves a ciphertext from one key to another; the plaintext never leaves KMS.
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
#[operation(refused(SourceEncryptionAlgorithm = "SYMMETRIC_DEFAULT" of(ENCRYPTION_ALGORITHMS, LATER_ENCRYPTION_ALGORITHMS)))]
#[operation(refused(DestinationEncryptionAlgorithm = "SYMMETRIC_DEFAULT" of(ENCRYPTION_ALGORITHMS, LATER_ENCRYPTION_ALGORITHMS)))]
#[operation(refused(since(Y2026): DryRunModifiers: Texts))]
pub struct ReEncrypt {
    /// The ciphertext.
    #[member(CiphertextBlob)]
    pub blob: Rc<[u8]>,
    /// The encryption context of the ciphertext.
    #[member(SourceEncryptionContext)]
    pub source_context: EncryptionContext,
    /// The source key, by any of the four identifiers.
    #[member(SourceKeyId)]
    pub source_key: Option<KeyRef>,
    /// The destination key, by any of the four identifiers.
    #[member(DestinationKeyId)]
    pub destination_key: KeyRef,
    /// The encryption context of the new ciphertext.
    #[member(DestinationEncryptionContext)]
    pub destination_context: EncryptionContext,
    /// Grant tokens.
    #[member(GrantTokens)]
    pub tokens: Vec<Rc<str>>,
    /// Whether to make a dry run.
    #[member(DryRun, since(Y2026))]
    pub dry_run: bool,
}

impl ReEncrypt {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        at.bind(&self.destination_context);
        tell(at, &self.source_context, &self.destination_context);
        check_tokens(&tx.world, &self.tokens)?;
        let (blob, source_key) = (&*self.blob, self.source_key.as_ref());
        let from = source(tx, at, blob, source_key, Action::ReEncryptFrom, &self.source_context)?;
        let (plaintext, source_material) = open(&from.key, &self.source_context, blob)?;
        let context = &self.destination_context;
        at.uses(source_material);
        at.now_the_destination();
        let to = at.key(tx, &self.destination_key, Forms::All, Action::ReEncryptTo, context)?;
        dry_run(self.dry_run)?;
        at.uses(to.key.current.id);
        let blob = seal(&mut tx.env, &to.key, context, &plaintext)?;
        Ok(KmsOutput::ReEncrypted {
            blob,
            source: from.key.arn.clone(),
            destination: to.key.arn.clone(),
            source_material,
            destination_material: to.key.current.id,
        })
    }
}

/// Adds what CloudTrail shows of every re-encryption.
pub(super) fn tell(at: &mut Attempt, source: &EncryptionContext, destination: &EncryptionContext) {
    at.asked("sourceEncryptionAlgorithm", SYMMETRIC_DEFAULT);
    at.asked("destinationEncryptionAlgorithm", SYMMETRIC_DEFAULT);
    at.asked_context("sourceEncryptionContext", source);
    at.asked_context("destinationEncryptionContext", destination);
}
