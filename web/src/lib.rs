//! The page: draws a [`playground_session::view::View`] and sends what the
//! reader does to the session. It holds no rule, no id and no clock.

mod address;
mod announce;
mod app;
mod browser;
mod console;
mod draw;
mod engine;
mod help;
mod inspector;
mod keys;
mod load;
mod map;
mod markdown;
mod msg;
mod refusal;
mod rest;
mod scenario;
mod start;
mod text;
mod timeline;
mod trail;
mod twin;

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::window;

/// Draws the page into the element with id `app`; `boot.js` calls it once.
#[wasm_bindgen]
pub fn boot() {
    std::panic::set_hook(Box::new(|info| crashed(&info.to_string())));
    let place = window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("app"));
    if let Some(place) = place {
        place.set_inner_html(""); // the static text that stood there until now
        yew::Renderer::<app::App>::with_root(place).render();
    }
}

/// What the module itself calls when a function is called that it does not have yet: `crates/xtask/src/split.rs`.
#[wasm_bindgen]
pub fn rest_is_needed() {
    rest::now();
}

/// Shows the message that `index.html` keeps for this case.
fn crashed(what: &str) {
    let Some(document) = window().and_then(|w| w.document()) else { return };
    if let Some(detail) = document.get_element_by_id("crash-detail") {
        detail.set_text_content(Some(what));
    }
    if let Some(box_) = document.get_element_by_id("crash") {
        let _ = box_.remove_attribute("hidden");
    }
}
