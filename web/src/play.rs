//! What happens to a world and its view: steps, commands, moves in time, and what the page around an embed asks for.

use playground_session::NotRun;
use playground_session::engine::Pause;
use playground_session::view::{Focus, Outcome, PageId, ScenarioView, ThingId};
use yew::Context;

use crate::address::{self, Address};
use crate::app::{After, App};
use crate::msg::{Ask, Client, Msg, Panel, Span};
use crate::{announce, browser, events, inspector, text};

/// Bytes shown before those that the window moves to.
const BEFORE: u32 = 32;

impl App {
    /// What happens to a world and its view.
    pub(crate) fn play(&mut self, ctx: &Context<Self>, msg: Msg) {
        match msg {
            Msg::Advance => {
                let went = self.engine.advance();
                let Some(ran) = self.or_wait(ctx, went, msg) else { return };
                self.follow();
                self.ui.guess = if ran { self.ui.guess } else { None };
                self.after.push(After::Top(if ran { "outcome" } else { "story-top" }));
            }
            Msg::StepBack => {
                self.engine.step_back();
                self.stepped();
            }
            Msg::RunAll => {
                let went = self.engine.run_all();
                let Some(()) = self.or_wait(ctx, went, msg) else { return };
                self.stepped();
            }
            Msg::Step(step) => {
                let went = self.engine.go_to(step);
                let Some(()) = self.or_wait(ctx, went, msg) else { return };
                self.stepped();
            }
            Msg::ToScript => {
                self.engine.to_script();
                self.stepped();
            }
            Msg::Submit(line) => {
                self.ui.completions.0.clear();
                let went = self.submit(&line);
                let Some(()) = self.or_wait(ctx, went, Msg::Submit(line)) else { return };
                self.follow();
                self.refresh();
                self.connect();
                return;
            }
            Msg::Select(thing) => self.select(thing, None),
            Msg::Volume(thing, page) => self.select(thing, Some(page)),
            Msg::Page(page) => {
                self.ui.focus.page = Some(page);
                self.ui.focus.offset = None;
                self.unmark();
            }
            Msg::Mark(span) => self.mark(span),
            Msg::Offset(offset) => {
                self.ui.focus.page = self.shown_page();
                self.ui.focus.offset = Some(offset);
            }
            Msg::Event(id) => {
                let open = &mut self.ui.focus.open_events;
                let before = open.len();
                open.retain(|e| *e != id);
                if open.len() == before {
                    open.push(id);
                }
            }
            Msg::Position(n) => self.engine.position(&self.view.timeline, n),
            Msg::Jump(entry) => self.engine.jump(entry),
            Msg::TimeBack => self.engine.back(),
            Msg::TimeForward => self.engine.forward(),
            Msg::Undo => self.engine.undo(),
            Msg::Redo => self.engine.redo(),
            Msg::Asked(ask, answer) => {
                self.ui.wait.near = true;
                let went = self.asked(ctx, &ask);
                let Some(()) = self.or_wait(ctx, went, Msg::Asked(ask, answer.clone())) else { return };
                self.refresh();
                self.keep_still();
                self.answer(answer);
                return;
            }
            _ => return,
        }
        self.refresh();
    }

    /// Does what the page around an embed asks for.
    fn asked(&mut self, ctx: &Context<Self>, ask: &Ask) -> Result<(), Pause> {
        match ask {
            Ask::GoTo(step) => self.reset_to(*step)?,
            Ask::Run => {
                let pending = |s: &ScenarioView| s.step.outcome == Outcome::Pending || !s.on_script;
                if self.view.scenario.as_ref().is_some_and(pending) {
                    self.engine.advance()?;
                }
            }
            Ask::Submit(line) => self.submit(line)?,
            Ask::Reset => match self.host.address() {
                Address::Scenario(_, step) => self.reset_to(step)?,
                Address::Free => self.engine.begin(browser::seed()),
                Address::Commands(payload) => self.open_commands(ctx, &payload),
                Address::Home | Address::Unknown(_) => (),
            },
        }
        self.follow();
        Ok(())
    }

    fn reset_to(&mut self, step: usize) -> Result<(), Pause> {
        self.engine.go_to(step)?;
        self.ui.guess = None;
        Ok(())
    }

    fn submit(&mut self, line: &str) -> Result<(), Pause> {
        match self.engine.run(line) {
            Ok(()) => Ok(()),
            Err(NotRun { waits: Some(pause), .. }) => Err(pause),
            Err(why) => {
                self.say(true, why.message);
                Ok(())
            }
        }
    }

    /// Opens a thing in the inspector, at a page of its volume.
    fn select(&mut self, thing: ThingId, page: Option<PageId>) {
        self.ui.focus = Focus {
            selected: Some(thing),
            page,
            open_events: std::mem::take(&mut self.ui.focus.open_events),
            ..Focus::default()
        };
        self.unmark();
        self.show(Panel::Inspector, false);
        self.after.push(After::Top(if page.is_some() { "pages" } else { "inspector-top" }));
    }

    fn unmark(&mut self) {
        self.ui.mark = None;
        self.ui.hover = None;
    }

    /// Marks bytes of the page shown. The window onto it moves only if they are not all in it.
    fn mark(&mut self, span: Span) {
        self.ui.mark = Some(span);
        self.ui.hover = None; // the pointer may rest on another one while keys are pressed
        let Some(pages) = self.view.inspector.as_ref().and_then(inspector::pages) else { return };
        let (begin, end) = (pages.offset, pages.offset + pages.window);
        self.ui.focus.page = self.shown_page();
        let inside = span.offset >= begin && span.offset + span.length.min(pages.window) <= end;
        self.ui.focus.offset = Some(if inside { begin } else { span.offset.saturating_sub(BEFORE) });
    }

    /// After a command of the reader's: whether the console is a database's client from now on.
    fn connect(&mut self) {
        let last = self.view.console.last();
        let client = last.and_then(|entry| Some((entry.connected.clone()?, entry.line.to_string())));
        if let Some((cluster, connect)) = client {
            self.ui.live = text::connected(&cluster);
            self.ui.client = Some(Client { connect, cluster });
        }
    }

    /// The console is the shell's again.
    pub(crate) fn leave_client(&mut self) {
        if self.ui.client.take().is_some() {
            text::LEFT_CLIENT.clone_into(&mut self.ui.live);
        }
    }

    /// Lets the inspector follow what happens next.
    fn follow(&mut self) {
        self.unmark();
        self.ui.focus.selected = None;
        self.ui.focus.page = None;
        self.ui.focus.offset = None;
    }

    fn stepped(&mut self) {
        self.follow();
        self.ui.guess = None;
        self.after.push(After::Top("story-top"));
    }

    /// Computes the view again and says in the live region what is new.
    pub(crate) fn refresh(&mut self) {
        let view = self.engine.view(&self.ui.focus);
        self.ui.live = announce::announce(&self.view, &view);
        if view.console.last().map(|e| e.entry) != self.view.console.last().map(|e| e.entry) {
            self.after.push(After::Reveal("console-end"));
        }
        let shown = view.inspector.as_ref().map(|thing| thing.thing.clone());
        if shown != self.ui.focus.last && self.ui.focus.selected.is_none() {
            self.after.push(After::Reveal("chosen"));
        }
        self.ui.focus.last = shown;
        events::tell(&self.host, &self.view, &view);
        self.view = view;
        if !self.host.is_page() {
            return;
        }
        let (address, name) = match &self.view.scenario {
            Some(s) => (Address::Scenario(s.id.clone(), s.current), s.title.as_str()),
            None => (Address::Free, text::FREE_TITLE),
        };
        address::write(&address);
        browser::title(name);
        self.save(false);
    }

    fn shown_page(&self) -> Option<PageId> {
        inspector::pages(self.view.inspector.as_ref()?).map(|p| PageId { file: p.file, number: p.page })
    }
}
