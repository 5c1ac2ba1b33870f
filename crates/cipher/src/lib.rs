//! AES-256-GCM (NIST SP 800-38D) with a 96-bit IV and a 128-bit tag, behind two functions.
//!
//! The whole project seals and opens with these two functions, so that the cipher is compiled once. It is a
//! crate of its own since aes-gcm is generic: it is optimised like the crate that uses it, and the rest is
//! optimised for size (ten times slower here). `playground_core::crypto::gcm` is this crate. Nothing here
//! chooses an IV: the caller must know why its IV is new under that key.

use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, Nonce, Tag};

/// Length of a key in bytes.
pub const KEY_LEN: usize = 32;
/// Length of an IV in bytes.
pub const IV_LEN: usize = 12;
/// Length of an authentication tag in bytes.
pub const TAG_LEN: usize = 16;

/// The tag does not match: another key, another IV, other associated data, or changed bytes. GCM can't tell
/// these apart.
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

/// Decrypts `data` in place if `tag` matches; otherwise leaves `data` unchanged.
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
