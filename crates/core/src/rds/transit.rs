//! Encryption in transit: what travels to and from a cluster, and which layers encrypt it on the way (edition 2026, rules
//! S04 and T01 to T03). Frames of the replication itself are in [`storage::frame`](crate::storage::frame).

use super::cluster::Cluster;
use crate::ids::Region;
use crate::world::World;

/// What encrypts data on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Layer {
    /// The replication of Aurora, for every source and replica (rule S04).
    Replication,
    /// The physical layer of AWS's network, between Availability Zones and between Regions (rule T01).
    Physical,
    /// VPC peering and transit gateways between Regions, in bulk (rule T02).
    BetweenRegions,
    /// The hardware of the instances, with an AEAD algorithm and 256-bit keys (rule T03).
    Hardware,
}

/// One way that data takes.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Path {
    /// Where it comes from: an instance, a cluster, or a client.
    pub from: String,
    /// The Region of that.
    pub from_region: Region,
    /// Where it goes.
    pub to: String,
    /// The Region of that.
    pub to_region: Region,
    /// What encrypts it, besides the TLS that a client asks for.
    pub layers: Vec<Layer>,
}

/// Families of instance classes whose hardware encrypts what two of them send each other within a VPC (rule T03).
const HARDWARE: [&str; 13] = [
    "m6i", "m6id", "m6in", "m6idn", "m7g", "r6i", "r6id", "r6in", "r6idn", "r7g", "x2idn", "x2iedn", "x2iezn",
];

/// Whether instances of a class, such as `db.r6i.large`, encrypt what they send each other (rule T03).
pub fn encrypts_in_hardware(class: &str) -> bool {
    class
        .strip_prefix("db.")
        .and_then(|name| name.split('.').next())
        .is_some_and(|family| HARDWARE.contains(&family))
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
