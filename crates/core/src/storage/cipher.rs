//! The page cipher: AES-256-GCM with the header as associated data.
//!
//! # Nonces
//! A page is sealed under a key of its past: K = KDF(data key, label, [`Past`]), where the past is the digest
//! of all requests so far. Nonces under that key follow the deterministic construction of NIST SP 800-38D
//! (section 8.2.1): a fixed field of 4 zero bytes, since only one volume has the data key, and the 8-byte
//! number of the write. A volume counts its writes and never counts back, so no number occurs twice in one
//! past. Forks of a session have the same data keys and count the same numbers, but their pasts differ. The
//! past is in the header, so that a page can be opened, and the tag authenticates it.

use std::rc::Rc;

use super::page::{HEADER_LEN, PAGE_SIZE, SEALED_LEN, SealedPage, SealedParts, Stamp};
use crate::crypto::gcm::{IV_LEN, TAG_LEN, Unauthentic};
use crate::crypto::keys::DataKey;
use crate::env::Past;

const LABEL: &[u8] = b"playground page key v1";

/// Seals a page's content. `write` must not have been used under `key` in this past.
pub(super) fn seal(
    key: &DataKey,
    stamp: &Stamp,
    past: Past,
    write: u64,
    content: &[u8; PAGE_SIZE],
) -> SealedPage {
    let nonce = nonce(write);
    let header = stamp.header(past, &nonce);
    let mut raw = Vec::with_capacity(SEALED_LEN);
    raw.extend_from_slice(&header);
    raw.extend_from_slice(content);
    let (_, data) = raw.split_at_mut(HEADER_LEN);
    let tag = key.gcm(LABEL, &past.0).seal(&nonce, &header, data);
    raw.extend_from_slice(&tag);
    SealedPage::from_raw(Rc::from(raw))
}

/// Opens a page, which must be the one that its header claims.
pub(super) fn open(key: &DataKey, parts: &SealedParts<'_>) -> Result<Vec<u8>, Unauthentic> {
    open_with(key, parts, parts.header)
}

/// Opens a page, which must be the one that `stamp` says, whatever its header claims.
pub(super) fn open_as(key: &DataKey, parts: &SealedParts<'_>, stamp: &Stamp) -> Result<Vec<u8>, Unauthentic> {
    open_with(key, parts, &stamp.header(parts.past, parts.nonce))
}

/// Tries to open a page with a key that may not be the right one. Returns its content if the tag matches.
pub(crate) fn try_key(key: &DataKey, parts: &SealedParts<'_>) -> Option<Rc<[u8]>> {
    open(key, parts).ok().map(Rc::from)
}

fn open_with(key: &DataKey, parts: &SealedParts<'_>, aad: &[u8]) -> Result<Vec<u8>, Unauthentic> {
    let mut content = parts.ciphertext.to_vec();
    key.gcm(LABEL, &parts.past.0).open(parts.nonce, aad, &mut content, parts.tag)?;
    Ok(content)
}

/// Seals `content` under the key and the nonce of another page, which must never happen: to show why. Returns the
/// ciphertext and the tag.
pub(crate) fn repeat_nonce(key: &DataKey, of: &SealedParts<'_>, content: &[u8]) -> (Vec<u8>, [u8; TAG_LEN]) {
    let mut data = content.to_vec();
    let tag = key.gcm(LABEL, &of.past.0).seal(of.nonce, of.header, &mut data);
    (data, tag)
}

/// The nonce of write number `write`.
pub(super) fn nonce(write: u64) -> [u8; IV_LEN] {
    let mut nonce = [0; IV_LEN];
    nonce
        .iter_mut()
        .skip(IV_LEN - size_of::<u64>())
        .zip(write.to_be_bytes())
        .for_each(|(to, from)| *to = from);
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::file::{File, PageId};
    use crate::storage::page::VolumeId;

    const STAMP: Stamp =
        Stamp { volume: VolumeId([1; 16]), page: PageId { file: File::Database, number: 2 }, version: 3 };

    const PAST: Past = Past([0xa1; Past::LEN]);

    fn key() -> DataKey {
        DataKey::new(&[5; 32])
    }

    #[test]
    fn opens_what_it_sealed() {
        let page = seal(&key(), &STAMP, PAST, 9, &[0x41; PAGE_SIZE]);
        let parts = page.parts().unwrap();
        assert_eq!(parts.stamp, Some(STAMP));
        assert_eq!((parts.past, *parts.nonce), (PAST, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9]));
        assert_eq!(open(&key(), &parts), Ok(vec![0x41; PAGE_SIZE]));
        assert_eq!(open(&DataKey::new(&[6; 32]), &parts), Err(Unauthentic));
        let elsewhere = SealedParts { past: Past([0xa2; Past::LEN]), ..parts };
        assert_eq!(open(&key(), &elsewhere), Err(Unauthentic), "the key of another past");
        let other = seal(&key(), &STAMP, elsewhere.past, 9, &[0x41; PAGE_SIZE]);
        assert_ne!(other.parts().unwrap().ciphertext, parts.ciphertext, "one nonce, but two keys");
    }

    #[test]
    fn past_and_write_give_key_and_nonce_one_to_one() {
        let writes: Vec<u64> = (0..64).flat_map(|bit| [1 << bit, (1 << bit) - 1, !(1 << bit)]).collect();
        let writes: std::collections::BTreeSet<u64> = writes.into_iter().chain(0..1_000).collect();
        let nonces: std::collections::BTreeSet<_> = writes.iter().map(|write| nonce(*write)).collect();
        assert_eq!(nonces.len(), writes.len());
        for write in writes {
            let (fixed, number) =
                nonce(write).split_first_chunk::<4>().map(|(a, b)| (*a, b.to_vec())).unwrap();
            assert_eq!((fixed, number), ([0; 4], write.to_be_bytes().to_vec()), "read back from the nonce");
        }
        // Each bit of the past counts.
        let pasts = (0..Past::LEN * 8).map(|bit| {
            let mut past = PAST;
            past.0[bit / 8] ^= 1 << (bit % 8);
            past
        });
        let pasts: Vec<Past> = pasts.chain([PAST]).collect();
        let key = key();
        let streams: std::collections::BTreeSet<_> =
            pasts.iter().map(|past| key.gcm(LABEL, &past.0).seal(&nonce(9), &[], &mut [])).collect();
        assert_eq!(streams.len(), pasts.len(), "each has a key of its own");
        let headers: std::collections::BTreeSet<_> =
            pasts.iter().map(|past| STAMP.header(*past, &nonce(9))).collect();
        assert_eq!(headers.len(), pasts.len(), "the header tells the past");
    }
}
