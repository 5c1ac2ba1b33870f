//! Everything that copies a volume includes the database, as it was at that moment.

use playground_session::world_digest;

use crate::lab::{CENSUS, LIBRARY, Lab};

const WAIT: &str = "playground wait 10m";

#[test]
fn snapshot_copy_share_and_restore_carry_the_rows_of_their_moment() {
    for encrypted in [true, false] {
        let mut lab = Lab::new();
        lab.run("KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)");
        lab.run("EU=$(aws kms create-key --region eu-west-1 --query KeyMetadata.Arn --output text)");
        let under = if encrypted { "--storage-encrypted --kms-key-id $KEY" } else { "" };
        lab.run(&format!(
            "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin \
             --master-user-password not-a-secret {under}"
        ));
        lab.instance("orders", "orders-1", "");
        lab.sql("orders", LIBRARY);
        let rows = lab.rows("orders", CENSUS, "");
        lab.run("aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s");
        lab.run(WAIT);
        lab.sql("orders", "DROP TABLE books");

        lab.run("aws rds restore-db-cluster-from-snapshot --db-cluster-identifier back --snapshot-identifier s --engine aurora-mysql");
        lab.instance("back", "back-1", "");
        assert_eq!(lab.rows("back", CENSUS, ""), rows);
        assert!(!lab.try_sql("orders", CENSUS).done(), "dropped");

        let source = "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s";
        let key = if encrypted { "--kms-key-id $EU" } else { "" };
        lab.run(&format!(
            "aws rds copy-db-cluster-snapshot --region eu-west-1 --source-region us-east-1 \
             --source-db-cluster-snapshot-identifier {source} --target-db-cluster-snapshot-identifier s-eu {key}"
        ));
        lab.run(WAIT);
        lab.run(
            "aws rds restore-db-cluster-from-snapshot --region eu-west-1 --db-cluster-identifier eu --snapshot-identifier s-eu \
             --engine aurora-mysql",
        );
        lab.instance("eu", "eu-1", "--region eu-west-1");
        assert_eq!(lab.rows("eu", CENSUS, "--region eu-west-1"), rows);
        lab.run("sql --region eu-west-1 --db-cluster-identifier eu \"DELETE FROM books WHERE id < 5\"");
        assert_eq!(lab.rows("back", CENSUS, ""), rows, "each has its own volume now");

        lab.run(
            "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier s --attribute-name restore \
             --values-to-add 444455556666",
        );
        let partner = format!(
            "aws rds restore-db-cluster-from-snapshot --profile partner --db-cluster-identifier theirs --snapshot-identifier {source} \
             --engine aurora-mysql"
        );
        // The snapshot is shared, but its key is not.
        assert_eq!(lab.try_run(&partner).done(), !encrypted);
        if !encrypted {
            lab.instance("theirs", "theirs-1", "--profile partner");
            assert_eq!(lab.rows("theirs", CENSUS, "--profile partner"), rows);
        }
    }
}

#[test]
fn a_restore_to_a_second_finds_the_rows_of_that_second() {
    let mut lab = Lab::with_cluster("orders", true, 1);
    lab.sql("orders", "CREATE TABLE ticks (n INTEGER PRIMARY KEY)");
    let mut times = Vec::new();
    for n in 1..=4 {
        lab.sql("orders", &format!("INSERT INTO ticks VALUES ({n})"));
        times.push((lab.world().now, n));
        if n % 2 == 0 {
            lab.run("playground wait 7m");
        }
    }
    lab.run("playground wait 10m");
    let mark = lab.mark();
    for (time, n) in times {
        lab.back_to(mark);
        lab.run(&format!(
            "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier past --source-db-cluster-identifier orders \
             --restore-to-time {time}"
        ));
        lab.instance("past", "past-1", "");
        assert_eq!(lab.rows("past", "SELECT max(n), count(*) FROM ticks", ""), format!("[ [ {n}, {n} ] ]"));
    }
}

#[test]
fn a_snapshot_of_a_torn_transaction_is_restored_whole() {
    let mut lab = Lab::with_cluster("orders", true, 1);
    lab.sql("orders", LIBRARY);
    let rows = lab.rows("orders", CENSUS, "");
    lab.run("playground crash-instance --db-instance-identifier orders-1 --at-write 12");
    assert!(!lab.try_sql("orders", "UPDATE books SET title = 'x', copies = 0").done());
    lab.run("aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier torn");
    lab.run(WAIT);
    lab.run("aws rds restore-db-cluster-from-snapshot --db-cluster-identifier back --snapshot-identifier torn --engine aurora-mysql");
    lab.instance("back", "back-1", "");
    assert_eq!(lab.rows("back", CENSUS, ""), rows);
    assert_eq!(lab.rows("back", "PRAGMA integrity_check", ""), "[ [ \"ok\" ] ]");
}

#[test]
fn a_replica_has_the_sources_rows_and_takes_none_of_its_own() {
    let mut lab = Lab::with_cluster("orders", true, 1);
    lab.sql("orders", LIBRARY);
    lab.run("EU=$(aws kms create-key --region eu-west-1 --query KeyMetadata.Arn --output text)");
    lab.run(
        "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier eu --engine aurora-mysql --storage-encrypted \
         --kms-key-id $EU --source-region us-east-1 --replication-source-identifier arn:aws:rds:us-east-1:111122223333:cluster:orders",
    );
    lab.instance("eu", "eu-1", "--region eu-west-1");
    let there = "--region eu-west-1";
    for change in ["UPDATE books SET copies = 9 WHERE id < 100", "DELETE FROM books WHERE id > 20", "VACUUM"]
    {
        lab.sql("orders", change);
        assert_eq!(lab.rows("eu", CENSUS, there), lab.rows("orders", CENSUS, ""), "{change}");
    }
    let refused = lab.try_run("sql --region eu-west-1 --db-cluster-identifier eu \"DELETE FROM books\"");
    assert_eq!(&*refused.refused.unwrap().code, "SQLITE_READONLY");
    // A transaction that a writer left unfinished is not visible there either.
    let rows = lab.rows("orders", CENSUS, "");
    lab.run("playground crash-instance --db-instance-identifier orders-1 --at-write 4");
    assert!(!lab.try_sql("orders", "UPDATE books SET title = 'y'").done());
    assert_eq!(lab.rows("eu", CENSUS, there), rows);
    lab.run("aws rds promote-read-replica-db-cluster --region eu-west-1 --db-cluster-identifier eu");
    lab.run(WAIT);
    lab.run("sql --region eu-west-1 --db-cluster-identifier eu \"UPDATE books SET title = 'mine'\"");
    assert_eq!(lab.rows("orders", CENSUS, ""), rows, "two databases from then on");
}

#[test]
fn time_travel_holds_for_data_and_the_same_commands_give_the_same_bytes() {
    let story = |lab: &mut Lab| {
        lab.sql("orders", LIBRARY);
        let mark = lab.mark();
        let rows = lab.rows("orders", CENSUS, "");
        lab.sql("orders", "UPDATE books SET copies = abs(random() % 100), title = datetime('now') || id");
        (mark, rows, world_digest(lab.world()))
    };
    let mut lab = Lab::with_cluster("orders", true, 1);
    let (mark, rows, digest) = story(&mut lab);
    lab.back_to(mark);
    assert_eq!(lab.rows("orders", CENSUS, ""), rows, "as it was");
    lab.sql("orders", "DELETE FROM books");
    let mut again = Lab::with_cluster("orders", true, 1);
    assert_eq!(story(&mut again).2, digest);
}

#[test]
fn logs_are_sealed_and_do_not_go_with_a_restore() {
    let mut lab = Lab::with_cluster("orders", true, 1);
    lab.sql("orders", LIBRARY);
    let log = playground_core::database::File::GeneralLog;
    assert!(lab.find("orders").volume.image().size(log) > 500);
    lab.run("aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s");
    lab.run(WAIT);
    lab.run("aws rds restore-db-cluster-from-snapshot --db-cluster-identifier back --snapshot-identifier s --engine aurora-mysql");
    lab.run(WAIT);
    assert_eq!(lab.find("back").volume.image().size(log), 0);
}
