//! The map: accounts, Regions, and what is in them, as boxes. Boxes and not a drawing, so that the map reflows on a phone and
//! a screen reader reads it in order.

pub(crate) mod cards;
mod narrow;

use playground_session::view::{
    AccountBox, Cut, Fold, Holds, MapFilter, MapKind, MapPart, MapView, RegionBox, Severity, ThingId,
    TwinItem, held, more_accounts, noted, twin,
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
    /// Open an account or a Region, or close it.
    Fold { place: String, open: bool },
    /// Light up what is encrypted under a key while the pointer or the focus is on it.
    Light { key: Option<ThingId> },
    /// Show only what has these words.
    Find { words: String },
    /// Show only what is so.
    Narrow { filter: MapFilter },
    /// Show everything again.
    Widen,
    /// Turn to another part of a long list.
    Turn { part: MapPart },
    /// List more accounts.
    MoreAccounts,
}

/// How the map is drawn.
#[derive(Default)]
pub(crate) struct Picture {
    /// Whether it is shown as text.
    pub(crate) twin: bool,
    /// The key that the pointer or the focus is on.
    lit: Option<ThingId>,
    /// The list that the reader has turned last.
    turned: Option<MapPart>,
}

impl Picture {
    /// Another state is shown: a key that has gone from under the pointer sends no event that would put the light out.
    pub(crate) fn put_out(&mut self, map: &MapView) {
        self.lit = self.lit.take().filter(|key| is_listed(map, key));
    }
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn map(&mut self, map: Map) -> bool {
        let picture = &mut self.ui.map;
        let focus = &mut self.ui.inspector.focus.map;
        match map {
            Map::Twin => picture.twin = !picture.twin,
            Map::Fold { place, open } => {
                if !open {
                    focus.parts.retain(|part| !is_in(part, &place));
                }
                focus.folds.retain(|fold| fold.place != place);
                focus.folds.push(Fold { place, open, earlier: false });
                let opened = focus.folds.iter().filter(|fold| fold.open).count();
                if opened > OPEN
                    && let Some(first) = focus.folds.iter().position(|fold| fold.open)
                {
                    focus.folds.remove(first);
                }
                self.refresh();
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
            Map::Narrow { filter } => {
                focus.filter = filter;
                focus.parts.clear();
                self.refresh();
            }
            Map::Widen => {
                focus.search.clear();
                focus.filter = MapFilter::default();
                focus.parts.clear();
                self.refresh();
            }
            Map::MoreAccounts => {
                focus.more_accounts += 1;
                self.refresh();
            }
            Map::Turn { part } => {
                focus.parts.retain(|known| !is_same_list(known, &part));
                focus.parts.push(part.clone());
                let many = focus.parts.len().saturating_sub(TURNED_LISTS);
                focus.parts.drain(..many);
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

/// The most places of a map of many things that the reader has opened at once: with another, the first one closes.
const OPEN: usize = 5;
/// The most long lists that stand open at once.
const TURNED_LISTS: usize = 3;

fn is_same_list(one: &MapPart, other: &MapPart) -> bool {
    (&one.account, &one.region, one.kind, &one.of) == (&other.account, &other.region, other.kind, &other.of)
}

/// Returns whether a list is in an account or a Region.
fn is_in(part: &MapPart, place: &str) -> bool {
    let rest = place.strip_prefix(part.account.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('/') == Some(part.region.as_str()))
}

/// Returns whether a thing has a card or a row on the map.
pub(crate) fn is_listed(map: &MapView, thing: &ThingId) -> bool {
    map.accounts.iter().flat_map(|account| &account.regions).any(|region| {
        let leaves = region.clusters.iter().flat_map(|it| it.snapshots.iter().map(|it| &it.thing));
        let backups = region.clusters.iter().filter_map(|it| it.backup.as_ref()).chain(&region.backups);
        let clusters = region.clusters.iter().map(|it| &it.thing);
        let snapshots = region.snapshots.iter().map(|it| &it.thing);
        let keys = region.keys.iter().map(|it| &it.tag.thing);
        let mut all = leaves.chain(backups.map(|it| &it.thing)).chain(clusters).chain(snapshots).chain(keys);
        all.any(|it| it == thing)
    })
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
        // A map of many things has the button beside what narrows it.
        let all = map
            .index
            .is_none()
            .then(|| button(cx, "plain", "", &text::FIND_NO_MORE, Msg::Map(Map::Widen), true));
        html! { <div class="empty"><p>{ text::FIND_NOTHING }</p>{ all }</div> }
    } else if cx.ui.map.twin {
        html! { <>{ all_pagers(cx, map) }{ as_text(map) }</> }
    } else {
        html! { <>{ picture(cx, map) }<div class="print-only">{ as_text(map) }</div></> }
    };
    let narrow = map.index.as_ref().map(|index| narrow::bar(cx, index));
    panels::panel(cx, Panel::Map, tools, html! { <>{ narrow }{ body }</> })
}

fn search(cx: &Cx<'_>, map: &MapView) -> Html {
    let focus = &cx.ui.inspector.focus.map;
    let words = focus.search.clone();
    let typed = cx.hear(|event: yew::InputEvent| {
        let words = event.target_dyn_into::<HtmlInputElement>()?.value();
        Some(Msg::Map(Map::Find { words }))
    });
    let narrowed = !words.trim().is_empty() || focus.filter != MapFilter::default();
    let count = narrowed.then(|| text::found(map.found, map.total));
    html! {
        <search class="find">
            <input type="search" aria-label={text::FIND} placeholder={text::FIND_BY} value={words} oninput={typed} autocomplete="off" spellcheck="false" />
            <span class="fade" role="status">{ count }</span>
            // What narrows a map of many things may have scrolled out of sight.
            { (narrowed && map.index.is_some()).then(|| button(cx, "quiet", "#i-close", &text::WIDEN, Msg::Map(Map::Widen), true)) }
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
    let many = map.index.is_some().then_some("many");
    let more = (map.more > 0).then(|| {
        button(
            cx,
            "quiet more",
            "#i-more",
            &text::said(&more_accounts(map.more)),
            Msg::Map(Map::MoreAccounts),
            true,
        )
    });
    // Of many things, a step leads to others, perhaps in another account. They are drawn anew: what stays would jump there.
    let moment = many.map_or(0, |_| cx.view.scenario.as_ref().map_or(0, |_| cx.view.timeline.position));
    html! { <div key={moment} class={classes!("accounts", lit, many)}>{ for map.accounts.iter().map(|a| account(cx, a)) }{ more }</div> }
}

/// Wide accounts get more room: the more Regions, the more.
const ROOM: [&str; 5] = ["of-0", "of-1", "of-2", "of-3", "of-4"];

fn account(cx: &Cx<'_>, a: &AccountBox) -> Html {
    let name = html! { <>{ icon("#i-account") }<span>{ text::said(&a.label) }</span><code>{ a.id.clone() }</code></> };
    let fold = fold(cx, &a.id, name, &a.holds, a.folded);
    let folded = a.folded;
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

/// The button that closes an account or a Region. Closed, it says how much is in it.
fn fold(cx: &Cx<'_>, place: &str, name: Html, holds: &Holds, folded: bool) -> Html {
    let onclick = cx.on(Msg::Map(Map::Fold { place: place.to_owned(), open: folded }));
    let count = match (folded, &cx.view.map.index) {
        (true, Some(_)) => summed(holds),
        (true, None) => html! { <span class="fade">{ text::things(holds.total()) }</span> },
        (false, _) => Html::default(),
    };
    html! {
        <button type="button" class="fold" aria-expanded={(!folded).to_string()} {onclick}>
            { icon(if folded { "#i-more" } else { "#i-less" }) }
            { name }
            { count }
        </button>
    }
}

/// What is in an account or a Region, where there are many things on the map.
fn summed(holds: &Holds) -> Html {
    html! { <><span class="fade holds">{ text::said(&held(holds)) }</span>{ tallies(holds) }</> }
}

/// What the last step did in an account or a Region, and how much is found there.
fn tallies(holds: &Holds) -> Html {
    let class = |severity: Option<Severity>| match severity {
        None => "tally changed",
        Some(Severity::Critical) => "tally critical",
        Some(Severity::High) => "tally high",
        Some(Severity::Medium | Severity::Low) => "tally",
    };
    noted(holds)
        .iter()
        .map(|(severity, said)| html! { <span class={class(*severity)}>{ text::said(said) }</span> })
        .collect()
}

fn region(cx: &Cx<'_>, account: &str, r: &RegionBox) -> Html {
    let place = [account, "/", &r.code].concat();
    let name = html! { <><code>{ r.code.clone() }</code><span class="fade">{ r.name.clone() }</span></> };
    let fold = fold(cx, &place, name, &r.holds, r.folded);
    let folded = r.folded;
    let list = |kind, class, items| list(cx, account, r, kind, class, items);
    let body = html! {
        <>
            <h4>{ fold }</h4>
            { (!folded).then(|| html! {
                <>
                    { cx.view.map.index.is_some().then(|| html! { <p class="sum">{ summed(&r.holds) }</p> }) }
                    { list(MapKind::Keys, "keys", r.keys.iter().map(|k| key(cx, k)).collect()) }
                    { list(MapKind::Clusters, "clusters", r.clusters.iter().map(|c| {
                        let rest = c.cut.as_ref().map(|cut| rest(cx, account, &r.code, cut));
                        cluster(cx, c, rest)
                    }).collect()) }
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

/// How many things the page lists at once, at most: the session's parts.
const PART: usize = 50;

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
    let above = cut.filter(|cut| !cut.brief).map(|cut| rest(cx, account, &r.code, cut));
    let below = cut.map(|cut| rest(cx, account, &r.code, cut));
    let turned = |part: &MapPart| {
        part.account == account && part.region == r.code && part.kind == kind && part.of.is_none()
    };
    let id = cx.ui.map.turned.as_ref().is_some_and(turned).then_some(TURNED);
    let many = cx.view.map.index.is_some();
    let lines = (items.len() > CARDS || many).then_some("lines");
    // A few clusters need no heading: each says what it is.
    let head = (kind != MapKind::Clusters || cut.is_some() || many)
        .then(|| html! { <h5 {id}>{ text::kind(kind, cx.view.edition) }</h5> });
    html! {
        <>
            { head }
            { above }
            <ul class={classes!(class, lines)}>{ items }</ul>
            { below }
        </>
    }
}

/// The way to what a list doesn't have.
fn rest(cx: &Cx<'_>, account: &str, region: &str, cut: &Cut) -> Html {
    if !cut.brief {
        return pager(cx, account, region, cut);
    }
    let part = MapPart {
        account: account.to_owned(),
        region: region.to_owned(),
        kind: cut.kind,
        of: cut.of.clone(),
        first: cut.first,
    };
    let label = text::more(cut.found - cut.listed);
    html! { <p class="pager">{ button(cx, "quiet more", "#i-more", &label, Msg::Map(Map::Turn { part }), true) }</p> }
}

fn pager(cx: &Cx<'_>, account: &str, region: &str, cut: &Cut) -> Html {
    let to = |first: usize, sign: &'static str, label: &'static str, enabled: bool| {
        let (account, region) = (account.to_owned(), region.to_owned());
        let part = MapPart { account, region, kind: cut.kind, of: cut.of.clone(), first };
        button(cx, "quiet", sign, label, Msg::Map(Map::Turn { part }), enabled)
    };
    let next = cut.first + cut.listed;
    html! {
        <p class="pager">
            { to(cut.first.saturating_sub(PART), "#i-back", &text::EARLIER, cut.first > 0) }
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
        html! { <><h5>{ name }</h5>{ rest(cx, &a.id, &r.code, cut) }</> }
    })
    .collect()
}
