//! The page's address in the browser's location. What an address means: `playground_session::address`.

pub(crate) use playground_session::address::Address;
use playground_session::view::{Edition, View};
use web_sys::window;

use crate::load::{self, is_own};

/// The address of the page.
pub(crate) fn current() -> Address {
    let hash = window().and_then(|w| w.location().hash().ok()).unwrap_or_default();
    Address::parse(&hash)
}

/// Writes the address into the location, without a new history entry. A sandboxed frame may refuse that; the page works
/// without it.
pub(crate) fn write(address: &Address) {
    if *address == current() {
        return;
    }
    if let Some(history) = window().and_then(|w| w.history().ok()) {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address.hash()));
    }
}

/// The address of what is shown in a workspace.
pub(crate) fn of(view: &View) -> Address {
    if let Some(challenge) = &view.challenge {
        return Address::Challenge(challenge.id.clone());
    }
    match &view.scenario {
        Some(s) => {
            let edition = Some(view.edition).filter(|edition| *edition != s.edition);
            Address::Scenario { id: s.id.clone(), step: s.current, edition }
        }
        None => Address::Free(view.edition),
    }
}

/// The absolute address that opens the same on the playground's own page; for an author's scenario, which that page does
/// not have in its list, in a frame of its own.
pub(crate) fn absolute(address: &Address) -> String {
    match address {
        Address::Scenario { id, step, edition } if is_own(id) => {
            let id: String = js_sys::encode_uri_component(id).into();
            let edition = edition.map_or_else(String::new, |edition| ["&edition=", edition.name()].concat());
            let step = step.saturating_add(1).to_string();
            [&load::address("embed.html"), "?scenario=", &id, "&step=", &step, &edition].concat()
        }
        other => [load::address("index.html"), other.hash()].concat(),
    }
}

/// The edition that is not this one.
pub(crate) fn other(edition: Edition) -> Edition {
    match edition {
        Edition::Y2020 => Edition::Y2026,
        Edition::Y2026 => Edition::Y2020,
    }
}
