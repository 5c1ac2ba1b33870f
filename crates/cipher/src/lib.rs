//! AES-256-GCM (NIST SP 800-38D) with a 96-bit IV and a 128-bit tag, behind one type.
//!
//! In native code that is `aes-gcm` (`portable`). In WebAssembly it is code of our own for 128-bit registers (`simd`),
//! three times as fast there: `aes-gcm` knows neither AES nor GHASH in them. Every browser that the page runs in has
//! them, as constructed style sheets, `:has()` and `color-mix()` all came later: so there is no third way for one that
//! has not. A crate of its own, because it is compiled for speed and all else for size.
//!
//! # Constant time No branch and no address depends on a key or on what is sealed, except that a tag fits or does not.
//! In native code AES and GHASH are the processor's own instructions, or the fixsliced AES and the multiplying GHASH of
//! `aes` and `polyval`. In WebAssembly they are a circuit and lookups within registers. What a browser's compiler makes
//! of WebAssembly it promises to nobody.
//!
//! Nothing here chooses an IV: the caller must know why its IV is new under that key.

#[cfg(not(target_arch = "wasm32"))]
mod portable;
#[cfg(target_arch = "wasm32")]
mod simd;

#[cfg(not(target_arch = "wasm32"))]
use portable::Gcm;
#[cfg(target_arch = "wasm32")]
use simd::Gcm;

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

/// A key made ready: its round keys and its hash key, which are wiped when it is dropped.
pub struct Aes256Gcm(Box<Gcm>);

// Not inlined, or they would be compiled for size, as their callers are.
impl Aes256Gcm {
    /// Makes a key ready, which takes as long as sealing some hundred bytes.
    #[inline(never)]
    pub fn new(key: &[u8; KEY_LEN]) -> Self {
        Self(Gcm::new(key))
    }

    /// Encrypts `data` in place and returns the tag over it and over `aad`.
    #[inline(never)]
    pub fn seal(&self, iv: &[u8; IV_LEN], aad: &[u8], data: &mut [u8]) -> [u8; TAG_LEN] {
        self.0.seal(iv, aad, data)
    }

    /// Decrypts `data` in place if `tag` fits; otherwise leaves `data` as it was.
    #[inline(never)]
    pub fn open(
        &self,
        iv: &[u8; IV_LEN],
        aad: &[u8],
        data: &mut [u8],
        tag: &[u8; TAG_LEN],
    ) -> Result<(), Unauthentic> {
        self.0.open(iv, aad, data, tag)
    }
}
