//! The one component: holds the session, takes messages, draws the view.
//! Panels are plain functions of [`Cx`], so the page stays small.

use js_sys::Function;
use playground_session::view::View;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::ScrollLogicalPosition;
use yew::{Callback, Component, Context, Html, Properties, classes, html};

use crate::console::Line;
use crate::help::{Help, Settings};
use crate::host::Host;
use crate::inspector::Looking;
use crate::keep::Opening;
use crate::map::Picture;
use crate::msg::{Cx, Msg, Stage, Ui};
use crate::notices::Notices;
use crate::open::Open;
use crate::panels::{Area, Shown};
use crate::scenario::Prompt;
use crate::sessions::Kept;
use crate::wait::{self, Wait};
use crate::workspace::Workspace;
use crate::{
    browser, console, embed, help, keep, later, notices, panels, sessions, share, start, text, timeline,
};

/// Where an app is drawn.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The page, or an element in somebody else's.
    pub(crate) host: Host,
}

/// The page, or an embed.
pub(crate) struct App {
    pub(crate) host: Host,
    /// Where messages go.
    pub(crate) send: Callback<Msg>,
    pub(crate) workspace: Workspace,
    pub(crate) view: View,
    pub(crate) ui: Ui,
    pub(crate) after: Vec<After>,
    /// A session on its way in.
    pub(crate) opening: Option<Opening>,
    /// What is to be seen, once the browser draws the new view.
    scrolls: Vec<(&'static str, ScrollLogicalPosition)>,
    /// Whether a [`Msg::Prepare`] is on its way.
    prepares: bool,
    /// Whether there has been something to read or to do, which an embed waits for.
    drawn: bool,
}

/// What to do once the new view is on the screen.
pub(crate) enum After {
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
        let host = ctx.props().host.clone();
        let ui = Ui {
            stage: Stage::Home,
            cards: None,
            panels: Shown::at_first(&host),
            story: Prompt::default(),
            map: Picture::default(),
            inspector: Looking::default(),
            console: Line::default(),
            settings: Settings::default(),
            notices: Notices::default(),
            kept: Kept::default(),
            offer: None,
            wait: Wait::default(),
            live: String::new(),
        };
        let app = Self {
            host,
            send: ctx.link().callback(|msg| msg),
            workspace: Workspace::new(browser::seed()),
            view: View::default(),
            ui,
            after: Vec::new(),
            opening: None,
            scrolls: Vec::new(),
            prepares: false,
            drawn: false,
        };
        if app.host.is_page() {
            browser::listen(&app.send, app.ui.settings.single_keys.clone());
            keep::watch(&app.send);
        }
        app.fetch_list();
        app.send.emit(Msg::Open(Open::Address));
        app
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        self.take(msg)
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let Self { host, send, view, ui, workspace, .. } = self;
        let cx = Cx { host, send, view, ui, workspace };
        if !self.host.is_page() {
            return embed::view(&cx);
        }
        let main = match &self.ui.stage {
            Stage::Home => start::page(&cx),
            Stage::Loading => start::loading(),
            Stage::Failed { why } => start::failed(&cx, why, true),
            Stage::Refused { why } => start::failed(&cx, why, false),
            Stage::Opening { done, total } => notices::progress(&cx, *done, *total),
            Stage::Stopped { id, name } => notices::stopped(&cx, id, name),
            Stage::Play => play(&cx),
        };
        html! {
            <>
                { help::header(&cx) }
                { wait::note(&cx) }
                { notices::list(&cx) }
                { main }
                { help::footer(&cx) }
                { help::dialog(&cx) }
                { sessions::dialog(&cx) }
                { share::dialog(&cx) }
                <div class="visually-hidden" role="status" id="live">{ self.ui.live.clone() }</div>
            </>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _first: bool) {
        self.tell_drawn();
        for after in std::mem::take(&mut self.after) {
            match after {
                After::Focus(id) => self.host.focus(id),
                After::Top(id) => self.scrolls.push((id, ScrollLogicalPosition::Start)),
                After::Reveal(id) => self.scrolls.push((id, ScrollLogicalPosition::Nearest)),
                After::Modal(id) => browser::modal(&self.host, id),
                After::Type(line) => console::put(&self.ui.console.input, &line),
                After::Answer(answer, standing) => {
                    let _ = answer.call1(&JsValue::NULL, &standing);
                }
            }
        }
        if !self.scrolls.is_empty() {
            self.later(later::at_frame(Msg::Settle));
        }
        self.prepare();
        self.load_sql_ahead();
    }
}

impl App {
    /// Takes a message to what it is about. Returns whether there is something new to draw.
    pub(crate) fn take(&mut self, msg: Msg) -> bool {
        let Some(msg) = self.in_turn(msg) else { return true };
        let plays = self.ui.stage == Stage::Play;
        match msg {
            Msg::Open(open) => self.open(open),
            Msg::Story(story) => plays && self.story(story),
            Msg::Console(console) => self.console(console),
            Msg::Look(look) => plays && self.look(look),
            Msg::Trail(trail) => plays && self.trail(trail),
            Msg::Time(time) => plays && self.time(&time),
            Msg::Map(map) => self.ui.map.update(&map),
            Msg::Help(help) => self.help(&help),
            Msg::Sql(sql) => self.sql(sql),
            Msg::Keep(keep) => self.keep(keep),
            Msg::Share(share) => self.share(share),
            Msg::Show { panel, focus } => {
                self.show(panel, focus);
                true
            }
            Msg::Asked { ask, answer } => self.ask(ask, answer),
            Msg::Settle => {
                self.settle();
                false
            }
            Msg::Prepare => {
                self.prepares = false;
                if self.workspace.prepare() {
                    self.prepare();
                }
                false
            }
        }
    }

    /// Sends the message that a future comes to.
    pub(crate) fn later(&self, msg: impl Future<Output = Msg> + 'static) {
        let send = self.send.clone();
        spawn_local(async move { send.emit(msg.await) });
    }

    /// Asks for a quiet moment to work out the step that comes next.
    fn prepare(&mut self) {
        if self.ui.stage == Stage::Play && !self.prepares {
            self.prepares = true;
            self.later(later::at_leisure(Msg::Prepare));
        }
    }

    /// Tells whoever has started the app, once, that there is something to read or to do: until then, what stood there
    /// before stays.
    fn tell_drawn(&mut self) {
        let listed = self.ui.stage == Stage::Home && self.ui.cards.is_some();
        // What is loaded on the way to a step can be called off on the page; an embed keeps its poster until it failed.
        let waits = self.host.is_page() && !self.ui.wait.is_over();
        let drawn = listed || waits || self.ui.stage.is_shown() || self.ui.wait.has_failed();
        if drawn && !self.drawn {
            self.drawn = true;
            self.host.drawn();
        }
    }

    /// Scrolls to what is new, and tells the browser where the page is.
    fn settle(&mut self) {
        for (id, place) in std::mem::take(&mut self.scrolls) {
            browser::reveal(&self.host, id, place);
        }
    }

    /// What a key does in an embed: the theme is the host page's affair, and there are no panels but those chosen.
    pub(crate) fn in_embed(msg: &Msg) -> bool {
        !matches!(msg, Msg::Help(Help::Theme))
    }
}

/// The page while a world is open.
fn play(cx: &Cx<'_>) -> Html {
    let dock = ["dock-", cx.ui.panels.dock.row().name].concat();
    let name = cx.view.scenario.as_ref().map_or_else(|| text::FREE_TITLE.to_owned(), |s| s.title.clone());
    html! {
        <main class={classes!("play", dock)}>
            <h1 class="visually-hidden">{ name }</h1>
            { panels::tabs(cx) }
            { panels::drawn(cx, Area::Story) }
            { panels::drawn(cx, Area::Own) }
            { timeline::bar(cx) }
            { panels::dock_tabs(cx) }
            { panels::drawn(cx, Area::Dock) }
        </main>
    }
}
