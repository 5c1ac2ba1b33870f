//! What waits for the database engine: a command that needs it while it is still away, or one that takes long. Nothing of
//! it has happened, so it is asked again as it is, when the engine has come or has done its work. What the reader asks for
//! meanwhile waits behind it; whoever goes elsewhere, or cancels, drops all of it.

use std::collections::VecDeque;

use playground_session::client;
use playground_session::engine::Pause;
use wasm_bindgen::JsValue;
use web_sys::AbortController;
use yew::{Html, classes, html};

use crate::app::{After, App};
use crate::console::Console;
use crate::database::{self, Stuck};
use crate::draw::{self, button, icon};
use crate::msg::{Cx, Msg, Stage};
use crate::open::Open;
use crate::panels::Panel;
use crate::scenario::Story;
use crate::{later, text};

/// What can happen to the engine.
#[derive(Clone)]
pub(crate) enum Sql {
    /// So many bytes of it have come, of so many.
    Progress { done: f64, total: f64 },
    /// It came, or the reason why it did not.
    Came { loaded: Result<(), String> },
    /// It has done its work, or not. `turn` says which work.
    Worked { turn: u32, went: Result<(), Stuck> },
    /// Give up what waits.
    Cancel,
    /// Load it again.
    Again,
    /// Load it before something waits for it.
    Ahead,
    /// The reader is at work in an embed.
    Near,
}

/// What waits, and for what.
#[derive(Default)]
pub(crate) struct Wait {
    held: VecDeque<Msg>,
    state: State,
    /// Counts the engine's work: what was dropped may still end.
    turn: u32,
    stop: Option<AbortController>,
    /// Whether the engine was asked for before it was needed.
    ahead: bool,
    /// Whether the reader of an embed does something in it, and does not only scroll by.
    pub(crate) near: bool,
}

#[derive(Default)]
enum State {
    #[default]
    Idle,
    Loading(f64, f64),
    Working,
    Failed(String),
}

impl Wait {
    /// Whether a step of the scenario waits, and for what.
    pub(crate) fn holds_step(&self) -> Option<&'static str> {
        let step =
            |held: &Msg| matches!(held, Msg::Story(Story::Advance | Story::RunAll | Story::Step { .. }));
        match self.state {
            State::Loading(..) if self.held.iter().any(step) => Some(text::LOADING),
            State::Working if self.held.iter().any(step) => Some(text::SQL_WORKING),
            _ => None,
        }
    }

    /// Whether the reader has to choose: the engine could not be loaded.
    pub(crate) fn has_failed(&self) -> bool {
        matches!(self.state, State::Failed(_)) && !self.is_over()
    }

    fn has_advance(&self) -> bool {
        self.held.iter().any(|held| matches!(held, Msg::Story(Story::Advance)))
    }

    pub(crate) fn is_over(&self) -> bool {
        self.held.is_empty()
    }
}

impl App {
    /// Gives a message back, unless it has to wait behind others.
    pub(crate) fn in_turn(&mut self, msg: Msg) -> Option<Msg> {
        if self.ui.wait.is_over() {
            return Some(msg);
        }
        match &msg {
            // Who presses a button again while nothing seems to happen wants it done once.
            Msg::Story(Story::Advance) if self.ui.wait.has_advance() => None,
            Msg::Story(Story::Advance | Story::RunAll)
            | Msg::Console(Console::Submit { .. })
            | Msg::Asked { .. } => {
                self.ui.wait.held.push_back(msg);
                None
            }
            Msg::Story(Story::Back | Story::Step { .. } | Story::ToScript) | Msg::Time(_) => {
                self.give_up(text::SQL_CANCELLED);
                Some(msg)
            }
            Msg::Keep(keep) => {
                if keep.opens() {
                    self.give_up(text::SQL_CANCELLED);
                }
                Some(msg)
            }
            Msg::Story(Story::Guess { .. })
            | Msg::Console(Console::Put { .. } | Console::Complete | Console::Offer(_) | Console::Leave)
            | Msg::Open(_)
            | Msg::Look(_)
            | Msg::Trail(_)
            | Msg::Map(_)
            | Msg::Help(_)
            | Msg::Sql(_)
            | Msg::Share(_)
            | Msg::Show { .. }
            | Msg::Settle
            | Msg::Prepare => Some(msg),
        }
    }

    /// What came of running something; if that has to wait, `msg` is asked again when it can be done.
    pub(crate) fn or_wait<T>(&mut self, went: Result<T, Pause>, msg: Msg) -> Option<T> {
        match went {
            Ok(done) => {
                if self.ui.wait.is_over() {
                    database::forget();
                }
                self.ui.notices.take_back(text::SQL_CANCELLED);
                Some(done)
            }
            Err(pause) => {
                self.hold(pause, msg);
                None
            }
        }
    }

    fn hold(&mut self, pause: Pause, msg: Msg) {
        self.ui.wait.held.push_front(msg);
        match pause {
            Pause::NotLoaded => self.load_sql(),
            Pause::Working => self.work(),
        }
    }

    fn load_sql(&mut self) {
        if !matches!(self.ui.wait.state, State::Loading(..)) {
            self.ui.wait.state = State::Loading(0.0, 0.0);
            let send = self.send.clone();
            self.later(async move {
                let progress = move |done, total| send.emit(Msg::Sql(Sql::Progress { done, total }));
                Msg::Sql(Sql::Came { loaded: database::load(progress).await })
            });
        }
        if !self.ui.wait.is_over() {
            text::loaded(0.0, 0.0).clone_into(&mut self.ui.live);
        }
    }

    fn work(&mut self) {
        let Ok(stop) = AbortController::new() else { return self.give_up(text::NO_LONG_SQL) };
        let wait = &mut self.ui.wait;
        wait.state = State::Working;
        wait.turn += 1;
        let turn = wait.turn;
        wait.stop = Some(stop.clone());
        let work = database::work(stop);
        self.later(async move { Msg::Sql(Sql::Worked { turn, went: work.await }) });
        self.ui.live = [text::SQL_WORKING, " ", working_more()].concat();
    }

    /// Loads the engine in a quiet moment, where a step that needs it is near.
    pub(crate) fn load_sql_ahead(&mut self) {
        let wait = &self.ui.wait;
        let works = self.host.is_page() || wait.near;
        let free = self.ui.stage == Stage::Play && !wait.ahead;
        if works && free && self.workspace.needs_sql_soon() {
            self.ui.wait.ahead = true;
            self.later(later::at_leisure(Msg::Sql(Sql::Ahead)));
        }
    }

    /// What happens to the engine; whether there is something new to draw.
    pub(crate) fn sql(&mut self, sql: Sql) -> bool {
        match sql {
            Sql::Near => self.ui.wait.near = true,
            Sql::Ahead if database::is_here() => return false,
            Sql::Ahead | Sql::Again => self.load_sql(),
            Sql::Progress { done, total } => {
                if !matches!(self.ui.wait.state, State::Loading(..)) {
                    return false;
                }
                self.ui.wait.state = State::Loading(done, total);
                return !self.ui.wait.is_over();
            }
            Sql::Came { loaded: Err(why) } => self.did_not_come(why),
            Sql::Worked { turn, .. } if turn != self.ui.wait.turn => return false,
            Sql::Came { loaded: Ok(()) } | Sql::Worked { went: Ok(()), .. } => self.go_on(),
            Sql::Worked { went: Err(Stuck::Failed(why)), .. } => self.give_up(&why),
            Sql::Cancel if self.ui.wait.is_over() => return false,
            Sql::Cancel | Sql::Worked { went: Err(Stuck::Stopped), .. } => self.give_up(text::SQL_CANCELLED),
        }
        true
    }

    /// Asks again for what waited. It may have to wait once more: then the others stay behind it.
    fn go_on(&mut self) {
        self.ui.wait.state = State::Idle;
        self.ui.wait.stop = None;
        for held in std::mem::take(&mut self.ui.wait.held) {
            self.take(held);
        }
    }

    fn did_not_come(&mut self, why: String) {
        // A click waits for the reader to try again; a page that asked is told, and asks again if it likes.
        self.tell_held(&why);
        if self.ui.wait.held.iter().any(|held| matches!(held, Msg::Open(Open::Enter { .. }) | Msg::Keep(_))) {
            // Nothing is open yet: a host page must not wait for that.
            self.host.tell("error", &[("message", why.as_str().into())]);
        }
        self.ui.wait.state = if self.ui.wait.is_over() { State::Idle } else { State::Failed(why) };
    }

    /// Drops what waits, and says why.
    fn give_up(&mut self, why: &str) {
        let first = self.ui.wait.held.front().cloned();
        self.drop(why);
        match first {
            Some(Msg::Keep(_)) => self.cancel(),
            Some(Msg::Open(Open::Enter { .. })) => self.enter(),
            // So that it can be changed, and need not be typed again.
            Some(Msg::Console(Console::Submit { line })) if self.host.has(Panel::Console) => {
                let typed =
                    self.ui.console.client.as_ref().and_then(|it| client::statements(&it.connect, &line));
                self.after.push(After::Type(typed.unwrap_or(&line).to_owned()));
            }
            _ => (),
        }
        self.say(why != text::SQL_CANCELLED, why.to_owned());
        why.clone_into(&mut self.ui.live);
    }

    /// Drops what waits: the reader has gone elsewhere.
    pub(crate) fn drop_held(&mut self) {
        if !self.ui.wait.is_over() {
            self.drop(text::SQL_CANCELLED);
        }
    }

    fn drop(&mut self, why: &str) {
        self.tell_held(why);
        let wait = &mut self.ui.wait;
        wait.held.clear();
        wait.turn += 1;
        if let Some(stop) = wait.stop.take() {
            stop.abort();
        }
        if !matches!(wait.state, State::Loading(..)) {
            wait.state = State::Idle;
        }
        database::forget();
    }

    /// Tells the pages that wait for an answer why there is none, and lets go of them.
    fn tell_held(&mut self, why: &str) {
        self.ui.wait.held.retain(|held| match held {
            Msg::Asked { answer, .. } => {
                let _ = answer.call2(&JsValue::NULL, &JsValue::UNDEFINED, &why.into());
                false
            }
            _ => true,
        });
    }
}

/// What the reader can do while the engine works.
fn working_more() -> &'static str {
    if database::can_pause() { text::SQL_WORKING_MORE } else { text::SQL_STANDS_STILL }
}

/// Says that something waits, and for what.
pub(crate) fn note(cx: &Cx<'_>) -> Html {
    if cx.ui.wait.is_over() {
        return Html::default();
    }
    draw::region(cx, classes!("wait-place"), text::SQL_ENGINE, waiting(cx, &cx.ui.wait.state))
}

fn waiting(cx: &Cx<'_>, state: &State) -> Html {
    let cancel = button(cx, "plain", "#i-stop", text::CANCEL, Msg::Sql(Sql::Cancel), true);
    match state {
        State::Idle => Html::default(),
        State::Loading(done, total) => html! {
            <div class="flash wait" id="wait">
                { icon("#i-busy") }
                <div>
                    <p><strong id="wait-what">{ text::loaded(*done, *total) }</strong>{ " " }{ text::SQL_LOADING_MORE }</p>
                    { if *total > 0.0 {
                        html! { <progress aria-labelledby="wait-what" max={total.to_string()} value={done.to_string()} /> }
                    } else {
                        html! { <progress aria-labelledby="wait-what" /> }
                    } }
                </div>
                { cancel }
            </div>
        },
        State::Working => html! {
            <div class="flash wait" id="wait">
                { icon("#i-busy") }
                <div><p><strong id="wait-what">{ text::SQL_WORKING }</strong>{ " " }{ working_more() }</p><progress aria-labelledby="wait-what" /></div>
                { cancel }
            </div>
        },
        State::Failed(why) => html! {
            <div class="flash bad wait" role="alert" id="wait">
                { icon("#i-bad") }
                <div><p>{ why.clone() }{ " " }{ text::SQL_WAITS }</p></div>
                { button(cx, "plain", "#i-again", text::RETRY, Msg::Sql(Sql::Again), true) }
                { cancel }
            </div>
        },
    }
}
