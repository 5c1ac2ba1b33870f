//! What the page around an embed asks for, and how a changed world reaches the screen.

use js_sys::Function;
use playground_session::challenge::Trial;
use playground_session::engine::Pause;
use playground_session::view::{Outcome, ScenarioView, View};

use crate::address::{self, Address, Entry, Left};
use crate::app::{App, Settle};
use crate::msg::{Ask, Msg, Stage};
use crate::panels::{inspector, timeline};
use crate::{announce, browser, events, progress, text};

impl App {
    /// Does what the page around an embed asks for, and answers. While no world is open, it only answers. Returns that
    /// there is something new to draw.
    pub(crate) fn ask(&mut self, ask: Ask, answer: Function) -> bool {
        if self.ui.stage == Stage::Play {
            self.ui.wait.near = true;
            let went = self.asked(&ask);
            let again = Msg::Asked { ask, answer: answer.clone() };
            let Some(()) = self.or_wait(went, again) else { return true };
            if self.ui.stage == Stage::Play {
                self.refresh();
                self.keep_still();
            }
        }
        self.answer(answer);
        true
    }

    fn asked(&mut self, ask: &Ask) -> Result<(), Pause> {
        match ask {
            Ask::GoTo { step } => self.reset_to(*step)?,
            Ask::Run => {
                let pending = |s: &ScenarioView| s.step.outcome == Outcome::Pending || !s.on_script;
                if self.view.scenario.as_ref().is_some_and(pending) {
                    self.workspace.advance()?;
                }
            }
            Ask::Submit { line } => self.submit(line)?,
            Ask::Reset => match self.host.address() {
                Address::Scenario { step, .. } => self.reset_to(step)?,
                Address::Free(_) => self.workspace.begin(browser::seed()),
                Address::Commands(payload) => self.open_commands(&payload),
                Address::Challenge(_) => self.reset_to(0)?,
                Address::Home
                | Address::FirstMinute
                | Address::WhatChanged(_)
                | Address::WhatIsReal
                | Address::OwnAccount(_)
                | Address::OwnWorld
                | Address::Given(_)
                | Address::Quiz(_)
                | Address::Unknown(_) => (),
            },
        }
        self.follow();
        Ok(())
    }

    fn reset_to(&mut self, step: usize) -> Result<(), Pause> {
        if self.asks_before(step) {
            return Ok(());
        }
        self.workspace.trial(Trial::restart);
        self.workspace.go_to(step)?;
        if let Some(s) = &self.view.scenario {
            self.ui.story.forget_from(&s.id, step);
        }
        Ok(())
    }

    /// Computes the view again, says what is new in the live region and to the surrounding page, and stores the session.
    pub(crate) fn refresh(&mut self) {
        self.refresh_at(Entry::Same);
    }

    /// The same after a step to elsewhere, which gets an entry of its own in the browser's history.
    pub(crate) fn refresh_at(&mut self, entry: Entry) {
        self.ui.panels.unpoint();
        self.host.before_change();
        self.glides = true;
        self.check_goals();
        let view = self.workspace.view(&self.ui.inspector.focus);
        self.ui.live.say(announce::announce(&self.view, &view));
        if view.console.last().map(|e| e.entry) != self.view.console.last().map(|e| e.entry) {
            self.settling.push(Settle::RevealNext("console-end"));
        }
        let moment = |view: &View| (view.timeline.position, view.timeline.digest.clone());
        let step = |view: &View| view.scenario.as_ref().map(|it| it.current);
        let moves = moment(&view) != moment(&self.view);
        let shown = view.inspector.as_ref().map(|thing| thing.thing.clone());
        let follows = shown != self.ui.inspector.focus.last && self.ui.inspector.focus.selected.is_none();
        if moves || step(&view) != step(&self.view) {
            self.ui.panels.forget_places();
        }
        if follows || moves && view.inspector.as_ref().is_some_and(|thing| thing.leads.is_some()) {
            self.settling.push(Settle::Top(inspector::leads(&view)));
        }
        self.settling.extend(follows.then_some(Settle::Reveal("chosen")));
        self.ui.inspector.focus.last = shown;
        let met = |view: &View| view.challenge.as_ref().is_some_and(|it| it.met);
        if met(&view) && !met(&self.view) {
            self.settling.push(Settle::Reveal("goals-end"));
        }
        if moves {
            self.settling.push(Settle::Reveal(timeline::NOW));
        }
        events::tell(&self.host, &self.view, &view);
        self.ui.map.put_out(&view.map);
        self.view = view;
        if !self.host.is_page() {
            return;
        }
        self.write_shown(entry);
        let title = self.view.title().unwrap_or(&text::FREE_TITLE);
        // The step first, so that tabs and the browser's history tell them apart.
        match &self.view.scenario {
            Some(scenario) => browser::title(&[&scenario.step.title, " · ", title].concat()),
            None => browser::title(title),
        }
        self.note_solved();
        self.save_soon();
        if let Some(scenario) = self
            .view
            .scenario
            .as_ref()
            .filter(|s| self.workspace.is_listed(&s.id) && s.edition == self.view.edition)
        {
            progress::note(scenario);
        }
    }

    /// What the browser's history keeps of the step shown.
    fn left(&self) -> Left {
        let Some(s) = &self.view.scenario else { return Left::default() };
        let past = self
            .workspace
            .look(|session, lesson| lesson.map(|lesson| (lesson.run_so_far(), session.timeline().cursor())));
        Left { ran: self.has_run(), past, session: self.workspace.own_id(), answers: self.ui.story.of(&s.id) }
    }

    /// Returns whether the step shown has run.
    pub(crate) fn has_run(&self) -> bool {
        let outcome = self.view.scenario.as_ref().map(|s| s.step.outcome);
        outcome.is_some_and(|outcome| !matches!(outcome, Outcome::Pending | Outcome::Prose))
    }

    /// Writes the address of what is shown, and what is kept beside it.
    pub(crate) fn write_shown(&mut self, entry: Entry) {
        let (address, left) = (address::of(&self.view), self.left());
        self.write_address(&address, &left, entry);
    }

    /// Writes an address of the page. Nothing is written over one that the reader has gone to while commands ran: the
    /// message about it is on its way.
    pub(crate) fn write_address(&mut self, address: &Address, left: &Left, entry: Entry) {
        if self.host.is_page() && self.handled == address::hash() {
            address::write(address, left, entry);
            self.handled = address::hash();
        }
    }
}
