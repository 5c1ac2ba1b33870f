//! A request is printed as a line that asks the same, and so is what was typed: every operation, with random members.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test's way to fail"
)]

use std::cell::Cell;

use playground_aws::model::{Operation, Service, is_program, kebab, services};
use playground_aws::{Invocation, Manner, print, print_as};
use playground_core::edition::Edition;
use playground_core::ids::KeyRef;
use playground_core::ops::api::{Fate, Member, Shape};
use playground_core::ops::rds::RdsOp;
use playground_core::ops::rds::create_db_cluster::CreateDBCluster;
use playground_core::ops::{self, Request};
use playground_tests::printed::{read, run, split};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Texts that shells and the CLI treat specially.
const TEXTS: &[&str] = &[
    "orders",
    "alias/orders",
    "two words",
    "it's",
    "\"quoted\"",
    "-5",
    "--region",
    "-a b",
    "$KEY",
    "a=b,c=d",
    "[]",
    "[\"a\"]",
    "{}",
    "back\\slash",
    "`",
    "!",
    "a\nb",
    "ü €",
    "arn:aws:kms:us-east-1:111122223333:alias/x",
    "*",
    "#",
    "~",
    "%",
];

/// A text that the service accepts there; `None` if any text will do.
fn fitting(member: &str) -> Option<&'static str> {
    Some(match member {
        "Engine" => "aurora-mysql",
        "StorageType" => "aurora",
        "ReplicationSourceIdentifier" => "arn:aws:rds:us-east-1:111122223333:cluster:a",
        "SourceRegion" => "us-east-1",
        "PreferredBackupWindow" => "03:00-03:30",
        "RestoreType" => "copy-on-write",
        "DbClusterResourceId" | "SourceDbClusterResourceId" | "DBClusterAutomatedBackup" => {
            "cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        }
        "KeysOf" => "orders",
        name if name.ends_with("Identifier") => "orders",
        _ => return None,
    })
}

fn words_for(param: &Member, picks: &[usize]) -> Option<Vec<String>> {
    let pick = |at: usize| TEXTS[picks.get(at).copied().unwrap_or(0) % TEXTS.len()];
    let option = format!("--{}", kebab(param.name));
    let with = |value: &str| Some(vec![format!("{option}={value}")]);
    let choices = param.choices;
    match param.shape {
        _ if param.fate == Fate::Refused => None,
        Shape::Flag => {
            Some(vec![if picks[0].is_multiple_of(2) { option } else { option.replacen("--", "--no-", 1) }])
        }
        Shape::Texts if !choices.is_empty() => {
            Some(vec![option, choices[picks[0] % choices.len()].to_owned()])
        }
        _ if !choices.is_empty() => with(choices[picks[0] % choices.len()]),
        _ if param.positional && param.name == "Statements" => Some(vec![pick(0).to_owned()]),
        Shape::Time if param.positional => Some(vec!["2026-02-10T09:00:00Z".to_owned()]),
        _ if param.positional => Some(vec![["10m", "90s", "1d2h", "49h"][picks[0] % 4].to_owned()]),
        Shape::Text | Shape::Secret => {
            with(fitting(param.name).filter(|_| picks.len() < 3).unwrap_or(pick(0)))
        }
        Shape::Texts if param.name.starts_with("ValuesTo") => {
            Some(vec![option, "444455556666".to_owned(), "777788889999".to_owned()])
        }
        Shape::Time => with("2020-12-01T09:00:00Z"),
        Shape::IdentityPolicy => {
            with("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}")
        }
        Shape::TrustPolicy => {
            with("{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}]}")
        }
        Shape::KeyPolicy => with(
            "{ \"Statement\": [{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}",
        ),
        Shape::Integer => {
            let (least, most) = (*param.range.start(), *param.range.end());
            with(&i64::try_from(picks[0]).unwrap().clamp(least, most).to_string())
        }
        Shape::Texts => {
            let list: Vec<String> = picks.iter().map(|at| format!("{:?}", TEXTS[at % TEXTS.len()])).collect();
            Some(vec![option, format!("[{}]", list.join(","))])
        }
        Shape::Bytes => with("aGVsbG8="),
        Shape::Map => with(&format!("{{\"k\":{:?}}}", pick(0))),
        Shape::Structure(_) => with("{}"),
        Shape::Structures(_) => with("[]"),
    }
}

/// Both lines of what was read ask the same.
fn asks_the_same(typed: &Invocation, words: &[String]) {
    // A value that can't be is in what was typed, and not in the request.
    if !matches!(typed.request.operation, ops::Operation::Malformed(_)) {
        let line = print(&typed.request);
        assert_eq!(read(&line).expect(&line).request, typed.request, "{words:?}\n{line}");
    }
    let line = print_as(&typed.request, &Manner { like: Some(&typed.asked), ..Manner::default() });
    let again = read(&line).expect(&line);
    assert_eq!(again.request, typed.request, "{words:?}\n{line}");
    assert_eq!(again.asked, typed.asked, "{words:?}\n{line}");
    assert_eq!(again.asked.request().unwrap(), typed.request, "{line}");
}

fn line_of(
    service: &Service,
    operation: &Operation,
    picks: &[(bool, Vec<usize>)],
    place: usize,
) -> Vec<String> {
    let mut words: Vec<String> = match service.name {
        "sql" => vec!["sql".to_owned()],
        name if is_program(name) => vec![name.to_owned(), operation.cli_name()],
        name => {
            let service = name.split(' ').map(str::to_owned);
            std::iter::once("aws".to_owned()).chain(service).chain([operation.cli_name()]).collect()
        }
    };
    for (param, (given, picks)) in operation.params().zip(picks.iter().cycle()) {
        if *given || param.required {
            words.extend(words_for(param, picks).unwrap_or_default());
        }
    }
    let globals: [&[&str]; 4] = [
        &[],
        &["--region", "eu-west-1"],
        &["--profile", "partner", "--query", "a[?b=='c'].d"],
        &["--output", "text"],
    ];
    words.extend(globals[place % globals.len()].iter().map(|word| (*word).to_owned()));
    words
}

/// The number of cases for each operation.
const CASES: u32 = 24;

#[test]
fn what_is_printed_is_read_as_the_same_request() {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let picks =
        prop::collection::vec((prop::bool::weighted(0.3), prop::collection::vec(0..200_usize, 1..4)), 8..40);
    let mut unread = Vec::new();
    for service in services(Edition::LATEST) {
        for operation in &service.operations {
            let count = Cell::new(0);
            // One for each operation: a runner counts over all that it runs.
            let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
            let mut runner = TestRunner::new_with_rng(config.clone(), rng);
            runner
                .run(&(picks.clone(), 0..4_usize), |(picks, place)| {
                    let words = line_of(service, operation, &picks, place);
                    let Some(typed) = run(&words, None) else { return Ok(()) };
                    count.set(count.get() + 1);
                    asks_the_same(&typed, &words);
                    Ok(())
                })
                .unwrap();
            unread.extend((count.get() == 0).then(|| [service.name, operation.name].join(" ")));
        }
    }
    assert!(unread.is_empty(), "no line could be read of {unread:?}");
}

#[test]
fn statements_that_cant_stand_as_a_word_are_printed_as_lines() {
    for statements in
        ["--x", "-- a\nSELECT 1", "SQL", "SELECT 'it''s';\n.tables", ".tables", ".schema", ".schema t"]
    {
        let words = ["sql", "--db-cluster-identifier", "a", "--endpoint", "reader"].map(str::to_owned);
        let typed = run(&words, Some(&format!("{statements}\n"))).expect(statements);
        asks_the_same(&typed, &words);
    }
    let words = ["sql", "--db-cluster-identifier", "a", ".tables"].map(str::to_owned);
    assert_eq!(print(&run(&words, None).unwrap().request), "sql --db-cluster-identifier a .tables");
}

/// What a line has besides, and its order, stay when a member changes.
#[test]
fn a_changed_line_stays_as_it_was_typed_but_for_the_change() {
    let line = "aws rds create-db-cluster --availability-zones a b --engine aurora-mysql --tags Key=k,Value='a b' \
                --kms-key-id alias/a --db-cluster-identifier c --master-username u --query DBCluster.Status";
    let typed = run(&split(line), None).unwrap();
    let ops::Operation::Rds(RdsOp::CreateDBCluster(input)) = typed.request.operation.clone() else {
        panic!("{line}")
    };
    let changed = CreateDBCluster {
        kms_key: Some(KeyRef::parse("$KEY")),
        storage_encrypted: Some(true),
        master_username: None,
        ..input
    };
    let request = Request { operation: ops::Operation::Rds(changed.into()), ..typed.request.clone() };
    let manner = Manner { like: Some(&typed.asked), variable: Some("$KEY"), ..Manner::default() };
    assert_eq!(
        print_as(&request, &manner),
        "aws rds create-db-cluster --availability-zones a b --engine aurora-mysql --tags '[{\"Key\":\"k\",\"Value\":\"a b\"}]' \
         --kms-key-id $KEY --db-cluster-identifier c --storage-encrypted --query DBCluster.Status"
    );
}
