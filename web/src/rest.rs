//! The rest of the module: the page starts with a part of it and loads the other when its first screen is drawn
//! (`parts.js`; how the module is split: `crates/xtask/src/split.rs`). What needs the rest waits here.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use yew::{Html, html};

use crate::draw::{button, icon};
use crate::msg::{Cx, Msg, Stage};
use crate::scenario::Story;
use crate::text;

#[wasm_bindgen(raw_module = "../parts.js")]
extern "C" {
    /// Resolves to an empty text, or to the reason why it failed.
    fn load() -> Promise;
    #[wasm_bindgen(js_name = loadNow)]
    fn load_now();
    fn frame() -> Promise;
    fn idle() -> Promise;
}

/// Sends a message when the browser is about to draw: what asks where things are then costs no layout of its own.
pub(crate) async fn at_frame(msg: Msg) -> Msg {
    let _ = JsFuture::from(frame()).await;
    msg
}

/// Sends a message when the page has nothing to do.
pub(crate) async fn at_leisure(msg: Msg) -> Msg {
    let _ = JsFuture::from(idle()).await;
    msg
}

/// Loads it before it returns.
pub(crate) fn now() {
    load_now();
}

/// Where the rest is, and what waits for it.
#[derive(Default)]
pub(crate) struct Rest {
    state: State,
    held: Vec<Msg>,
}

#[derive(Default, PartialEq, Eq)]
enum State {
    #[default]
    Away,
    Coming,
    Here,
    Failed(String),
}

impl Rest {
    /// Whether it has come.
    pub(crate) fn is_here(&self) -> bool {
        self.state == State::Here
    }

    /// Whether something waits for it.
    pub(crate) fn is_awaited(&self) -> bool {
        self.state == State::Coming && !self.held.is_empty()
    }

    /// Gives a message back if it can be acted on now, or keeps it until it can.
    pub(crate) fn ready(&mut self, msg: Msg) -> Option<Msg> {
        if self.state == State::Here {
            return Some(msg);
        }
        // Who presses a button again while nothing seems to happen wants it done once.
        let again = matches!(msg, Msg::Story(Story::Advance))
            && self.held.iter().any(|held| matches!(held, Msg::Story(Story::Advance)));
        if !again {
            self.held.push(msg);
        }
        None
    }

    /// Forgets what waits: the reader has gone elsewhere.
    pub(crate) fn forget(&mut self) {
        self.held.clear();
    }

    /// Whether to ask for it now. It is asked for once, and again when the reader says so.
    pub(crate) fn ask(&mut self, again: bool) -> bool {
        let now = match self.state {
            State::Away => true,
            State::Failed(_) => again,
            State::Coming | State::Here => false,
        };
        if now {
            self.state = State::Coming;
        }
        now
    }

    /// It came, or did not; gives what waited for it.
    pub(crate) fn came(&mut self, why_not: String) -> Vec<Msg> {
        if why_not.is_empty() {
            self.state = State::Here;
            return std::mem::take(&mut self.held);
        }
        // A click waits for the reader to try again; a page that asked is told, and asks again if it likes.
        self.held.retain(|held| match held {
            Msg::Asked { answer, .. } => {
                let why = [text::REST_FAILED, " (", &why_not, ")"].concat();
                let _ = answer.call2(&JsValue::NULL, &JsValue::UNDEFINED, &why.into());
                false
            }
            _ => true,
        });
        self.state = State::Failed(why_not);
        Vec::new()
    }
}

/// Loads it.
pub(crate) async fn fetch() -> Msg {
    let why_not = JsFuture::from(load()).await.ok().and_then(|text| text.as_string());
    Msg::Rest { why_not: why_not.unwrap_or_default() }
}

/// Says that something waits, or that it waits in vain.
pub(crate) fn note(cx: &Cx<'_>) -> Html {
    match &cx.ui.rest.state {
        State::Failed(why) => html! {
            <div class="flash bad rest" role="alert" id="rest">
                { icon("#i-bad") }
                <div><p>{ text::REST_FAILED }{ " (" }{ why.clone() }{ ")" }</p>{ button(cx, "plain", "#i-again", text::RETRY, Msg::LoadRest, true) }</div>
            </div>
        },
        State::Coming if cx.ui.rest.is_awaited() && cx.ui.stage == Stage::Play => html! {
            <p class="flash rest" id="rest">{ icon("#i-busy") }<span>{ text::REST_COMING }</span></p>
        },
        _ => Html::default(),
    }
}
