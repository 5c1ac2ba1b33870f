//! Findings in small estates: what makes one, and the nearest estate without it.

use playground_estate::{Encryption, Estate, File, Finding, Kind, findings, read, rows};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e-0001-4000-8000-000000000001";

fn estate(files: &[&str]) -> Estate {
    let files: Vec<_> = files.iter().map(|text| File { name: "file", bytes: text.as_bytes() }).collect();
    let (estate, reads) = read(&files);
    let problems: Vec<_> = reads.iter().flat_map(|read| read.unread(&estate)).collect();
    assert!(problems.is_empty(), "{problems:?}");
    estate
}

fn kinds(estate: &Estate) -> Vec<Kind> {
    findings(estate).into_iter().map(|finding| finding.kind).collect()
}

fn of_kind(estate: &Estate, kind: Kind) -> Vec<Finding> {
    findings(estate).into_iter().filter(|finding| finding.kind == kind).collect()
}

fn cluster(name: &str, more: &str) -> String {
    format!(
        r#"{{"DBClusterIdentifier": "{name}", "Engine": "aurora-mysql", "DBClusterArn": "arn:aws:rds:eu-west-1:111122223333:cluster:{name}", {more}}}"#
    )
}

fn snapshot(more: &str) -> String {
    format!(
        r#"{{"DBClusterSnapshotIdentifier": "one", "DBClusterIdentifier": "orders", "Engine": "aurora-mysql", "SnapshotType": "manual", "DBClusterSnapshotArn": "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:one"{more}}}"#
    )
}

fn key(state: &str) -> String {
    format!(
        r#"{{"KeyMetadata": {{"KeyId": "1b2c3d4e-0001-4000-8000-000000000001", "Arn": "{KEY}", "KeyState": "{state}", "KeyManager": "CUSTOMER", "CreationDate": "2026-11-10T00:00:00Z"}}}}"#
    )
}

const PUBLIC: &str = r#"{"DBClusterSnapshotAttributesResult": {"DBClusterSnapshotIdentifier": "one", "DBClusterSnapshotAttributes": [{"AttributeName": "restore", "AttributeValues": ["all"]}]}}"#;

/// AWS shares no encrypted snapshot with everybody: whatever is public, and not said to be encrypted, is not.
#[test]
fn what_everybody_can_restore_is_not_encrypted_or_it_is_doubtful() {
    let under = format!(r#", "StorageEncrypted": true, "KmsKeyId": "{KEY}""#);
    for (more, encryption, kind) in [
        ("", Encryption::Unencrypted, Kind::PublicSnapshot),
        (r#", "StorageEncrypted": false"#, Encryption::Unencrypted, Kind::PublicSnapshot),
        (r#", "StorageEncryptionType": "none""#, Encryption::Unencrypted, Kind::PublicSnapshot),
        (&under, Encryption::Under(KEY.into()), Kind::DoubtfulSharing),
    ] {
        let (snapshot, key) = (snapshot(more), key("Enabled"));
        for files in [[&*key, &snapshot, PUBLIC], [PUBLIC, &key, &snapshot]] {
            let estate = estate(&files);
            assert_eq!(estate.snapshots.iter().next().unwrap().encryption, encryption, "{more}");
            let found = of_kind(&estate, kind);
            assert_eq!(found.len(), 1, "{more}: {:?}", findings(&estate));
            let named = found[0].way_out().contains("--db-cluster-snapshot-identifier one ");
            assert_eq!(named, kind == Kind::PublicSnapshot, "{}", found[0].way_out());
        }
    }
    let (shared, key) = (PUBLIC.replace("all", "444455556666"), key("Enabled"));
    let estate = estate(&[&snapshot(""), &shared, &key]);
    assert_eq!(estate.snapshots.iter().next().unwrap().encryption, Encryption::Unknown);
    assert_eq!(kinds(&estate), []);
}

fn terraform(encrypted: bool) -> String {
    format!(
        r#"{{"version": 4, "resources": [{{"mode": "managed", "type": "aws_rds_cluster", "name": "orders", "instances": [{{"attributes": {{"arn": "arn:aws:rds:eu-west-1:111122223333:cluster:orders", "cluster_identifier": "orders", "engine": "aurora-mysql", "storage_encrypted": {encrypted}, "kms_key_id": ""}}}}]}}]}}"#
    )
}

#[test]
fn terraform_says_that_a_cluster_is_unencrypted_unless_aws_says_more() {
    assert_eq!(kinds(&estate(&[&terraform(false)])), [Kind::Unencrypted]);
    assert_eq!(kinds(&estate(&[&terraform(true)])), []);
    let owned = cluster("orders", r#""StorageEncrypted": false, "StorageEncryptionType": "sse-rds""#);
    for files in [[&*owned, &terraform(false)], [&terraform(false), &owned]] {
        assert_eq!(kinds(&estate(&files)), []);
    }
    // AWS's own answer, since February 2026, fits two cases.
    assert_eq!(kinds(&estate(&[&cluster("orders", r#""StorageEncrypted": false"#)])), []);
}

#[test]
fn a_key_that_everybody_may_use_is_one_whose_policy_has_no_condition() {
    let statement = |principal: &str, action: &str, more: &str| {
        format!(
            r#"{{"Sid": "Oops", "Effect": "Allow", "Principal": {principal}, "Action": "{action}", "Resource": "*"{more}}}"#
        )
    };
    let when =
        |key: &str, value: &str| format!(r#", "Condition": {{"StringEquals": {{"{key}": "{value}"}}}}"#);
    for (statement, open) in [
        (statement(r#""*""#, "kms:*", ""), true),
        (statement(r#"{"AWS": "*"}"#, "kms:*", ""), true),
        (statement(r#"{"AWS": ["arn:aws:iam::111122223333:root", "*"]}"#, "kms:Decrypt", ""), true),
        (statement(r#""*""#, "kms:DescribeKey", ""), false),
        (statement(r#"{"AWS": "arn:aws:iam::111122223333:root"}"#, "kms:*", ""), false),
        (statement(r#"{"Service": "rds.amazonaws.com"}"#, "kms:*", ""), false),
        (statement(r#""*""#, "kms:*", &when("kms:CallerAccount", "111122223333")), false),
        (statement(r#""*""#, "kms:*", &when("kms:ViaService", "rds.eu-west-1.amazonaws.com")), false),
        (statement(r#""*""#, "kms:*", &when("aws:PrincipalOrgID", "o-example123")), false),
        (statement(r#""*""#, "kms:*", "").replace("Allow", "Deny"), false),
    ] {
        let policy = format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#);
        let answer = format!(r#"{{"KeyId": "{KEY}", "Policy": {policy:?}, "PolicyName": "default"}}"#);
        let estate = estate(&[&key("Enabled"), &answer]);
        let found = of_kind(&estate, Kind::OpenKey);
        assert_eq!(found.len(), usize::from(open), "{statement}: {found:?}");
        assert!(
            found.iter().all(|one| one.what.contains("1b2c3d4e-0001") && one.what.contains("\"Oops\"")),
            "{found:?}"
        );
    }
}

/// A key that is at fault is found once, and the rows of what is under it say so.
#[test]
fn one_cause_is_one_finding_and_stands_in_every_row() {
    let lost = "inaccessible-encryption-credentials";
    for (state, status, wanted, way_out) in [
        ("Disabled", "-recoverable", vec![Kind::KeyDisabled], "start-db-cluster"),
        ("PendingDeletion", "-recoverable", vec![Kind::KeyPendingDeletion], "start-db-cluster"),
        ("Disabled", "", vec![Kind::KeyDisabled], "can't be started again"),
        // The key works, and yet the cluster can't use it.
        ("Enabled", "-recoverable", vec![Kind::Inaccessible], "start-db-cluster"),
        ("Enabled", "", vec![Kind::Inaccessible], "can't be started again"),
    ] {
        let more = format!(r#""Status": "{lost}{status}", "StorageEncrypted": true, "KmsKeyId": "{KEY}""#);
        let alias = r#"{"Aliases": [{"AliasName": "alias/shop", "AliasArn": "arn:aws:kms:eu-west-1:111122223333:alias/shop", "TargetKeyId": "1b2c3d4e-0001-4000-8000-000000000001"}]}"#;
        let estate = estate(&[&cluster("orders", &more), &key(state), alias]);
        let found = findings(&estate);
        assert_eq!(kinds(&estate), wanted, "{found:?}");
        let said = [&*found[0].what, found[0].way_out()].concat();
        assert!(said.contains(way_out) && !said.contains("If its status"), "{said}");
        assert_eq!(said.contains("The key alias/shop "), state != "Enabled", "{said}");
        let row = &rows(&estate, &found)[0];
        assert!(
            row.findings.contains(&Kind::Inaccessible)
                && wanted.iter().all(|kind| row.findings.contains(kind)),
            "{row:?}"
        );
    }
    let more = format!(r#""Status": "available", "StorageEncrypted": true, "KmsKeyId": "{KEY}""#);
    let estate = estate(&[&cluster("orders", &more), &key("PendingDeletion")]);
    assert_eq!(rows(&estate, &findings(&estate))[0].findings, [Kind::KeyPendingDeletion]);
}

fn record(name: &str, at: &str, answer: &str) -> String {
    format!(
        r#"{{"Records": [{{"eventSource": "kms.amazonaws.com", "eventName": "{name}", "eventTime": "{at}", "awsRegion": "eu-west-1", "recipientAccountId": "111122223333", "requestParameters": {{"keyId": "1b2c3d4e-0001-4000-8000-000000000001"}}, "responseElements": {answer}}}]}}"#
    )
}

/// The newest record counts, unless the key was described later; whichever was read first.
#[test]
fn records_of_keys_count_by_their_time() {
    let described = key("Enabled"); // its file speaks of 10 November
    let deletion = record(
        "ScheduleKeyDeletion",
        "2026-11-21T12:38:06Z",
        r#"{"keyId": "arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e-0001-4000-8000-000000000001", "deletionDate": "Nov 28, 2026, 12:38:06 PM", "keyState": "PendingDeletion"}"#,
    );
    let cancel = record("CancelKeyDeletion", "2026-11-22T00:00:00Z", "null");
    let enable = record("EnableKey", "2026-11-23T00:00:00Z", "null");
    let old = record("DisableKey", "2026-11-01T00:00:00Z", "null");
    let refused = record("DisableKey", "2026-11-30T00:00:00Z", "null")
        .replace("\"eventTime\"", "\"errorCode\": \"AccessDenied\", \"eventTime\"");
    for (files, state, end) in [
        (vec![&described, &deletion], "PendingDeletion", Some("2026-11-28T12:38:06Z")),
        (vec![&described, &deletion, &cancel], "Disabled", None),
        (vec![&described, &cancel, &deletion, &enable], "Enabled", None),
        (vec![&described, &old], "Enabled", None),
        (vec![&described, &refused], "Enabled", None),
        (vec![&old], "Disabled", None),
    ] {
        for files in [files.clone(), files.into_iter().rev().collect()] {
            let files: Vec<&str> = files.into_iter().map(String::as_str).collect();
            let estate = estate(&files);
            let key = estate.keys.get(KEY).unwrap();
            let deletion = key.deletion.map(|time| time.to_string());
            assert_eq!((key.state.as_deref(), deletion.as_deref()), (Some(state), end), "{files:?}");
        }
    }
}

#[test]
fn a_record_that_a_later_description_outdates_is_told_as_such() {
    for (at, what) in [("2026-11-01", "outdated records of keys"), ("2026-11-20", "records of keys")] {
        let (described, record) = (key("Enabled"), record("DisableKey", &format!("{at}T00:00:00Z"), "null"));
        let files = [described.as_bytes(), record.as_bytes()].map(|bytes| File { name: "file", bytes });
        assert_eq!(read(&files).1[1].found, [(what, 1)]);
    }
}

#[test]
fn a_record_may_come_before_what_it_is_about_and_one_that_says_nothing_is_counted() {
    let shared = r#"{"Records": [{"eventSource": "rds.amazonaws.com", "eventName": "ModifyDBClusterSnapshotAttribute", "eventTime": "2026-11-20T12:38:06Z", "awsRegion": "eu-west-1", "recipientAccountId": "111122223333", "responseElements": {"dBClusterSnapshotIdentifier": "one", "dBClusterSnapshotAttributes": [{"attributeName": "restore", "attributeValues": ["all"]}]}}, {"eventSource": "kms.amazonaws.com", "eventName": "Decrypt", "errorCode": "AccessDenied", "responseElements": null}]}"#;
    let snapshot = snapshot("");
    let elsewhere = snapshot.replace("eu-west-1", "us-east-1");
    let files = |texts: &[&str]| {
        let files: Vec<_> = texts.iter().map(|text| File { name: "file", bytes: text.as_bytes() }).collect();
        read(&files)
    };
    let (alone, reads) = files(&[shared]);
    let waiting: Vec<_> = reads[0].unread(&alone).map(|problem| &*problem.message).collect();
    assert!(
        matches!(waiting.as_slice(), [one] if one.starts_with("No snapshot with this name has been read.")),
        "{waiting:?}"
    );
    assert!(reads[0].found.contains(&("records that describe no resource", 1)), "{:?}", reads[0].found);
    let (estate, reads) = files(&[shared, &elsewhere, &snapshot]);
    assert_eq!(reads.iter().flat_map(|read| read.unread(&estate)).count(), 0, "what it waited for has come");
    let public: Vec<_> =
        of_kind(&estate, Kind::PublicSnapshot).into_iter().map(|one| one.about.region().to_owned()).collect();
    assert_eq!(public, ["eu-west-1"], "a record names the account and Region of its snapshot");
}
