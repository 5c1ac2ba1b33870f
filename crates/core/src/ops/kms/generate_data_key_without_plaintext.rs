//! `GenerateDataKeyWithoutPlaintext`: a data key, wrapped only.
//!
//! [`data_key`](super::data_key) lists the refusals.

use super::KmsOutput;
use super::attempt::Attempt;
use super::data_key::{DataKeyRequest, Generated};
use crate::kms::action::Action;
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Makes a data key and returns only its wrapped form.
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
pub struct GenerateDataKeyWithoutPlaintext {
    /// The data key, and the KMS key to wrap it under.
    #[members]
    pub request: DataKeyRequest,
}

impl GenerateDataKeyWithoutPlaintext {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let Generated { key, material, blob, .. } =
            self.request.generate(tx, at, Action::GenerateDataKeyWithoutPlaintext)?;
        Ok(KmsOutput::DataKey { key, material, blob, plaintext: None })
    }
}
