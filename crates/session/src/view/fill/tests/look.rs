//! What a step is about: each kind of thing that can happen, beside a step in which it does not.

use std::rc::Rc;

use super::super::look::{look, look_fault};
use super::two_clusters_made;
use crate::engine;
use crate::lesson::Lesson;
use crate::view::{Focus, Look, Part, View};

/// Runs steps, each with the lines above its commands (`look: …`), after a first one that makes a key, two clusters with a
/// table each, and the partner's bare account.
fn lesson(steps: &[(&str, &str)]) -> Lesson {
    engine::install(Rc::new(playground_sql::Sqlite));
    let first = two_clusters_made();
    let mut file = String::from("---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\n---\n");
    for (above, commands) in [("", &*first.join("\n"))].iter().chain(steps) {
        file.push_str(&["\n## S\n\n", above, "\n\n```aws\n", commands, "\n```\n"].concat());
    }
    let mut lesson = Lesson::open("t", &file).unwrap();
    lesson.run_all().unwrap();
    lesson
}

fn said(look: &Look) -> String {
    let words = [look.place.name(), &look.name, look.part.map_or("", Part::name)];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    [&words.join(" "), ": ", look.why.name()].concat()
}

const DESCRIBE: &str =
    "aws rds describe-db-clusters --db-cluster-identifier orders --query 'DBClusters[].Status'";
const DISABLE: &str = "aws kms disable-key --key-id $KEY";
const FLIP: &str = "playground flip-bit --db-cluster-identifier orders --page-number 2";
const SNAPSHOT: &str =
    "aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s";

#[test]
fn what_matters_most_decides() {
    let table: [(&str, &str); 17] = [
        (DESCRIBE, "story orders: answered"),
        (
            "aws rds modify-db-cluster --db-cluster-identifier orders --kms-key-id $KEY",
            "story orders: refused",
        ),
        ("sql --db-cluster-identifier legacy 'SELECT * FROM customers'", "story legacy: answered"),
        (
            "playground read-page --db-cluster-identifier orders --page-number 2",
            "inspector orders pages: answered",
        ),
        ("playground find-in-storage --db-cluster-identifier legacy --text x", "story legacy: answered"),
        (SNAPSHOT, "map s: created"),
        ("aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s", "map s: changed"),
        ("aws kms update-alias --alias-name alias/orders --target-key-id $KEY", "story: answered"),
        ("aws kms create-alias --alias-name alias/more --target-key-id $KEY", "map more: changed"),
        ("aws kms delete-alias --alias-name alias/more", "map orders: changed"),
        (FLIP, "inspector orders pages: damaged"),
        (FLIP, "inspector orders pages: damaged"),
        ("playground wait 1d", "map rds:legacy-2020-12-02-03-00: by itself"),
        ("aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier s", "map: deleted"),
        (DISABLE, "map orders: lost"),
        ("playground wait 1d", "map orders: lost"),
        ("aws kms enable-key --key-id $KEY", "map orders: changed"),
    ];
    let lesson = lesson(&table.map(|(commands, _)| ("", commands)));
    for ((commands, want), step) in table.iter().zip(1..) {
        assert_eq!(said(&look(&lesson, step).unwrap()), *want, "{commands}");
    }
    assert_eq!(said(&look(&lesson, 0).unwrap()), "map legacy: created");
}

#[test]
fn of_several_the_first_in_the_order_decides() {
    let refused = "aws kms describe-key --key-id alias/nobody";
    let all = [SNAPSHOT, FLIP, DISABLE, refused];
    let step = |from: usize| [all[..=from].join("\n"), DESCRIBE.to_owned()].join("\n");
    let wants =
        ["map s: created", "inspector orders pages: damaged", "map orders: lost", "story orders: refused"];
    for (from, want) in wants.into_iter().enumerate() {
        let lesson = lesson(&[("", &step(from))]);
        assert_eq!(said(&look(&lesson, 1).unwrap()), want, "{}", step(from));
    }
}

#[test]
fn commands_that_set_the_stage_are_told_from_answers() {
    let lesson = lesson(&[("", &[SNAPSHOT, DESCRIBE, "X=1", FLIP, DESCRIBE].join("\n"))]);
    let look = look(&lesson, 1).unwrap();
    assert_eq!((look.answer, look.speaks), (4, vec![false, true, false, false, true]));
}

#[test]
fn a_scenario_can_say_what_it_is_about_and_is_told_what_is_not_there() {
    let table = [
        ("look: map alias/orders", "map orders: said"),
        ("look: inspector legacy envelope", "inspector legacy envelope: said"),
        ("look: inspector pages 1", "inspector orders pages: said"),
        ("look: console", "console orders: said"),
        ("look: map backup:orders", "map orders: said"),
        ("look: map arn:aws:rds:us-east-1:111122223333:cluster:legacy", "map legacy: said"),
        ("look: map nobody", "Nothing is called nobody after this step."),
        ("look: map arn:aws:rds:us-east-1:111122223333:cluster:nobody", "Nothing is called arn:"),
        ("look: inspector alias/orders pages", "orders has no pages after this step, but "),
    ];
    let lesson = lesson(&table.map(|(line, _)| (line, DESCRIBE)));
    for ((line, want), step) in table.iter().zip(1..) {
        let look = look(&lesson, step).unwrap();
        match look_fault(&lesson, step) {
            None => assert_eq!(said(&look), *want, "{line}"),
            Some(fault) => {
                assert!(fault.message.starts_with(want), "{line}: {fault}");
                assert_eq!(said(&look), "story orders: answered", "the page decides, {line}");
            }
        }
    }
    let twice = [
        SNAPSHOT,
        "aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier orders",
    ];
    let several = self::lesson(&[("look: map orders", &twice.join("\n"))]);
    assert!(look_fault(&several, 1).unwrap().message.starts_with("orders is the name of several things"));
}

#[test]
fn a_step_opened_by_its_address_shows_what_the_one_before_was_about() {
    let mut lesson = lesson(&[("look: inspector alias/orders", DESCRIBE), ("", DESCRIBE)]);
    lesson.go_to(2).unwrap();
    assert!(!lesson.has_run());
    let shown = |focus: &Focus| View::of_lesson(&lesson, focus).inspector.map(|it| it.thing);
    let key = look(&lesson, 1).unwrap().thing;
    assert!(key.is_some());
    assert_eq!(shown(&Focus::default()), key);
    let legacy = look(&lesson, 0).unwrap().thing;
    let stays = Focus { last: legacy.clone(), ..Focus::default() };
    assert_eq!(shown(&stays), legacy, "what the page shows already stays");
}
