//! The one component: holds the session, takes messages, draws the view.
//! Panels are plain functions of [`Cx`], so the page stays small.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Function;
use playground_session::exchange::open_link;
use playground_session::view::{Focus, Outcome, ScenarioView, View};
use wasm_bindgen::JsValue;
use web_sys::ScrollLogicalPosition;
use yew::html::Scope;
use yew::{Component, Context, Html, NodeRef, Properties, classes, html};

use crate::address::{self, Address};
use crate::engine::Engine;
use crate::host::Host;
use crate::msg::{Ask, Cx, Msg, Panel, Stage, Ui};
use crate::rest::{self, Rest};
use crate::{
    announce, browser, console, embed, events, help, inspector, load, map, scenario, start, text, timeline,
    trail,
};

/// Where an app is drawn.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The page, or an element in somebody else's.
    pub(crate) host: Host,
}

/// The page, or an embed.
pub(crate) struct App {
    host: Host,
    engine: Engine,
    view: View,
    ui: Ui,
    after: Vec<After>,
    /// What is to be seen, once the browser draws the new view.
    scrolls: Vec<(&'static str, ScrollLogicalPosition)>,
    /// Whether a [`Msg::Prepare`] is on its way.
    prepares: bool,
}

/// What to do once the new view is on the screen.
enum After {
    /// Move the keyboard focus to an element.
    Focus(&'static str),
    /// Scroll an element to the top of its panel.
    Top(&'static str),
    /// Scroll just as far as needed to see an element.
    Reveal(&'static str),
    /// Open a dialog.
    Modal(&'static str),
    /// Put a command in the console.
    Type(String),
    /// Answer the page around an embed with where the app stood.
    Answer(Function, JsValue),
}

impl Component for App {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let shortcuts = Rc::new(Cell::new(true));
        let host = ctx.props().host.clone();
        if host.is_page() {
            browser::listen(ctx.link(), shortcuts.clone());
        }
        list(ctx.link());
        ctx.link().send_message(Msg::Address);
        let ui = Ui {
            stage: Stage::Home,
            cards: None,
            panel: Panel::Story,
            dock: Panel::Trail,
            side: host.beside(),
            twin: false,
            help: false,
            shortcuts,
            theme: None,
            guess: None,
            completions: (Vec::new(), 0),
            live: String::new(),
            input: NodeRef::default(),
            focus: Focus::default(),
            rest: Rest::default(),
        };
        Self {
            host,
            engine: Engine::new(browser::seed()),
            view: View::default(),
            ui,
            after: Vec::new(),
            scrolls: Vec::new(),
            prepares: false,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let Some(msg) = self.ready(ctx, msg) else { return true };
        match msg {
            Msg::Listed(text) => {
                self.ui.cards = Some(text.and_then(|t| self.engine.cards(&t)));
                if self.ui.stage == Stage::Loading {
                    self.open(ctx, self.host.address());
                }
            }
            Msg::Opened(id, step, file) => match file.and_then(|file| self.engine.open(&id, &file)) {
                Ok(()) => {
                    self.engine.go_to(step);
                    self.enter();
                }
                Err(why) => self.failed(why),
            },
            Msg::Address => self.open(ctx, self.host.address()),
            Msg::Retry => {
                if matches!(self.ui.cards, Some(Err(_))) {
                    self.ui.cards = None;
                    list(ctx.link());
                }
                if self.ui.stage != Stage::Home {
                    self.ui.stage = Stage::Loading;
                    self.open(ctx, self.host.address());
                }
            }
            Msg::Rest(why_not) => {
                for held in self.ui.rest.came(why_not) {
                    self.update(ctx, held);
                }
            }
            Msg::LoadRest => self.load_rest(ctx, true),
            Msg::Settle => {
                self.settle();
                return false;
            }
            Msg::Prepare => {
                self.prepares = false;
                if self.engine.prepare() {
                    self.prepare(ctx);
                }
                return false;
            }
            Msg::Complete => console::complete(&self.ui.input, &self.engine, ctx.link()),
            Msg::Completions(list, from) => self.ui.completions = (list, from),
            Msg::Put(line) => {
                self.show(Panel::Console, false);
                self.after.push(After::Type(line));
            }
            Msg::Show(panel, focus) => self.show(panel, focus),
            Msg::Twin => self.ui.twin = !self.ui.twin,
            Msg::Theme => self.theme(),
            Msg::Help(open) => {
                if open == self.ui.help {
                    return false;
                }
                self.ui.help = open;
                if open {
                    self.after.push(After::Modal("help-dialog"));
                } else {
                    browser::close(&self.host, "help-dialog"); // while it is still there
                }
            }
            Msg::Shortcuts => self.ui.shortcuts.set(!self.ui.shortcuts.get()),
            Msg::Guess(choice) => self.ui.guess = Some(choice),
            other if self.ui.stage == Stage::Play => self.play(other),
            Msg::Asked(_, answer) => self.answer(answer),
            _ => return false,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let cx =
            Cx { host: &self.host, link: ctx.link(), view: &self.view, ui: &self.ui, engine: &self.engine };
        if !self.host.is_page() {
            return embed::view(&cx);
        }
        let main = match &self.ui.stage {
            Stage::Home => start::page(&cx),
            Stage::Loading => start::loading(),
            Stage::Failed(why) => start::failed(&cx, why),
            Stage::Play => play(&cx),
        };
        html! {
            <>
                { help::header(&cx) }
                { rest::note(&cx) }
                { main }
                { help::footer(&cx) }
                { help::dialog(&cx) }
                <div class="visually-hidden" role="status" id="live">{ self.ui.live.clone() }</div>
            </>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let readable = match self.ui.stage {
            Stage::Home => self.ui.cards.is_some(),
            Stage::Loading => false,
            Stage::Failed(_) | Stage::Play => true,
        };
        if readable {
            self.load_rest(ctx, false);
        }
        for after in std::mem::take(&mut self.after) {
            match after {
                After::Focus(id) => self.host.focus(id),
                After::Top(id) => self.scrolls.push((id, ScrollLogicalPosition::Start)),
                After::Reveal(id) => self.scrolls.push((id, ScrollLogicalPosition::Nearest)),
                After::Modal(id) => browser::modal(&self.host, id),
                After::Type(line) => console::put(&self.ui.input, &line),
                After::Answer(answer, standing) => {
                    let _ = answer.call1(&JsValue::NULL, &standing);
                }
            }
        }
        if !self.scrolls.is_empty() {
            ctx.link().send_future(rest::at_frame(Msg::Settle));
        }
        self.prepare(ctx);
    }
}

impl App {
    /// Gives a message back, or keeps it until all that it needs has been loaded.
    fn ready(&mut self, ctx: &Context<Self>, msg: Msg) -> Option<Msg> {
        if !self.needs_rest(&msg) {
            return Some(msg);
        }
        let msg = self.ui.rest.ready(msg);
        if msg.is_none() {
            text::REST_COMING.clone_into(&mut self.ui.live);
            self.load_rest(ctx, true);
        }
        msg
    }

    /// Whether it takes more of the module than the page starts with: all that runs a command or looks into a world
    /// does. A wrong answer here makes the page stand still for a moment, no more.
    fn needs_rest(&self, msg: &Msg) -> bool {
        match msg {
            Msg::Opened(_, step, _) => *step > 0,
            Msg::Address => match self.host.address() {
                Address::Scenario(id, _) => self.ui.stage == Stage::Play && self.engine.is_open(&id),
                Address::Home | Address::Free | Address::Commands(_) | Address::Unknown(_) => false,
            },
            Msg::Listed(_) | Msg::Retry | Msg::Rest(_) | Msg::LoadRest | Msg::Settle | Msg::Prepare => false,
            other => self.ui.stage == Stage::Play && !other.is_of_the_page(),
        }
    }

    /// Asks for a quiet moment to work out the step that comes next.
    fn prepare(&mut self, ctx: &Context<Self>) {
        if self.ui.stage == Stage::Play && self.ui.rest.is_here() && !self.prepares {
            self.prepares = true;
            ctx.link().send_future(rest::at_leisure(Msg::Prepare));
        }
    }

    /// Scrolls to what is new, and tells the browser where the page is.
    fn settle(&mut self) {
        for (id, place) in std::mem::take(&mut self.scrolls) {
            browser::reveal(&self.host, id, place);
        }
    }

    fn load_rest(&mut self, ctx: &Context<Self>, again: bool) {
        if self.ui.rest.ask(again) {
            ctx.link().send_future(rest::fetch());
        }
    }

    /// Goes where an address points.
    fn open(&mut self, ctx: &Context<Self>, to: Address) {
        self.ui.rest.forget();
        match to {
            Address::Home => {
                self.ui.stage = Stage::Home;
                self.title("");
            }
            Address::Unknown(why) => self.ui.stage = Stage::Failed(why.to_string()),
            Address::Commands(payload) => {
                // Opening them comes with the list of sessions: nothing here may overwrite what is open.
                let why = match open_link(&payload) {
                    Ok(_) => String::from("This page can't run the commands of a link yet."),
                    Err(why) => why.to_string(),
                };
                self.ui.stage = Stage::Failed(why);
            }
            Address::Free => {
                if !self.engine.is_free() {
                    self.engine.free(browser::seed());
                }
                self.enter();
            }
            Address::Scenario(id, step) => {
                if self.ui.stage == Stage::Play && self.engine.is_open(&id) {
                    self.engine.go_to(step);
                    self.refresh();
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

    fn failed(&mut self, why: String) {
        self.host.tell("error", &[("message", why.as_str().into())]);
        self.ui.stage = Stage::Failed(why);
    }

    fn title(&self, of: &str) {
        if self.host.is_page() {
            browser::title(of);
        }
    }

    /// Shows a world that was just opened.
    fn enter(&mut self) {
        self.ui.stage = Stage::Play;
        self.ui.panel = Panel::Story;
        self.ui.dock = if self.engine.is_lesson() { Panel::Trail } else { Panel::Console };
        self.ui.focus = Focus::default();
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
    fn keep_still(&mut self) {
        self.after.retain(|after| matches!(after, After::Answer(..)));
    }

    fn answer(&mut self, answer: Function) {
        self.after.push(After::Answer(answer, events::standing(&self.view).into()));
    }

    /// What happens to a world and its view.
    fn play(&mut self, msg: Msg) {
        match msg {
            Msg::Advance => {
                self.follow();
                let ran = self.engine.advance();
                self.ui.guess = if ran { self.ui.guess } else { None };
                self.after.push(After::Top(if ran { "outcome" } else { "story-top" }));
            }
            Msg::StepBack => self.stepped(Engine::step_back),
            Msg::RunAll => self.stepped(Engine::run_all),
            Msg::Step(step) => {
                self.engine.go_to(step);
                self.stepped(|_| ());
            }
            Msg::ToScript => self.stepped(Engine::to_script),
            Msg::Submit(line) => {
                self.follow();
                self.engine.run(&line);
                self.ui.completions.0.clear();
            }
            Msg::Select(thing) => {
                self.ui.focus = Focus {
                    selected: Some(thing),
                    open_events: std::mem::take(&mut self.ui.focus.open_events),
                    ..Focus::default()
                };
                self.show(Panel::Inspector, false);
                self.after.push(After::Top("inspector-top"));
            }
            Msg::Page(page) => {
                self.ui.focus.page = Some(page);
                self.ui.focus.offset = None;
            }
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
                self.asked(ask);
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
    fn asked(&mut self, ask: Ask) {
        self.follow();
        match ask {
            Ask::GoTo(step) => {
                self.engine.go_to(step);
                self.ui.guess = None;
            }
            Ask::Run => {
                let pending = |s: &ScenarioView| s.step.outcome == Outcome::Pending || !s.on_script;
                if self.view.scenario.as_ref().is_some_and(pending) {
                    self.engine.advance();
                }
            }
            Ask::Submit(line) => self.engine.run(&line),
            Ask::Reset => match self.host.address() {
                Address::Scenario(_, step) => {
                    self.engine.go_to(step);
                    self.ui.guess = None;
                }
                Address::Free => self.engine.free(browser::seed()),
                Address::Home | Address::Commands(_) | Address::Unknown(_) => (),
            },
        }
    }

    /// Lets the inspector follow what happens next.
    fn follow(&mut self) {
        self.ui.focus.selected = None;
        self.ui.focus.page = None;
        self.ui.focus.offset = None;
    }

    fn stepped(&mut self, go: fn(&Engine)) {
        self.follow();
        go(&self.engine);
        self.ui.guess = None;
        self.after.push(After::Top("story-top"));
    }

    /// Computes the view again and says in the live region what is new.
    fn refresh(&mut self) {
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
    }

    fn show(&mut self, panel: Panel, focus: bool) {
        if !self.host.has(panel) {
            return;
        }
        self.ui.panel = panel;
        if panel != Panel::Story {
            self.ui.side = panel;
        }
        if matches!(panel, Panel::Console | Panel::Trail | Panel::Timeline) {
            self.ui.dock = panel;
        }
        if focus {
            self.after.push(After::Focus(match panel {
                Panel::Story => "story-title",
                Panel::Map => "map",
                Panel::Inspector => "inspector",
                Panel::Console => "command",
                Panel::Trail => "trail",
                Panel::Timeline => "timeline",
            }));
        }
    }

    fn theme(&mut self) {
        self.ui.theme = match self.ui.theme {
            None => Some("light"),
            Some("light") => Some("dark"),
            Some(_) => None,
        };
        browser::theme(self.ui.theme);
    }

    /// What a key does in an embed: the theme is the host page's affair, and there are no panels but those chosen.
    pub(crate) fn in_embed(msg: &Msg) -> bool {
        !matches!(msg, Msg::Theme)
    }

    fn shown_page(&self) -> Option<u32> {
        inspector::pages(self.view.inspector.as_ref()?).map(|p| p.page)
    }
}

/// The page while a world is open.
fn play(cx: &Cx<'_>) -> Html {
    let dock = match cx.ui.dock {
        Panel::Trail => "dock-trail",
        Panel::Timeline => "dock-timeline",
        _ => "dock-console",
    };
    let name = cx.view.scenario.as_ref().map_or_else(|| text::FREE_TITLE.to_owned(), |s| s.title.clone());
    html! {
        <main class={classes!("play", dock)}>
            <h1 class="visually-hidden">{ name }</h1>
            { help::tabs(cx) }
            { scenario::panel(cx) }
            { map::panel(cx) }
            { inspector::panel(cx) }
            { timeline::bar(cx) }
            { help::dock_tabs(cx) }
            { console::panel(cx) }
            { trail::panel(cx) }
            { timeline::panel(cx) }
        </main>
    }
}

/// Fetches the list of scenarios.
fn list(link: &Scope<App>) {
    link.send_future(async { Msg::Listed(load::text(Engine::INDEX.into()).await) });
}
