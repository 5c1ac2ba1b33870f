//! GHASH (NIST SP 800-38D, 6.4), four blocks at once, in registers of 128 bits.
//!
//! A product with a power of the hash key H is looked up, nibble by nibble of the other factor, but not in memory: the
//! sixteen values that a byte of it may have lie in a register, and `i8x16.swizzle` picks sixteen of them at once. So no
//! address depends on a secret, nor does the time: the instruction is `pshufb` on x86 and `tbl` on ARM. `polyval`, behind
//! `aes-gcm`, multiplies integers with holes between their bits instead, which takes five times as long here.
//!
//! A block's first bit is the coefficient of x⁰, so multiplying by x shifts to the right, from a byte into the next.

use core::arch::wasm32::{
    i8x16_shuffle, i8x16_swizzle, u8x16, u8x16_shl, u8x16_shr, u8x16_splat, u64x2, v128, v128_and, v128_xor,
};

use zeroize::optimization_barrier;

use super::{BLOCK, from_bytes, padded, to_bytes};

const ZERO: v128 = u64x2(0, 0);

/// The products of one factor with each nibble. Row `i` holds byte `i` of the sixteen products: first with the nibble as
/// the upper half of a block's first byte, then as its lower half.
type Table = [[v128; 2]; 16];

/// H⁴, H³, H² and H.
pub(super) struct Ghash([Table; 4]);

impl Ghash {
    /// Without a key yet.
    pub(super) fn empty() -> Self {
        Self([[[ZERO; 2]; 16]; 4])
    }

    /// Takes the hash key.
    #[target_feature(enable = "simd128")]
    pub(super) fn expand(&mut self, h: v128) {
        let mut power = h;
        for exponent in 1..=4 {
            if let Some(table) = self.0.iter_mut().nth_back(exponent - 1) {
                fill(table, power);
            }
            power = self.fold([ZERO, ZERO, ZERO, power]);
        }
    }

    /// The sum after some bytes, of which a last block that is not whole counts with zeros behind.
    #[target_feature(enable = "simd128")]
    pub(super) fn absorb(&self, mut sum: v128, bytes: &[u8]) -> v128 {
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let (fours, blocks) = blocks.as_chunks::<4>();
        for [a, b, c, d] in fours {
            let [a, b, c, d] = [from_bytes(a), from_bytes(b), from_bytes(c), from_bytes(d)];
            sum = self.fold([v128_xor(sum, a), b, c, d]);
        }
        for block in blocks {
            sum = self.fold([ZERO, ZERO, ZERO, v128_xor(sum, from_bytes(block))]);
        }
        if !rest.is_empty() {
            sum = self.fold([ZERO, ZERO, ZERO, v128_xor(sum, padded(rest))]);
        }
        sum
    }

    /// `a`·H⁴ + `b`·H³ + `c`·H² + `d`·H. The products are summed before the sum is reduced.
    #[inline]
    #[target_feature(enable = "simd128")]
    fn fold(&self, [a, b, c, d]: [v128; 4]) -> v128 {
        let [h4, h3, h2, h1] = &self.0;
        let [a, b, c, d] = [nibbles(a), nibbles(b), nibbles(c), nibbles(d)];
        // The sum's bytes 0 to 15 and 16 to 31.
        let (mut low, mut high) = (ZERO, ZERO);
        for (((h4, h3), h2), h1) in h4.iter().zip(h3).zip(h2).zip(h1).rev() {
            high = i8x16_shuffle::<15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30>(low, high);
            low = next_byte(low);
            let ab = v128_xor(pick(h4, a), pick(h3, b));
            let cd = v128_xor(pick(h2, c), pick(h1, d));
            low = v128_xor(low, v128_xor(ab, cd));
        }
        // x¹²⁸ = 1 + x + x² + x⁷, and bytes 16 to 30 hold something.
        let shifted = v128_xor(v128_xor(u8x16_shr(high, 1), u8x16_shr(high, 2)), u8x16_shr(high, 7));
        let from = next_byte(high);
        let carried = v128_xor(v128_xor(u8x16_shl(from, 7), u8x16_shl(from, 6)), u8x16_shl(from, 1));
        v128_xor(v128_xor(low, high), v128_xor(shifted, carried))
    }
}

impl Drop for Ghash {
    fn drop(&mut self) {
        self.0 = [[[ZERO; 2]; 16]; 4];
        optimization_barrier(self);
    }
}

/// Fills a table for one factor.
#[target_feature(enable = "simd128")]
fn fill(table: &mut Table, factor: v128) {
    let f0 = u128::from_be_bytes(to_bytes(factor));
    let f1 = times_x(f0);
    let f2 = times_x(f1);
    let f3 = times_x(f2);
    let f4 = times_x(f3);
    let f5 = times_x(f4);
    let f6 = times_x(f5);
    let f7 = times_x(f6);
    for ([upper, lower], at) in table.iter_mut().zip((0..).step_by(8)) {
        *upper = sums([f0, f1, f2, f3].map(|product| product.rotate_left(at)));
        *lower = sums([f4, f5, f6, f7].map(|product| product.rotate_left(at)));
    }
}

/// The first bytes of the sums of some of the four products: lane `n` has those whose bit is set in `n`, highest bit first.
#[inline]
#[target_feature(enable = "simd128")]
fn sums(products: [u128; 4]) -> v128 {
    let [[a, ..], [b, ..], [c, ..], [d, ..]] = products.map(u128::to_be_bytes);
    let a = v128_and(u8x16_splat(a), u8x16(0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255));
    let b = v128_and(u8x16_splat(b), u8x16(0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 255, 255, 255, 255));
    let c = v128_and(u8x16_splat(c), u8x16(0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255));
    let d = v128_and(u8x16_splat(d), u8x16(0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255));
    v128_xor(v128_xor(a, b), v128_xor(c, d))
}

fn times_x(product: u128) -> u128 {
    (product >> 1) ^ ((product & 1).wrapping_neg() & (0xe1 << 120))
}

/// The upper and the lower halves of sixteen bytes.
#[inline]
#[target_feature(enable = "simd128")]
fn nibbles(x: v128) -> [v128; 2] {
    [u8x16_shr(x, 4), v128_and(x, u8x16_splat(15))]
}

/// One byte of sixteen products.
#[inline]
#[target_feature(enable = "simd128")]
fn pick([upper, lower]: &[v128; 2], [high, low]: [v128; 2]) -> v128 {
    v128_xor(i8x16_swizzle(*upper, high), i8x16_swizzle(*lower, low))
}

/// Each byte in the place of the one after it.
#[inline]
#[target_feature(enable = "simd128")]
fn next_byte(x: v128) -> v128 {
    i8x16_shuffle::<15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30>(ZERO, x)
}
