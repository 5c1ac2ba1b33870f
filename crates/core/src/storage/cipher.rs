//! The page cipher: AES-256-GCM, the header as associated data.
//!
//! # Nonces
//! A nonce is 4 bytes of a keyed hash and the 8-byte number of the write. A volume counts its writes and
//! never counts back, and its data key is its own, so no nonce comes twice: the number alone sees to that.
//! The hash is for forks of a session: two worlds with one past may both do write number 9, with different
//! content, and should not do it with the same nonce. It is HMAC-SHA256 of header and content under a key
//! derived for this alone, so it tells nothing about the content.

use std::rc::Rc;

use zeroize::Zeroizing;

use super::page::{PAGE_SIZE, SEALED_LEN, SealedPage, SealedParts, Stamp};
use crate::crypto::gcm::{self, IV_LEN, KEY_LEN, Unauthentic};
use crate::crypto::kdf;
use crate::crypto::keys::DataKey;

/// Seals a page's content. `write` must be new under `key`.
pub(super) fn seal(key: &DataKey, stamp: &Stamp, write: u64, content: &[u8; PAGE_SIZE]) -> SealedPage {
    let nonce = nonce(key.expose(), write, &[&stamp.header(&[0; IV_LEN]), content]);
    let header = stamp.header(&nonce);
    let mut data = *content;
    let tag = gcm::seal(key.expose(), &nonce, &header, &mut data);
    let mut raw = Vec::with_capacity(SEALED_LEN);
    raw.extend_from_slice(&header);
    raw.extend_from_slice(&data);
    raw.extend_from_slice(&tag);
    SealedPage::from_raw(Rc::from(raw))
}

/// Opens a page as what its header claims it to be.
pub(super) fn open(key: &DataKey, parts: &SealedParts<'_>) -> Result<Vec<u8>, Unauthentic> {
    open_with(key, parts, parts.header)
}

/// Opens a page as what `stamp` says, whatever its header claims.
pub(super) fn open_as(key: &DataKey, parts: &SealedParts<'_>, stamp: &Stamp) -> Result<Vec<u8>, Unauthentic> {
    open_with(key, parts, &stamp.header(parts.nonce))
}

/// Opens a page with a key that may not be its own: its content if the tag fits.
pub(crate) fn try_key(key: &DataKey, parts: &SealedParts<'_>) -> Option<Rc<[u8]>> {
    open(key, parts).ok().map(Rc::from)
}

fn open_with(key: &DataKey, parts: &SealedParts<'_>, aad: &[u8]) -> Result<Vec<u8>, Unauthentic> {
    let mut content = parts.ciphertext.to_vec();
    gcm::open(key.expose(), parts.nonce, aad, &mut content, parts.tag)?;
    Ok(content)
}

/// The nonce of write number `write` under `key`, of which `parts` are header and content.
pub(super) fn nonce(key: &[u8; KEY_LEN], write: u64, parts: &[&[u8]; 2]) -> [u8; IV_LEN] {
    let mut nonce_key = Zeroizing::new([0; 32]);
    kdf::derive(key, b"playground nonce v1", b"", nonce_key.as_mut_slice());
    let write = write.to_be_bytes();
    let [header, content] = *parts;
    let hash = kdf::hmac_sha256(nonce_key.as_slice(), &[&write, header, content]);
    let mut nonce = [0; IV_LEN];
    let bytes = hash.iter().take(IV_LEN - write.len()).chain(&write);
    nonce.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::file::{File, PageId};
    use crate::storage::page::VolumeId;

    const STAMP: Stamp =
        Stamp { volume: VolumeId([1; 16]), page: PageId { file: File::Database, number: 2 }, version: 3 };

    fn key() -> DataKey {
        DataKey::new([5; 32])
    }

    #[test]
    fn opens_what_it_sealed() {
        let page = seal(&key(), &STAMP, 9, &[0x41; PAGE_SIZE]);
        let parts = page.parts().unwrap();
        assert_eq!(parts.stamp, Some(STAMP));
        assert_eq!(parts.nonce[4..], 9_u64.to_be_bytes());
        assert_eq!(open(&key(), &parts), Ok(vec![0x41; PAGE_SIZE]));
        assert_eq!(open(&DataKey::new([6; 32]), &parts), Err(Unauthentic));
    }

    #[test]
    fn one_write_number_with_two_contents_has_two_nonces() {
        let pages = [[1; PAGE_SIZE], [2; PAGE_SIZE]].map(|content| seal(&key(), &STAMP, 9, &content));
        let [one, two] = &pages;
        assert_ne!(one.parts().unwrap().nonce, two.parts().unwrap().nonce);
    }
}
