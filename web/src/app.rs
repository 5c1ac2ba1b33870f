//! The one component: holds the session, takes messages, draws the view.
//! Panels are plain functions of [`Cx`], so the page stays small.

use std::cell::Cell;
use std::rc::Rc;

use playground_session::view::{Focus, ScenarioCard, ThingId, View};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{KeyboardEvent, window};
use yew::html::Scope;
use yew::{Callback, Component, Context, Html, NodeRef, classes, html};

use crate::address::Address;
use crate::engine::Engine;
use crate::{console, help, inspector, keys, load, map, scenario, start, text, timeline, trail};

/// A panel of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Panel {
    /// The scenario's narration.
    Story,
    /// Accounts, Regions, things.
    #[default]
    Map,
    /// One thing opened up.
    Inspector,
    /// Commands and answers.
    Console,
    /// CloudTrail.
    Trail,
    /// History.
    Timeline,
}

/// What can happen to the page.
#[derive(Clone)]
pub(crate) enum Msg {
    /// The list of scenarios came, or did not.
    Listed(Result<String, String>),
    /// A scenario's text came, or did not.
    Opened(String, usize, Result<String, String>),
    /// The address changed by other hands than ours.
    Address,
    /// Load again what failed to load.
    Retry,
    /// Run the step, or go on when it has run.
    Advance,
    /// One step back.
    StepBack,
    /// Run all that is left.
    RunAll,
    /// Show a step, running what comes before it.
    Step(usize),
    /// Leave one's own branch for the script's.
    ToScript,
    /// Choose an answer to the prediction.
    Guess(usize),
    /// Run what the console holds.
    Submit(String),
    /// Put a command in the console.
    Put(String),
    /// Offer completions.
    Completions(Vec<String>, usize),
    /// Open a thing in the inspector.
    Select(ThingId),
    /// Show another page of the selected volume.
    Page(u32),
    /// Show other bytes of that page.
    Offset(u32),
    /// Open or close an event's JSON.
    Event(Rc<str>),
    /// Timeline: to the state after this many commands of the branch.
    Position(usize),
    /// Timeline: to an entry, on whatever branch it is.
    Jump(usize),
    /// Timeline: one back.
    TimeBack,
    /// Timeline: one forward.
    TimeForward,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// Bring a panel forward; `true` moves the keyboard focus there.
    Show(Panel, bool),
    /// Map as text or picture.
    Twin,
    /// The next theme.
    Theme,
    /// Open or close the help.
    Help(bool),
    /// Switch single-key shortcuts on or off.
    Shortcuts,
}

/// What is on the screen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    /// The list of scenarios.
    Home,
    /// Waiting for a scenario's file.
    Loading,
    /// It did not come; the reason.
    Failed(String),
    /// A world.
    Play,
}

/// State of the interface: nothing of this is the world's.
pub(crate) struct Ui {
    pub(crate) stage: Stage,
    pub(crate) cards: Option<Result<Vec<ScenarioCard>, String>>,
    pub(crate) panel: Panel,
    pub(crate) dock: Panel,
    pub(crate) twin: bool,
    pub(crate) help: bool,
    pub(crate) shortcuts: Rc<Cell<bool>>,
    pub(crate) theme: Option<&'static str>,
    pub(crate) guess: Option<usize>,
    pub(crate) completions: (Vec<String>, usize),
    pub(crate) live: String,
    pub(crate) input: NodeRef,
    pub(crate) focus: Focus,
}

/// What a panel needs to be drawn.
pub(crate) struct Cx<'a> {
    link: &'a Scope<App>,
    pub(crate) view: &'a View,
    pub(crate) ui: &'a Ui,
    pub(crate) engine: &'a Engine,
}

impl Cx<'_> {
    /// A click that sends a message.
    pub(crate) fn on(&self, msg: Msg) -> Callback<yew::MouseEvent> {
        self.link.callback(move |_| msg.clone())
    }

    /// The way to send messages from other events.
    pub(crate) fn link(&self) -> Scope<App> {
        self.link.clone()
    }
}

/// The page.
pub(crate) struct App {
    engine: Engine,
    view: View,
    ui: Ui,
    after: Vec<After>,
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
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let shortcuts = Rc::new(Cell::new(true));
        listen(ctx.link(), shortcuts.clone());
        list(ctx.link());
        ctx.link().send_message(Msg::Address);
        let ui = Ui {
            stage: Stage::Home,
            cards: None,
            panel: Panel::Story,
            dock: Panel::Trail,
            twin: false,
            help: false,
            shortcuts,
            theme: None,
            guess: None,
            completions: (Vec::new(), 0),
            live: String::new(),
            input: NodeRef::default(),
            focus: Focus::default(),
        };
        Self { engine: Engine::new(seed()), view: View::default(), ui, after: Vec::new() }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Listed(text) => {
                self.ui.cards = Some(text.and_then(|t| self.engine.cards(&t)));
                if self.ui.stage == Stage::Loading {
                    self.open(ctx, Address::current());
                }
            }
            Msg::Opened(id, step, Ok(file)) => match self.engine.open(&id, &file) {
                Ok(()) => {
                    self.engine.go_to(step);
                    self.enter();
                }
                Err(why) => self.ui.stage = Stage::Failed(why),
            },
            Msg::Opened(_, _, Err(why)) => self.ui.stage = Stage::Failed(why),
            Msg::Address => self.open(ctx, Address::current()),
            Msg::Retry => {
                if matches!(self.ui.cards, Some(Err(_))) {
                    self.ui.cards = None;
                    list(ctx.link());
                }
                if self.ui.stage != Stage::Home {
                    self.ui.stage = Stage::Loading;
                    self.open(ctx, Address::current());
                }
            }
            Msg::Completions(list, from) => self.ui.completions = (list, from),
            Msg::Put(line) => {
                self.ui.panel = Panel::Console;
                self.ui.dock = Panel::Console;
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
                self.after.push(if open { After::Modal("help-dialog") } else { After::Focus("help-button") });
            }
            Msg::Shortcuts => self.ui.shortcuts.set(!self.ui.shortcuts.get()),
            Msg::Guess(choice) => self.ui.guess = Some(choice),
            other if self.ui.stage == Stage::Play => self.play(other),
            _ => return false,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let cx = Cx { link: ctx.link(), view: &self.view, ui: &self.ui, engine: &self.engine };
        let main = match &self.ui.stage {
            Stage::Home => start::page(&cx),
            Stage::Loading => start::loading(),
            Stage::Failed(why) => start::failed(&cx, why),
            Stage::Play => play(&cx),
        };
        html! {
            <>
                { help::header(&cx) }
                { main }
                { help::footer(&cx) }
                { help::dialog(&cx) }
                <div class="visually-hidden" role="status" id="live">{ self.ui.live.clone() }</div>
            </>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _first: bool) {
        for after in std::mem::take(&mut self.after) {
            match after {
                After::Focus(id) => focus(id),
                After::Top(id) => reveal(id, web_sys::ScrollLogicalPosition::Start),
                After::Reveal(id) => reveal(id, web_sys::ScrollLogicalPosition::Nearest),
                After::Modal(id) => modal(id),
                After::Type(line) => console::put(&self.ui.input, &line),
            }
        }
    }
}

impl App {
    /// Goes where an address points.
    fn open(&mut self, ctx: &Context<Self>, to: Address) {
        match to {
            Address::Home => {
                self.ui.stage = Stage::Home;
                title("");
            }
            Address::Free => {
                if !self.engine.is_free() {
                    self.engine.free(seed());
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
                    None => return, // Listed comes back here
                    Some(Ok(_)) => self.engine.file(&id),
                    Some(Err(why)) => Err(why.clone()),
                };
                match path {
                    Ok(path) => {
                        ctx.link().send_future(async move { Msg::Opened(id, step, load::text(path).await) });
                    }
                    Err(why) => self.ui.stage = Stage::Failed(why),
                }
            }
        }
    }

    /// Shows a world that was just opened.
    fn enter(&mut self) {
        self.ui.stage = Stage::Play;
        self.ui.panel = Panel::Story;
        self.ui.dock = if self.engine.is_lesson() { Panel::Trail } else { Panel::Console };
        self.ui.focus = Focus::default();
        self.refresh();
        self.after.push(After::Focus("story-title"));
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
                self.ui.panel = Panel::Inspector;
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
            _ => return,
        }
        self.refresh();
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
        self.ui.live = announce(&self.view, &view);
        if view.console.last().map(|e| e.entry) != self.view.console.last().map(|e| e.entry) {
            self.after.push(After::Reveal("console-end"));
        }
        let shown = view.inspector.as_ref().map(|thing| thing.thing.clone());
        if shown != self.ui.focus.last && self.ui.focus.selected.is_none() {
            self.after.push(After::Reveal("chosen"));
        }
        self.ui.focus.last = shown;
        self.view = view;
        let (address, name) = match &self.view.scenario {
            Some(s) => (Address::Scenario(s.id.clone(), s.current), s.title.as_str()),
            None => (Address::Free, text::FREE_TITLE),
        };
        address.write();
        title(name);
    }

    fn show(&mut self, panel: Panel, focus: bool) {
        self.ui.panel = panel;
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
        let Some(root) = window().and_then(|w| w.document()).and_then(|d| d.document_element()) else {
            return;
        };
        let _ = match self.ui.theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
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

/// One sentence about what changed, for the live region.
fn announce(old: &View, new: &View) -> String {
    let mut s = String::new();
    if new.timeline.position != old.timeline.position || new.timeline.digest != old.timeline.digest {
        if let Some(last) = new.console.last().filter(|_| new.console.len() > old.console.len()) {
            match &last.refusal {
                Some(r) => {
                    s.push_str("Refused: ");
                    s.push_str(&r.code);
                }
                None if last.exit_code != 0 => s.push_str(text::FAILED),
                None => s.push_str(text::DONE),
            }
            s.push_str(". ");
        } else {
            s.extend([
                &new.timeline.position.to_string(),
                " of ",
                &new.timeline.len.to_string(),
                " commands. ",
            ]);
        }
    }
    if let Some(now) = &new.scenario {
        let moved = old.scenario.as_ref().is_none_or(|o| o.current != now.current || o.id != now.id);
        if moved {
            let (number, of) = ((now.current + 1).to_string(), now.steps.len().to_string());
            s.extend(["Step ", &number, " of ", &of, ": ", &now.step.title]);
        }
    }
    s
}

/// Fetches the list of scenarios.
fn list(link: &Scope<App>) {
    link.send_future(async { Msg::Listed(load::text(Engine::INDEX.into()).await) });
}

/// Listens to the keyboard and to the address, for as long as the page lives.
fn listen(link: &Scope<App>, on: Rc<Cell<bool>>) {
    let Some(window) = window() else { return };
    let to = link.clone();
    let key = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        if !on.get() || taken(&event) {
            return;
        }
        let key = event.key();
        if let Some(msg) = keys::message(&key) {
            event.prevent_default();
            to.send_message(msg);
        }
    });
    let _ = window.add_event_listener_with_callback("keydown", key.as_ref().unchecked_ref());
    key.forget();
    let to = link.clone();
    let hash = Closure::<dyn Fn()>::new(move || to.send_message(Msg::Address));
    let _ = window.add_event_listener_with_callback("hashchange", hash.as_ref().unchecked_ref());
    hash.forget();
}

/// Whether a key belongs to what has the focus: a text being typed, or an open dialog.
fn taken(event: &KeyboardEvent) -> bool {
    let dialog = window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("help-dialog"));
    let element = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    let typing = element.is_some_and(|e| match e.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => e.get_attribute("type").is_none_or(|kind| kind == "text"),
        _ => false,
    });
    typing || dialog.is_some()
}

/// Moves the keyboard focus.
fn focus(id: &str) {
    let element = window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Scrolls an element into sight.
fn reveal(id: &str, place: web_sys::ScrollLogicalPosition) {
    if let Some(element) = window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(place);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Opens a dialog: the browser keeps the focus in it and closes it by Escape.
fn modal(id: &str) {
    let element = window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id));
    if let Some(dialog) = element.and_then(|e| e.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
        let _ = dialog.show_modal();
    }
}

/// The tab's title.
fn title(of: &str) {
    if let Some(document) = window().and_then(|w| w.document()) {
        let mut title = String::from(of);
        if !of.is_empty() {
            title.push_str(" · ");
        }
        title.push_str(text::NAME);
        document.set_title(&title);
    }
}

/// Sixteen random bytes for a new world.
fn seed() -> [u8; 16] {
    let mut seed = [0; 16];
    // A browser without randomness gets the same keys each time; they are teaching keys.
    let _ = getrandom::fill(&mut seed);
    seed
}
