//! Why the same script gets different answers from two clusters.

use super::{ORDERS, inspected, pages, two_clusters};
use crate::view::{Focus, Happened, View};

#[test]
fn answers_that_differ_have_their_reason() {
    const ASK: &str = "SELECT * FROM customers";
    let asks = |cluster: &str| format!("sql --db-cluster-identifier {cluster} \"{ASK}\"");
    let changes = |cluster: &str, sql: &str| format!("sql --db-cluster-identifier {cluster} \"{sql}\"");
    let flip = "playground flip-bit --db-cluster-identifier orders --page-number 2 --offset 100 --bit 0\n\
        playground crash-instance --db-instance-identifier orders-1\nplayground wait 10m";
    let table = [
        (
            "true".to_owned(),
            "They all gave the same answer: a client can't tell which one is encrypted (S03).",
        ),
        (flip.to_owned(), "The answers differ: a page of orders is damaged."),
        (
            changes("legacy", "DELETE FROM customers WHERE id = 1"),
            "The answers differ: the clusters hold different data.",
        ),
        (changes("legacy", "DROP TABLE customers"), "The answers differ: legacy returned an error."),
    ];
    for (line, verdict) in table {
        let mut session = two_clusters();
        session.run(&line);
        for cluster in ["legacy", "orders"] {
            session.run(&asks(cluster));
        }
        let entry = View::of_session(&session, &Focus::default()).console.pop().unwrap();
        assert_eq!(entry.sql.unwrap().verdict.to_string(), verdict, "{line}");
    }
}

#[test]
fn what_has_no_pages_says_why() {
    let mut session = super::played(&[
        "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
        super::ENCRYPTED,
        "aws rds wait db-cluster-available --db-cluster-identifier orders",
        "aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s",
    ]);
    let snapshot = ORDERS.replace(":cluster:orders", ":cluster-snapshot:s");
    let said = |session: &_, thing: &str| pages(&inspected(session, thing)).verdict.to_string();
    assert_eq!(said(&session, ORDERS), "No pages yet. Add an instance and write a row with sql.");
    assert_eq!(said(&session, &snapshot), "No pages: its cluster had none.");
    session.run("playground wait 10m");
    assert_eq!(said(&session, &snapshot), "No pages: its cluster had none.");
}

#[test]
fn a_cluster_has_its_region_in_its_name_where_another_has_the_same() {
    let replica = "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier orders --engine aurora-mysql \
        --master-username admin --master-user-password not-a-secret";
    let lost = |lines: &[&str]| {
        let mut session = two_clusters();
        for line in lines {
            session.run(line);
        }
        let before = session.timeline().cursor();
        session.run("aws kms disable-key --key-id $KEY\nplayground wait 1d");
        let timeline = session.timeline();
        let base = &timeline.state_at(before).unwrap().world;
        let worlds = super::super::Worlds { now: session.world(), base, advises: true };
        let all = super::super::touched::touched(worlds, &super::super::Names::of(session.world()));
        let lost = all.into_iter().find(|it| it.what == Happened::Lost && it.thing == Some(ORDERS.into()));
        lost.unwrap().name
    };
    assert_eq!(lost(&[]), "orders");
    assert_eq!(lost(&[replica]), "orders (us-east-1)");
}
