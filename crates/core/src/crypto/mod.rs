//! The AES-256 engine: one cipher, one key derivation, and keys that know their role.
//!
//! Here: AES-256-GCM ([`gcm`]), the SP 800-108 key derivation ([`kdf`]), the roles of keys ([`keys`])
//! and the byte maps of what they produce ([`layout`]). Not here: where random bytes come from (the
//! caller brings them), the format of a KMS ciphertext (`kms::ciphertext`), the format of a page
//! (`storage::cipher`).

pub mod kdf;
pub mod keys;
pub mod layout;

pub use playground_cipher as gcm;
