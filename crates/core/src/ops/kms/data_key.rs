//! What `GenerateDataKey` and `GenerateDataKeyWithoutPlaintext` share: a random key, wrapped under a KMS key.
//! This is the start of envelope encryption (rule L11).
//!
//! Refused, in this order: an invalid length; grant tokens; key not found; no permission; the key's state;
//! `DryRun`.

use super::Plaintext;
use super::attempt::{Attempt, dry_run};
use super::find::Forms;
use super::seal::seal;
use super::tokens::check_tokens;
use crate::env::Purpose;
use crate::ids::{KeyArn, KeyRef};
use crate::kms::action::Action;
use crate::kms::context::EncryptionContext;
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// The data key to make, and the KMS key to wrap it under.
#[derive(Clone, Debug, PartialEq, Eq, Members)]
pub struct DataKeyRequest {
    /// The key, by any of the four identifiers.
    #[member(KeyId)]
    pub key: KeyRef,
    /// The encryption context.
    #[member(EncryptionContext)]
    pub context: EncryptionContext,
    /// 1 to 1024; this or `key_spec`.
    #[member(NumberOfBytes, range(1..=1024))]
    pub bytes: Option<i64>,
    /// `AES_256` or `AES_128`; this or a number of bytes.
    #[member(KeySpec, choices = &["AES_256", "AES_128"])]
    pub key_spec: Option<Rc<str>>,
    /// Grant tokens.
    #[member(GrantTokens)]
    pub tokens: Vec<Rc<str>>,
    /// Whether to make a dry run.
    #[member(DryRun, since(Y2026))]
    pub dry_run: bool,
}

/// A new data key.
pub(super) struct Generated {
    pub key: KeyArn,
    pub material: [u8; 32],
    pub blob: Rc<[u8]>,
    pub plaintext: Plaintext,
}

impl DataKeyRequest {
    fn length(&self) -> Result<usize, Refusal> {
        match (self.key_spec.as_deref(), self.bytes) {
            (Some("AES_256"), None) => Ok(32),
            (Some("AES_128"), None) => Ok(16),
            (None, Some(bytes)) => Ok(usize::try_from(bytes).unwrap_or_default()),
            _ => Err(KmsRefusal::DataKeyLength.into()),
        }
    }

    pub(super) fn generate(
        &self,
        tx: &mut Tx,
        at: &mut Attempt,
        action: Action,
    ) -> Result<Generated, Refusal> {
        at.bind(&self.context);
        let length = self.length()?;
        check_tokens(&tx.world, &self.tokens)?;
        let usable = at.key(tx, &self.key, Forms::All, action, &self.context)?;
        dry_run(self.dry_run)?;
        let mut bytes = zeroize::Zeroizing::new(vec![0; length]);
        tx.env.fill(Purpose::DataKey, &mut bytes);
        at.uses(usable.key.current.id);
        let blob = seal(&mut tx.env, &usable.key, &self.context, &bytes)?;
        let (key, material) = (usable.key.arn.clone(), usable.key.current.id);
        Ok(Generated { key, material, blob, plaintext: Plaintext::new(&bytes) })
    }
}
