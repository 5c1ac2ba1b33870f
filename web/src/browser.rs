//! The browser itself: keyboard, scrolling, title, theme, randomness. Every
//! call may be refused (sandboxed frames) and is then left out.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlDialogElement, KeyboardEvent, window};
use yew::Callback;

use crate::host::Host;
use crate::msg::Msg;
use crate::open::Open;
use crate::wait::Sql;
use crate::{keys, text};

/// Listens to the keyboard and to the address, for as long as the page lives.
pub(crate) fn listen(send: &Callback<Msg>, on: Rc<Cell<bool>>) {
    let Some(window) = window() else { return };
    let to = send.clone();
    let key = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        pressed(&event, on.get(), |msg| to.emit(msg), |_| true);
    });
    let _ = window.add_event_listener_with_callback("keydown", key.as_ref().unchecked_ref());
    key.forget();
    let to = send.clone();
    let hash = Closure::<dyn Fn()>::new(move || to.emit(Msg::Open(Open::Address)));
    let _ = window.add_event_listener_with_callback("hashchange", hash.as_ref().unchecked_ref());
    hash.forget();
}

/// Sends the message of a key, unless the key belongs to something else: with a modifier, in a text field or in a dialog.
pub(crate) fn pressed(event: &KeyboardEvent, on: bool, send: impl Fn(Msg), fits: fn(&Msg) -> bool) {
    if event.key() == "Escape" && !event.default_prevented() && !within(event, "dialog[open]") {
        return send(Msg::Sql(Sql::Cancel)); // in a text field as well: the focus is still there after a command
    }
    if event.ctrl_key() || event.alt_key() || event.meta_key() || !on || taken(event) {
        return;
    }
    if let Some(msg) = keys::message(&event.key()).filter(fits) {
        event.prevent_default();
        if !event.repeat() || keys::repeats(&msg) {
            send(msg);
        }
    }
}

/// Returns whether keys belong to what has the focus: a text field, or something in an open dialog.
fn taken(event: &KeyboardEvent) -> bool {
    let typing = focused(event).is_some_and(|e| match e.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => e.get_attribute("type").is_none_or(|kind| kind == "text" || kind == "search"),
        _ => false, // elements that take no keys
    });
    typing || within(event, "dialog[open]")
}

fn focused(event: &KeyboardEvent) -> Option<Element> {
    event.composed_path().get(0).dyn_into().ok()
}

fn within(event: &KeyboardEvent, what: &str) -> bool {
    focused(event).is_some_and(|e| e.closest(what).ok().flatten().is_some())
}

/// Returns whether the reader points with a mouse or the like. Elsewhere, a line that gets the focus may bring up a keyboard
/// over the page.
pub(crate) fn is_pointed_at() -> bool {
    let asked = window().and_then(|window| window.match_media("(pointer: fine)").ok().flatten());
    asked.is_some_and(|asked| asked.matches())
}

/// Opens a dialog: the browser keeps the focus in it and closes it by Escape.
pub(crate) fn modal(host: &Host, id: &str) {
    if let Some(dialog) = host.find::<HtmlDialogElement>(id) {
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog: the browser gives the focus back to where it was.
pub(crate) fn close(host: &Host, id: &str) {
    if let Some(dialog) = host.find::<HtmlDialogElement>(id) {
        dialog.close();
    }
}

/// The tab's title.
pub(crate) fn title(of: &str) {
    if let Some(document) = window().and_then(|w| w.document()) {
        document.set_title(&[of, " · ", text::NAME].concat());
    }
}

/// Returns whether the page came from a server, so that the files beside it can be reached. The single saved file has none.
pub(crate) fn is_served() -> bool {
    window().and_then(|w| w.location().protocol().ok()).is_some_and(|protocol| protocol.starts_with("http"))
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
