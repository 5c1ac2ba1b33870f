//! Everything around the panels: header, footer, settings, the keyboard shortcuts, and
//! what is real and what is a model.

use std::cell::Cell;
use std::rc::Rc;

use yew::{Html, html};

use crate::address::Address;
use crate::app::{App, Settle};
use crate::draw::{self, button};
use crate::keep::Keep;
use crate::msg::{Cx, Msg, Stage};
use crate::share::Share;
use crate::text::{self, Text};
use crate::{browser, keys, load, markdown};

/// What can happen around the panels.
#[derive(Clone)]
pub(crate) enum Help {
    /// Open the help, or close it.
    Show { open: bool },
    /// The next theme.
    Theme,
    /// Switch single-key shortcuts on or off.
    SingleKeys,
}

/// The reader's settings, and whether the help is open.
pub(crate) struct Settings {
    /// "light" or "dark"; `None` follows the system.
    pub(crate) theme: Option<&'static str>,
    /// Whether single keys act.
    pub(crate) single_keys: Rc<Cell<bool>>,
    /// Whether the help is open.
    pub(crate) open: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { theme: None, single_keys: Rc::new(Cell::new(true)), open: false }
    }
}

impl App {
    /// Shows what is real and what is a model.
    pub(crate) fn what_is_real(&mut self) {
        self.ui.stage = Stage::WhatIsReal;
        browser::title(&text::TRUST);
        self.settling.push(Settle::Focus("real"));
    }

    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn help(&mut self, help: &Help) -> bool {
        let settings = &mut self.ui.settings;
        match help {
            Help::Show { open } => {
                let new = std::mem::replace(&mut settings.open, *open) != *open;
                return new && self.dialog("help-dialog", *open);
            }
            Help::Theme => {
                settings.theme = match settings.theme {
                    None => Some("light"),
                    Some("light") => Some("dark"),
                    Some(_) => None,
                };
                browser::theme(settings.theme);
            }
            Help::SingleKeys => settings.single_keys.set(!settings.single_keys.get()),
        }
        true
    }
}

/// The header: name, tagline, and buttons for sharing, theme and help.
pub(crate) fn header(cx: &Cx<'_>) -> Html {
    let theme = match cx.ui.settings.theme {
        None => text::THEME_SYSTEM,
        Some("light") => text::THEME_LIGHT,
        Some(_) => text::THEME_DARK,
    };
    html! {
        <header class="top">
            <a class="name" href="#">
                <svg class="mark" aria-hidden="true"><use href="#i-mark" /></svg>
                <span translate="no">{ text::NAME }</span>
            </a>
            { (cx.ui.stage == Stage::Play).then(|| draw::edition(cx.view.edition)) }
            <p class="tagline">{ text::TAGLINE }</p>
            <a class="quiet" href={Address::WhatChanged(None).hash()} aria-current={(cx.ui.stage == Stage::WhatChanged).then_some("page")}>{ draw::icon("#i-pages") }<span>{ text::WHAT_CHANGED }</span></a>
            { (cx.ui.stage == Stage::Play).then(|| share(cx)) }
            { button(cx, "quiet", "#i-theme", &theme, Msg::Help(Help::Theme), true) }
            { keys(cx) }
        </header>
    }
}

/// The button that opens the share dialog.
pub(crate) fn share(cx: &Cx<'_>) -> Html {
    draw::opener(cx, "#i-share", text::SHARE, Msg::Share(Share::Open))
}

/// The button that opens the list of keyboard shortcuts.
pub(crate) fn keys(cx: &Cx<'_>) -> Html {
    draw::opener(cx, "#i-help", text::KEYS_TITLE, Msg::Help(Help::Show { open: true }))
}

/// The footer: a disclaimer, and links to the guides and to what is real.
pub(crate) fn footer(cx: &Cx<'_>) -> Html {
    html! {
        <footer class="bottom">
            <p>{ text::FOOTER }</p>
            <p class="more">
                <a href={Address::WhatIsReal.hash()} aria-current={(cx.ui.stage == Stage::WhatIsReal).then_some("page")}>{ text::TRUST }</a>
                { browser::is_served().then(|| html! {
                    <>
                        <a href={load::address("questions/")}>{ text::QUESTIONS }</a>
                        <a href={load::address("read/")}>{ text::AS_PAGES }</a>
                        <a href={load::address("guides/")}>{ text::GUIDES }</a>
                        <a href={load::address("guides/glossary.html")}>{ text::GLOSSARY }</a>
                        <a href={load::address("third-party.txt")}>{ text::THIRD_PARTY }</a>
                    </>
                }) }
            </p>
        </footer>
    }
}

/// The keyboard shortcuts, over the page; in an embed, which has no pages, also what is real and what is a model.
pub(crate) fn dialog(cx: &Cx<'_>) -> Html {
    if !cx.ui.settings.open {
        return Html::default();
    }
    let body = html! {
        <>
            <dl class="keys-list">{ for keys::shortcuts().into_iter().map(|s| html! { <div><dt><kbd>{ s.key }</kbd></dt><dd>{ s.does }</dd></div> }) }</dl>
            <label class="check"><input type="checkbox" checked={cx.ui.settings.single_keys.get()} onchange={cx.on::<yew::Event>(Msg::Help(Help::SingleKeys))} /><span>{ text::SINGLE_KEYS }</span></label>
            { (!cx.host.is_page()).then(trust) }
        </>
    };
    draw::dialog(cx, "help", text::KEYS_TITLE, Msg::Help(Help::Show { open: false }), body)
}

/// What is real and what is a model, as a page with an address. What was open stays open.
pub(crate) fn trust_page(cx: &Cx<'_>) -> Html {
    let back = cx.workspace.is_used();
    html! {
        <main class="start real">
            <p class="crumbs"><a href="#">{ text::ALL_SCENARIOS }</a></p>
            <h1 id="real" tabindex="-1">{ text::TRUST }</h1>
            { points(|title| html! { <h2>{ title }</h2> }) }
            { back.then(|| button(cx, "plain", "#i-back", &text::BACK_TO_WORK, Msg::Keep(Keep::Back), true)) }
        </main>
    }
}

/// What is real and what is a model, as a part of something else.
pub(crate) fn trust() -> Html {
    html! {
        <section class="trust" aria-labelledby="trust">
            <h2 id="trust">{ text::TRUST }</h2>
            { points(|title| html! { <h3>{ title }</h3> }) }
        </section>
    }
}

/// Both lists; `heading` draws their titles.
fn points(heading: fn(Text) -> Html) -> Html {
    let list =
        |points: &[Text]| html! { <ul>{ for points.iter().map(|point| html! { <li>{ *point }</li> }) }</ul> };
    html! {
        <>
            <div class="columns">
                <div>{ heading(text::REAL) }{ list(&text::REAL_POINTS) }</div>
                <div>{ heading(text::MODEL) }{ list(&text::MODEL_POINTS) }</div>
            </div>
            <p class="fade">{ text::RULES_OF }{ markdown::link(text::SOURCE_TITLE, text::SOURCE) }</p>
        </>
    }
}
