//! The class `Session` in a browser. The tests are in `session.js`; this file runs them.
#![cfg(target_arch = "wasm32")]

use playground_js::Session;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The class as JavaScript sees it.
fn class() -> Result<JsValue, JsValue> {
    let session = Session::new(&JsValue::UNDEFINED, &JsValue::UNDEFINED)?;
    js_sys::Reflect::get(&session.into(), &"constructor".into())
}

macro_rules! tests {
    ($($name:ident)*) => {
        mod javascript {
            use super::*;

            #[wasm_bindgen(module = "/tests/session.js")]
            extern "C" {
                $(#[wasm_bindgen(catch)] pub(super) fn $name(class: &JsValue) -> Result<(), JsValue>;)*
            }
        }

        $(#[wasm_bindgen_test]
        fn $name() -> Result<(), JsValue> {
            javascript::$name(&class()?)
        })*
    };
}

tests! {
    entries_are_plain_objects
    a_rule_is_named
    seeds_decide_everything
    a_preview_leaves_no_trace
    time_is_the_commands_own
    moves
    sql_needs_the_engine
    trail_has_what_rds_did
    a_context_of_any_name_is_a_property_and_nothing_else
    completion_counts_as_javascript_does
    bad_arguments_are_refused
    odd_lines_are_answered
}
