//! Notices above the panels, and the screens for a session that is being opened or that crashed the page.

use std::rc::Rc;

use yew::{Html, classes, html};

use crate::address::Address;
use crate::draw::{self, button, icon};
use crate::keep::Keep;
use crate::msg::{Cx, Msg};
use crate::text::{self, Text};

/// The notices shown.
#[derive(Default)]
pub(crate) struct Notices(Vec<Notice>);

struct Notice {
    bad: bool,
    what: String,
    /// Where it leads, and what the link says.
    link: Option<(Text, Address)>,
}

impl Notices {
    /// Adds a notice, unless it is shown already.
    pub(crate) fn say(&mut self, bad: bool, what: String) {
        self.add(Notice { bad, what, link: None });
    }

    /// Adds a notice with a link, unless it is shown already.
    pub(crate) fn say_with(&mut self, what: String, link: (Text, Address)) {
        self.add(Notice { bad: false, what, link: Some(link) });
    }

    fn add(&mut self, notice: Notice) {
        if !self.0.iter().any(|said| said.what == notice.what) {
            self.0.push(notice);
        }
    }

    /// Removes the notice at a position.
    pub(crate) fn dismiss(&mut self, at: usize) {
        if at < self.0.len() {
            self.0.remove(at);
        }
    }

    /// Removes the notice with this text.
    pub(crate) fn take_back(&mut self, what: &str) {
        self.0.retain(|said| said.what != what);
    }

    /// Removes the notices that are no warnings.
    pub(crate) fn clear_good(&mut self) {
        self.0.retain(|said| said.bad);
    }
}

/// Draws the notices.
pub(crate) fn list(cx: &Cx<'_>) -> Html {
    html! { <div class="notices" role="status">{ for cx.ui.notices.0.iter().enumerate().map(|(at, it)| notice(cx, at, it)) }</div> }
}

fn notice(cx: &Cx<'_>, at: usize, Notice { bad, what, link }: &Notice) -> Html {
    html! {
        <div class={classes!("flash", bad.then_some("bad"))}>
            { icon(if *bad { "#i-warn" } else { "#i-info" }) }
            <p>{ what.clone() }{ link.as_ref().map(|(label, to)| html! { <>{ " " }{ draw::to(cx, to, "", (*label).into()) }</> }) }</p>
            <button type="button" class="quiet" aria-label={text::CLOSE_NOTICE} onclick={cx.on(Msg::Keep(Keep::Dismiss { notice: at }))}>{ icon("#i-close") }</button>
        </div>
    }
}

/// The screen for commands by somebody else: nothing of them runs before the reader says so.
/// `steps`: whether they are those of a scenario's steps.
pub(crate) fn asked(cx: &Cx<'_>, lines: &[Rc<str>], steps: bool) -> Html {
    let other = |label| button(cx, "plain", "", label, Msg::Keep(Keep::Cancel), true);
    let (why, other) = if steps {
        (text::ASKS_BEFORE, Some(other(&text::WITHOUT_THEM)))
    } else {
        // An embed has no other place to go to: whoever does not want the commands reads on.
        (text::ASKS, cx.host.is_page().then(|| other(&text::NOT_NOW)))
    };
    html! {
        <main class="start asked">
            <h1 id="asked" tabindex="-1">{ text::by_somebody_else(lines.len()) }</h1>
            <p>{ why }</p>
            <p class="ways">
                { button(cx, "primary", "#i-run", &text::RUN_THEM, Msg::Keep(Keep::Run), true) }
                { other }
            </p>
            <div class="command">
                <pre tabindex="0" role="group" aria-label={text::THEIR_COMMANDS}>{ for lines.iter().map(|line| html! { <code class="prompted">{ line.to_string() }</code> }) }</pre>
            </div>
        </main>
    }
}

/// The screen while a session is being opened.
pub(crate) fn progress(cx: &Cx<'_>, done: usize, total: usize) -> Html {
    html! {
        <main class="start opening">
            <h1>{ text::OPENING }</h1>
            <p id="opening-count">{ text::have_run(done, total) }</p>
            <progress max={total.to_string()} value={done.to_string()} aria-labelledby="opening-count" />
            <p>{ button(cx, "plain", "#i-stop", &text::STOP, Msg::Keep(Keep::Cancel), true) }</p>
        </main>
    }
}

/// The screen for a session that crashed the page when it was last opened.
pub(crate) fn stopped(cx: &Cx<'_>, id: &str, name: &str) -> Html {
    html! {
        <main class="start">
            <h1>{ text::NOT_OPENED }</h1>
            <div class="flash warn" role="alert">{ icon("#i-warn") }<p>{ format!("“{name}”: ") }{ text::IT_STOPPED }</p></div>
            <p class="ways">
                { button(cx, "plain", "#i-save", &text::EXPORT, Msg::Keep(Keep::Export { id: id.to_owned() }), true) }
                { button(cx, "plain", "#i-bin", &text::DELETE, Msg::Keep(Keep::Delete { id: id.to_owned() }), true) }
                { button(cx, "plain", "#i-run", &text::OPEN_ANYWAY, Msg::Keep(Keep::Anyway { id: id.to_owned() }), true) }
                { button(cx, "plain", "#i-console", &text::NEW_SESSION, Msg::Keep(Keep::New), true) }
                <a href="#">{ text::ALL_SCENARIOS }</a>
            </p>
        </main>
    }
}
