//! Everything around the panels: header, tabs, footer, the list of keys, and
//! what is real and what is a model.

use yew::{Html, classes, html};

use crate::draw::icon;
use crate::keys::SHORTCUTS;
use crate::msg::{Cx, Msg, Panel, Stage};
use crate::share::Share;
use crate::{browser, load, markdown, text};

/// Name, one line, theme, help.
pub(crate) fn header(cx: &Cx<'_>) -> Html {
    let theme = match cx.ui.theme {
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
            <button type="button" class="quiet" onclick={cx.on(Msg::Theme)}>{ icon("#i-theme") }<span>{ theme }</span></button>
            <button type="button" class="quiet" id="help-button" aria-haspopup="dialog" onclick={cx.on(Msg::Help(true))}>{ icon("#i-help") }<span>{ text::KEYS_TITLE }</span></button>
        </header>
    }
}

/// The button that opens the share dialog.
pub(crate) fn share(cx: &Cx<'_>) -> Html {
    html! { <button type="button" class="quiet" aria-haspopup="dialog" onclick={cx.on(Msg::Share(Share::Open))}>{ icon("#i-share") }<span>{ text::SHARE }</span></button> }
}

/// Every panel and its name.
pub(crate) const TABS: [(Panel, &str); 6] = [
    (Panel::Story, text::STORY),
    (Panel::Map, text::MAP),
    (Panel::Inspector, text::INSPECTOR),
    (Panel::Console, text::CONSOLE),
    (Panel::Trail, text::TRAIL),
    (Panel::Timeline, text::TIMELINE),
];

/// Tabs of a narrow screen; a wide one shows every panel and hides them.
pub(crate) fn tabs(cx: &Cx<'_>) -> Html {
    let all = TABS.iter().filter(|(panel, _)| cx.host.has(*panel));
    let all: Html = all.map(|(p, name)| tab(cx, *p, name, cx.ui.panel == *p)).collect();
    if cx.host.is_page() {
        html! { <nav class="tabs" aria-label={text::PANELS}>{ all }</nav> }
    } else {
        html! { <div class="tabs" role="group" aria-label={text::PANELS}>{ all }</div> }
    }
}

/// Tabs of a wide embed: the panels that take turns beside the story.
pub(crate) fn side_tabs(cx: &Cx<'_>) -> Html {
    let all: Vec<_> =
        TABS.iter().filter(|(panel, _)| *panel != Panel::Story && cx.host.has(*panel)).collect();
    if all.len() < 2 {
        return Html::default();
    }
    html! { <div class="side-tabs" role="group" aria-label={text::SIDE_PANELS}>{ for all.into_iter().map(|(p, name)| tab(cx, *p, name, cx.ui.side == *p)) }</div> }
}

/// Tabs of the dock, where CloudTrail and timeline share one place.
pub(crate) fn dock_tabs(cx: &Cx<'_>) -> Html {
    let dock = cx.ui.dock;
    // Where the console has a place of its own, CloudTrail is what is shown while it is in front.
    html! {
        <nav class="dock-tabs" aria-label={text::DOCK_PANELS}>
            { tab(cx, Panel::Console, text::CONSOLE, dock == Panel::Console) }
            <span class="in-turn">{ tab(cx, Panel::Trail, text::TRAIL, dock == Panel::Trail) }</span>
            <span class="at-once">{ tab(cx, Panel::Trail, text::TRAIL, dock != Panel::Timeline) }</span>
            { tab(cx, Panel::Timeline, text::TIMELINE, dock == Panel::Timeline) }
        </nav>
    }
}

fn tab(cx: &Cx<'_>, panel: Panel, name: &'static str, on: bool) -> Html {
    html! { <button type="button" class={classes!("tab", on.then_some("on"))} aria-pressed={on.to_string()} onclick={cx.on(Msg::Show(panel, false))}>{ name }</button> }
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
            { (!home).then(|| html! { <button type="button" class="quiet" onclick={cx.on(Msg::Help(true))}>{ text::TRUST }</button> }) }
        </footer>
    }
}

/// The list of keys and the trust section, over the page.
pub(crate) fn dialog(cx: &Cx<'_>) -> Html {
    if !cx.ui.help {
        return Html::default();
    }
    html! {
        <dialog class="dialog" id="help-dialog" aria-labelledby="help" onclose={cx.link().callback(|_| Msg::Help(false))}>
            <div class="panel-head">
                <h2 id="help" tabindex="-1">{ text::KEYS_TITLE }</h2>
                <button type="button" class="quiet" onclick={cx.on(Msg::Help(false))}>{ icon("#i-close") }<span>{ text::CLOSE }</span></button>
            </div>
            <div class="dialog-body" tabindex="0" role="group" aria-labelledby="help">
                <dl class="keys-list">{ for SHORTCUTS.iter().map(|s| html! { <div><dt><kbd>{ s.key }</kbd></dt><dd>{ s.does }</dd></div> }) }</dl>
                <label class="check"><input type="checkbox" checked={cx.ui.shortcuts.get()} onchange={cx.link().callback(|_| Msg::Shortcuts)} /><span>{ text::SINGLE_KEYS }</span></label>
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
