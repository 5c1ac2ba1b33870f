//! Which scenarios of the list were done on this device, and which one was open last. Each has a key of its own in the
//! browser's storage, so that two tabs don't write over each other. `early.js` reads the same before the program is here.
//!
//! | key, after `aurora-playground/` | value |
//! |---|---|
//! | `1/progress/<id>` | the step shown last, counted from 1; `done` once all steps have run, else `open`; when, in milliseconds since 1970 |
//!
//! Embeds store nothing.

use playground_session::view::{Outcome, ScenarioView};

use crate::store::{get, keys, now, put, remove};

const PROGRESS: &str = "1/progress/";
const DONE: &str = "done";
const OPEN: &str = "open";

/// How far the reader is in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    /// The scenario.
    pub(crate) id: String,
    /// The index of the step shown last.
    pub(crate) step: usize,
    /// Whether all of its steps have run once.
    pub(crate) done: bool,
    /// When that was, in milliseconds since 1970.
    pub(crate) when: u64,
}

/// Notes where a scenario stands. Nothing is noted before a command has run.
pub(crate) fn note(scenario: &ScenarioView) {
    let has_run = |outcome: Outcome| match outcome {
        Outcome::Pending | Outcome::Prose => false,
        Outcome::Done | Outcome::Refused | Outcome::Unexpected => true,
    };
    if !scenario.steps.iter().any(|step| has_run(step.outcome)) {
        return;
    }
    let key = [PROGRESS, &scenario.id].concat();
    let before = get(&key).and_then(|text| read(&scenario.id, &text));
    let done = scenario.steps.iter().all(|step| step.outcome != Outcome::Pending);
    let done = done || before.as_ref().is_some_and(|before| before.done);
    let (step, word) = (scenario.current.saturating_add(1).to_string(), if done { DONE } else { OPEN });
    // If nothing can be stored, nothing is ticked.
    let _ = put(&key, &[&step, word, &now().to_string()].join(" "));
}

/// What is noted.
pub(crate) fn all() -> Vec<Progress> {
    let noted = keys(PROGRESS);
    let row = |key: &str| read(key.strip_prefix(PROGRESS)?, &get(key)?);
    noted.lines().filter_map(row).collect()
}

/// Forgets all of it.
pub(crate) fn forget() {
    keys(PROGRESS).lines().for_each(remove);
}

fn read(id: &str, text: &str) -> Option<Progress> {
    let mut words = text.split(' ');
    let step = words.next()?.parse::<usize>().ok()?.checked_sub(1)?;
    let done = match words.next()? {
        DONE => true,
        OPEN => false,
        _ => return None,
    };
    Some(Progress { id: id.to_owned(), step, done, when: words.next()?.parse().ok()? })
}
