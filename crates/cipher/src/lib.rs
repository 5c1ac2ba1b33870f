//! AES-256-GCM (NIST SP 800-38D) with a 96-bit IV and a 128-bit tag, behind two functions.
//!
//! The whole project seals and opens through these two, so the cipher is compiled once. A crate of its own, because
//! aes-gcm is generic: it is optimised as the crate that uses it is, and the rest is optimised for size (ten times
//! slower here). `playground_core::crypto::gcm` is this crate. Nothing here
//! chooses an IV: who seals must know why its IV is new under that key.

use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, Nonce, Tag};

/// Bytes of a key.
pub const KEY_LEN: usize = 32;
/// Bytes of an IV.
pub const IV_LEN: usize = 12;
/// Bytes of an authentication tag.
pub const TAG_LEN: usize = 16;

/// The tag does not fit: another key, another IV, other associated data, or changed bytes.
/// GCM cannot tell these apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unauthentic;

/// Encrypts `data` in place and returns the tag over it and over `aad`.
#[inline(never)]
pub fn seal(key: &[u8; KEY_LEN], iv: &[u8; IV_LEN], aad: &[u8], data: &mut [u8]) -> [u8; TAG_LEN] {
    let cipher = Aes256Gcm::new(key.into());
    match cipher.encrypt_inout_detached(&Nonce::from(*iv), aad, data.into()) {
        Ok(tag) => tag.into(),
        Err(_) => unreachable!("GCM takes 64 GiB, more than memory holds"),
    }
}

/// Decrypts `data` in place if `tag` fits; otherwise leaves `data` as it was.
#[inline(never)]
pub fn open(
    key: &[u8; KEY_LEN],
    iv: &[u8; IV_LEN],
    aad: &[u8],
    data: &mut [u8],
    tag: &[u8; TAG_LEN],
) -> Result<(), Unauthentic> {
    let cipher = Aes256Gcm::new(key.into());
    cipher
        .decrypt_inout_detached(&Nonce::from(*iv), aad, data.into(), &Tag::from(*tag))
        .map_err(|_| Unauthentic)
}
