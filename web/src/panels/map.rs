//! The map: accounts, Regions, and what is in them, as boxes. Boxes and not a drawing, so that the map reflows on a phone and
//! a screen reader reads it in order.

use playground_session::view::{
    AccountBox, BackupBox, ClusterBox, Extent, KeyBox, MapView, RegionBox, Seal, SnapshotBox, TwinItem,
    VolumeView, twin, volume_words,
};
use yew::{Html, classes, html};

use crate::draw::{self, button, hue, icon, seal, select, status, tag};
use crate::markdown;
use crate::msg::{Cx, Msg};
use crate::panels::{self, Panel};
use crate::text;

/// What can happen to the map.
#[derive(Clone)]
pub(crate) enum Map {
    /// Switch between the picture and the text.
    Twin,
}

/// How the map is drawn.
#[derive(Default)]
pub(crate) struct Picture {
    /// Whether it is shown as text.
    pub(crate) twin: bool,
}

impl Picture {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn update(&mut self, map: &Map) -> bool {
        match map {
            Map::Twin => self.twin = !self.twin,
        }
        true
    }
}

/// The panel.
pub(crate) fn panel(cx: &Cx<'_>) -> Html {
    let map = &cx.view.map;
    let label = if cx.ui.map.twin { text::AS_PICTURE } else { text::AS_TEXT };
    let tools = button(cx, "quiet", "#i-text", label, Msg::Map(Map::Twin), true);
    let body = if map.accounts.is_empty() {
        html! { <p class="empty">{ text::EMPTY_MAP }</p> }
    } else if cx.ui.map.twin {
        as_text(map)
    } else {
        html! { <>{ picture(cx, map) }<div class="print-only">{ as_text(map) }</div></> }
    };
    panels::panel(cx, Panel::Map, tools, body)
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
    html! { <div class="accounts">{ for map.accounts.iter().map(|a| account(cx, a)) }</div> }
}

fn account(cx: &Cx<'_>, a: &AccountBox) -> Html {
    let body = html! {
        <>
            <h3>{ icon("#i-account") }<span>{ a.label.clone() }</span><code>{ a.id.clone() }</code></h3>
            <div class="regions">{ for a.regions.iter().map(|r| region(cx, &a.id, r)) }</div>
        </>
    };
    draw::region(cx, classes!("account"), &text::account(&a.id), body)
}

fn region(cx: &Cx<'_>, account: &str, r: &RegionBox) -> Html {
    let body = html! {
        <>
            <h4><code>{ r.code.clone() }</code><span class="fade">{ r.name.clone() }</span></h4>
            { group(text::keys(cx.view.edition), "keys", r.keys.iter().map(|k| key(cx, k)).collect()) }
            { r.clusters.iter().map(|c| cluster(cx, c)).collect::<Html>() }
            { group(text::OTHER_SNAPSHOTS, "leaves", r.snapshots.iter().map(|s| snapshot(cx, s)).collect()) }
            { group(text::OTHER_BACKUPS, "leaves", r.backups.iter().map(|b| backup(cx, b)).collect()) }
            { (r.more > 0).then(|| html! { <p class="fade">{ text::more(r.more) }</p> }) }
        </>
    };
    draw::region(cx, classes!("region"), &text::region(&r.code, account), body)
}

fn group(name: &'static str, class: &'static str, items: Vec<Html>) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    html! { <><h5>{ name }</h5><ul class={class}>{ items }</ul></> }
}

fn key(cx: &Cx<'_>, k: &KeyBox) -> Html {
    let worn = Seal::Under(k.tag.clone());
    let body = html! {
        <>
            <span class="box-head">{ tag(&k.tag) }{ status(&k.status) }</span>
            <span class="fade">
                { k.manager.clone() }
                { (k.versions > 1).then(|| text::backing_keys(k.versions)) }
                { (!k.note.is_empty()).then(|| format!(", {}", k.note)) }
            </span>
        </>
    };
    html! { <li key={k.tag.thing.to_string()} class={classes!("box", "key", hue(&worn))}>{ select(cx, &k.tag.thing, "box-button", body) }</li> }
}

fn cluster(cx: &Cx<'_>, c: &ClusterBox) -> Html {
    let head = html! {
        <>
            <span class="box-head"><span class="box-name">{ icon("#i-cluster") }{ c.id.clone() }</span>{ status(&c.status) }</span>
            <span class="box-head"><span class="fade">{ c.engine.clone() }</span>{ seal(&c.seal) }</span>
        </>
    };
    html! {
        <div key={c.thing.to_string()} class={classes!("cluster", hue(&c.seal))}>
            <div class="box">
                { select(cx, &c.thing, "box-button", head) }
                <div class="box-rest">
                    { (!c.global.is_empty()).then(|| html! { <p class="fade">{ c.global.clone() }</p> }) }
                    { volume(&c.volume) }
                    { (!c.instances.is_empty()).then(|| html! {
                        <ul class="instances">{ for c.instances.iter().map(|i| html! {
                            <li>{ icon("#i-instance") }<span>{ i.id.clone() }</span><span class="fade">{ i.role.clone() }</span>{ status(&i.status) }</li>
                        }) }</ul>
                    }) }
                    { links(cx, &c.links) }
                    { for c.warnings.iter().map(|w| html! { <p class="warning">{ icon("#i-warn") }<span>{ markdown::with_rules(w, cx.view.edition) }</span></p> }) }
                </div>
            </div>
            { (c.backup.is_some() || !c.snapshots.is_empty()).then(|| html! {
                <ul class="leaves">
                    { c.backup.as_ref().map(|b| backup(cx, b)) }
                    { for c.snapshots.iter().map(|s| snapshot(cx, s)) }
                </ul>
            }) }
        </div>
    }
}

fn links(cx: &Cx<'_>, all: &[playground_session::view::Link]) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    html! { <p class="links">{ for all.iter().map(|l| draw::link(cx, l)) }</p> }
}

fn snapshot(cx: &Cx<'_>, s: &SnapshotBox) -> Html {
    let head = html! {
        <>
            <span class="box-head"><span class="box-name">{ icon("#i-snapshot") }{ s.id.clone() }</span>{ status(&s.status) }</span>
            <span class="box-head"><span class="fade">{ s.kind.clone() }{ text::SNAPSHOT }</span>{ seal(&s.seal) }</span>
        </>
    };
    html! {
        <li key={s.thing.to_string()} class={classes!("box", "leaf", hue(&s.seal))}>
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
    html! { <li key={b.thing.to_string()} class={classes!("box", "leaf", hue(&b.seal))}>{ select(cx, &b.thing, "box-button", head) }</li> }
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
