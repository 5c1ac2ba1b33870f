//! What keys are made for: symmetric encryption, as every key of RDS, or something else. Asymmetric keys and HMAC keys
//! can be created and described, so that it can be seen who refuses them. Their cryptography is not modelled.
//!
//! Not in the table: `SM2`, which only Regions in China have. The lists of names are in the order of AWS's model of the API.

/// `KeyUsage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum KeyUsage {
    /// `ENCRYPT_DECRYPT`
    EncryptDecrypt,
    /// `SIGN_VERIFY`
    SignVerify,
    /// `GENERATE_VERIFY_MAC`
    GenerateVerifyMac,
    /// `KEY_AGREEMENT`
    KeyAgreement,
}

impl KeyUsage {
    /// Every usage.
    pub const ALL: [Self; 4] =
        [Self::EncryptDecrypt, Self::SignVerify, Self::GenerateVerifyMac, Self::KeyAgreement];

    /// AWS's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EncryptDecrypt => "ENCRYPT_DECRYPT",
            Self::SignVerify => "SIGN_VERIFY",
            Self::GenerateVerifyMac => "GENERATE_VERIFY_MAC",
            Self::KeyAgreement => "KEY_AGREEMENT",
        }
    }

    /// The names in 2020.
    pub const THEN: &[&str] = &[Self::SignVerify.name(), Self::EncryptDecrypt.name()];
    /// The names that came later: HMAC keys in April 2022, key agreement in June 2024.
    pub const LATER: &[&str] = &[Self::GenerateVerifyMac.name(), Self::KeyAgreement.name()];

    /// The member of `KeyMetadata` with the algorithms.
    pub const fn algorithms(self) -> &'static str {
        match self {
            Self::EncryptDecrypt => "EncryptionAlgorithms",
            Self::SignVerify => "SigningAlgorithms",
            Self::GenerateVerifyMac => "MacAlgorithms",
            Self::KeyAgreement => "KeyAgreementAlgorithms",
        }
    }
}

/// A usage that a kind of key can have, and the algorithms that it has then.
type Use = (KeyUsage, &'static [&'static str]);

macro_rules! specs {
    ($($spec:ident $name:literal: $($usage:ident $algorithms:expr),*;)*) => {
        /// `KeySpec` of a key that is not for symmetric encryption.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
        pub enum KeySpec { $(#[doc = concat!("`", $name, "`")] $spec,)* }

        impl KeySpec {
            /// Every kind of key.
            pub const ALL: &[Self] = &[$(Self::$spec,)*];

            /// Every name, with the one for symmetric encryption.
            pub const MODELLED: &[&str] = &[$($name,)* SYMMETRIC_DEFAULT];

            /// AWS's name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$spec => $name,)* }
            }

            /// What it can be used for.
            pub const fn uses(self) -> &'static [Use] {
                match self { $(Self::$spec => &[$((KeyUsage::$usage, $algorithms)),*],)* }
            }
        }
    };
}

/// The spec of a key for symmetric encryption, and its one algorithm.
pub const SYMMETRIC_DEFAULT: &str = "SYMMETRIC_DEFAULT";

/// `EncryptionAlgorithmSpec` in 2020, and what came later. Only the one of symmetric encryption is modelled.
pub const ENCRYPTION_ALGORITHMS: &[&str] = &[SYMMETRIC_DEFAULT, "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"];
/// `SM2PKE`, which only Regions in China have.
pub const LATER_ENCRYPTION_ALGORITHMS: &[&str] = &["SM2PKE"];

const OAEP: &[&str] = &["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"];
const RSA: &[&str] = &[
    "RSASSA_PKCS1_V1_5_SHA_256",
    "RSASSA_PKCS1_V1_5_SHA_384",
    "RSASSA_PKCS1_V1_5_SHA_512",
    "RSASSA_PSS_SHA_256",
    "RSASSA_PSS_SHA_384",
    "RSASSA_PSS_SHA_512",
];
const ECDH: &[&str] = &["ECDH"];
const SHAKE: &[&str] = &["ML_DSA_SHAKE_256"];

specs! {
    Rsa2048 "RSA_2048": EncryptDecrypt OAEP, SignVerify RSA;
    Rsa3072 "RSA_3072": EncryptDecrypt OAEP, SignVerify RSA;
    Rsa4096 "RSA_4096": EncryptDecrypt OAEP, SignVerify RSA;
    EccNistP256 "ECC_NIST_P256": SignVerify &["ECDSA_SHA_256"], KeyAgreement ECDH;
    EccNistP384 "ECC_NIST_P384": SignVerify &["ECDSA_SHA_384"], KeyAgreement ECDH;
    EccNistP521 "ECC_NIST_P521": SignVerify &["ECDSA_SHA_512"], KeyAgreement ECDH;
    EccSecgP256k1 "ECC_SECG_P256K1": SignVerify &["ECDSA_SHA_256"];
    EccNistEdwards25519 "ECC_NIST_EDWARDS25519": SignVerify &["ED25519_SHA_512", "ED25519_PH_SHA_512"];
    Hmac224 "HMAC_224": GenerateVerifyMac &["HMAC_SHA_224"];
    Hmac256 "HMAC_256": GenerateVerifyMac &["HMAC_SHA_256"];
    Hmac384 "HMAC_384": GenerateVerifyMac &["HMAC_SHA_384"];
    Hmac512 "HMAC_512": GenerateVerifyMac &["HMAC_SHA_512"];
    MlDsa44 "ML_DSA_44": SignVerify SHAKE;
    MlDsa65 "ML_DSA_65": SignVerify SHAKE;
    MlDsa87 "ML_DSA_87": SignVerify SHAKE;
}

impl KeySpec {
    /// AWS's names in 2020.
    pub const THEN: &[&str] = &[
        "RSA_2048",
        "RSA_3072",
        "RSA_4096",
        "ECC_NIST_P256",
        "ECC_NIST_P384",
        "ECC_NIST_P521",
        "ECC_SECG_P256K1",
        SYMMETRIC_DEFAULT,
    ];
    /// The names that came later: HMAC keys in April 2022, the last four in 2025.
    pub const LATER: &[&str] = &[
        "HMAC_224",
        "HMAC_256",
        "HMAC_384",
        "HMAC_512",
        "SM2",
        "ML_DSA_44",
        "ML_DSA_65",
        "ML_DSA_87",
        "ECC_NIST_EDWARDS25519",
    ];
}

/// What a key is made for, if that is not symmetric encryption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct Special {
    /// The kind of its material.
    pub spec: KeySpec,
    /// The one thing that it is used for.
    pub usage: KeyUsage,
}

impl Special {
    /// Its algorithms.
    pub fn algorithms(self) -> &'static [&'static str] {
        let found = self.spec.uses().iter().find(|(usage, _)| *usage == self.usage);
        found.map_or(&[], |(_, algorithms)| algorithms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_uses_with_algorithms_and_each_name_is_of_one_edition() {
        for spec in KeySpec::ALL {
            assert!(
                !spec.uses().is_empty() && spec.uses().iter().all(|(_, names)| !names.is_empty()),
                "{spec:?}"
            );
            for &(usage, algorithms) in spec.uses() {
                assert_eq!(Special { spec: *spec, usage }.algorithms(), algorithms);
            }
        }
        for name in KeySpec::MODELLED {
            assert_ne!(KeySpec::THEN.contains(name), KeySpec::LATER.contains(name), "{name}");
        }
        assert_eq!(KeySpec::THEN.len() + KeySpec::LATER.len(), KeySpec::MODELLED.len() + 1, "and SM2");
        for usage in KeyUsage::ALL {
            assert_ne!(KeyUsage::THEN.contains(&usage.name()), KeyUsage::LATER.contains(&usage.name()));
        }
    }
}
