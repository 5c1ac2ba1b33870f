//! Rules that AWS keeps by having no parameter for what they forbid: the CLI answers
//! "Unknown options", and here is the rule behind it.

use playground_aws::Usage;
use playground_core::rules::RuleId;
use playground_core::world::World;

use crate::words::Asked;

/// The rule behind a line that the CLI turned down, if there is one.
pub(crate) fn rule(usage: &Usage, words: &[String], world: &World) -> Option<RuleId> {
    let asked = Asked { words, input: None };
    let unknown = |name: &str| {
        usage.unknown.iter().any(|option| option == name || option.starts_with(&[name, "="].concat()))
    };
    let encrypted = asked
        .cluster(world, "--db-cluster-identifier")
        .is_none_or(|cluster| cluster.encryption.key().is_some());
    let switches_on = unknown("--storage-encrypted") || unknown("--kms-key-id");
    match usage.operation? {
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
