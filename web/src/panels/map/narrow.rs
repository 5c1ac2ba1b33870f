//! What a map of many things can be narrowed to: an account, a Region, a kind of thing, a key, a finding.

use playground_session::view::{Kind, MapFilter, MapIndex, MapKind};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::{Event, Html, html};

use super::Map;
use crate::msg::{Cx, Msg};
use crate::text::{self, Text};

/// A choice: its value, its words, and whether it is chosen.
type Choice = (String, String, bool);

/// Draws the choices.
pub(super) fn bar(cx: &Cx<'_>, index: &MapIndex) -> Html {
    let focus = &cx.ui.inspector.focus.map;
    let filter = &focus.filter;
    let own = |words: &String, chosen: Option<&String>| (words.clone(), words.clone(), chosen == Some(words));
    let accounts = index.accounts.iter().map(|it| own(it, filter.account.as_ref())).collect();
    let regions = index.regions.iter().map(|it| own(it, filter.region.as_ref())).collect();
    let kinds = MapKind::ALL.map(|kind| {
        (text::only(kind).english().to_owned(), text::only(kind).to_string(), filter.kind == Some(kind))
    });
    let key = filter.key.as_ref();
    let keys =
        index.keys.iter().map(|(key_id, words)| (key_id.to_string(), words.clone(), key == Some(key_id)));
    let findings = index.findings.iter().map(|(kind, count)| {
        (kind.name().to_owned(), text::found_of(*kind, *count), filter.finding == Some(*kind))
    });
    let more_keys = (index.more_keys > 0).then(|| text::more_keys(index.more_keys));
    html! {
        <div class="narrow" role="group" aria-label={text::NARROW}>
            { select(cx, text::BY_FINDING, text::ALL_FINDINGS, findings.collect(), None, |filter, value| filter.finding = Kind::ALL.iter().copied().find(|kind| kind.name() == value)) }
            { select(cx, text::BY_ACCOUNT, text::ALL_ACCOUNTS, accounts, None, |filter, value| filter.account = some(value)) }
            { select(cx, text::BY_REGION, text::ALL_REGIONS, regions, None, |filter, value| filter.region = some(value)) }
            { select(cx, text::BY_KIND, text::ALL_KINDS, kinds.into(), None, |filter, value| filter.kind = MapKind::ALL.into_iter().find(|kind| text::only(*kind).english() == value)) }
            { select(cx, text::BY_KEY, text::ALL_KEYS, keys.collect(), more_keys, |filter, value| filter.key = some(value).map(Into::into)) }
        </div>
    }
}

fn some(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

fn select(
    cx: &Cx<'_>,
    label: Text,
    all: Text,
    choices: Vec<Choice>,
    more: Option<String>,
    set: fn(&mut MapFilter, &str),
) -> Html {
    let before = cx.ui.inspector.focus.map.filter.clone();
    let picked = cx.hear(move |event: Event| {
        let value = event.target()?.dyn_into::<HtmlSelectElement>().ok()?.value();
        let mut filter = before.clone();
        set(&mut filter, &value);
        Some(Msg::Map(Map::Narrow { filter }))
    });
    let chosen = choices.iter().any(|(.., is_it)| *is_it);
    html! {
        <select aria-label={label} class={if chosen { "on" } else { "" }} onchange={picked}>
            <option value="" selected={!chosen}>{ all }</option>
            { for choices.into_iter().map(|(value, words, is_it)| html! { <option {value} selected={is_it}>{ words }</option> }) }
            { more.map(|words| html! { <option disabled=true>{ words }</option> }) }
        </select>
    }
}
