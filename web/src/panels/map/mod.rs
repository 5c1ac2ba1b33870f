//! The map: accounts, Regions, and what is in them, as boxes. Boxes and not a drawing, so that the map reflows on a phone and
//! a screen reader reads it in order.

pub(crate) mod cards;

use playground_session::view::{
    AccountBox, Cut, MapKind, MapPart, MapView, RegionBox, ThingId, TwinItem, twin,
};
use web_sys::HtmlInputElement;
use yew::{Html, TargetCast, classes, html};

use crate::app::{App, Settle};
use crate::draw::{self, button, icon};
use crate::msg::{Cx, Msg};
use crate::panels::{self, Panel};
use crate::text;
use cards::{backup, chosen, cluster, key, snapshot};

/// What can happen to the map.
#[derive(Clone)]
pub(crate) enum Map {
    /// Switch between the picture and the text.
    Twin,
    /// Close an account or a Region, or open it again.
    Fold { place: String },
    /// Light up what is encrypted under a key while the pointer or the focus is on it.
    Light { key: Option<ThingId> },
    /// Show only what has these words.
    Find { words: String },
    /// Turn to another part of a long list.
    Turn { part: MapPart },
}

/// How the map is drawn.
#[derive(Default)]
pub(crate) struct Picture {
    /// Whether it is shown as text.
    pub(crate) twin: bool,
    /// The accounts and Regions that are closed.
    folded: Vec<String>,
    /// The key that the pointer or the focus is on.
    lit: Option<ThingId>,
    /// The list that the reader has turned last.
    turned: Option<MapPart>,
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn map(&mut self, map: Map) -> bool {
        let picture = &mut self.ui.map;
        let focus = &mut self.ui.inspector.focus.map;
        match map {
            Map::Twin => picture.twin = !picture.twin,
            Map::Fold { place } => {
                let before = picture.folded.len();
                picture.folded.retain(|folded| *folded != place);
                if picture.folded.len() == before {
                    picture.folded.push(place);
                }
            }
            Map::Light { key } => {
                let new = picture.lit != key;
                picture.lit = key;
                return new;
            }
            Map::Find { words } => {
                focus.search = words;
                focus.parts.clear();
                self.refresh();
            }
            Map::Turn { part } => {
                focus.parts.retain(|known| !is_same_list(known, &part));
                focus.parts.push(part.clone());
                picture.turned = Some(part);
                self.settling.push(Settle::Reveal(TURNED));
                self.refresh();
            }
        }
        true
    }
}

/// The id of the heading of the list turned last.
const TURNED: &str = "map-turned";

fn is_same_list(one: &MapPart, other: &MapPart) -> bool {
    (&one.account, &one.region, one.kind) == (&other.account, &other.region, other.kind)
}

/// From how many things on, the map can be searched.
const SEARCHED: usize = 12;

/// The panel.
pub(crate) fn panel(cx: &Cx<'_>) -> Html {
    let map = &cx.view.map;
    let label = if cx.ui.map.twin { text::AS_PICTURE } else { text::AS_TEXT };
    let tools = html! {
        <>
            { (map.total > SEARCHED).then(|| search(cx, map)) }
            { button(cx, "quiet", "#i-text", &label, Msg::Map(Map::Twin), true) }
        </>
    };
    let body = if map.total == 0 {
        html! { <p class="empty">{ text::EMPTY_MAP }</p> }
    } else if map.accounts.is_empty() {
        let all =
            button(cx, "plain", "", &text::FIND_NO_MORE, Msg::Map(Map::Find { words: String::new() }), true);
        html! { <div class="empty"><p>{ text::FIND_NOTHING }</p>{ all }</div> }
    } else if cx.ui.map.twin {
        html! { <>{ all_pagers(cx, map) }{ as_text(map) }</> }
    } else {
        html! { <>{ picture(cx, map) }<div class="print-only">{ as_text(map) }</div></> }
    };
    panels::panel(cx, Panel::Map, tools, body)
}

fn search(cx: &Cx<'_>, map: &MapView) -> Html {
    let words = cx.ui.inspector.focus.map.search.clone();
    let typed = cx.hear(|event: yew::InputEvent| {
        let words = event.target_dyn_into::<HtmlInputElement>()?.value();
        Some(Msg::Map(Map::Find { words }))
    });
    let count = (!words.trim().is_empty()).then(|| text::found(map.found, map.total));
    html! {
        <search class="find">
            <input type="search" aria-label={text::FIND} placeholder={text::FIND_BY} value={words} oninput={typed} autocomplete="off" spellcheck="false" />
            <span class="fade" role="status">{ count }</span>
        </search>
    }
}

/// The map as nested lists of text. The words come from the session.
fn as_text(map: &MapView) -> Html {
    html! { <ul class="twin">{ twin_items(&twin(map)) }</ul> }
}

fn twin_items(all: &[TwinItem]) -> Html {
    let item = |item: &TwinItem| {
        let inside = (!item.items.is_empty()).then(|| html! { <ul>{ twin_items(&item.items) }</ul> });
        html! { <li>{ item.text.clone() }{ inside }</li> }
    };
    all.iter().map(item).collect()
}

fn picture(cx: &Cx<'_>, map: &MapView) -> Html {
    let lit = chosen(cx).map(|_| "lighting");
    html! { <div class={classes!("accounts", lit)}>{ for map.accounts.iter().map(|a| account(cx, a)) }</div> }
}

/// Wide accounts get more room: the more Regions, the more.
const ROOM: [&str; 5] = ["of-0", "of-1", "of-2", "of-3", "of-4"];

fn account(cx: &Cx<'_>, a: &AccountBox) -> Html {
    let open = a.regions.iter().map(|r| r.found).sum();
    let name = html! { <>{ icon("#i-account") }<span>{ text::said(&a.label) }</span><code>{ a.id.clone() }</code></> };
    let (fold, folded) = fold(cx, &a.id, name, open);
    let body = html! {
        <>
            <h3>{ fold }</h3>
            { (!folded).then(|| html! { <div class="regions">{ for a.regions.iter().map(|r| region(cx, &a.id, r)) }</div> }) }
        </>
    };
    let room = ROOM.get(a.regions.len()).copied().unwrap_or("of-4");
    let class = classes!("account", if folded { "of-1" } else { room });
    html! { <key={a.id.clone()}>{ draw::region(cx, class, &text::account(&a.id), body) }</> }
}

/// The button that closes an account or a Region, and whether it is closed. Closed, it says how much is in it.
fn fold(cx: &Cx<'_>, place: &str, name: Html, things: usize) -> (Html, bool) {
    let folded = cx.ui.map.folded.iter().any(|folded| folded == place);
    let onclick = cx.on(Msg::Map(Map::Fold { place: place.to_owned() }));
    let button = html! {
        <button type="button" class="fold" aria-expanded={(!folded).to_string()} {onclick}>
            { icon(if folded { "#i-more" } else { "#i-less" }) }
            { name }
            { folded.then(|| html! { <span class="fade">{ text::things(things) }</span> }) }
        </button>
    };
    (button, folded)
}

fn region(cx: &Cx<'_>, account: &str, r: &RegionBox) -> Html {
    let place = [account, "/", &r.code].concat();
    let name = html! { <><code>{ r.code.clone() }</code><span class="fade">{ r.name.clone() }</span></> };
    let (fold, folded) = fold(cx, &place, name, r.found);
    let list = |kind, class, items| list(cx, account, r, kind, class, items);
    let body = html! {
        <>
            <h4>{ fold }</h4>
            { (!folded).then(|| html! {
                <>
                    { list(MapKind::Keys, "keys", r.keys.iter().map(|k| key(cx, k)).collect()) }
                    { list(MapKind::Clusters, "clusters", r.clusters.iter().map(|c| cluster(cx, c)).collect()) }
                    { list(MapKind::Snapshots, "leaves", r.snapshots.iter().map(|s| snapshot(cx, s)).collect()) }
                    { list(MapKind::Backups, "leaves", r.backups.iter().map(|b| backup(cx, b)).collect()) }
                </>
            }) }
        </>
    };
    let region = draw::region(cx, classes!("region"), &text::region(&r.code, account), body);
    html! { <key={place}>{ region }</> }
}

/// From how many things on, a list has rows of one line.
const CARDS: usize = 12;

/// A list of a Region: its heading, and if it is cut off, buttons for the rest at both ends.
fn list(
    cx: &Cx<'_>,
    account: &str,
    r: &RegionBox,
    kind: MapKind,
    class: &'static str,
    items: Vec<Html>,
) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    let cut = r.cuts.iter().find(|cut| cut.kind == kind);
    let pager = || cut.map(|cut| pager(cx, account, &r.code, cut));
    let turned = |part: &MapPart| part.account == account && part.region == r.code && part.kind == kind;
    let id = cx.ui.map.turned.as_ref().is_some_and(turned).then_some(TURNED);
    let lines = (items.len() > CARDS).then_some("lines");
    // A few clusters need no heading: each says what it is.
    let head = (kind != MapKind::Clusters || cut.is_some())
        .then(|| html! { <h5 {id}>{ text::kind(kind, cx.view.edition) }</h5> });
    html! {
        <>
            { head }
            { pager() }
            <ul class={classes!(class, lines)}>{ items }</ul>
            { pager() }
        </>
    }
}

fn pager(cx: &Cx<'_>, account: &str, region: &str, cut: &Cut) -> Html {
    let to = |first: usize, sign: &'static str, label: &'static str, enabled: bool| {
        let part = MapPart { account: account.to_owned(), region: region.to_owned(), kind: cut.kind, first };
        button(cx, "quiet", sign, label, Msg::Map(Map::Turn { part }), enabled)
    };
    let next = cut.first + cut.listed;
    html! {
        <p class="pager">
            { to(cut.first.saturating_sub(cut.listed.max(1)), "#i-back", &text::EARLIER, cut.first > 0) }
            <span>{ text::part(cut) }</span>
            { to(next, "#i-next", &text::LATER, next < cut.found) }
        </p>
    }
}

/// The buttons of all lists that are cut off, above the map as text.
fn all_pagers(cx: &Cx<'_>, map: &MapView) -> Html {
    let regions = map.accounts.iter().flat_map(|a| a.regions.iter().map(move |r| (a, r)));
    let cuts = regions.flat_map(|(a, r)| r.cuts.iter().map(move |cut| (a, r, cut)));
    cuts.map(|(a, r, cut)| {
        let name = [&r.code, " ", &text::kind(cut.kind, cx.view.edition)].concat();
        html! { <><h5>{ name }</h5>{ pager(cx, &a.id, &r.code, cut) }</> }
    })
    .collect()
}
