//! `GenerateDataKey` and `GenerateDataKeyWithoutPlaintext`: a random key, wrapped under a KMS key; the first
//! gives it in plaintext as well. This is the start of envelope encryption (rule L11).
//!
//! Refused, in this order: a length that can't be; grant tokens; key not found; no permission; the key's
//! state; `DryRun`.

use super::attempt::{Attempt, check_tokens, dry_run};
use super::check;
use super::find::Forms;
use super::seal::seal;
use super::{KmsOutput, Plaintext};
use crate::env::Purpose;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::context::EncryptionContext;
use crate::ops::Tx;
use crate::refusal::{ErrorCode, Refusal};
use std::rc::Rc;

/// `GenerateDataKey`
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct GenerateDataKey {
    /// `KeyId`, in all four forms.
    pub key: KeyRef,
    /// `EncryptionContext`
    pub context: EncryptionContext,
    /// `KeySpec`: `AES_256` or `AES_128`; this or a number of bytes.
    pub key_spec: Option<Rc<str>>,
    /// `NumberOfBytes`: 1 to 1024.
    pub bytes: Option<i64>,
    /// `GrantTokens`
    pub tokens: Vec<Rc<str>>,
    /// `DryRun`
    pub dry_run: bool,
}

/// `GenerateDataKeyWithoutPlaintext`
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct GenerateDataKeyWithoutPlaintext(pub GenerateDataKey);

impl GenerateDataKey {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let (key, material, blob, plaintext) = self.generate(tx, at, Action::GenerateDataKey)?;
        Ok(KmsOutput::DataKey { key, material, blob, plaintext: Some(plaintext) })
    }

    fn length(&self, at: &mut Attempt) -> Result<usize, Refusal> {
        match (self.key_spec.as_deref(), self.bytes) {
            (Some(spec), None) => {
                check::one_of("keySpec", spec, &["AES_256", "AES_128"])?;
                at.asked("keySpec", spec);
                Ok(if spec == "AES_128" { 16 } else { 32 })
            }
            (None, Some(bytes)) => {
                let bytes = check::range("numberOfBytes", bytes, 1, 1024)?;
                at.asked("numberOfBytes", bytes.to_string());
                Ok(usize::try_from(bytes).unwrap_or_default())
            }
            _ => {
                let text = "Please specify either number of bytes or key spec.";
                Err(Refusal::aws(ErrorCode::ValidationException, text))
            }
        }
    }

    fn generate(&self, tx: &mut Tx, at: &mut Attempt, action: Action) -> Result<Generated, Refusal> {
        at.bind(&self.context);
        let length = self.length(at)?;
        check_tokens(&tx.world, &self.tokens)?;
        let usable = at.key(tx, &self.key, Forms::All, action, &self.context)?;
        dry_run(self.dry_run)?;
        let mut bytes = zeroize::Zeroizing::new(vec![0; length]);
        tx.env.fill(Purpose::DataKey, &mut bytes);
        let blob = seal(&mut tx.env, &usable.key, &self.context, &bytes)?;
        Ok((usable.key.arn.clone(), usable.key.current.id, blob, Plaintext::new(&bytes)))
    }
}

type Generated = (crate::ids::KeyArn, [u8; 32], Rc<[u8]>, Plaintext);

impl GenerateDataKeyWithoutPlaintext {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let action = Action::GenerateDataKeyWithoutPlaintext;
        let (key, material, blob, _) = self.0.generate(tx, at, action)?;
        Ok(KmsOutput::DataKey { key, material, blob, plaintext: None })
    }
}
