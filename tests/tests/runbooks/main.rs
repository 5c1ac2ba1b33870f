//! Runbooks, each in all of its forms: what they say is golden (`tests/runbooks/`, which `UPDATE_EXPECT=1` writes); the script
//! runs in bash, with the playground in the place of the AWS CLI, and reaches the goal; the scenario is one that the checker
//! accepts, and reaches it too.
#![cfg(all(unix, not(target_arch = "wasm32")))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

mod bash;
mod cases;

use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use playground_core::database::NoEngine;
use playground_core::kms::state::KeyState;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_plan::runbook::{Act, Runbook, alternatives, alternatives_markdown};
use playground_plan::{Goal, Outcome, Search};
use playground_session::lesson::{Lesson, with_outputs};
use playground_session::view::own_world;

use bash::Bash;
use cases::{CASES, Case};

fn golden(name: &str, want: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("runbooks").join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::write(&path, want).unwrap();
        return;
    }
    let have = fs::read_to_string(&path).unwrap_or_default();
    assert!(have == want, "{} is out of date: run with UPDATE_EXPECT=1\n--- want\n{want}", path.display());
}

fn runbook(case: &Case) -> Runbook {
    let session = case.session();
    Runbook::of(session.world(), &NoEngine, &case.plan(session.world())).unwrap()
}

#[test]
fn what_runbooks_say() {
    for case in CASES {
        let book = runbook(case);
        assert!(!book.steps.is_empty(), "{}", case.name);
        golden(&[case.name, ".md"].concat(), &book.markdown());
        golden(&[case.name, ".sh"].concat(), &book.script());
    }
}

#[test]
fn ways_are_told_apart() {
    let table = |case: &Case| {
        let rows = alternatives(&case.plans(case.session().world()));
        format!("## {}\n\n{}", case.name, alternatives_markdown(&rows))
    };
    let tables: Vec<String> = CASES.iter().map(table).collect();
    golden("alternatives.md", &tables.join("\n"));
}

#[test]
fn every_step_is_checked() {
    for case in CASES {
        for step in &runbook(case).steps {
            let by_hand = matches!(step.act, Act::ByHand(_));
            // What is gone can't be described: that the waiter succeeds is the check.
            let checked = !step.checks.is_empty() || (step.destructive && !step.waits.is_empty());
            assert!(by_hand || checked, "{}: {}", case.name, step.title);
            assert!(!step.clients.is_empty() && !step.back.is_empty(), "{}: {}", case.name, step.title);
        }
    }
}

#[test]
fn scripts_reach_the_goal_in_the_playground() {
    for case in CASES {
        let mut session = case.session();
        let script = runbook(case).script();
        let ran = Bash::new(case.name).run(&script, &|_| true, &mut session);
        assert!(ran.ok, "{}: {}\n{}", case.name, ran.printed, ran.errors);
        assert!((case.is_reached)(session.world()), "{}: {}", case.name, ran.printed);
    }
}

#[test]
fn nothing_is_taken_away_without_a_yes() {
    for case in CASES {
        let (mut session, book) = (case.session(), runbook(case));
        let before = session.world().clone();
        let agrees = |question: &str| !question.contains("Delete ") && !question.contains("irreversible");
        let ran = Bash::new(&[case.name, "-no"].concat()).run(&book.script(), &agrees, &mut session);
        let after = session.world();
        assert!(before.clusters.keys().all(|arn| after.clusters.contains_key(arn)), "{}", case.name);
        assert!(before.snapshots.keys().all(|arn| after.snapshots.contains_key(arn)), "{}", case.name);
        let lost = after.keys.values().filter(|key| key.state() == KeyState::PendingDeletion);
        assert_eq!(lost.count(), 0, "{}", case.name);
        assert!(ran.ok != book.steps.iter().any(|step| step.destructive), "{}: {}", case.name, ran.errors);
        let on_the_way = book.left_over.iter().filter(|left| left.at_once && !left.delete.is_empty());
        let (on_the_way, new) =
            (on_the_way.count(), after.snapshots.keys().count() - before.snapshots.keys().count());
        assert!(new >= on_the_way, "{}: {new} new snapshots of {on_the_way}", case.name);
    }
}

/// Without its first command, or at a first question that is answered with no, nothing of the rest is done.
#[test]
fn a_script_without_its_first_command_fails() {
    for case in CASES {
        let mut book = runbook(case);
        let first = book.steps.iter().position(|step| !matches!(step.act, Act::ByHand(_))).unwrap();
        book.steps.remove(first);
        let mut session = case.session();
        let ran = Bash::new(&[case.name, "-less"].concat()).run(&book.script(), &|_| true, &mut session);
        assert!(!ran.ok, "{}: {}", case.name, ran.printed);
        assert!(!(case.is_reached)(session.world()), "{}", case.name);
    }
}

#[test]
fn a_script_stops_where_something_is_not_as_it_must_be() {
    for case in CASES {
        let mut book = runbook(case);
        let Some(check) = book.steps.iter_mut().flat_map(|step| &mut step.checks).next_back() else {
            continue;
        };
        check.shows.push('x');
        let mut session = case.session();
        let ran = Bash::new(&[case.name, "-broken"].concat()).run(&book.script(), &|_| true, &mut session);
        assert!(!ran.ok && ran.errors.contains("Stopped: this must show"), "{}: {}", case.name, ran.errors);
    }
}

/// What files say of people's own accounts is a world like any other: the made-up company's worst cluster.
#[test]
fn a_runbook_for_a_cluster_of_the_made_up_company() {
    let text = playground_estate::demo();
    let file = playground_estate::File { name: "demo", bytes: text.as_bytes() };
    let (estate, files) = playground_estate::read(&[file]);
    let mut session = own_world([7; 16], Rc::new(estate), files);
    let world = session.world().clone();
    let plain = |cluster: &Cluster| {
        cluster.encryption.key().is_none()
            && cluster.status == ClusterStatus::Available
            && !world.global_clusters.values().any(|global| {
                global.members.as_ref().is_some_and(|members| members.all().any(|arn| *arn == cluster.arn))
            })
    };
    let cluster = world.clusters.values().find(|cluster| plain(cluster)).unwrap().arn.clone();
    let goal = Goal::Encrypted { clusters: vec![cluster.clone()], key: None };
    let Outcome::Plans(plans) = Search::new(&world, goal).run() else { panic!("no plan for {cluster}") };
    let book = Runbook::of(&world, &NoEngine, plans.first().unwrap()).unwrap();
    let ran = Bash::new("company").run(&book.script(), &|_| true, &mut session);
    assert!(ran.ok, "{}\n{}", ran.printed, ran.errors);
    let new = session.world().clusters.values().filter(|one| !world.clusters.contains_key(&one.arn));
    let sealed = new.filter(|one| one.encryption.key().is_some() && one.arn.region == cluster.region);
    assert_eq!(sealed.count(), 1, "{}", ran.printed);
    let text = with_outputs(&book.scenario().unwrap()).unwrap();
    assert_eq!(playground_author::check::text(&text).findings, []);
}

#[test]
fn scenarios_are_ones_and_reach_the_goal() {
    for case in CASES {
        let text = runbook(case).scenario().unwrap();
        let text = with_outputs(&text).unwrap_or_else(|why| panic!("{}: {why}\n{text}", case.name));
        golden(&[case.name, ".scenario.md"].concat(), &text);
        let checked = playground_author::check::text(&text);
        assert_eq!(checked.findings, [], "{}", case.name);
        let mut lesson = Lesson::open("lesson", &text).unwrap();
        lesson.run_all().unwrap();
        assert!((case.is_reached)(lesson.session().world()), "{}", case.name);
    }
}
