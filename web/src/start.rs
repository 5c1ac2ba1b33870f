//! The first screen: what this is, the way in, the scenarios and which of them are done, free play, and what to trust.

use playground_session::scenario::{Group, list_texts};
use playground_session::view::{Edition, ScenarioCard};
use yew::{Html, html};

use crate::address::Address;
use crate::app::{App, Settle};
use crate::draw::{self, button, icon};
use crate::keep::Keep;
use crate::msg::{Cx, Msg};
use crate::open::Open;
use crate::progress::{self, Progress};
use crate::text::{self, Text};
use crate::{browser, challenge, help, load, sessions};
use playground_session::address::OwnSection;

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
    /// The scenario that follows this one: in the suggested path, if this one is in it and not at its end, else in the list.
    pub(crate) fn after(&self, id: &str) -> Option<&ScenarioCard> {
        match self {
            Self::Here(cards) => {
                let mut path = on_path(cards).into_iter().skip_while(|card| card.id != id);
                path.nth(1).or_else(|| cards.iter().skip_while(|card| card.id != id).nth(1))
            }
            Self::Awaited | Self::Missing(_) => None,
        }
    }
}

/// What can happen to the list.
#[derive(Clone)]
pub(crate) enum Start {
    /// Forget what was done.
    Forget,
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn start(&mut self, start: &Start) -> bool {
        match start {
            Start::Forget => {
                progress::forget();
                self.ui.progress = progress::all();
                self.settling.push(Settle::Focus("scenarios"));
            }
        }
        true
    }
}

/// The page. What stands before the list stands in `index.html` as well, and the list in `crates/author/src/start.rs`, to
/// be read before the program is here.
pub(crate) fn page(cx: &Cx<'_>) -> Html {
    html! {
        <main class="start">
            <div class="hero">
                <div class="hero-text">
                    <h1>{ text::START_TITLE }</h1>
                    { lead(cx) }
                    <p class="promise">{ text::START_FACTS }</p>
                    <p class="ways">
                        <a class="primary" href={Address::FirstMinute.hash()}>{ icon("#i-lock") }<span>{ text::START_MINUTE }</span></a>
                        <span class="fade">{ text::START_MINUTE_TIME }</span>
                    </p>
                    <p class="go-on">{ go_on(cx) }</p>
                    { doors() }
                </div>
                { specimen(cx) }
            </div>
            { match &cx.ui.cards {
                Cards::Awaited => html! { <p class="empty">{ text::LOADING }</p> },
                Cards::Missing(why) => problem(cx, why, true),
                Cards::Here(cards) => list(cx, cards),
            } }
            { challenge::section(cx) }
            { sessions::section(cx) }
            { help::trust() }
        </main>
    }
}

fn lead(cx: &Cx<'_>) -> Html {
    let part = |(words, to): (Text, Option<(&'static str, usize)>)| match to {
        Some((id, step)) => {
            draw::to(cx, &Address::scenario(id.into(), step.saturating_sub(1)), "", words.into())
        }
        None => words.into(),
    };
    html! { <p class="lead">{ for text::START_LEAD.into_iter().map(part) }</p> }
}

/// How far the reader is in a scenario.
fn progress_in<'a>(cx: &'a Cx<'_>, id: &str) -> Option<&'a Progress> {
    cx.ui.progress.iter().find(|it| it.id == id)
}

fn is_done(cx: &Cx<'_>, card: &ScenarioCard) -> bool {
    progress_in(cx, &card.id).is_some_and(|it| it.done)
}

/// Where a card leads: to the step that the scenario is at in this tab, or was at last.
fn stands_at(cx: &Cx<'_>, card: &ScenarioCard) -> usize {
    let last = progress_in(cx, &card.id).filter(|it| !it.done && it.step < card.steps);
    cx.workspace.stands_at(&card.id, None).or(last.map(|it| it.step)).unwrap_or(0)
}

fn link_to(cx: &Cx<'_>, card: &ScenarioCard) -> String {
    Address::scenario(card.id.clone(), stands_at(cx, card)).hash()
}

/// A link to the scenario that was open last; if that is done, to the one of the path that follows it and isn't. Nothing if
/// none was.
fn go_on(cx: &Cx<'_>) -> Html {
    let Cards::Here(cards) = &cx.ui.cards else { return Html::default() };
    let listed = |it: &Progress| cards.iter().find(|card| card.id == it.id);
    let last = cx.ui.progress.iter().filter(|it| listed(it).is_some()).max_by_key(|it| it.when);
    let Some((last, card)) = last.and_then(|it| Some((it, listed(it)?))) else { return Html::default() };
    if !last.done {
        let place = text::at_step(&card.title, stands_at(cx, card) + 1);
        return html! { <><a href={link_to(cx, card)}>{ icon("#i-next") }{ text::GO_ON }</a><span>{ place }</span></> };
    }
    let path = on_path(cards);
    // From the one that was open last on; behind the end, from the first.
    let after = path.iter().position(|card| card.id == last.id).map_or(0, |at| at + 1);
    match path.iter().cycle().skip(after).take(path.len()).find(|card| !is_done(cx, card)) {
        Some(next) => {
            html! { <><a href={link_to(cx, next)}>{ icon("#i-next") }{ text::GO_ON_NEXT }</a><span>{ next.title.clone() }</span></> }
        }
        None => Html::default(),
    }
}

/// The scenarios of the suggested path.
fn on_path(cards: &[ScenarioCard]) -> Vec<&ScenarioCard> {
    let at = |place: u8| cards.iter().find(|card| card.listing.path.is_some_and(|path| path.get() == place));
    (1..=u8::MAX).map_while(at).collect()
}

/// The scenarios: the suggested path, then the others, group by group.
fn list(cx: &Cx<'_>, cards: &[ScenarioCard]) -> Html {
    let done = cards.iter().filter(|card| is_done(cx, card)).count();
    let path = on_path(cards);
    let minutes = path.iter().map(|card| card.minutes).sum();
    let groups = Group::ALL.into_iter().map(Some).chain([None]);
    let others = groups.filter_map(|group| {
        let those: Vec<_> =
            cards.iter().filter(|card| card.listing.path.is_none() && card.listing.group == group).collect();
        let title = group.map_or(text::NO_GROUP, text::group);
        (!those.is_empty()).then(|| html! { <><h3>{ title }</h3>{ grid(cx, "cards-grid", &those) }</> })
    });
    html! {
        <section aria-labelledby="scenarios">
            <div class="list-head">
                <h2 id="scenarios" tabindex="-1">{ text::SCENARIOS }</h2>
                { (done > 0).then(|| html! {
                    <p class="done-of fade">{ text::done_of(done, cards.len()) }{ button(cx, "quiet", "", &text::FORGET_DONE, Msg::Start(Start::Forget), true) }</p>
                }) }
            </div>
            { browser::is_served().then(questions) }
            <p class="fade">{ text::EDITIONS_NOTE }</p>
            <h3>{ text::PATH_TITLE }<span class="fade">{ text::path_takes(path.len(), minutes) }</span></h3>
            { grid(cx, "cards-grid on-path", &path) }
            { for others }
        </section>
    }
}

/// Links to pages with answers.
fn questions() -> Html {
    let to = |(question, name): (&'static str, &str)| {
        let address = load::address(&["questions/", name, "/"].concat());
        html! { <li><a href={address}>{ text::question(question) }</a></li> }
    };
    html! {
        <>
            <p>{ text::QUESTIONS_LEAD }</p>
            <ul class="asked-often">
                { for list_texts::QUESTIONS.into_iter().map(to) }
                <li><a href={load::address("questions/")}>{ text::QUESTIONS_ALL }</a></li>
            </ul>
        </>
    }
}

fn grid(cx: &Cx<'_>, class: &'static str, cards: &[&ScenarioCard]) -> Html {
    html! { <ol {class}>{ for cards.iter().map(|c| card(cx, c)) }</ol> }
}

/// The sign that a scenario was done.
fn tick(cx: &Cx<'_>, card: &ScenarioCard) -> Html {
    if !is_done(cx, card) {
        return Html::default();
    }
    html! { <span class="tick">{ icon("#i-ok") }<span class="visually-hidden">{ text::DONE_ONCE }</span></span> }
}

fn card(cx: &Cx<'_>, c: &ScenarioCard) -> Html {
    let at = stands_at(cx, c);
    let takes = if at > 0 { text::takes_from(at + 1, c.steps) } else { text::takes(c.steps, c.minutes) };
    html! {
        <li class="card"><a href={link_to(cx, c)}>
            <span class="card-head"><span class="card-title">{ tick(cx, c) }{ c.title.clone() }</span>{ draw::edition(c.edition) }</span>
            <span class="card-text">{ c.summary.clone() }</span>
            <span class="fade">{ takes }{ c.listing.level.map(|level| html! { <span>{ text::level(level) }</span> }) }</span>
        </a></li>
    }
}

/// Free play: an edition has to be chosen, so there is a door for each. `index.html` has the same.
fn doors() -> Html {
    let door = |(edition, name, about): (Edition, Text, Text)| {
        html! { <a class="door" href={Address::Free(edition).hash()} title={about}>{ icon("#i-console") }{ name }</a> }
    };
    html! {
        <section class="free" aria-labelledby="free">
            <h2 id="free">{ text::FREE_TITLE }</h2>
            <p>{ text::FREE_SUMMARY }</p>
            <div class="doors">{ for text::FREE_DOORS.into_iter().map(door) }</div>
            <p><a href={Address::WhatChanged(None).hash()}>{ text::WHAT_CHANGED_BETWEEN }</a></p>
            <p><a href={Address::OwnAccount(OwnSection::default()).hash()}><strong>{ text::OWN_TITLE }</strong></a>{ ". " }{ text::OWN_SUMMARY }</p>
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
            { lines("hue-plain", &text::SPECIMEN_PLAIN, rows(&bytes.0)) }
            { lines("hue-0", &text::SPECIMEN_SEALED, rows(&bytes.1)) }
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
            <h1>{ if again { text::NOT_LOADED } else { text::NOT_OPENED } }</h1>
            { problem(cx, why, again) }
            <p class="ways">
                { back.then(|| button(cx, "plain", "#i-back", &text::BACK_TO_WORK, Msg::Keep(Keep::Back), true)) }
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
            <div><p>{ why.to_owned() }</p>{ again.then(|| button(cx, "plain", "#i-again", &text::RETRY, Msg::Open(Open::Retry), true)) }</div>
        </div>
    }
}
