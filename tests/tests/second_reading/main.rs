//! Random commands, compared with a second implementation of the rules.
//!
//! [`ledger`] is a small separate model, written only from the 35 statements: what may be encrypted, and under which
//! key. It knows no pages, grants or policies. After each command the playground must have done what the ledger says,
//! for the reason that it gives, and keep its own invariants.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's way to fail")]

mod command;
mod ledger;

use std::cell::RefCell;
use std::collections::BTreeSet;

use command::{Command, any_command, preamble};
use ledger::{Ledger, Verdict};
use playground_core::edition::Edition;
use playground_core::ids::{AccountId, ClusterArn, Region, SnapshotArn};
use playground_core::invariants;
use playground_core::kms::key::KeyManager;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::snapshot::SnapshotKind;
use playground_core::world::World;
use playground_session::Session;
use playground_tests::ways::try_ways;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const ACCOUNT: &str = "111122223333";
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
    compare(session.world(), ledger, &shown);
    let broken = invariants::check(session.world());
    assert!(broken.is_empty(), "{broken:?}\n{shown}");
    if entry.done() {
        Ok(())
    } else {
        Err(entry.refused.as_ref().and_then(|r| r.rule).map(|rule| rule.id.name()))
    }
}

/// Checks that both have the same clusters and snapshots under the same keys, and the same ones lost.
fn compare(world: &World, ledger: &Ledger, shown: &str) {
    let account = AccountId::parse(ACCOUNT).unwrap();
    assert_eq!(world.clusters.size(), ledger.clusters.len(), "{shown}");
    let manual = world.snapshots.values().filter(|snapshot| snapshot.kind == SnapshotKind::Manual).count();
    assert_eq!(manual, ledger.snapshots.len(), "{shown}");
    let under = |key: Option<&playground_core::ids::KeyArn>| {
        key.map(|key| match world.keys.get(key).unwrap().manager {
            KeyManager::Aws => (REGIONS.iter().position(|r| *r == key.region.as_str()).unwrap(), None),
            KeyManager::Customer => {
                (REGIONS.iter().position(|r| *r == key.region.as_str()).unwrap(), Some(key.id.to_string()))
            }
        })
    };
    for ((region, name), cluster) in &ledger.clusters {
        let region = Region::parse(REGIONS[*region]).unwrap();
        let text = format!("arn:aws:rds:{region}:{account}:cluster:{name}");
        let found = world.clusters.get(&ClusterArn::parse(&text).unwrap()).unwrap();
        assert_eq!(
            under(found.encryption.key()),
            cluster.under.clone().map(|key| ledger.named(&key)),
            "{name}: {shown}"
        );
        let lost = found.status == ClusterStatus::InaccessibleEncryptionCredentials;
        assert_eq!(lost, cluster.lost, "{name} is {}: {shown}", found.status.name());
    }
    for ((region, name), snapshot) in &ledger.snapshots {
        let region = Region::parse(REGIONS[*region]).unwrap();
        let text = format!("arn:aws:rds:{region}:{account}:cluster-snapshot:{name}");
        let found = world.snapshots.get(&SnapshotArn::parse(&text).unwrap()).unwrap();
        assert_eq!(
            under(found.encryption.key()),
            snapshot.under.clone().map(|key| ledger.named(&key)),
            "{name}: {shown}"
        );
    }
}

/// What a batch of random commands has covered: kinds of commands that succeeded, and rules that refused.
#[derive(Default)]
struct Reached {
    done: BTreeSet<&'static str>,
    rules: BTreeSet<&'static str>,
}

/// The same commands in every run; `PROPTEST_CASES=5000` runs that many others, at random.
#[test]
fn the_playground_does_what_the_rules_say() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = Config { cases: cases.unwrap_or(160), failure_persistence: None, ..Config::default() };
    let mut runner = if cases.is_some() {
        TestRunner::new(config)
    } else {
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    };
    let commands = proptest::collection::vec(any_command(), 1..20);
    let reached = RefCell::new(Reached::default());
    let result = runner.run(&commands, |commands| {
        let mut session = Session::new(Session::seed_of("second reading"), Edition::Y2020);
        let mut ledger = Ledger::default();
        for command in preamble().iter().chain(&commands) {
            match step(&mut session, &mut ledger, command) {
                Ok(()) => reached.borrow_mut().done.extend([command.kind()]),
                Err(rule) => reached.borrow_mut().rules.extend(rule),
            }
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let Reached { done, rules } = reached.into_inner();
    let kinds = [
        "copy",
        "create",
        "create-key",
        "day",
        "point-in-time",
        "replica",
        "restore",
        "snapshot",
        "switch-key",
    ];
    assert_eq!(
        done.into_iter().collect::<Vec<_>>(),
        kinds,
        "kinds of commands that were allowed at least once"
    );
    let refusing = ["E01", "E04", "E08", "L01", "L02", "L03", "L04", "L06", "L07", "L08", "L09"];
    assert_eq!(rules.into_iter().collect::<Vec<_>>(), refusing, "rules that refused at least once");
}
