//! The AES-256 engine: one cipher, one key derivation, and a type for each role of a key.
//!
//! Here: AES-256-GCM ([`gcm`]), the SP 800-108 key derivation ([`kdf`]), the roles of keys ([`keys`]) and the
//! byte maps of what they produce ([`layout`]). Not here: random bytes (the caller brings them), the format
//! of a KMS ciphertext (`kms::ciphertext`) and the format of a page (`storage::cipher`).

pub mod kdf;
pub mod keys;
pub mod layout;

pub use playground_cipher as gcm;
