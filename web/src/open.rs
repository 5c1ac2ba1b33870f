//! Where an address leads, and what is then on the screen.

use js_sys::Function;
use playground_session::exchange::Unreadable;
use playground_session::view::Focus;

use crate::address::Address;
use crate::app::{After, App};
use crate::msg::{Msg, Stage};
use crate::panels::Panel;
use crate::scenario::Story;
use crate::workspace::Workspace;
use crate::{browser, events, load};

/// What can happen on the way to a world.
#[derive(Clone)]
pub(crate) enum Open {
    /// The list of scenarios came, or did not.
    Listed { text: Result<String, String> },
    /// A scenario's file came, or did not: to be shown at a step.
    Came { id: String, step: usize, file: Result<String, String> },
    /// Show the scenario that was opened, at a step.
    Enter { step: usize },
    /// The address changed by other hands than ours.
    Address,
    /// Load again what failed to load.
    Retry,
}

impl App {
    /// Does it. Returns whether there is something new to draw.
    pub(crate) fn open(&mut self, open: Open) -> bool {
        match open {
            Open::Listed { text } => {
                self.ui.cards = Some(text.and_then(|text| self.workspace.cards(&text)));
                // Only a scenario waits for the list. What else is on its way must not be asked for a second time.
                let to = self.host.address();
                if self.ui.stage == Stage::Loading && matches!(to, Address::Scenario(..)) {
                    self.go(to);
                }
            }
            Open::Came { id, step, file } => match file.and_then(|file| self.workspace.open(&id, &file)) {
                Ok(()) => self.enter_at(step),
                Err(why) => self.failed(why),
            },
            Open::Enter { step } => self.enter_at(step),
            Open::Address => self.go(self.host.address()),
            Open::Retry => {
                if matches!(self.ui.cards, Some(Err(_))) {
                    self.ui.cards = None;
                    self.fetch_list();
                }
                if self.ui.stage != Stage::Home {
                    self.ui.stage = Stage::Loading;
                    self.go(self.host.address());
                }
            }
        }
        true
    }

    /// Fetches the list of scenarios.
    pub(crate) fn fetch_list(&self) {
        self.later(async { Msg::Open(Open::Listed { text: load::text(Workspace::INDEX.into()).await }) });
    }

    /// Goes where an address points.
    fn go(&mut self, to: Address) {
        self.drop_held();
        self.stop_opening();
        self.ui.notices.clear_good();
        match to {
            Address::Home => {
                self.ui.stage = Stage::Home;
                self.relist();
                self.title("");
            }
            Address::Unknown(why) => self.refused(&why),
            Address::Commands(payload) => self.open_commands(&payload),
            Address::Free => self.open_free(),
            Address::Scenario(id, step) => {
                let shown = self.ui.stage == Stage::Play && self.workspace.is_open(&id);
                if self.host.is_page() && self.workspace.reopen_lesson(&id) {
                    // Whoever comes back to where the scenario stands finds all as it was.
                    let moves = self.workspace.stands_at(&id) != Some(step) || shown;
                    let went = if moves { self.workspace.go_to(step) } else { Ok(()) };
                    if !shown && went.is_err() {
                        self.ui.stage = Stage::Loading;
                    }
                    let again = if shown {
                        Msg::Story(Story::Step { step })
                    } else {
                        Msg::Open(Open::Enter { step })
                    };
                    match self.or_wait(went, again) {
                        None => (),
                        Some(()) if shown => self.refresh(),
                        Some(()) => self.enter(),
                    }
                    return;
                }
                self.ui.stage = Stage::Loading;
                let path = match &self.ui.cards {
                    _ if load::is_own(&id) => Ok(id.clone()),
                    None => return, // Listed comes back here
                    Some(Ok(_)) => self.workspace.file(&id),
                    Some(Err(why)) => Err(why.clone()),
                };
                match path {
                    Ok(path) => {
                        self.later(async move {
                            Msg::Open(Open::Came { id, step, file: load::text(path).await })
                        });
                    }
                    Err(why) => self.failed(why),
                }
            }
        }
    }

    /// Shows that something can't be opened, and that asking again does not help. What is open stays open.
    pub(crate) fn refused(&mut self, why: &Unreadable) {
        let why = why.to_string();
        self.host.tell("error", &[("message", why.as_str().into())]);
        self.ui.stage = Stage::Refused { why };
    }

    pub(crate) fn failed(&mut self, why: String) {
        self.host.tell("error", &[("message", why.as_str().into())]);
        self.ui.stage = Stage::Failed { why };
    }

    fn title(&self, of: &str) {
        if self.host.is_page() {
            browser::title(of);
        }
    }

    /// Shows the scenario that was just opened, at a step.
    fn enter_at(&mut self, step: usize) {
        let went = self.workspace.go_to(step);
        if self.or_wait(went, Msg::Open(Open::Enter { step })).is_some() {
            self.enter();
            self.say_kept();
        }
    }

    /// Shows a world that was just opened.
    pub(crate) fn enter(&mut self) {
        self.ui.stage = Stage::Play;
        self.ui.panels.front = Panel::Story;
        self.ui.panels.dock = if self.workspace.is_lesson() { Panel::Trail } else { Panel::Console };
        self.ui.inspector.focus = Focus::default();
        self.ui.console.client = None;
        if !self.host.has(Panel::Story) {
            self.ui.panels.front = self.ui.panels.side;
        }
        if self.host.is_page() {
            self.refresh();
            self.after.push(After::Focus("story-title"));
        } else {
            // The reader may be elsewhere on the page around this: nothing takes the focus, nothing scrolls.
            self.host.tell("ready", &[]);
            self.refresh();
            self.keep_still();
        }
    }

    /// Whoever asked from outside gets an answer, and nothing scrolls or takes the focus.
    pub(crate) fn keep_still(&mut self) {
        self.after.retain(|after| matches!(after, After::Answer(..)));
    }

    pub(crate) fn answer(&mut self, answer: Function) {
        self.after.push(After::Answer(answer, events::standing(&self.view).into()));
    }
}
