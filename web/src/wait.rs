//! Messages that wait for the database engine, because it is not loaded yet or because a statement takes long, for a part of
//! the program that is not loaded yet, or for their next turn, because they run many commands. They have changed nothing so far, so they are simply handled again once
//! the engine is loaded or has done its work, or the browser has had its turn. Commands that
//! the reader gives meanwhile wait behind them. Canceling, or going elsewhere, drops all of them.

use std::collections::VecDeque;

use playground_parts::Part;
use playground_session::client;
use playground_session::engine::Pause;
use wasm_bindgen::JsValue;
use web_sys::AbortController;
use yew::{Html, classes, html};

use crate::app::{After, App};
use crate::database::{self, Stuck};
use crate::draw::{self, button, icon};
use crate::msg::{Cx, Msg, Stage};
use crate::open::Open;
use crate::panels::Panel;
use crate::panels::console::Console;
use crate::panels::story::Story;
use crate::text::{self, Text};
use crate::{later, parts};

/// What can happen to the database engine.
#[derive(Clone)]
pub(crate) enum Sql {
    /// `done` bytes of it are loaded, of `total`.
    Progress { done: f64, total: f64 },
    /// It is loaded, or could not be, and why.
    Came { loaded: Result<(), String> },
    /// It has finished a job, or failed, or the browser had its turn. `turn` says which job or turn.
    Worked { turn: u32, went: Result<(), Stuck> },
    /// Give up what waits.
    Cancel,
    /// Try again to load it.
    Again,
    /// Load it before it is needed.
    Ahead,
    /// The reader uses the embed, and does not only scroll past it.
    Near,
}

/// What happens to a message while others wait for the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meanwhile {
    /// It waits behind them.
    Waits,
    /// They are given up, and it is handled at once.
    TakesItsPlace,
    /// It is handled at once, and they go on waiting.
    GoesOn,
}

/// The messages that wait, and what they wait for.
#[derive(Default)]
pub(crate) struct Wait {
    held: VecDeque<Msg>,
    state: State,
    /// Numbers the engine's jobs: one that was dropped may still end.
    turn: u32,
    stop: Option<AbortController>,
    /// Whether it was asked for before it was needed.
    ahead: bool,
    /// Whether the reader uses the embed, and does not only scroll past it.
    pub(crate) near: bool,
}

#[derive(Default)]
enum State {
    #[default]
    Idle,
    Loading {
        done: f64,
        total: f64,
    },
    Working,
    /// Commands are run in turns.
    Running,
    /// A part of the program is loaded.
    Part,
    /// What they need could not be loaded.
    Failed {
        why: String,
        needs: Needs,
    },
}

/// What has to be loaded for what waits.
#[derive(Clone, Copy)]
enum Needs {
    Engine,
    Part,
}

impl Needs {
    const fn name(self) -> Text {
        match self {
            Self::Engine => text::SQL_ENGINE,
            Self::Part => text::PART,
        }
    }

    /// What is said to whoever waits for it in vain.
    const fn waits(self) -> Text {
        match self {
            Self::Engine => text::SQL_WAITS,
            Self::Part => text::PART_WAITS,
        }
    }
}

impl Wait {
    /// What a step of the scenario waits for, if one waits.
    pub(crate) fn holds_step(&self) -> Option<&'static str> {
        let step = |held: &Msg| {
            matches!(
                held,
                Msg::Story(Story::Advance | Story::RunAll | Story::Step { .. }) | Msg::Open(Open::Address)
            )
        };
        let what = match self.state {
            State::Loading { .. } | State::Part => text::LOADING.said(),
            State::Working => text::SQL_WORKING.said(),
            State::Running => text::RUNNING.said(),
            State::Idle | State::Failed { .. } => return None,
        };
        self.held.iter().any(step).then_some(what)
    }

    /// Returns whether the engine could not be loaded, so that the reader has to try again or cancel.
    pub(crate) fn has_failed(&self) -> bool {
        matches!(self.state, State::Failed { .. }) && !self.is_over()
    }

    /// Returns whether nothing waits.
    pub(crate) fn is_over(&self) -> bool {
        self.held.is_empty()
    }
}

const fn is_advance(msg: &Msg) -> bool {
    matches!(msg, Msg::Story(Story::Advance))
}

impl App {
    /// Returns the message, unless it has to wait behind others.
    pub(crate) fn in_turn(&mut self, msg: Msg) -> Option<Msg> {
        if self.ui.wait.is_over() {
            return Some(msg);
        }
        match msg.meanwhile() {
            // Pressing the button again while nothing seems to happen means one step, not two.
            Meanwhile::Waits if is_advance(&msg) && self.ui.wait.held.iter().any(is_advance) => None,
            Meanwhile::Waits => {
                self.ui.wait.held.push_back(msg);
                None
            }
            Meanwhile::TakesItsPlace => {
                self.give_up(&text::SQL_CANCELED);
                Some(msg)
            }
            Meanwhile::GoesOn => Some(msg),
        }
    }

    /// Returns what running something came to. If it has to wait, returns nothing and handles `msg` again later.
    pub(crate) fn or_wait<T>(&mut self, went: Result<T, Pause>, msg: Msg) -> Option<T> {
        match went {
            Ok(done) => {
                if self.ui.wait.is_over() {
                    database::forget();
                }
                self.ui.notices.take_back(&text::SQL_CANCELED);
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
            Pause::Turn => self.give_turn(),
            Pause::Part(part) => self.load_part(part),
        }
    }

    fn load_sql(&mut self) {
        if !matches!(self.ui.wait.state, State::Loading { .. }) {
            self.ui.wait.state = State::Loading { done: 0.0, total: 0.0 };
            let send = self.send.clone();
            self.later(async move {
                let progress = move |done, total| send.emit(Msg::Sql(Sql::Progress { done, total }));
                Msg::Sql(Sql::Came { loaded: database::load(progress).await })
            });
        }
        if !self.ui.wait.is_over() {
            self.ui.live.say(text::loaded(0.0, 0.0));
        }
    }

    fn load_part(&mut self, part: Part) {
        let wait = &mut self.ui.wait;
        wait.state = State::Part;
        wait.turn += 1;
        let turn = wait.turn;
        self.later(async move {
            Msg::Sql(Sql::Worked { turn, went: parts::load(part).await.map_err(Stuck::NoPart) })
        });
        self.ui.live.say(text::PART_LOADING.said());
    }

    fn give_turn(&mut self) {
        let wait = &mut self.ui.wait;
        wait.state = State::Running;
        wait.turn += 1;
        let turn = wait.turn;
        self.later(later::after_others(Msg::Sql(Sql::Worked { turn, went: Ok(()) })));
    }

    fn work(&mut self) {
        let Ok(stop) = AbortController::new() else { return self.give_up(&text::SQL_NOT_RUN) };
        let wait = &mut self.ui.wait;
        wait.state = State::Working;
        wait.turn += 1;
        let turn = wait.turn;
        wait.stop = Some(stop.clone());
        let work = database::work(stop);
        self.later(async move { Msg::Sql(Sql::Worked { turn, went: work.await }) });
        self.ui.live.say([text::SQL_WORKING.said(), " ", &text::SQL_WORKING_MORE].concat());
    }

    /// Loads the engine when the page is idle, if a step that needs it is near.
    pub(crate) fn load_sql_ahead(&mut self) {
        let wait = &self.ui.wait;
        let works = self.host.is_page() || wait.near;
        let free = self.ui.stage == Stage::Play && !wait.ahead;
        if works && free && self.workspace.needs_sql_soon() {
            self.ui.wait.ahead = true;
            self.later(later::at_leisure(Msg::Sql(Sql::Ahead)));
        }
    }

    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn sql(&mut self, sql: Sql) -> bool {
        match sql {
            Sql::Near => self.ui.wait.near = true,
            Sql::Ahead if database::is_here() => return false,
            Sql::Ahead => self.load_sql(),
            Sql::Progress { done, total } => {
                if !matches!(self.ui.wait.state, State::Loading { .. }) {
                    return false;
                }
                self.ui.wait.state = State::Loading { done, total };
                return !self.ui.wait.is_over();
            }
            Sql::Came { loaded: Err(why) } => self.did_not_come(why, Needs::Engine),
            Sql::Worked { turn, .. } if turn != self.ui.wait.turn => return false,
            Sql::Again | Sql::Came { loaded: Ok(()) } | Sql::Worked { went: Ok(()), .. } => self.go_on(),
            Sql::Worked { went: Err(Stuck::Failed(why)), .. } => self.give_up(&why),
            Sql::Worked { went: Err(Stuck::NoPart(why)), .. } => self.did_not_come(why, Needs::Part),
            // Escape: the reader does not want the commands. An embed has nothing else to show.
            Sql::Cancel if let Stage::Asked { step, .. } = &self.ui.stage => {
                if self.host.is_page() || step.is_some() {
                    self.cancel();
                }
            }
            Sql::Cancel if self.ui.wait.is_over() => return false,
            Sql::Cancel | Sql::Worked { went: Err(Stuck::Stopped), .. } => self.give_up(&text::SQL_CANCELED),
        }
        true
    }

    /// Handles again what waited. If the first has to wait once more, the others stay behind it.
    fn go_on(&mut self) {
        self.ui.wait.state = State::Idle;
        self.ui.wait.stop = None;
        for held in std::mem::take(&mut self.ui.wait.held) {
            self.take(held);
        }
    }

    fn did_not_come(&mut self, why: String, needs: Needs) {
        // What the reader asked for waits for the reader to try again. The surrounding page is told, and can ask again.
        self.tell_held(&why);
        if self.ui.wait.held.iter().any(|held| matches!(held, Msg::Open(Open::Enter { .. }) | Msg::Keep(_))) {
            // Nothing is open yet, and the surrounding page must not wait for it any longer.
            self.host.tell("error", &[("message", why.as_str().into())]);
        }
        self.ui.wait.state = if self.ui.wait.is_over() { State::Idle } else { State::Failed { why, needs } };
    }

    /// Drops what waits, and says why.
    fn give_up(&mut self, why: &str) {
        let first = self.ui.wait.held.front().cloned();
        self.drop(why);
        match first {
            Some(Msg::Keep(_)) => self.cancel(),
            Some(Msg::Open(Open::Enter { .. })) => self.enter(),
            // Back on the line, to be changed and run again.
            Some(Msg::Console(Console::Submit { line })) if self.host.has(Panel::Console) => {
                let typed =
                    self.ui.console.client.as_ref().and_then(|it| client::statements(&it.connect, &line));
                self.after.push(After::Type(typed.unwrap_or(&line).to_owned()));
            }
            Some(_) | None => (), // these have left the screen as it was
        }
        self.say(why != text::SQL_CANCELED.said(), why.to_owned());
        self.ui.live.say(why);
    }

    /// Drops what waits, because the reader has gone elsewhere.
    pub(crate) fn drop_held(&mut self) {
        if !self.ui.wait.is_over() {
            self.drop(&text::SQL_CANCELED);
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
        if !matches!(wait.state, State::Loading { .. }) {
            wait.state = State::Idle;
        }
        database::forget();
    }

    /// Tells the surrounding pages that wait for an answer why there is none, and drops what they asked for.
    fn tell_held(&mut self, why: &str) {
        self.ui.wait.held.retain(|held| {
            let Msg::Asked { answer, .. } = held else { return true };
            let _ = answer.call2(&JsValue::NULL, &JsValue::UNDEFINED, &why.into());
            false
        });
    }
}

/// The note that something waits, and for what.
pub(crate) fn note(cx: &Cx<'_>) -> Html {
    if cx.ui.wait.is_over() {
        return Html::default();
    }
    let name = match cx.ui.wait.state {
        State::Running => text::COMMANDS,
        State::Idle | State::Loading { .. } | State::Working => text::SQL_ENGINE,
        State::Part => text::PART,
        State::Failed { needs, .. } => needs.name(),
    };
    draw::region(cx, classes!("wait-place"), &name, waiting(cx, &cx.ui.wait.state))
}

fn waiting(cx: &Cx<'_>, state: &State) -> Html {
    let cancel = button(cx, "plain", "#i-stop", &text::CANCEL, Msg::Sql(Sql::Cancel), true);
    match state {
        State::Idle => Html::default(),
        State::Loading { done, total } => {
            let part = (*total > 0.0).then_some((*done, *total));
            busy(text::loaded(*done, *total), &text::SQL_LOADING_MORE, part, cancel)
        }
        State::Working => busy(text::SQL_WORKING.to_string(), &text::SQL_WORKING_MORE, None, cancel),
        State::Running => busy(text::RUNNING.to_string(), "", None, cancel),
        State::Part => busy(text::PART_LOADING.to_string(), "", None, cancel),
        State::Failed { why, needs } => html! {
            <div class="flash bad wait" role="alert" id="wait">
                { icon("#i-bad") }
                <div><p>{ why.clone() }{ " " }{ needs.waits() }</p></div>
                { button(cx, "plain", "#i-again", &text::RETRY, Msg::Sql(Sql::Again), true) }
                { cancel }
            </div>
        },
    }
}

/// A note with a progress bar; `part` is how much is done, of how much, if that is known.
fn busy(what: String, more: &'static str, part: Option<(f64, f64)>, cancel: Html) -> Html {
    let (done, total) = part.map(|(done, total)| (done.to_string(), total.to_string())).unzip();
    html! {
        <div class="flash wait" id="wait">
            { icon("#i-busy") }
            <div><p><strong id="wait-what">{ what }</strong>{ " " }{ more }</p><progress aria-labelledby="wait-what" max={total} value={done} /></div>
            { cancel }
        </div>
    }
}
