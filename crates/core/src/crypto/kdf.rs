//! Key derivation: the KDF in counter mode of NIST SP 800-108r1 (section 4.1) with HMAC-SHA256.
//!
//! The counter has 32 bits and is placed before the fixed input data. KMS derives the key of each message
//! this way, and `storage` the key of a replication link.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, zeroize_stack};

/// Bytes of the stack that are wiped after a key was drawn or derived: more than the functions beneath take.
pub(super) const STACK: usize = 8192;

/// HMAC-SHA256 over the concatenation of `parts`.
#[inline(never)]
pub fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        unreachable!("HMAC takes keys of every length")
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Fills `out` with the key derived from `key` for `label` and `context`.
///
/// The fixed input data is `label ‖ 0x00 ‖ context ‖ [L]₃₂`, L being the length of `out` in bits, as
/// section 4 recommends. A label must hold no zero byte, or two labels could be read as one.
pub fn derive(key: &[u8], label: &[u8], context: &[u8], out: &mut [u8]) {
    debug_assert!(!label.contains(&0), "a label holds no zero byte");
    let bits = u32::try_from(out.len().saturating_mul(8)).unwrap_or(u32::MAX);
    derive_with(key, &[label, &[0], context, &bits.to_be_bytes()], out);
}

/// Like [`derive()`], with the fixed input data given in parts: for test vectors, and for formats that define
/// their own.
pub fn derive_with(key: &[u8], fixed_input: &[&[u8]], out: &mut [u8]) {
    let fixed_input = fixed_input.concat();
    for (counter, block) in (1_u32..).zip(out.chunks_mut(32)) {
        let mut k = hmac_sha256(key, &[&counter.to_be_bytes(), &fixed_input]);
        block.iter_mut().zip(&k).for_each(|(to, from)| *to = *from);
        k.zeroize();
    }
    // HMAC wipes itself, but not what it was moved from.
    zeroize_stack::<STACK>();
}
