//! The cards of the map: a key, a cluster, a snapshot, a backup.

use playground_session::view::{
    BackupBox, ClusterBox, Extent, KeyBox, Seal, SnapshotBox, Status, ThingId, Tone, VolumeView, volume_words,
};
use yew::{Callback, Classes, Html, TargetCast, classes, html};

use super::Map;
use crate::draw::{self, hue, icon, seal, select, status, tag};
use crate::markdown;
use crate::msg::{Cx, Msg};
use crate::text;

/// The id of a thing's card on the map.
pub(crate) fn card(thing: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    ["map-", &thing.chars().map(plain).collect::<String>()].concat()
}

/// The key whose things are lit: the one that the pointer or the focus is on, or else the one that the reader has opened.
pub(super) fn chosen<'a>(cx: &'a Cx<'_>) -> Option<&'a ThingId> {
    let open = cx.view.inspector.as_ref().filter(|open| open.tag.is_some()).map(|open| &open.thing);
    let selected = open.filter(|open| cx.ui.inspector.focus.selected.as_ref() == Some(open));
    cx.ui.map.lit.as_ref().or(selected)
}

/// Returns whether a card is lit, because of the key that protects its thing.
fn lit(cx: &Cx<'_>, seal: &Seal) -> Option<&'static str> {
    let key = chosen(cx)?;
    matches!(seal, Seal::Under(tag) if tag.thing == *key).then_some("lit")
}

/// What is broken looks so.
fn dead(status: &Status) -> Option<&'static str> {
    (status.tone == Tone::Bad).then_some("dead")
}

/// A KMS key.
pub(super) fn key(cx: &Cx<'_>, k: &KeyBox) -> Html {
    let worn = Seal::Under(k.tag.clone());
    let body = html! {
        <>
            <span class="box-head">{ tag(&k.tag) }{ status(&k.status) }</span>
            <span class="fade">
                { text::said(&k.manager) }
                { (k.under > 0).then(|| format!(", {}", text::under(k.under))) }
                { (k.versions > 1).then(|| text::backing_keys(k.versions)) }
                { (!k.note.is_empty()).then(|| format!(", {}", text::said(&k.note))) }
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

/// A cluster. `more` leads to the snapshots that are not listed.
pub(super) fn cluster(cx: &Cx<'_>, c: &ClusterBox, more: Option<Html>) -> Html {
    let warns = c.row && !c.warnings.is_empty();
    let warned = c.warnings.iter().map(text::said).collect::<Vec<_>>().join(" ");
    let head = html! {
        <>
            <span class="box-head"><span class="box-name">{ icon("#i-cluster") }{ c.id.clone() }</span>{ status(&c.status) }</span>
            <span class="box-head">
                <span class="fade engine">{ c.engine.clone() }</span>
                { seal(&c.seal) }
                { (c.row && c.leaves > 0).then(|| html! {
                    <span class="fade" title={text::leaves(c.leaves)}>{ icon("#i-backup") }{ " " }<span aria-hidden="true">{ c.leaves }</span><span class="visually-hidden">{ text::leaves(c.leaves) }</span></span>
                }) }
                { warns.then(|| html! { <span class="warning" title={warned.clone()}>{ icon("#i-warn") }<span class="visually-hidden">{ warned }</span></span> }) }
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
            { more }
        </li>
    }
}

/// What a cluster's card says below its head.
fn rest(cx: &Cx<'_>, c: &ClusterBox) -> Html {
    html! {
        <div class="box-rest">
            { for c.warnings.iter().map(|w| html! { <p class="warning">{ icon("#i-warn") }<span>{ markdown::with_rules(&text::said(w), cx.view.edition) }</span></p> }) }
            { (!c.global.is_empty()).then(|| html! { <p class="fade">{ text::said(&c.global) }</p> }) }
            { volume(&c.volume) }
            { (!c.instances.is_empty()).then(|| html! {
                <ul class="instances">{ for c.instances.iter().map(|i| html! {
                    <li>{ icon("#i-instance") }<span>{ i.id.clone() }</span><span class="fade">{ text::said(&i.role) }</span>{ instance_status(&i.status, &c.status) }</li>
                }) }</ul>
            }) }
            { links(cx, &c.links) }
        </div>
    }
}

/// The state of an instance. If something is wrong with it that its cluster's state has said already, its icon.
fn instance_status(state: &Status, cluster: &Status) -> Html {
    if state == cluster && matches!(state.tone, Tone::Warn | Tone::Bad) {
        html! { <span class="brief" title={text::said(&state.word)}>{ status(state) }</span> }
    } else {
        status(state)
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

/// A snapshot.
pub(super) fn snapshot(cx: &Cx<'_>, s: &SnapshotBox) -> Html {
    let head = html! {
        <>
            <span class="box-head"><span class="box-name">{ icon("#i-snapshot") }{ s.id.clone() }</span>{ status(&s.status) }</span>
            <span class="box-head"><span class="fade">{ text::said(&s.kind) }{ text::SNAPSHOT }</span>{ seal(&s.seal) }</span>
        </>
    };
    html! {
        <li key={s.thing.to_string()} id={card(&s.thing)} class={leaf(cx, &s.seal, &s.status)}>
            { select(cx, &s.thing, "box-button", head) }
            { (!s.links.is_empty() || !s.shared_with.is_empty()).then(|| html! {
                <div class="box-rest">
                    { links(cx, &s.links) }
                    { (!s.shared_with.is_empty()).then(|| html! { <p class="fade">{ icon("#i-share") }<span>{ text::SHARED_WITH }{ s.shared_with.iter().map(text::said).collect::<Vec<_>>().join(", ") }</span></p> }) }
                </div>
            }) }
        </li>
    }
}

/// A backup.
pub(super) fn backup(cx: &Cx<'_>, b: &BackupBox) -> Html {
    let head = html! {
        <>
            <span class="box-head"><span class="box-name">{ icon("#i-backup") }{ text::BACKUP }</span>{ status(&b.status) }</span>
            <span class="box-head"><span class="fade">{ text::said(&b.window) }</span>{ seal(&b.seal) }</span>
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
            <span class="fade">{ text::said(&volume_words(v)) }</span>
            { v.extents.iter().any(|e| e.shared).then(|| html! { <span class="fade">{ text::SHARED_PAGES }</span> }) }
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
