//! Turns: a text of many commands, or the rest of a scenario, takes long together, and a page has to answer its reader
//! meanwhile. So after a command the session asks whether the turn is over; if it is, the caller gets
//! [`Pause::Turn`](playground_core::database::Pause::Turn), lets others have a turn, and calls again.
//!
//! When a turn is over changes nothing but the time at which commands run. Without a function that says so, it never is.

use std::cell::Cell;

thread_local! {
    static IS_OVER: Cell<fn() -> bool> = const { Cell::new(|| false) };
}

/// Installs the function that says whether this turn is over.
pub fn install(over: fn() -> bool) {
    IS_OVER.set(over);
}

/// Returns whether this turn is over.
pub(crate) fn is_over() -> bool {
    IS_OVER.get()()
}

#[cfg(test)]
mod tests {
    use playground_core::database::Pause;
    use playground_core::edition::Edition;

    use super::*;
    use crate::Session;
    use crate::lesson::Lesson;

    const TEXT: &str = "A=1\necho $A\nnonsense && echo a\necho b && aws kms create-key\necho c";

    #[test]
    fn a_text_runs_in_turns_as_it_does_at_once() {
        let begin = || Session::new(Session::seed_of("1"), Edition::Y2020);
        let (mut once, mut turns) = (begin(), begin());
        let ids = once.run(TEXT);
        install(|| true);
        for _ in 0..5 {
            assert_eq!(turns.try_run(TEXT).unwrap_err().waits, Some(Pause::Turn));
            assert!(turns.timeline().is_empty(), "until all of it has run, nothing has changed");
        }
        assert_eq!(turns.try_run(TEXT), Ok(ids));
        assert_eq!(turns.digest(), once.digest());
        // Another text drops what was begun, and so does another place.
        assert!(turns.try_run("echo d\necho e").is_err());
        turns.timeline_mut().jump(1);
        assert_eq!(turns.try_run("echo d").map(|ids| ids.len()), Ok(1));
        assert!(turns.try_run("echo d\necho e").is_err());
        install(|| false);
    }

    #[test]
    fn a_scenario_runs_to_its_end_in_turns() {
        let step =
            |n: usize| format!("## {n}\n\n```aws\necho {n}\nA=$A{n}\necho $A\n```\n```output\n{n}\n```\n\n");
        let file = "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\n---\n\n## 0\n\n```aws\nA=x\n```\n\n"
            .to_owned()
            + &(1..4).map(step).collect::<String>();
        let (mut once, mut turns) = (Lesson::open("t", &file).unwrap(), Lesson::open("t", &file).unwrap());
        assert_eq!(once.run_all(), Ok(()));
        install(|| true);
        let mut count = 0;
        while turns.run_all() == Err(Pause::Turn) {
            count += 1;
        }
        assert_eq!(count, 10, "one for each command");
        assert_eq!(turns.session().digest(), once.session().digest());
        let mut ahead = Lesson::open("t", &file).unwrap();
        while ahead.prepare() {}
        assert_eq!(ahead.advance(), Ok(true), "it was prepared");
        install(|| false);
    }
}
