//! Where an app is drawn: on its own page, or in an element of somebody else's, which may hold several. Nothing here
//! knows what is drawn; nothing elsewhere asks the document for an element.

use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use crate::address::{self, Address};
use crate::panels::Panel;

/// The place of one app.
#[derive(Clone)]
pub(crate) struct Host(Rc<Inner>);

struct Inner {
    place: Element,
    embed: Option<Embed>,
}

/// What an author asked for, and whom to tell what happens.
pub(crate) struct Embed {
    /// What opens first.
    pub(crate) start: Address,
    /// The panels shown, the story's own place first.
    pub(crate) panels: Vec<Panel>,
    /// Whether the reader gets buttons; without them the host page does the steps.
    pub(crate) buttons: bool,
    /// Takes an event's name and detail.
    pub(crate) notify: Function,
}

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Host {
    /// The page's own.
    pub(crate) fn page(place: Element) -> Self {
        Self(Rc::new(Inner { place, embed: None }))
    }

    /// An element in somebody else's page.
    pub(crate) fn embed(place: Element, embed: Embed) -> Self {
        Self(Rc::new(Inner { place, embed: Some(embed) }))
    }

    /// What the author asked for, if this is not the page itself.
    pub(crate) fn asked(&self) -> Option<&Embed> {
        self.0.embed.as_ref()
    }

    /// Whether this is the page itself: it has an address, a title and the keyboard.
    pub(crate) fn is_page(&self) -> bool {
        self.0.embed.is_none()
    }

    /// Whether a panel is shown here.
    pub(crate) fn has(&self, panel: Panel) -> bool {
        self.asked().is_none_or(|embed| embed.panels.contains(&panel))
    }

    /// The panel that stands beside the story at first.
    pub(crate) fn beside(&self) -> Panel {
        let panels = self.asked().map_or(&[][..], |embed| &embed.panels);
        panels.iter().find(|panel| **panel != Panel::Story).copied().unwrap_or(Panel::Map)
    }

    /// Whether the reader gets buttons that run something.
    pub(crate) fn has_buttons(&self) -> bool {
        self.asked().is_none_or(|embed| embed.buttons)
    }

    /// Where to go: the page's address, or what the author asked for.
    pub(crate) fn address(&self) -> Address {
        self.asked().map_or_else(address::current, |embed| embed.start.clone())
    }

    /// An element of this app by its id; another app on the same page may have the same ids.
    pub(crate) fn find<T: JsCast>(&self, id: &str) -> Option<T> {
        let found = self.0.place.query_selector(&["#", id].concat()).ok().flatten();
        found.and_then(|element| element.dyn_into::<T>().ok())
    }

    /// Moves the keyboard focus.
    pub(crate) fn focus(&self, id: &str) {
        if let Some(element) = self.find::<HtmlElement>(id) {
            let _ = element.focus();
        }
    }

    /// Says that there is something to see. On the page itself it takes the place of what stood there before (`early.js`);
    /// an element does the same with its poster.
    pub(crate) fn drawn(&self) {
        if !self.is_page() {
            return self.tell("drawn", &[]);
        }
        let before = self.0.place.owner_document().and_then(|document| document.get_element_by_id("before"));
        if let Some(before) = before {
            before.remove();
        }
        let _ = self.0.place.remove_attribute("hidden");
    }

    /// Tells the host page what happened.
    pub(crate) fn tell(&self, event: &str, detail: &[(&str, JsValue)]) {
        if let Some(embed) = self.asked() {
            let _ = embed.notify.call2(&JsValue::NULL, &event.into(), &object(detail));
        }
    }
}

/// A plain object.
pub(crate) fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
