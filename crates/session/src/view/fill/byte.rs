//! One byte of a page: what it belongs to, the commands that change it on the storage, and what changing it before the
//! page is sealed would do.

use playground_core::ids::Region;
use playground_core::ops::playground::PlaygroundOp;
use playground_core::ops::playground::flip_bit::FlipBit;
use playground_core::ops::playground::raw::{PageNumber, Target, client_keys};
use playground_core::ops::rds::SnapshotRef;
use playground_core::ops::{Operation, Request};
use playground_core::profile::PROFILES;
use playground_core::storage::file::PageId;
use playground_core::storage::page::{HEADER_LEN, PAGE_SIZE};

use super::readers::{Storage, Stored};
use crate::view::{AvalancheView, ByteView, PageView, Phrase};

/// A byte of a page. `bytes` are those of the page at rest, and as the reader reads them.
pub(super) fn byte(
    storage: Storage<'_>,
    page: PageId,
    bytes: (&[u8], Option<&[u8]>),
    opened: Option<&PageView>,
    at: u32,
    bit: Option<u8>,
) -> ByteView {
    let of = |bytes: &[u8]| bytes.get(at as usize).copied();
    let (at_rest, read) = bytes;
    ByteView {
        offset: at,
        stored: u32::try_from(stored(storage, page, at)).unwrap_or(u32::MAX),
        at_rest: of(at_rest).unwrap_or_default(),
        read: read.and_then(of),
        place: opened.map(|opened| place(opened, at)).unwrap_or_default(),
        flips: (0..8).filter_map(|bit| flip(storage, page, at, bit)).collect(),
        seals_again: avalanche(storage, page, at, 0).is_some(),
        avalanche: bit.and_then(|bit| avalanche(storage, page, at, bit)),
    }
}

/// What a byte belongs to: "value of card, row 1".
fn place(page: &PageView, at: u32) -> Phrase {
    let holds = |offset: u32, length: u32| (offset..offset.saturating_add(length)).contains(&at);
    let Some(range) = page.ranges.iter().find(|range| holds(range.offset, range.length)) else {
        return Phrase::default();
    };
    let cell = range.cell.and_then(|cell| page.cells.get(cell as usize));
    Phrase::list([range.name.clone(), cell.map(|cell| cell.what.clone()).unwrap_or_default()])
}

/// The position of a byte of the content in the stored page.
fn stored(storage: Storage<'_>, page: PageId, at: u32) -> u64 {
    let sealed = storage.image.page(page).is_some_and(|slot| slot.stored.sealed().is_some());
    u64::from(at) + if sealed { HEADER_LEN as u64 } else { 0 }
}

/// The command that flips a bit of the byte as it is stored.
fn flip(storage: Storage<'_>, page: PageId, at: u32, bit: u8) -> Option<String> {
    let (account, region, target) = match storage.of {
        Stored::Cluster(cluster) => {
            (cluster.arn.account, cluster.arn.region, Target::Cluster(cluster.arn.id.clone()))
        }
        Stored::Snapshot(snapshot) => (
            snapshot.arn.account,
            snapshot.arn.region,
            Target::Snapshot(SnapshotRef::Id(snapshot.arn.id.clone())),
        ),
        Stored::Backup(backup) => {
            (backup.cluster.account, backup.cluster.region, Target::Backup(backup.cluster.id.clone()))
        }
    };
    let flip = FlipBit {
        target,
        page: PageNumber(page.number),
        file: page.file,
        offset: Some(stored(storage, page, at)),
        bit: Some(bit),
    };
    let who = PROFILES.iter().find(|profile| profile.account == account)?.principal();
    Some(line(who, region, flip))
}

fn line(who: playground_core::ids::Principal, region: Region, flip: FlipBit) -> String {
    let operation = Operation::Playground(PlaygroundOp::from(flip));
    playground_aws::print(&Request::new(who, region, operation))
}

/// What changing a bit of the content does, if a host could seal the page again.
fn avalanche(storage: Storage<'_>, page: PageId, at: u32, bit: u8) -> Option<AvalancheView> {
    let Stored::Cluster(cluster) = storage.of else { return None };
    let keys = client_keys(cluster).ok()?;
    let found = cluster.volume.avalanche(keys, page, (at as usize, bit), storage.world.moment())?;
    let bits = |of: playground_core::storage::avalanche::DifferentBits| (of.ciphertext, of.tag);
    let size = u32::try_from(PAGE_SIZE * 8).unwrap_or(u32::MAX);
    Some(AvalancheView {
        bit,
        same_nonce: bits(found.same_nonce),
        next_nonce: bits(found.next_nonce),
        of: (size, 128),
    })
}
