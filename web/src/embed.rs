//! What an embed shows instead of the page's header and columns: the story beside one other panel, chosen by tabs; on
//! a narrow place, one panel at a time.

use yew::{Html, KeyboardEvent, classes, html};

use crate::address::{self, Address};
use crate::app::App;
use crate::draw::{self, icon};
use crate::msg::{Cx, Stage};
use crate::panels::timeline;
use crate::panels::{self, Area, Panel};
use crate::start::{self, Cards};
use crate::{browser, help, load, notices, share, text, wait};

/// Draws the embed.
pub(crate) fn view(cx: &Cx<'_>) -> Html {
    let main = match &cx.ui.stage {
        Stage::Home | Stage::Loading => html! { <p class="empty" role="status">{ text::LOADING }</p> },
        Stage::Failed { why } => {
            html! { <div class="failed">{ start::problem(cx, why, true) }{ the_list(cx) }</div> }
        }
        Stage::Refused { why } => html! { <div class="failed">{ start::problem(cx, why, false) }</div> },
        Stage::Asked { lines, step } => notices::asked(cx, lines, step.is_some()),
        Stage::Opening { done, total } => notices::progress(cx, *done, *total),
        Stage::Stopped { .. }
        | Stage::FirstMinute
        | Stage::WhatChanged
        | Stage::WhatIsReal
        | Stage::Quiz
        | Stage::OwnAccount => Html::default(),
        Stage::Play => play(cx),
    };
    let keys = {
        let (send, on) = (cx.send.clone(), cx.ui.settings.single_keys.clone());
        // Without buttons, the surrounding page steers.
        let (steers, waits) = (cx.host.has_buttons(), !cx.ui.wait.is_over());
        move |event: KeyboardEvent| {
            browser::pressed(&event, steers && on.get(), |msg| send.emit(msg), App::in_embed);
            if waits && event.key() == "Escape" {
                event.prevent_default(); // it has canceled something, so the surrounding page must not get it (own-keys.js)
            }
        }
    };
    html! {
        <div class="embed" onkeydown={keys}>
            { bar(cx) }
            { cx.workspace.comes_from().map(|host| from(&host)) }
            { wait::note(cx) }
            { notices::list(cx) }
            { main }
            { help::dialog(cx) }
            { share::dialog(cx) }
            { cx.ui.live.region() }
            <div class="visually-hidden" role="status" id="said"></div>
        </div>
    }
}

/// A link to the list of scenarios, if one of them was asked for and the list is loaded.
fn the_list(cx: &Cx<'_>) -> Option<Html> {
    let asked = matches!(cx.host.address(), Address::Scenario { id, .. } if !load::is_own(&id));
    (asked && matches!(cx.ui.cards, Cards::Here(_))).then(|| {
        html! { <p><a href={load::address("read/")} target="_blank" rel="noopener">{ text::ALL_SCENARIOS }<span class="visually-hidden">{ text::NEW_TAB }</span></a></p> }
    })
}

fn bar(cx: &Cx<'_>) -> Html {
    let (name, address) = match (&cx.view.scenario, cx.host.address()) {
        (Some(s), _) => (s.title.as_str(), address::of(cx.view)),
        (None, at @ Address::Scenario { .. }) => (text::NAME, at), // which is not loaded yet, or does not exist
        (None, at) => (text::FREE_TITLE.said(), at),
    };
    let out = draw::outside(cx, &address);
    html! {
        <div class="embed-bar">
            <span class="name"><svg class="mark" aria-hidden="true"><use href="#i-mark" /></svg><span>{ name.to_owned() }</span></span>
            { (cx.ui.stage == Stage::Play).then(|| draw::edition(cx.view.edition)) }
            { cx.host.has(Panel::Console).then(|| help::share(cx)) }
            { cx.host.has_buttons().then(|| help::keys(cx)) }
            <a class="quiet" href={out} target="_blank" rel="noopener">{ icon("#i-out") }<span>{ text::OPEN_OUT }</span><span class="visually-hidden">{ text::NEW_TAB }</span></a>
        </div>
    }
}

/// Where a scenario from another site comes from. The name stands alone in its box: no text of the file can be mixed
/// with it or turn its direction.
fn from(host: &str) -> Html {
    html! { <p class="from" role="note">{ icon("#i-info") }<span>{ text::FROM_HOST }<b dir="ltr">{ host.to_owned() }</b>{ text::FROM_HOST_END }<span class="more">{ text::FROM_HOST_MEANS }</span></span></p> }
}

fn play(cx: &Cx<'_>) -> Html {
    let alone = !cx.host.has(Panel::Story) || panels::all(cx).all(|panel| panel.row().area == Area::Story);
    html! {
        <div class={classes!("play", "embedded", alone.then_some("alone"))}>
            { panels::tabs(cx) }
            { panels::drawn(cx, |area| area == Area::Story) }
            { panels::side_tabs(cx) }
            { panels::drawn(cx, |area| area != Area::Story) }
            { cx.host.has(Panel::Timeline).then(|| timeline::bar(cx)) }
        </div>
    }
}
