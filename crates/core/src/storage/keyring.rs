//! Which keys a volume is stored with, and which of them a running host holds in plaintext.

use std::rc::Rc;

use super::page::VolumeId;
use crate::crypto::keys::{DataKey, WrappedDataKey};
use crate::ids::KeyArn;
use crate::kms::context::EncryptionContext;
use crate::map::Map;

/// A wrapped data key, stored beside the pages it opens.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct KeySlot {
    /// The volume whose data key this is: it sealed the pages that name it.
    pub volume: VolumeId,
    /// The data key under the KMS key.
    pub wrapped: WrappedDataKey,
    /// The KMS key.
    pub key: KeyArn,
    /// The encryption context it was wrapped with.
    pub context: EncryptionContext,
}

/// The plaintext data keys in the memory of a running host: those it got from KMS. Nothing that lies on a
/// disk holds one.
#[derive(Clone, Debug, Default, PartialEq, Eq, StableHash)]
pub struct KeyRing(Map<VolumeId, Rc<DataKey>>);

impl KeyRing {
    /// Without keys: what a thief has, and a host that KMS refuses.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a volume's key.
    #[must_use]
    pub fn with(&self, volume: VolumeId, key: Rc<DataKey>) -> Self {
        Self(self.0.insert(volume, key))
    }

    /// The data key of a volume.
    pub fn get(&self, volume: VolumeId) -> Option<&Rc<DataKey>> {
        self.0.get(&volume)
    }

    /// Whether it holds no key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
