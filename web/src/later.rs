//! Work put off to a better moment: the next frame, or when the page is idle (`hooks.js`).

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use crate::msg::Msg;

#[wasm_bindgen(raw_module = "../hooks.js")]
extern "C" {
    fn frame() -> Promise;
    fn idle() -> Promise;
}

/// Resolves to the message when the browser is about to draw. Measuring then forces no extra layout.
pub(crate) async fn at_frame(msg: Msg) -> Msg {
    let _ = JsFuture::from(frame()).await;
    msg
}

/// Resolves to the message when the page is idle.
pub(crate) async fn at_leisure(msg: Msg) -> Msg {
    let _ = JsFuture::from(idle()).await;
    msg
}
