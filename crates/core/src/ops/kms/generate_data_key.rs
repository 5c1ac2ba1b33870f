//! `GenerateDataKey`: a data key, in plaintext and wrapped.
//!
//! Refused as [`data_key`](super::data_key) says.

use super::KmsOutput;
use super::attempt::Attempt;
use super::data_key::{DataKeyRequest, Generated};
use crate::kms::action::Action;
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Makes a data key: once in the clear, once wrapped under a key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(
    AccessDeniedException,
    DisabledException,
    DryRunOperationException,
    InvalidArnException,
    InvalidGrantTokenException,
    KMSInvalidStateException,
    NotFoundException,
    ValidationException
))]
#[operation(refused(Recipient: ANY))]
pub struct GenerateDataKey {
    /// Which data key, under which KMS key.
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
