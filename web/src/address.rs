//! The page's address in the browser's location. What an address means: `playground_session::address`.

pub(crate) use playground_session::address::Address;
use web_sys::window;

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
