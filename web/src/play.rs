//! What the page around an embed asks for, and how a changed world reaches the screen.

use js_sys::Function;
use playground_session::challenge::Trial;
use playground_session::engine::Pause;
use playground_session::view::{Outcome, ScenarioView};

use crate::address::{self, Address};
use crate::app::{After, App};
use crate::msg::{Ask, Msg, Stage};
use crate::{announce, browser, events, text};

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
                Address::Home | Address::WhatChanged(_) | Address::Quiz(_) | Address::Unknown(_) => (),
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
        self.ui.story.guess = None;
        Ok(())
    }

    /// Computes the view again, says what is new in the live region and to the surrounding page, and stores the session.
    pub(crate) fn refresh(&mut self) {
        self.check_goals();
        let view = self.workspace.view(&self.ui.inspector.focus);
        self.ui.live.say(announce::announce(&self.view, &view));
        if view.console.last().map(|e| e.entry) != self.view.console.last().map(|e| e.entry) {
            self.after.push(After::Reveal("console-end"));
        }
        let shown = view.inspector.as_ref().map(|thing| thing.thing.clone());
        if shown != self.ui.inspector.focus.last && self.ui.inspector.focus.selected.is_none() {
            self.after.push(After::Reveal("chosen"));
        }
        self.ui.inspector.focus.last = shown;
        events::tell(&self.host, &self.view, &view);
        self.view = view;
        if !self.host.is_page() {
            return;
        }
        address::write(&address::of(&self.view));
        browser::title(self.view.title().unwrap_or(text::FREE_TITLE));
        self.note_solved();
        self.save(false);
    }
}
