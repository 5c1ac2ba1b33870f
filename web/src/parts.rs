//! Loading the parts of the program that are files of their own (`playground-parts`): what an address leads to, and what a
//! command needs, which waits meanwhile (`wait.rs`).

use js_sys::Promise;
use playground_parts::Part;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use crate::app::App;
use crate::database::reason;
use crate::msg::{Msg, Stage};
use crate::open::Open;
use crate::text;

#[wasm_bindgen(raw_module = "../hooks.js")]
extern "C" {
    /// Resolves when a part's files, which `main` calls and which call it, are loaded.
    fn part(name: &str, main: &JsValue) -> Promise;
}

/// Loads a part, unless it is here. The error is a sentence for the reader.
pub(crate) async fn load(wanted: Part) -> Result<(), String> {
    if !wanted.is_here() {
        let came = JsFuture::from(part(wanted.name(), &wasm_bindgen::exports())).await;
        came.map_err(|error| [text::PART_NOT_LOADED.said(), " ", &reason(&error)].concat())?;
        wanted.came();
    }
    Ok(())
}

impl App {
    /// Returns whether a part that the address needs is here. If not, the page says that it loads, and opens the address
    /// again.
    pub(crate) fn has_part(&mut self, part: Part) -> bool {
        if part.is_here() {
            return true;
        }
        self.ui.stage = Stage::Loading;
        let visit = self.visit;
        self.later(async move { Msg::Open(Open::Part { visit, loaded: load(part).await }) });
        false
    }
}
