//! A scenario that is being stepped through, on a session of its own.
//!
//! A position in the script is a step, and whether it has run. *Advance* runs the step and then goes to the
//! next; *back* is its exact inverse. A step is run once: when the reader comes to it again, the cursor jumps
//! to the entries that exist, since the same commands would give the same bytes. What the reader runs in
//! between is a separate branch; the script's branch stays, and advancing returns to it.
//!
//! The next step can be run in advance while the reader reads ([`Lesson::prepare`]); running it then only
//! adds the results to the timeline.

mod again;
pub mod otherwise;
mod written;

use std::rc::Rc;

use playground_core::database::Pause;
use playground_core::edition::Edition;

use crate::attempt::{Attempt, Reading, Steps};
use crate::entry::Entry;
use crate::glossary::Glossary;
use crate::limits;
use crate::scenario::{
    Expected, ExpectedRefusal, Language, Scenario, ScenarioError, Step, Translation, parse,
};
use crate::session::Session;
use crate::shell;
use crate::state::State;
use crate::timeline::{EntryId, Timeline};
use crate::turn;
use crate::view::Outcome;
pub(crate) use again::ran_after;
pub use written::with_outputs;

/// A scenario, and how far it has been run.
pub struct Lesson {
    id: String,
    scenario: Scenario,
    session: Session,
    /// The entries of each step run so far.
    done: Vec<Ran>,
    /// The results of the first command blocks of the step after those, run in advance.
    ahead: Vec<Steps>,
    /// The block after those, if not all of its commands have run.
    begun: Option<Attempt>,
    step: usize,
    ran: bool,
}

/// The entries of a step.
struct Ran {
    /// The entries of each of its command blocks.
    entries: Vec<Vec<EntryId>>,
    /// The last entry of the step, or of the step before if it has no command.
    end: EntryId,
    outcome: Outcome,
}

impl Lesson {
    /// Reads a scenario's file and goes to its first step. `id` is its name in an address.
    pub fn open(id: &str, file: &str) -> Result<Self, ScenarioError> {
        Ok(Self::of(id, parse(file)?))
    }

    /// Like [`Self::open`], but in a session of `edition`, if one is given: see [`Self::under`].
    pub fn open_in(id: &str, file: &str, edition: Option<Edition>) -> Result<Self, ScenarioError> {
        let lesson = Self::open(id, file)?;
        Ok(if let Some(edition) = edition { lesson.under(edition) } else { lesson })
    }

    /// The lesson of a scenario, at its first step.
    fn of(id: &str, scenario: Scenario) -> Self {
        let session = Session::new(Session::seed_of(&scenario.seed), scenario.edition);
        let id = String::from(id);
        let (done, ahead) = (Vec::new(), Vec::new());
        Self { id, scenario, session, done, ahead, begun: None, step: 0, ran: false }
    }

    /// The same steps in a session of an edition, at the first of them. Times in commands are as long after the beginning
    /// of that edition's world. The outcome is expected only in the edition that the file was written for; in another,
    /// [`otherwise`] says what differs.
    #[must_use]
    pub fn under(&self, edition: Edition) -> Self {
        let mut scenario = self.scenario.clone();
        for run in scenario.steps.iter_mut().flat_map(|step| &mut step.runs) {
            run.text = otherwise::times_moved(&run.text, scenario.edition, edition);
        }
        let session = Session::new(Session::seed_of(&scenario.seed), edition);
        Self { session, ..Self::of(&self.id, scenario) }
    }

    /// The scenario's id, as in an address.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The scenario.
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Returns whether the commands run in the edition that the scenario was written for.
    pub fn is_as_written(&self) -> bool {
        self.session.edition() == self.scenario.edition
    }

    /// Puts texts in another language in the place of its own.
    pub fn translate(&mut self, language: &Language, translation: Translation) {
        self.scenario.translate(language, translation);
    }

    /// Marks the terms in its prose.
    pub fn explain(&mut self, glossary: &Glossary) {
        glossary.mark(&mut self.scenario);
    }

    /// The session, to look at.
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// The session, for the reader's own commands and moves. Call [`Self::follow`] after them.
    pub const fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// The index of the step shown.
    pub const fn step(&self) -> usize {
        self.step
    }

    /// Returns whether the step shown has run, at the current position.
    pub const fn has_run(&self) -> bool {
        self.ran
    }

    /// The outcome of a step. The step shown is pending again after the reader has gone back before it.
    pub fn outcome(&self, step: usize) -> Outcome {
        let commands = self.scenario.steps.get(step).is_some_and(|step| !step.runs.is_empty());
        match self.done.get(step) {
            _ if !commands => Outcome::Prose,
            Some(ran) if step < self.step || (step == self.step && self.ran) => ran.outcome,
            _ => Outcome::Pending,
        }
    }

    /// The entries of a step, by command block; empty before it has run.
    pub fn entries(&self, step: usize) -> &[Vec<EntryId>] {
        self.done.get(step).map_or(&[], |ran| &ran.entries)
    }

    /// The entry before a step and its last entry; `None` before it has run.
    pub(crate) fn span(&self, step: usize) -> Option<(EntryId, EntryId)> {
        self.done.get(step).map(|ran| (self.end_of(step), ran.end))
    }

    /// Returns whether the cursor is at the script's position.
    pub fn on_script(&self) -> bool {
        self.session.timeline().cursor() == self.position()
    }

    /// The entry at the position in the script.
    fn position(&self) -> EntryId {
        let steps = if self.ran { self.step + 1 } else { self.step };
        self.end_of(steps)
    }

    /// The last entry of the first `steps` steps.
    fn end_of(&self, steps: usize) -> EntryId {
        steps.checked_sub(1).and_then(|last| self.done.get(last)).map_or(0, |ran| ran.end)
    }

    /// Moves the cursor back to the script's position.
    pub fn to_script(&mut self) {
        let position = self.position();
        self.session.timeline_mut().jump(position);
    }

    /// Runs the step shown. If it has run or has nothing to run, shows the next step. Returns whether it ran
    /// something. If the cursor is elsewhere, it first returns to the script. If a command has to wait,
    /// nothing changes, and this can be called again.
    pub fn advance(&mut self) -> Result<bool, Pause> {
        self.to_script();
        let prose = self.scenario.steps.get(self.step).is_none_or(|step| step.runs.is_empty());
        if !self.ran && !prose {
            self.run_step(self.step)?;
            self.ran = true;
            self.to_script();
            return Ok(true);
        }
        if self.step + 1 < self.scenario.steps.len() {
            self.run_step(self.step)?; // also for a step without commands
            self.step += 1;
            self.ran = false;
        }
        Ok(false)
    }

    /// The inverse of [`Self::advance`].
    pub fn back(&mut self) {
        if self.ran {
            self.ran = false;
        } else if let Some(before) = self.step.checked_sub(1) {
            self.step = before;
            self.ran = self.scenario.steps.get(before).is_some_and(|step| !step.runs.is_empty());
        }
        self.to_script();
    }

    /// Shows a step that has not run yet, with all steps before it run. If a command has to wait, the steps
    /// before it are kept; call this again then.
    pub fn go_to(&mut self, step: usize) -> Result<(), Pause> {
        let step = step.min(self.scenario.steps.len().saturating_sub(1));
        for before in 0..step {
            self.run_step(before)?;
        }
        self.step = step;
        self.ran = false;
        self.to_script();
        Ok(())
    }

    /// Shows a step as it was left: with its own commands run as well, if it had `ran`. May have to wait, like
    /// [`Self::go_to`].
    pub fn resume(&mut self, step: usize, ran: bool) -> Result<(), Pause> {
        self.go_to(step)?;
        let prose = self.scenario.steps.get(self.step).is_none_or(|step| step.runs.is_empty());
        if ran && !prose {
            self.run_step(self.step)?;
            self.ran = true;
            self.to_script();
        }
        Ok(())
    }

    /// How many steps have run.
    pub const fn run_so_far(&self) -> usize {
        self.done.len()
    }

    /// Runs the steps that had run besides those before the step shown: as many as `steps` in all. The cursor is then where it
    /// was. May have to wait, like [`Self::go_to`].
    pub fn resume_past(&mut self, steps: usize, cursor: EntryId) -> Result<(), Pause> {
        for next in self.done.len()..steps.min(self.scenario.steps.len()) {
            self.run_step(next)?;
        }
        let tip = self.end_of(self.done.len());
        if cursor <= tip {
            self.session.timeline_mut().settle(tip, cursor);
        }
        Ok(())
    }

    /// The commands that [`Self::go_to`] would run before it shows a step; a block that can't be taken apart as a whole.
    pub fn commands_before(&self, step: usize) -> Vec<Rc<str>> {
        let before = step.min(self.scenario.steps.len().saturating_sub(1));
        let steps = self.scenario.steps.iter().take(before).skip(self.done.len());
        steps.flat_map(|step| &step.runs).flat_map(|run| commands_of(&run.text)).collect()
    }

    /// Runs all remaining steps and shows the last one. May have to wait, like [`Self::go_to`].
    pub fn run_all(&mut self) -> Result<(), Pause> {
        self.go_to(self.scenario.steps.len())?;
        self.run_step(self.step)?;
        self.ran = self.scenario.steps.last().is_some_and(|step| !step.runs.is_empty());
        self.to_script();
        Ok(())
    }

    /// To be called after the reader moved in the timeline: if the cursor is at a position of the script,
    /// shows that step.
    pub fn follow(&mut self) {
        let cursor = self.session.timeline().cursor();
        if cursor == self.position() {
            return;
        }
        if cursor == 0 {
            (self.step, self.ran) = (0, false);
            return;
        }
        let holds = |ran: &Ran| ran.entries.iter().flatten().any(|entry| *entry == cursor);
        if let Some(step) = self.done.iter().position(holds) {
            self.step = step;
            self.ran = self.done.get(step).is_some_and(|ran| ran.end == cursor);
        }
    }

    /// Runs one command block of the next step in advance, without changing the session. Returns whether
    /// there was one: call this repeatedly, between other work, until there is none. The same commands on the
    /// same world give the same bytes, so it does not matter when they run. A command that has to wait is
    /// left for later.
    pub fn prepare(&mut self) -> bool {
        let near = self.done.len() <= self.step + 1;
        near && self.work_out().unwrap_or_else(|pause| pause == Pause::Turn)
    }

    /// Returns whether the step shown or the next one uses the database client, so that the engine has to be
    /// loaded.
    pub fn needs_sql_soon(&self) -> bool {
        let runs = self.scenario.steps.iter().skip(self.step).take(2).flat_map(|step| &step.runs);
        runs.flat_map(|run| run.text.lines()).any(|line| line.starts_with("sql ") || line.contains("$(sql "))
    }

    /// Runs one command block of the next step in advance. Returns whether there was one left.
    fn work_out(&mut self) -> Result<bool, Pause> {
        let step = self.done.len();
        let run = self.scenario.steps.get(step).and_then(|step| step.runs.get(self.ahead.len()));
        let Some(run) = run.filter(|run| limits::check_text(&run.text).is_ok()) else { return Ok(false) };
        let start = self.end_of(step);
        let last = self.ahead.iter().flatten().last();
        let (state, digest) = match last {
            Some((state, entry)) => (state, entry.digest),
            None => match self.session.timeline().state_at(start) {
                Some(state) => (state, self.session.digest_at(start)),
                None => return Ok(false),
            },
        };
        let mut attempt = Attempt::resume(self.begun.take(), digest, &run.text, Reading::Script);
        if let Err(pause) = attempt.go_on(state) {
            self.begun = Some(attempt);
            return Err(pause);
        }
        self.ahead.push(attempt.done());
        Ok(true)
    }

    /// Undoes the reader's last action. Several positions of the script can share a world: a step that has
    /// run, and the next one that has not. Undo goes to the last of them, like [`Self::back`]; redo goes to
    /// the first.
    pub fn undo(&mut self) {
        self.retrace(Timeline::undo);
    }

    /// Repeats what was undone.
    pub fn redo(&mut self) {
        self.retrace(Timeline::redo);
    }

    fn retrace(&mut self, go: fn(&mut Timeline<State, Entry>) -> bool) {
        let from = (self.step, self.ran);
        go(self.session.timeline_mut());
        self.follow();
        let cursor = self.session.timeline().cursor();
        while self.on_script() && (self.step + 1, false) < from && self.end_of(self.step + 1) == cursor {
            (self.step, self.ran) = (self.step + 1, false);
        }
    }

    /// Runs a step at the end of the one before, unless it has run already. All its commands are run before
    /// any result is kept.
    fn run_step(&mut self, step: usize) -> Result<(), Pause> {
        if self.done.len() != step {
            return Ok(());
        }
        while self.work_out()? {
            if turn::is_over() {
                return Err(Pause::Turn);
            }
        }
        let Some(Step { runs, .. }) = self.scenario.steps.get(step) else { return Ok(()) };
        let start = self.end_of(step);
        self.session.timeline_mut().jump(start);
        let mut entries = Vec::with_capacity(runs.len());
        let mut ahead = std::mem::take(&mut self.ahead).into_iter();
        for run in runs {
            let new = self.session.run_whole(&run.text, true, ahead.next()).unwrap_or_else(|_| {
                ahead = Vec::new().into_iter(); // the rest was run in advance on other results
                Vec::new()
            });
            entries.push(new);
        }
        self.note(entries);
        Ok(())
    }

    /// Notes the entries of the next step, by command block.
    fn note(&mut self, entries: Vec<Vec<EntryId>>) {
        let step = self.done.len();
        let runs = self.scenario.steps.get(step).map_or(&[][..], |step| &step.runs);
        let mut outcome = if runs.is_empty() { Outcome::Prose } else { Outcome::Done };
        for (run, new) in runs.iter().zip(&entries) {
            let came = outcome_of(&self.session, new);
            if self.is_as_written() && came != run.expected {
                outcome = Outcome::Unexpected;
            } else if came.refused.is_some() && outcome == Outcome::Done {
                outcome = Outcome::Refused;
            }
        }
        let end = entries.iter().flatten().last().copied().unwrap_or_else(|| self.end_of(step));
        self.done.push(Ran { entries, end, outcome });
    }
}

/// The commands of a block; what can't be taken apart as a whole.
pub(crate) fn commands_of(block: &str) -> Vec<Rc<str>> {
    let script = shell::parse_script(block);
    let commands = script.commands.iter().map(|command| Rc::from(&*command.text));
    commands.chain(script.unread.iter().map(|(rest, _)| rest.trim_end().into())).collect()
}

/// The results of entries, in the form of a scenario file.
pub fn outcome_of(session: &Session, entries: &[EntryId]) -> Expected {
    let mut expected = Expected::default();
    for entry in entries.iter().filter_map(|id| session.timeline().record(*id)) {
        expected.text.push_str(&entry.stdout);
        expected.text.push_str(entry.stderr.trim_start_matches('\n'));
        if !entry.done() {
            expected.refused = Some(refused(entry));
        }
    }
    expected
}

/// How a command failed, in the form of a scenario file: by `ExitN` if no error has a code. Only for commands
/// that failed (not [`Entry::done`]).
pub fn refused(entry: &Entry) -> ExpectedRefusal {
    entry.refused.as_ref().map_or_else(
        || ExpectedRefusal { rule: None, code: ["Exit", &entry.exit_code.to_string()].concat() },
        |refused| ExpectedRefusal {
            rule: refused.rule.map(|rule| String::from(rule.id.name())),
            code: String::from(&*refused.code),
        },
    )
}

#[cfg(test)]
mod tests;
