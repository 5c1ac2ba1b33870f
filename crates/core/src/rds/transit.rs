//! Encryption in transit: what travels to and from a cluster, and which layers encrypt it on the way (edition 2026,
//! rules S04 and T01 to T03). Which ways a cluster's data takes is in [`read_path`](crate::ops::playground::read_path),
//! frames of the replication itself in [`storage::frame`](crate::storage::frame).

use crate::ids::Region;

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

/// Returns whether instances of a class, such as `db.r6i.large`, encrypt what they send each other (rule T03).
pub fn encrypts_in_hardware(class: &str) -> bool {
    class
        .strip_prefix("db.")
        .and_then(|name| name.split('.').next())
        .is_some_and(|family| HARDWARE.contains(&family))
}
