//! `playground read-frame`: what goes over the wire to a read replica.

use super::PlaygroundOutput;
use crate::crypto::layout::ByteField;
use crate::ids::ClusterId;
use crate::ops::Tx;
use crate::ops::rds::find;
use crate::rds::cluster::StorageNode;
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;
use crate::storage::file::{File, PageId};
use crate::storage::frame;
use crate::storage::volume::{Change, LogRecord};
use std::rc::Rc;

/// Shows the last replication frame on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBClusterNotFoundFault, InvalidParameterValue))]
pub struct ReadFrame {
    /// The replica that received it.
    #[member(DBClusterIdentifier)]
    pub replica: ClusterId,
}

/// A replication frame, as it is on the wire (rule S04).
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Frame {
    /// The bytes.
    pub bytes: Rc<[u8]>,
    /// What the bytes mean.
    pub fields: Vec<ByteField>,
    /// Whether the page inside is sealed as well.
    pub sealed_inside: bool,
    /// The page inside.
    pub page: PageId,
}

impl ReadFrame {
    pub(super) fn decide(&self, tx: &Tx) -> Result<PlaygroundOutput, Refusal> {
        let cluster = find::cluster(tx, &self.replica)?;
        let Some(link) = &cluster.link else {
            return Err(PlaygroundRefusal::NotAReplica { cluster: self.replica.clone() }.into());
        };
        // A page of the database if there is one, since that tells more than the journal's last page.
        let sent = |wanted: fn(File) -> bool| {
            let records = cluster.volume.log().rev().filter_map(|record| Some((record, record.page()?)));
            records.into_iter().find(|(record, _)| wanted(record.file()))
        };
        let Some((record, (stamp, stored))) = sent(|file| file == File::Database).or_else(|| sent(|_| true))
        else {
            return Err(PlaygroundRefusal::NothingSent { cluster: self.replica.clone() }.into());
        };
        // What this volume sealed itself, as a secondary cluster of a global cluster does, came opened.
        let arrived = match (&cluster.host, &stored.sealed()) {
            (StorageNode::Up(keys), Some(_)) if stamp.volume == cluster.volume.id() => {
                stored.opened(keys).ok()
            }
            _ => None,
        };
        let record = arrived.as_ref().map_or_else(
            || record.clone(),
            |stored| {
                let change = Change::Page { stamp: *stamp, stored: stored.clone() };
                LogRecord { change, ..record.clone() }
            },
        );
        let bytes = frame::seal(link, &record);
        let fields = frame::describe(&bytes);
        let sealed_inside = arrived.is_none() && stored.sealed().is_some();
        Ok(PlaygroundOutput::Frame(Frame { bytes: bytes.into(), fields, sealed_inside, page: stamp.page }))
    }
}
