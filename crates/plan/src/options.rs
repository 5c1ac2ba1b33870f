//! What an option asks for that AWS's operation does not have. AWS keeps some rules by having no parameter for what they
//! forbid: the CLI answers "Unknown options", and here is what was wanted.

use playground_core::ops::rds::RdsOp;
use playground_core::rules::RuleId;

use crate::question::Question;

/// What was wanted of an operation that has no option for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A cluster without encryption, of one that has it.
    Decryption,
    /// Encryption for a cluster without it.
    Encryption,
    /// Another key for a cluster.
    OtherKey,
    /// Encryption for a cluster that has it.
    EncryptionAgain,
    /// An encrypted snapshot of a cluster without encryption.
    EncryptedSnapshot,
    /// A snapshot with encryption of its own.
    SnapshotEncryption,
    /// A restore that encrypts without a key.
    EncryptedRestore,
    /// A restore of something encrypted that is not encrypted.
    DecryptedRestore,
    /// A restore of something without encryption that is not encrypted either.
    PlainRestore,
}

impl Wanted {
    /// What the options that its operation does not have ask for, if they are about encryption.
    pub fn of(question: &Question<'_>) -> Option<Self> {
        let unknown = |name: &str| question.asked.unknown(name).is_some();
        let switches_on = unknown("--storage-encrypted") || unknown("--kms-key-id");
        let switches_off = unknown("--no-storage-encrypted");
        let encrypted = question.cluster().is_none_or(|cluster| cluster.encryption.key().is_some());
        match question.rds()? {
            RdsOp::ModifyDBCluster(_) if switches_off => Some(Self::Decryption),
            RdsOp::ModifyDBCluster(_) if switches_on && !encrypted => Some(Self::Encryption),
            RdsOp::ModifyDBCluster(_) if unknown("--kms-key-id") => Some(Self::OtherKey),
            RdsOp::ModifyDBCluster(_) if switches_on => Some(Self::EncryptionAgain),
            RdsOp::CreateDBClusterSnapshot(_) if switches_on && !encrypted => Some(Self::EncryptedSnapshot),
            RdsOp::CreateDBClusterSnapshot(_) if switches_on || switches_off => {
                Some(Self::SnapshotEncryption)
            }
            RdsOp::RestoreDBClusterFromSnapshot(_) if unknown("--storage-encrypted") => {
                Some(Self::EncryptedRestore)
            }
            RdsOp::RestoreDBClusterFromSnapshot(input) if switches_off => {
                let snapshot = question.snapshot(&input.snapshot);
                let plain = snapshot.is_some_and(|snapshot| snapshot.encryption.key().is_none());
                Some(if plain { Self::PlainRestore } else { Self::DecryptedRestore })
            }
            _ => None,
        }
    }

    /// The rule that says why there is no such option.
    pub const fn rule(self) -> RuleId {
        match self {
            Self::Decryption => RuleId::L01,
            Self::Encryption => RuleId::L04,
            Self::OtherKey => RuleId::E04,
            Self::EncryptionAgain => RuleId::E01,
            Self::EncryptedSnapshot => RuleId::L02,
            Self::SnapshotEncryption => RuleId::L03,
            Self::EncryptedRestore => RuleId::L05,
            Self::DecryptedRestore => RuleId::L12,
            Self::PlainRestore => RuleId::N07,
        }
    }
}
