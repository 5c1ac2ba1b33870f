//! What one changed bit of a page does to the sealed page: under the same nonce, which never happens, and under the next
//! one, as every write has it. The page is really sealed both times; nothing is written.

use super::cipher;
use super::file::PageId;
use super::keyring::KeyRing;
use super::page::{PAGE_SIZE, SealedParts};
use super::volume::Volume;
use crate::env::Moment;

/// The bits in which two sealed pages differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DifferentBits {
    /// Of the 32,768 of the ciphertext.
    pub ciphertext: u32,
    /// Of the 128 of the tag.
    pub tag: u32,
}

/// How a sealed page differs after one bit of its content was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Avalanche {
    /// Sealed again under the same key and nonce.
    pub same_nonce: DifferentBits,
    /// Written as a page is: under the next nonce.
    pub next_nonce: DifferentBits,
}

impl Volume {
    /// Changes bit `bit` (0 the lowest) of byte `offset` of a page's content and seals it again. `None` if these keys do
    /// not open the page, if it is not sealed, or if there is no such bit.
    pub fn avalanche(
        &self,
        keys: &KeyRing,
        page: PageId,
        (offset, bit): (usize, u8),
        now: Moment,
    ) -> Option<Avalanche> {
        let slot = self.image().page(page)?;
        let parts = slot.stored.sealed()?;
        let mut content: [u8; PAGE_SIZE] = self.read_page(keys, page).ok()?.try_into().ok()?;
        *content.get_mut(offset)? ^= 1_u8.checked_shl(u32::from(bit))?;
        let (data, tag) = cipher::repeat_nonce(keys.get(parts.stamp?.volume)?, &parts, &content);
        let mut written = self.clone();
        written.put_page(keys, page, &content, self.image().size(page.file), now).ok()?;
        let next = written.image().page(page)?.stored.sealed()?;
        Some(Avalanche {
            same_nonce: different(&parts, &data, &tag),
            next_nonce: different(&parts, next.ciphertext, next.tag),
        })
    }
}

fn different(before: &SealedParts<'_>, ciphertext: &[u8], tag: &[u8]) -> DifferentBits {
    DifferentBits { ciphertext: bits(before.ciphertext, ciphertext), tag: bits(before.tag, tag) }
}

fn bits(one: &[u8], other: &[u8]) -> u32 {
    one.iter().zip(other).map(|(one, other)| (one ^ other).count_ones()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::keys::{DataKey, WrappedDataKey};
    use crate::env::{Past, Time};
    use crate::ids::{AccountId, KeyArn, KeyId, Region};
    use crate::kms::context::EncryptionContext;
    use crate::storage::keyring::KeySlot;
    use crate::storage::page::VolumeId;
    use std::rc::Rc;

    #[test]
    fn one_bit_changes_one_under_the_same_nonce_and_half_under_the_next() {
        let (id, key) = (VolumeId([1; 16]), DataKey::new(&[5; 32]));
        let arn = KeyArn {
            account: AccountId::from_number(1),
            region: Region::DEFAULT,
            id: KeyId::from_random([2; 16]),
        };
        let own = KeySlot {
            volume: id,
            wrapped: WrappedDataKey::new(b""),
            key: arn,
            context: EncryptionContext::default(),
        };
        let past = Past([3; Past::LEN]);
        let volume = Volume::new_sealed(own, &key, past, &[0x41; 2 * PAGE_SIZE]);
        let keys = KeyRing::new().with(id, Rc::new(key));
        let now = Moment { time: Time(0), past };
        let at = |page: u32, place| volume.avalanche(&keys, page.into(), place, now);
        let found = at(2, (4095, 7)).unwrap();
        assert_eq!(found.same_nonce.ciphertext, 1, "GCM is a stream cipher: the bit itself");
        assert!((30..100).contains(&found.same_nonce.tag), "{found:?}");
        assert!((30..100).contains(&found.next_nonce.tag), "{found:?}");
        // Half of 32,768 with a standard deviation of 90.
        assert!((15_800..17_000).contains(&found.next_nonce.ciphertext), "{found:?}");
        assert_ne!(at(2, (4095, 7)), at(2, (4095, 6)), "the tag covers every bit");
        assert_eq!([at(2, (4096, 0)), at(2, (0, 8)), at(3, (0, 0))], [None; 3]);
        assert_eq!(volume.avalanche(&KeyRing::new(), 2.into(), (0, 0), now), None);
    }
}
