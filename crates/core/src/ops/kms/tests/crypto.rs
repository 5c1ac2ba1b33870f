//! Encryption and decryption, data keys, random bytes, dry runs.

use super::super::*;
use super::*;
use crate::kms::ciphertext;

fn context(pairs: &[(&str, &str)]) -> EncryptionContext {
    EncryptionContext::new(pairs.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect()).unwrap()
}

#[test]
fn the_context_is_part_of_the_lock_and_its_order_is_not() {
    let (mut lab, key) = Lab::with_key();
    let sealed = context(&[("a", "1"), ("b", "2")]);
    let blob = lab.encrypt(&key, &sealed);
    for (other, opens) in [
        (context(&[("b", "2"), ("a", "1")]), true),
        (context(&[("a", "1")]), false),
        (context(&[("a", "1"), ("B", "2")]), false),
        (context(&[("a", "1b2")]), false),
        (none(), false),
    ] {
        let answer = lab.run(decrypt(&blob, None, &other));
        assert_eq!(answer.is_ok(), opens, "{other}");
        if let Err(refusal) = answer {
            assert_eq!((refusal.code().name(), &*refusal.message()), ("InvalidCiphertextException", ""));
        }
    }
}

#[test]
fn two_forks_of_a_session_do_not_share_an_iv() {
    let (mut lab, key) = Lab::with_key();
    let before = lab.world.clone();
    let [one, again, other] = [none(), none(), context(&[("a", "b")])].map(|context| {
        lab.world = before.clone();
        lab.encrypt(&key, &context)
    });
    assert_eq!(one, again);
    let random = |blob| ciphertext::parse(blob).map(|header| (*header.n, *header.iv)).unwrap();
    assert_ne!(random(&one).0, random(&other).0);
    assert_ne!(random(&one).1, random(&other).1);
}

#[test]
fn any_flipped_bit_is_an_invalid_ciphertext() {
    let (mut lab, key) = Lab::with_key();
    let blob = lab.encrypt(&key, &none());
    for byte in 0..blob.len() {
        let mut bad = blob.to_vec();
        bad[byte] ^= 1 << (byte % 8);
        for named in [None, Some(arn(&key))] {
            let words = lab.refused("default", decrypt(&bad, named, &none()));
            assert_eq!(words, "InvalidCiphertextException: ", "byte {byte}");
        }
    }
    assert!(lab.run(decrypt(&blob, None, &none())).is_ok());
}

#[test]
fn naming_the_key_is_a_precaution() {
    let (mut lab, key) = Lab::with_key();
    let other = lab.create_key(US);
    let blob = lab.encrypt(&key, &none());
    assert!(lab.run(decrypt(&blob, Some(arn(&key)), &none())).is_ok());
    assert_eq!(
        lab.refused("default", decrypt(&blob, Some(arn(&other)), &none())),
        "IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation."
    );
    let refusal = lab.at("default", EU, decrypt(&blob, None, &none())).unwrap_err();
    assert_eq!(refusal.code().name(), "AccessDeniedException");
    let words = lab.refused("dev", decrypt(&blob, None, &none()));
    assert!(words.starts_with("AccessDeniedException: The ciphertext refers to"), "{words}");
    let words = lab.refused("dev", decrypt(&blob, Some(arn(&key)), &none()));
    assert!(words.ends_with("because no identity-based policy allows the kms:Decrypt action"), "{words}");
}

#[test]
fn plaintexts_have_1_to_4096_bytes() {
    let (mut lab, key) = Lab::with_key();
    for (length, words) in [
        (0, "Member must have length greater than or equal to 1"),
        (1, ""),
        (4096, ""),
        (4097, "Member must have length less than or equal to 4096"),
    ] {
        let op = KmsOp::Encrypt(encrypt::Encrypt {
            key: arn(&key),
            plaintext: Plaintext::new(&vec![7; length]),
            context: none(),
            tokens: Vec::new(),
            dry_run: false,
        });
        let answer = lab.run(op).err().map_or_else(String::new, |refusal| refusal.message());
        assert!(answer.ends_with(words) && answer.is_empty() == words.is_empty(), "{length} {answer}");
    }
}

fn data_key(key: &KeyArn, key_spec: Option<&str>, bytes: Option<i64>) -> data_key::DataKeyRequest {
    data_key::DataKeyRequest {
        key: arn(key),
        context: none(),
        key_spec: key_spec.map(Rc::from),
        bytes,
        tokens: Vec::new(),
        dry_run: false,
    }
}

#[test]
fn a_data_key_has_one_length_and_its_wrapped_form_opens_to_it() {
    let (mut lab, key) = Lab::with_key();
    for (spec, bytes, length) in [
        (Some("AES_256"), None, Some(32)),
        (Some("AES_128"), None, Some(16)),
        (None, Some(64), Some(64)),
        (None, None, None),
        (Some("AES_256"), Some(32), None),
    ] {
        let request = data_key(&key, spec, bytes);
        let answer = lab.run(generate_data_key::GenerateDataKey { request }.into());
        let Ok(KmsOutput::DataKey { blob, plaintext: Some(plaintext), .. }) = answer else {
            assert_eq!(length, None, "{spec:?} {bytes:?}");
            assert_eq!(answer.unwrap_err().code().name(), "ValidationException");
            continue;
        };
        assert_eq!(Some(plaintext.reveal().len()), length);
        match lab.run(decrypt(&blob, None, &none())).unwrap() {
            KmsOutput::Decrypted { plaintext: opened, .. } => assert_eq!(opened, plaintext),
            other => panic!("{other:?}"),
        }
    }
    let request = data_key(&key, Some("AES_256"), None);
    let without = generate_data_key_without_plaintext::GenerateDataKeyWithoutPlaintext { request };
    match lab.run(without.into()).unwrap() {
        KmsOutput::DataKey { plaintext, .. } => assert_eq!(plaintext, None),
        other => panic!("{other:?}"),
    }
}

#[test]
fn re_encrypt_moves_a_ciphertext_and_needs_both_halves_of_the_permission() {
    let (mut lab, from) = Lab::with_key();
    let to = lab.create_key(US);
    let (old, new) = (context(&[("a", "1")]), context(&[("b", "2")]));
    let blob = lab.encrypt(&from, &old);
    let move_it = |source_context: &EncryptionContext, destination: KeyRef| {
        KmsOp::ReEncrypt(re_encrypt::ReEncrypt {
            blob: blob.clone(),
            source_context: source_context.clone(),
            source_key: None,
            destination_key: destination,
            destination_context: new.clone(),
            tokens: Vec::new(),
            dry_run: false,
        })
    };
    assert_eq!(lab.refused("default", move_it(&new, arn(&to))), "InvalidCiphertextException: ");
    let KmsOutput::ReEncrypted { blob: moved, source, destination, .. } =
        lab.run(move_it(&old, arn(&to))).unwrap()
    else {
        panic!()
    };
    assert_eq!((source, destination), (from.clone(), to.clone()));
    assert!(lab.run(decrypt(&moved, Some(arn(&to)), &new)).is_ok());

    let root = "111122223333";
    for (denied_on, action) in [(&from, "kms:ReEncryptFrom"), (&to, "kms:ReEncryptTo")] {
        let admin = "arn:aws:iam::111122223333:user/admin";
        let both = vec![statement(Effect::Allow, root, "kms:*"), statement(Effect::Deny, admin, action)];
        lab.run(put_policy(denied_on, both)).unwrap();
        assert!(lab.refused("default", move_it(&old, arn(&to))).starts_with("AccessDeniedException"));
        lab.run(put_policy(denied_on, vec![statement(Effect::Allow, root, "kms:*")])).unwrap();
    }
    assert!(lab.run(move_it(&old, arn(&to))).is_ok());
    lab.run(disable(&to)).unwrap();
    assert!(lab.refused("default", move_it(&old, arn(&to))).ends_with(" is disabled."));
}

#[test]
fn a_dry_run_ends_in_an_error_that_says_it_would_have_worked() {
    let (mut lab, key) = Lab::with_key();
    let blob = lab.encrypt(&key, &none());
    let dry = |context: EncryptionContext| {
        KmsOp::Decrypt(decrypt::Decrypt {
            blob: blob.clone(),
            context,
            tokens: Vec::new(),
            key: None,
            dry_run: true,
        })
    };
    assert_eq!(
        lab.refused("default", dry(none())),
        "DryRunOperationException: The request would have succeeded, but the DryRun option is set."
    );
    assert_eq!(lab.refused("default", dry(context(&[("a", "1")]))), "InvalidCiphertextException: ");
    let before = lab.world.grants.size();
    let mut grant = super::grants::create(&key, "dev", &["Decrypt"]);
    grant.dry_run = true;
    assert!(lab.refused("default", KmsOp::CreateGrant(grant)).starts_with("DryRunOperationException"));
    assert_eq!(lab.world.grants.size(), before);
}

#[test]
fn random_bytes() {
    let mut lab = Lab::new();
    for (bytes, words) in [(None, "NumberOfBytes is required."), (Some(1), ""), (Some(1024), "")] {
        let answer = lab.run(KmsOp::GenerateRandom(generate_random::GenerateRandom { bytes }));
        assert_eq!(answer.err().map_or_else(String::new, |refusal| refusal.message()), words, "{bytes:?}");
    }
    let random = KmsOp::GenerateRandom(generate_random::GenerateRandom { bytes: Some(8) });
    assert_eq!(
        lab.refused("dev", random),
        "AccessDeniedException: User: arn:aws:iam::111122223333:user/dev is not authorized to perform: \
         kms:GenerateRandom because no identity-based policy allows the kms:GenerateRandom action"
    );
}
