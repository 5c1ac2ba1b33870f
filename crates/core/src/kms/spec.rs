//! What keys are made for: symmetric encryption, as every key of RDS, or something else. Asymmetric keys and HMAC keys
//! can be created and described, so that it can be seen who refuses them. Their cryptography is not modelled.
//!
//! Not in the table: `SM2`, which only Regions in China have, and `ML_KEM_…`.

use crate::edition::Edition;

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
    /// Every usage, in the order in which AWS lists them.
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

    /// The first edition that has it: HMAC keys came in April 2022, key agreement in June 2024.
    pub const fn since(self) -> Edition {
        match self {
            Self::EncryptDecrypt | Self::SignVerify => Edition::Y2020,
            Self::GenerateVerifyMac | Self::KeyAgreement => Edition::Y2026,
        }
    }

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
    ($($spec:ident $name:literal since $since:ident: $($usage:ident $algorithms:expr),*;)*) => {
        /// `KeySpec` of a key that is not for symmetric encryption.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
        pub enum KeySpec { $(#[doc = concat!("`", $name, "`")] $spec,)* }

        impl KeySpec {
            /// Every kind of key.
            pub const ALL: &[Self] = &[$(Self::$spec,)*];

            /// AWS's name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$spec => $name,)* }
            }

            /// The first edition that has it.
            pub const fn since(self) -> Edition {
                match self { $(Self::$spec => Edition::$since,)* }
            }

            /// What it can be used for.
            pub const fn uses(self) -> &'static [Use] {
                match self { $(Self::$spec => &[$((KeyUsage::$usage, $algorithms)),*],)* }
            }
        }
    };
}

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
    Rsa2048 "RSA_2048" since Y2020: EncryptDecrypt OAEP, SignVerify RSA;
    Rsa3072 "RSA_3072" since Y2020: EncryptDecrypt OAEP, SignVerify RSA;
    Rsa4096 "RSA_4096" since Y2020: EncryptDecrypt OAEP, SignVerify RSA;
    EccNistP256 "ECC_NIST_P256" since Y2020: SignVerify &["ECDSA_SHA_256"], KeyAgreement ECDH;
    EccNistP384 "ECC_NIST_P384" since Y2020: SignVerify &["ECDSA_SHA_384"], KeyAgreement ECDH;
    EccNistP521 "ECC_NIST_P521" since Y2020: SignVerify &["ECDSA_SHA_512"], KeyAgreement ECDH;
    EccSecgP256k1 "ECC_SECG_P256K1" since Y2020: SignVerify &["ECDSA_SHA_256"];
    EccNistEdwards25519 "ECC_NIST_EDWARDS25519" since Y2026: SignVerify &["ED25519_SHA_512", "ED25519_PH_SHA_512"];
    Hmac224 "HMAC_224" since Y2026: GenerateVerifyMac &["HMAC_SHA_224"];
    Hmac256 "HMAC_256" since Y2026: GenerateVerifyMac &["HMAC_SHA_256"];
    Hmac384 "HMAC_384" since Y2026: GenerateVerifyMac &["HMAC_SHA_384"];
    Hmac512 "HMAC_512" since Y2026: GenerateVerifyMac &["HMAC_SHA_512"];
    MlDsa44 "ML_DSA_44" since Y2026: SignVerify SHAKE;
    MlDsa65 "ML_DSA_65" since Y2026: SignVerify SHAKE;
    MlDsa87 "ML_DSA_87" since Y2026: SignVerify SHAKE;
}

/// The spec of a key for symmetric encryption, and its one algorithm.
pub const SYMMETRIC_DEFAULT: &str = "SYMMETRIC_DEFAULT";

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
    fn every_kind_has_a_use_in_its_first_edition() {
        for spec in KeySpec::ALL {
            assert!(spec.uses().iter().any(|(usage, _)| usage.since() <= spec.since()), "{spec:?}");
            for &(usage, algorithms) in spec.uses() {
                assert!(!algorithms.is_empty());
                assert_eq!(Special { spec: *spec, usage }.algorithms(), algorithms);
            }
        }
    }
}
