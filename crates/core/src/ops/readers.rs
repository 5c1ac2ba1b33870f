//! Who can get at the data keys of an image now. It is tried and not looked up: each reader asks KMS as it would in a
//! command, on a copy of the world that is dropped, so nothing is recorded and nothing changes.

use super::Tx;
use super::kms::attempt::{Attempt, Authority};
use super::kms::decrypt;
use super::kms::seal::{invalid, open};
use super::rds::storage;
use crate::crypto::keys::DataKey;
use crate::ids::{KeyRef, Principal, Region};
use crate::kms::action::Action;
use crate::kms::ciphertext::InvalidCiphertext;
use crate::rds::cluster::Cluster;
use crate::refusal::Refusal;
use crate::storage::image::Image;
use crate::storage::keyring::KeyRing;
use crate::world::World;
use std::rc::Rc;

/// The data keys that RDS gets with its grant for a cluster; none are needed for an unencrypted one. The refusal is KMS's.
pub fn with_grant(world: &World, cluster: &Cluster) -> Result<KeyRing, Refusal> {
    let Some(custody) = storage::custody(cluster) else { return Ok(KeyRing::new()) };
    let mut tx = scratch(world, &Principal::Root(cluster.arn.account), cluster.arn.region);
    storage::open(&mut tx, cluster.volume.image(), &custody)
}

/// The data keys that a principal gets who has the wrapped ones and asks KMS for them with its own permissions. It names
/// the key if anybody in an account can know it. The refusal is KMS's.
pub fn with_permissions(world: &World, who: &Principal, image: &Image) -> Result<KeyRing, Refusal> {
    image.slots().try_fold(KeyRing::new(), |ring, slot| {
        let region = slot.key.region;
        let tx = scratch(world, who, region);
        let mut at = Attempt::new(&tx, Authority::Caller, region, Action::Decrypt.operation());
        let named = (!slot.key.is_aws_owned()).then(|| KeyRef::Arn(slot.key.clone()));
        let (blob, context) = (slot.wrapped.blob(), &slot.context);
        let usable = decrypt::source(&tx, &mut at, blob, named.as_ref(), Action::Decrypt, context)?;
        let (bytes, _) = open(&usable.key, context, blob)?;
        let bytes = bytes.as_slice().try_into().map_err(|_| invalid(InvalidCiphertext))?;
        Ok(ring.with(slot.volume, Rc::new(DataKey::new(bytes))))
    })
}

fn scratch(world: &World, who: &Principal, region: Region) -> Tx {
    Tx::begin(world.clone(), who.clone(), region, world.requests)
}
