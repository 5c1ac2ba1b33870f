//! `GenerateRandom`. The bytes are derived from the world's seed, like everything random here.
//!
//! Refused, in this order: no number of bytes, or one that is not 1 to 1,024; no IAM permission.

use super::attempt::Attempt;
use super::{KmsOutput, Plaintext};
use crate::env::Purpose;
use crate::kms::action::Action;
use crate::kms::refusal::KmsRefusal;
use crate::ops::Tx;
use crate::refusal::{Refusal, Source};

/// Returns random bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Operation)]
#[operation(errors(AccessDeniedException, ValidationException))]
#[operation(refused(CustomKeyStoreId))]
#[operation(refused(since(Y2026): Recipient: ANY))]
pub struct GenerateRandom {
    /// The number of bytes.
    #[member(NumberOfBytes, range(1..=1024))]
    pub bytes: Option<i64>,
}

impl GenerateRandom {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let missing = KmsRefusal::Needed { member: "NumberOfBytes", source: Source::Aws };
        let length = self.bytes.ok_or(missing)?;
        at.by_identity(tx, Action::GenerateRandom, None)?;
        let mut bytes = vec![0; usize::try_from(length).unwrap_or_default()];
        tx.env.fill(Purpose::Random, &mut bytes);
        Ok(KmsOutput::Random(Plaintext::new(&bytes)))
    }
}
