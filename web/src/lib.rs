//! The page: draws a [`playground_session::view::View`] and sends what the
//! reader does to the session. It holds no rule, no id and no clock.

mod account;
mod address;
mod announce;
mod app;
mod brought;
mod browser;
mod challenge;
mod changed;
mod database;
mod draw;
mod embed;
mod events;
mod help;
mod host;
mod keep;
mod keys;
mod later;
mod load;
mod markdown;
mod minute;
mod mount;
mod msg;
mod notices;
mod open;
mod opening;
mod output;
mod panels;
mod parts;
mod play;
mod progress;
mod quiz;
mod refusal;
mod said;
mod scroll;
mod sessions;
mod share;
mod sql;
mod start;
mod stood;
mod store;
mod text;
mod wait;
mod workspace;

pub use mount::{Mounted, mount};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::window;

use crate::app::{App, Props};
use crate::host::Host;

/// Draws the page into the element with id `app`; `boot.js` calls it once.
#[wasm_bindgen]
pub fn boot() {
    set_panic_hook();
    database::offer();
    later::take_turns();
    let place = window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("app"));
    if let Some(place) = place {
        yew::Renderer::<App>::with_root_and_props(place.clone(), Props { host: Host::page(place) }).render();
    }
}

#[wasm_bindgen(raw_module = "../hooks.js")]
extern "C" {
    /// Says so wherever the playground stands on the page.
    fn panicked(message: &str);
}

fn set_panic_hook() {
    std::panic::set_hook(Box::new(|info| panicked(&info.to_string())));
}
