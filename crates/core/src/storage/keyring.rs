//! The wrapped keys that a volume is stored with, and the plaintext keys that a running host holds.

use std::rc::Rc;

use super::page::VolumeId;
use crate::crypto::keys::{DataKey, WrappedDataKey};
use crate::ids::KeyArn;
use crate::kms::context::EncryptionContext;
use crate::map::Map;

/// A wrapped data key, stored beside the pages it opens.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct KeySlot {
    /// The volume whose data key it is. Pages sealed with it name that volume.
    pub volume: VolumeId,
    /// The data key, wrapped under the KMS key.
    pub wrapped: WrappedDataKey,
    /// The KMS key.
    pub key: KeyArn,
    /// The encryption context it was wrapped with.
    pub context: EncryptionContext,
}

/// The plaintext data keys in the memory of a running host, which it got from KMS. Nothing on a disk holds
/// one.
#[derive(Clone, Debug, Default, PartialEq, Eq, StableHash)]
pub struct KeyRing(Map<VolumeId, Rc<DataKey>>);

impl KeyRing {
    /// A key ring without keys, like that of a thief or of a host that KMS refuses.
    pub fn new() -> Self {
        Self::default()
    }

    /// The key ring with the key of one more volume.
    #[must_use]
    pub fn with(&self, volume: VolumeId, key: Rc<DataKey>) -> Self {
        Self(self.0.insert(volume, key))
    }

    /// The data key of a volume.
    pub fn get(&self, volume: VolumeId) -> Option<&Rc<DataKey>> {
        self.0.get(&volume)
    }

    /// Returns whether it holds no key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
