//! The page cipher: AES-256-GCM, the header as associated data.
//!
//! # Nonces
//! A nonce is made by NIST SP 800-38D's deterministic construction (section 8.2.1): a fixed field of 4 bytes
//! and the 8-byte number of the write. A volume counts its writes and never counts back, and its data key is
//! its own, so no nonce comes twice: the number alone sees to that. The fixed field is for forks of a session:
//! two worlds with one past may both do write number 9, with different content, and should not do it with the
//! same nonce. So it names the [`Past`], which is another one from the first command on that differs.

use std::rc::Rc;

use super::page::{PAGE_SIZE, SEALED_LEN, SealedPage, SealedParts, Stamp};
use crate::crypto::gcm::{IV_LEN, Unauthentic};
use crate::crypto::keys::DataKey;
use crate::env::Past;

/// Seals a page's content. `write` must be new under `key` in this past.
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
    let tag = key.gcm().seal(&nonce, &header, &mut data);
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
    key.gcm().open(parts.nonce, aad, &mut content, parts.tag)?;
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
        DataKey::new(&[5; 32])
    }

    #[test]
    fn opens_what_it_sealed() {
        let page = seal(&key(), &STAMP, PAST, 9, &[0x41; PAGE_SIZE]);
        let parts = page.parts().unwrap();
        assert_eq!(parts.stamp, Some(STAMP));
        assert_eq!(*parts.nonce, [0xa1, 0xa2, 0xa3, 0xa4, 0, 0, 0, 0, 0, 0, 0, 9]);
        assert_eq!(open(&key(), &parts), Ok(vec![0x41; PAGE_SIZE]));
        assert_eq!(open(&DataKey::new(&[6; 32]), &parts), Err(Unauthentic));
    }
}
