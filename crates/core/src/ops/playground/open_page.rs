//! `playground open-page`: tries to open a page of one cluster with the data keys of another.

use super::PlaygroundOutput;
use super::raw::{PageNumber, Storage, Target, host_keys, no_page};
use crate::ids::ClusterId;
use crate::ops::Tx;
use crate::ops::rds::find;
use crate::rds::cluster::Cluster;
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;
use crate::storage::file::{File, PageId};
use crate::storage::page::VolumeId;
use std::rc::Rc;

/// Tries another cluster's data keys on a page at rest.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBClusterNotFoundFault, DBClusterSnapshotNotFoundFault, InvalidParameterValue))]
pub struct OpenPage {
    /// Whose storage.
    #[members]
    pub target: Target,
    /// The page.
    #[member(PageNumber, range(0..=i64::MAX))]
    pub page: PageNumber,
    /// The file it belongs to.
    #[member(File)]
    pub file: File,
    /// The cluster whose data keys are tried.
    #[member(KeysOf)]
    pub keys_of: ClusterId,
}

/// The result of the attempt.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Opened {
    /// The page.
    pub page: PageId,
    /// The cluster whose data keys were tried.
    pub keys_of: ClusterId,
    /// The volumes of those keys.
    pub keys: Vec<VolumeId>,
    /// The volume that sealed the page; `None` if it is not sealed.
    pub sealed_by: Option<VolumeId>,
    /// The content, if a key opened it or none was needed.
    pub content: Option<Rc<[u8]>>,
}

impl OpenPage {
    pub(super) fn decide(&self, tx: &Tx) -> Result<PlaygroundOutput, Refusal> {
        let storage = Storage::find(tx, &self.target)?;
        let (image, page) = (storage.image(), self.page.of(self.file));
        let slot = image.page(page).ok_or_else(|| no_page(image, page))?;
        let other = find::cluster(tx, &self.keys_of)?;
        let keys = keys(&other)?;
        let sealed = slot.stored.sealed();
        let content = match &sealed {
            None => Some(slot.stored.raw().into()),
            // Every key is tried on the bytes as they are, whichever volume the header names.
            Some(parts) => keys.iter().find_map(|(_, key)| crate::storage::cipher::try_key(key, parts)),
        };
        let sealed_by = sealed.and_then(|parts| parts.stamp).map(|stamp| stamp.volume);
        let keys = keys.into_iter().map(|(volume, _)| volume).collect();
        let keys_of = self.keys_of.clone();
        Ok(PlaygroundOutput::Opened(Opened { page, keys_of, keys, sealed_by, content }))
    }
}

/// The data keys in the memory of a cluster's host.
fn keys(cluster: &Cluster) -> Result<Vec<(VolumeId, Rc<crate::crypto::keys::DataKey>)>, Refusal> {
    let ring = host_keys(cluster)?;
    let slots = cluster.volume.image().slots();
    let keys: Vec<_> = slots.filter_map(|slot| Some((slot.volume, ring.get(slot.volume)?.clone()))).collect();
    if keys.is_empty() {
        return Err(PlaygroundRefusal::NotEncrypted { cluster: cluster.arn.id.clone() }.into());
    }
    Ok(keys)
}
