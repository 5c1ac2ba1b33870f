//! A request is printed as a line that gives the same request: tested for every operation with random members.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's way to fail")]

use std::cell::Cell;

use playground_aws::model::{Kind, Operation, Param, SERVICES, Service, is_program};
use playground_aws::{Invocation, Parsed, parse_with_input};
use playground_core::ops::api::Fate;
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

fn words_for(param: Param, picks: &[usize]) -> Option<Vec<String>> {
    let pick = |at: usize| TEXTS[picks.get(at).copied().unwrap_or(0) % TEXTS.len()];
    let option = format!("--{}", param.cli_name());
    let with = |value: &str| Some(vec![format!("{option}={value}")]);
    let choices: Vec<&str> = param.choices().collect();
    match param.kind {
        _ if param.usage == Fate::Refused => None,
        Kind::Flag => {
            Some(vec![if picks[0].is_multiple_of(2) { option } else { option.replacen("--", "--no-", 1) }])
        }
        Kind::Texts if !choices.is_empty() => {
            Some(vec![option, choices[picks[0] % choices.len()].to_owned()])
        }
        _ if !choices.is_empty() => with(choices[picks[0] % choices.len()]),
        Kind::Text => with(fitting(param.name).filter(|_| picks.len() < 3).unwrap_or(pick(0))),
        Kind::Texts if param.name.starts_with("ValuesTo") => {
            Some(vec![option, "444455556666".to_owned(), "777788889999".to_owned()])
        }
        Kind::Positional => Some(vec!["10m".to_owned()]),
        Kind::Time => with("2020-12-01T09:00:00Z"),
        Kind::Policy(_) => {
            with("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}")
        }
        Kind::Integer { min, max } => with(&i64::try_from(picks[0]).unwrap().clamp(min, max).to_string()),
        Kind::Texts => {
            let list: Vec<String> = picks.iter().map(|at| format!("{:?}", TEXTS[at % TEXTS.len()])).collect();
            Some(vec![option, format!("[{}]", list.join(","))])
        }
        Kind::Blob => with("aGVsbG8="),
        Kind::Map => with(&format!("{{\"k\":{:?}}}", pick(0))),
        Kind::Shape(_) => with("{}"),
        Kind::Shapes(_) => with("[]"),
    }
}

/// Splits a line like a shell that knows `'…'` and `\'`.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' => quoted = !quoted,
            '\\' if !quoted => words.last_mut().unwrap().extend(chars.next()),
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

fn run(words: &[String]) -> Option<Box<Invocation>> {
    if let Ok(Parsed::Run(invocation)) = parse_with_input(words, None) { Some(invocation) } else { None }
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
    for service in SERVICES.iter() {
        for operation in &service.operations {
            let read = Cell::new(0);
            // A new one for each operation, since a runner counts across everything that it runs.
            let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
            let mut runner = TestRunner::new_with_rng(config.clone(), rng);
            runner
                .run(&(picks.clone(), 0..4_usize), |(picks, place)| {
                    let words = line_of(service, operation, &picks, place);
                    let Some(typed) = run(&words) else { return Ok(()) };
                    read.set(read.get() + 1);
                    let line = typed.asked.line(None);
                    let again = run(&split(&line)).unwrap_or_else(|| panic!("{words:?}\n{line}"));
                    assert_eq!(again.request, typed.request, "{words:?}\n{line}");
                    assert_eq!(again.asked, typed.asked, "{words:?}\n{line}");
                    assert_eq!(again.asked.request().unwrap(), typed.request, "{line}");
                    Ok(())
                })
                .unwrap();
            unread.extend((read.get() == 0).then(|| [service.name, operation.name].join(" ")));
        }
    }
    assert!(unread.is_empty(), "no line could be read of {unread:?}");
}
