//! SHA-256 digests of values, the same natively and in WebAssembly.
//!
//! [`Sha256Hasher`] takes what [`Hash`] writes: integers as little-endian, `usize` and `isize` as 64 bits. A
//! *slice* of `usize` is the exception: the standard library writes it as raw memory, so none may be hashed.
//!
//! Digests must not change between versions, so they depend on names and never on the order of declarations:
//! our own types derive `StableHash`, which hashes names (see there), and the standard library's derive is
//! banned (`clippy.toml`). Types of the standard library are hashed as it hashes them: the variants of
//! `Option` and `Result` as 0 and 1, a collection after its length, a tuple field by field.

use core::hash::{Hash, Hasher};

use sha2::{Digest, Sha256};

/// A [`Hasher`] over SHA-256. [`Sha256Hasher::digest`] returns the whole digest, `finish` its first 64 bits.
#[derive(Clone, Debug, Default)]
pub struct Sha256Hasher(Sha256);

impl Sha256Hasher {
    /// The digest of everything written so far.
    pub fn digest(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

impl Hasher for Sha256Hasher {
    fn finish(&self) -> u64 {
        let digest: [u8; 32] = self.0.clone().finalize().into();
        let (first, _) = digest.as_chunks::<8>();
        first.first().map_or(0, |first| u64::from_be_bytes(*first))
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
    fn write_u16(&mut self, i: u16) {
        self.write(&i.to_le_bytes());
    }
    fn write_u32(&mut self, i: u32) {
        self.write(&i.to_le_bytes());
    }
    fn write_u64(&mut self, i: u64) {
        self.write(&i.to_le_bytes());
    }
    fn write_u128(&mut self, i: u128) {
        self.write(&i.to_le_bytes());
    }
    fn write_usize(&mut self, i: usize) {
        self.write(&(i as u64).to_le_bytes());
    }
    fn write_i16(&mut self, i: i16) {
        self.write(&i.to_le_bytes());
    }
    fn write_i32(&mut self, i: i32) {
        self.write(&i.to_le_bytes());
    }
    fn write_i64(&mut self, i: i64) {
        self.write(&i.to_le_bytes());
    }
    fn write_i128(&mut self, i: i128) {
        self.write(&i.to_le_bytes());
    }
    fn write_isize(&mut self, i: isize) {
        self.write(&(i as i64).to_le_bytes());
    }
}

/// The SHA-256 digest of a value, as its `Hash` implementation writes it.
pub fn digest_of<T: Hash + ?Sized>(value: &T) -> [u8; 32] {
    let mut hasher = Sha256Hasher::default();
    value.hash(&mut hasher);
    hasher.digest()
}

/// The SHA-256 digest of bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::hex;

    #[derive(StableHash)]
    enum Sample {
        Nothing,
        Some { count: usize, name: String, parts: Vec<u16> },
    }

    #[test]
    fn digest_is_the_sha256_of_a_portable_form() {
        let sample = Sample::Some { count: 3, name: "ab".into(), parts: vec![1] };
        let mut bytes = Vec::new();
        bytes.extend(0x738d_6891_u32.to_le_bytes()); // FNV-1a of "Some"
        bytes.extend(3_u64.to_le_bytes());
        bytes.extend(b"ab\xff");
        bytes.extend(0x583d_a425_u32.to_le_bytes()); // FNV-1a of "parts"
        bytes.extend(1_u64.to_le_bytes()); // length
        bytes.extend(1_u16.to_le_bytes());
        bytes.extend(0_u32.to_le_bytes()); // no more fields
        assert_eq!(digest_of(&sample), sha256(&bytes));
        assert_ne!(digest_of(&Sample::Nothing), digest_of(&sample));
    }

    #[test]
    fn sha256_of_the_standard_example() {
        // FIPS 180-4, "abc"
        assert_eq!(hex(&sha256(b"abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
