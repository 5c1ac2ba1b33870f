//! `playground read-path`: which layers encrypt what travels to and from a cluster.

use super::PlaygroundOutput;
use crate::ids::{ClusterId, Region};
use crate::ops::Tx;
use crate::ops::rds::find;
use crate::rds::cluster::Cluster;
use crate::rds::transit::{Layer, Path, encrypts_in_hardware};
use crate::refusal::Refusal;
use crate::world::World;

/// Shows what encrypts the data on its way to and from a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(since(Y2026), errors(DBClusterNotFoundFault, InvalidParameterValue))]
pub struct ReadPath {
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub cluster: ClusterId,
    /// The Region of a client whose VPC is peered with the cluster's.
    #[member(ClientRegion)]
    pub client: Option<Region>,
}

impl ReadPath {
    pub(super) fn decide(&self, tx: &Tx) -> Result<PlaygroundOutput, Refusal> {
        let cluster = find::cluster(tx, &self.cluster)?;
        Ok(PlaygroundOutput::Paths(paths(&tx.world, &cluster, self.client)))
    }
}

/// The ways to and from a cluster: from its writer to its readers, to and from its replicas in other Regions, and, where
/// `client` is a Region, from a client there whose VPC is peered with the cluster's.
pub fn paths(world: &World, cluster: &Cluster, client: Option<Region>) -> Vec<Path> {
    let home = cluster.arn.region;
    let across =
        |there: Region, layer: Layer| if there == home { Vec::new() } else { vec![Layer::Physical, layer] };
    let mut out = Vec::new();
    let mut members = cluster.members.iter().filter_map(|arn| world.instances.get(arn));
    if let Some(writer) = members.next() {
        for reader in members {
            let mut layers = vec![Layer::Physical];
            if encrypts_in_hardware(&writer.class) && encrypts_in_hardware(&reader.class) {
                layers.push(Layer::Hardware);
            }
            out.push(Path {
                from: writer.arn.id.to_string(),
                from_region: home,
                to: reader.arn.id.to_string(),
                to_region: home,
                layers,
            });
        }
    }
    let source = cluster.replication_source.iter().map(|source| (source, &cluster.arn));
    for (from, to) in source.chain(cluster.replicas.iter().map(|replica| (&cluster.arn, replica))) {
        let other = if from.region == home { to.region } else { from.region };
        let mut layers = vec![Layer::Replication];
        layers.extend(across(other, Layer::Physical).first());
        out.push(Path {
            from: from.id.to_string(),
            from_region: from.region,
            to: to.id.to_string(),
            to_region: to.region,
            layers,
        });
    }
    out.extend(client.map(|region| Path {
        from: "client".into(),
        from_region: region,
        to: cluster.arn.id.to_string(),
        to_region: home,
        layers: across(region, Layer::BetweenRegions),
    }));
    out
}
