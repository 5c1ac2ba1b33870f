//! What depends on a key or an account, until when something helps, and what is of which cluster.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use playground_estate::{Dependent, Depends, Details, Estate, File, Without, demo, read};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1b2c3d4e000140008000000000000001";
const RELATED: &str = "arn:aws:kms:eu-central-1:111122223333:key/mrk-1b2c3d4e000140008000000000000001";
const OTHER: &str = "arn:aws:kms:eu-west-1:444455556666:key/1b2c3d4e-0002-4000-8000-000000000002";

fn read_all(lines: &[String]) -> Estate {
    let text = lines.join("\n") + "\nnull\n";
    let (estate, reads) = read(&[File { name: "file", bytes: text.as_bytes() }]);
    let problems: Vec<_> = reads.iter().flat_map(|read| &read.problems).collect();
    assert!(problems.is_empty(), "{problems:?}");
    estate
}

fn key(arn: &str, state: &str, more: &str) -> String {
    format!(
        r#"{{"KeyMetadata": {{"KeyId": "x", "Arn": "{arn}", "KeyState": "{state}", "KeyManager": "CUSTOMER"{more}}}}}"#
    )
}

fn cluster(name: &str, at: &str, key: &str, more: &str) -> String {
    format!(
        r#"{{"DBClusters": [{{"DBClusterIdentifier": "{name}", "Engine": "aurora-mysql", "DBClusterArn": "arn:aws:rds:{at}:cluster:{name}", "StorageEncrypted": true, "KmsKeyId": "{key}"{more}}}]}}"#
    )
}

fn snapshot(name: &str, at: &str, key: &str, more: &str) -> String {
    format!(
        r#"{{"DBClusterSnapshots": [{{"DBClusterSnapshotIdentifier": "{name}", "DBClusterIdentifier": "orders", "Engine": "aurora-mysql", "DBClusterSnapshotArn": "arn:aws:rds:{at}:cluster-snapshot:{name}", "StorageEncrypted": true, "KmsKeyId": "{key}"{more}}}]}}"#
    )
}

const IRELAND: &str = "eu-west-1:111122223333";

fn row<'a>(rows: &'a [Dependent], name: &str) -> &'a Dependent {
    rows.iter().find(|row| row.arn.name() == name).unwrap()
}

/// The last day of the cluster `orders`, and of all, by the state of its key.
#[test]
fn the_last_day_by_the_state_of_the_key() {
    let on = |day: &str| format!(r#", "DeletionDate": "{day}""#);
    for (state, more, cluster_status, one, all) in [
        ("Enabled", String::new(), "available", "none is set", "none is set"),
        ("Disabled", String::new(), "available", "none is set", "none is set"),
        ("PendingDeletion", on("2026-12-05T09:00:00+00:00"), "available", "2026-12-04", "2026-12-04"),
        // One second into the month: the last whole day is in the month before.
        ("PendingDeletion", on("2026-12-01T00:00:01+00:00"), "available", "2026-11-30", "2026-11-30"),
        (
            "PendingDeletion",
            String::new(),
            "available",
            "can't tell, because no file says when the key will be deleted",
            "can't tell, because no file says when the key will be deleted",
        ),
        (
            "Disabled",
            String::new(),
            "inaccessible-encryption-credentials-recoverable",
            "can't tell, because no file says when the cluster lost its key: it can be started for seven days after that",
            "none is set",
        ),
        (
            "PendingDeletion",
            on("2026-12-05T09:00:00+00:00"),
            "inaccessible-encryption-credentials-recoverable",
            "2026-12-04",
            "2026-12-04",
        ),
    ] {
        let status = format!(r#", "Status": "{cluster_status}""#);
        let estate = read_all(&[key(KEY, state, &more), cluster("orders", IRELAND, KEY, &status)]);
        let loss = Depends::of(&estate).without(&Without::Key(KEY.into()));
        assert_eq!(row(&loss.rows, "orders").help.until.words(), one, "{state} {more} {cluster_status}");
        assert_eq!(loss.helps[0].until.words(), all, "{state} {more}");
        assert_eq!(row(&loss.rows, "orders").help.what.starts_with("Make the key work"), state != "Enabled");
    }
    let estate = read_all(&[cluster("orders", IRELAND, KEY, "")]);
    let loss = Depends::of(&estate).without(&Without::Key(KEY.into()));
    assert_eq!(row(&loss.rows, "orders").help.until.words(), "can't tell, because no file describes the key");
}

#[test]
fn what_ends_by_itself_ends_before_the_key() {
    let created = r#", "SnapshotType": "automated", "SnapshotCreateTime": "2026-11-25T03:00:00+00:00""#;
    let backup = |status: &str| {
        format!(
            r#"{{"DBClusterAutomatedBackups": [{{"DBClusterIdentifier": "old", "DBClusterArn": "arn:aws:rds:{IRELAND}:cluster:old", "Status": "{status}", "BackupRetentionPeriod": 3, "StorageEncrypted": true, "KmsKeyId": "{KEY}", "RestoreWindow": {{"EarliestTime": "2026-11-20T00:00:00+00:00", "LatestTime": "2026-11-26T12:00:00+00:00"}}}}]}}"#
        )
    };
    for (status, last) in [("retained", "2026-11-28"), ("active", "2026-12-04")] {
        let estate = read_all(&[
            key(KEY, "PendingDeletion", r#", "DeletionDate": "2026-12-05T09:00:00+00:00""#),
            cluster("orders", IRELAND, KEY, r#", "BackupRetentionPeriod": 7"#),
            snapshot("rds:orders-25", IRELAND, KEY, created),
            snapshot("by-hand", IRELAND, KEY, ""),
            backup(status),
        ]);
        let loss = Depends::of(&estate).without(&Without::Key(KEY.into()));
        assert_eq!(loss.rows.len(), 4);
        assert_eq!(row(&loss.rows, "rds:orders-25").help.until.words(), "2026-12-01");
        assert_eq!(row(&loss.rows, "rds:orders-25").kind, "automated snapshot");
        assert_eq!(row(&loss.rows, "by-hand").help.until.words(), "2026-12-04");
        assert_eq!(row(&loss.rows, "old").help.until.words(), last, "{status}");
    }
}

#[test]
fn what_stays_readable_is_under_another_key_that_works() {
    let id = r#", "DbClusterResourceId": "cluster-ORDERS""#;
    let files = |state: &str| {
        vec![
            key(KEY, "Enabled", ""),
            key(RELATED, state, ""),
            key(OTHER, "Enabled", ""),
            cluster("orders", IRELAND, KEY, id),
            snapshot("here", IRELAND, KEY, id),
            snapshot("there", "eu-central-1:111122223333", RELATED, id),
            snapshot("theirs", "eu-west-1:444455556666", OTHER, id),
        ]
    };
    for (state, kept) in [
        ("Enabled", vec!["copy there (111122223333, eu-central-1)", "copy theirs (444455556666, eu-west-1)"]),
        ("Disabled", vec!["copy theirs (444455556666, eu-west-1)"]),
    ] {
        let estate = read_all(&files(state));
        let depends = Depends::of(&estate);
        let loss = depends.without(&Without::Key(KEY.into()));
        assert_eq!(loss.rows.len(), 2);
        assert_eq!(row(&loss.rows, "orders").kept, kept);
        assert_eq!(row(&loss.rows, "here").kept, kept);
        assert_eq!(loss.helps.len() == 2, state == "Enabled", "a related key can be replicated");
        // Without the account, its keys are gone everywhere.
        let loss = depends.without(&Without::Account("111122223333".into()));
        assert_eq!(row(&loss.rows, "orders").kept, ["copy theirs (444455556666, eu-west-1)"]);
        assert_eq!(
            depends.accounts().iter().map(|one| &**one).collect::<Vec<_>>(),
            ["111122223333", "444455556666"]
        );
    }
}

#[test]
fn an_account_that_leaves_takes_its_keys_and_what_it_shares() {
    let estate = read_all(&[
        key(OTHER, "Enabled", ""),
        cluster("lent", IRELAND, OTHER, ""),
        cluster("own", IRELAND, KEY, ""),
        snapshot("shared", "eu-west-1:444455556666", OTHER, ""),
        String::from(
            r#"{"DBClusterSnapshotAttributesResult": {"DBClusterSnapshotIdentifier": "shared", "DBClusterSnapshotAttributes": [{"AttributeName": "restore", "AttributeValues": ["111122223333"]}]}}"#,
        ),
    ]);
    let loss = Depends::of(&estate).without(&Without::Account("444455556666".into()));
    let why: Vec<_> = loss.rows.iter().map(|row| (row.arn.name(), &*row.why)).collect();
    assert_eq!(
        why,
        [
            ("lent", "under 1b2c3d4e-0002-4000-8000-000000000002, a key of the account"),
            ("shared", "in the account, and shared from it with 111122223333"),
        ]
    );
}

/// By resource id, by what it was copied from, or by name in the same account and Region; a chain that leads back ends.
#[test]
fn what_is_of_which_cluster() {
    let id = r#", "DbClusterResourceId": "cluster-ORDERS""#;
    let from = |name: &str, at: &str| {
        format!(r#", "SourceDBClusterSnapshotArn": "arn:aws:rds:{at}:cluster-snapshot:{name}""#)
    };
    let far = "us-east-1:444455556666";
    let estate = read_all(&[
        cluster("orders", IRELAND, KEY, id),
        cluster("orders", far, OTHER, ""),
        cluster(
            "orders-replica",
            "us-east-1:111122223333",
            KEY,
            &format!(r#", "ReplicationSourceIdentifier": "arn:aws:rds:{IRELAND}:cluster:orders""#),
        ),
        snapshot("by-id", far, OTHER, id),
        snapshot("by-source", "eu-north-1:444455556666", OTHER, &from("by-id", far)),
        snapshot("by-name", IRELAND, KEY, ""),
        snapshot("another", "eu-north-1:111122223333", KEY, ""),
        snapshot("round", IRELAND, KEY, &from("round", IRELAND)),
    ]);
    let mut details = Details::of(&estate);
    let parts: Vec<Vec<String>> = estate
        .clusters
        .iter()
        .map(|cluster| {
            let parts = details.cluster(cluster).parts;
            parts.iter().map(|part| format!("{} {}", part.kind, part.arn.name())).collect()
        })
        .collect();
    assert_eq!(
        parts,
        [
            vec!["copy by-id", "copy by-source", "snapshot by-name", "copy round", "replica orders-replica"],
            vec![],
            vec![]
        ]
    );
}

/// The made-up company: what its key that is about to be deleted takes with it.
#[test]
fn the_made_up_company_loses_its_archive() {
    let (estate, _) = read(&[File { name: "demo", bytes: demo().as_bytes() }]);
    let dying = estate.keys.iter().find(|key| key.state.as_deref() == Some("PendingDeletion")).unwrap();
    let loss = Depends::of(&estate).without(&Without::Key(dying.arn.as_str().into()));
    let rows: Vec<_> = loss.rows.iter().map(|row| (row.arn.name(), row.help.until.words())).collect();
    let day = || String::from("2026-12-04");
    assert_eq!(rows, [("archive-2020", day()), ("archive-2020-before-upgrade", day())]);
    assert!(loss.helps[0].command.as_ref().unwrap().starts_with("aws kms cancel-key-deletion --key-id "));
}
