//! The one component: holds the session, takes messages, draws the view.
//! Panels are plain functions of [`Cx`], so the page stays small.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Function;
use playground_session::view::{Focus, View};
use wasm_bindgen::JsValue;
use web_sys::ScrollLogicalPosition;
use yew::html::Scope;
use yew::{Component, Context, Html, NodeRef, Properties, classes, html};

use crate::engine::Engine;
use crate::host::Host;
use crate::keep::Opening;
use crate::msg::{Cx, Msg, Panel, Stage, Ui};
use crate::wait::{self, Wait};
use crate::{
    browser, console, embed, help, inspector, keep, later, load, map, notices, scenario, sessions, share,
    start, text, timeline, trail,
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
    pub(crate) engine: Engine,
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
        let shortcuts = Rc::new(Cell::new(true));
        let host = ctx.props().host.clone();
        if host.is_page() {
            browser::listen(ctx.link(), shortcuts.clone());
            keep::watch(ctx.link());
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
            client: None,
            focus: Focus::default(),
            mark: None,
            hover: None,
            wait: Wait::default(),
            notices: Vec::new(),
            kept: sessions::Kept::default(),
            offer: None,
        };
        Self {
            host,
            engine: Engine::new(browser::seed()),
            view: View::default(),
            ui,
            after: Vec::new(),
            opening: None,
            scrolls: Vec::new(),
            prepares: false,
            drawn: false,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let Some(msg) = self.in_turn(msg) else { return true };
        match msg {
            Msg::Listed(text) => {
                self.ui.cards = Some(text.and_then(|t| self.engine.cards(&t)));
                if self.ui.stage == Stage::Loading {
                    self.open(ctx, self.host.address());
                }
            }
            Msg::Opened(id, step, file) => match file.and_then(|file| self.engine.open(&id, &file)) {
                Ok(()) => self.enter_at(ctx, step),
                Err(why) => self.failed(why),
            },
            Msg::Enter(step) => self.enter_at(ctx, step),
            Msg::Sql(sql) => return self.sql(ctx, sql),
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
            Msg::Keep(keep) => return self.keep(ctx, keep),
            Msg::Share(share) => return self.share(ctx, share),
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
            Msg::Hover(span) => {
                let new = self.ui.hover != span;
                self.ui.hover = span;
                return new;
            }
            Msg::Leave => self.leave_client(),
            Msg::Put(line) => {
                self.ui.client = None; // it is the shell's
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
            other if self.ui.stage == Stage::Play => self.play(ctx, other),
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
            Stage::Failed(why) => start::failed(&cx, why, true),
            Stage::Refused(why) => start::failed(&cx, why, false),
            Stage::Opening(done, total) => notices::progress(&cx, *done, *total),
            Stage::Stopped(id, name) => notices::stopped(&cx, id, name),
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

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        self.tell_drawn();
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
            ctx.link().send_future(later::at_frame(Msg::Settle));
        }
        self.prepare(ctx);
        self.load_sql_ahead(ctx);
    }
}

impl App {
    /// Asks for a quiet moment to work out the step that comes next.
    fn prepare(&mut self, ctx: &Context<Self>) {
        if self.ui.stage == Stage::Play && !self.prepares {
            self.prepares = true;
            ctx.link().send_future(later::at_leisure(Msg::Prepare));
        }
    }

    /// Tells whoever has started the app, once, that there is something to read or to do: until then, what stood there
    /// before stays.
    fn tell_drawn(&mut self) {
        let drawn = match self.ui.stage {
            Stage::Home => self.ui.cards.is_some() || self.ui.wait.has_failed(),
            Stage::Loading => self.ui.wait.has_failed(),
            Stage::Failed(_) | Stage::Refused(_) | Stage::Opening(..) | Stage::Stopped(..) | Stage::Play => {
                true
            }
        };
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

    pub(crate) fn show(&mut self, panel: Panel, focus: bool) {
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
