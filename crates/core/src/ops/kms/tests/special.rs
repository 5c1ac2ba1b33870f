//! Asymmetric and HMAC keys: they can be made and described, and nothing here encrypts with them.

use super::*;
use crate::ops::kms::data_key::DataKeyRequest;
use crate::ops::kms::for_rds;
use crate::ops::kms::{create_grant, enable_key_rotation, generate_data_key, get_key_rotation_status};

fn create(spec: Option<&str>, usage: Option<&str>) -> CreateKey {
    CreateKey { spec: spec.map(Into::into), usage: usage.map(Into::into), ..CreateKey::default() }
}

/// The same with the member of 2020.
fn create_then(spec: Option<&str>, usage: Option<&str>) -> CreateKey {
    CreateKey { master_spec: spec.map(Into::into), spec: None, ..create(spec, usage) }
}

fn made(lab: &mut Lab, spec: &str, usage: &str) -> KeyArn {
    match lab.run(create(Some(spec), Some(usage)).into()).unwrap() {
        KmsOutput::Key(key) => key.arn.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_kind_of_key_and_its_use_go_together_or_are_refused() {
    let (hmac, sign, mac, encrypt) =
        (Some("HMAC_256"), Some("SIGN_VERIFY"), Some("GENERATE_VERIFY_MAC"), Some("ENCRYPT_DECRYPT"));
    let (rsa, ecc) = (Some("RSA_2048"), Some("ECC_NIST_P256"));
    for (today, asked, says) in [
        (true, create(rsa, sign), ""),
        (true, create(rsa, encrypt), ""),
        (true, create(rsa, None), "You must specify a KeyUsage value for all KMS keys"),
        (true, create(ecc, encrypt), "KeyUsage ENCRYPT_DECRYPT is not compatible with KeySpec ECC_NIST_P256"),
        (true, create(ecc, Some("KEY_AGREEMENT")), ""),
        (true, create(hmac, mac), ""),
        (true, create(hmac, sign), "KeyUsage SIGN_VERIFY is not compatible with KeySpec HMAC_256"),
        (true, create(None, sign), "KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT"),
        (true, create(Some("SYMMETRIC_DEFAULT"), encrypt), ""),
        (true, create(Some("AES_256"), encrypt), "1 validation error detected: Value 'AES_256' at 'keySpec'"),
        (true, create(rsa, Some("x")), "1 validation error detected: Value 'x' at 'keyUsage'"),
        (
            true,
            CreateKey { master_spec: rsa.map(Into::into), ..create(rsa, sign) },
            "You cannot specify KeySpec and",
        ),
        (true, create_then(hmac, mac), ""),
        (false, create_then(rsa, sign), ""),
        (false, create_then(rsa, None), "You must specify a KeyUsage value for an asymmetric CMK."),
        (
            false,
            create_then(ecc, Some("KEY_AGREEMENT")),
            "1 validation error detected: Value 'KEY_AGREEMENT'",
        ),
        (
            false,
            create_then(hmac, sign),
            "1 validation error detected: Value 'HMAC_256' at 'customerMasterKeySpec'",
        ),
        (
            false,
            create_then(None, mac),
            "1 validation error detected: Value 'GENERATE_VERIFY_MAC' at 'keyUsage'",
        ),
    ] {
        let edition = if today { Edition::Y2026 } else { Edition::Y2020 };
        let mut lab = Lab { world: World::new(Seed([5; 16]), edition) };
        let said = lab.run(asked.clone().into()).err().map(|refusal| refusal.message()).unwrap_or_default();
        assert!(said.starts_with(says) && said.is_empty() == says.is_empty(), "{asked:?}: {said}");
    }
}

#[test]
fn symmetric_cryptography_refuses_every_other_key() {
    let mut lab = Lab::new();
    let symmetric = lab.create_key(US);
    let blob = lab.encrypt(&symmetric, &none());
    let data_key = |key: &KeyArn| -> KmsOp {
        let members = DataKeyRequest {
            key: arn(key),
            context: none(),
            bytes: Some(32),
            key_spec: None,
            tokens: Vec::new(),
            dry_run: false,
        };
        generate_data_key::GenerateDataKey { request: members }.into()
    };
    for (spec, usage, says) in [
        ("RSA_2048", "SIGN_VERIFY", " key usage is SIGN_VERIFY which is not valid for "),
        ("RSA_2048", "ENCRYPT_DECRYPT", " key spec is RSA_2048 which is not valid for "),
        ("HMAC_512", "GENERATE_VERIFY_MAC", " key usage is GENERATE_VERIFY_MAC which is not valid for "),
    ] {
        let key = made(&mut lab, spec, usage);
        for op in [encrypt(&arn(&key), &none()), decrypt(&blob, Some(arn(&key)), &none()), data_key(&key)] {
            let (name, said) = (op.name(), lab.refused("default", op));
            assert!(said.starts_with("InvalidKeyUsageException") && said.contains(says), "{said}");
            assert!(said.ends_with(&[name, "."].concat()), "{said}");
        }
        for op in [rotate(&key), enable_key_rotation::EnableKeyRotation { key: arn(&key), days: None }.into()]
        {
            assert_eq!(lab.refused("default", op), "UnsupportedOperationException: ");
        }
        lab.run(get_key_rotation_status::GetKeyRotationStatus { key: arn(&key) }.into()).unwrap();
        lab.run(disable(&key)).unwrap();
        lab.run(enable(&key)).unwrap();
    }
    lab.run(data_key(&symmetric)).unwrap();
}

#[test]
fn a_grant_names_only_what_the_key_can_do_so_rds_takes_no_such_key() {
    let mut lab = Lab::new();
    let (sign, rsa) =
        (made(&mut lab, "RSA_2048", "SIGN_VERIFY"), made(&mut lab, "RSA_2048", "ENCRYPT_DECRYPT"));
    let grant = |key: &KeyArn, operation: &str| -> KmsOp {
        create_grant::CreateGrant {
            key: arn(key),
            grantee: principal("dev").to_string().into(),
            retiring: None,
            operations: vec![operation.into()],
            constraint: None,
            tokens: Vec::new(),
            name: None,
            dry_run: false,
        }
        .into()
    };
    for (key, operation, taken) in [
        (&sign, "Encrypt", false),
        (&sign, "DescribeKey", true),
        (&rsa, "Encrypt", true),
        (&rsa, "GenerateDataKey", false),
    ] {
        assert_eq!(lab.run(grant(key, operation)).is_ok(), taken, "{operation}");
    }
    let context = EncryptionContext::default();
    let symmetric = lab.create_key(US);
    assert!(for_rds::create_grant(&mut lab.tx("default"), &symmetric, &context).is_ok());
    let refusal = for_rds::create_grant(&mut lab.tx("default"), &rsa, &context).unwrap_err();
    assert!(refusal.message().contains("is not valid for a grant on"), "{}", refusal.message());
}
