//! The roles of keys, as types: a backing key wraps data keys, a data key seals pages, a wrapped data key
//! is safe to store.
//!
//! A plaintext key is never printed, cannot be copied by accident, wipes itself when dropped, and enters a
//! digest only as a hash. Only this crate sees its bytes.

use core::fmt;
use core::hash::{Hash, Hasher};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::gcm::KEY_LEN;
use crate::ids::hex;

macro_rules! secret_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name(Zeroizing<[u8; KEY_LEN]>);

        impl $name {
            /// Gives 32 random bytes this role.
            pub fn new(bytes: [u8; KEY_LEN]) -> Self {
                Self(Zeroizing::new(bytes))
            }

            /// The bytes of the key, for the ciphers and for operations that return a key to its owner.
            pub(crate) fn expose(&self) -> &[u8; KEY_LEN] {
                &self.0
            }

            /// A SHA-256 digest over the role and the key: tells keys apart without revealing them.
            pub fn fingerprint(&self) -> [u8; 32] {
                let mut hash = Sha256::new();
                hash.update(stringify!($name));
                hash.update(*self.0);
                hash.finalize().into()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.fingerprint().hash(state);
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.fingerprint() == other.fingerprint()
            }
        }

        impl Eq for $name {}
    };
}

secret_key! {
    /// The key material of a KMS key. It never leaves KMS. A rotated KMS key has several.
    BackingKey
}

secret_key! {
    /// The plaintext key that seals the pages of one volume. It exists only in the memory of a running host.
    DataKey
}

secret_key! {
    /// The session key of one replication link. It encrypts frames in transit.
    LinkKey
}

/// A data key encrypted under a KMS key: the bytes of a `kms::ciphertext` blob, stored with the volume.
#[derive(Clone, PartialEq, Eq, StableHash)]
pub struct WrappedDataKey(std::rc::Rc<[u8]>);

impl WrappedDataKey {
    /// Gives the bytes of a ciphertext blob this role.
    pub fn new(blob: &[u8]) -> Self {
        Self(blob.into())
    }

    /// The ciphertext blob.
    pub fn blob(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for WrappedDataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WrappedDataKey({})", hex(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_print_no_bytes() {
        assert_eq!(format!("{:?}", DataKey::new([0x41; 32])), "DataKey(…)");
        assert_eq!(format!("{:?}", BackingKey::new([0x41; 32])), "BackingKey(…)");
    }

    #[test]
    fn fingerprints_tell_keys_and_roles_apart() {
        let key = DataKey::new([1; 32]);
        assert_eq!(key, DataKey::new([1; 32]));
        assert_ne!(key, DataKey::new([2; 32]));
        assert_ne!(key.fingerprint(), BackingKey::new([1; 32]).fingerprint());
    }
}
