//! The ciphertext blob of KMS. AWS does not publish its layout; this one is the playground's own, version 1.
//!
//! | bytes | field | |
//! |---|---|---|
//! | 4 | magic | `PGKC` |
//! | 1 | version | 1 |
//! | 1 | algorithm | 1: SP 800-108 counter mode with HMAC-SHA256, then AES-256-GCM |
//! | 1 | length of the key ARN | n |
//! | n | key ARN | which KMS key opens this |
//! | 32 | backing key id | which key material of that KMS key |
//! | 16 | N | random; the key of this message is K = KDF(backing key, label, N) |
//! | 12 | IV | random; K is used for this message only |
//! | 8 | check | first bytes of SHA-256 over the fields before it: tells a damaged blob from one whose key is gone |
//! | m | ciphertext | as long as the plaintext |
//! | 16 | tag | |
//!
//! Everything before the ciphertext is authenticated, followed by the encryption context in canonical form.
//! So a blob with any bit changed does not open, nor does it open with another context.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::context::EncryptionContext;
use crate::crypto::gcm::{Aes256Gcm, IV_LEN, KEY_LEN, TAG_LEN};
use crate::crypto::kdf;
use crate::crypto::keys::{BackingKey, DataKey, WrappedDataKey};
use crate::crypto::layout::{ByteField, lay_out};

const MAGIC: &[u8; 4] = b"PGKC";
const VERSION: u8 = 1;
const ALGORITHM: u8 = 1;
const FIXED_START: usize = 7;
/// Length of a backing key's id (`CurrentKeyMaterialId`, shown as 64 hexadecimal digits).
pub const MATERIAL_ID_LEN: usize = 32;
/// Length of the header's check. It protects nothing, since anyone can compute it; the tag does that.
const CHECK_LEN: usize = 8;
/// Length of N.
pub const N_LEN: usize = 16;
const LABEL: &[u8] = b"playground kms message key v1";

/// The one error for every fault of a ciphertext: KMS never says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct InvalidCiphertext;

/// The random bytes that one encryption uses up. They are drawn anew for each.
#[derive(Clone, Copy, Debug)]
pub struct Fresh {
    /// Input of the key derivation (N).
    pub n: [u8; N_LEN],
    /// Initialisation vector.
    pub iv: [u8; IV_LEN],
}

/// The unencrypted header of a ciphertext. It is not trustworthy before the blob has been opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlobHeader<'a> {
    /// The ARN of the KMS key it was encrypted under.
    pub key_arn: &'a str,
    /// The id of the backing key.
    pub material_id: &'a [u8; MATERIAL_ID_LEN],
    /// Input of the key derivation (N).
    pub n: &'a [u8; N_LEN],
    /// Initialisation vector.
    pub iv: &'a [u8; IV_LEN],
    /// All of the above as it is in the blob: the authenticated header.
    pub bytes: &'a [u8],
    /// The ciphertext without its tag.
    pub ciphertext: &'a [u8],
    /// The authentication tag.
    pub tag: &'a [u8; TAG_LEN],
}

/// Parses the header of a blob.
pub fn parse(blob: &[u8]) -> Result<BlobHeader<'_>, InvalidCiphertext> {
    read(blob).ok_or(InvalidCiphertext)
}

fn read(blob: &[u8]) -> Option<BlobHeader<'_>> {
    let (start, rest) = blob.split_at_checked(FIXED_START)?;
    let [m0, m1, m2, m3, VERSION, ALGORITHM, arn_len] = *start else {
        return None;
    };
    if [m0, m1, m2, m3] != *MAGIC {
        return None;
    }
    let (arn, rest) = rest.split_at_checked(usize::from(arn_len))?;
    let (material_id, rest) = rest.split_first_chunk()?;
    let (n, rest) = rest.split_first_chunk()?;
    let (iv, rest) = rest.split_first_chunk()?;
    let (check, rest) = rest.split_first_chunk()?;
    let bytes = blob.get(..blob.len() - rest.len())?;
    let checked = bytes.get(..bytes.len() - CHECK_LEN)?;
    if *check != check_of(checked) {
        return None;
    }
    let (ciphertext, tag) = rest.split_last_chunk()?;
    Some(BlobHeader { key_arn: core::str::from_utf8(arn).ok()?, material_id, n, iv, bytes, ciphertext, tag })
}

/// Encrypts `plaintext` under a backing key and binds it to `context`.
///
/// `key_arn` may have at most 255 bytes (an ARN of KMS has about 80); a longer one is refused.
pub fn seal(
    backing: &BackingKey,
    key_arn: &str,
    material_id: &[u8; MATERIAL_ID_LEN],
    context: &EncryptionContext,
    plaintext: &[u8],
    fresh: &Fresh,
) -> Result<Vec<u8>, InvalidCiphertext> {
    let arn_len = u8::try_from(key_arn.len()).map_err(|_| InvalidCiphertext)?;
    let mut blob = Vec::with_capacity(256 + plaintext.len());
    blob.extend_from_slice(MAGIC);
    blob.extend_from_slice(&[VERSION, ALGORITHM, arn_len]);
    blob.extend_from_slice(key_arn.as_bytes());
    blob.extend_from_slice(material_id);
    blob.extend_from_slice(&fresh.n);
    blob.extend_from_slice(&fresh.iv);
    blob.extend_from_slice(&check_of(&blob));
    let aad = associated_data(&blob, context);
    let mut data = Zeroizing::new(plaintext.to_vec());
    let tag = message_cipher(backing, &fresh.n).seal(&fresh.iv, &aad, &mut data);
    blob.extend_from_slice(&data);
    blob.extend_from_slice(&tag);
    Ok(blob)
}

/// Decrypts a blob. The caller finds the backing key that [`parse`] names.
pub fn open(
    backing: &BackingKey,
    context: &EncryptionContext,
    blob: &[u8],
) -> Result<Zeroizing<Vec<u8>>, InvalidCiphertext> {
    let header = parse(blob)?;
    let aad = associated_data(header.bytes, context);
    let mut data = Zeroizing::new(header.ciphertext.to_vec());
    message_cipher(backing, header.n)
        .open(header.iv, &aad, &mut data, header.tag)
        .map_err(|_| InvalidCiphertext)?;
    Ok(data)
}

/// Like [`seal`], for a data key.
pub fn wrap(
    backing: &BackingKey,
    key_arn: &str,
    material_id: &[u8; MATERIAL_ID_LEN],
    context: &EncryptionContext,
    key: &DataKey,
    fresh: &Fresh,
) -> Result<WrappedDataKey, InvalidCiphertext> {
    seal(backing, key_arn, material_id, context, key.expose(), fresh).map(|blob| WrappedDataKey::new(&blob))
}

/// Like [`open`], for a data key. A plaintext of another length is an error.
pub fn unwrap(
    backing: &BackingKey,
    context: &EncryptionContext,
    wrapped: &WrappedDataKey,
) -> Result<DataKey, InvalidCiphertext> {
    let bytes = open(backing, context, wrapped.blob())?;
    let key: &[u8; KEY_LEN] = bytes.as_slice().try_into().map_err(|_| InvalidCiphertext)?;
    Ok(DataKey::new(key))
}

/// The fields of a blob, for display; empty if it is not a blob of this format.
pub fn describe(blob: &[u8]) -> Vec<ByteField> {
    let Ok(header) = parse(blob) else {
        return Vec::new();
    };
    lay_out(&[
        ("magic", MAGIC.len(), "the playground's own ciphertext format; AWS doesn't publish its own"),
        ("version", 1, "version of the format"),
        ("algorithm", 1, "1: SP 800-108 KDF with HMAC-SHA256, then AES-256-GCM"),
        ("key ARN length", 1, "bytes of the next field"),
        ("key ARN", header.key_arn.len(), "the KMS key that opens this"),
        ("key material ID", MATERIAL_ID_LEN, "which key material of the KMS key: rotation adds one"),
        ("N", N_LEN, "random: the key of this message is derived from the key material and N"),
        ("IV", IV_LEN, "random: starts the counter of AES-256-GCM"),
        ("check", CHECK_LEN, "of SHA-256 over the fields before: tells a damaged blob from a missing key"),
        ("ciphertext", header.ciphertext.len(), "as long as the plaintext"),
        ("tag", TAG_LEN, "authenticates the ciphertext, all fields before it and the encryption context"),
    ])
}

fn check_of(fields: &[u8]) -> [u8; CHECK_LEN] {
    let digest: [u8; 32] = Sha256::digest(fields).into();
    digest.first_chunk().copied().unwrap_or_default()
}

/// The cipher of one message, under a key of its own.
fn message_cipher(backing: &BackingKey, n: &[u8; N_LEN]) -> Aes256Gcm {
    let mut key = Zeroizing::new([0; KEY_LEN]);
    kdf::derive(backing.expose(), LABEL, n, key.as_mut_slice());
    Aes256Gcm::new(&key)
}

/// The header contains its own length, so no other pair of header and context gives the same bytes.
fn associated_data(header: &[u8], context: &EncryptionContext) -> Vec<u8> {
    let mut aad = header.to_vec();
    aad.extend_from_slice(&context.canonical());
    aad
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    fn backing() -> BackingKey {
        BackingKey::new(&[7; 32])
    }

    fn context(key: &str, value: &str) -> EncryptionContext {
        EncryptionContext::one(key, value)
    }

    fn sealed(context: &EncryptionContext) -> Vec<u8> {
        let fresh = Fresh { n: [2; 16], iv: [3; 12] };
        seal(&backing(), ARN, &[1; 32], context, b"secret", &fresh).unwrap()
    }

    #[test]
    fn seals_and_opens() {
        let context = context("aws:rds:dbc-id", "cluster-A");
        let blob = sealed(&context);
        let header = parse(&blob).unwrap();
        assert_eq!((header.key_arn, header.material_id), (ARN, &[1; 32]));
        assert_eq!(open(&backing(), &context, &blob).unwrap().as_slice(), b"secret");
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_refused() {
        let context = context("a", "b");
        let blob = sealed(&context);
        for byte in 0..blob.len() {
            for bit in 0..8 {
                let mut bad = blob.clone();
                bad[byte] ^= 1 << bit;
                assert_eq!(open(&backing(), &context, &bad), Err(InvalidCiphertext), "{byte}:{bit}");
            }
            assert_eq!(open(&backing(), &context, &blob[..byte]), Err(InvalidCiphertext));
        }
        let mut longer = blob;
        longer.push(0);
        assert_eq!(open(&backing(), &context, &longer), Err(InvalidCiphertext));
    }

    #[test]
    fn another_context_or_key_is_refused() {
        let blob = sealed(&context("a", "b"));
        for other in [context("ab", ""), context("a", "B"), context("A", "b"), EncryptionContext::default()] {
            assert_eq!(open(&backing(), &other, &blob), Err(InvalidCiphertext), "{other:?}");
        }
        let stranger = BackingKey::new(&[8; 32]);
        assert_eq!(open(&stranger, &context("a", "b"), &blob), Err(InvalidCiphertext));
    }

    #[test]
    fn a_data_key_comes_back_and_nothing_else_passes_for_one() {
        let context = context("a", "b");
        let key = DataKey::new(&[9; 32]);
        let fresh = Fresh { n: [2; 16], iv: [3; 12] };
        let wrapped = wrap(&backing(), ARN, &[1; 32], &context, &key, &fresh).unwrap();
        assert_eq!(unwrap(&backing(), &context, &wrapped), Ok(key));
        let no_key = WrappedDataKey::new(&sealed(&context));
        assert_eq!(unwrap(&backing(), &context, &no_key), Err(InvalidCiphertext));
    }

    #[test]
    fn the_description_covers_every_byte_once() {
        let blob = sealed(&EncryptionContext::default());
        let fields = describe(&blob);
        let mut next = 0;
        for field in &fields {
            assert_eq!(field.offset, next, "{}", field.name);
            next += field.length;
        }
        assert_eq!(next as usize, blob.len());
        assert!(describe(b"something else").is_empty());
    }
}
