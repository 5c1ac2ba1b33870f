//! Plans of Terraform, made up, and what is said of each attribute that forces a replacement.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use playground_core::rules::RuleId;
use playground_estate::{Estate, File, FileRead, Replacement, read, replacements};

fn plan(name: &str) -> (Estate, Vec<FileRead>) {
    let path = [env!("CARGO_MANIFEST_DIR"), "/tests/files/", name].concat();
    let bytes = std::fs::read(path).unwrap();
    read(&[File { name, bytes: &bytes }])
}

/// The replacement of a resource, by the name in its address.
fn of(estate: &Estate, address: &str) -> Replacement {
    replacements(estate).into_iter().find(|one| one.address == address).unwrap()
}

/// What stays of the key.
const KEY: &str =
    r#"kms_key_id = "arn:aws:kms:eu-north-1:111122223333:key/2c3d4e5f-0001-4000-8000-000000000001""#;

/// Address, attribute, rule, words of the reason, the beginning of what to write instead, and how many steps there are.
type Each = (&'static str, &'static str, Option<RuleId>, &'static str, &'static str, usize);

const EACH: &[Each] = &[
    ("aws_rds_cluster.alias", "kms_key_id", Some(RuleId::E05), "compares the two as strings", KEY, 0),
    ("module.by_id.aws_rds_cluster.this[0]", "kms_key_id", Some(RuleId::E05), "This is a key ID", KEY, 0),
    ("aws_rds_cluster.other_key", "kms_key_id", Some(RuleId::E04), "This is another key", KEY, 4),
    ("aws_rds_cluster.other_alias", "kms_key_id", Some(RuleId::E04), "This is another key", KEY, 4),
    ("aws_rds_cluster.late", "kms_key_id", Some(RuleId::E04), "known only after the apply", KEY, 4),
    (
        "aws_rds_cluster.plain",
        "storage_encrypted",
        Some(RuleId::L04),
        "can't be encrypted in place",
        "storage_encrypted = false",
        4,
    ),
    (
        "aws_rds_cluster.plain",
        "kms_key_id",
        Some(RuleId::L04),
        "It has no KMS key",
        "# leave kms_key_id out",
        4,
    ),
    (
        "aws_rds_cluster.turned_off",
        "storage_encrypted",
        Some(RuleId::L01),
        "can't be turned off",
        "storage_encrypted = true",
        0,
    ),
    (
        "aws_rds_cluster.nightly",
        "snapshot_identifier",
        Some(RuleId::L03),
        "never again",
        "snapshot_identifier = \"nightly-1\"",
        0,
    ),
    ("aws_rds_cluster.renamed", "master_username", None, "nothing to do with encryption", "", 0),
    (
        "aws_rds_cluster.renamed",
        "engine_mode",
        None,
        "nothing to do with encryption",
        "engine_mode = \"provisioned\"",
        0,
    ),
    (
        "aws_rds_cluster.renamed",
        "availability_zones",
        None,
        "three Availability Zones",
        "lifecycle { ignore_changes = [availability_zones] }",
        0,
    ),
    (
        "aws_rds_cluster.renamed",
        "restore_to_point_in_time",
        None,
        "never again",
        "lifecycle { ignore_changes = [restore_to_point_in_time] }",
        0,
    ),
    (
        "aws_rds_cluster.renamed",
        "global_cluster_identifier",
        None,
        "AWS fills it in",
        "lifecycle { ignore_changes = [global_cluster_identifier] }",
        0,
    ),
    (
        "aws_rds_cluster_instance.late[0]",
        "cluster_identifier",
        Some(RuleId::O05),
        "replaced with its cluster",
        "",
        0,
    ),
    (
        "aws_rds_cluster_snapshot_copy.copy",
        "source_db_cluster_snapshot_identifier",
        None,
        "stores the source's ARN",
        "source_db_cluster_snapshot_identifier = \"arn:aws:rds:eu-north-1:111122223333:cluster-snapshot:nightly-1\"",
        0,
    ),
    ("aws_rds_cluster_snapshot_copy.other", "kms_key_id", Some(RuleId::E04), "This is another key", KEY, 2),
    (
        "aws_db_cluster_snapshot.daily",
        "db_cluster_identifier",
        None,
        "nothing to do with encryption",
        "db_cluster_identifier = \"alias\"",
        0,
    ),
    (
        "aws_rds_global_cluster.shop",
        "storage_encrypted",
        Some(RuleId::L04),
        "all of its clusters",
        "storage_encrypted = false",
        0,
    ),
    (
        "aws_rds_cluster.tainted",
        "",
        None,
        "marked as tainted",
        "terraform untaint 'aws_rds_cluster.tainted'",
        0,
    ),
    ("aws_rds_cluster.old_plan", "kms_key_id", Some(RuleId::E04), "old version of Terraform", KEY, 4),
];

#[test]
fn each_attribute_has_its_reason_and_what_to_write_instead() {
    let (estate, _) = plan("plan.json");
    for (address, attribute, rule, why, instead, steps) in EACH {
        let one = of(&estate, address);
        let forcing = one.forcing.iter().find(|one| one.attribute == *attribute).unwrap();
        assert_eq!((forcing.rule, forcing.steps.len()), (*rule, *steps), "{address} {attribute}");
        assert!(forcing.why.contains(why), "{address}: {}", forcing.why);
        let first = forcing.instead.first().map(String::as_str).unwrap_or_default();
        assert!(first.starts_with(instead) && first.is_empty() == instead.is_empty(), "{address}: {first}");
    }
    let lost = |address| of(&estate, address).lost;
    assert!(lost("aws_rds_cluster.alias").contains("no final snapshot"));
    assert!(lost("aws_rds_cluster.other_key").contains("A final snapshot is kept"));
    assert!(lost("aws_rds_cluster.turned_off").contains("AWS refuses the deletion"));
}

#[test]
fn what_does_not_replace_is_not_listed_and_what_is_planned_does_not_exist() {
    let (estate, reads) = plan("plan.json");
    assert!(reads[0].problems.is_empty(), "{:?}", reads[0].problems);
    assert_eq!(estate.clusters.len(), 1, "what exists: prior_state");
    assert!(estate.clusters.iter().all(|one| one.arn.name() == "alias"));
    let all = replacements(&estate);
    for address in ["aws_rds_cluster.same", "aws_rds_cluster.new", "aws_s3_bucket.logs"] {
        assert!(!all.iter().any(|one| one.address == address), "{address}");
    }
    assert_eq!(all.len(), 16);
    assert!(reads[0].found.contains(&("planned changes", 18)), "{:?}", reads[0].found);
    assert!(reads[0].dropped.passwords > 10);
    let text = format!("{all:?}");
    for secret in ["not-a-secret", "cexample0001", "\"admin\"", "team"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let bytes = std::fs::read([env!("CARGO_MANIFEST_DIR"), "/tests/files/plan.json"].concat()).unwrap();
    let (twice, _) = read(&[File { name: "one", bytes: &bytes }, File { name: "two", bytes: &bytes }]);
    assert_eq!(replacements(&twice).len(), all.len(), "a plan that is read twice is one plan");
}

#[test]
fn a_key_takes_with_it_what_is_under_it() {
    let (estate, _) = plan("plan-key.json");
    let key = of(&estate, "aws_kms_key.one");
    assert_eq!(key.lost, "The key's deletion is scheduled. With it, you lose: 1 cluster (alias).");
    assert_eq!(key.forcing[0].instead, ["multi_region = false", "lifecycle { prevent_destroy = true }"]);
    assert!(of(&estate, "aws_rds_cluster.alias").forcing[0].why.contains("replaces a KMS key"));
}

/// A plan that only deletes: `address type {before}`, and what is said of it.
#[test]
fn what_a_plan_deletes_for_good_is_listed_with_what_dies_with_it() {
    const SNAPSHOT: &str =
        r#""db_cluster_snapshot_arn": "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:before""#;
    let there = r#"{"DBClusterIdentifier": "orders", "Engine": "aurora-mysql", "StorageEncrypted": true, "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e-0001-4000-8000-000000000001", "DBClusterArn": "arn:aws:rds:eu-west-1:111122223333:cluster:orders"}
{"DBClusterSnapshotIdentifier": "before", "DBClusterIdentifier": "orders", "Engine": "aurora-mysql", "DBClusterSnapshotArn": "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:before"}"#;
    for (kind, before, lost) in [
        (
            "aws_kms_key",
            r#""arn": "arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e-0001-4000-8000-000000000001""#,
            Some("The key's deletion is scheduled. With it, you lose: 1 cluster (orders)."),
        ),
        (
            "aws_rds_cluster",
            r#""skip_final_snapshot": true"#,
            Some("no final snapshot is taken (skip_final_snapshot). Its automated backups"),
        ),
        ("aws_rds_cluster", r#""skip_final_snapshot": false"#, Some("A final snapshot is kept.")),
        (
            "aws_rds_cluster",
            r#""skip_final_snapshot": true, "deletion_protection": true"#,
            Some("AWS refuses the deletion"),
        ),
        // It isn't said, and the provider's default is false.
        (
            "aws_rds_cluster",
            r#""engine": "aurora-mysql""#,
            Some("doesn't say whether a final snapshot is kept"),
        ),
        ("aws_db_cluster_snapshot", SNAPSHOT, Some("Its cluster orders exists")),
        ("aws_db_cluster_snapshot", r#""id": "gone""#, Some("No file describes it.")),
        ("aws_rds_cluster_instance", r#""id": "orders-1""#, None),
    ] {
        for (actions, again) in [(r#"["delete"]"#, false), (r#"["delete", "create"]"#, true)] {
            let text = format!(
                r#"{{"format_version": "1.2", "resource_changes": [{{"address": "{kind}.one[0]", "type": "{kind}", "change": {{"actions": {actions}, "before": {{{before}}}, "after": null}}, "action_reason": "delete_because_no_resource_config"}}]}}"#
            );
            let files = [
                File { name: "there", bytes: there.as_bytes() },
                File { name: "plan", bytes: text.as_bytes() },
            ];
            let all = replacements(&read(&files).0);
            if again {
                assert_eq!((all.len(), all[0].again), (1, true), "{kind}");
                continue;
            }
            assert_eq!(all.len(), usize::from(lost.is_some()), "{kind} {all:?}");
            for one in all {
                assert!(!one.again && one.lost.contains(lost.unwrap()), "{}", one.lost);
                assert!(!one.lost.contains("The new one"), "{}", one.lost);
                assert_eq!(one.forcing[0].instead[1], format!("  from = {kind}.one"));
            }
        }
    }
}
