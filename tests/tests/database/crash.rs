//! Compute and storage are separate: an instance may crash at any moment, and what was committed stays.

use playground_core::database::File;
use playground_core::storage::image::PageSlot;

use crate::lab::{CENSUS, LIBRARY, Lab};

/// One transaction that changes old pages, makes new ones, and needs the index.
const CHANGE: &str = "BEGIN; UPDATE books SET copies = copies + 1, title = 'New ' || id WHERE id % 9 = 0; DELETE FROM books WHERE id = 1000; \
     INSERT INTO books SELECT id + 2000, title, text, 0 FROM books WHERE id < 40; COMMIT";

/// The ways in which a database recovers after its writer has crashed.
fn recoveries() -> [(&'static str, &'static str, &'static str); 3] {
    [
        ("the writer itself", "aws rds wait db-instance-available --db-instance-identifier orders-1", ""),
        (
            "another instance",
            "aws rds failover-db-cluster --db-cluster-identifier orders\n\
             aws rds wait db-cluster-available --db-cluster-identifier orders\n\
             aws rds wait db-instance-available --db-instance-identifier orders-1",
            "",
        ),
        ("a reader, while the writer is away", "echo", "--endpoint reader"),
    ]
}

#[test]
fn a_crash_at_any_write_of_a_transaction_loses_all_of_it_or_nothing() {
    let mut lab = Lab::with_cluster("orders", true, 2);
    lab.sql("orders", LIBRARY);
    let before = lab.rows("orders", CENSUS, "");
    let start = lab.mark();
    lab.sql("orders", CHANGE);
    let after = lab.rows("orders", CENSUS, "");
    assert_ne!(before, after);

    let mut writes = 0;
    loop {
        writes += 1;
        lab.back_to(start);
        lab.run(&format!("playground crash-instance --db-instance-identifier orders-1 --at-write {writes}"));
        let entry = lab.try_sql("orders", CHANGE);
        if entry.done() {
            break;
        }
        assert!(entry.stderr.contains("Lost connection"), "write {writes}: {}", entry.stderr);
        let crashed = lab.mark();
        for (who, how, endpoint) in recoveries() {
            // Each crash with one way of recovery, every tenth with all three.
            let turn = recoveries().iter().position(|(name, ..)| *name == who).unwrap();
            if writes % 3 != turn && writes % 10 != 0 {
                continue;
            }
            lab.back_to(crashed);
            lab.run(how);
            let now = lab.rows("orders", CENSUS, endpoint);
            assert!(now == before || now == after, "write {writes}, {who}: {now}");
            let check = lab.rows("orders", "PRAGMA integrity_check", endpoint);
            assert_eq!(check, "[ [ \"ok\" ] ]", "write {writes}, {who}");
        }
    }
    assert!(writes > 40, "a transaction of {writes} writes proves little");
    assert_eq!(lab.rows("orders", CENSUS, ""), after, "nobody crashed");
}

/// The pages of the database as they are on the disk.
fn pages(lab: &Lab) -> Vec<PageSlot> {
    lab.find("orders").volume.image().pages_of(File::Database).map(|(_, slot)| slot.clone()).collect()
}

#[test]
fn a_recovered_database_is_written_again_by_the_writer_only() {
    let mut lab = Lab::with_cluster("orders", true, 2);
    lab.sql("orders", LIBRARY);
    let (before, start, whole) = (lab.rows("orders", CENSUS, ""), lab.mark(), pages(&lab));
    // The journal is written first: this finds the first write that is missing from the database itself.
    for write in 1.. {
        lab.back_to(start);
        lab.run(&format!("playground crash-instance --db-instance-identifier orders-1 --at-write {write}"));
        assert!(!lab.try_sql("orders", CHANGE).done());
        if pages(&lab) != whole {
            break;
        }
    }
    let torn = pages(&lab);
    assert_eq!(lab.rows("orders", CENSUS, "--endpoint reader"), before);
    assert!(pages(&lab) == torn, "the reader rolled back in its own memory");
    lab.run("aws rds wait db-instance-available --db-instance-identifier orders-1");
    assert_eq!(lab.rows("orders", CENSUS, ""), before);
    assert!(pages(&lab) != torn, "the writer did it on the storage");
}

#[test]
fn what_was_committed_survives_whatever_happens_to_instances() {
    let mut lab = Lab::with_cluster("orders", true, 2);
    lab.sql("orders", LIBRARY);
    let rows = lab.rows("orders", CENSUS, "");
    for how in [
        "aws rds reboot-db-instance --db-instance-identifier orders-1\naws rds wait db-instance-available --db-instance-identifier orders-1",
        "playground crash-instance --db-instance-identifier orders-1\naws rds wait db-instance-available --db-instance-identifier orders-1",
        "aws rds failover-db-cluster --db-cluster-identifier orders\nplayground wait 5m",
        "aws rds stop-db-cluster --db-cluster-identifier orders\nplayground wait 10m\n\
         aws rds start-db-cluster --db-cluster-identifier orders\nplayground wait 10m",
        "aws rds delete-db-instance --db-instance-identifier orders-2\nplayground wait 10m",
    ] {
        lab.run(how);
        assert_eq!(lab.rows("orders", CENSUS, ""), rows, "{how}");
    }
}

#[test]
fn nobody_answers_where_nothing_runs() {
    let mut lab = Lab::with_cluster("orders", true, 0);
    let told = |lab: &mut Lab| String::from(&*lab.try_sql("orders", "SELECT 1").stderr);
    assert!(told(&mut lab).contains("2005"), "being created, and without an instance");
    lab.instance("orders", "orders-1", "");
    lab.sql("orders", "SELECT 1");
    lab.run("aws rds stop-db-cluster --db-cluster-identifier orders");
    assert!(told(&mut lab).contains("in state stopping"));
    lab.run("playground wait 10m");
    assert!(told(&mut lab).contains("in state stopped"));
    lab.run("aws rds start-db-cluster --db-cluster-identifier orders\nplayground wait 10m");
    lab.sql("orders", "SELECT 1");
    lab.run("aws rds delete-db-instance --db-instance-identifier orders-1");
    assert!(told(&mut lab).contains("in state deleting"));
    lab.run("playground wait 10m");
    assert!(told(&mut lab).contains("has no DB instance"));
    lab.run("aws rds delete-db-cluster --db-cluster-identifier orders --skip-final-snapshot");
    lab.run("playground wait 10m");
    assert!(told(&mut lab).contains("there is no DB cluster orders"));
}

#[test]
fn a_lost_key_ends_all_connections_when_the_instance_needs_it_again() {
    let mut lab = Lab::new();
    lab.run("KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)");
    lab.run(
        "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin \
         --master-user-password not-a-secret --storage-encrypted --kms-key-id $KEY",
    );
    lab.instance("orders", "orders-1", "");
    lab.sql("orders", LIBRARY);
    lab.run("aws kms disable-key --key-id $KEY");
    lab.sql("orders", CENSUS);
    lab.run("playground crash-instance --db-instance-identifier orders-1\nplayground wait 5m");
    let entry = lab.try_sql("orders", CENSUS);
    assert!(entry.stderr.contains("inaccessible-encryption-credentials"), "{}", entry.stderr);
    assert_eq!(entry.refused.unwrap().rule.map(|rule| rule.id.name()), Some("E07"));
}

#[test]
fn a_readers_memory_follows_the_writer() {
    let mut lab = Lab::with_cluster("orders", true, 2);
    lab.sql("orders", LIBRARY);
    let count = "SELECT count(*) FROM books";
    assert_eq!(lab.rows("orders", count, "--endpoint reader"), "[ [ 301 ] ]");
    lab.sql("orders", "DELETE FROM books WHERE id > 10");
    assert_eq!(lab.rows("orders", count, "--endpoint reader"), "[ [ 10 ] ]");
    let refused = lab.try_run("sql --db-cluster-identifier orders --endpoint reader \"DELETE FROM books\"");
    assert_eq!(&*refused.refused.unwrap().code, "SQLITE_READONLY", "{}", refused.stderr);
    assert_eq!(lab.rows("orders", count, ""), "[ [ 10 ] ]");
}
