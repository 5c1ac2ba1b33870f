//! Everything around the panels: header, footer, settings, the list of keys, and
//! what is real and what is a model.

use std::cell::Cell;
use std::rc::Rc;

use yew::{Html, html};

use crate::app::{After, App};
use crate::draw::icon;
use crate::keys;
use crate::msg::{Cx, Msg, Stage};
use crate::share::Share;
use crate::{browser, load, markdown, text};

/// What can happen around the panels.
#[derive(Clone)]
pub(crate) enum Help {
    /// Open the help.
    Open,
    /// Close it.
    Close,
    /// The next theme.
    Theme,
    /// Switch single-key shortcuts on or off.
    SingleKeys,
}

/// What the reader has chosen, and whether the help is open.
pub(crate) struct Settings {
    /// Light or dark; `None` as the system has it.
    pub(crate) theme: Option<&'static str>,
    /// Whether single keys act.
    pub(crate) single_keys: Rc<Cell<bool>>,
    /// The help is open.
    pub(crate) open: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { theme: None, single_keys: Rc::new(Cell::new(true)), open: false }
    }
}

impl App {
    /// Does it. Returns whether there is something new to draw.
    pub(crate) fn help(&mut self, help: &Help) -> bool {
        let settings = &mut self.ui.settings;
        match help {
            Help::Open => {
                let new = !std::mem::replace(&mut settings.open, true);
                if new {
                    self.after.push(After::Modal("help-dialog"));
                }
                return new;
            }
            Help::Close => {
                let new = std::mem::replace(&mut settings.open, false);
                if new {
                    browser::close(&self.host, "help-dialog"); // while it is still there
                }
                return new;
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

/// Name, one line, theme, help.
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
                <span>{ text::NAME }</span>
            </a>
            <p class="tagline">{ text::TAGLINE }</p>
            { (cx.ui.stage == Stage::Play).then(|| share(cx)) }
            <button type="button" class="quiet" onclick={cx.on(Msg::Help(Help::Theme))}>{ icon("#i-theme") }<span>{ theme }</span></button>
            <button type="button" class="quiet" id="help-button" aria-haspopup="dialog" onclick={cx.on(Msg::Help(Help::Open))}>{ icon("#i-help") }<span>{ text::KEYS_TITLE }</span></button>
        </header>
    }
}

/// The button that opens the share dialog.
pub(crate) fn share(cx: &Cx<'_>) -> Html {
    html! { <button type="button" class="quiet" aria-haspopup="dialog" onclick={cx.on(Msg::Share(Share::Open))}>{ icon("#i-share") }<span>{ text::SHARE }</span></button> }
}

/// Whose this is, and what it is not.
pub(crate) fn footer(cx: &Cx<'_>) -> Html {
    let home = cx.ui.stage == Stage::Home;
    html! {
        <footer class="bottom">
            <p>{ text::FOOTER }</p>
            { browser::is_served().then(|| html! {
                <p class="more">
                    <a href={load::address("read/")}>{ text::AS_PAGES }</a>
                    <a href={load::address("guides/")}>{ text::GUIDES }</a>
                </p>
            }) }
            { (!home).then(|| html! { <button type="button" class="quiet" onclick={cx.on(Msg::Help(Help::Open))}>{ text::TRUST }</button> }) }
        </footer>
    }
}

/// The list of keys and the trust section, over the page.
pub(crate) fn dialog(cx: &Cx<'_>) -> Html {
    if !cx.ui.settings.open {
        return Html::default();
    }
    html! {
        <dialog class="dialog" id="help-dialog" aria-labelledby="help" onclose={cx.on::<yew::Event>(Msg::Help(Help::Close))}>
            <div class="panel-head">
                <h2 id="help" tabindex="-1">{ text::KEYS_TITLE }</h2>
                <button type="button" class="quiet" onclick={cx.on(Msg::Help(Help::Close))}>{ icon("#i-close") }<span>{ text::CLOSE }</span></button>
            </div>
            <div class="dialog-body" tabindex="0" role="group" aria-labelledby="help">
                <dl class="keys-list">{ for keys::shortcuts().into_iter().map(|s| html! { <div><dt><kbd>{ s.key }</kbd></dt><dd>{ s.does }</dd></div> }) }</dl>
                <label class="check"><input type="checkbox" checked={cx.ui.settings.single_keys.get()} onchange={cx.on::<yew::Event>(Msg::Help(Help::SingleKeys))} /><span>{ text::SINGLE_KEYS }</span></label>
                { if cx.ui.stage == Stage::Home { Html::default() } else { trust() } }
            </div>
        </dialog>
    }
}

/// What is real and what is a model.
pub(crate) fn trust() -> Html {
    html! {
        <section class="trust" aria-labelledby="trust">
            <h2 id="trust">{ text::TRUST }</h2>
            <div class="columns">
                <div><h3>{ text::REAL }</h3><ul>{ for text::REAL_POINTS.iter().map(|p| html! { <li>{ *p }</li> }) }</ul></div>
                <div><h3>{ text::MODEL }</h3><ul>{ for text::MODEL_POINTS.iter().map(|p| html! { <li>{ *p }</li> }) }</ul></div>
            </div>
            <p class="fade">{ text::RULES_OF }{ markdown::link(text::SOURCE_TITLE, text::SOURCE) }</p>
        </section>
    }
}
