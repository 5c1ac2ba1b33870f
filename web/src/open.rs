//! Opening what an address names, and what is on the screen meanwhile and after.

use std::rc::Rc;

use js_sys::Function;
use playground_parts::Part;
use playground_session::engine::Pause;
use playground_session::exchange::Unreadable;
use playground_session::glossary;
use playground_session::view::{Edition, Focus};

use crate::account::part;
use crate::address::{self, Address, Left};
use crate::app::{After, App, Settle};
use crate::challenge::Listed;
use crate::load::Fetched;
use crate::msg::{Msg, Stage};
use crate::panels::Panel;
use crate::panels::console::Screen;
use crate::start::Cards;
use crate::workspace::Workspace;
use crate::{browser, events, load};

/// What can happen while something is opened.
#[derive(Clone)]
pub(crate) enum Open {
    /// The list of scenarios is loaded, or could not be.
    Listed { text: Result<String, String> },
    /// The list of steps that end otherwise today is loaded, or could not be.
    Otherwise { text: Result<String, String> },
    /// The glossary is loaded, or could not be.
    Glossary { text: Result<String, String> },
    /// The file of a scenario or a challenge is loaded, or could not be. It is to be shown at a step, in a world of an edition
    /// or of its own.
    Came { visit: u32, id: String, step: usize, edition: Option<Edition>, file: Result<Fetched, String> },
    /// A part of the program that an address needs is loaded, or could not be.
    Part { visit: u32, loaded: Result<(), String> },
    /// Show the scenario that was opened, at a step.
    Enter { step: usize },
    /// The address was changed by the reader or the browser.
    Address,
    /// Load again what failed to load.
    Retry,
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn open(&mut self, open: Open) -> bool {
        match open {
            Open::Listed { text } => {
                let cards = text.and_then(|text| self.workspace.cards(&text));
                self.ui.cards = cards.map_or_else(Cards::Missing, Cards::Here);
                // Only a scenario of the list waits for it. Anything else is being loaded already.
                let to = self.host.address();
                let waits = matches!(&to, Address::Scenario { id, .. } if !load::is_own(id));
                if self.ui.stage == Stage::Loading && waits {
                    self.go(to);
                } else if self.ui.stage == Stage::Quiz {
                    self.fetch_questions();
                }
            }
            Open::Otherwise { text } => {
                if let Err(why) = text.and_then(|text| self.workspace.learn_otherwise(&text)) {
                    self.say(true, why);
                }
            }
            Open::Glossary { text } => {
                // Without it, a scenario only explains less.
                let Ok(text) = text else { return false };
                self.workspace.learn_glossary(&text);
                if self.ui.stage != Stage::Play {
                    return false;
                }
                self.refresh();
            }
            Open::Came { visit, .. } | Open::Part { visit, .. } if !self.awaits(visit) => return false,
            Open::Came { id, step, edition, file, .. } => {
                match file.and_then(|file| self.workspace.open(&id, edition, &file)) {
                    Ok(untranslated) => {
                        if !self.goes_on(step) && !self.asks_before(step) {
                            self.enter_at(step);
                        }
                        if let Some(why) = untranslated {
                            self.say(true, why);
                        }
                    }
                    Err(why) => self.failed(why),
                }
            }
            Open::Part { loaded: Err(why), .. } => self.failed(why),
            Open::Enter { step } => self.enter_at(step),
            Open::Part { loaded: Ok(()), .. } | Open::Address => self.go(self.host.address()),
            Open::Retry => {
                if matches!(self.ui.cards, Cards::Missing(_)) {
                    self.ui.cards = Cards::Awaited;
                    self.fetch_list();
                }
                if matches!(self.ui.challenges, Listed::Missing(_)) {
                    self.ui.challenges = Listed::No;
                }
                if self.ui.stage != Stage::Home {
                    self.ui.stage = Stage::Loading;
                    self.go(self.host.address());
                }
            }
        }
        true
    }

    /// Returns whether something is still being loaded for this visit. The reader may have gone elsewhere meanwhile.
    pub(crate) fn awaits(&self, visit: u32) -> bool {
        self.ui.stage == Stage::Loading && visit == self.visit
    }

    /// Fetches the list of scenarios.
    pub(crate) fn fetch_list(&self) {
        self.fetch(Workspace::INDEX.into(), |text| Msg::Open(Open::Listed { text }));
    }

    /// Fetches the file of a scenario or a challenge.
    pub(crate) fn fetch_file(&self, path: String, id: String, step: usize, edition: Option<Edition>) {
        let (visit, author, readers) = (self.visit, load::is_own(&id), self.host.languages());
        self.later(async move {
            let file = load::file(path, author, readers).await;
            Msg::Open(Open::Came { visit, id, step, edition, file })
        });
    }

    /// Fetches the list of the steps that end otherwise today, which only scenarios of the list need, once.
    fn fetch_otherwise(&self) {
        if self.workspace.knows_otherwise() {
            return;
        }
        self.fetch(Workspace::OTHERWISE.into(), |text| Msg::Open(Open::Otherwise { text }));
    }

    /// Fetches the glossary, which only scenarios need, once.
    fn fetch_glossary(&self) {
        if !self.workspace.knows_glossary() {
            self.later(async { Msg::Open(Open::Glossary { text: load::text(glossary::FILE.into()).await }) });
        }
    }

    /// Opens what an address names.
    fn go(&mut self, to: Address) {
        self.drop_held();
        self.stop_opening();
        self.visit += 1;
        self.handled = address::hash();
        self.ui.notices.clear_good();
        self.ui.live.say("");
        match to {
            Address::Home => self.home(),
            Address::Unknown(why) => self.refused(&why),
            Address::Commands(payload) => self.open_commands(&payload),
            Address::Free(edition) => self.open_free(edition),
            Address::FirstMinute => self.first_minute(),
            Address::WhatChanged(rule) => self.what_changed(rule),
            Address::WhatIsReal => self.what_is_real(),
            Address::OwnAccount(section) => self.own_account(section),
            Address::OwnWorld => self.own_world(),
            Address::Given(payload) => {
                if self.has_part(Part::OwnAccount) {
                    part::open_given(self, &payload).unwrap_or_default();
                }
            }
            Address::Challenge(id) => self.open_challenge(id),
            Address::Quiz(edition) => self.open_quiz(edition),
            Address::Scenario { id, step, edition } => {
                let shown = self.ui.stage == Stage::Play && self.workspace.is_open(&id, edition);
                if self.host.is_page() && self.workspace.reopen_lesson(&id, edition) {
                    // Who comes back to the step that the scenario is at finds it as it was left.
                    let moves = self.workspace.stands_at(&id, edition) != Some(step) || shown;
                    let went = if moves { self.take_up(step) } else { Ok(()) };
                    if !shown && went.is_err() {
                        self.ui.stage = Stage::Loading;
                    }
                    let again = Msg::Open(if shown { Open::Address } else { Open::Enter { step } });
                    match self.or_wait(went, again) {
                        None => (),
                        Some(()) if shown => {
                            self.settling.extend([Settle::Top("story-top"), Settle::Refocus("story-title")]);
                            self.refresh();
                            self.return_to_outcome();
                        }
                        Some(()) => self.enter(),
                    }
                    return;
                }
                self.ui.stage = Stage::Loading;
                self.fetch_glossary();
                if load::is_own(&id) {
                    return self.fetch_file(id.clone(), id, step, edition);
                }
                let path = match &self.ui.cards {
                    Cards::Awaited => return, // `Open::Listed` calls this again
                    Cards::Here(_) => self.workspace.file(&id),
                    Cards::Missing(why) => Err(why.clone()),
                };
                match path {
                    Ok(path) => {
                        self.fetch_file(path, id, step, edition);
                        self.fetch_otherwise();
                    }
                    Err(why) => self.failed(why),
                }
            }
        }
    }

    /// Shows that something can't be opened and that trying again does not help. What is open stays open.
    pub(crate) fn refused(&mut self, why: &Unreadable) {
        let why = why.to_string();
        self.host.tell("error", &[("message", why.as_str().into())]);
        self.ui.stage = Stage::Refused { why };
    }

    pub(crate) fn failed(&mut self, why: String) {
        self.host.tell("error", &[("message", why.as_str().into())]);
        self.ui.stage = Stage::Failed { why };
    }

    /// Asks the reader before the commands of a stranger's file run that lead to a step. Returns whether there are such:
    /// then nothing has changed but the screen.
    pub(crate) fn asks_before(&mut self, step: usize) -> bool {
        let lines = if self.is_strangers() { self.workspace.commands_before(step) } else { Rc::default() };
        let asks = !lines.is_empty();
        if asks {
            self.ui.stage = Stage::Asked { lines, step: Some(step) };
        }
        asks
    }

    /// Returns whether the scenario that is open is a stranger's file: it came from another site than the page, and whoever
    /// wrote the address need not be the author of the page.
    pub(crate) fn is_strangers(&self) -> bool {
        self.host.asks() && self.workspace.comes_from().is_some()
    }

    /// Shows the scenario that was just opened, at a step.
    pub(crate) fn enter_at(&mut self, step: usize) {
        let went = self.take_up(step);
        if self.or_wait(went, Msg::Open(Open::Enter { step })).is_some() {
            self.enter();
            self.say_kept();
        }
    }

    /// Shows a step; if the browser has been at this place of its history before, as the reader left it. A stranger's
    /// commands that nobody has been asked about do not run again by that.
    fn take_up(&mut self, step: usize) -> Result<(), Pause> {
        let known = self.host.is_page() && !self.is_strangers();
        let left = if known { address::left() } else { Left::default() };
        self.workspace.resume(step, left.ran)?;
        // Entries of a session that isn't this one say nothing here.
        if let (Some((steps, cursor)), None) = (left.past, left.session) {
            self.workspace.resume_past(steps, cursor)?;
        }
        if known {
            self.answer_again();
        }
        Ok(())
    }

    /// Gives the answers that the reader has given at this place of the browser's history.
    pub(crate) fn answer_again(&mut self) {
        let id = self.workspace.look(|_, lesson| lesson.map(|lesson| lesson.id().to_owned()));
        for (step, choice) in address::left().answers {
            self.ui.story.give(id.as_deref().unwrap_or_default(), step, choice);
        }
    }

    /// Shows a world that was just opened.
    pub(crate) fn enter(&mut self) {
        self.ui.stage = Stage::Play;
        self.ui.panels.enter(&self.host, self.workspace.is_lesson());
        self.ui.inspector.focus = Focus::default();
        self.ui.console.client = None;
        self.ui.console.screen = Screen::default();
        if self.host.is_page() {
            self.fetch_challenges();
            let stood = self.look_again();
            self.refresh();
            self.settling.push(Settle::Tab);
            if (self.workspace.is_free_play() || self.workspace.is_own()) && browser::is_pointed_at() {
                self.after.push(After::Focus(vec!["story-title", Panel::Console.row().focus]));
            } else {
                self.settling.push(Settle::Focus("story-title"));
            }
            self.return_to_outcome();
            if let Some(stood) = stood {
                self.stand_again(&stood);
            }
        } else {
            // The reader may be elsewhere on the surrounding page: nothing takes the focus, nothing scrolls.
            self.host.tell("ready", &[]);
            self.refresh();
            self.keep_still();
        }
    }

    /// Drops everything planned for after the drawing but answers: nothing scrolls or takes the focus.
    pub(crate) fn keep_still(&mut self) {
        self.settling.clear();
        self.after.retain(|after| matches!(after, After::Answer(..)));
    }

    pub(crate) fn answer(&mut self, answer: Function) {
        self.after.push(After::Answer(answer, events::standing(&self.view).into()));
    }
}
