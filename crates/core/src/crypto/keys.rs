//! The roles of keys, as types: a backing key wraps data keys, a data key seals pages, a wrapped data key
//! is safe to store.
//!
//! A plaintext key is never printed, cannot be copied by accident, wipes itself when dropped, and enters a digest only
//! as a hash. Only this crate sees its bytes. They are written to the heap at once and stay there: moving a key moves
//! its address, and leaves nothing behind on the stack.

use core::cell::Cell;
use core::fmt;
use core::hash::{Hash, Hasher};
use std::rc::Rc;

use sha2::{Digest, Sha256};
use zeroize::{Zeroizing, zeroize_stack};

use super::gcm::{Aes256Gcm, KEY_LEN};
use super::kdf;
use crate::ids::hex;

/// How many derived keys a key keeps ready. The pages that one command writes have one past, and most that it reads have
/// another one.
const READY: usize = 2;

/// A key's bytes, and the keys derived from them that were used last.
struct Secret {
    bytes: Zeroizing<[u8; KEY_LEN]>,
    ready: Cell<Vec<Derived>>,
}

/// A key that was derived from another one, made ready for its use.
struct Derived {
    label: &'static [u8],
    context: [u8; 32],
    gcm: Rc<Aes256Gcm>,
}

impl Secret {
    fn derived(&self, label: &'static [u8], context: &[u8; 32]) -> Rc<Aes256Gcm> {
        let mut ready = self.ready.take();
        let found = ready.iter().position(|key| key.label == label && key.context == *context);
        let key = if let Some(at) = found {
            ready.remove(at)
        } else {
            let mut bytes = Zeroizing::new([0; KEY_LEN]);
            kdf::derive(self.bytes.as_slice(), label, context, bytes.as_mut_slice());
            Derived { label, context: *context, gcm: Rc::new(Aes256Gcm::new(&bytes)) }
        };
        let gcm = key.gcm.clone();
        ready.insert(0, key);
        ready.truncate(READY);
        self.ready.set(ready);
        gcm
    }
}

macro_rules! secret_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name(Box<Secret>);

        impl $name {
            /// Gives 32 random bytes this role.
            pub fn new(bytes: &[u8; KEY_LEN]) -> Self {
                Self::filled(|key| key.copy_from_slice(bytes))
            }

            /// A key whose bytes are drawn, where they stay.
            pub fn filled(fill: impl FnOnce(&mut [u8])) -> Self {
                let mut secret = Box::new(Secret { bytes: Zeroizing::new([0; KEY_LEN]), ready: Cell::default() });
                fill(secret.bytes.as_mut_slice());
                // What the drawing left there.
                zeroize_stack::<{ kdf::STACK }>();
                Self(secret)
            }

            /// The bytes of the key, for key derivation and for operations that return a key to its owner.
            pub(crate) fn expose(&self) -> &[u8; KEY_LEN] {
                &self.0.bytes
            }

            /// A SHA-256 digest over the role and the key: tells keys apart without revealing them.
            pub fn fingerprint(&self) -> [u8; 32] {
                let mut hash = Sha256::new();
                hash.update(stringify!($name));
                hash.update(self.expose());
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

impl DataKey {
    /// AES-256-GCM under the key that is [derived](kdf::derive) from this one. Not made anew for each page.
    pub(crate) fn gcm(&self, label: &'static [u8], context: &[u8; 32]) -> Rc<Aes256Gcm> {
        self.0.derived(label, context)
    }
}

impl LinkKey {
    /// AES-256-GCM under the key that is [derived](kdf::derive) from this one. Not made anew for each frame.
    pub(crate) fn gcm(&self, label: &'static [u8], context: &[u8; 32]) -> Rc<Aes256Gcm> {
        self.0.derived(label, context)
    }
}

/// A data key encrypted under a KMS key: the bytes of a `kms::ciphertext` blob, stored with the volume.
#[derive(Clone, PartialEq, Eq, StableHash)]
pub struct WrappedDataKey(Rc<[u8]>);

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
        assert_eq!(format!("{:?}", DataKey::new(&[0x41; 32])), "DataKey(…)");
        assert_eq!(format!("{:?}", BackingKey::new(&[0x41; 32])), "BackingKey(…)");
    }

    #[test]
    fn derived_keys_are_those_of_their_label_and_context() {
        let key = DataKey::new(&[1; 32]);
        let labels: [&[u8]; 2] = [b"a", b"b"];
        // One after the other and again, more of them than are kept.
        for (label, context) in
            [0, 1, 2, 0, 0, 2].into_iter().flat_map(|n| labels.map(|label| (label, [n; 32])))
        {
            let mut derived = [0; KEY_LEN];
            kdf::derive(&[1; 32], label, &context, &mut derived);
            let tag = |gcm: &Aes256Gcm| gcm.seal(&[0; 12], b"", &mut []);
            assert_eq!(tag(&key.gcm(label, &context)), tag(&Aes256Gcm::new(&derived)), "{context:?}");
        }
    }

    #[test]
    fn fingerprints_tell_keys_and_roles_apart() {
        let key = DataKey::new(&[1; 32]);
        assert_eq!(key, DataKey::new(&[1; 32]));
        assert_ne!(key, DataKey::new(&[2; 32]));
        assert_ne!(key.fingerprint(), BackingKey::new(&[1; 32]).fingerprint());
    }
}
