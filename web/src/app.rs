//! The one component: holds the session, takes messages, draws the view.
//! Panels are plain functions of [`Cx`], so the page stays small.

use js_sys::Function;
use playground_session::view::View;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::{Callback, Component, Context, Html, Properties, html};

use crate::help::Help;
use crate::host::Host;
use crate::msg::{Cx, Msg, Stage, Ui};
use crate::open::Open;
use crate::opening::Opening;
use crate::panels::{console, inspector, timeline};
use crate::scroll::{self, Scroll};
use crate::start::Cards;
use crate::stood::Stood;
use crate::workspace::Workspace;
use crate::{
    account, browser, changed, embed, help, keep, later, load, minute, notices, panels, quiz, sessions,
    share, start, text, wait,
};

/// What an app is started with.
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
    pub(crate) settling: Vec<Settle>,
    /// A session that is being opened.
    pub(crate) opening: Option<Opening>,
    /// Whether what has another place moves there, once the browser draws the new view.
    pub(crate) glides: bool,
    /// Whether a [`Msg::Prepare`] has been asked for and has not come yet.
    prepares: bool,
    /// Whether the app has shown something to read or to do.
    drawn: bool,
    /// The address that the page has opened or written last, from its `#` on.
    pub(crate) handled: String,
    /// Counts what addresses have led to: what is loaded for an earlier one comes too late.
    pub(crate) visit: u32,
    /// What the reader was looking at when the page was left before, until that is shown.
    pub(crate) stood: Option<Stood>,
}

/// What to do once the new view is drawn, before the browser shows it.
pub(crate) enum After {
    /// Open a dialog.
    Modal(&'static str),
    /// Move the keyboard focus to the last of these elements that is in sight. Of a page that has just loaded, too: so it is
    /// done once the app has taken the place of what stood there before.
    Focus(Vec<&'static str>),
    /// Put a command on the console's line.
    Type(String),
    /// Answer the page around an embed with where the app stood.
    Answer(Function, JsValue),
}

/// What to do in the frame that shows the new view.
pub(crate) enum Settle {
    /// Move the keyboard focus to an element.
    Focus(&'static str),
    /// Move the keyboard focus to an element if nothing has it: what had it is gone.
    Refocus(&'static str),
    /// Scroll an element to the top of its panel.
    Top(&'static str),
    /// Scroll the tab of the panel in front into sight.
    Tab,
    /// Scroll the page around a panel to where it stood when the panel was last in front.
    At(&'static str, f64),
    /// Scroll only as far as needed to see an element.
    Reveal(&'static str),
    /// The same a frame later: what is above the element has changed, and browsers take both at once for a jump.
    RevealNext(&'static str),
    /// Scroll only as far as needed to see an element, and never past its beginning; the story's title stays above it.
    Fit(&'static str),
}

impl Component for App {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let host = ctx.props().host.clone();
        let app = Self {
            send: ctx.link().callback(|msg| msg),
            workspace: Workspace::new(browser::seed()),
            view: View::default(),
            ui: Ui::new(&host),
            after: Vec::new(),
            settling: Vec::new(),
            opening: None,
            glides: false,
            prepares: false,
            drawn: false,
            handled: String::new(),
            visit: 0,
            stood: host.is_page().then(Stood::last).flatten(),
            host,
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
        later::begin_turn();
        let draws = self.take(msg);
        self.settle_soon();
        draws
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let Self { host, send, view, ui, workspace, .. } = self;
        let cx = Cx { host, send, view, ui, workspace };
        if !self.host.is_page() {
            return embed::view(&cx);
        }
        let main = match &self.ui.stage {
            Stage::Home => start::page(&cx),
            Stage::FirstMinute => minute::page(&cx),
            Stage::WhatChanged => changed::page(&cx),
            Stage::WhatIsReal => help::trust_page(&cx),
            Stage::Quiz => quiz::page(&cx),
            Stage::OwnAccount => account::part::page(&cx).unwrap_or_default(),
            Stage::Loading => start::loading(&cx),
            Stage::Failed { why } => start::failed(&cx, why, true),
            Stage::Refused { why } => start::failed(&cx, why, false),
            Stage::Asked { lines, step } => notices::asked(&cx, lines, step.is_some()),
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
                { self.ui.live.region() }
            </>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _first: bool) {
        inspector::dump::settle(&self.host);
        self.tell_drawn();
        for after in std::mem::take(&mut self.after) {
            match after {
                After::Focus(ids) => {
                    for id in ids {
                        self.host.focus(id);
                    }
                }
                After::Modal(id) => browser::modal(&self.host, id),
                After::Type(line) => console::put(&self.ui.console.input, &line),
                After::Answer(answer, standing) => {
                    let _ = answer.call1(&JsValue::NULL, &standing);
                }
            }
        }
        self.prepare();
        self.load_sql_ahead();
    }
}

impl App {
    /// Sends the message that a future resolves to.
    pub(crate) fn later(&self, msg: impl Future<Output = Msg> + 'static) {
        let send = self.send.clone();
        spawn_local(async move { send.emit(msg.await) });
    }

    /// Fetches one of the playground's text files, and sends the message that is made of it. The error is a sentence for the
    /// reader.
    pub(crate) fn fetch(&self, path: String, then: impl FnOnce(Result<String, String>) -> Msg + 'static) {
        self.fetch_boxed(path, Box::new(then));
    }

    /// Once for all of them: each future is code of its own.
    fn fetch_boxed(&self, path: String, then: Box<dyn FnOnce(Result<String, String>) -> Msg>) {
        self.later(async move { then(load::text(path).await) });
    }

    /// Asks for an idle moment, to prepare the next step in.
    fn prepare(&mut self) {
        if self.ui.stage == Stage::Play && !self.prepares && !self.is_strangers() {
            self.prepares = true;
            self.later(later::at_leisure(Msg::Prepare));
        }
    }

    /// Prepares a part of the next step. Returns that there is nothing new to draw.
    pub(crate) fn prepared(&mut self) -> bool {
        self.prepares = false;
        if self.workspace.prepare() {
            self.prepare();
        }
        false
    }

    /// Tells whoever started the app, once, that there is something to read or to do. Until then, what stood in its place
    /// before stays.
    fn tell_drawn(&mut self) {
        let listed = self.ui.stage == Stage::Home && !matches!(self.ui.cards, Cards::Awaited);
        // On the page, loading SQL for a step can be canceled; an embed keeps its poster unless loading fails.
        let waits = self.host.is_page() && !self.ui.wait.is_over();
        let drawn = listed || waits || self.ui.stage.is_shown() || self.ui.wait.has_failed();
        if drawn && !self.drawn {
            self.drawn = true;
            self.host.drawn();
        }
    }

    /// Opens a dialog once it is drawn, or closes it while it still is. Returns that there is something new to draw.
    pub(crate) fn dialog(&mut self, id: &'static str, open: bool) -> bool {
        if open {
            self.after.push(After::Modal(id));
        } else {
            browser::close(&self.host, id);
        }
        true
    }

    /// Focuses and scrolls to what is new, and moves what has another place, once the new view is there and before it is
    /// painted. A message would come too late: where rendering takes long, Yew first gives the browser its turn.
    fn settle_soon(&mut self) {
        let settling = std::mem::take(&mut self.settling);
        let glides = std::mem::take(&mut self.glides);
        if glides || !settling.is_empty() {
            let host = self.host.clone();
            spawn_local(async move {
                later::next_frame().await;
                let scrolls = settle(&host, settling);
                if glides {
                    host.glide();
                }
                // The page around the panels scrolls once it has its new length, or what is below its end would come into
                // sight on the way.
                if !scrolls.is_empty() {
                    later::next_frame().await;
                    for (id, place) in scrolls {
                        scroll::to(&host, id, place);
                    }
                }
            });
        }
    }

    /// Returns whether a key means the same in an embed: the theme is the surrounding page's business.
    pub(crate) fn in_embed(msg: &Msg) -> bool {
        !matches!(msg, Msg::Help(Help::Theme))
    }
}

/// Focuses, and scrolls what scrolls in a panel. Returns the rest.
fn settle(host: &Host, settling: Vec<Settle>) -> Vec<(&'static str, Scroll)> {
    let (mut scrolls, mut next) = (Vec::new(), Vec::new());
    for settle in settling {
        match settle {
            Settle::Focus(id) => host.focus(id),
            Settle::Refocus(id) => {
                if !host.has_focus() {
                    host.focus(id);
                }
            }
            Settle::Tab => scroll::tab(host),
            Settle::Top(id) => scrolls.push((id, Scroll::Top)),
            Settle::At(id, top) => scrolls.push((id, Scroll::At(top))),
            Settle::Reveal(id) => scrolls.push((id, Scroll::Reveal)),
            Settle::RevealNext(id) => next.push((id, Scroll::Reveal)),
            Settle::Fit(id) => scrolls.push((id, Scroll::Fit)),
        }
    }
    for (id, place) in scrolls {
        if scroll::in_panel(host, id) {
            scroll::to(host, id, place);
        } else {
            next.push((id, place));
        }
    }
    next
}

/// The page while a world is open.
fn play(cx: &Cx<'_>) -> Html {
    let name = cx.view.title().unwrap_or(&text::FREE_TITLE).to_owned();
    html! {
        <main class="play">
            <h1 class="visually-hidden">{ name }</h1>
            { panels::tabs(cx) }
            { panels::drawn(cx, |area| !area.is_dock()) }
            { timeline::bar(cx) }
            { panels::dock(cx) }
        </main>
    }
}
