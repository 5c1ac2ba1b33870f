//! Which link of an envelope is missing, and why.

use super::{LEGACY, ORDERS, envelope, inspected, played, two_clusters};
use crate::session::Session;
use crate::view::{EnvelopeView, Focus, Join, PagesUsed, Part, View};

const BACKUP: &str =
    "aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s";
const SNAPSHOT: &str = "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s";
const NO_GRANT: &str = "GRANT=$(aws kms list-grants --key-id $KEY --query 'Grants[0].GrantId' --output text)\n\
    aws kms revoke-grant --key-id $KEY --grant-id $GRANT";
const DELETED: &str =
    "aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7\nplayground wait 8d";

fn after(lines: &[&str]) -> Session {
    let mut session = two_clusters();
    for line in lines {
        session.run(line);
    }
    session
}

/// Key, wrapped data key, pages: which are of use, and which join is missing.
fn drawn(envelope: &EnvelopeView) -> String {
    let link = |(at, link): (usize, &crate::view::EnvelopeLink)| {
        let join = match &link.join {
            Join::First if at == 0 => "",
            Join::First | Join::Beside => " + ",
            Join::Opens(_) => " > ",
            Join::Missing(_) => " x ",
        };
        [join, if link.intact { "whole" } else { "dead" }].concat()
    };
    envelope.chain.iter().enumerate().map(link).collect()
}

#[test]
fn the_envelope_breaks_at_the_link_that_is_missing() {
    let table: &[(&str, &[&str], &str, &str, &str)] = &[
        ("all is well", &[], ORDERS, "whole > whole > whole", ""),
        ("not encrypted", &[], LEGACY, "whole", ""),
        (
            "the grant is gone, the host has the data key",
            &[NO_GRANT],
            ORDERS,
            "whole x dead > whole",
            "RDS's grant on the key was revoked, and no other grant takes its place (model). AccessDeniedException: User: rds.us-east-1.amazonaws.com is not \
             authorized to perform: kms:Decrypt on resource: ",
        ),
        (
            "the grant is gone, and a night has passed",
            &[NO_GRANT, "playground wait 1d"],
            ORDERS,
            "whole x dead x dead",
            "RDS's grant on the key was revoked, and no other grant takes its place (model). AccessDeniedException",
        ),
        (
            "a policy denies",
            &[
                "aws kms put-key-policy --key-id $KEY --policy-name default --policy '{\"Version\": \"2012-10-17\", \
               \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"*\"}, \"Action\": \"kms:*\", \"Resource\": \"*\"}, \
               {\"Effect\": \"Deny\", \"Principal\": {\"Service\": \"rds.us-east-1.amazonaws.com\"}, \"Action\": \"kms:Decrypt\", \
               \"Resource\": \"*\"}]}'",
            ],
            ORDERS,
            "whole x dead > whole",
            "RDS may not use the key. AccessDeniedException: ",
        ),
        (
            "the key is disabled",
            &["aws kms disable-key --key-id $KEY"],
            ORDERS,
            "dead x dead > whole",
            "The KMS key is disabled: it decrypts nothing until it is enabled.",
        ),
        (
            "the key is pending deletion",
            &["aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7"],
            ORDERS,
            "dead x dead > whole",
            "The KMS key is pending deletion and decrypts nothing. Unless that is canceled, it is deleted at 2020-12-08",
        ),
        ("the key is deleted", &[DELETED], ORDERS, "dead x dead x dead", "The KMS key is deleted."),
        (
            "the key is back, the cluster is not",
            &["aws kms disable-key --key-id $KEY", "playground wait 1d", "aws kms enable-key --key-id $KEY"],
            ORDERS,
            "whole > whole x dead",
            "No host has the data key in its memory. No client can connect: the cluster is in state \
             inaccessible-encryption-credentials.",
        ),
        (
            "the cluster is stopped",
            &["aws rds stop-db-cluster --db-cluster-identifier orders", "playground wait 1h"],
            ORDERS,
            "whole > whole x whole",
            "No host has the data key in its memory. No client can connect: the cluster is in state stopped.",
        ),
        (
            "the only instance is down",
            &["playground crash-instance --db-instance-identifier orders-1"],
            ORDERS,
            "whole > whole x whole",
            "No host has the data key in its memory. No client can connect: no instance of the cluster is up.",
        ),
        ("a snapshot needs no host", &[BACKUP], SNAPSHOT, "whole > whole > whole", ""),
        ("a snapshot needs no grant", &[BACKUP, NO_GRANT], SNAPSHOT, "whole > whole > whole", ""),
        (
            "a snapshot needs its key",
            &[BACKUP, DELETED],
            SNAPSHOT,
            "dead x dead x dead",
            "The KMS key is deleted. Nothing can take its place.",
        ),
    ];
    for (name, lines, thing, expected, why) in table {
        let session = after(lines);
        let view = inspected(&session, thing);
        let envelope = envelope(&view);
        assert_eq!(drawn(envelope), *expected, "{name}");
        assert!(envelope.broken.to_string().starts_with(why), "{name}: {}", envelope.broken);
        assert_eq!(envelope.broken.is_empty(), why.is_empty(), "{name}");
    }
}

#[test]
fn the_envelope_tells_what_was_done_with_the_pages() {
    let mut session = two_clusters();
    let used = |session: &Session| envelope(&inspected(session, ORDERS)).used;
    session.run("sql --db-cluster-identifier orders \"INSERT INTO orders (status) VALUES ('new')\"");
    assert_eq!(used(&session), Some(PagesUsed::Written));
    let unwrapped = |session: &Session| envelope(&inspected(session, ORDERS)).unwrapped;
    assert!(!unwrapped(&session), "the host has the data key");
    session.run("aws rds stop-db-cluster --db-cluster-identifier orders\nplayground wait 1h");
    assert_eq!(used(&session), None);
    session.run("aws rds start-db-cluster --db-cluster-identifier orders");
    session.run("playground wait 1h");
    assert!(unwrapped(&session), "a host that starts has KMS decrypt it");
    session.run("sql --db-cluster-identifier orders 'SELECT * FROM orders'");
    assert_eq!(used(&session), Some(PagesUsed::Written), "the general log");
}

#[test]
fn what_the_last_step_changed_leads() {
    let parts = |session: &Session, thing: &str| -> Vec<Part> {
        inspected(session, thing).sections.iter().map(Part::of).take(2).collect()
    };
    let leads = |session: &Session| inspected(session, ORDERS).leads;
    let mut session = two_clusters();
    assert_eq!(leads(&session), None);
    session.run("aws kms disable-key --key-id $KEY");
    assert_eq!(leads(&session), Some(Part::Envelope), "it broke, and no page changed");
    session.run("aws kms list-keys");
    assert_eq!(leads(&session), Some(Part::Envelope), "it is broken, whatever has happened since");
    session.run("playground flip-bit --db-cluster-identifier orders --page-number 2 --offset 4090 --bit 3");
    assert_eq!(leads(&session), None, "a page changed, and it was broken before");
    session.run("aws kms enable-key --key-id $KEY");
    assert_eq!(leads(&session), Some(Part::Envelope), "it is mended");
    session.run("aws kms list-keys");
    assert_eq!(leads(&session), None);

    let view = View::of_session(&session, &Focus::default());
    let key = view.map.accounts[0].regions[0].keys[0].tag.thing.clone();
    assert_eq!(parts(&session, &key), [Part::Relations, Part::Versions]);
    session.run(NO_GRANT);
    assert_eq!(parts(&session, &key), [Part::Grants, Part::Relations]);
    session.run("aws kms put-key-policy --key-id $KEY --policy-name default --policy '{\"Version\": \"2012-10-17\", \
        \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"*\"}, \"Action\": \"kms:*\", \"Resource\": \"*\"}]}'");
    assert_eq!(parts(&session, &key), [Part::Policy, Part::Relations]);
}

#[test]
fn the_pages_come_before_the_envelope_whatever_it_is_and_whatever_happened() {
    let parts = |session: &Session, thing: &str| -> Vec<Part> {
        inspected(session, thing).sections.iter().map(Part::of).take(2).collect()
    };
    let first = [Part::Pages, Part::Envelope];
    let empty = played(&["aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql \
        --master-username admin --master-user-password not-a-secret --storage-encrypted"]);
    assert_eq!(parts(&empty, ORDERS), first, "without pages");
    let mut session = two_clusters();
    session.run("aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier one");
    let view = View::of_session(&session, &Focus::default());
    let region = &view.map.accounts[0].regions[0];
    let cluster = region.clusters.iter().find(|it| it.id == "orders").unwrap();
    for leaf in [&cluster.snapshots[0].thing, &cluster.backup.as_ref().unwrap().thing] {
        assert_eq!(parts(&session, leaf), first, "{leaf}");
    }
    session.run("aws kms disable-key --key-id $KEY");
    assert_eq!(parts(&session, ORDERS), first, "broken");
}

#[test]
fn each_part_has_an_id_of_its_own() {
    let ids: std::collections::BTreeSet<_> = Part::ALL.iter().map(|part| part.id()).collect();
    assert_eq!(ids.len(), Part::ALL.len());
}
