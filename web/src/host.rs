//! Where an app is drawn: on its own page, or in an element of somebody else's, which may hold several. Nothing here
//! knows what is drawn; nothing elsewhere asks the document for an element.

use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use crate::address::{self, Address};
use crate::panels::{PANELS, Panel};

#[wasm_bindgen(raw_module = "../hooks.js")]
extern "C" {
    fn before(place: &Element);
    fn glide(place: &Element);
    fn languages(place: &Element) -> Vec<String>;
    #[wasm_bindgen(js_name = namedLanguage)]
    fn named_language(place: &Element) -> Option<String>;
}

/// The element that one app is drawn into, and what its author asked for.
#[derive(Clone)]
pub(crate) struct Host(Rc<Inner>);

struct Inner {
    place: Element,
    embed: Option<Embed>,
}

/// What an embed's author asked for, and whom to tell what happens.
pub(crate) struct Embed {
    /// What opens first.
    pub(crate) start: Address,
    /// The panels shown, as the tabs show them.
    pub(crate) panels: Vec<Panel>,
    /// Whether the reader gets buttons. Without them, the surrounding page runs the steps.
    pub(crate) buttons: bool,
    /// Whether the reader sees commands by somebody else before they run: the address of a frame may be anybody's.
    pub(crate) asks: bool,
    /// Takes an event's name and detail.
    pub(crate) notify: Function,
}

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Host {
    /// The page itself.
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

    /// Returns whether this is the page itself: it has an address, a title and the keyboard.
    pub(crate) fn is_page(&self) -> bool {
        self.0.embed.is_none()
    }

    /// The panels that are shown here, as the tabs show them.
    pub(crate) fn panels(&self) -> &[Panel] {
        self.asked().map_or(PANELS, |embed| &embed.panels)
    }

    /// Returns whether a panel is shown here.
    pub(crate) fn has(&self, panel: Panel) -> bool {
        self.panels().contains(&panel)
    }

    /// Returns whether the reader gets buttons that run something.
    pub(crate) fn has_buttons(&self) -> bool {
        self.asked().is_none_or(|embed| embed.buttons)
    }

    /// Returns whether the reader sees commands by somebody else before they run.
    pub(crate) fn asks(&self) -> bool {
        self.asked().is_none_or(|embed| embed.asks)
    }

    /// What to open: the page's address, or what the author asked for.
    pub(crate) fn address(&self) -> Address {
        self.asked().map_or_else(address::current, |embed| embed.start.clone())
    }

    /// Finds an element of this app by its id. Another app on the same page may have the same ids.
    pub(crate) fn find<T: JsCast>(&self, id: &str) -> Option<T> {
        let found = self.0.place.query_selector(&["#", id].concat()).ok().flatten();
        found.and_then(|element| element.dyn_into::<T>().ok())
    }

    /// The text of the step at the page's address, as `early.js` drew it before the program was loaded.
    pub(crate) fn early_text(&self) -> Option<Element> {
        let document = self.0.place.owner_document().filter(|_| self.is_page())?;
        let text = document.query_selector("main[data-early]").ok().flatten()?;
        (Address::parse(&text.get_attribute("data-early")?) == self.address()).then_some(text)
    }

    /// Returns whether an element of this app has the keyboard focus.
    pub(crate) fn has_focus(&self) -> bool {
        self.0.place.query_selector(":focus").is_ok_and(|focused| focused.is_some())
    }

    /// Moves the keyboard focus.
    pub(crate) fn focus(&self, id: &str) {
        if let Some(element) = self.find::<HtmlElement>(id) {
            let _ = element.focus();
        }
    }

    /// The tags of the languages that a scenario should be shown in, best first.
    pub(crate) fn languages(&self) -> Vec<String> {
        languages(&self.0.place)
    }

    /// The tag of the language that the page's address or the page around an embed names.
    pub(crate) fn named_language(&self) -> Option<String> {
        named_language(&self.0.place)
    }

    /// Notes where everything is, before the view changes.
    pub(crate) fn before_change(&self) {
        before(&self.0.place);
    }

    /// Lets everything move from there to its new place. It has been scrolled to by then: while it moves, it is elsewhere.
    pub(crate) fn glide(&self) {
        glide(&self.0.place);
    }

    /// Shows the app in place of what stood there before: on the page, what `early.js` drew. In an embed, tells the
    /// element, which then removes its poster.
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

    /// Tells the surrounding page what happened.
    pub(crate) fn tell(&self, event: &str, detail: &[(&str, JsValue)]) {
        if let Some(embed) = self.asked() {
            let _ = embed.notify.call2(&JsValue::NULL, &event.into(), &object(detail));
        }
    }
}

/// A plain JavaScript object.
pub(crate) fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
