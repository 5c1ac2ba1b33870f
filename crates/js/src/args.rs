//! Checks arguments from JavaScript, which can be anything. An error says what was expected.

use js_sys::{RangeError, TypeError};
use playground_core::edition::Edition;
use playground_core::env::Seed;
use wasm_bindgen::JsValue;

/// The error to throw for an argument of the wrong type.
fn wrong_type(what: &str, expected: &str) -> JsValue {
    TypeError::new(&[what, " must be ", expected, "."].concat()).into()
}

/// The error to throw for an invalid argument of the right type.
pub(crate) fn out_of_range(message: &str) -> JsValue {
    RangeError::new(message).into()
}

/// The error to throw for a command that needs the database engine.
pub(crate) fn without_engine() -> JsValue {
    js_sys::Error::new("sql needs the database engine, which is not here: nothing was run.").into()
}

/// Reads a string.
pub(crate) fn text(what: &str, value: &JsValue) -> Result<String, JsValue> {
    value.as_string().ok_or_else(|| wrong_type(what, "a string"))
}

/// Reads a whole number that is not negative.
pub(crate) fn index(what: &str, value: &JsValue) -> Result<usize, JsValue> {
    let number = value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..=4e9).contains(number));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and in range: see above"
    )]
    number.map(|number| number as usize).ok_or_else(|| wrong_type(what, "a whole number from 0"))
}

/// The given seed, or 16 random bytes.
pub(crate) fn seed(value: &JsValue) -> Result<Seed, JsValue> {
    if is_absent(value) {
        let mut seed = [0; 16];
        return match getrandom::fill(&mut seed) {
            Ok(()) => Ok(Seed(seed)),
            Err(_) => Err(js_sys::Error::new("This browser gave no random numbers: pass a seed.").into()),
        };
    }
    Seed::parse(&text("seed", value)?)
        .ok_or_else(|| out_of_range("seed must be 32 hexadecimal digits, or left out for a random one."))
}

/// The given edition, or that of 2020.
pub(crate) fn edition(value: &JsValue) -> Result<Edition, JsValue> {
    if is_absent(value) {
        return Ok(Edition::default());
    }
    let names = || Edition::ALL.map(Edition::name).join("\" or \"");
    Edition::parse(&text("edition", value)?)
        .ok_or_else(|| out_of_range(&["edition must be \"", &names(), "\"."].concat()))
}

fn is_absent(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}
