//! Work put off to a better moment: the next frame, when the page is idle (`hooks.js`), or after whatever else the browser
//! has to do; and how long work may take before it has to be.

use std::cell::Cell;

use js_sys::{Date, Promise};
use playground_session::turn;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use crate::msg::Msg;

#[wasm_bindgen(raw_module = "../hooks.js")]
extern "C" {
    fn frame() -> Promise;
    fn idle() -> Promise;
}

#[wasm_bindgen(raw_module = "../keep.js")]
extern "C" {
    /// Resolves once the browser has handled other tasks.
    pub(crate) fn pause() -> Promise;
}

/// How long a message may run commands before the browser gets a turn, in milliseconds. The last command may overrun it.
const TURN: f64 = 12.0;

thread_local! {
    /// When the turn began.
    static BEGAN: Cell<f64> = const { Cell::new(0.0) };
}

/// Makes commands run in turns.
pub(crate) fn take_turns() {
    turn::install(turn_is_over);
}

/// Returns whether the browser has to get a turn.
pub(crate) fn turn_is_over() -> bool {
    Date::now() - BEGAN.get() > TURN
}

/// Notes that a turn begins.
pub(crate) fn begin_turn() {
    BEGAN.set(Date::now());
}

/// Resolves to the message once the browser has handled other tasks.
pub(crate) async fn after_others(msg: Msg) -> Msg {
    let _ = JsFuture::from(pause()).await;
    msg
}

/// Resolves when the browser is about to draw. Measuring then forces no extra layout.
pub(crate) async fn next_frame() {
    let _ = JsFuture::from(frame()).await;
}

/// Resolves to the message when the page is idle.
pub(crate) async fn at_leisure(msg: Msg) -> Msg {
    let _ = JsFuture::from(idle()).await;
    msg
}
