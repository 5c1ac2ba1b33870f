//! AES-256-GCM by `aes-gcm`, which takes the processor's instructions for it where there are some.

use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, Nonce, Tag};

use crate::{IV_LEN, KEY_LEN, TAG_LEN, Unauthentic};

/// A key, expanded.
pub(crate) struct Gcm(Aes256Gcm);

impl Gcm {
    pub(crate) fn new(key: &[u8; KEY_LEN]) -> Box<Self> {
        Box::new(Self(Aes256Gcm::new(key.into())))
    }

    pub(crate) fn seal(&self, iv: &[u8; IV_LEN], aad: &[u8], data: &mut [u8]) -> [u8; TAG_LEN] {
        match self.0.encrypt_inout_detached(&Nonce::from(*iv), aad, data.into()) {
            Ok(tag) => tag.into(),
            Err(_) => unreachable!("GCM takes 64 GiB, more than memory holds"),
        }
    }

    pub(crate) fn open(
        &self,
        iv: &[u8; IV_LEN],
        aad: &[u8],
        data: &mut [u8],
        tag: &[u8; TAG_LEN],
    ) -> Result<(), Unauthentic> {
        self.0
            .decrypt_inout_detached(&Nonce::from(*iv), aad, data.into(), &Tag::from(*tag))
            .map_err(|_| Unauthentic)
    }
}
