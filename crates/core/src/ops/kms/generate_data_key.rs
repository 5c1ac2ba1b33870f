//! `GenerateDataKey`: a data key, in plaintext and wrapped.
//!
//! [`data_key`](super::data_key) lists the refusals.

use super::KmsOutput;
use super::attempt::Attempt;
use super::data_key::{DataKeyRequest, Generated};
use crate::kms::action::Action;
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Makes a data key and returns it in plaintext and wrapped under a key.
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
#[operation(refused(since(Y2026): Recipient: ANY))]
pub struct GenerateDataKey {
    /// The data key, and the KMS key to wrap it under.
    #[members]
    pub request: DataKeyRequest,
}

impl GenerateDataKey {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let Generated { key, material, blob, plaintext } =
            self.request.generate(tx, at, Action::GenerateDataKey)?;
        Ok(KmsOutput::DataKey { key, material, blob, plaintext: Some(plaintext) })
    }
}
