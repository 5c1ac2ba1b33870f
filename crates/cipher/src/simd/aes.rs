//! AES-256 (FIPS 197) of eight blocks at once, in registers of 128 bits. Encryption only: GCM needs no other.
//!
//! Bitsliced: register `i` holds bit `i` of every byte of the eight blocks, and a byte's eight bits belong to the eight
//! blocks. So the S-box is a circuit of ANDs and XORs over whole registers, and there is no table to be looked up at a
//! secret place. `aes`, which does the same with words of 64 bits, has no backend for WebAssembly's registers
//! (RustCrypto/block-ciphers#559).

use core::arch::wasm32::{
    i8x16_shuffle, u8x16_splat, u32x4, u32x4_extract_lane, u32x4_shuffle, u64x2_shl, u64x2_shr, v128,
    v128_and, v128_xor,
};

use zeroize::optimization_barrier;

use super::sbox::{AFFINE, sub_bytes};

/// The bits of eight blocks. A block's bytes lie row by row, where FIPS 197 has them column by column: rows are then turned
/// by turning lanes.
pub(super) type Planes = [v128; 8];

const ZERO: v128 = u32x4(0, 0, 0, 0);

/// The expanded key, sliced.
pub(super) struct Aes256([Planes; 15]);

impl Aes256 {
    /// Without a key yet.
    pub(super) fn empty() -> Self {
        Self([[ZERO; 8]; 15])
    }

    /// Expands a key (FIPS 197, 5.2), two round keys at a time.
    #[target_feature(enable = "simd128")]
    pub(super) fn expand(&mut self, key: &[u8; 32]) {
        let (words, _) = key.as_chunks::<4>();
        let mut w = [0; 8];
        w.iter_mut().zip(words).for_each(|(to, from)| *to = u32::from_le_bytes(*from));
        let mut constant = 1;
        let mut affine = ZERO;
        for keys in self.0.chunks_mut(2) {
            let [w0, w1, w2, w3, w4, w5, w6, w7] = w;
            for (planes, round_key) in keys.iter_mut().zip([u32x4(w0, w1, w2, w3), u32x4(w4, w5, w6, w7)]) {
                *planes = [v128_xor(round_key, affine); 8];
                slice(planes);
                affine = u8x16_splat(AFFINE);
            }
            let w0 = w0 ^ sub_word(w7.rotate_right(8)) ^ constant;
            let (w1, w2, w3) = (w0 ^ w1, w0 ^ w1 ^ w2, w0 ^ w1 ^ w2 ^ w3);
            let w4 = w4 ^ sub_word(w3);
            w = [w0, w1, w2, w3, w4, w4 ^ w5, w4 ^ w5 ^ w6, w4 ^ w5 ^ w6 ^ w7];
            constant <<= 1;
        }
    }

    /// Encrypts eight blocks.
    #[target_feature(enable = "simd128")]
    pub(super) fn encrypt(&self, blocks: [v128; 8]) -> [v128; 8] {
        let [first, middle @ .., last] = &self.0;
        let mut planes = blocks;
        slice(&mut planes);
        add(&mut planes, first);
        for round_key in middle {
            sub_bytes(&mut planes);
            shift_rows(&mut planes);
            mix_columns(&mut planes);
            add(&mut planes, round_key);
        }
        sub_bytes(&mut planes);
        shift_rows(&mut planes);
        add(&mut planes, last);
        transpose_bits(&mut planes);
        turn(&mut planes);
        planes
    }
}

impl Drop for Aes256 {
    fn drop(&mut self) {
        self.0 = [[ZERO; 8]; 15];
        optimization_barrier(self);
    }
}

/// The S-box on each byte of a word, for the key's expansion.
#[target_feature(enable = "simd128")]
fn sub_word(word: u32) -> u32 {
    let mut planes = [u32x4(word, 0, 0, 0), ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO];
    transpose_bits(&mut planes);
    sub_bytes(&mut planes);
    transpose_bits(&mut planes);
    let [word, ..] = planes;
    u32x4_extract_lane::<0>(word) ^ u32::from_ne_bytes([AFFINE; 4])
}

/// Eight blocks to their planes.
#[inline]
#[target_feature(enable = "simd128")]
fn slice(blocks: &mut Planes) {
    turn(blocks);
    transpose_bits(blocks);
}

/// Columns to rows, and rows to columns.
#[inline]
#[target_feature(enable = "simd128")]
fn turn(blocks: &mut [v128; 8]) {
    for x in blocks {
        *x = i8x16_shuffle::<0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15>(*x, *x);
    }
}

/// Swaps bit `i` of register `j` with bit `j` of register `i`, in each byte.
#[inline]
#[target_feature(enable = "simd128")]
fn transpose_bits(x: &mut [v128; 8]) {
    let [x0, x1, x2, x3, x4, x5, x6, x7] = x;
    let mask = u8x16_splat(0x55);
    for (a, b) in [(&mut *x0, &mut *x1), (&mut *x2, &mut *x3), (&mut *x4, &mut *x5), (&mut *x6, &mut *x7)] {
        swap_bits::<1>(a, b, mask);
    }
    let mask = u8x16_splat(0x33);
    for (a, b) in [(&mut *x0, &mut *x2), (&mut *x1, &mut *x3), (&mut *x4, &mut *x6), (&mut *x5, &mut *x7)] {
        swap_bits::<2>(a, b, mask);
    }
    let mask = u8x16_splat(0x0f);
    for (a, b) in [(x0, x4), (x1, x5), (x2, x6), (x3, x7)] {
        swap_bits::<4>(a, b, mask);
    }
}

/// Swaps the bits of `b` under the mask with those of `a` that lie `N` higher.
#[inline]
#[target_feature(enable = "simd128")]
fn swap_bits<const N: u32>(a: &mut v128, b: &mut v128, mask: v128) {
    let differ = v128_and(v128_xor(u64x2_shr(*a, N), *b), mask);
    *b = v128_xor(*b, differ);
    *a = v128_xor(*a, u64x2_shl(differ, N));
}

/// `AddRoundKey`.
#[inline]
#[target_feature(enable = "simd128")]
fn add(state: &mut Planes, round_key: &Planes) {
    for (x, key) in state.iter_mut().zip(round_key) {
        *x = v128_xor(*x, *key);
    }
}

/// `ShiftRows`: row `r` turns by `r` places.
#[inline]
#[target_feature(enable = "simd128")]
fn shift_rows(state: &mut Planes) {
    for x in state {
        *x = i8x16_shuffle::<0, 1, 2, 3, 5, 6, 7, 4, 10, 11, 8, 9, 15, 12, 13, 14>(*x, *x);
    }
}

/// The row below, for each row.
#[inline]
#[target_feature(enable = "simd128")]
fn below(x: v128) -> v128 {
    u32x4_shuffle::<1, 2, 3, 0>(x, x)
}

/// The row below the next, for each row.
#[inline]
#[target_feature(enable = "simd128")]
fn two_below(x: v128) -> v128 {
    u32x4_shuffle::<2, 3, 0, 1>(x, x)
}

/// `MixColumns`: each byte becomes 2·(itself + the one below) + the three below. Doubling is one bit up, and 0x1b where the
/// highest bit falls out.
#[inline]
#[target_feature(enable = "simd128")]
fn mix_columns(state: &mut Planes) {
    let [a0, a1, a2, a3, a4, a5, a6, a7] = *state;
    let [b0, b1, b2, b3] = [below(a0), below(a1), below(a2), below(a3)];
    let [b4, b5, b6, b7] = [below(a4), below(a5), below(a6), below(a7)];
    let [c0, c1, c2, c3] = [v128_xor(a0, b0), v128_xor(a1, b1), v128_xor(a2, b2), v128_xor(a3, b3)];
    let [c4, c5, c6, c7] = [v128_xor(a4, b4), v128_xor(a5, b5), v128_xor(a6, b6), v128_xor(a7, b7)];
    let three = |b, c| v128_xor(b, two_below(c));
    *state = [
        v128_xor(three(b0, c0), c7),
        v128_xor(three(b1, c1), v128_xor(c0, c7)),
        v128_xor(three(b2, c2), c1),
        v128_xor(three(b3, c3), v128_xor(c2, c7)),
        v128_xor(three(b4, c4), v128_xor(c3, c7)),
        v128_xor(three(b5, c5), c4),
        v128_xor(three(b6, c6), c5),
        v128_xor(three(b7, c7), c6),
    ];
}
