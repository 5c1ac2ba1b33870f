//! Volumes: what they refuse, share and replay.

#![expect(clippy::expect_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::rc::Rc;

use playground_core::crypto::keys::{DataKey, LinkKey, WrappedDataKey};
use playground_core::env::{Moment, Past, Time};
use playground_core::ids::KeyArn;
use playground_core::kms::context::EncryptionContext;
use playground_core::storage::file::{File, PageId};
use playground_core::storage::frame;
use playground_core::storage::image::{Image, PageFault, WrongKeys};
use playground_core::storage::keyring::{KeyRing, KeySlot};
use playground_core::storage::page::{PAGE_SIZE, PageNo, SEALED_LEN, StoredPage, VolumeId};
use playground_core::storage::tamper::{FoundIn, Hit, NothingThere};
use playground_core::storage::volume::Volume;
use proptest::prelude::*;

const CARD: &str = "4111 1111 1111 1111";
const PAST: Past = Past([1; Past::LEN]);

/// No session forks here, so all writes have one past.
fn at(time: Time) -> Moment {
    Moment { time, past: PAST }
}

/// Three pages with some text in them.
fn sample() -> Vec<u8> {
    let mut pages: Vec<u8> = (0..3 * PAGE_SIZE).map(|at| (at / 7 % 251).to_le_bytes()[0]).collect();
    pages.splice(..6, *b"SQLite");
    pages.splice(PAGE_SIZE + 500..PAGE_SIZE + 500 + CARD.len(), CARD.bytes());
    pages
}

/// Writes `bytes` into a page at `offset`. The page is read first, so a fault in it stops the write.
fn write_page(
    volume: &mut Volume,
    keys: &KeyRing,
    page: PageNo,
    offset: usize,
    bytes: &[u8],
    time: Time,
) -> Result<(), PageFault> {
    let mut content: [u8; PAGE_SIZE] = volume.read_page(keys, page)?.try_into().expect("a page");
    content.iter_mut().skip(offset).zip(bytes).for_each(|(to, from)| *to = *from);
    volume.put_page(keys, page, &content, volume.image().size(File::Database), at(time))
}

fn id(n: u8) -> VolumeId {
    VolumeId([n; 16])
}

fn key(n: u8) -> DataKey {
    DataKey::new(&[n; 32])
}

fn slot(n: u8) -> KeySlot {
    KeySlot {
        volume: id(n),
        wrapped: WrappedDataKey::new(b"wrapped"),
        key: KeyArn::parse("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
            .expect("an ARN"),
        context: EncryptionContext::default(),
    }
}

fn ring(volumes: &[u8]) -> KeyRing {
    volumes.iter().fold(KeyRing::new(), |ring, n| ring.with(id(*n), Rc::new(key(*n))))
}

fn sealed(n: u8) -> Volume {
    Volume::new_sealed(slot(n), &key(n), PAST, &sample())
}

fn plain() -> Volume {
    Volume::new_plain(id(9), &sample())
}

fn stored(image: &Image, page: impl Into<PageId>) -> StoredPage {
    image.page(page).expect("a page").stored.clone()
}

/// The content of a volume, page by page.
fn content(image: &Image, keys: &KeyRing) -> Vec<u8> {
    image.pages().flat_map(|(page, _)| image.read_page(keys, page).expect("readable")).collect()
}

#[test]
fn a_client_reads_the_same_from_a_plain_and_a_sealed_volume() {
    assert_eq!(content(plain().image(), &KeyRing::new()), sample());
    assert_eq!(content(sealed(1).image(), &ring(&[1])), sample());
    assert_eq!(sealed(1).read_page(&KeyRing::new(), 1), Err(PageFault::NoKey(id(1))));
    assert_eq!(sealed(1).read_page(&ring(&[1]), 4), Err(PageFault::Missing));
}

#[test]
fn the_disk_shows_text_only_when_it_is_not_sealed() {
    let (mut plain, mut sealed) = (plain(), sealed(1));
    for (volume, keys) in [(&mut plain, KeyRing::new()), (&mut sealed, ring(&[1]))] {
        write_page(volume, &keys, 2, 100, b"in the log", Time(5)).expect("written");
    }
    assert_eq!(plain.find("in the log").len(), 2, "page and log record");
    assert_eq!(plain.find("in the log")[0], Hit { place: FoundIn::Page(2.into()), offset: 100 });
    assert_eq!(plain.image().find(CARD).len(), 1);
    assert_eq!(sealed.find("in the log"), []);
    assert_eq!(sealed.find(CARD), []);
    assert_eq!(sealed.find("SQLite"), []);
    assert_eq!(plain.find(""), []);
}

#[test]
fn every_changed_byte_of_a_sealed_page_is_noticed() {
    let (whole, keys) = (sealed(1), ring(&[1]));
    for offset in 0..SEALED_LEN {
        let mut volume = whole.clone();
        volume.flip_bit(2, offset, offset.to_le_bytes()[0] % 8).expect("a byte");
        assert_eq!(volume.read_page(&keys, 2), Err(PageFault::Corrupt), "byte {offset}");
        assert_eq!(write_page(&mut volume, &keys, 2, 0, b"x", Time(1)), Err(PageFault::Corrupt));
    }
    let mut volume = whole;
    assert_eq!(volume.flip_bit(2, SEALED_LEN, 0), Err(NothingThere::Byte));
    assert_eq!(volume.flip_bit(2, 0, 8), Err(NothingThere::Byte));
    assert_eq!(volume.flip_bit(9, 0, 0), Err(NothingThere::Page));
}

#[test]
fn a_plain_volume_notices_nothing() {
    let mut volume = plain();
    volume.flip_bit(2, 0, 0).expect("a byte");
    volume.swap_pages(1, 3).expect("pages");
    assert_eq!(volume.read_page(&KeyRing::new(), 1).expect("read")[..], sample()[2 * PAGE_SIZE..]);
    assert_eq!(volume.read_page(&KeyRing::new(), 2).expect("read")[0], sample()[PAGE_SIZE] ^ 1);
}

#[test]
fn swapped_rolled_back_and_foreign_pages_are_told_apart() {
    let (mut whole, keys) = (sealed(1), ring(&[1]));
    write_page(&mut whole, &keys, 2, 0, b"new", Time(1)).expect("written");

    let mut volume = whole.clone();
    volume.swap_pages(2, 3).expect("pages");
    assert_eq!(volume.read_page(&keys, 2), Err(PageFault::Swapped(3.into())));
    assert_eq!(volume.read_page(&keys, 3), Err(PageFault::Swapped(2.into())));

    let mut volume = whole.clone();
    volume.rollback_page(2).expect("an older one");
    assert_eq!(volume.read_page(&keys, 2), Err(PageFault::OtherVersion { found: 1, expected: 2 }));
    assert_eq!(volume.rollback_page(3), Err(NothingThere::Older));

    let mut volume = whole.clone();
    volume.replace_page(2, stored(sealed(4).image(), 2)).expect("a page");
    assert_eq!(volume.read_page(&keys, 2), Err(PageFault::Foreign(id(4))));
    assert_eq!(volume.read_page(&ring(&[1, 4]), 2), Err(PageFault::Foreign(id(4))), "even with its key");

    let mut volume = whole.clone();
    volume.replace_page(2, stored(plain().image(), 2)).expect("a page");
    assert_eq!(volume.read_page(&keys, 2), Err(PageFault::NotSealed));
}

#[test]
fn a_page_of_the_parent_does_not_pass_for_the_childs() {
    let mut parent = sealed(1);
    let mut child = Volume::restored(&parent.snapshot(), slot(2), vec![slot(1)]).expect("restored");
    let keys = ring(&[1, 2]);
    write_page(&mut parent, &keys, 2, 0, b"parent", Time(1)).expect("written");
    write_page(&mut child, &keys, 2, 0, b"child", Time(1)).expect("written");
    let mine = child.clone();
    child.replace_page(2, stored(parent.image(), 2)).expect("a page");
    assert_eq!(child.read_page(&keys, 2), Err(PageFault::Foreign(id(1))), "same version, other volume");
    let mut child = mine;
    child.rollback_page(2).expect("the inherited one");
    assert_eq!(child.read_page(&keys, 2), Err(PageFault::OtherVersion { found: 1, expected: 2 }));
    child.replace_page(3, stored(parent.image(), 3)).expect("a page");
    assert!(child.read_page(&keys, 3).is_ok(), "never written since: it is the same page");
}

#[test]
fn snapshots_copies_and_restores_share_pages_and_stay_as_they_were() {
    let (mut source, keys) = (sealed(1), ring(&[1, 2]));
    let snapshot = source.snapshot();
    let copy = snapshot.rewrapped(vec![slot(1)]).expect("its key");
    let mut restored = Volume::restored(&copy, slot(2), vec![slot(1)]).expect("restored");
    for (page, slot) in source.image().pages() {
        for other in [&snapshot, &copy, restored.image()] {
            assert!(slot.stored.shares_with(&stored(other, page)));
        }
    }
    write_page(&mut source, &keys, 1, 0, b"source", Time(1)).expect("written");
    write_page(&mut restored, &keys, 3, 0, b"restored", Time(1)).expect("written");
    assert_eq!(content(&snapshot, &keys), sample());
    assert_eq!(content(&copy, &keys), sample());
    assert!(stored(restored.image(), 2).shares_with(&stored(&snapshot, 2)), "only the written page is new");
    assert_eq!(stored(restored.image(), 3).sealed().and_then(|p| p.stamp).map(|s| s.volume), Some(id(2)));
    assert_eq!(stored(restored.image(), 2).sealed().and_then(|p| p.stamp).map(|s| s.volume), Some(id(1)));
    assert_eq!(write_page(&mut restored, &ring(&[1]), 2, 0, b"x", Time(1)), Err(PageFault::NoKey(id(2))));
}

#[test]
fn keys_of_other_volumes_are_not_taken() {
    let (plain, sealed) = (plain().snapshot(), sealed(1).snapshot());
    assert_eq!(sealed.rewrapped(vec![slot(2)]), Err(WrongKeys));
    assert_eq!(sealed.rewrapped(vec![]), Err(WrongKeys));
    assert_eq!(plain.rewrapped(vec![slot(1)]), Err(WrongKeys));
    assert_eq!(Volume::restored(&sealed, slot(2), vec![]), Err(WrongKeys));
    assert_eq!(Volume::restored(&plain, slot(2), vec![]), Err(WrongKeys), "plain to sealed has its own way");
    assert_eq!(Volume::restored_plain(id(2), &sealed), Err(WrongKeys), "sealed to plain has none");
    assert_eq!(Volume::sealed_from_plain(&sealed, slot(2), &key(2), PAST), Err(WrongKeys));
}

#[test]
fn a_plain_snapshot_can_be_restored_sealed() {
    let volume = Volume::sealed_from_plain(&plain().snapshot(), slot(2), &key(2), PAST).expect("sealed");
    assert_eq!(content(volume.image(), &ring(&[2])), sample());
    assert_eq!(volume.find(CARD), []);
}

#[test]
fn a_frame_hides_a_plain_page_and_carries_a_sealed_one_unopened() {
    let link = LinkKey::new(&[8; 32]);
    for (mut volume, keys) in [(plain(), KeyRing::new()), (sealed(1), ring(&[1]))] {
        let mut replica = if volume.image().is_sealed() {
            Volume::restored(volume.image(), slot(5), vec![slot(1)]).expect("replica")
        } else {
            Volume::restored_plain(id(5), volume.image()).expect("replica")
        };
        write_page(&mut volume, &keys, 2, 0, CARD.as_bytes(), Time(7)).expect("written");
        let record = volume.log().next_back().expect("a record");
        let sent = frame::seal(&link, record);
        assert!(!sent.windows(CARD.len()).any(|window| window == CARD.as_bytes()));
        let total: u32 = frame::describe(&sent).iter().map(|field| field.length).sum();
        assert_eq!(total as usize, sent.len());

        let received = frame::open(&link, &sent).expect("whole");
        assert_eq!(&received, record);
        replica.replay(&received).expect("known keys");
        assert_eq!(replica.read_page(&keys, 2), volume.read_page(&keys, 2));

        assert!(frame::open(&LinkKey::new(&[9; 32]), &sent).is_err());
        for at in (0..sent.len()).step_by(7) {
            let mut bad = sent.clone();
            bad[at] ^= 0x10;
            assert!(frame::open(&link, &bad).is_err(), "byte {at}");
        }
    }
}

#[test]
fn a_replica_takes_no_page_it_has_no_key_for() {
    let (mut source, mut stranger) = (sealed(1), sealed(4));
    write_page(&mut source, &ring(&[1]), 2, 0, b"x", Time(1)).expect("written");
    let record = source.log().next().expect("a record");
    assert_eq!(stranger.replay(record), Err(WrongKeys));
    assert_eq!(plain().replay(record), Err(WrongKeys));
}

/// A write: page, offset, text, and seconds since the last one.
fn writes() -> impl Strategy<Value = Vec<(PageNo, usize, Vec<u8>, u64)>> {
    let write = (1..=3_u32, 0..PAGE_SIZE - 8, prop::collection::vec(any::<u8>(), 1..8), 0..3_u64);
    prop::collection::vec(write, 1..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Compared with a naive model that keeps the whole content after each write.
    #[test]
    fn a_replay_gives_the_state_at_any_time(writes in writes(), cut in 0..20_u64, sealing: bool) {
        let mut volume = if sealing { sealed(1) } else { plain() };
        let (keys, mut now) = (ring(&[1]), 0);
        let mut model = vec![(0, sample())];
        for (page, offset, text, wait) in &writes {
            now += wait;
            write_page(&mut volume, &keys, *page, *offset, text, Time(now)).expect("written");
            let mut next = model.last().expect("a state").1.clone();
            let start = (*page as usize - 1) * PAGE_SIZE + offset;
            next[start..start + text.len()].copy_from_slice(text);
            model.push((now, next));
        }
        let then = |time: u64| &model.iter().rfind(|(then, _)| *then <= time).expect("a state").1;
        prop_assert_eq!(&content(volume.image(), &keys), then(now));
        for time in 0..=now {
            prop_assert_eq!(&content(&volume.at(Time(time)), &keys), then(time), "at {}", time);
        }
        volume.trim_log(Time(cut));
        prop_assert!(volume.log().all(|record| record.time.0 >= cut));
        for time in cut..=now {
            prop_assert_eq!(&content(&volume.at(Time(time)), &keys), then(time), "trimmed, at {}", time);
        }
    }

    /// Volumes that share a past, and every page version ever written: no nonce is used twice under one key.
    #[test]
    fn nonces_never_repeat_under_a_key(first in writes(), second in writes(), third in writes()) {
        let keys = ring(&[1, 2, 3]);
        let mut volumes = vec![sealed(1)];
        let mut seen: BTreeSet<(VolumeId, [u8; 12])> = BTreeSet::new();
        let mut see = |page: &StoredPage, fresh: bool| {
            let parts = page.sealed().expect("sealed");
            seen.insert((parts.stamp.expect("ours").volume, *parts.nonce)) || !fresh
        };
        for (_, slot) in volumes[0].image().pages() {
            prop_assert!(see(&slot.stored, true));
        }
        for (round, writes) in [first, second, third].iter().enumerate() {
            for (turn, (page, offset, text, _)) in writes.iter().enumerate() {
                let volume = turn % volumes.len();
                write_page(&mut volumes[volume], &keys, *page, *offset, text, Time(0)).expect("written");
                let record = volumes[volume].log().next_back().expect("a record");
                prop_assert!(see(record.page().expect("a page").1, true), "round {} turn {}", round, turn);
            }
            let own = u8::try_from(round).expect("small") + 2;
            let newest = volumes.last().expect("a volume").snapshot();
            let inherited = newest.slots().cloned().collect();
            volumes.push(Volume::restored(&newest, slot(own), inherited).expect("restored"));
        }
    }
}

#[test]
fn files_keep_their_sizes_and_logs_are_not_restored() {
    for (mut volume, keys) in [(plain(), KeyRing::new()), (sealed(1), ring(&[1]))] {
        let sizes = |volume: &Volume| File::ALL.map(|file| volume.image().size(file));
        let journal = PageId { file: File::Journal, number: 1 };
        let pages = 3 * PAGE_SIZE as u64;
        assert_eq!(sizes(&volume), [pages, 0, 0, 0]);
        volume.put_page(&keys, journal, &[7; PAGE_SIZE], 600, at(Time(1))).expect("written");
        let line = "x".repeat(1000);
        for second in 2..12 {
            volume.append_text(&keys, File::GeneralLog, &line, at(Time(second))).expect("written");
        }
        volume.resize(File::Database, PAGE_SIZE as u64, at(Time(12)));
        assert_eq!(sizes(&volume), [PAGE_SIZE as u64, 600, 0, 10_000]);
        let log = PageId { file: File::GeneralLog, number: 3 };
        let text = volume.read_page(&keys, log).expect("readable");
        assert_eq!((text[10_000 % PAGE_SIZE - 1], text[10_000 % PAGE_SIZE]), (b'x', 0));
        assert!(volume.image().page(3).is_some(), "cut off, but still on the disk");
        let then = volume.at(Time(6));
        assert_eq!((then.size(File::Database), then.size(File::GeneralLog)), (pages, 5_000));
        let mut trimmed = volume.clone();
        trimmed.trim_log(Time(7));
        assert_eq!(trimmed.at(Time(8)), volume.at(Time(8)));

        let restored = if volume.image().is_sealed() {
            Volume::restored(volume.image(), slot(2), vec![slot(1)]).expect("restored")
        } else {
            Volume::restored_plain(id(2), volume.image()).expect("restored")
        };
        assert_eq!(sizes(&restored), [PAGE_SIZE as u64, 600, 0, 0]);
        assert!(restored.image().page(journal).is_some() && restored.image().page(log).is_none());

        let wire = LinkKey::new(&[8; 32]);
        for record in volume.log() {
            assert_eq!(frame::open(&wire, &frame::seal(&wire, record)).as_ref(), Ok(record));
        }
    }
}

#[test]
fn a_page_of_one_file_does_not_pass_for_another_files() {
    let (mut volume, keys) = (sealed(1), ring(&[1]));
    let journal = PageId { file: File::Journal, number: 2 };
    volume.put_page(&keys, journal, &[7; PAGE_SIZE], 2 * PAGE_SIZE as u64, at(Time(1))).expect("written");
    let stolen = stored(volume.image(), journal);
    volume.replace_page(2, stolen).expect("a page");
    assert_eq!(volume.read_page(&keys, 2), Err(PageFault::Swapped(journal)));
}
