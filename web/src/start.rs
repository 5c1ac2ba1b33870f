//! The first screen: what this is, the scenarios, free play, and what to trust.

use playground_session::view::{Edition, ScenarioCard};
use yew::{Html, html};

use crate::address::Address;
use crate::draw::{self, button, icon};
use crate::keep::Keep;
use crate::msg::{Cx, Msg};
use crate::open::Open;
use crate::{challenge, help, sessions, text};

/// The list of scenarios, as far as it is loaded.
#[derive(Default)]
pub(crate) enum Cards {
    /// It is being loaded.
    #[default]
    Awaited,
    /// It is loaded.
    Here(Vec<ScenarioCard>),
    /// It could not be loaded or read, and why.
    Missing(String),
}

impl Cards {
    /// The scenario that follows this one in the list.
    pub(crate) fn after(&self, id: &str) -> Option<&ScenarioCard> {
        match self {
            Self::Here(cards) => cards.iter().skip_while(|card| card.id != id).nth(1),
            Self::Awaited | Self::Missing(_) => None,
        }
    }
}

/// The page.
pub(crate) fn page(cx: &Cx<'_>) -> Html {
    html! {
        <main class="start">
            <div class="hero">
                <div class="hero-text">
                    <h1>{ text::START_TITLE }</h1>
                    <p class="lead">{ text::START_LEAD }</p>
                    <p>{ text::START_NEXT }</p>
                    { doors() }
                </div>
                { specimen(cx) }
            </div>
            <section aria-labelledby="scenarios">
                <h2 id="scenarios">{ text::SCENARIOS }</h2>
                { match &cx.ui.cards {
                    Cards::Awaited => html! { <p class="empty">{ text::LOADING }</p> },
                    Cards::Missing(why) => problem(cx, why, true),
                    Cards::Here(cards) => Edition::ALL.into_iter().map(|edition| list(cx, edition, cards)).collect(),
                } }
            </section>
            { challenge::section(cx) }
            { sessions::section(cx) }
            { help::trust() }
        </main>
    }
}

/// The scenarios of an edition.
fn list(cx: &Cx<'_>, edition: Edition, cards: &[ScenarioCard]) -> Html {
    let cards = cards.iter().filter(|card| card.edition == edition);
    html! {
        <>
            <h3>{ edition.title() }</h3>
            <ol class="cards-grid">{ for cards.map(|c| card(cx, c)) }</ol>
        </>
    }
}

fn card(cx: &Cx<'_>, c: &ScenarioCard) -> Html {
    let at = cx.workspace.stands_at(&c.id, None).unwrap_or(0);
    html! {
        <li class="card"><a href={Address::scenario(c.id.clone(), at).hash()}>
            <span class="card-title">{ c.title.clone() }</span>
            <span class="card-text">{ c.summary.clone() }</span>
            <span class="fade">{ if at > 0 { text::steps_at(c.steps, at + 1) } else { text::steps(c.steps) } }{ draw::edition(c.edition) }</span>
        </a></li>
    }
}

/// Free play: an edition has to be chosen, so there is a door for each. `index.html` has the same.
fn doors() -> Html {
    let door = |(edition, name, about): (Edition, &'static str, &'static str)| {
        html! { <a class="door" href={Address::Free(edition).hash()}><strong>{ icon("#i-console") }{ name }</strong><span>{ about }</span></a> }
    };
    html! {
        <section class="free" aria-labelledby="free">
            <h2 id="free">{ text::FREE_TITLE }</h2>
            <p>{ text::FREE_SUMMARY }</p>
            <div class="doors">{ for text::FREE_DOORS.into_iter().map(door) }</div>
            <p><a href={Address::WhatChanged(None).hash()}>{ text::WHAT_CHANGED_BETWEEN }</a></p>
        </section>
    }
}

/// Bytes in a row of the specimen.
const ROW: usize = 12;

/// The same bytes twice: as they are, and sealed just now in this tab.
fn specimen(cx: &Cx<'_>) -> Html {
    let bytes = cx.workspace.specimen();
    html! {
        <figure class="specimen">
            <figcaption>{ text::SPECIMEN }</figcaption>
            { lines("hue-plain", text::SPECIMEN_PLAIN, rows(&bytes.0)) }
            { lines("hue-0", text::SPECIMEN_SEALED, rows(&bytes.1)) }
            <p class="fade">{ text::SPECIMEN_NOTE }</p>
        </figure>
    }
}

/// Bytes as numbers and as characters.
fn rows(bytes: &[u8]) -> String {
    let row = |row: &[u8]| [&draw::hex(row), " ", &draw::ascii(row)].concat();
    bytes.chunks(ROW).map(row).collect::<Vec<_>>().join("\n")
}

fn lines(class: &'static str, what: &'static str, text: String) -> Html {
    html! { <div class={class}><p>{ what }</p><pre tabindex="0" aria-label={what}>{ text }</pre></div> }
}

/// The screen while a scenario is being loaded. If its step only waits for the database engine, the text that `early.js`
/// drew stays readable.
pub(crate) fn loading(cx: &Cx<'_>) -> Html {
    if let Some(text) = cx.host.early_text().filter(|_| !cx.ui.wait.is_over()) {
        return Html::VRef(text.into());
    }
    html! { <main class="start"><h1 class="visually-hidden">{ text::NAME }</h1><p class="empty" role="status">{ text::LOADING }</p></main> }
}

/// The screen for what could not be loaded or opened, with a way back to what is still open.
pub(crate) fn failed(cx: &Cx<'_>, why: &str, again: bool) -> Html {
    let back = cx.workspace.is_used();
    html! {
        <main class="start">
            <h1>{ text::NOT_OPENED }</h1>
            { problem(cx, why, again) }
            <p class="ways">
                { back.then(|| button(cx, "plain", "#i-back", text::BACK_TO_WORK, Msg::Keep(Keep::Back), true)) }
                <a href="#">{ text::ALL_SCENARIOS }</a>
            </p>
        </main>
    }
}

/// What went wrong, with a button to try again if that can help.
pub(crate) fn problem(cx: &Cx<'_>, why: &str, again: bool) -> Html {
    html! {
        <div class="flash bad" role="alert">
            { icon("#i-bad") }
            <div><p>{ why.to_owned() }</p>{ again.then(|| button(cx, "plain", "#i-again", text::RETRY, Msg::Open(Open::Retry), true)) }</div>
        </div>
    }
}
