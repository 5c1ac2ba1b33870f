//! Why an attribute forces the replacement of a resource, and what to write instead. Facts: those that `replaced` names.

use playground_core::rules::RuleId;

use crate::arn::Arn;
use crate::estate::{Attribute, Change, Encryption, Estate, Planned};

/// What is said of an attribute.
pub(super) struct Said {
    pub(super) why: &'static str,
    pub(super) rule: Option<RuleId>,
    pub(super) instead: Vec<String>,
    pub(super) steps: &'static [&'static str],
}

/// What is said of one.
pub(super) fn said_of(estate: &Estate, change: &Change, attribute: &Attribute) -> Said {
    match &*attribute.path {
        "kms_key_id" => of_key(estate, change, attribute),
        "storage_encrypted" => of_encryption(estate, change, attribute),
        "customer_master_key_spec"
        | "key_usage"
        | "multi_region"
        | "primary_key_arn"
        | "custom_key_store_id" => of_kms(attribute),
        path => others(path, change, attribute),
    }
}

const fn said(
    why: &'static str,
    rule: Option<RuleId>,
    instead: Vec<String>,
    steps: &'static [&'static str],
) -> Said {
    Said { why, rule, instead, steps }
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
    "Apply, check that the data is there, and move the clients to the new endpoint.",
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
                "The same plan replaces a KMS key, so this ARN is known only after the apply. The cluster would get the new key, which can't read what is under the old one.",
                Some(RuleId::E04),
                keep(),
                &[],
            );
        }
        Planned::Unknown => {
            return said(
                "The key's ARN is known only after the apply: the key is created by the same plan, or a data source is read late because of depends_on. Terraform then treats it as another key.",
                Some(RuleId::E04),
                keep(),
                anew,
            );
        }
        Planned::Absent | Planned::Dropped => {
            return said(
                "The key of an existing resource can't be removed or changed.",
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
            "It has no KMS key: it is unencrypted, or under the AWS owned key. Neither can be changed to encryption under your own key.",
            Some(RuleId::L04),
            vec![String::from("# leave kms_key_id out until the new cluster is there")],
            ANEW,
        ),
        (Some(_), true, Some(false)) | (Some(_), false, _) if !is_bare(after) || same == Some(false) => said(
            "This is another key. The KMS key of an existing resource can't be changed, by Terraform or anything else.",
            Some(RuleId::E04),
            keep(),
            anew,
        ),
        (Some(_), true, _) => said(
            "This is an alias, and AWS returns the key's ARN. The provider compares the two as strings, so every plan sees two keys, although they are the same key as long as the alias points to it.",
            Some(RuleId::E05),
            [keep(), alias_lines(after)].concat(),
            &[],
        ),
        (Some(_), false, _) => said(
            "This is a key ID, and AWS returns the key's ARN. The provider compares the two as strings, so it sees two keys. Use the arn attribute of aws_kms_key, not key_id or id.",
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
            "The cluster is already encrypted, under the AWS owned key: storage_encrypted is false for that too. To use a KMS key, it has to be created again.",
            Some(RuleId::D01),
            vec![String::from("storage_encrypted = false")],
            ANEW,
        ),
        (true, false, _) => said(
            "An unencrypted cluster can't be encrypted in place. Encryption is chosen when a cluster is created, so Terraform would create an empty one.",
            Some(RuleId::L04),
            vec![String::from("storage_encrypted = false")],
            ANEW,
        ),
        (false, _, _) => said(
            "Encryption can't be turned off on an existing resource. Leaving out the argument means false if the provider has no other value.",
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
        "A key's spec, usage, origin and whether it is multi-Region are fixed when it is created. What is under this key can be read only with this key, so a new key doesn't replace it.",
        Some(RuleId::E04),
        keep.into_iter().chain([String::from("lifecycle { prevent_destroy = true }")]).collect(),
        &[
            "Write a second aws_kms_key beside this one.",
            "Move what is under the old key to the new one: copy snapshots, and restore clusters from the copies.",
            "Remove the old key from the configuration once nothing depends on it.",
        ],
    )
}

fn others(path: &str, change: &Change, attribute: &Attribute) -> Said {
    let keep = || attribute.before.text().map(|value| line(path, value)).into_iter().collect::<Vec<_>>();
    match (&*change.kind, path) {
        ("aws_rds_cluster_instance", "cluster_identifier") => said(
            "The instance is replaced with its cluster: the reason is what forces the cluster's replacement.",
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
            "The provider stores the source's ARN, as AWS returns it, and compares it as a string with the configuration: a name is a different string.",
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
            "The provider replaces the resource when this changes. It has nothing to do with encryption.",
            None,
            keep(),
            &[],
        ),
    }
}
