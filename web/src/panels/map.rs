//! The map: accounts, Regions, and what is in them, as boxes. Boxes and not a drawing, so that the map reflows on a phone and
//! a screen reader reads it in order.

use playground_session::view::{
    AccountBox, BackupBox, ClusterBox, Cut, Extent, KeyBox, MapKind, MapPart, MapView, RegionBox, Seal,
    SnapshotBox, Status, ThingId, Tone, TwinItem, VolumeView, twin, volume_words,
};
use web_sys::HtmlInputElement;
use yew::{Callback, Classes, Html, TargetCast, classes, html};

use crate::app::{After, App};
use crate::draw::{self, button, hue, icon, seal, select, status, tag};
use crate::msg::{Cx, Msg};
use crate::panels::{self, Panel};
use crate::text;

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
                self.after.push(After::Reveal(TURNED));
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

/// The id of a thing's card on the map.
pub(crate) fn card(thing: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    ["map-", &thing.chars().map(plain).collect::<String>()].concat()
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
            { button(cx, "quiet", "#i-text", label, Msg::Map(Map::Twin), true) }
        </>
    };
    let body = if map.total == 0 {
        html! { <p class="empty">{ text::EMPTY_MAP }</p> }
    } else if map.accounts.is_empty() {
        let all =
            button(cx, "plain", "", text::FIND_NO_MORE, Msg::Map(Map::Find { words: String::new() }), true);
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

/// The key whose things are lit: the one that the pointer or the focus is on, or else the one that the reader has opened.
fn chosen<'a>(cx: &'a Cx<'_>) -> Option<&'a ThingId> {
    let open = cx.view.inspector.as_ref().filter(|open| open.tag.is_some()).map(|open| &open.thing);
    let selected = open.filter(|open| cx.ui.inspector.focus.selected.as_ref() == Some(open));
    cx.ui.map.lit.as_ref().or(selected)
}

/// Whether a card is lit, because of the key that protects its thing.
fn lit(cx: &Cx<'_>, seal: &Seal) -> Option<&'static str> {
    let key = chosen(cx)?;
    matches!(seal, Seal::Under(tag) if tag.thing == *key).then_some("lit")
}

/// What is broken looks so.
fn dead(status: &Status) -> Option<&'static str> {
    (status.tone == Tone::Bad).then_some("dead")
}

/// Wide accounts get more room: the more Regions, the more.
const ROOM: [&str; 5] = ["of-0", "of-1", "of-2", "of-3", "of-4"];

fn account(cx: &Cx<'_>, a: &AccountBox) -> Html {
    let open = a.regions.iter().map(|r| r.found).sum();
    let name =
        html! { <>{ icon("#i-account") }<span>{ a.label.clone() }</span><code>{ a.id.clone() }</code></> };
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
            { to(cut.first.saturating_sub(cut.listed.max(1)), "#i-back", text::EARLIER, cut.first > 0) }
            <span>{ text::part(cut) }</span>
            { to(next, "#i-next", text::LATER, next < cut.found) }
        </p>
    }
}

/// The buttons of all lists that are cut off, above the map as text.
fn all_pagers(cx: &Cx<'_>, map: &MapView) -> Html {
    let regions = map.accounts.iter().flat_map(|a| a.regions.iter().map(move |r| (a, r)));
    let cuts = regions.flat_map(|(a, r)| r.cuts.iter().map(move |cut| (a, r, cut)));
    cuts.map(|(a, r, cut)| {
        let name = format!("{} {}", r.code, text::kind(cut.kind, cx.view.edition));
        html! { <><h5>{ name }</h5>{ pager(cx, &a.id, &r.code, cut) }</> }
    })
    .collect()
}

fn key(cx: &Cx<'_>, k: &KeyBox) -> Html {
    let worn = Seal::Under(k.tag.clone());
    let body = html! {
        <>
            <span class="box-head">{ tag(&k.tag) }{ status(&k.status) }</span>
            <span class="fade">
                { k.manager.clone() }
                { (k.under > 0).then(|| format!(", {}", text::under(k.under))) }
                { (k.versions > 1).then(|| text::backing_keys(k.versions)) }
                { (!k.note.is_empty()).then(|| format!(", {}", k.note)) }
            </span>
        </>
    };
    let class = classes!("box", "key", hue(&worn), lit(cx, &worn), dead(&k.status));
    let light = |key: Option<&ThingId>| Msg::Map(Map::Light { key: key.cloned() });
    let (on, off) = (light(Some(&k.tag.thing)), light(None));
    html! {
        <li key={k.tag.thing.to_string()} id={card(&k.tag.thing)} {class}
            onpointerenter={cx.on(on.clone())} onpointerleave={cx.on(off.clone())} onfocusin={by_keyboard(cx, on)} onfocusout={cx.on(off)}>
            { select(cx, &k.tag.thing, "box-button", body) }
        </li>
    }
}

/// Sends a message when the focus has come by the keyboard. A click moves the focus as well, and then selects.
fn by_keyboard(cx: &Cx<'_>, msg: Msg) -> Callback<yew::FocusEvent> {
    cx.hear(move |event: yew::FocusEvent| {
        let seen = event.target_dyn_into::<web_sys::Element>()?.matches(":focus-visible");
        seen.is_ok_and(|seen| seen).then(|| msg.clone())
    })
}

fn cluster(cx: &Cx<'_>, c: &ClusterBox) -> Html {
    let warns = c.row && !c.warnings.is_empty();
    let head = html! {
        <>
            <span class="box-head"><span class="box-name">{ icon("#i-cluster") }{ c.id.clone() }</span>{ status(&c.status) }</span>
            <span class="box-head">
                <span class="fade engine">{ c.engine.clone() }</span>
                { seal(&c.seal) }
                { (c.row && c.leaves > 0).then(|| html! {
                    <span class="fade" title={text::leaves(c.leaves)}>{ icon("#i-backup") }{ " " }<span aria-hidden="true">{ c.leaves }</span><span class="visually-hidden">{ text::leaves(c.leaves) }</span></span>
                }) }
                { warns.then(|| html! { <span class="warning">{ icon("#i-warn") }<span class="visually-hidden">{ c.warnings.join(" ") }</span></span> }) }
            </span>
        </>
    };
    let class = classes!("box", lit(cx, &c.seal), dead(&c.status));
    html! {
        <li key={c.thing.to_string()} class={classes!("cluster", hue(&c.seal), c.row.then_some("row"))}>
            <div id={card(&c.thing)} {class}>
                { select(cx, &c.thing, "box-button", head) }
                { (!c.row).then(|| rest(cx, c)) }
            </div>
            { (c.backup.is_some() || !c.snapshots.is_empty()).then(|| html! {
                <ul class="leaves">
                    { c.backup.as_ref().map(|b| backup(cx, b)) }
                    { for c.snapshots.iter().map(|s| snapshot(cx, s)) }
                </ul>
            }) }
        </li>
    }
}

/// What a cluster's card says below its head.
fn rest(cx: &Cx<'_>, c: &ClusterBox) -> Html {
    html! {
        <div class="box-rest">
            { (!c.global.is_empty()).then(|| html! { <p class="fade">{ c.global.clone() }</p> }) }
            { volume(&c.volume) }
            { (!c.instances.is_empty()).then(|| html! {
                <ul class="instances">{ for c.instances.iter().map(|i| html! {
                    <li>{ icon("#i-instance") }<span>{ i.id.clone() }</span><span class="fade">{ i.role.clone() }</span>{ status(&i.status) }</li>
                }) }</ul>
            }) }
            { links(cx, &c.links) }
            { for c.warnings.iter().map(|w| html! { <p class="warning">{ icon("#i-warn") }<span>{ w.clone() }</span></p> }) }
        </div>
    }
}

fn links(cx: &Cx<'_>, all: &[playground_session::view::Link]) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    html! { <p class="links">{ for all.iter().map(|l| draw::link(cx, l)) }</p> }
}

/// The classes of a snapshot's or backup's card.
fn leaf(cx: &Cx<'_>, seal: &Seal, status: &Status) -> Classes {
    classes!("box", "leaf", hue(seal), lit(cx, seal), dead(status))
}

fn snapshot(cx: &Cx<'_>, s: &SnapshotBox) -> Html {
    let head = html! {
        <>
            <span class="box-head"><span class="box-name">{ icon("#i-snapshot") }{ s.id.clone() }</span>{ status(&s.status) }</span>
            <span class="box-head"><span class="fade">{ s.kind.clone() }{ text::SNAPSHOT }</span>{ seal(&s.seal) }</span>
        </>
    };
    html! {
        <li key={s.thing.to_string()} id={card(&s.thing)} class={leaf(cx, &s.seal, &s.status)}>
            { select(cx, &s.thing, "box-button", head) }
            { (!s.links.is_empty() || !s.shared_with.is_empty()).then(|| html! {
                <div class="box-rest">
                    { links(cx, &s.links) }
                    { (!s.shared_with.is_empty()).then(|| html! { <p class="fade">{ icon("#i-share") }<span>{ text::SHARED_WITH }{ s.shared_with.join(", ") }</span></p> }) }
                </div>
            }) }
        </li>
    }
}

fn backup(cx: &Cx<'_>, b: &BackupBox) -> Html {
    let head = html! {
        <>
            <span class="box-head"><span class="box-name">{ icon("#i-backup") }{ text::BACKUP }</span>{ status(&b.status) }</span>
            <span class="box-head"><span class="fade">{ b.window.clone() }</span>{ seal(&b.seal) }</span>
        </>
    };
    html! { <li key={b.thing.to_string()} id={card(&b.thing)} class={leaf(cx, &b.seal, &b.status)}>{ select(cx, &b.thing, "box-button", head) }</li> }
}

/// The most cells drawn. Of a bigger volume, the first pages are drawn.
const CELLS: u32 = 96;

fn volume(v: &VolumeView) -> Html {
    if v.pages == 0 {
        return Html::default();
    }
    let mut left = CELLS;
    let mut cells: Vec<Html> = Vec::new();
    for extent in &v.extents {
        for _ in 0..extent.pages.min(left) {
            cells.push(html! { <i class={cell(extent)} /> });
        }
        left = left.saturating_sub(extent.pages);
    }
    html! {
        <div class="volume">
            <span class={if v.pages <= 12 { "cells few" } else { "cells" }} aria-hidden="true">{ cells }</span>
            <span class="fade">{ volume_words(v) }</span>
        </div>
    }
}

fn cell(e: &Extent) -> &'static str {
    match e {
        Extent { damaged: true, .. } => "cell damaged",
        Extent { sealed: true, changed: true, .. } => "cell sealed changed",
        Extent { sealed: true, shared: true, .. } => "cell sealed shared",
        Extent { sealed: true, .. } => "cell sealed",
        Extent { changed: true, .. } => "cell changed",
        Extent { shared: true, .. } => "cell shared",
        Extent { sealed: false, changed: false, shared: false, damaged: false, .. } => "cell",
    }
}
