//! Why a plan of Terraform would delete a resource and create it again, attribute by attribute, and what to write instead; and
//! what it would delete for good.
//!
//! Facts: the schemas of `terraform-provider-aws` (`ForceNew` in `internal/service/rds` and `kms`), its documentation of
//! `aws_rds_cluster` and `aws_rds_global_cluster`, and its issues #25713 and #38780 (aliases), #15563 and #29409
//! (`snapshot_identifier`). Not here: how a plan is read (`read::changes`).

use playground_core::rules::RuleId;

use crate::arn::Arn;
use crate::estate::{Attribute, Change, Encryption, Estate, Planned};
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
            "The snapshot is deleted, and another is taken of what the cluster holds then."
        }
        "aws_rds_cluster_snapshot_copy" if change.again => {
            "The copy is deleted, and made again from its source, if that is still there."
        }
        "aws_db_cluster_snapshot" | "aws_rds_cluster_snapshot_copy" => return of_snapshot(estate, change),
        "aws_kms_key" | "aws_kms_replica_key" | "aws_kms_external_key" => {
            let all = Uses::of(estate);
            let used = change.arn.as_ref().and_then(|arn| all.by_key.get(arn.as_str()));
            let what =
                used.map_or_else(|| String::from("everything encrypted under it"), crate::uses::Used::words);
            return ["The deletion of the key is scheduled. With it is lost: ", &what, "."].concat();
        }
        "aws_rds_cluster_instance" => {
            "The instance is deleted and created again. The data is the cluster's, and stays."
        }
        _ if change.again => "It is deleted and created again.",
        _ => "It is deleted, with what it holds.",
    };
    String::from(text)
}

/// What is lost with a cluster. `skip_final_snapshot` is `false` unless somebody writes it (the provider's default), and a plan
/// may leave it out.
fn of_cluster(change: &Change) -> &'static str {
    match change.final_snapshot {
        Some(true) => {
            "The cluster is deleted, with its automated backups unless delete_automated_backups is false. A final snapshot stays."
        }
        Some(false) => {
            "The cluster is deleted with everything in it, and no final snapshot is taken (skip_final_snapshot). Its automated backups and automated snapshots go with it, unless delete_automated_backups is false. Manual snapshots stay."
        }
        None => {
            "The cluster is deleted, with its automated backups unless delete_automated_backups is false. Whether a final snapshot stays, this plan doesn't say: by the provider's default (skip_final_snapshot = false) one is taken, and the apply fails where final_snapshot_identifier is missing."
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
            ["Its cluster ", cluster.name(), " is there, as it is now and not as it was then."].concat()
        }
        (Some(_), None) => String::from("Its cluster is in no file: this may be all that is left of it."),
        (None, _) => String::from("No file describes it."),
    };
    ["The snapshot is deleted, and what it holds can't be restored from it any more. ", &left].concat()
}

/// Terraform names no attribute: somebody asked for it.
fn without_attribute(change: &Change) -> Forcing {
    let (why, instead) = match change.why.as_deref() {
        // `action_reason`, in Terraform's "JSON Output Format".
        Some("replace_because_tainted") => (
            "The resource is marked as tainted: its creation failed half-way, or somebody ran terraform taint. No attribute forces it.",
            vec![["terraform untaint '", &change.address, "'"].concat()],
        ),
        Some("replace_by_request") => {
            ("The plan was made with -replace for this resource. No attribute forces it.", Vec::new())
        }
        Some("replace_by_triggers") => (
            "Something that lifecycle.replace_triggered_by names changes. No attribute forces it.",
            Vec::new(),
        ),
        // Those of deletions.
        Some("delete_because_no_resource_config" | "delete_because_no_module") => (
            "The configuration doesn't have it any more. If it shall stay, put it back; if it shall only leave the state, say so.",
            forget(change),
        ),
        Some(
            "delete_because_count_index" | "delete_because_each_key" | "delete_because_wrong_repetition",
        ) => (
            "Its count or for_each doesn't have this instance any more. If it was only renamed, say so with a moved block.",
            Vec::new(),
        ),
        Some(_) | None if !change.again => (
            "The plan deletes it: the configuration doesn't have it any more, or the plan was made with -destroy.",
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
    let said = match &*attribute.path {
        "kms_key_id" => of_key(estate, change, attribute),
        "storage_encrypted" => of_encryption(estate, change, attribute),
        "customer_master_key_spec"
        | "key_usage"
        | "multi_region"
        | "primary_key_arn"
        | "custom_key_store_id" => of_kms(attribute),
        path => others(path, change, attribute),
    };
    let guess = if change.told {
        ""
    } else {
        " (The plan, of an old version of Terraform, doesn't name what forces it: this differs.)"
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

/// What is said of an attribute.
struct Said {
    why: &'static str,
    rule: Option<RuleId>,
    instead: Vec<String>,
    steps: &'static [&'static str],
}

const fn said(
    why: &'static str,
    rule: Option<RuleId>,
    instead: Vec<String>,
    steps: &'static [&'static str],
) -> Said {
    Said { why, rule, instead, steps }
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

/// A line of HCL.
fn line(name: &str, value: &str) -> String {
    [name, " = \"", value, "\""].concat()
}

fn ignore(name: &str) -> Vec<String> {
    vec![["lifecycle { ignore_changes = [", name, "] }"].concat()]
}

/// To another key, or to encryption under a key of one's own, in a new cluster.
const ANEW: &[&str] = &[
    "Stop the writes, and take a snapshot of the cluster (aws_db_cluster_snapshot). For another Region or account, copy it there under a key of that Region (aws_rds_cluster_snapshot_copy).",
    "Write a second aws_rds_cluster beside this one, with snapshot_identifier, the new kms_key_id and storage_encrypted = true, and its instances.",
    "Apply, look whether the data is there, and move the clients to the new endpoint.",
    "Remove the old resource from the configuration once nothing needs it, with skip_final_snapshot = false.",
];

/// The same for the copy of a snapshot.
const COPY_ANEW: &[&str] = &[
    "Write a second aws_rds_cluster_snapshot_copy with the new kms_key_id and another target_db_cluster_snapshot_identifier.",
    "Remove the old one once the new one is available.",
];

fn of_key(estate: &Estate, change: &Change, attribute: &Attribute) -> Said {
    let before = attribute.before.text();
    let keep = || before.map(|key| line("kms_key_id", key)).into_iter().collect::<Vec<_>>();
    let anew = if &*change.kind == "aws_rds_cluster_snapshot_copy" { COPY_ANEW } else { ANEW };
    let after = match &attribute.after {
        Planned::Is(after) => after,
        Planned::Unknown if estate.changes.iter().any(|other| other.kind.starts_with("aws_kms_")) => {
            return said(
                "The same plan replaces a KMS key, so that this ARN is known only after the apply. The cluster would follow a new key, which can't read what is under the old one.",
                Some(RuleId::E04),
                keep(),
                &[],
            );
        }
        Planned::Unknown => {
            return said(
                "The key's ARN is known only after the apply: the key is created by the same plan, or a data source is read late because of depends_on. Terraform then takes it for another key.",
                Some(RuleId::E04),
                keep(),
                anew,
            );
        }
        Planned::Absent | Planned::Dropped => {
            return said(
                "The key of what exists can't be taken away, nor changed.",
                Some(RuleId::E04),
                keep(),
                &[],
            );
        }
    };
    let beside = before.and_then(Arn::parse).or_else(|| change.arn.clone());
    let meant = beside.as_ref().and_then(|beside| estate.key_arn(after, beside));
    let same = meant.as_ref().map(|key| Some(key.as_str()) == before);
    let is_alias = after.contains(":alias/") || after.starts_with("alias/");
    match (before, is_alias, same) {
        (None, _, _) => said(
            "It has no KMS key: it is unencrypted, or under the AWS owned key. Neither can be changed into encryption under a key of yours.",
            Some(RuleId::L04),
            vec![String::from("# leave kms_key_id out until the new cluster is there")],
            ANEW,
        ),
        (Some(_), true, Some(false)) | (Some(_), false, _) if !is_bare(after) || same == Some(false) => said(
            "This is another key. The KMS key of what exists can't be changed, by Terraform or by anybody.",
            Some(RuleId::E04),
            keep(),
            anew,
        ),
        (Some(_), true, _) => said(
            "This is an alias, and AWS answers with the key's ARN. The provider compares the two as texts, so it takes them for two keys at every plan, although they are the same key as long as the alias points to it.",
            Some(RuleId::E05),
            [keep(), alias_lines(after)].concat(),
            &[],
        ),
        (Some(_), false, _) => said(
            "This is a key ID, and AWS answers with the key's ARN. The provider compares the two as texts, so it takes one key for two. Use the attribute arn of aws_kms_key, and not key_id or id.",
            Some(RuleId::E05),
            keep(),
            &[],
        ),
    }
}

/// Returns whether it is a key ID and no ARN.
fn is_bare(key: &str) -> bool {
    !key.starts_with("arn:") && !key.starts_with("alias/")
}

/// The data source that knows an alias's key.
fn alias_lines(alias: &str) -> Vec<String> {
    let name =
        alias.rsplit_once(":alias/").map_or_else(|| alias.to_owned(), |(_, name)| ["alias/", name].concat());
    vec![
        String::from("# or, by the alias:"),
        ["data \"aws_kms_alias\" \"this\" { name = \"", &name, "\" }"].concat(),
        String::from("kms_key_id = data.aws_kms_alias.this.target_key_arn"),
    ]
}

fn of_encryption(estate: &Estate, change: &Change, attribute: &Attribute) -> Said {
    let on = attribute.after.text() == Some("true") || attribute.before.text() == Some("false");
    let cluster = change.arn.as_ref().and_then(|arn| estate.clusters.get(arn.as_str()));
    let owned = cluster.is_some_and(|cluster| cluster.encryption == Encryption::AwsOwned);
    match (on, owned, &*change.kind) {
        (_, _, "aws_rds_global_cluster") => said(
            "Whether a global cluster is encrypted is decided when it is created: either all of its clusters are, or none.",
            Some(RuleId::L04),
            attribute.before.text().map(|is| ["storage_encrypted = ", is].concat()).into_iter().collect(),
            &[],
        ),
        (true, true, _) => said(
            "The cluster is encrypted already, under the AWS owned key: storage_encrypted is false for that as well. Under a KMS key it can only be created anew.",
            Some(RuleId::D01),
            vec![String::from("storage_encrypted = false")],
            ANEW,
        ),
        (true, false, _) => said(
            "An unencrypted cluster can't be turned into an encrypted one. Encryption is chosen when a cluster is created, so Terraform would create an empty one.",
            Some(RuleId::L04),
            vec![String::from("storage_encrypted = false")],
            ANEW,
        ),
        (false, _, _) => said(
            "The encryption of what exists can't be turned off. Leaving the argument out means false where the provider has no other value.",
            Some(RuleId::L01),
            vec![String::from("storage_encrypted = true")],
            &[],
        ),
    }
}

fn of_kms(attribute: &Attribute) -> Said {
    let value = attribute.before.text();
    let keep = value.map(|value| match value {
        "true" | "false" => [&*attribute.path, " = ", value].concat(),
        _ => line(&attribute.path, value),
    });
    said(
        "A key can't be changed in this: its kind, its use, its origin and whether it is multi-Region are fixed when it is created. What is under this key can be read with this key only, so the new one is no replacement.",
        Some(RuleId::E04),
        keep.into_iter().chain([String::from("lifecycle { prevent_destroy = true }")]).collect(),
        &[
            "Write a second aws_kms_key beside this one.",
            "Bring what is under the old key under the new one: by copies of snapshots, and clusters restored from them.",
            "Remove the old key from the configuration when nothing depends on it any more.",
        ],
    )
}

fn others(path: &str, change: &Change, attribute: &Attribute) -> Said {
    let keep = || attribute.before.text().map(|value| line(path, value)).into_iter().collect::<Vec<_>>();
    match (&*change.kind, path) {
        ("aws_rds_cluster_instance", "cluster_identifier") => said(
            "The instance goes with its cluster, which the same plan replaces: what forces that is the reason for this.",
            Some(RuleId::O05),
            Vec::new(),
            &[],
        ),
        (_, "snapshot_identifier") => said(
            "The snapshot is read when the cluster is created, and never again. Another one means another cluster (since version 5 of the provider). A data source with most_recent = true finds a new snapshot every day.",
            Some(RuleId::L03),
            [keep(), ignore(path)].concat(),
            &[],
        ),
        (_, "restore_to_point_in_time" | "s3_import" | "source_region") => {
            said("It is read when the cluster is created, and never again.", None, ignore(path), &[])
        }
        (_, "global_cluster_identifier" | "replication_source_identifier")
            if &*change.kind == "aws_rds_cluster" =>
        {
            said(
                "AWS fills it in for a member of a global database. The provider's documentation says to ignore it rather than to configure it.",
                None,
                ignore(path),
                &[],
            )
        }
        ("aws_rds_cluster_snapshot_copy", "source_db_cluster_snapshot_identifier") => said(
            "The provider keeps the source's ARN, as AWS answers it, and compares it as a text with what is written: a name is another text.",
            None,
            keep(),
            &[],
        ),
        ("aws_rds_cluster", "availability_zones") => said(
            "AWS gives every cluster three Availability Zones, and the configuration names others or fewer. This has nothing to do with encryption.",
            None,
            ignore(path),
            &[],
        ),
        _ => said(
            "The provider replaces for this attribute. It has nothing to do with encryption.",
            None,
            keep(),
            &[],
        ),
    }
}
