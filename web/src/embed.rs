//! What an embed shows instead of the page's header and columns: the story beside one other panel, chosen by tabs; on
//! a narrow place, one panel at a time.

use yew::{Html, KeyboardEvent, classes, html};

use crate::address::Address;
use crate::app::App;
use crate::draw::icon;
use crate::help::Help;
use crate::msg::{Cx, Msg, Stage};
use crate::panels::{self, Area, Panel};
use crate::{browser, help, load, notices, share, start, text, timeline, wait};

/// All of it.
pub(crate) fn view(cx: &Cx<'_>) -> Html {
    let main = match &cx.ui.stage {
        Stage::Home | Stage::Loading => html! { <p class="empty" role="status">{ text::LOADING }</p> },
        Stage::Failed { why } => {
            html! { <div class="failed">{ start::problem(cx, why, true) }{ the_list(cx) }</div> }
        }
        Stage::Refused { why } => html! { <div class="failed">{ start::problem(cx, why, false) }</div> },
        Stage::Opening { done, total } => notices::progress(cx, *done, *total),
        Stage::Stopped { .. } => Html::default(),
        Stage::Play => play(cx),
    };
    let keys = {
        let (send, on) = (cx.send.clone(), cx.ui.settings.single_keys.clone());
        // Without buttons, the page around it steers.
        let (steers, waits) = (cx.host.has_buttons(), !cx.ui.wait.is_over());
        move |event: KeyboardEvent| {
            browser::pressed(&event, steers && on.get(), |msg| send.emit(msg), App::in_embed);
            if waits && event.key() == "Escape" {
                event.prevent_default(); // it has cancelled something: the page around does not get it (own-keys.js)
            }
        }
    };
    html! {
        <div class="embed" onkeydown={keys}>
            { bar(cx) }
            { wait::note(cx) }
            { notices::list(cx) }
            { main }
            { help::dialog(cx) }
            { share::dialog(cx) }
            <div class="visually-hidden" role="status" id="live">{ cx.ui.live.clone() }</div>
            <div class="visually-hidden" role="status" id="said"></div>
        </div>
    }
}

/// A link to the list of scenarios, where one of them was asked for and the list has come.
fn the_list(cx: &Cx<'_>) -> Option<Html> {
    let asked = matches!(cx.host.address(), Address::Scenario(id, _) if !load::is_own(&id));
    (asked && matches!(cx.ui.cards, Some(Ok(_)))).then(|| {
        html! { <p><a href={load::address("read/")} target="_blank" rel="noopener">{ text::ALL_SCENARIOS }<span class="visually-hidden">{ text::NEW_TAB }</span></a></p> }
    })
}

fn bar(cx: &Cx<'_>) -> Html {
    let (name, address) = match (&cx.view.scenario, cx.host.address()) {
        (Some(s), _) => (s.title.as_str(), Address::Scenario(s.id.clone(), s.current)),
        (None, at @ Address::Scenario(..)) => (text::NAME, at), // which has not come, or is not there
        (None, at) => (text::FREE_TITLE, at),
    };
    let out = match &address {
        Address::Scenario(id, step) if load::is_own(id) => {
            let query: String = js_sys::encode_uri_component(id).into();
            [&load::address("embed.html"), "?scenario=", &query, "&step=", &(step + 1).to_string()].concat()
        }
        other => [load::address("index.html"), other.hash()].concat(),
    };
    html! {
        <div class="embed-bar">
            <span class="name"><svg class="mark" aria-hidden="true"><use href="#i-mark" /></svg><span>{ name.to_owned() }</span></span>
            { cx.host.has(Panel::Console).then(|| help::share(cx)) }
            { cx.host.has_buttons().then(|| html! {
                <button type="button" class="quiet" aria-haspopup="dialog" onclick={cx.on(Msg::Help(Help::Open))}>{ icon("#i-help") }<span>{ text::KEYS_TITLE }</span></button>
            }) }
            <a class="quiet" href={out} target="_blank" rel="noopener">{ icon("#i-out") }<span>{ text::OPEN_OUT }</span><span class="visually-hidden">{ text::NEW_TAB }</span></a>
        </div>
    }
}

fn play(cx: &Cx<'_>) -> Html {
    let alone = !cx.host.has(Panel::Story)
        || [Area::Own, Area::Dock].into_iter().all(|area| panels::of_area(cx, area).next().is_none());
    html! {
        <div class={classes!("play", "embedded", alone.then_some("alone"))}>
            { panels::tabs(cx) }
            { panels::drawn(cx, Area::Story) }
            { panels::side_tabs(cx) }
            { panels::drawn(cx, Area::Own) }
            { panels::drawn(cx, Area::Dock) }
            { cx.host.has(Panel::Timeline).then(|| timeline::bar(cx)) }
        </div>
    }
}
