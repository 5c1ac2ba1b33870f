//! Random commands against a second reading of the rules.
//!
//! [`ledger`] is a small model of its own, written from the 35 statements and
//! nothing else: who may be encrypted, under which key. It knows no pages, no
//! grants, no policies. After each command the playground must have done what
//! the ledger says, for the reason it says, and keep its own invariants.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's way to fail")]

mod command;
mod ledger;

use command::{Command, any_command};
use ledger::{Ledger, Verdict};
use playground_core::edition::Edition;
use playground_core::ids::{AccountId, ClusterArn, Region, SnapshotArn};
use playground_core::invariants;
use playground_core::kms::key::KeyManager;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::snapshot::SnapshotKind;
use playground_core::world::World;
use playground_session::Session;
use proptest::test_runner::{Config, TestRunner};

const ACCOUNT: &str = "111122223333";
const REGIONS: [&str; 2] = ["us-east-1", "eu-west-1"];

/// One command on both: the playground and the ledger.
fn step(session: &mut Session, ledger: &mut Ledger, command: &Command) {
    let line = command.line(ledger);
    let verdict = ledger.judge(command);
    let id = *session.run(&line).last().unwrap();
    let entry = session.timeline().record(id).unwrap().clone();
    let shown = format!("$ {line}\n{}{}", entry.stdout, entry.stderr);
    match &verdict {
        Verdict::Done => assert!(entry.done(), "the ledger allows this:\n{shown}"),
        Verdict::Refused(reasons) => {
            assert!(!entry.done(), "the ledger refuses this, because of {reasons:?}:\n{shown}");
            let rule = entry.refused.as_ref().unwrap().rule.map(|rule| rule.name());
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
}

/// The same clusters and snapshots under the same keys, and the same ones lost.
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

#[test]
fn the_playground_does_what_the_rules_say() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(96);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let commands = proptest::collection::vec(any_command(), 1..24);
    let result = TestRunner::new(config).run(&commands, |commands| {
        let mut session = Session::new(Session::seed_of("second reading"), Edition::Y2020);
        let mut ledger = Ledger::default();
        for command in &commands {
            step(&mut session, &mut ledger, command);
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}
