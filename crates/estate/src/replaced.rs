//! Why a plan of Terraform would delete a resource and create it again, attribute by attribute, and what to write instead; and
//! what it would delete for good.
//!
//! Facts: the schemas of `terraform-provider-aws` (`ForceNew` in `internal/service/rds` and `kms`), its documentation of
//! `aws_rds_cluster` and `aws_rds_global_cluster`, and its issues #25713 and #38780 (aliases), #15563 and #29409
//! (`snapshot_identifier`). What is said of an attribute: `attribute`. Not here:
//! how a plan is read (`read::changes`).

mod attribute;

use playground_core::rules::RuleId;

use crate::arn::Arn;
use crate::estate::{Attribute, Change, Estate, Planned};
use crate::uses::Uses;

/// The types of resources whose replacement is explained.
pub(crate) const KINDS: [&str; 9] = [
    "aws_rds_cluster",
    "aws_rds_cluster_instance",
    "aws_db_cluster_snapshot",
    "aws_rds_cluster_snapshot_copy",
    "aws_rds_global_cluster",
    "aws_db_instance",
    "aws_kms_key",
    "aws_kms_replica_key",
    "aws_kms_external_key",
];

/// The attributes whose values are kept and shown. Of all others only the name is.
pub(crate) const SHOWN: [&str; 19] = [
    "kms_key_id",
    "storage_encrypted",
    "snapshot_identifier",
    "source_db_cluster_snapshot_identifier",
    "source_db_cluster_identifier",
    "replication_source_identifier",
    "global_cluster_identifier",
    "cluster_identifier",
    "db_cluster_identifier",
    "source_region",
    "destination_region",
    "engine",
    "engine_mode",
    "storage_type",
    "customer_master_key_spec",
    "key_usage",
    "multi_region",
    "primary_key_arn",
    "custom_key_store_id",
];

/// An attribute that forces a replacement, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forcing {
    /// Its name.
    pub attribute: String,
    /// `"…" -> "…"`, as a plan shows it; empty if neither value is kept.
    pub values: String,
    /// Why it forces the replacement, in a sentence or two.
    pub why: String,
    /// The rule behind it, if it is about encryption.
    pub rule: Option<RuleId>,
    /// What to write instead, as lines of HCL; none where nothing else leads there.
    pub instead: Vec<String>,
    /// How to get what the plan wanted, as steps; none where the plan wanted nothing.
    pub steps: Vec<String>,
}

/// A replacement or a deletion, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The address of the resource.
    pub address: String,
    /// Its ARN, if the plan has one.
    pub arn: Option<Arn>,
    /// Whether it is created again.
    pub again: bool,
    /// What is lost if the plan is applied.
    pub lost: String,
    /// What forces it.
    pub forcing: Vec<Forcing>,
}

/// The replacements and deletions of all plans that were read, in their order.
pub fn replacements(estate: &Estate) -> Vec<Replacement> {
    let explain = |change: &Change| {
        let all: Vec<Forcing> =
            change.attributes.iter().map(|attribute| explained(estate, change, attribute)).collect();
        Replacement {
            address: String::from(&*change.address),
            arn: change.arn.clone(),
            again: change.again,
            lost: lost(estate, change),
            forcing: if all.is_empty() { vec![without_attribute(change)] } else { all },
        }
    };
    estate.changes.iter().map(explain).collect()
}

/// What is lost with the resource.
fn lost(estate: &Estate, change: &Change) -> String {
    let after = if change.again { " The new one is empty, unless it names a snapshot." } else { "" };
    let text = match &*change.kind {
        "aws_rds_cluster" | "aws_db_instance" if change.protected == Some(true) => {
            "Deletion protection is on: AWS refuses the deletion, and the apply stops there."
        }
        "aws_rds_cluster" => return [of_cluster(change), after].concat(),
        "aws_db_cluster_snapshot" if change.again => {
            "The snapshot is deleted, and a new one is taken of the cluster as it is then."
        }
        "aws_rds_cluster_snapshot_copy" if change.again => {
            "The copy is deleted and made again from its source, if that still exists."
        }
        "aws_db_cluster_snapshot" | "aws_rds_cluster_snapshot_copy" => return of_snapshot(estate, change),
        "aws_kms_key" | "aws_kms_replica_key" | "aws_kms_external_key" => {
            let all = Uses::of(estate);
            let used = change.arn.as_ref().and_then(|arn| all.by_key.get(arn.as_str()));
            let what =
                used.map_or_else(|| String::from("everything encrypted under it"), crate::uses::Used::words);
            return ["The key's deletion is scheduled. With it, you lose: ", &what, "."].concat();
        }
        "aws_rds_cluster_instance" => {
            "The instance is deleted and created again. The data belongs to the cluster and stays."
        }
        _ if change.again => "It is deleted and created again.",
        _ => "It is deleted with its contents.",
    };
    String::from(text)
}

/// What is lost with a cluster. `skip_final_snapshot` is `false` unless somebody writes it (the provider's default), and a plan
/// may leave it out.
fn of_cluster(change: &Change) -> &'static str {
    match change.final_snapshot {
        Some(true) => {
            "The cluster is deleted, with its automated backups unless delete_automated_backups is false. A final snapshot is kept."
        }
        Some(false) => {
            "The cluster is deleted with everything in it, and no final snapshot is taken (skip_final_snapshot). Its automated backups and automated snapshots go with it, unless delete_automated_backups is false. Manual snapshots are kept."
        }
        None => {
            "The cluster is deleted, with its automated backups unless delete_automated_backups is false. The plan doesn't say whether a final snapshot is kept: by the provider's default (skip_final_snapshot = false) one is taken, and the apply fails if final_snapshot_identifier is missing."
        }
    }
}

/// What is lost with a snapshot: all that it holds, unless something else has it.
fn of_snapshot(estate: &Estate, change: &Change) -> String {
    let snapshot = change.arn.as_ref().and_then(|arn| estate.snapshots.get(arn.as_str()));
    let cluster = snapshot.and_then(|one| one.arn.beside(&["cluster:", one.cluster.as_deref()?].concat()));
    let there = cluster.filter(|arn| estate.clusters.get(arn.as_str()).is_some());
    let left = match (snapshot, there) {
        (Some(_), Some(cluster)) => {
            ["Its cluster ", cluster.name(), " exists, with its current data, not that of the snapshot."]
                .concat()
        }
        (Some(_), None) => {
            String::from("Its cluster isn't in the files: this may be all that is left of it.")
        }
        (None, _) => String::from("No file describes it."),
    };
    ["The snapshot is deleted, and its data can no longer be restored from it. ", &left].concat()
}

/// Terraform names no attribute: somebody asked for it.
fn without_attribute(change: &Change) -> Forcing {
    let (why, instead) = match change.why.as_deref() {
        // `action_reason`, in Terraform's "JSON Output Format".
        Some("replace_because_tainted") => (
            "The resource is marked as tainted: its creation failed halfway, or someone ran terraform taint. No attribute forces it.",
            vec![["terraform untaint '", &change.address, "'"].concat()],
        ),
        Some("replace_by_request") => {
            ("The plan was made with -replace for this resource. No attribute forces it.", Vec::new())
        }
        Some("replace_by_triggers") => {
            ("Something in lifecycle.replace_triggered_by changes. No attribute forces it.", Vec::new())
        }
        // Those of deletions.
        Some("delete_because_no_resource_config" | "delete_because_no_module") => (
            "It is no longer in the configuration. To keep it, put it back; to remove it only from the state, add a removed block.",
            forget(change),
        ),
        Some(
            "delete_because_count_index" | "delete_because_each_key" | "delete_because_wrong_repetition",
        ) => (
            "Its count or for_each no longer has this instance. If it was only renamed, add a moved block.",
            Vec::new(),
        ),
        Some(_) | None if !change.again => (
            "The plan deletes it: it is no longer in the configuration, or the plan was made with -destroy.",
            forget(change),
        ),
        Some(_) | None => ("The plan doesn't say which attribute forces it.", Vec::new()),
    };
    Forcing {
        attribute: String::new(),
        values: String::new(),
        why: why.into(),
        rule: None,
        instead,
        steps: Vec::new(),
    }
}

/// Lines that take a resource out of the state and let it be (Terraform 1.7 and later).
fn forget(change: &Change) -> Vec<String> {
    // A block names the resource, without an index.
    let address = change.address.split('[').next().unwrap_or_default();
    let from = ["  from = ", address].concat();
    vec![String::from("removed {"), from, String::from("  lifecycle { destroy = false }"), String::from("}")]
}

fn explained(estate: &Estate, change: &Change, attribute: &Attribute) -> Forcing {
    let said = attribute::said_of(estate, change, attribute);
    let guess = if change.told {
        ""
    } else {
        " (An old version of Terraform made the plan, which doesn't name what forces it: this attribute differs.)"
    };
    Forcing {
        attribute: String::from(&*attribute.path),
        values: values(attribute),
        why: [said.why, guess].concat(),
        rule: said.rule,
        instead: said.instead,
        steps: said.steps.iter().map(|step| String::from(*step)).collect(),
    }
}

/// As a plan shows it.
fn values(attribute: &Attribute) -> String {
    let shown = |value: &Planned| match value {
        Planned::Absent => String::from("null"),
        Planned::Unknown => String::from("(known after apply)"),
        Planned::Dropped => String::new(),
        Planned::Is(text) if matches!(&**text, "true" | "false") => String::from(&**text),
        Planned::Is(text) => ["\"", text, "\""].concat(),
    };
    match (shown(&attribute.before), shown(&attribute.after)) {
        (before, after) if before.is_empty() || after.is_empty() => String::new(),
        (before, after) => [&*before, " -> ", &after].concat(),
    }
}
