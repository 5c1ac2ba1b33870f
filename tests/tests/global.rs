//! What is said where something about a global cluster is refused: each row has the first way that is offered, and every
//! way that is offered is tried.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use playground_core::edition::Edition;
use playground_core::invariants;
use playground_session::Session;
use playground_session::advice::explain;
use playground_tests::ways::try_ways;

const STAGE: &str = "\
KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)
EU=$(aws kms create-key --region eu-west-1 --query KeyMetadata.KeyId --output text)
aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username admin --master-user-password not-a-secret
aws rds wait db-cluster-available --db-cluster-identifier a
aws rds create-global-cluster --global-cluster-identifier g --source-db-cluster-identifier arn:aws:rds:us-east-1:111122223333:cluster:a
aws rds create-global-cluster --global-cluster-identifier empty --engine aurora-mysql --storage-encrypted --deletion-protection";

const SECOND: &str = "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b --global-cluster-identifier g --engine aurora-mysql";
const INSTANCE: &str = "\
aws rds create-db-instance --db-instance-identifier a-1 --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large
aws rds wait db-instance-available --db-instance-identifier a-1";

/// With a secondary cluster.
const BOTH: &str = "\
aws rds create-db-instance --db-instance-identifier a-1 --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large
aws rds wait db-instance-available --db-instance-identifier a-1
aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b --global-cluster-identifier g --engine aurora-mysql --source-region us-east-1 --storage-encrypted --kms-key-id $EU
aws rds wait db-cluster-available --region eu-west-1 --db-cluster-identifier b
aws rds create-db-instance --region eu-west-1 --db-instance-identifier b-1 --db-cluster-identifier b --engine aurora-mysql --db-instance-class db.r5.large
aws rds wait db-instance-available --region eu-west-1 --db-instance-identifier b-1";

const FAIL_OVER: &str = "aws rds failover-global-cluster --global-cluster-identifier g --target-db-cluster-identifier arn:aws:rds:eu-west-1:111122223333:cluster:b --allow-data-loss";

/// What comes before, what is refused, its code, the first way.
fn rows() -> Vec<(&'static str, String, &'static str, &'static str)> {
    let second = |more: &str| [SECOND, " ", more].concat();
    let encrypted = "--storage-encrypted --source-region us-east-1";
    let own = "--storage-encrypted --source-region us-east-1 --kms-key-id $EU";
    let combination = "InvalidParameterCombination";
    let (state, global) = ("InvalidDBClusterStateFault", "InvalidGlobalClusterStateFault");
    let line = String::from;
    vec![
        ("", second(own), state, "Give the primary cluster an instance first."),
        (INSTANCE, second(encrypted), combination, "Name a key of this Region."),
        (
            INSTANCE,
            second("--storage-encrypted --kms-key-id $EU"),
            combination,
            "Name the source's Region, for which the CLI then signs a URL.",
        ),
        (
            INSTANCE,
            second(&[own, " --database-name shop"].concat()),
            combination,
            "Leave the database out: a secondary cluster has those of its primary cluster.",
        ),
        (
            INSTANCE,
            second(own).replace("-mysql", "-postgresql"),
            combination,
            "Name the engine that is there.",
        ),
        (
            "",
            line(
                "aws rds create-db-cluster --db-cluster-identifier c --global-cluster-identifier empty --no-storage-encrypted --engine aurora-mysql --master-username u --master-user-password not-a-secret",
            ),
            combination,
            "Ask for encryption as well.",
        ),
        (
            "",
            line("aws rds delete-global-cluster --global-cluster-identifier empty"),
            combination,
            "Take the protection off first.",
        ),
        (
            "",
            line("aws rds delete-global-cluster --global-cluster-identifier g"),
            global,
            "Make its clusters clusters of their own first.",
        ),
        (
            BOTH,
            line("aws rds delete-global-cluster --global-cluster-identifier g"),
            global,
            "Make its clusters clusters of their own first.",
        ),
        (
            BOTH,
            line("aws rds stop-db-cluster --db-cluster-identifier a"),
            state,
            "Make the secondary clusters clusters of their own first.",
        ),
        (
            BOTH,
            line("aws rds stop-db-cluster --region eu-west-1 --db-cluster-identifier b"),
            state,
            "Make it a cluster of its own first.",
        ),
        (
            BOTH,
            line("aws rds delete-db-instance --db-instance-identifier a-1"),
            state,
            "Make the secondary clusters clusters of their own first.",
        ),
        (
            BOTH,
            line(
                "aws rds remove-from-global-cluster --global-cluster-identifier g --db-cluster-identifier arn:aws:rds:us-east-1:111122223333:cluster:a",
            ),
            global,
            "Make the secondary clusters clusters of their own first.",
        ),
        (
            BOTH,
            [FAIL_OVER, " --switchover"].concat(),
            combination,
            "Wait for the primary cluster: switch over.",
        ),
        (
            &FAIL_OVER_BEGUN,
            line("aws rds modify-global-cluster --global-cluster-identifier g --deletion-protection"),
            global,
            "Wait, then try again.",
        ),
        (
            BOTH,
            line("sql --region eu-west-1 --db-cluster-identifier b 'CREATE TABLE t (c)'"),
            "SQLITE_READONLY",
            "Write to the source.",
        ),
        (
            "aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql --master-username u --master-user-password not-a-secret\naws rds wait db-cluster-available --db-cluster-identifier c",
            line(
                "aws rds create-global-cluster --global-cluster-identifier h --engine aurora-mysql --source-db-cluster-identifier arn:aws:rds:us-east-1:111122223333:cluster:c",
            ),
            combination,
            "Leave out what the source says.",
        ),
        (
            "",
            line("aws rds describe-global-clusters --global-cluster-identifier h"),
            "GlobalClusterNotFoundFault",
            "",
        ),
    ]
}

static FAIL_OVER_BEGUN: std::sync::LazyLock<String> =
    std::sync::LazyLock::new(|| [BOTH, "\n", FAIL_OVER].concat());

#[test]
fn each_refusal_says_what_helps() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    for (stage, refused, code, way) in rows() {
        let mut session = Session::new(Session::seed_of("global"), Edition::Y2026);
        for id in session.run(&[STAGE, "\n", stage].concat()) {
            let entry = session.timeline().record(id).unwrap();
            assert!(entry.done(), "{}\n{}", entry.line, entry.stderr);
        }
        assert_eq!(invariants::check(session.world()), []);
        let id = *session.run(&refused).last().unwrap();
        let entry = session.timeline().record(id).unwrap().clone();
        let why = entry.refused.as_deref().unwrap_or_else(|| panic!("{refused}: {}", entry.stdout));
        assert_eq!(&*why.code, code, "{refused}: {}", entry.stderr);
        let world =
            session.timeline().state_at(session.timeline().parent(id).unwrap()).unwrap().world.clone();
        let advice = explain(&world, why, entry.sql.as_deref());
        assert_eq!(advice.ways.first().map_or("", |way| way.text.as_str()), way, "{refused}");
        assert_eq!(try_ways(&mut session, id, &refused).is_empty(), way.is_empty(), "{refused}");
    }
}
