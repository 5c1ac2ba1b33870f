//! Where an address leads, and what is then on the screen.

use js_sys::Function;
use playground_session::exchange::Unreadable;
use playground_session::view::Focus;
use yew::Context;

use crate::address::Address;
use crate::app::{After, App};
use crate::msg::{Msg, Panel, Stage};
use crate::{browser, events, load};

impl App {
    /// Goes where an address points.
    pub(crate) fn open(&mut self, ctx: &Context<Self>, to: Address) {
        self.drop_held();
        self.stop_opening();
        self.ui.notices.retain(|(bad, _)| *bad);
        match to {
            Address::Home => {
                self.ui.stage = Stage::Home;
                self.relist();
                self.title("");
            }
            Address::Unknown(why) => self.refused(&why),
            Address::Commands(payload) => self.open_commands(ctx, &payload),
            Address::Free => self.open_free(ctx),
            Address::Scenario(id, step) => {
                let shown = self.ui.stage == Stage::Play && self.engine.is_open(&id);
                if self.host.is_page() && self.engine.reopen_lesson(&id) {
                    // Whoever comes back to where the scenario stands finds all as it was.
                    let moves = self.engine.stands_at(&id) != Some(step) || shown;
                    let went = if moves { self.engine.go_to(step) } else { Ok(()) };
                    if !shown && went.is_err() {
                        self.ui.stage = Stage::Loading;
                    }
                    let again = if shown { Msg::Step(step) } else { Msg::Enter(step) };
                    match self.or_wait(ctx, went, again) {
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
                    Some(Ok(_)) => self.engine.file(&id),
                    Some(Err(why)) => Err(why.clone()),
                };
                match path {
                    Ok(path) => {
                        ctx.link().send_future(async move { Msg::Opened(id, step, load::text(path).await) });
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
        self.ui.stage = Stage::Refused(why);
    }

    pub(crate) fn failed(&mut self, why: String) {
        self.host.tell("error", &[("message", why.as_str().into())]);
        self.ui.stage = Stage::Failed(why);
    }

    fn title(&self, of: &str) {
        if self.host.is_page() {
            browser::title(of);
        }
    }

    /// Shows the scenario that was just opened, at a step.
    pub(crate) fn enter_at(&mut self, ctx: &Context<Self>, step: usize) {
        let went = self.engine.go_to(step);
        if self.or_wait(ctx, went, Msg::Enter(step)).is_some() {
            self.enter();
            self.say_kept();
        }
    }

    /// Shows a world that was just opened.
    pub(crate) fn enter(&mut self) {
        self.ui.stage = Stage::Play;
        self.ui.panel = Panel::Story;
        self.ui.dock = if self.engine.is_lesson() { Panel::Trail } else { Panel::Console };
        self.ui.focus = Focus::default();
        self.ui.client = None;
        if !self.host.has(Panel::Story) {
            self.ui.panel = self.ui.side;
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
