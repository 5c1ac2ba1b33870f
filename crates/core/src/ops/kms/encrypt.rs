//! `Encrypt`: up to 4,096 bytes.
//!
//! Refused, in this order: a plaintext that is empty or too long; grant tokens; key not found; no permission;
//! the key's state; `DryRun`.

use super::attempt::{Attempt, dry_run};
use super::find::Forms;
use super::seal::seal;
use super::tokens::check_tokens;
use super::{KmsOutput, Plaintext};
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::context::EncryptionContext;
use crate::kms::spec::{ENCRYPTION_ALGORITHMS, LATER_ENCRYPTION_ALGORITHMS, SYMMETRIC_DEFAULT};
use crate::ops::Tx;
use crate::refusal::{Refusal, ValueConstraint};
use std::rc::Rc;

/// Encrypts up to 4,096 bytes under a key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(
    AccessDeniedException,
    DisabledException,
    DryRunOperationException,
    InvalidArnException,
    InvalidGrantTokenException,
    InvalidKeyUsageException,
    KMSInvalidStateException,
    NotFoundException,
    ValidationException
))]
#[operation(refused(EncryptionAlgorithm = "SYMMETRIC_DEFAULT" of(ENCRYPTION_ALGORITHMS, LATER_ENCRYPTION_ALGORITHMS)))]
pub struct Encrypt {
    /// The key, by any of the four identifiers.
    #[member(KeyId)]
    pub key: KeyRef,
    /// 1 to 4096 bytes.
    #[member(Plaintext)]
    pub plaintext: Plaintext,
    /// The encryption context.
    #[member(EncryptionContext)]
    pub context: EncryptionContext,
    /// Grant tokens.
    #[member(GrantTokens)]
    pub tokens: Vec<Rc<str>>,
    /// Whether to make a dry run.
    #[member(DryRun, since(Y2026))]
    pub dry_run: bool,
}

impl Encrypt {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        at.bind(&self.context);
        at.asked("encryptionAlgorithm", SYMMETRIC_DEFAULT);
        let plaintext = self.plaintext.reveal();
        let broken = match plaintext.len() {
            0 => Some(ValueConstraint::Shortest(1)),
            1..=4096 => None,
            4097.. => Some(ValueConstraint::Longest(4096)),
        };
        if let Some(must) = broken {
            return Err(Refusal::breaks("plaintext", None, must));
        }
        check_tokens(&tx.world, &self.tokens)?;
        let usable = at.key(tx, &self.key, Forms::All, Action::Encrypt, &self.context)?;
        dry_run(self.dry_run)?;
        at.uses(usable.key.current.id);
        let blob = seal(&mut tx.env, &usable.key, &self.context, plaintext)?;
        Ok(KmsOutput::Encrypted { key: usable.key.arn.clone(), blob })
    }
}
