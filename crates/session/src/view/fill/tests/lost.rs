//! What is said of a cluster whose key can't be used, in each edition.

use playground_core::edition::Edition;

use super::{ENCRYPTED, cluster, inspected, instance};
use crate::session::Session;
use crate::view::{Focus, KeyHealth, Seal, Section, Tone, View};

/// A cluster whose key is disabled, after that many days.
fn after(edition: Edition, more: &[&str]) -> Session {
    let mut session = Session::new(Session::seed_of("lost"), edition);
    let mut lines = vec![
        "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)".to_owned(),
        ENCRYPTED.to_owned(),
        instance("orders"),
        "playground wait 10m".to_owned(),
        DISABLE.to_owned(),
    ];
    lines.extend(more.iter().map(|line| (*line).to_owned()));
    for line in lines {
        for id in session.run(&line) {
            let entry = session.timeline().record(id).unwrap();
            assert!(entry.done(), "{line}\n{}{}", entry.stdout, entry.stderr);
        }
    }
    session
}

const ENABLE: &str = "aws kms enable-key --key-id $KEY";
const DISABLE: &str = "aws kms disable-key --key-id $KEY";
const REPLICA: &str = "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier r --engine aurora-mysql \
    --storage-encrypted --source-region us-east-1 \
    --replication-source-identifier arn:aws:rds:us-east-1:111122223333:cluster:orders";
/// Takes its grant away from RDS.
const REVOKED: &str = "aws kms revoke-grant --key-id $KEY --grant-id \
    $(aws kms list-grants --key-id $KEY --query Grants[0].GrantId --output text)";

#[test]
fn a_warning_says_what_holds_in_its_edition() {
    let table: &[(Edition, &[&str], &str, Tone)] = &[
        (
            Edition::Y2020,
            &[],
            "Its key can't be used: when RDS next needs it, the cluster is lost (E07).",
            Tone::Good,
        ),
        (
            Edition::Y2026,
            &[],
            "Its key can't be used: when RDS next needs it, the cluster stops and can be recovered for seven days (N09).",
            Tone::Good,
        ),
        (
            Edition::Y2026,
            &[ENABLE, REPLICA, DISABLE],
            "Its key can't be used: when RDS next needs it, the cluster is lost at once, because it can't be stopped (N11).",
            Tone::Good,
        ),
        (
            Edition::Y2026,
            &[ENABLE, REPLICA, DISABLE, "playground wait 1d"],
            "This is final. Only restoring a backup helps (N11).",
            Tone::Bad,
        ),
        (
            Edition::Y2020,
            &["playground wait 1d"],
            "This is final. Only restoring a backup helps (E08).",
            Tone::Bad,
        ),
        (
            Edition::Y2026,
            &["playground wait 1d"],
            "The cluster can be recovered for 6 days, until 2026-12-09 03:00:00: enable its key, then start the cluster (N10).",
            Tone::Warn,
        ),
        (
            Edition::Y2026,
            &["playground wait 1d", ENABLE],
            "The cluster can be recovered for 6 days, until 2026-12-09 03:00:00: its key can be used again, so start the cluster (N10).",
            Tone::Warn,
        ),
        (
            Edition::Y2026,
            &["playground wait 1d", "aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7"],
            "The cluster can be recovered for 6 days, until 2026-12-09 03:00:00: cancel its key's deletion, enable the key, then start the cluster (N10).",
            Tone::Warn,
        ),
        (
            Edition::Y2026,
            &["playground wait 7d"],
            "The cluster can be recovered for 17 hours, until 2026-12-09 03:00:00: enable its key, then start the cluster (N10).",
            Tone::Warn,
        ),
        (
            Edition::Y2020,
            &[ENABLE, REVOKED],
            "RDS has no grant on its key: when RDS next needs it, the cluster is lost (E07).",
            Tone::Good,
        ),
        (
            Edition::Y2026,
            &[ENABLE, REVOKED],
            "RDS has no grant on its key: when RDS next needs it, the cluster stops, and starting it doesn't give RDS a new one: only restoring a backup helps (model).",
            Tone::Good,
        ),
        (
            Edition::Y2026,
            &[ENABLE, REVOKED, "playground wait 1d"],
            "RDS's grant on its key was revoked. Starting the cluster doesn't give RDS a new one: restore a backup to a new cluster (model).",
            Tone::Warn,
        ),
        (
            Edition::Y2026,
            &[ENABLE, REVOKED, "playground wait 8d"],
            "This is final. Only restoring a backup helps (N12).",
            Tone::Bad,
        ),
        (
            Edition::Y2026,
            &["playground wait 8d"],
            "This is final. Only restoring a backup helps (N12).",
            Tone::Bad,
        ),
    ];
    for (edition, more, warning, tone) in table {
        let session = after(*edition, more);
        let view = View::of_session(&session, &Focus::default());
        let orders = cluster(&view, "orders");
        assert_eq!(
            (orders.warnings.first().map(ToString::to_string).as_deref(), orders.status.tone),
            (Some(*warning), *tone)
        );
        let left = *tone == Tone::Warn;
        assert_eq!(view.timeline.deadlines.len(), usize::from(left), "{:?}", view.timeline.deadlines);
        let open = inspected(&session, &orders.thing);
        let says = |section: &Section| matches!(section, Section::Facts { facts, .. } if facts.iter().any(|fact| fact.name == "Cluster can be recovered"));
        assert_eq!(open.sections.iter().any(says), left);
    }
}

#[test]
fn the_timeline_says_until_when() {
    let session = after(Edition::Y2026, &["playground wait 1d"]);
    let view = View::of_session(&session, &Focus::default());
    let said: Vec<String> = view.timeline.deadlines.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["orders can be recovered for 6 days, until 2026-12-09 03:00:00"]);
}

#[test]
fn an_aws_managed_key_rotates_as_it_did() {
    let managed = "aws rds create-db-cluster --db-cluster-identifier m --engine aurora-mysql --storage-encrypted \
        --master-username admin --master-user-password not-a-secret";
    for (edition, often) in [
        (Edition::Y2020, "every 3 years, by AWS, next at 2023-12-01"),
        (Edition::Y2026, "every 365 days, by AWS, next at 2027-12-01"),
    ] {
        let session = after(edition, &[managed]);
        let view = View::of_session(&session, &Focus::default());
        let Seal::Under(tag) = &cluster(&view, "m").seal else { panic!("not encrypted") };
        let open = inspected(&session, &tag.thing);
        let facts = open.sections.iter().filter_map(|section| match section {
            Section::Facts { facts, .. } => Some(facts),
            _ => None,
        });
        let rotation = facts.flatten().find(|fact| fact.name == "Automatic rotation");
        assert!(rotation.is_some_and(|fact| fact.value.to_string().starts_with(often)), "{rotation:?}");
    }
}

#[test]
fn a_snapshot_and_a_backup_say_whether_they_can_be_restored() {
    let snapshot = "aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s";
    let taken = [ENABLE, snapshot, "playground wait 10m"];
    let pending = "aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7";
    let table: [(&[&str], [&str; 2], Tone); 4] = [
        (&[], ["available", "active"], Tone::Good),
        (&[DISABLE], ["not restorable now"; 2], Tone::Warn),
        (&[pending], ["not restorable now"; 2], Tone::Warn),
        (&[pending, "playground wait 8d"], ["lost with its key"; 2], Tone::Bad),
    ];
    for edition in [Edition::Y2020, Edition::Y2026] {
        for (then, words, tone) in table {
            let session = after(edition, &[&taken, then].concat());
            let view = View::of_session(&session, &Focus::default());
            let orders = cluster(&view, "orders");
            let backup = orders.backup.as_ref().unwrap();
            let snapshot = orders.snapshots.iter().find(|snapshot| snapshot.id == "s").unwrap();
            for ((leaf, thing), word) in
                [(&snapshot.status, &snapshot.thing), (&backup.status, &backup.thing)].into_iter().zip(words)
            {
                assert_eq!((leaf.word.to_string().as_str(), leaf.tone), (word, tone), "{edition:?} {then:?}");
                let inspector = inspected(&session, thing);
                assert_eq!(inspector.status, *leaf);
                let Some(Section::Facts { facts, .. }) = inspector.sections.last() else {
                    panic!("it has facts")
                };
                let said = facts.iter().find(|fact| fact.name == "Status in AWS's answers");
                assert_eq!(said.is_some(), tone != Tone::Good, "{edition:?} {then:?}");
            }
        }
    }
}

#[test]
fn a_key_that_cannot_be_used_seals_nothing_new() {
    for (then, seals) in [
        ("aws kms enable-key --key-id $KEY", true),
        ("aws kms describe-key --key-id $KEY", false),
        ("aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7", false),
    ] {
        let session = after(Edition::Y2020, &[then]);
        let view = View::of_session(&session, &Focus::default());
        let Seal::Under(tag) = &cluster(&view, "orders").seal else { panic!("it is encrypted") };
        let inspector = inspected(&session, &tag.thing);
        let versions = inspector.sections.iter().find_map(|section| match section {
            Section::Versions(rows) => Some(rows),
            _ => None,
        });
        assert_eq!(versions.unwrap()[0].current, seals, "{then}");
    }
}

/// The state of the key on a cluster's card, what the backup's row says, and how many things are under the key.
#[test]
fn a_key_that_comes_back_is_told_apart_from_one_that_does_not() {
    let pending = "aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7";
    let table: [(&[&str], KeyHealth); 4] = [
        (&["aws kms enable-key --key-id $KEY"], KeyHealth::Usable),
        (&[], KeyHealth::Paused),
        (&[pending], KeyHealth::Pending),
        (&[pending, "playground wait 8d"], KeyHealth::Deleted),
    ];
    for edition in [Edition::Y2020, Edition::Y2026] {
        for (then, state) in table {
            let session = after(edition, then);
            let view = View::of_session(&session, &Focus::default());
            let Seal::Under(tag) = &cluster(&view, "orders").seal else { panic!("it is encrypted") };
            assert_eq!(tag.state, state, "{edition:?} {then:?}");
        }
    }
}

#[test]
fn a_backup_says_from_when_to_when_it_goes() {
    let table: [(Edition, &[&str], &str); 5] = [
        (
            Edition::Y2026,
            &["aws kms enable-key --key-id $KEY"],
            "backups kept 1 day, from 2026-12-01 09:00:0",
        ),
        (
            Edition::Y2026,
            &["playground wait 12d"],
            " to 2026-12-02 03:00:00, kept on while the cluster is inaccessible (model)",
        ),
        (
            Edition::Y2020,
            &["playground wait 12d"],
            " to 2020-12-02 03:00:00, kept on while the cluster is inaccessible (model)",
        ),
        (
            Edition::Y2020,
            &[
                "aws kms enable-key --key-id $KEY",
                "aws rds stop-db-cluster --db-cluster-identifier orders",
                "playground wait 5d",
            ],
            ", kept on while the cluster is stopped (model)",
        ),
        (
            Edition::Y2020,
            &["aws kms enable-key --key-id $KEY", "playground wait 5d"],
            "from 2020-12-05 03:00:00",
        ),
    ];
    for (edition, then, said) in table {
        let session = after(edition, then);
        let view = View::of_session(&session, &Focus::default());
        let window = cluster(&view, "orders").backup.as_ref().unwrap().window.to_string();
        assert!(window.contains(said), "{edition:?} {then:?} {window}");
        assert_eq!(window.contains("(model)"), said.contains("(model)"), "{window}");
    }
}

#[test]
fn a_snapshot_that_failed_is_not_counted_as_lost_with_the_key() {
    let failed = "aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s";
    let under = |then: &[&str]| {
        let session = after(Edition::Y2020, then);
        let view = View::of_session(&session, &Focus::default());
        let Seal::Under(tag) = &cluster(&view, "orders").seal else { panic!("it is encrypted") };
        let open = inspected(&session, &tag.thing);
        let dies = open.sections.iter().find_map(|section| match section {
            Section::Things { title, fate: Some(_), links, .. } => Some((title.to_string(), links.len())),
            _ => None,
        });
        dies.unwrap()
    };
    // The cluster and its backup, and a snapshot if it was taken while the key could be used.
    assert_eq!(under(&[failed]), ("Encrypted under this key: 2".to_owned(), 2));
    let taken = under(&["aws kms enable-key --key-id $KEY", failed, "playground wait 10m"]);
    assert_eq!(taken, ("Encrypted under this key: 3".to_owned(), 3));
}
