//! Refusals that were once explained wrongly, or whose ways out failed: the command, the rule, the way.
#![cfg(not(target_arch = "wasm32"))]

mod said;
mod today;

use playground_core::edition::Edition;
use playground_session::Session;
use playground_session::advice::explain;
use playground_session::view::Inline;
use playground_tests::table::{before, filled, rows};
use playground_tests::ways::try_ways;

struct Fault {
    /// The editions in which it is so. In 2026 each begins before the day from which on everything is encrypted.
    editions: &'static [Edition],
    /// Commands before it.
    stage: &'static [&'static str],
    /// The refused command.
    typed: &'static str,
    rule: Option<&'static str>,
    /// The rule that the page shows, if it isn't the same.
    shown: Option<&'static str>,
    /// The texts of all ways.
    ways: &'static [&'static str],
    /// A part of a command of the first way; empty for a refusal without one.
    command: &'static str,
    /// A part of the explanation.
    why: &'static str,
    /// What must not be in the explanation.
    not: &'static str,
    /// Whether the page says that nothing works: what could help was tried, or what is asked for is lost with its key.
    nothing: bool,
}

const FAULT: Fault = Fault {
    editions: &Edition::ALL,
    stage: &[],
    typed: "",
    rule: None,
    shown: None,
    ways: &[],
    command: "",
    why: "",
    not: "",
    nothing: false,
};

const PLAIN: &[&str] = &[
    "aws rds create-db-cluster --db-cluster-identifier a @",
    "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier i",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
];
const REPLICATED: &[&str] = &[
    "aws rds create-db-cluster --db-cluster-identifier a @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws rds create-db-cluster --db-cluster-identifier r --region eu-west-1 %",
    "aws rds wait db-cluster-available --db-cluster-identifier r --region eu-west-1",
];
const SEALED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
];
/// A snapshot under a key that the other account may use, shared with that account.
const SHARED: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text --policy '{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"arn:aws:iam::444455556666:root\",\"arn:aws:iam::111122223333:root\"]},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}')",
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --kms-key-id $KEY @",
    "aws rds wait db-cluster-available --db-cluster-identifier a",
    "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier s",
    "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
    "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier s --attribute-name restore --values-to-add 444455556666",
];

const THEN: &[Edition] = &[Edition::Y2020];

const TWIN: &str = "Take an unencrypted snapshot, restore it to a new cluster and name a key.";
const RESTORE_THERE: &str =
    "Restore it to an encrypted cluster in its own Region, and copy a snapshot of that.";

const FAULTS: &[Fault] = &[
    Fault {
        stage: PLAIN,
        typed: "aws rds modify-db-cluster --db-cluster-id a --storage-encrypted",
        rule: Some("L04"),
        ways: &[TWIN],
        command: "--db-cluster-identifier a-encrypted",
        ..FAULT
    },
    Fault {
        stage: PLAIN,
        typed: "aws rds --profile=default modify-db-cluster --storage-encrypted --db-cluster-identifier=a",
        rule: Some("L04"),
        ways: &[TWIN],
        ..FAULT
    },
    Fault {
        stage: PLAIN,
        typed: "aws --region us-east-1 rds failover-db-cluster --db-cluster-identifier a",
        ways: &["Add a reader first."],
        command: "create-db-instance --db-instance-identifier a-reader-1",
        why: "another instance",
        ..FAULT
    },
    Fault {
        stage: PLAIN,
        typed: "aws rds delete-db-cluster --db-cluster-identifier a --skip-final-snapshot",
        ways: &["Delete its instances first."],
        command: "delete-db-instance --db-instance-identifier i",
        not: "Waiting",
        ..FAULT
    },
    Fault {
        stage: REPLICATED,
        typed: "aws rds stop-db-cluster --db-cluster-identifier a",
        ways: &["Promote the replica to a standalone cluster first.", "Delete the replica first."],
        command: "promote-read-replica-db-cluster --db-cluster-identifier r --region eu-west-1",
        not: "Waiting",
        ..FAULT
    },
    Fault {
        stage: REPLICATED,
        typed: "aws rds delete-db-cluster --db-cluster-identifier a --skip-final-snapshot",
        ways: &["Promote the replica to a standalone cluster first.", "Delete the replica first."],
        not: "Waiting",
        ..FAULT
    },
    Fault {
        stage: SEALED,
        typed: "aws rds create-db-cluster --db-cluster-identifier r --region eu-west-1 --storage-encrypted --kms-key-id alias/aws/rds % --master-username u --master-user-password not-a-secret",
        ways: &["Leave the master user out: a replica has those of its source."],
        command: "--storage-encrypted --kms-key-id alias/aws/rds",
        why: "source's master user",
        ..FAULT
    },
    Fault {
        stage: &[
            "aws rds create-db-cluster --db-cluster-identifier p --engine aurora-postgresql --master-username u --master-user-password not-a-secret --storage-encrypted",
        ],
        typed: "aws rds create-db-cluster --db-cluster-identifier r --region eu-west-1 --engine aurora-postgresql --replication-source-identifier arn:aws:rds:us-east-1:111122223333:cluster:p --storage-encrypted --kms-key-id alias/aws/rds",
        why: "it replicates to other Regions with an Aurora global database",
        ..FAULT
    },
    Fault {
        stage: SEALED,
        typed: "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier s --attribute-name Restore --values-to-add 444455556666",
        ways: &["Use the attribute restore: it's the only one."],
        command: "--attribute-name restore",
        not: "AWS managed",
        ..FAULT
    },
    Fault {
        stage: SEALED,
        typed: "aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier s --target-db-cluster-snapshot-identifier rds:mine",
        ways: &["Give the copy another name."],
        command: "--target-db-cluster-snapshot-identifier mine",
        ..FAULT
    },
    Fault {
        editions: THEN,
        stage: SHARED,
        typed: "aws rds copy-db-cluster-snapshot --profile partner --region eu-west-1 --source-db-cluster-snapshot-identifier arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s --target-db-cluster-snapshot-identifier mine --kms-key-id alias/aws/rds",
        ways: &["Copy it in its own Region first, then copy that."],
        command: "--target-db-cluster-snapshot-identifier mine --kms-key-id $KEY --profile partner",
        ..FAULT
    },
    Fault {
        editions: THEN,
        stage: SHARED,
        typed: "aws rds copy-db-cluster-snapshot --profile partner --region eu-west-1 --source-db-cluster-snapshot-identifier arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s --target-db-cluster-snapshot-identifier mine",
        ways: &["Copy it in its own Region first, then copy that."],
        command: "--kms-key-id $KEY_THERE --source-region us-east-1 --region eu-west-1 --profile partner",
        ..FAULT
    },
    Fault {
        editions: THEN,
        stage: PLAIN,
        typed: "aws rds copy-db-cluster-snapshot --region eu-west-1 --source-db-cluster-snapshot-identifier arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s --target-db-cluster-snapshot-identifier mine --kms-key-id alias/aws/rds",
        rule: Some("L02"),
        ways: &[RESTORE_THERE],
        command: "restore-db-cluster-from-snapshot --db-cluster-identifier a-encrypted --snapshot-identifier arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s --engine aurora-mysql --kms-key-id $KEY",
        ..FAULT
    },
    // What the model does not read, and unknown options, are kept in the new request.
    Fault {
        stage: SEALED,
        typed: "aws rds create-db-cluster-snapshot --db-cluster-snapshot-identifier t --db-cluster-identifier a --kms-key-id alias/x --tags Key=k,Value='a b'",
        rule: Some("L03"),
        ways: &["Take the snapshot under the cluster's key, then copy it under the other key."],
        command: "'[{\"Key\":\"k\",\"Value\":\"a b\"}]'",
        ..FAULT
    },
    Fault {
        stage: SEALED,
        typed: "aws rds create-db-cluster --db-cluster-identifier b --kms-key-id alias/aws/rds --availability-zones us-east-1a us-east-1b --no-enable-iam-database-authentication @ --tags Key=k,Value='it is'",
        ways: &["Ask for encryption as well."],
        command: "--availability-zones us-east-1a us-east-1b",
        ..FAULT
    },
    Fault {
        stage: &[
            "aws rds create-db-cluster --db-cluster-identifier a @",
            "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
            "aws rds wait db-instance-available --db-instance-identifier i",
            "aws rds create-db-cluster --db-cluster-identifier r --region eu-west-1 %",
            "aws rds wait db-cluster-available --db-cluster-identifier r --region eu-west-1",
        ],
        typed: "aws rds delete-db-cluster --db-cluster-identifier a --skip-final-snapshot",
        ways: &["Delete its instances first, and promote the replica to a standalone cluster."],
        ..FAULT
    },
    // One member is changed, or one request stands before it.
    Fault {
        stage: PLAIN,
        typed: "aws rds create-db-cluster-snapshot --db-cluster-identifier a --db-cluster-snapshot-identifier rds:mine",
        ways: &["Give the snapshot another name."],
        command: "--db-cluster-identifier a --db-cluster-snapshot-identifier mine",
        ..FAULT
    },
    Fault {
        stage: PLAIN,
        typed: "aws rds copy-db-cluster-snapshot --source-region eu-west-1 --source-db-cluster-snapshot-identifier s --target-db-cluster-snapshot-identifier t",
        ways: &["Leave the source's Region out: its ARN contains it."],
        command: "copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier s --target",
        ..FAULT
    },
    Fault {
        stage: &[
            "aws rds create-db-cluster --db-cluster-identifier a --deletion-protection @",
            "aws rds wait db-cluster-available --db-cluster-identifier a",
        ],
        typed: "aws rds delete-db-cluster --db-cluster-identifier a --skip-final-snapshot",
        ways: &["Turn off deletion protection first."],
        command: "modify-db-cluster --db-cluster-identifier a --no-deletion-protection",
        ..FAULT
    },
    Fault {
        stage: &[
            "aws rds create-db-cluster --db-cluster-identifier a @",
            "aws rds wait db-cluster-available --db-cluster-identifier a",
        ],
        typed: "aws rds delete-db-cluster --db-cluster-identifier a",
        ways: &["Keep the data in a final snapshot.", "Take no final snapshot: the data is lost."],
        command: "--final-db-snapshot-identifier a-final",
        ..FAULT
    },
    Fault {
        stage: PLAIN,
        typed: "aws rds delete-db-instance --db-instance-identifier i --final-db-snapshot-identifier f",
        ways: &["Leave the snapshot out: the cluster keeps the data."],
        ..FAULT
    },
    Fault {
        stage: PLAIN,
        typed: "aws rds create-db-instance --db-instance-identifier j --db-cluster-identifier a --engine aurora-postgresql --db-instance-class db.r5.large",
        ways: &["Name an engine that exists."],
        command: "--engine aurora-mysql",
        ..FAULT
    },
    Fault {
        stage: PLAIN,
        typed: "aws rds create-db-instance --db-instance-identifier j --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.m5.large",
        ways: &["Use a class that Aurora has."],
        command: "--db-instance-class db.r5.large",
        ..FAULT
    },
    Fault {
        stage: REPLICATED,
        typed: "aws rds stop-db-cluster --db-cluster-identifier r --region eu-west-1",
        ways: &["Promote the replica to a standalone cluster first."],
        why: "itself a read replica",
        ..FAULT
    },
    Fault {
        stage: REPLICATED,
        typed: "aws rds create-db-cluster --db-cluster-identifier q --engine aurora-mysql --replication-source-identifier arn:aws:rds:eu-west-1:111122223333:cluster:r",
        ways: &["Replicate the source of that replica."],
        not: "Waiting",
        ..FAULT
    },
    Fault {
        stage: &[
            "aws rds create-db-cluster --db-cluster-identifier a @",
            "aws rds wait db-cluster-available --db-cluster-identifier a",
            "aws rds stop-db-cluster --db-cluster-identifier a",
        ],
        typed: "aws rds start-db-cluster --db-cluster-identifier a",
        ways: &["Let it stop, then start it again."],
        command: "playground wait 10m",
        ..FAULT
    },
    Fault {
        stage: SEALED,
        typed: "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier b --source-db-cluster-identifier a",
        ways: &["Use its latest restorable time."],
        ..FAULT
    },
    // A name in a waiter and in a `playground` command.
    Fault {
        stage: PLAIN,
        typed: "aws rds wait db-instance-available --db-instance-identifier ii",
        ways: &["There's one with a similar name."],
        command: "db-instance-available --db-instance-identifier i",
        ..FAULT
    },
    // Nothing gets there.
    Fault {
        stage: SEALED,
        typed: "aws kms describe-key --key-id 00000000-0000-4000-8000-000000000000",
        ..FAULT
    },
];

fn said(part: &Inline) -> &str {
    match part {
        Inline::Code(text)
        | Inline::Text(text)
        | Inline::Strong(text)
        | Inline::Em(text)
        | Inline::Term { text, .. }
        | Inline::Link { text, .. } => text,
    }
}

#[test]
fn what_was_explained_wrongly_is_explained_and_has_a_way_that_works() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    let all = FAULTS.iter().chain(today::FAULTS).chain(said::FAULTS);
    for (fault, edition) in all.flat_map(|fault| fault.editions.iter().map(move |it| (fault, *it))) {
        let mut session = Session::new(Session::seed_of("faults"), edition);
        if let Some(line) = before(edition) {
            session.run(line);
        }
        for line in fault.stage {
            for id in session.run(&filled(line)) {
                let entry = session.timeline().record(id).unwrap();
                assert!(entry.done(), "$ {line}\n{}", entry.stderr);
            }
        }
        let before = session.timeline().cursor();
        let id = *session.run(&filled(fault.typed)).last().unwrap();
        let entry = session.timeline().record(id).unwrap().clone();
        let refused = entry.refused.as_deref().expect(fault.typed);
        assert_eq!(
            refused.rule.map(|rule| rule.id.name()),
            fault.rule,
            "$ {}\n{}",
            fault.typed,
            entry.stderr
        );
        let advice =
            explain(&session.timeline().state_at(before).unwrap().world, refused, entry.sql.as_deref());
        assert_eq!(
            advice.rule.as_ref().map(|rule| &*rule.id),
            fault.shown.or(fault.rule),
            "$ {}",
            fault.typed
        );
        let why: String = advice.why.iter().map(said).collect();
        assert!(why.contains(fault.why), "$ {}\n{why}", fault.typed);
        assert!(fault.not.is_empty() || !why.contains(fault.not), "$ {}\n{why}", fault.typed);
        let texts = try_ways(&mut session, id, fault.typed);
        assert_eq!(texts, fault.ways, "$ {}\n{}", fault.typed, entry.stderr);
        assert_eq!(advice.no_way, fault.nothing, "{}\n{why}", fault.typed);
        let commands = advice.ways.first().map_or(String::new(), |way| way.commands.join("\n"));
        assert!(commands.contains(fault.command), "$ {}\n{commands}", fault.typed);
    }
}

/// The page says why, in terms of the world, whichever rule refused and in whichever edition.
#[test]
fn every_rule_that_refuses_has_its_reason() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    for (row, edition) in rows().flat_map(|row| row.editions.iter().map(move |it| (row, *it))) {
        let mut session = Session::new(Session::seed_of(row.case), edition);
        for line in before(edition).iter().chain(row.stage) {
            session.run(&filled(line));
        }
        let world = session.world().clone();
        let id = *session.run(&filled(row.refused)).last().unwrap();
        let entry = session.timeline().record(id).unwrap();
        let advice = explain(&world, entry.refused.as_deref().unwrap(), entry.sql.as_deref());
        assert!(!advice.why.is_empty(), "{edition:?} {} {}", row.rule, row.case);
    }
}

/// Where the error says all there is, there is nothing to unfold below it.
#[test]
fn an_error_that_says_all_has_no_explanation() {
    for (line, explained) in [
        ("aws rds create-db-proxy", false),
        ("aws kms make-key", false),
        ("aws s3 ls", false),
        ("aws kms create-key --colour red", true),
        ("aws kms describe-key --key-id alias/none", true),
    ] {
        let mut session = Session::new(Session::seed_of("empty"), Edition::Y2020);
        let world = session.world().clone();
        let id = *session.run(line).last().unwrap();
        let entry = session.timeline().record(id).unwrap();
        let advice = explain(&world, entry.refused.as_deref().unwrap(), None);
        assert_eq!(!advice.is_empty(), explained, "{line}");
    }
}
