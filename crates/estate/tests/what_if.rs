//! What would happen: the core's operations on a fork of an imported world.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use playground_core::digest::digest_of;
use playground_core::edition::Edition;
use playground_core::env::{Seed, Time};
use playground_estate::what_if::{Change, Failure, Saved, WhatIf, grantees};
use playground_estate::world::{Imported, world_of};
use playground_estate::{Arn, Estate, File, demo, read};

const NOW: &str = "2026-11-28T12:00:00Z";

fn company() -> (Estate, Imported) {
    let (estate, _) = read(&[File { name: "demo", bytes: demo().as_bytes() }]);
    let made = world_of(&estate, Edition::Y2026, Seed([1; 16]), Time::parse(NOW).unwrap());
    (estate, made)
}

fn key(account: usize, region: usize, number: usize) -> String {
    let accounts = ["111122223333", "444455556666", "777788889999"];
    let regions = ["eu-west-1", "eu-central-1", "us-east-1", "ap-southeast-2"];
    let at = |list: &[&str], place: usize| list.get(place).copied().unwrap().to_owned();
    format!(
        "arn:aws:kms:{}:{}:key/0a1b2c3d-0000-4000-8000-{account:04}{region:04}{number:04}",
        at(&regions, region),
        at(&accounts, account)
    )
}

/// `kind name by account: from day, how, saved`, a line each.
fn tried(change: &Change, days: usize) -> Vec<String> {
    let (estate, made) = company();
    let before = digest_of(&made.world);
    let mut trial = match WhatIf::of(&estate, &made, change, days) {
        Ok(trial) => trial,
        Err(why) => return vec![why],
    };
    while trial.step() {}
    assert_eq!(digest_of(&made.world), before, "the world that is asked about stays as it is");
    assert_eq!(trial.stopped(), None);
    let saved = |saved: &Saved| match saved {
        Saved::Before => String::from("before"),
        Saved::Until(time) => time.to_string(),
        Saved::Still => String::from("still"),
    };
    let line = |one: &Failure| {
        let already = if one.already { "already " } else { "" };
        let (what, saved) = (one.arn.name(), saved(&one.saved));
        format!("{already}{} {what} by {}: {}, {}, {saved}", one.kind, one.account, one.from, one.how)
    };
    trial.failures().iter().map(line).collect()
}

const DISABLED: &str = "KMSKeyNotAccessibleFault: The specified KMS key";

/// What begins with a text, or is it.
fn are(found: &[String], wanted: &[&str]) -> bool {
    found.len() == wanted.len() && found.iter().zip(wanted).all(|(one, wanted)| one.starts_with(wanted))
}

#[test]
fn what_fails_when_and_until_when_it_can_be_saved() {
    let ledger = key(0, 0, 2);
    let status = "its status is inaccessible-encryption-credentials";
    for (change, days, wanted) in [
        // A cluster that lost its key can be started again for seven days; a snapshot waits for as long as the key is there.
        (
            Change::Disable { key: ledger.clone().into() },
            3,
            vec![
                format!("cluster ledger by 111122223333: 2026-11-29T12:00:02Z, {status}-recoverable, still"),
                format!("copy catalog-before-upgrade by 111122223333: 2026-11-28T12:00:01Z, {DISABLED}"),
            ],
        ),
        (
            Change::Disable { key: ledger.clone().into() },
            10,
            vec![
                format!(
                    "cluster ledger by 111122223333: 2026-11-29T12:00:02Z, {status}-recoverable, 2026-12-05"
                ),
                format!("copy catalog-before-upgrade by 111122223333: 2026-11-28T12:00:01Z, {DISABLED}"),
            ],
        ),
        // Seven days' waiting period: the sixth is the last on which canceling helps.
        (
            Change::Delete { key: ledger.clone().into(), days: 7 },
            10,
            vec![
                format!(
                    "cluster ledger by 111122223333: 2026-11-29T12:00:02Z, {status}-recoverable, 2026-12-04"
                ),
                format!("copy catalog-before-upgrade by 111122223333: 2026-11-28T12:00:01Z, {DISABLED}"),
            ],
        ),
        (
            Change::Delete { key: ledger.into(), days: 6 },
            10,
            vec![String::from(
                "The change itself is refused. aws kms schedule-key-deletion --pending-window-in-days 6",
            )],
        ),
        (
            Change::Remove { key: key(0, 0, 1).into(), statement: 0 },
            3,
            vec![String::from("The key policy doesn't have this statement, or has no other.")],
        ),
        (
            Change::Revoke { key: key(0, 0, 1).into(), grantee: "arn:aws:iam::111122223333:role/x".into() },
            3,
            vec![String::from("arn:aws:iam::111122223333:role/x has no grant on the key in this world.")],
        ),
        // Whoever is under a key of the account, or has its snapshot shared, loses them; nothing takes that back.
        (
            Change::LeaveOut { account: "111122223333".into() },
            10,
            vec![
                format!(
                    "cluster forecast by 444455556666: 2026-11-29T12:00:08Z, {status}-recoverable, before"
                ),
                String::from(
                    "snapshot orders-before-upgrade by 444455556666: 2026-11-28T12:00:07Z, DBClusterSnapshotNotFoundFault: ",
                ),
            ],
        ),
        (Change::LeaveOut { account: "777788889999".into() }, 10, vec![]),
        // Its key is pending deletion: neither its backup nor its snapshot can be restored, from now on.
        (
            Change::Restore { cluster: "arn:aws:rds:eu-west-1:111122223333:cluster:archive-2020".into() },
            10,
            vec![
                String::from("already automated backup archive-2020 by 111122223333: 2026-11-28T12:00:00Z, "),
                format!(
                    "already snapshot archive-2020-before-upgrade by 111122223333: 2026-11-28T12:00:00Z, {DISABLED}"
                ),
            ],
        ),
        (
            Change::Restore { cluster: "arn:aws:rds:eu-west-1:111122223333:cluster:catalog".into() },
            10,
            vec![],
        ),
    ] {
        let found = tried(&change, days);
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        assert!(are(&found, &wanted), "{change:?} for {days} days: {found:#?}");
    }
}

#[test]
fn a_revoked_grant_of_a_service_is_gone_for_good() {
    let change = Change::Revoke { key: key(0, 0, 1).into(), grantee: "rds.eu-west-1.amazonaws.com".into() };
    let found = tried(&change, 3);
    assert_eq!(found.len(), 9, "eight clusters of the account, and one of another: {found:#?}");
    assert!(
        found.iter().all(|line| line.starts_with("cluster ") && line.ends_with("-recoverable, before")),
        "{found:#?}"
    );
}

/// A statement for a partner: without it, the partner can't restore the snapshot that is shared with it, until it is back.
#[test]
fn a_removed_statement_is_missed_until_it_is_back() {
    let key = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001";
    let statement = |account: &str| {
        format!(
            r#"{{\"Effect\": \"Allow\", \"Principal\": {{\"AWS\": \"{account}\"}}, \"Action\": \"kms:*\", \"Resource\": \"*\"}}"#
        )
    };
    let policy = [statement("111122223333"), statement("444455556666")].join(", ");
    let text = format!(
        r#"{{"KeyMetadata": {{"KeyId": "x", "Arn": "{key}", "KeyState": "Enabled", "KeyManager": "CUSTOMER"}}}}
{{"Policy": "{{\"Version\": \"2012-10-17\", \"Statement\": [{policy}]}}", "PolicyName": "default"}}
{{"DBClusters": [{{"DBClusterIdentifier": "theirs", "Engine": "aurora-mysql", "DBClusterArn": "arn:aws:rds:us-east-1:444455556666:cluster:theirs", "StorageEncryptionType": "none", "StorageEncrypted": false}}]}}
{{"DBClusterSnapshots": [{{"DBClusterSnapshotIdentifier": "shared", "DBClusterIdentifier": "orders", "Engine": "aurora-mysql", "SnapshotType": "manual", "DBClusterSnapshotArn": "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:shared", "StorageEncrypted": true, "KmsKeyId": "{key}"}}]}}
{{"DBClusterSnapshotAttributesResult": {{"DBClusterSnapshotIdentifier": "shared", "DBClusterSnapshotAttributes": [{{"AttributeName": "restore", "AttributeValues": ["444455556666"]}}]}}}}"#
    );
    let (estate, reads) = read(&[File { name: "file", bytes: text.as_bytes() }]);
    assert!(reads.iter().all(|read| read.problems.is_empty()), "{reads:?}");
    let made = world_of(&estate, Edition::Y2026, Seed([1; 16]), Time::parse(NOW).unwrap());
    for (statement, failing) in [(1, vec!["444455556666"]), (0, vec!["111122223333"])] {
        let change = Change::Remove { key: key.into(), statement };
        let mut trial = WhatIf::of(&estate, &made, &change, 5).unwrap();
        while trial.step() {}
        let accounts: Vec<&str> = trial.failures().iter().map(|one| &*one.account).collect();
        assert_eq!(accounts, failing, "{:?}", trial.failures());
        let saved: Vec<&Saved> = trial.failures().iter().map(|one| &one.saved).collect();
        // Without its own account's statement, nobody of it may put the policy back.
        assert_eq!(saved, [if statement == 1 { &Saved::Still } else { &Saved::Before }]);
    }
}

/// An account that is gone, whose snapshots are not all in the world; and the grantees that are offered are those of the world.
#[test]
fn what_is_not_in_the_world_is_neither_unshared_nor_offered() {
    let key = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001";
    let cluster = |name: &str, more: &str| {
        format!(
            r#"{{"DBClusterIdentifier": "{name}", "Engine": "aurora-mysql", "DBClusterArn": "arn:aws:rds:eu-west-1:111122223333:cluster:{name}", {more}}}"#
        )
    };
    let snapshot = |name: &str, more: &str| {
        format!(
            r#"{{"DBClusterSnapshotIdentifier": "{name}", "DBClusterIdentifier": "orders", "Engine": "aurora-mysql", "SnapshotType": "manual", "DBClusterSnapshotArn": "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:{name}"{more}}}
{{"DBClusterSnapshotAttributesResult": {{"DBClusterSnapshotIdentifier": "{name}", "DBClusterSnapshotAttributes": [{{"AttributeName": "restore", "AttributeValues": ["444455556666"]}}]}}}}"#
        )
    };
    let encrypted = format!(r#""StorageEncrypted": true, "KmsKeyId": "{key}""#);
    let grant = |grantee: &str| {
        format!(
            r#"{{"KeyId": "{key}", "GrantId": "1", "GranteePrincipal": "{grantee}", "Operations": ["Decrypt"]}}"#
        )
    };
    let session = "arn:aws:sts::111122223333:assumed-role/dba/jane.doe@example.com";
    let grants = [session, "arn:aws:iam::111122223333:group/none"].map(grant).join(", ");
    let text = [
        cluster("orders", &encrypted),
        // Nobody says how it is encrypted, so that it isn't in the world.
        snapshot("unknown", ""),
        snapshot("known", &[", ", &encrypted].concat()),
        format!(r#"{{"KeyMetadata": {{"KeyId": "x", "Arn": "{key}", "KeyState": "Enabled", "KeyManager": "CUSTOMER"}}}}"#),
        format!(r#"{{"Grants": [{grants}]}}"#),
        String::from(r#"{"DBClusterIdentifier": "theirs", "Engine": "aurora-mysql", "DBClusterArn": "arn:aws:rds:eu-west-1:444455556666:cluster:theirs", "StorageEncryptionType": "none"}"#),
    ]
    .join("\n");
    let (estate, reads) = read(&[File { name: "file", bytes: text.as_bytes() }]);
    assert!(reads.iter().all(|read| read.unread(&estate).count() == 0), "{reads:?}");
    let made = world_of(&estate, Edition::Y2026, Seed([1; 16]), Time::parse(NOW).unwrap());
    assert_eq!(made.world.snapshots.size(), 1);
    let gone = WhatIf::of(&estate, &made, &Change::LeaveOut { account: "111122223333".into() }, 5).unwrap();
    let gone = gone.commands().0;
    assert!(
        gone.iter().any(|line| line.contains(" known ")) && !gone.iter().any(|line| line.contains("unknown")),
        "{gone:?}"
    );
    let offered = grantees(&estate, &Arn::parse(key).unwrap());
    assert_eq!(
        offered.iter().map(|one| &**one).collect::<Vec<_>>(),
        [session, "rds.eu-west-1.amazonaws.com"]
    );
    for grantee in offered {
        let change = Change::Revoke { key: key.into(), grantee: grantee.clone() };
        assert!(
            WhatIf::of(&estate, &made, &change, 5).is_ok(),
            "{grantee} is offered, and has a grant in the world"
        );
    }
    let (estate, made) = company();
    for key in playground_estate::keys(&estate) {
        for grantee in grantees(&estate, &key.arn) {
            let change = Change::Revoke { key: key.arn.as_str().into(), grantee };
            assert!(WhatIf::of(&estate, &made, &change, 1).is_ok(), "{change:?}");
        }
    }
}
