//! What is said about sessions over the page: notices, a session on its way in, and one that stopped the page.

use yew::{Html, classes, html};

use crate::draw::{button, icon};
use crate::keep::Keep;
use crate::msg::{Cx, Msg};
use crate::text;

/// What the reader should know.
#[derive(Default)]
pub(crate) struct Notices(Vec<Notice>);

struct Notice {
    bad: bool,
    what: String,
}

impl Notices {
    /// Says something, once.
    pub(crate) fn say(&mut self, bad: bool, what: String) {
        if !self.0.iter().any(|said| said.what == what) {
            self.0.push(Notice { bad, what });
        }
    }

    /// Takes back what is said there.
    pub(crate) fn dismiss(&mut self, at: usize) {
        if at < self.0.len() {
            self.0.remove(at);
        }
    }

    /// Takes back a text.
    pub(crate) fn take_back(&mut self, what: &str) {
        self.0.retain(|said| said.what != what);
    }

    /// Takes back all but what is bad.
    pub(crate) fn clear_good(&mut self) {
        self.0.retain(|said| said.bad);
    }
}

/// Draws it.
pub(crate) fn list(cx: &Cx<'_>) -> Html {
    html! { <div class="notices" role="status">{ for cx.ui.notices.0.iter().enumerate().map(|(at, it)| notice(cx, at, it)) }</div> }
}

fn notice(cx: &Cx<'_>, at: usize, Notice { bad, what }: &Notice) -> Html {
    html! {
        <div class={classes!("flash", bad.then_some("bad"))}>
            { icon(if *bad { "#i-warn" } else { "#i-info" }) }
            <p>{ what.clone() }</p>
            <button type="button" class="quiet" aria-label={text::CLOSE_NOTICE} onclick={cx.on(Msg::Keep(Keep::Dismiss { notice: at }))}>{ icon("#i-close") }</button>
        </div>
    }
}

/// While a session is made anew.
pub(crate) fn progress(cx: &Cx<'_>, done: usize, total: usize) -> Html {
    html! {
        <main class="start opening">
            <h1>{ text::OPENING }</h1>
            <p id="opening-count">{ text::have_run(done, total) }</p>
            <progress max={total.to_string()} value={done.to_string()} aria-labelledby="opening-count" />
            <p>{ button(cx, "plain", "#i-stop", text::STOP, Msg::Keep(Keep::Cancel), true) }</p>
        </main>
    }
}

/// The last time this session was opened, the page stopped.
pub(crate) fn stopped(cx: &Cx<'_>, id: &str, name: &str) -> Html {
    html! {
        <main class="start">
            <h1>{ text::NOT_OPENED }</h1>
            <div class="flash warn" role="alert">{ icon("#i-warn") }<p>{ format!("“{name}”: ") }{ text::IT_STOPPED }</p></div>
            <p class="ways">
                { button(cx, "plain", "#i-save", text::EXPORT, Msg::Keep(Keep::Export { id: id.to_owned() }), true) }
                { button(cx, "plain", "#i-bin", text::DELETE, Msg::Keep(Keep::Delete { id: id.to_owned() }), true) }
                { button(cx, "plain", "#i-run", text::OPEN_ANYWAY, Msg::Keep(Keep::Anyway { id: id.to_owned() }), true) }
                { button(cx, "plain", "#i-console", text::NEW_SESSION, Msg::Keep(Keep::New), true) }
                <a href="#">{ text::ALL_SCENARIOS }</a>
            </p>
        </main>
    }
}
