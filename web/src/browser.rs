//! The browser itself: keyboard, focus, scrolling, title, theme, randomness. Every
//! call may be refused (sandboxed frames) and is then left out.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{KeyboardEvent, ScrollLogicalPosition, window};
use yew::html::Scope;

use crate::app::App;
use crate::msg::Msg;
use crate::{keys, text};

/// Listens to the keyboard and to the address, for as long as the page lives.
pub(crate) fn listen(link: &Scope<App>, on: Rc<Cell<bool>>) {
    let Some(window) = window() else { return };
    let to = link.clone();
    let key = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        if !on.get() || taken(&event) {
            return;
        }
        let key = event.key();
        if let Some(msg) = keys::message(&key) {
            event.prevent_default();
            to.send_message(msg);
        }
    });
    let _ = window.add_event_listener_with_callback("keydown", key.as_ref().unchecked_ref());
    key.forget();
    let to = link.clone();
    let hash = Closure::<dyn Fn()>::new(move || to.send_message(Msg::Address));
    let _ = window.add_event_listener_with_callback("hashchange", hash.as_ref().unchecked_ref());
    hash.forget();
}

/// Whether a key belongs to what has the focus: a text being typed, or an open dialog.
fn taken(event: &KeyboardEvent) -> bool {
    let dialog = window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("help-dialog"));
    let open = dialog.is_some_and(|d| d.has_attribute("open"));
    let element = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    let typing = element.is_some_and(|e| match e.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => e.get_attribute("type").is_none_or(|kind| kind == "text"),
        _ => false,
    });
    typing || open
}

/// Moves the keyboard focus.
pub(crate) fn focus(id: &str) {
    let element = window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Scrolls an element into sight.
pub(crate) fn reveal(id: &str, place: ScrollLogicalPosition) {
    if let Some(element) = window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(place);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Opens a dialog: the browser keeps the focus in it and closes it by Escape.
pub(crate) fn modal(id: &str) {
    let element = window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id));
    if let Some(dialog) = element.and_then(|e| e.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog: the browser gives the focus back to where it was.
pub(crate) fn close(id: &str) {
    let element = window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id));
    if let Some(dialog) = element.and_then(|e| e.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// The tab's title.
pub(crate) fn title(of: &str) {
    if let Some(document) = window().and_then(|w| w.document()) {
        let mut title = String::from(of);
        if !of.is_empty() {
            title.push_str(" · ");
        }
        title.push_str(text::NAME);
        document.set_title(&title);
    }
}

/// Sixteen random bytes for a new world.
pub(crate) fn seed() -> [u8; 16] {
    let mut seed = [0; 16];
    // A browser without randomness gets the same keys each time; they are teaching keys.
    let _ = getrandom::fill(&mut seed);
    seed
}

/// Sets the theme; `None` follows the system.
pub(crate) fn theme(theme: Option<&str>) {
    let Some(root) = window().and_then(|w| w.document()).and_then(|d| d.document_element()) else { return };
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
}
