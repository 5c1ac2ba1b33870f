//! The page cipher: AES-256-GCM with the header as associated data.
//!
//! # Nonces
//! Nonces follow the deterministic construction of NIST SP 800-38D (section 8.2.1): a fixed field of 4 bytes,
//! and the 8-byte number of the write. A volume counts its writes and never counts back, and no other volume
//! has its data key, so the number alone makes each nonce unique. The fixed field is for forks of a session:
//! two worlds with a common history may both make write number 9 with different contents, and must not use
//! the same nonce for it. So the field holds the [`Past`], which differs from the first different command on.

use std::rc::Rc;

use super::page::{PAGE_SIZE, SEALED_LEN, SealedPage, SealedParts, Stamp};
use crate::crypto::gcm::{self, IV_LEN, Unauthentic};
use crate::crypto::keys::DataKey;
use crate::env::Past;

/// Seals a page's content. `write` must not have been used under `key` in this past.
pub(super) fn seal(
    key: &DataKey,
    stamp: &Stamp,
    past: Past,
    write: u64,
    content: &[u8; PAGE_SIZE],
) -> SealedPage {
    let nonce = nonce(past, write);
    let header = stamp.header(&nonce);
    let mut data = *content;
    let tag = gcm::seal(key.expose(), &nonce, &header, &mut data);
    let mut raw = Vec::with_capacity(SEALED_LEN);
    raw.extend_from_slice(&header);
    raw.extend_from_slice(&data);
    raw.extend_from_slice(&tag);
    SealedPage::from_raw(Rc::from(raw))
}

/// Opens a page, which must be the one that its header claims.
pub(super) fn open(key: &DataKey, parts: &SealedParts<'_>) -> Result<Vec<u8>, Unauthentic> {
    open_with(key, parts, parts.header)
}

/// Opens a page, which must be the one that `stamp` says, whatever its header claims.
pub(super) fn open_as(key: &DataKey, parts: &SealedParts<'_>, stamp: &Stamp) -> Result<Vec<u8>, Unauthentic> {
    open_with(key, parts, &stamp.header(parts.nonce))
}

/// Tries to open a page with a key that may not be the right one. Returns its content if the tag matches.
pub(crate) fn try_key(key: &DataKey, parts: &SealedParts<'_>) -> Option<Rc<[u8]>> {
    open(key, parts).ok().map(Rc::from)
}

fn open_with(key: &DataKey, parts: &SealedParts<'_>, aad: &[u8]) -> Result<Vec<u8>, Unauthentic> {
    let mut content = parts.ciphertext.to_vec();
    gcm::open(key.expose(), parts.nonce, aad, &mut content, parts.tag)?;
    Ok(content)
}

/// The nonce of write number `write` in a past.
pub(super) fn nonce(past: Past, write: u64) -> [u8; IV_LEN] {
    let mut nonce = [0; IV_LEN];
    let bytes = past.0.into_iter().chain(write.to_be_bytes());
    nonce.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::file::{File, PageId};
    use crate::storage::page::VolumeId;

    const STAMP: Stamp =
        Stamp { volume: VolumeId([1; 16]), page: PageId { file: File::Database, number: 2 }, version: 3 };

    const PAST: Past = Past([0xa1, 0xa2, 0xa3, 0xa4]);

    fn key() -> DataKey {
        DataKey::new([5; 32])
    }

    #[test]
    fn opens_what_it_sealed() {
        let page = seal(&key(), &STAMP, PAST, 9, &[0x41; PAGE_SIZE]);
        let parts = page.parts().unwrap();
        assert_eq!(parts.stamp, Some(STAMP));
        assert_eq!(*parts.nonce, [0xa1, 0xa2, 0xa3, 0xa4, 0, 0, 0, 0, 0, 0, 0, 9]);
        assert_eq!(open(&key(), &parts), Ok(vec![0x41; PAGE_SIZE]));
        assert_eq!(open(&DataKey::new([6; 32]), &parts), Err(Unauthentic));
    }
}
