//! Stepping through a scenario: on, back, ahead of the reader.

use super::*;
use crate::exchange::{Replay, Saved};

const FILE: &str = "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\nrules: E01\n---\n\n\
    ## A\n\n```aws\necho a\nX=b\n```\n```output\na\n```\n\n## B\n\nOnly words.\n\n\
    ## C\n\n```aws\necho $X\n```\n```output\nb\n```\n```aws\necho '\n```\n\
    ```output refused: Exit2\nplayground: line 1, column 6: This ' is never closed.\n```\n\n\
    ## D\n\n```aws\necho d\n```\n```output\nno\n```\n";

fn at(lesson: &Lesson) -> (usize, bool, EntryId) {
    (lesson.step(), lesson.has_run(), lesson.session().timeline().cursor())
}

#[test]
fn what_a_step_needs_is_known_before_it_runs() {
    let mut lesson = Lesson::open("t", FILE).unwrap();
    let needs = |lesson: &Lesson, step| -> Vec<String> {
        lesson.commands_before(step).iter().map(ToString::to_string).collect()
    };
    assert!(needs(&lesson, 0).is_empty());
    assert_eq!(needs(&lesson, 2), ["echo a", "X=b"]);
    assert_eq!(needs(&lesson, 99), ["echo a", "X=b", "echo $X", "echo '"], "of the last step");
    lesson.go_to(2).unwrap();
    assert_eq!(needs(&lesson, 3), ["echo $X", "echo '"], "not what has run");
    assert!(needs(&lesson, 1).is_empty());
    let lesson = Lesson::open("t", &FILE.replace("echo a\nX=b", "echo a \\\n  b\nX=b")).unwrap();
    assert_eq!(needs(&lesson, 2), ["echo a \\\n  b", "X=b"], "a command of two lines is one");
}

#[test]
fn a_step_is_resumed_as_it_was_left() {
    let mut lesson = Lesson::open("t", FILE).unwrap();
    for (step, ran, place) in [
        (2, true, (2, true, 4)),
        (2, false, (2, false, 2)),
        (1, true, (1, false, 2)), // it has no command
        (0, true, (0, true, 2)),
        (99, true, (3, true, 5)),
    ] {
        lesson.resume(step, ran).unwrap();
        assert_eq!(at(&lesson), place, "{step} {ran}");
    }
    assert_eq!(lesson.session().timeline().len(), 5, "nothing runs twice");
}

#[test]
fn what_was_gone_back_over_is_there_again() {
    let mut lesson = Lesson::open("t", FILE).unwrap();
    for (step, ran, steps, cursor, place, tip) in [
        (0, true, 3, 1, (0, true, 1), 4),
        (2, false, 2, 2, (2, false, 2), 4), // nothing is forgotten
        (0, false, 99, 0, (0, false, 0), 5),
        (0, true, 4, 6, (0, true, 2), 5), // there is no such entry
    ] {
        lesson.resume(step, ran).unwrap();
        lesson.resume_past(steps, cursor).unwrap();
        assert_eq!((at(&lesson), lesson.session().timeline().tip()), (place, tip), "{steps} {cursor}");
    }
    assert_eq!((lesson.run_so_far(), lesson.session().timeline().len()), (4, 5), "nothing runs twice");
}

#[test]
fn a_scenario_goes_on_in_a_session_that_was_run_again() {
    let again = |lesson: &Lesson| Replay::new(Saved::of(lesson.session(), "T", None)).finish();
    let mut lesson = Lesson::open("t", FILE).unwrap();
    lesson.resume(2, true).unwrap();
    lesson.session_mut().run("echo mine");
    let mut later = Lesson::open("t", FILE).unwrap();
    assert!(later.go_on_with(again(&lesson), 2, true));
    assert_eq!(at(&later), (2, true, 5), "at the reader's own command");
    assert!(!later.on_script());
    for step in 0..4 {
        assert_eq!(later.outcome(step), lesson.outcome(step), "{step}");
        assert_eq!(later.entries(step), lesson.entries(step), "{step}");
    }
    later.resume(3, true).unwrap();
    assert_eq!(at(&later), (3, true, 6), "only what had not run runs");
    // As far as it has come, and not further; in the same scenario, and no other.
    for (step, ran, goes) in
        [(0, false, true), (1, true, true), (3, false, true), (3, true, false), (4, false, false)]
    {
        assert_eq!(
            Lesson::open("t", FILE).unwrap().go_on_with(again(&lesson), step, ran),
            goes,
            "{step} {ran}"
        );
    }
    for (from, to, goes) in
        [("echo d", "echo e", true), ("echo $X", "echo Y", false), ("seed: 1", "seed: 2", false)]
    {
        let mut other = Lesson::open("t", &FILE.replace(from, to)).unwrap();
        assert_eq!(
            (other.go_on_with(again(&lesson), 2, true), at(&other).0),
            (goes, if goes { 2 } else { 0 }),
            "{to}"
        );
    }
    assert!(!lesson.under(Edition::Y2026).go_on_with(again(&lesson), 2, true));
}

#[test]
fn back_is_the_inverse_of_advance() {
    let mut lesson = Lesson::open("t", FILE).unwrap();
    let mut places = vec![at(&lesson)];
    for _ in 0..6 {
        lesson.advance().unwrap();
        places.push(at(&lesson));
    }
    assert_eq!(
        places,
        [
            (0, false, 0),
            (0, true, 2),
            (1, false, 2),
            (2, false, 2),
            (2, true, 4),
            (3, false, 4),
            (3, true, 5)
        ]
    );
    lesson.advance().unwrap();
    assert_eq!(at(&lesson), (3, true, 5));
    for place in places.iter().rev().skip(1) {
        lesson.back();
        assert_eq!(at(&lesson), *place);
    }
    assert_eq!(lesson.session().timeline().len(), 5);
}

#[test]
fn a_step_worked_out_ahead_is_the_step() {
    let mut plain = Lesson::open("t", FILE).unwrap();
    let mut ahead = Lesson::open("t", FILE).unwrap();
    let mut blocks = 0;
    for _ in 0..7 {
        while ahead.prepare() {
            blocks += 1;
            assert_eq!(ahead.session().timeline().len(), plain.session().timeline().len());
        }
        assert_eq!(plain.advance(), ahead.advance());
        assert_eq!(at(&plain), at(&ahead));
    }
    assert_eq!(blocks, 4, "each block once");
    let record = |lesson: &Lesson, id| lesson.session().timeline().record(id).cloned();
    assert!((1..=5).all(|id| record(&plain, id) == record(&ahead, id)));
}

#[test]
fn nothing_is_worked_out_far_ahead_and_half_of_it_is_enough() {
    let mut lesson = Lesson::open("t", FILE).unwrap();
    lesson.go_to(3).unwrap();
    lesson.go_to(0).unwrap();
    assert!(!lesson.prepare(), "step 4 is far from step 1");
    lesson = Lesson::open("t", FILE).unwrap();
    lesson.go_to(2).unwrap();
    assert!(lesson.prepare());
    lesson.session_mut().run("echo mine");
    lesson.advance().unwrap();
    assert_eq!((at(&lesson), lesson.on_script()), ((2, true, 5), true));
    assert_eq!(lesson.outcome(2), Outcome::Refused);
}

#[test]
fn undo_and_redo_follow_back_and_advance() {
    let mut lesson = Lesson::open("t", FILE).unwrap();
    lesson.run_all().unwrap();
    lesson.back(); // D has not run
    lesson.back(); // C has run
    let places = [(2, true, 4), (2, false, 2), (2, true, 4), (2, false, 2)];
    lesson.back();
    assert_eq!(at(&lesson), places[1]);
    lesson.undo();
    assert_eq!(at(&lesson), places[2], "not back");
    lesson.redo();
    assert_eq!(at(&lesson), places[3], "back again: C, not run, past the prose of B");
    lesson.advance().unwrap();
    lesson.undo();
    assert_eq!(at(&lesson), places[1], "before C ran");
    lesson.redo();
    assert_eq!(at(&lesson), places[0], "after it ran");
}

#[test]
fn steps_tell_how_they_went() {
    let mut lesson = Lesson::open("t", FILE).unwrap();
    lesson.run_all().unwrap();
    let outcomes: Vec<Outcome> = (0..4).map(|step| lesson.outcome(step)).collect();
    assert_eq!(outcomes, [Outcome::Done, Outcome::Prose, Outcome::Refused, Outcome::Unexpected]);
    lesson.go_to(2).unwrap();
    assert_eq!(lesson.outcome(2), Outcome::Pending);
    assert_eq!(at(&lesson), (2, false, 2));
}

#[test]
fn leaving_the_script_forks_and_advancing_returns() {
    let mut lesson = Lesson::open("t", FILE).unwrap();
    lesson.go_to(2).unwrap();
    lesson.session_mut().run("echo mine");
    lesson.follow();
    assert!(!lesson.on_script());
    assert_eq!(lesson.step(), 2);
    lesson.advance().unwrap();
    assert!(lesson.on_script());
    assert_eq!(lesson.session().timeline().tips().len(), 2);
    lesson.session_mut().timeline_mut().jump(1);
    lesson.follow();
    assert_eq!((lesson.step(), lesson.has_run()), (0, false));
    assert!(!lesson.on_script());
}

#[test]
fn in_a_world_of_another_edition_nothing_is_expected() {
    let mut lesson = Lesson::open_in("t", FILE, Some(Edition::Y2026)).unwrap();
    assert!(!lesson.is_as_written());
    lesson.run_all().unwrap();
    let outcomes: Vec<Outcome> = (0..4).map(|step| lesson.outcome(step)).collect();
    assert_eq!(
        outcomes,
        [Outcome::Done, Outcome::Prose, Outcome::Refused, Outcome::Done],
        "D is not as it says"
    );
    assert_eq!(lesson.session().edition(), Edition::Y2026);
    for own in [None, Some(Edition::Y2020)] {
        assert!(Lesson::open_in("t", FILE, own).unwrap().is_as_written());
    }
}
