//! The first minute: a secret lies on a disk, the disk is encrypted, stolen and tampered with, and its key is deleted.
//!
//! There is no cluster and no SQL around it, so that it is there at once; what happens to the page is what happens to every
//! page of a cluster: the volume, the envelope and the cipher are the engine's. The secret is in memory only: no link,
//! session or picture holds it. The page around it, and what is said, is `web`'s.

use playground_core::crypto::keys::{BackingKey, DataKey};
use playground_core::env::{Env, Past, Purpose, Seed};
use playground_core::ids::{AccountId, KeyArn, KeyId, Region};
use playground_core::kms::ciphertext::{self, Fresh};
use playground_core::kms::context::EncryptionContext;
use playground_core::storage::image::PageFault;
use playground_core::storage::keyring::{KeyRing, KeySlot};
use playground_core::storage::page::{HEADER_LEN, PAGE_SIZE, PageNo, VolumeId};
use playground_core::storage::volume::Volume;
use std::rc::Rc;

/// What stands before the secret on the page.
const BEFORE: &[u8; 16] = b"orders|1001|Ada|";
/// The most bytes of a secret.
pub const MOST: usize = 32;
/// The bytes of the page that are shown: what stands before the secret, and the secret.
pub const SHOWN: usize = BEFORE.len() + MOST;
/// The page.
const PAGE: PageNo = 1;

/// What has happened so far; later moments are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// The secret lies on the disk as it was typed.
    Typed,
    /// The disk is encrypted, and its host holds the data key.
    Encrypted,
    /// Somebody has a copy of the disk.
    Stolen,
    /// A bit of the disk was flipped.
    Flipped,
    /// The bit is as it was, the KMS key's material is gone, and so is the data key in the host's memory.
    Deleted,
}

impl Moment {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Typed, Self::Encrypted, Self::Stolen, Self::Flipped, Self::Deleted];
}

/// The disk, and who holds which key.
#[derive(Debug)]
pub struct FirstMinute {
    moment: Moment,
    /// Empty once the key is deleted.
    secret: String,
    random: Env,
    volume: Volume,
    /// The material of the KMS key, while there is one.
    kms: Option<BackingKey>,
    /// What the host of the database holds in memory.
    host: KeyRing,
    /// The wrapped data key that is stored beside the pages.
    slot: Option<KeySlot>,
    /// The byte of [`Self::disk`] whose lowest bit was flipped.
    flipped: Option<usize>,
}

impl FirstMinute {
    /// A disk with a secret. `seed` is random, so that the keys are new.
    pub fn new(seed: [u8; 16], secret: &str) -> Self {
        let mut random = Env::new(Seed(seed), 0, Past([0; Past::LEN]));
        let volume = Volume::new_plain(VolumeId(random.bytes(Purpose::VolumeId)), BEFORE);
        let mut new = Self {
            moment: Moment::Typed,
            secret: String::new(),
            random,
            volume,
            kms: None,
            host: KeyRing::new(),
            slot: None,
            flipped: None,
        };
        new.type_secret(secret);
        new
    }

    /// What has happened so far.
    pub const fn moment(&self) -> Moment {
        self.moment
    }

    /// The secret; empty once the key is deleted.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// Puts another secret on the disk, as much of it as fits. Once the disk is encrypted, nothing changes.
    pub fn type_secret(&mut self, secret: &str) {
        if self.moment != Moment::Typed {
            return;
        }
        let end = (0..=MOST.min(secret.len())).rev().find(|at| secret.is_char_boundary(*at)).unwrap_or(0);
        self.secret = secret.get(..end).unwrap_or_default().into();
        self.volume = Volume::new_plain(self.volume.id(), &self.content());
    }

    fn content(&self) -> Vec<u8> {
        [&BEFORE[..], self.secret.as_bytes()].concat()
    }

    /// The next thing happens. `byte` of the bytes shown is the one to be tampered with; without it, it is the first of the
    /// secret.
    pub fn advance(&mut self, byte: Option<usize>) {
        match self.moment {
            Moment::Typed if self.secret.is_empty() => (),
            Moment::Typed => self.encrypt(),
            Moment::Encrypted => self.moment = Moment::Stolen,
            Moment::Stolen => {
                self.flip(byte.filter(|byte| *byte < SHOWN).unwrap_or(BEFORE.len()));
                self.moment = Moment::Flipped;
            }
            Moment::Flipped => self.delete(),
            Moment::Deleted => (),
        }
    }

    /// Makes a KMS key, has it wrap a new data key, and seals the volume under that.
    fn encrypt(&mut self) {
        let mut draw = |purpose| self.random.bytes::<32>(purpose);
        let (backing, key) =
            (BackingKey::new(&draw(Purpose::BackingKey)), DataKey::new(&draw(Purpose::DataKey)));
        let id = KeyId::from_random(self.random.bytes(Purpose::KeyId));
        let account = AccountId::from_number(111_122_223_333);
        let arn = KeyArn { region: Region::DEFAULT, account, id };
        let context = EncryptionContext::of_cluster("cluster-FIRSTMINUTE");
        let fresh = Fresh { n: self.random.bytes(Purpose::Nonce), iv: self.random.bytes(Purpose::Nonce) };
        let text = arn.to_string();
        let Ok(wrapped) = ciphertext::wrap(&backing, &text, &backing.fingerprint(), &context, &key, &fresh)
        else {
            return; // an ARN is never too long for a blob
        };
        let volume = VolumeId(self.random.bytes(Purpose::VolumeId));
        let slot = KeySlot { volume, wrapped, key: arn, context };
        self.volume = Volume::new_sealed(slot.clone(), &key, Past([0; Past::LEN]), &self.content());
        self.host = KeyRing::new().with(volume, Rc::new(key));
        (self.kms, self.slot, self.moment) = (Some(backing), Some(slot), Moment::Encrypted);
    }

    /// Flips the lowest bit of a byte shown, or flips it back.
    fn flip(&mut self, byte: usize) {
        if self.volume.flip_bit(PAGE, HEADER_LEN + byte, 0).is_ok() {
            self.flipped = if self.flipped == Some(byte) { None } else { Some(byte) };
        }
    }

    /// The damaged page is repaired from another copy. Then the key's material is destroyed, and the host forgets the data
    /// key, as it does when it is stopped. What random numbers can be made from is destroyed as well.
    fn delete(&mut self) {
        if let Some(byte) = self.flipped {
            self.flip(byte);
        }
        self.kms = None;
        self.host = KeyRing::new();
        self.random = Env::new(Seed([0; 16]), 0, Past([0; Past::LEN]));
        self.secret.clear();
        self.moment = Moment::Deleted;
        self.start_host();
    }

    /// The host asks KMS for the data key again, as it does when it is started.
    fn start_host(&mut self) {
        let Some((slot, kms)) = self.slot.as_ref().zip(self.kms.as_ref()) else { return };
        if let Ok(key) = ciphertext::unwrap(kms, &slot.context, &slot.wrapped) {
            self.host = KeyRing::new().with(slot.volume, Rc::new(key));
        }
    }

    /// What somebody with the database's password reads: the bytes shown, or why the page does not open.
    pub fn client(&self) -> Result<Vec<u8>, PageFault> {
        let page = self.volume.read_page(&self.host, PAGE)?;
        Ok(page.into_iter().take(SHOWN).collect())
    }

    /// What somebody with the disk reads at the same place.
    pub fn disk(&self) -> Vec<u8> {
        let stored = self.volume.image().page(PAGE).map(|slot| &slot.stored);
        let raw = stored.map(|stored| stored.sealed().map_or_else(|| stored.raw(), |parts| parts.ciphertext));
        raw.unwrap_or_default().iter().copied().take(SHOWN).collect()
    }

    /// How many bytes the disk has.
    pub fn size(&self) -> usize {
        self.volume.image().pages().map(|(_, slot)| slot.stored.raw().len()).sum()
    }

    /// In how many places of the disk the secret can be read.
    pub fn found(&self) -> usize {
        if self.secret.is_empty() { 0 } else { self.volume.image().find(&self.secret).len() }
    }

    /// How many bytes of the disk encryption has added: a header with the nonce, and the authentication tag.
    pub fn added(&self) -> usize {
        self.size().saturating_sub(PAGE_SIZE)
    }

    /// What somebody with the disk, and without its host or the KMS key, can decrypt.
    #[cfg(test)]
    fn thief(&self) -> Result<Vec<u8>, PageFault> {
        self.volume.read_page(&KeyRing::new(), PAGE)
    }

    /// The byte shown that was tampered with.
    pub const fn flipped(&self) -> Option<usize> {
        self.flipped
    }

    /// The id of the KMS key, once there is one.
    pub fn key_id(&self) -> Option<String> {
        self.slot.as_ref().map(|slot| slot.key.id.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "4111 1111 1111 1111";

    fn at(moment: Moment) -> FirstMinute {
        let mut minute = FirstMinute::new([7; 16], SECRET);
        while minute.moment() != moment {
            minute.advance(None);
        }
        minute
    }

    fn reads(minute: &FirstMinute) -> bool {
        minute.client().is_ok_and(|bytes| bytes[BEFORE.len()..].starts_with(SECRET.as_bytes()))
    }

    #[test]
    fn a_plain_disk_says_what_a_client_reads() {
        let minute = at(Moment::Typed);
        assert_eq!((minute.disk(), minute.found()), (minute.client().unwrap(), 1));
        assert_eq!(minute.disk().len(), SHOWN);
    }

    #[test]
    fn an_encrypted_disk_says_nothing_and_the_client_reads_on() {
        let minute = at(Moment::Encrypted);
        assert!(reads(&minute) && minute.found() == 0);
        let (disk, client) = (minute.disk(), minute.client().unwrap());
        assert!(disk.iter().zip(&client).filter(|(one, other)| one == other).count() < 4, "{disk:?}");
        assert_ne!(disk, FirstMinute::new([8; 16], SECRET).disk());
    }

    #[test]
    fn the_data_key_comes_back_from_kms_and_from_nowhere_else() {
        let mut minute = at(Moment::Encrypted);
        minute.host = KeyRing::new();
        assert_eq!(minute.client(), Err(PageFault::NoKey(minute.volume.id())));
        minute.start_host();
        assert!(reads(&minute));
    }

    #[test]
    fn the_stolen_disk_is_larger_and_does_not_decrypt_without_a_key() {
        let minute = at(Moment::Stolen);
        assert_eq!((minute.added(), minute.size()), (96, PAGE_SIZE + 96));
        assert_eq!(minute.thief(), Err(PageFault::NoKey(minute.volume.id())));
        assert_eq!((minute.found(), at(Moment::Typed).added()), (0, 0));
    }

    #[test]
    fn a_flipped_bit_is_noticed_wherever_it_is_and_flipped_back_it_is_as_before() {
        for byte in [None, Some(0), Some(SHOWN - 1), Some(SHOWN)] {
            let mut minute = at(Moment::Stolen);
            let before = minute.disk();
            minute.advance(byte);
            let at = minute.flipped().unwrap();
            assert_eq!(minute.client(), Err(PageFault::Corrupt));
            assert_eq!(before[at] ^ 1, minute.disk()[at]);
            minute.flip(at);
            assert!(reads(&minute) && minute.disk() == before);
        }
    }

    #[test]
    fn without_the_key_the_intact_page_is_lost() {
        let before = at(Moment::Encrypted).disk();
        let mut minute = at(Moment::Deleted);
        assert_eq!(minute.disk(), before);
        assert_eq!(minute.client(), Err(PageFault::NoKey(minute.volume.id())));
        minute.start_host();
        assert!(minute.client().is_err() && minute.kms.is_none() && minute.secret().is_empty());
        minute.advance(None);
        minute.type_secret("again");
        assert_eq!((minute.moment(), minute.disk()), (Moment::Deleted, before));
    }

    #[test]
    fn a_secret_is_cut_between_characters_and_an_empty_one_is_not_encrypted() {
        let mut minute = FirstMinute::new([7; 16], &"é".repeat(40));
        assert_eq!(minute.secret(), "é".repeat(16));
        minute.type_secret(&["a", &"é".repeat(40)].concat());
        assert_eq!(minute.secret().len(), 31);
        minute.type_secret("");
        minute.advance(None);
        assert_eq!((minute.moment(), minute.found()), (Moment::Typed, 0));
    }
}
