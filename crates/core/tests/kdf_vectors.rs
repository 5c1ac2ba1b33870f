//! The SP 800-108 KDF against published vectors.

#![expect(clippy::expect_used, reason = "a broken vector file is a broken test")]

use playground_core::crypto::kdf;
use playground_core::ids::hex;

fn bytes(digits: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal");
    (0..digits.len()).step_by(2).map(byte).collect()
}

#[test]
fn kdf_derives_as_nist_says() {
    let mut count = 0;
    for line in
        include_str!("vectors/kbkdf_ctr_hmac_sha256.txt").lines().filter(|line| !line.starts_with('#'))
    {
        let [key, fixed, derived] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line:?}") };
        let mut out = vec![0; derived.len() / 2];
        kdf::derive_with(&bytes(key), &[&bytes(fixed)], &mut out);
        assert_eq!(hex(&out), derived, "{line:?}");
        count += 1;
    }
    assert_eq!(count, 40);
}

#[test]
fn kdf_puts_label_context_and_length_where_sp_800_108_does() {
    let (mut named, mut spelled) = ([0; 40], [0; 40]);
    kdf::derive(&[1; 32], b"label", b"context", &mut named);
    kdf::derive_with(&[1; 32], &[b"label\0context\x00\x00\x01\x40"], &mut spelled);
    assert_eq!(named, spelled);
    let mut shorter = [0; 32];
    kdf::derive(&[1; 32], b"label", b"context", &mut shorter);
    assert_ne!(named[..32], shorter, "the length is part of the input");
}
