//! The volumes of new clusters, replicas and copies. Functions that open pages take a host's keys; those that
//! pass sealed pages on take none (rule L10).

use super::access;
use super::new_cluster::under;
use crate::crypto::keys::WrappedDataKey;
use crate::env::Purpose;
use crate::ids::ResourceId;
use crate::ops::Tx;
use crate::ops::kms::for_rds::{self, Custody};
use crate::rds::cluster::{Cluster, Encryption, StorageNode};
use crate::rds::defaults::encrypts_unasked;
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use crate::storage::image::Image;
use crate::storage::keyring::{KeyRing, KeySlot};
use crate::storage::page::VolumeId;
use crate::storage::volume::Volume;
use std::rc::Rc;

/// RDS's custody of a cluster's key; `None` for an unencrypted cluster.
pub(in crate::ops) fn custody(cluster: &Cluster) -> Option<Custody> {
    match &cluster.encryption {
        Encryption::Unencrypted => None,
        Encryption::Under { key, grant } => {
            Some(Custody { key: key.clone(), grant: *grant, context: cluster.context() })
        }
    }
}

fn slot(volume: VolumeId, custody: &Custody, wrapped: WrappedDataKey) -> KeySlot {
    KeySlot { volume, wrapped, key: custody.key.clone(), context: custody.context.clone() }
}

fn new_id(tx: &mut Tx) -> VolumeId {
    VolumeId(tx.env.bytes(Purpose::VolumeId))
}

/// An empty unsealed volume.
pub(super) fn new_plain(tx: &mut Tx) -> Volume {
    Volume::new_plain(new_id(tx), &[])
}

/// The storage of a new cluster for which nobody asked for encryption: under the AWS owned key from 18 February 2026 on,
/// and unencrypted before (rules N01, N03).
pub(super) fn unasked(tx: &mut Tx, id: ResourceId) -> Result<(Encryption, Volume, KeyRing), Refusal> {
    if !encrypts_unasked(tx.world.edition, tx.world.now) {
        return Ok((Encryption::Unencrypted, new_plain(tx), KeyRing::new()));
    }
    let custody = access::take_owned(tx, tx.region, id);
    let (volume, ring) = new_sealed(tx, &custody)?;
    Ok((under(custody), volume, ring))
}

/// An empty sealed volume and its host's keys: KMS makes a data key, wraps it under the KMS key, and decrypts
/// it for the host, which seals the pages.
pub(super) fn new_sealed(tx: &mut Tx, custody: &Custody) -> Result<(Volume, KeyRing), Refusal> {
    let (own, key) = own_slot(tx, custody)?;
    let volume = Volume::new_sealed(own, &key, tx.world.moment().past, &[]);
    let ring = KeyRing::new().with(volume.id(), key);
    Ok((volume, ring))
}

fn own_slot(tx: &mut Tx, custody: &Custody) -> Result<(KeySlot, Rc<crate::crypto::keys::DataKey>), Refusal> {
    let id = new_id(tx);
    let wrapped = for_rds::generate_data_key_without_plaintext(tx, custody)?;
    let key = for_rds::decrypt(tx, custody, &wrapped)?;
    Ok((slot(id, custody, wrapped), Rc::new(key)))
}

/// An unsealed volume that shares the pages of an unsealed image.
pub(super) fn plain_over(tx: &mut Tx, image: &Image) -> Result<Volume, Refusal> {
    Volume::restored_plain(new_id(tx), image).map_err(|_| broken())
}

/// A sealed volume with the content of an unsealed image (rule L05).
pub(super) fn sealed_from_plain(
    tx: &mut Tx,
    image: &Image,
    custody: &Custody,
) -> Result<(Volume, KeyRing), Refusal> {
    let (own, key) = own_slot(tx, custody)?;
    let volume = Volume::sealed_from_plain(image, own, &key, tx.world.moment().past).map_err(|_| broken())?;
    let ring = KeyRing::new().with(volume.id(), key);
    Ok((volume, ring))
}

/// A sealed volume with what another cluster holds, whose host opens its pages and sends them. A page that does not open
/// there is not sent.
pub(super) fn sealed_from_host(
    tx: &mut Tx,
    source: &Cluster,
    custody: &Custody,
) -> Result<(Volume, KeyRing), Refusal> {
    let StorageNode::Up(theirs) = &source.host else { return Err(broken()) };
    let (own, key) = own_slot(tx, custody)?;
    let volume = Volume::sealed_anew(source.volume.image(), theirs, own, &key, tx.world.moment().past);
    let ring = KeyRing::new().with(volume.id(), key);
    Ok((volume, ring))
}

/// A sealed volume that shares the pages of a sealed image. It reads them with the data keys that sealed
/// them, wrapped anew for it, and writes under a data key of its own.
pub(super) fn sealed_over(
    tx: &mut Tx,
    image: &Image,
    from: &Custody,
    to: &Custody,
) -> Result<(Volume, KeyRing), Refusal> {
    let inherited = rewrap(tx, image, from, to)?;
    let mut ring = KeyRing::new();
    for slot in &inherited {
        let key = for_rds::decrypt(tx, to, &slot.wrapped)?;
        ring = ring.with(slot.volume, Rc::new(key));
    }
    let (own, key) = own_slot(tx, to)?;
    let ring = ring.with(own.volume, key);
    let volume = Volume::restored(image, own, inherited).map_err(|_| broken())?;
    Ok((volume, ring))
}

/// The data keys of an image, each wrapped for another custody. No page is touched.
fn rewrap(tx: &mut Tx, image: &Image, from: &Custody, to: &Custody) -> Result<Vec<KeySlot>, Refusal> {
    let slots: Vec<KeySlot> = image.slots().cloned().collect();
    let mut out = Vec::with_capacity(slots.len());
    for old in slots {
        let wrapped = for_rds::rewrap(tx, from, to, &old.wrapped)?;
        out.push(slot(old.volume, to, wrapped));
    }
    Ok(out)
}

/// A sealed image under another key: the same pages, with every data key wrapped anew (rules L10, L11).
pub(super) fn copied(tx: &mut Tx, image: &Image, from: &Custody, to: &Custody) -> Result<Image, Refusal> {
    let slots = rewrap(tx, image, from, to)?;
    image.rewrapped(slots).map_err(|_| broken())
}

/// A sealed image with the content of an unsealed one (rule N16).
pub(super) fn sealed_copy(tx: &mut Tx, image: &Image, custody: &Custody) -> Result<Image, Refusal> {
    sealed_from_plain(tx, image, custody).map(|(volume, _)| volume.snapshot())
}

/// Decrypts every data key of the image, as KMS does for a host that starts.
pub(in crate::ops) fn open(tx: &mut Tx, image: &Image, custody: &Custody) -> Result<KeyRing, Refusal> {
    let slots: Vec<KeySlot> = image.slots().cloned().collect();
    let mut ring = KeyRing::new();
    for slot in slots {
        let key = for_rds::decrypt(tx, custody, &slot.wrapped)?;
        ring = ring.with(slot.volume, Rc::new(key));
    }
    Ok(ring)
}

/// Checks that RDS can still use the key of a cluster, by decrypting the volume's own data key once. The
/// refusal is KMS's.
pub(super) fn try_key(tx: &mut Tx, cluster: &Cluster) -> Result<(), Refusal> {
    let Some(custody) = custody(cluster) else { return Ok(()) };
    let Some(wrapped) = cluster.volume.image().slots().next().map(|slot| slot.wrapped.clone()) else {
        return Ok(());
    };
    for_rds::decrypt(tx, &custody, &wrapped).map(|_| ())
}

fn broken() -> Refusal {
    RdsRefusal::BrokenStorage {}.into()
}
