//! Every rule of the source document, tested with data: the scenario files and the table of rows.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use std::collections::BTreeSet;

use playground_core::edition::Edition;
use playground_core::invariants;
use playground_core::rules::{Rule, rules};
use playground_session::advice::explain;
use playground_session::scenario::parse;
use playground_session::view::Inline;
use playground_session::{Entry, Session};
use playground_tests::SCENARIOS;
use playground_tests::clients::{BEGIN, CLIENTS};
use playground_tests::evidence::{refuses, shows};
use playground_tests::play::{Played, play, play_under};
use playground_tests::table::{self, Row, before, filled};
use playground_tests::ways::try_ways;

fn run(session: &mut Session, line: &str) -> Entry {
    let id = *session.run(line).last().unwrap();
    playground_tests::declared::check(session.world());
    session.timeline().record(id).unwrap().clone()
}

fn done(session: &mut Session, line: &str) {
    let entry = run(session, line);
    assert!(entry.done(), "$ {line}\n{}{}", entry.stdout, entry.stderr);
    let broken = invariants::check(session.world());
    assert!(broken.is_empty(), "after {line}: {broken:?}");
}

/// The database engine for this thread.
fn engine() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
}

/// Each row in each of its editions.
fn rows() -> impl Iterator<Item = (&'static Row, Edition)> {
    table::rows().flat_map(|row| row.editions.iter().map(move |edition| (row, *edition)))
}

fn staged(row: &Row, edition: Edition) -> Session {
    engine();
    let mut session = Session::new(Session::seed_of(row.case), edition);
    if let Some(line) = before(edition) {
        done(&mut session, line);
    }
    row.stage.iter().for_each(|line| done(&mut session, &filled(line)));
    session
}

#[test]
fn every_row_is_refused_by_its_rule_and_its_neighbour_allowed() {
    for (row, edition) in rows() {
        let mut session = staged(row, edition);
        let before = session.timeline().cursor();
        let entry = run(&mut session, &filled(row.refused));
        let rule = entry.refused.as_ref().and_then(|refused| refused.rule);
        assert_eq!(
            rule.map(|rule| rule.id.name()),
            Some(row.rule),
            "{edition:?} {}: $ {}\n{}{}",
            row.case,
            filled(row.refused),
            entry.stdout,
            entry.stderr
        );
        session.timeline_mut().jump(before);
        done(&mut session, &filled(row.allowed));
    }
}

#[test]
fn advice_for_every_row_works() {
    for (row, edition) in rows() {
        let mut session = staged(row, edition);
        let id = *session.run(&filled(row.refused)).last().unwrap();
        assert!(!try_ways(&mut session, id, row.case).is_empty(), "{}: no way out is offered", row.case);
    }
}

/// Refusals without a rule of the document, on a cluster with one instance, and the first way that is offered.
#[test]
fn advice_for_instances_works() {
    let create = "aws rds create-db-instance --db-instance-class db.r5.large --engine aurora-mysql \
                  --db-cluster-identifier a --db-instance-identifier";
    let fail_over = "aws rds failover-db-cluster --db-cluster-identifier a";
    let reboot = "aws rds reboot-db-instance --db-instance-identifier";
    let logs = "aws rds describe-db-log-files --db-instance-identifier";
    let portion = "aws rds download-db-log-file-portion --db-instance-identifier i --log-file-name";
    let second = [create, " j\naws rds wait db-instance-available --db-instance-identifier j"].concat();
    let creating = [create, " j"].concat();
    let rebooting = [reboot, " i"].concat();
    let rows = [
        ("", fail_over.to_owned(), "Add a reader first."),
        (creating.as_str(), fail_over.to_owned(), "Wait for a reader, then try again."),
        (
            &second,
            [fail_over, " --target-db-instance-identifier i"].concat(),
            "Let Aurora choose the reader.",
        ),
        (&rebooting, [reboot, " i"].concat(), "Wait, then try again."),
        ("", [reboot, " i --force-failover"].concat(), "Reboot without failover."),
        (&second, [reboot, " i --force-failover"].concat(), "Fail the cluster over."),
        ("", [reboot, " none"].concat(), ""),
        (
            "",
            "aws rds reboot-db-instance --db-instance-identifier ii".to_owned(),
            "There's one with a similar name.",
        ),
        (&rebooting, [logs, " i"].concat(), "Wait, then try again."),
        ("", [portion, " x"].concat(), ""),
    ];
    for (stage, refused, text) in rows {
        let mut session = Session::new(Session::seed_of("instances"), Edition::Y2020);
        let cluster = "aws rds create-db-cluster --db-cluster-identifier a @";
        for line in [&filled(cluster), &[create, " i"].concat(), "playground wait 10m"] {
            done(&mut session, line);
        }
        session.run(stage);
        let id = *session.run(&refused).last().unwrap();
        let entry = session.timeline().record(id).unwrap().clone();
        let world =
            session.timeline().state_at(session.timeline().parent(id).unwrap()).unwrap().world.clone();
        let advice = explain(&world, entry.refused.as_deref().expect(&refused), entry.sql.as_deref());
        assert_eq!(advice.ways.first().map_or("", |way| way.text.as_str()), text, "{refused}");
        assert!(
            !advice.no_way,
            "{refused}: of a name that isn't there, the page doesn't say that nothing works"
        );
        assert_eq!(try_ways(&mut session, id, &refused).is_empty(), text.is_empty(), "{refused}");
    }
}

#[test]
fn clients_are_told_why_and_what_to_do() {
    engine();
    for row in CLIENTS {
        let mut session = Session::new(Session::seed_of("clients"), Edition::Y2020);
        for line in BEGIN {
            done(&mut session, &filled(line));
        }
        for id in session.run(row.stage) {
            assert!(session.timeline().record(id).unwrap().done(), "{}", row.stage);
        }
        let before = session.timeline().cursor();
        let id = *session.run(row.refused).last().unwrap();
        let entry = session.timeline().record(id).unwrap().clone();
        let refused = entry.refused.as_deref().unwrap();
        assert_eq!(&*refused.code, row.code, "{}: {}", row.refused, entry.stderr);
        let world = session.timeline().state_at(before).unwrap().world.clone();
        let advice = explain(&world, refused, entry.sql.as_deref());
        let why: String = advice.why.iter().map(said).collect();
        assert!(why.contains(row.why), "{}: {why}", row.refused);
        assert_eq!(advice.ways.first().map(|way| way.text.as_str()), Some(row.way), "{}", row.refused);
        assert!(!try_ways(&mut session, id, row.refused).is_empty());
        session.timeline_mut().jump(before);
        done(&mut session, row.allowed);
    }
}

fn said(part: &Inline) -> String {
    match part {
        Inline::Code(text) => ["`", text, "`"].concat(),
        Inline::Text(text)
        | Inline::Term { text, .. }
        | Inline::Strong(text)
        | Inline::Em(text)
        | Inline::Link { text, .. } => text.clone(),
    }
}

#[test]
fn advice_in_every_scenario_works() {
    for file in SCENARIOS {
        let mut played = play(file.name, file.text);
        let session = played.lesson.session_mut();
        for id in 1..=session.timeline().len() {
            try_ways(session, id, file.name);
        }
    }
}

/// A scenario shows exactly the rules that it names: by a refusal, or by evidence for the rule in one of its worlds.
#[test]
fn scenarios_touch_the_rules_they_name() {
    for file in SCENARIOS {
        let played = play(file.name, file.text);
        let shown = shown(&played);
        let named: BTreeSet<&str> = played.lesson.scenario().rules.iter().map(String::as_str).collect();
        let refused: BTreeSet<&str> =
            played.outcomes.iter().filter_map(|outcome| outcome.refused.as_ref()?.rule.as_deref()).collect();
        let forgotten: Vec<_> = refused.difference(&named).collect();
        assert!(forgotten.is_empty(), "{}: refused by {forgotten:?}, not named in rules:", file.name);
        let missing: Vec<_> = named.difference(&shown).collect();
        assert!(missing.is_empty(), "{}: nothing in it shows {missing:?}", file.name);
    }
}

/// The rules that a scenario shows: those that refuse in it, and those that one of its worlds is evidence for.
fn shown(played: &Played) -> BTreeSet<&'static str> {
    let session = played.lesson.session();
    let refusals = played.outcomes.iter().filter_map(|outcome| outcome.refused.as_ref()?.rule.as_deref());
    let refused: BTreeSet<&str> = refusals.collect();
    let worlds = || (0..=session.timeline().len()).map(|id| &session.timeline().state_at(id).unwrap().world);
    let shows = |rule: &&Rule| {
        refused.contains(rule.id.name()) || (!refuses(rule) && worlds().any(|world| shows(rule.id, world)))
    };
    rules(session.edition()).iter().filter(shows).map(|rule| rule.id.name()).collect()
}

/// A statement that stands in both editions is also shown by a scenario of 2020 whose commands run under 2026.
#[test]
fn every_rule_of_every_edition_is_touched() {
    for edition in Edition::ALL {
        let rows: BTreeSet<&str> = rows().filter(|(_, of)| *of == edition).map(|(row, _)| row.rule).collect();
        let mut touched = rows.clone();
        let edition_of = |text| parse(text).unwrap().edition;
        for file in SCENARIOS.iter().filter(|file| edition_of(file.text) <= edition) {
            touched.extend(shown(&play_under(edition, file.name, file.text)));
        }
        let of = |wanted: fn(&Rule) -> bool, known: &BTreeSet<&str>| -> Vec<&str> {
            let all = rules(edition).iter().filter(|rule| wanted(rule)).map(|rule| rule.id.name());
            all.filter(|name| !known.contains(*name)).collect()
        };
        let missing = of(|_| true, &touched);
        assert!(missing.is_empty(), "{edition:?}: no scenario and no row touches {missing:?}");
        let unproved = of(refuses, &rows);
        assert!(unproved.is_empty(), "{edition:?}: no row with an allowed neighbour for {unproved:?}");
    }
}

/// Rule A01: every engine with every storage type. In 2020 there was one type, which had no name.
#[test]
fn every_engine_and_storage_type_can_be_encrypted() {
    let types: [(Edition, &[&str]); 2] = [
        (Edition::Y2020, &[""]),
        (Edition::Y2026, &[" --storage-type aurora", " --storage-type aurora-iopt1"]),
    ];
    for (edition, storage) in
        types.into_iter().flat_map(|(edition, all)| all.iter().map(move |one| (edition, *one)))
    {
        let mut session = Session::new(Session::seed_of("A01"), edition);
        for (engine, name) in [("aurora-mysql", "b"), ("aurora-postgresql", "c")] {
            let line = [
                "aws rds create-db-cluster --master-username u --master-user-password not-a-secret --storage-encrypted",
                " --query DBCluster.StorageEncrypted --engine ",
                engine,
                storage,
                " --db-cluster-identifier ",
                name,
            ];
            let entry = run(&mut session, &line.concat());
            assert_eq!(&*entry.stdout, "true\n", "{engine} {storage}: {}", entry.stderr);
        }
    }
}

#[test]
fn invariants_hold_after_every_step_of_every_scenario() {
    for file in SCENARIOS {
        let played = play(file.name, file.text);
        let timeline = played.lesson.session().timeline();
        for id in 0..=timeline.len() {
            let broken = invariants::check(&timeline.state_at(id).unwrap().world);
            let line = timeline.record(id).map_or("", |entry| &entry.line);
            assert!(broken.is_empty(), "{} after {line}: {broken:?}", file.name);
        }
    }
}
