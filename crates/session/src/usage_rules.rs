//! Rules that AWS enforces by not having a parameter: the CLI answers "Unknown options", and this finds the
//! rule behind that.

use playground_aws::Asked;
use playground_core::ids::{ClusterArn, ClusterId};
use playground_core::rules::RuleId;
use playground_core::world::World;

/// The rule behind a line that the CLI refused, if there is one.
pub(crate) fn rule(asked: &Asked, world: &World) -> Option<RuleId> {
    let unknown = |name: &str| asked.unknown(name).is_some();
    let encrypted = cluster(asked, world).is_none_or(|encrypted| encrypted);
    let switches_on = unknown("--storage-encrypted") || unknown("--kms-key-id");
    match asked.name() {
        "ModifyDBCluster" if unknown("--no-storage-encrypted") => Some(RuleId::L01),
        "ModifyDBCluster" if switches_on && !encrypted => Some(RuleId::L04),
        "ModifyDBCluster" if unknown("--kms-key-id") => Some(RuleId::E04),
        "ModifyDBCluster" if switches_on => Some(RuleId::E01),
        "CreateDBClusterSnapshot" if switches_on && !encrypted => Some(RuleId::L02),
        "CreateDBClusterSnapshot" if switches_on || unknown("--no-storage-encrypted") => Some(RuleId::L03),
        "RestoreDBClusterFromSnapshot" if unknown("--storage-encrypted") => Some(RuleId::L05),
        _ => None,
    }
}

/// Returns whether the cluster that the line names is encrypted; `None` if there is no such cluster.
fn cluster(asked: &Asked, world: &World) -> Option<bool> {
    let text = asked.get("DBClusterIdentifier")?;
    let (account, region) = (asked.account()?, asked.region());
    let arn = ClusterArn::parse(text)
        .or_else(|_| ClusterId::parse(text).map(|id| ClusterArn { account, region, id }))
        .ok()?;
    world.clusters.get(&arn).map(|cluster| cluster.encryption.key().is_some())
}
