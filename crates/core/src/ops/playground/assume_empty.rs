//! `playground assume-empty`: takes a cluster whose contents are unknown as an empty one, so that rows can be put into it.

use super::PlaygroundOutput;
use crate::event::Event;
use crate::ids::ClusterId;
use crate::ops::Tx;
use crate::ops::rds::find;
use crate::rds::cluster::Cluster;
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;
use std::rc::Rc;

/// Takes a cluster that was imported, whose contents are unknown, as empty.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBClusterNotFoundFault, InvalidParameterValue))]
pub struct AssumeEmpty {
    /// The cluster. What replicates it is empty then, too.
    #[member(DBClusterIdentifier)]
    pub id: ClusterId,
}

impl AssumeEmpty {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        let found = find::cluster(tx, &self.id)?;
        if !found.volume.image().is_unknown() {
            return Err(PlaygroundRefusal::Known { cluster: self.id.clone() }.into());
        }
        let replicas: Vec<_> =
            found.replicas.iter().filter_map(|arn| tx.world.clusters.get(arn).cloned()).collect();
        for cluster in std::iter::once(found).chain(replicas) {
            let volume = cluster.volume.clone().taken_as_empty();
            tx.emit(Event::ClusterPut(Rc::new(Cluster { volume, ..(*cluster).clone() })));
        }
        Ok(PlaygroundOutput::TakenAsEmpty(self.id.clone()))
    }
}
