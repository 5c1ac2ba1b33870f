//! Editions are never blended: what the page shows of a world says nothing that came later, and names only rules that its
//! edition has.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use playground_core::edition::Edition;
use playground_core::rules::RuleId;
use playground_session::lesson::Lesson;
use playground_session::view::{Focus, View};
use playground_tests::SCENARIOS;
use playground_tests::play::play;

/// What nobody could have said in December 2020.
const LATER: &[&str] = &[
    "AWS owned",
    "CurrentKeyMaterialId",
    "KeySpec",
    "MultiRegion",
    "StorageEncryptionType",
    "aurora-iopt1",
    "identity-based policy allows",
    "inaccessible-encryption-credentials-recoverable",
    "multi-Region",
    "sse-kms",
    "sse-rds",
];
/// What nobody says any more.
const EARLIER: &[&str] = &["KMS key (CMK)", "Default master key"];

/// The texts of all views of a lesson, step by step, each after it ran and with everything on the map in turn open.
fn views(lesson: &mut Lesson, look: &mut dyn FnMut(usize, &str)) {
    for step in 0..lesson.scenario().steps.len() {
        lesson.go_to(step).unwrap();
        lesson.advance().unwrap();
        let mut view = View::of_lesson(lesson, &Focus::default());
        let regions = view.map.accounts.iter().flat_map(|account| &account.regions);
        let keys = regions.clone().flat_map(|region| region.keys.iter().map(|key| key.tag.thing.clone()));
        let clusters = regions.flat_map(|region| region.clusters.iter().map(|cluster| cluster.thing.clone()));
        let things: Vec<_> = keys.chain(clusters).collect();
        view.console.clear(); // each answer is in its own step
        look(step, &format!("{view:?}"));
        for selected in things {
            let focus = Focus { selected: Some(selected), ..Focus::default() };
            look(step, &format!("{:?}", View::of_lesson(lesson, &focus).inspector));
        }
    }
}

/// Numbers of rules, which texts have in brackets.
fn rules_in(text: &str) -> impl Iterator<Item = &str> {
    let inside = text.split('(').skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
    inside.filter(|name| RuleId::parse(name).is_some())
}

fn check(name: &str, edition: Edition, step: usize, text: &str) {
    let foreign = match edition {
        Edition::Y2020 => LATER,
        Edition::Y2026 => EARLIER,
    };
    for word in foreign {
        let at = text.find(word);
        let around = at.map(|at| text.get(at.saturating_sub(200)..(at + 100).min(text.len())));
        assert!(at.is_none(), "{name}, step {}, says {word:?} in {edition:?}: {around:?}", step + 1);
    }
    for rule in rules_in(text) {
        let known = RuleId::parse(rule).unwrap().rule(edition).is_some();
        assert!(known, "{name}, step {}, names {rule} in {edition:?}", step + 1);
    }
}

#[test]
fn what_is_shown_is_of_one_edition() {
    for file in SCENARIOS {
        let mut played = play(file.name, file.text);
        let edition = played.lesson.session().edition();
        let lesson = &mut played.lesson;
        views(lesson, &mut |step, text| check(file.name, edition, step, text));
    }
}
