//! The S-box of AES as a circuit: Boyar's and Peralta's of 113 gates
//! (<http://www.cs.yale.edu/homes/peralta/CircuitStuff/SLP_AES_113.txt>), in the order in which `aes` has it.

#![expect(
    clippy::similar_names,
    clippy::too_many_lines,
    reason = "a circuit: its wires have the names of the paper"
)]

use core::arch::wasm32::{v128_and, v128_xor};

use super::aes::Planes;

/// What FIPS 197 adds to each byte that leaves the S-box, and the circuit does not: it is in the round keys instead.
pub(super) const AFFINE: u8 = 0x63;

/// `SubBytes`, all but [`AFFINE`].
#[inline]
#[target_feature(enable = "simd128")]
pub(super) fn sub_bytes(state: &mut Planes) {
    let [u7, u6, u5, u4, u3, u2, u1, u0] = *state;
    let y14 = v128_xor(u3, u5);
    let y13 = v128_xor(u0, u6);
    let y12 = v128_xor(y13, y14);
    let t1 = v128_xor(u4, y12);
    let y15 = v128_xor(t1, u5);
    let t2 = v128_and(y12, y15);
    let y6 = v128_xor(y15, u7);
    let y20 = v128_xor(t1, u1);
    let y9 = v128_xor(u0, u3);
    let y11 = v128_xor(y20, y9);
    let t12 = v128_and(y9, y11);
    let y7 = v128_xor(u7, y11);
    let y8 = v128_xor(u0, u5);
    let t0 = v128_xor(u1, u2);
    let y10 = v128_xor(y15, t0);
    let y17 = v128_xor(y10, y11);
    let t13 = v128_and(y14, y17);
    let t14 = v128_xor(t13, t12);
    let y19 = v128_xor(y10, y8);
    let t15 = v128_and(y8, y10);
    let t16 = v128_xor(t15, t12);
    let y16 = v128_xor(t0, y11);
    let y21 = v128_xor(y13, y16);
    let t7 = v128_and(y13, y16);
    let y18 = v128_xor(u0, y16);
    let y1 = v128_xor(t0, u7);
    let y4 = v128_xor(y1, u3);
    let t5 = v128_and(y4, u7);
    let t6 = v128_xor(t5, t2);
    let t18 = v128_xor(t6, t16);
    let t22 = v128_xor(t18, y19);
    let y2 = v128_xor(y1, u0);
    let t10 = v128_and(y2, y7);
    let t11 = v128_xor(t10, t7);
    let t20 = v128_xor(t11, t16);
    let t24 = v128_xor(t20, y18);
    let y5 = v128_xor(y1, u6);
    let t8 = v128_and(y5, y1);
    let t9 = v128_xor(t8, t7);
    let t19 = v128_xor(t9, t14);
    let t23 = v128_xor(t19, y21);
    let y3 = v128_xor(y5, y8);
    let t3 = v128_and(y3, y6);
    let t4 = v128_xor(t3, t2);
    let t17 = v128_xor(t4, y20);
    let t21 = v128_xor(t17, t14);
    let t26 = v128_and(t21, t23);
    let t27 = v128_xor(t24, t26);
    let t31 = v128_xor(t22, t26);
    let t25 = v128_xor(t21, t22);
    let t28 = v128_and(t25, t27);
    let t29 = v128_xor(t28, t22);
    let z14 = v128_and(t29, y2);
    let z5 = v128_and(t29, y7);
    let t30 = v128_xor(t23, t24);
    let t32 = v128_and(t31, t30);
    let t33 = v128_xor(t32, t24);
    let t35 = v128_xor(t27, t33);
    let t36 = v128_and(t24, t35);
    let t38 = v128_xor(t27, t36);
    let t39 = v128_and(t29, t38);
    let t40 = v128_xor(t25, t39);
    let t43 = v128_xor(t29, t40);
    let z3 = v128_and(t43, y16);
    let tc12 = v128_xor(z3, z5);
    let z12 = v128_and(t43, y13);
    let z13 = v128_and(t40, y5);
    let z4 = v128_and(t40, y1);
    let tc6 = v128_xor(z3, z4);
    let t34 = v128_xor(t23, t33);
    let t37 = v128_xor(t36, t34);
    let t41 = v128_xor(t40, t37);
    let z8 = v128_and(t41, y10);
    let z17 = v128_and(t41, y8);
    let t44 = v128_xor(t33, t37);
    let z0 = v128_and(t44, y15);
    let z9 = v128_and(t44, y12);
    let z10 = v128_and(t37, y3);
    let z1 = v128_and(t37, y6);
    let tc5 = v128_xor(z1, z0);
    let tc11 = v128_xor(tc6, tc5);
    let z11 = v128_and(t33, y4);
    let t42 = v128_xor(t29, t33);
    let t45 = v128_xor(t42, t41);
    let z7 = v128_and(t45, y17);
    let tc8 = v128_xor(z7, tc6);
    let z16 = v128_and(t45, y14);
    let z6 = v128_and(t42, y11);
    let tc16 = v128_xor(z6, tc8);
    let z15 = v128_and(t42, y9);
    let tc20 = v128_xor(z15, tc16);
    let tc1 = v128_xor(z15, z16);
    let tc2 = v128_xor(z10, tc1);
    let tc21 = v128_xor(tc2, z11);
    let tc3 = v128_xor(z9, tc2);
    let s0 = v128_xor(tc3, tc16);
    let s3 = v128_xor(tc3, tc11);
    let s1 = v128_xor(s3, tc16);
    let tc13 = v128_xor(z13, tc1);
    let z2 = v128_and(t33, u7);
    let tc4 = v128_xor(z0, z2);
    let tc7 = v128_xor(z12, tc4);
    let tc9 = v128_xor(z8, tc7);
    let tc10 = v128_xor(tc8, tc9);
    let tc17 = v128_xor(z14, tc10);
    let s5 = v128_xor(tc21, tc17);
    let tc26 = v128_xor(tc17, tc20);
    let s2 = v128_xor(tc26, z17);
    let tc14 = v128_xor(tc4, tc12);
    let tc18 = v128_xor(tc13, tc14);
    let s6 = v128_xor(tc10, tc18);
    let s7 = v128_xor(z12, tc18);
    let s4 = v128_xor(tc14, s3);
    *state = [s7, s6, s5, s4, s3, s2, s1, s0];
}
