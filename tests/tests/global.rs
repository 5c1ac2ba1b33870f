//! What is said where something about a global cluster is refused: each row has the first way that is offered, and every
//! way that is offered is tried.
#![cfg(not(target_arch = "wasm32"))]

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

const INSTANCE: &str = "\
aws rds create-db-instance --db-instance-identifier a-1 --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large
aws rds wait db-instance-available --db-instance-identifier a-1";

const SECOND: &str = "\
aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b --global-cluster-identifier g --engine aurora-mysql --source-region us-east-1 --storage-encrypted --kms-key-id $EU
aws rds wait db-cluster-available --region eu-west-1 --db-cluster-identifier b
aws rds create-db-instance --region eu-west-1 --db-instance-identifier b-1 --db-cluster-identifier b --engine aurora-mysql --db-instance-class db.r5.large
aws rds wait db-instance-available --region eu-west-1 --db-instance-identifier b-1";

const BEGUN: &str = "aws rds failover-global-cluster --global-cluster-identifier g --target-db-cluster-identifier arn:aws:rds:eu-west-1:111122223333:cluster:b --allow-data-loss";

const OTHER: &str = "\
aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql --master-username u --master-user-password not-a-secret
aws rds wait db-cluster-available --db-cluster-identifier c";

const TOGETHER: &str = "InvalidParameterCombination";
const STATE: &str = "InvalidDBClusterStateFault";
const GLOBAL: &str = "InvalidGlobalClusterStateFault";

/// A command of a row in full: `%` stands for the creation of a secondary cluster.
fn filled(text: &str) -> String {
    text.replace(
        '%',
        "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b --global-cluster-identifier g --storage-encrypted",
    )
}

/// What comes before, what is refused, its code, the first way.
const ROWS: &[(&[&str], &str, &str, &str)] = &[
    (
        &[],
        "% --source-region us-east-1 --kms-key-id $EU --engine aurora-mysql",
        STATE,
        "Give the primary cluster an instance first.",
    ),
    (
        &[INSTANCE],
        "% --source-region us-east-1 --engine aurora-mysql",
        TOGETHER,
        "Name a key of this Region.",
    ),
    (
        &[INSTANCE],
        "% --kms-key-id $EU --engine aurora-mysql",
        TOGETHER,
        "Name the source's Region, so that the CLI can sign a URL for it.",
    ),
    (
        &[INSTANCE],
        "% --source-region us-east-1 --kms-key-id $EU --engine aurora-mysql --database-name shop",
        TOGETHER,
        "Leave the database out: a secondary cluster has its primary cluster's databases.",
    ),
    (
        &[INSTANCE],
        "% --source-region us-east-1 --kms-key-id $EU --engine aurora-postgresql",
        TOGETHER,
        "Name an engine that exists.",
    ),
    (
        &[],
        "aws rds create-db-cluster --db-cluster-identifier c --global-cluster-identifier empty --no-storage-encrypted --engine aurora-mysql --master-username u --master-user-password not-a-secret",
        TOGETHER,
        "Ask for encryption as well.",
    ),
    (
        &[],
        "aws rds delete-global-cluster --global-cluster-identifier empty",
        TOGETHER,
        "Turn off deletion protection first.",
    ),
    (
        &[],
        "aws rds delete-global-cluster --global-cluster-identifier g",
        GLOBAL,
        "Make its clusters standalone clusters first.",
    ),
    (
        &[INSTANCE, SECOND],
        "aws rds delete-global-cluster --global-cluster-identifier g",
        GLOBAL,
        "Make its clusters standalone clusters first.",
    ),
    (
        &[INSTANCE, SECOND],
        "aws rds stop-db-cluster --db-cluster-identifier a",
        STATE,
        "Make the secondary clusters standalone clusters first.",
    ),
    (
        &[INSTANCE, SECOND],
        "aws rds stop-db-cluster --region eu-west-1 --db-cluster-identifier b",
        STATE,
        "Make it a standalone cluster first.",
    ),
    (
        &[INSTANCE, SECOND],
        "aws rds delete-db-instance --db-instance-identifier a-1",
        STATE,
        "Make the secondary clusters standalone clusters first.",
    ),
    (
        &[INSTANCE, SECOND],
        "aws rds remove-from-global-cluster --global-cluster-identifier g --db-cluster-identifier arn:aws:rds:us-east-1:111122223333:cluster:a",
        GLOBAL,
        "Make the secondary clusters standalone clusters first.",
    ),
    (
        &[INSTANCE, SECOND],
        "aws rds failover-global-cluster --global-cluster-identifier g --target-db-cluster-identifier arn:aws:rds:eu-west-1:111122223333:cluster:b --allow-data-loss --switchover",
        TOGETHER,
        "Wait for the primary cluster: switch over.",
    ),
    (
        &[INSTANCE, SECOND, BEGUN],
        "aws rds modify-global-cluster --global-cluster-identifier g --deletion-protection",
        GLOBAL,
        "Wait, then try again.",
    ),
    (
        &[INSTANCE, SECOND],
        "sql --region eu-west-1 --db-cluster-identifier b 'CREATE TABLE t (c)'",
        "SQLITE_READONLY",
        "Write to the source.",
    ),
    (
        &[OTHER],
        "aws rds create-global-cluster --global-cluster-identifier h --engine aurora-mysql --source-db-cluster-identifier arn:aws:rds:us-east-1:111122223333:cluster:c",
        TOGETHER,
        "Leave out what comes from the source.",
    ),
    (&[], "aws rds describe-global-clusters --global-cluster-identifier h", "GlobalClusterNotFoundFault", ""),
];

#[test]
fn each_refusal_says_what_helps() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    for (stage, refused, code, way) in ROWS {
        let mut session = Session::new(Session::seed_of("global"), Edition::Y2026);
        for id in session.run(&[STAGE, "\n", &stage.join("\n")].concat()) {
            let entry = session.timeline().record(id).unwrap();
            assert!(entry.done(), "{}\n{}", entry.line, entry.stderr);
        }
        assert_eq!(invariants::check(session.world()), []);
        let refused = filled(refused);
        let id = *session.run(&refused).last().unwrap();
        let entry = session.timeline().record(id).unwrap().clone();
        let why = entry.refused.as_deref().unwrap_or_else(|| panic!("{refused}: {}", entry.stdout));
        assert_eq!(&*why.code, *code, "{refused}: {}", entry.stderr);
        let world =
            session.timeline().state_at(session.timeline().parent(id).unwrap()).unwrap().world.clone();
        let advice = explain(&world, why, entry.sql.as_deref());
        assert_eq!(advice.ways.first().map_or("", |way| way.text.as_str()), *way, "{refused}");
        assert_eq!(try_ways(&mut session, id, &refused).is_empty(), way.is_empty(), "{refused}");
    }
}
