//! Random commands, compared with a second implementation of the rules.
//!
//! [`ledger`] is a small separate model, written only from the statements of each edition ([`then`], [`today`]): what may be
//! encrypted, under which key, and what is lost with it. It knows no pages, grants or policies. After each command the
//! playground must have done what the ledger says, for the reason that it gives, and keep its own invariants.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test's way to fail")]

mod both;
mod command;
mod keys;
mod ledger;
mod lines;
mod same;
mod small;
mod then;
mod today;

use std::cell::RefCell;
use std::collections::BTreeSet;

use command::{Command, any_commands, preamble};
use ledger::{Key, Ledger, Verdict};
use playground_core::edition::Edition;
use playground_core::invariants;
use playground_session::Session;
use playground_tests::ways::try_ways;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use same::difference;

const ACCOUNT: &str = "111122223333";
const PARTNER: &str = "444455556666";
const ACCOUNTS: [&str; 2] = [ACCOUNT, PARTNER];
const REGIONS: [&str; 2] = ["us-east-1", "eu-west-1"];

/// Runs one command on both the playground and the ledger. An error is the rule that refused, if there is one.
fn step(session: &mut Session, ledger: &mut Ledger, command: &Command) -> Result<(), Option<&'static str>> {
    let line = command.line(ledger);
    let verdict = ledger.judge(command);
    let id = *session.run(&line).last().unwrap();
    let entry = session.timeline().record(id).unwrap().clone();
    let shown = format!("$ {line}\n{}{}", entry.stdout, entry.stderr);
    // Every way out that is shown works; the next command continues from here.
    if entry.refused.is_some() {
        try_ways(session, id, "second reading");
    }
    match &verdict {
        Verdict::Done => assert!(entry.done(), "the ledger allows this:\n{shown}"),
        Verdict::Refused(reasons) => {
            assert!(!entry.done(), "the ledger refuses this, because of {reasons:?}:\n{shown}");
            let rule = entry.refused.as_ref().unwrap().rule.map(|rule| rule.id.name());
            assert!(reasons.contains(&rule), "refused by {rule:?}, and not by one of {reasons:?}:\n{shown}");
        }
    }
    if let Command::CreateKey { .. } = command {
        ledger.note_key(entry.stdout.trim());
    }
    session.run("playground wait 20m");
    let difference = difference(session.world(), ledger);
    assert!(difference.is_none(), "{}\n{shown}", difference.unwrap_or_default());
    let broken = invariants::check(session.world());
    assert!(broken.is_empty(), "{broken:?}\n{shown}");
    if entry.done() {
        Ok(())
    } else {
        Err(entry.refused.as_ref().and_then(|r| r.rule).map(|rule| rule.id.name()))
    }
}

/// What answers say of how each cluster is encrypted (D01): `StorageEncrypted` and, since 2026, `StorageEncryptionType`.
fn answers(session: &mut Session, ledger: &Ledger) {
    for (number, region) in REGIONS.iter().enumerate() {
        let members = match ledger.edition {
            Edition::Y2020 => "DBClusterIdentifier,StorageEncrypted",
            Edition::Y2026 => "DBClusterIdentifier,StorageEncrypted,StorageEncryptionType",
        };
        let line = format!(
            "aws rds describe-db-clusters --region {region} --query DBClusters[].[{members}] --output text"
        );
        let id = *session.run(&line).last().unwrap();
        let stdout = session.timeline().record(id).unwrap().stdout.clone();
        let mut shown: Vec<&str> = stdout.lines().collect();
        shown.sort_unstable();
        let here = ledger.clusters.iter().filter(|((region, _), _)| *region == number);
        let wanted: Vec<String> = here
            .map(|((_, name), cluster)| {
                let (encrypted, kind) = match cluster.under {
                    None => ("False", "none"),
                    Some(Key::Owned(_)) => ("False", "sse-rds"),
                    Some(Key::Customer(_) | Key::Default(_)) => ("True", "sse-kms"),
                };
                match ledger.edition {
                    Edition::Y2020 => [name, encrypted].join("\t"),
                    Edition::Y2026 => [name, encrypted, kind].join("\t"),
                }
            })
            .collect();
        assert_eq!(shown, wanted);
    }
}

/// What a batch of random commands has covered: kinds of commands that succeeded, and rules that refused.
#[derive(Default)]
struct Reached {
    done: BTreeSet<&'static str>,
    rules: BTreeSet<&'static str>,
}

/// Runs the same commands in every run; with `PROPTEST_CASES=5000`, that many others, at random.
fn read_again(edition: Edition) -> Reached {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = Config { cases: cases.unwrap_or(160), failure_persistence: None, ..Config::default() };
    let mut runner = if cases.is_some() {
        TestRunner::new(config)
    } else {
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    };
    let commands = (0..5_u32, any_commands());
    let reached = RefCell::new(Reached::default());
    let result = runner.run(&commands, |(day, commands)| {
        let mut session = Session::new(Session::seed_of("second reading"), edition);
        let mut ledger = Ledger::new(edition, day);
        if edition == Edition::Y2026 {
            session.run(&format!("playground set-clock 2026-02-{}T09:00:00Z", 15 + day));
        }
        for command in preamble().iter().chain(&commands) {
            match step(&mut session, &mut ledger, command) {
                Ok(()) => reached.borrow_mut().done.extend([command.kind()]),
                Err(rule) => reached.borrow_mut().rules.extend(rule),
            }
        }
        answers(&mut session, &ledger);
        Ok(())
    });
    let error = result.err().map(|error| error.to_string());
    assert!(error.is_none(), "{}", error.unwrap_or_default());
    reached.into_inner()
}

/// Kinds of commands that are allowed in some world of each edition.
const KINDS: &[&str] = &[
    "borrow",
    "copy",
    "create",
    "create-key",
    "days",
    "point-in-time",
    "replica",
    "restore",
    "share",
    "snapshot",
    "switch-key",
];

#[test]
fn the_playground_of_2020_does_what_the_rules_say() {
    let Reached { done, rules } = read_again(Edition::Y2020);
    assert_eq!(
        done.into_iter().collect::<Vec<_>>(),
        KINDS,
        "kinds of commands that were allowed at least once"
    );
    let refusing = ["E01", "E04", "E08", "L01", "L02", "L03", "L04", "L06", "L07", "L08", "L09"];
    assert_eq!(rules.into_iter().collect::<Vec<_>>(), refusing, "rules that refused at least once");
}

#[test]
fn the_playground_of_2026_does_what_the_rules_say() {
    let Reached { done, rules } = read_again(Edition::Y2026);
    let kinds: BTreeSet<&str> = KINDS.iter().copied().chain(["start"]).collect();
    assert_eq!(done, kinds, "kinds of commands that were allowed at least once");
    let refusing = ["E01", "E04", "L01", "L02", "L03", "L04", "L08", "L09", "N08", "N10", "N12", "N17"];
    assert_eq!(rules.into_iter().collect::<Vec<_>>(), refusing, "rules that refused at least once");
}
