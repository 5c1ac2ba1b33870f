//! Work that the browser does at a better moment: before it draws, or when it has nothing else to do (`hooks.js`).

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use crate::msg::Msg;

#[wasm_bindgen(raw_module = "../hooks.js")]
extern "C" {
    fn frame() -> Promise;
    fn idle() -> Promise;
}

/// Sends a message when the browser is about to draw: what asks where things are then costs no layout of its own.
pub(crate) async fn at_frame(msg: Msg) -> Msg {
    let _ = JsFuture::from(frame()).await;
    msg
}

/// Sends a message when the page has nothing to do.
pub(crate) async fn at_leisure(msg: Msg) -> Msg {
    let _ = JsFuture::from(idle()).await;
    msg
}
