//! Encryption and decryption with a key: the newest material encrypts, and the material that a ciphertext
//! names decrypts.

use crate::env::{Env, Purpose};
use crate::kms::ciphertext::{self, Fresh, InvalidCiphertext};
use crate::kms::context::EncryptionContext;
use crate::kms::key::Key;
use crate::kms::refusal::KmsRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Draws the random bytes for one encryption.
pub(in crate::ops) fn fresh(env: &mut Env) -> Fresh {
    Fresh { n: env.bytes(Purpose::Nonce), iv: env.bytes(Purpose::Nonce) }
}

/// KMS does not say what is wrong with a ciphertext.
pub(in crate::ops) fn invalid(_: InvalidCiphertext) -> Refusal {
    KmsRefusal::Ciphertext.into()
}

/// Encrypts under the newest material.
pub(in crate::ops) fn seal(
    env: &mut Env,
    key: &Key,
    context: &EncryptionContext,
    plaintext: &[u8],
) -> Result<Rc<[u8]>, Refusal> {
    let (material, arn) = (&key.current, key.arn.to_string());
    let fresh = fresh(env);
    let blob = ciphertext::seal(&material.backing, &arn, &material.id, context, plaintext, &fresh);
    blob.map(Rc::from).map_err(invalid)
}

/// Decrypts with the material that the ciphertext names. Returns the plaintext and the material's id.
pub(in crate::ops) fn open(
    key: &Key,
    context: &EncryptionContext,
    blob: &[u8],
) -> Result<(zeroize::Zeroizing<Vec<u8>>, [u8; 32]), Refusal> {
    let header = ciphertext::parse(blob).map_err(invalid)?;
    let material = key.material(header.material_id).ok_or_else(|| invalid(InvalidCiphertext))?;
    let plaintext = ciphertext::open(&material.backing, context, blob).map_err(invalid)?;
    Ok((plaintext, material.id))
}
