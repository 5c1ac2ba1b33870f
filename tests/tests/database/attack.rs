//! Somebody with access to the disk changes it: every page of an encrypted database, in each way, with nothing in
//! memory.

use std::collections::BTreeMap;

use playground_core::database::File;
use playground_core::database::page::Survey;
use playground_core::rds::cluster::{Cluster, StorageNode};

use crate::lab::{CENSUS, LIBRARY, Lab};

/// Reads everything, in an order that also needs the index.
const ALL: &str = "SELECT group_concat(id || title || copies), sum(length(hex(text))) FROM (SELECT * FROM books INDEXED BY by_title \
     WHERE title > '' ORDER BY title); SELECT name, sql FROM sqlite_schema";

/// The kind of every page of the database, in words.
fn kinds(cluster: &Cluster) -> BTreeMap<u32, String> {
    let StorageNode::Up(keys) = &cluster.host else { panic!("the host is down") };
    let image = cluster.volume.image();
    let count = image.count_of(File::Database);
    let survey = Survey::of(|number| image.read_page(keys, number).ok(), count);
    (1..=count).map(|number| (number, format!("{:?}", survey.role(number).unwrap().kind))).collect()
}

/// A library whose writer has nothing in memory.
fn cold(encrypted: bool) -> Lab {
    let mut lab = Lab::with_cluster("orders", encrypted, 1);
    lab.sql("orders", LIBRARY);
    lab.sql("orders", "UPDATE books SET copies = copies + 1, title = title || '.'");
    lab.run("playground crash-instance --db-instance-identifier orders-1");
    lab.run("aws rds wait db-instance-available --db-instance-identifier orders-1");
    lab
}

#[test]
fn a_change_to_any_page_of_a_sealed_database_is_an_error_and_never_another_answer() {
    let mut lab = cold(true);
    let start = lab.mark();
    let kinds = kinds(&lab.find("orders"));
    assert!(
        kinds.values().collect::<std::collections::BTreeSet<_>>().len() >= 6,
        "kinds of pages: {kinds:?}"
    );
    let whole = (lab.try_sql("orders", ALL).stdout, lab.rows("orders", CENSUS, ""));
    let mut stopped: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, kind) in &kinds {
        let other = if *number == 2 { 3 } else { 2 };
        for how in ["flip-bit", "swap-pages", "rollback-page"] {
            lab.back_to(start);
            let with = if how == "swap-pages" { format!("--with-page {other}") } else { String::new() };
            let done = lab.try_run(&format!(
                "playground {how} --db-cluster-identifier orders --page-number {number} {with}"
            ));
            if !done.done() {
                assert!(
                    how == "rollback-page" && done.stderr.contains("no older version"),
                    "{}",
                    done.stderr
                );
                continue;
            }
            let read = lab.try_sql("orders", ALL);
            if read.done() {
                assert_eq!(read.stdout, whole.0, "{how} {number} {kind}");
                assert!(kind.contains("Free"), "{how} {number} {kind}: read, and not noticed");
                continue;
            }
            *stopped.entry(how).or_default() += 1;
            assert_eq!(
                &*read.refused.unwrap().code,
                "SQLITE_IOERR_DATA",
                "{how} {number} {kind}: {}",
                read.stderr
            );
            let again = lab.try_sql("orders", ALL);
            assert!(!again.done(), "{how} {number} {kind}: served the second time");
        }
    }
    assert!(
        stopped["flip-bit"] > 20 && stopped["swap-pages"] > 20 && stopped["rollback-page"] > 15,
        "{stopped:?}"
    );
}

#[test]
fn what_free_pages_hold_is_checked_when_they_are_used_again() {
    let mut lab = cold(true);
    let free: Vec<u32> = kinds(&lab.find("orders"))
        .iter()
        .filter(|(_, kind)| kind.contains("Free"))
        .map(|(number, _)| *number)
        .collect();
    assert!(free.len() > 10, "{free:?}");
    for number in &free {
        lab.run(&format!("playground flip-bit --db-cluster-identifier orders --page-number {number}"));
    }
    let before = lab.rows("orders", CENSUS, "");
    let grown = lab
        .try_sql("orders", "CREATE TABLE more AS SELECT text FROM books; SELECT sum(length(text)) FROM more");
    if !grown.done() {
        assert_eq!(&*grown.refused.unwrap().code, "SQLITE_IOERR_DATA");
    }
    assert_eq!(lab.rows("orders", CENSUS, ""), before);
}

#[test]
fn a_plain_database_answers_with_what_lies_there() {
    let mut lab = cold(false);
    let before = lab.sql("orders", ALL);
    let found = lab.run("playground find-in-storage --db-cluster-identifier orders --text 'Book 17.' --query 'Hits[0].[PageNumber,Offset]' --output text");
    let (page, offset) = found.trim().split_once('\t').unwrap();
    lab.run(&format!(
        "playground flip-bit --db-cluster-identifier orders --page-number {page} --offset {offset} --bit 1"
    ));
    let after = lab.sql("orders", ALL);
    assert!(before != after, "another title, and no error");
}

#[test]
fn a_journal_that_was_changed_stops_the_recovery() {
    let mut lab = cold(true);
    let before = lab.rows("orders", CENSUS, "");
    lab.run("playground crash-instance --db-instance-identifier orders-1 --at-write 60");
    assert!(!lab.try_sql("orders", "UPDATE books SET title = 'z', copies = 0").done());
    lab.run("aws rds wait db-instance-available --db-instance-identifier orders-1");
    let crashed = lab.mark();
    let pages = lab.find("orders").volume.image().count_of(File::Journal);
    assert!(pages > 20);
    for number in 1..=pages {
        for how in ["flip-bit", "rollback-page"] {
            lab.back_to(crashed);
            let line = format!(
                "playground {how} --db-cluster-identifier orders --file journal --page-number {number}"
            );
            if !lab.try_run(&line).done() {
                continue;
            }
            let read = lab.try_sql("orders", CENSUS);
            if read.done() {
                assert_eq!(
                    lab.rows("orders", CENSUS, ""),
                    before,
                    "{how} {number}: served, and rolled back from what was whole"
                );
            } else {
                assert_eq!(&*read.refused.unwrap().code, "SQLITE_IOERR_DATA", "{how} {number}");
            }
        }
    }
}

#[test]
fn another_clusters_keys_open_nothing_and_its_pages_pass_for_nothing() {
    let mut lab = cold(true);
    lab.cluster("other", true, 1);
    lab.sql("other", LIBRARY);
    let pages = lab.find("orders").volume.image().count_of(File::Database);
    for number in 1..=pages {
        let said = lab.run(&format!(
            "playground open-page --db-cluster-identifier orders --page-number {number} --keys-of other"
        ));
        assert!(said.contains("The authentication tag doesn't match"), "{said}");
    }
    let said =
        lab.run("playground open-page --db-cluster-identifier orders --page-number 1 --keys-of orders");
    assert!(said.contains("SQLite format 3"), "{said}");
}
