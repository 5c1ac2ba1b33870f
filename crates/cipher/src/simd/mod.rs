//! AES-256-GCM for WebAssembly: counter mode and GHASH (NIST SP 800-38D, 7.1 and 7.2) over registers of 128 bits.
//!
//! `aes-gcm` takes another block cipher, but no other GHASH, and the two cost about the same: so the mode that joins
//! them is here as well. Tests compare it with `aes-gcm` in the same browser, and with NIST's and Wycheproof's vectors.

mod aes;
mod ghash;
mod sbox;

use core::arch::wasm32::{u32x4_replace_lane, u64x2, u64x2_extract_lane, v128, v128_any_true, v128_xor};

use aes::Aes256;
use ghash::Ghash;

use crate::{IV_LEN, KEY_LEN, TAG_LEN, Unauthentic};

const ZERO: v128 = u64x2(0, 0);

/// Bytes of a block.
const BLOCK: usize = 16;

/// A key, expanded.
pub(crate) struct Gcm {
    aes: Aes256,
    ghash: Ghash,
}

impl Gcm {
    /// Expands a key, in its place on the heap: the stack gets no copy to be moved from.
    #[target_feature(enable = "simd128")]
    pub(crate) fn new(key: &[u8; KEY_LEN]) -> Box<Self> {
        let mut gcm = Box::new(Self { aes: Aes256::empty(), ghash: Ghash::empty() });
        gcm.aes.expand(key);
        let [h, ..] = gcm.aes.encrypt([ZERO; 8]);
        gcm.ghash.expand(h);
        gcm
    }

    #[target_feature(enable = "simd128")]
    pub(crate) fn seal(&self, iv: &[u8; IV_LEN], aad: &[u8], data: &mut [u8]) -> [u8; TAG_LEN] {
        let counters = Counters::new(iv);
        let start = self.aes.encrypt(counters.eight(1));
        self.encrypt(counters, &start, data);
        to_bytes(self.tag(&start, aad, data))
    }

    #[target_feature(enable = "simd128")]
    pub(crate) fn open(
        &self,
        iv: &[u8; IV_LEN],
        aad: &[u8],
        data: &mut [u8],
        tag: &[u8; TAG_LEN],
    ) -> Result<(), Unauthentic> {
        let counters = Counters::new(iv);
        let start = self.aes.encrypt(counters.eight(1));
        if v128_any_true(v128_xor(self.tag(&start, aad, data), from_bytes(tag))) {
            return Err(Unauthentic);
        }
        self.encrypt(counters, &start, data);
        Ok(())
    }

    /// Adds the key stream to the data, both ways. `start` is the stream from counter 1 on; the data's begins with 2.
    #[target_feature(enable = "simd128")]
    fn encrypt(&self, counters: Counters, start: &[v128; 8], data: &mut [u8]) {
        let [_, start @ ..] = start;
        let (head, rest) = data.split_at_mut(data.len().min(start.len() * BLOCK));
        add(head, start);
        for (chunk, counter) in rest.chunks_mut(8 * BLOCK).zip((9..).step_by(8)) {
            add(chunk, &self.aes.encrypt(counters.eight(counter)));
        }
    }

    /// The tag over associated data and ciphertext.
    #[target_feature(enable = "simd128")]
    fn tag(&self, [mask, ..]: &[v128; 8], aad: &[u8], data: &[u8]) -> v128 {
        let bits = |bytes: &[u8]| (bytes.len() as u64 * 8).swap_bytes();
        let lengths = u64x2(bits(aad), bits(data));
        let sum = self.ghash.absorb(self.ghash.absorb(ZERO, aad), data);
        v128_xor(self.ghash.absorb(sum, &to_bytes(lengths)), *mask)
    }
}

/// The counter blocks of one IV.
#[derive(Clone, Copy)]
struct Counters(v128);

impl Counters {
    #[target_feature(enable = "simd128")]
    fn new(iv: &[u8; IV_LEN]) -> Self {
        Self(padded(iv))
    }

    /// Eight of them, from a counter on.
    #[inline]
    #[target_feature(enable = "simd128")]
    fn eight(self, first: u32) -> [v128; 8] {
        let block = |at: u32| u32x4_replace_lane::<3>(self.0, first.wrapping_add(at).swap_bytes());
        [block(0), block(1), block(2), block(3), block(4), block(5), block(6), block(7)]
    }
}

/// Adds blocks to data, which may end before them and within one.
#[inline]
#[target_feature(enable = "simd128")]
fn add(data: &mut [u8], blocks: &[v128]) {
    for (bytes, block) in data.chunks_mut(BLOCK).zip(blocks) {
        if let Ok(bytes) = <&mut [u8; BLOCK]>::try_from(&mut *bytes) {
            *bytes = to_bytes(v128_xor(from_bytes(bytes), *block));
        } else {
            bytes.iter_mut().zip(to_bytes(*block)).for_each(|(to, key)| *to ^= key);
        }
    }
}

/// A block, whose bytes are in a register's order.
#[inline]
#[target_feature(enable = "simd128")]
#[expect(clippy::cast_possible_truncation, reason = "one half, then the other")]
fn from_bytes(bytes: &[u8; BLOCK]) -> v128 {
    let bytes = u128::from_le_bytes(*bytes);
    u64x2(bytes as u64, (bytes >> 64) as u64)
}

/// Up to a block, with zeros behind.
#[inline]
#[target_feature(enable = "simd128")]
fn padded(bytes: &[u8]) -> v128 {
    let mut block = [0; BLOCK];
    block.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    from_bytes(&block)
}

#[inline]
#[target_feature(enable = "simd128")]
fn to_bytes(block: v128) -> [u8; BLOCK] {
    let [low, high] = [u64x2_extract_lane::<0>(block), u64x2_extract_lane::<1>(block)];
    (u128::from(low) | u128::from(high) << 64).to_le_bytes()
}
