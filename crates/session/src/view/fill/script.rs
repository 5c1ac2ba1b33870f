//! A scenario, and the reader's position in it.

use super::history::console_entry;
use crate::lesson::Lesson;
use crate::scenario::{Spoken, Step};
use crate::shell;
use crate::timeline::EntryId;
use crate::view::{Look, ScenarioView, StepMark, StepView, set_up};

/// The entry before the step that led to the cursor. Off the script, the entry before the last command.
pub(super) fn before_step(lesson: &Lesson) -> EntryId {
    let timeline = lesson.session().timeline();
    let cursor = timeline.cursor();
    let steps = 0..lesson.scenario().steps.len();
    let first = steps.map(|step| lesson.entries(step)).find_map(|blocks| {
        let mut entries = blocks.iter().flatten();
        let first = entries.next()?;
        (*first == cursor || entries.any(|entry| *entry == cursor)).then_some(*first)
    });
    timeline.parent(first.unwrap_or(cursor)).unwrap_or(0)
}

/// The view of the scenario.
pub(super) fn scenario(lesson: &Lesson, look: Option<Look>) -> ScenarioView {
    let scenario = lesson.scenario();
    let current = lesson.step();
    let steps = scenario.steps.iter().enumerate();
    let mark = |(at, step): (usize, &Step)| StepMark {
        title: step.title.clone(),
        language: step.spoken.title.clone(),
        asks: step.prediction.is_some(),
        outcome: lesson.outcome(at),
    };
    ScenarioView {
        id: lesson.id().into(),
        title: scenario.title.clone(),
        spoken: scenario.spoken.clone(),
        languages: scenario.languages.clone(),
        edition: scenario.edition,
        steps: steps.map(mark).collect(),
        current,
        step: step(lesson, current, look),
        on_script: lesson.on_script(),
    }
}

fn step(lesson: &Lesson, current: usize, look: Option<Look>) -> StepView {
    let scenario = lesson.scenario();
    let outcome = lesson.outcome(current);
    let mut view = StepView {
        title: String::new(),
        before: if current == 0 { scenario.intro.clone() } else { Vec::new() },
        commands: Vec::new(),
        set_up: Vec::new(),
        prediction: None,
        outcome,
        answers: Vec::new(),
        look,
        after: Vec::new(),
        spoken: Spoken::default(),
    };
    let Some(step) = scenario.steps.get(current) else { return view };
    view.title.clone_from(&step.title);
    view.spoken.clone_from(&step.spoken);
    view.before.extend(step.before.iter().cloned());
    view.commands = step.runs.iter().map(|run| commands(&run.text)).collect();
    view.set_up = set_up(&view.commands);
    // In a world of another edition, what the author asked and what he said afterwards need not hold.
    let as_written = lesson.is_as_written();
    view.prediction = step.prediction.clone().filter(|_| as_written);
    if lesson.has_run() || step.runs.is_empty() {
        let entries = lesson.entries(current).iter().flatten();
        view.answers = entries.filter_map(|id| console_entry(lesson.session(), *id)).collect();
        if as_written || step.runs.is_empty() {
            view.after.clone_from(&step.after);
        }
    }
    view
}

/// The commands of a block, one by one. A block that can't be parsed is one command.
pub(super) fn commands(block: &str) -> Vec<String> {
    match shell::parse(block) {
        Ok(commands) => commands.into_iter().map(|command| command.text).collect(),
        Err(_) => vec![block.to_owned()],
    }
}
