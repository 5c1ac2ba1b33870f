//! The door for `embed.js`: an app in an element of somebody else's page, and what that page may ask of it.

use js_sys::Function;
use playground_session::view::Edition;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;
use yew::AppHandle;

use crate::address::Address;
use crate::app::{App, Props};
use crate::host::{Embed, Host};
use crate::msg::{Ask, Msg};
use crate::panels::{PANELS, Panel, Preset};
use crate::wait::Sql;
use crate::{database, later, text};

/// An app in an element.
#[wasm_bindgen]
pub struct Mounted(Option<AppHandle<App>>);

/// Draws an app into `place`. `scenario` is a scenario's id, the address of an author's file, commands as `#v1/do/…`,
/// or empty for free play; `step` counts from 1; `controls` is `full`, `minimal`, `none` or names of panels; `edition`
/// is the edition of free play, or the one in whose world a scenario's commands run: empty for 2020, and for a
/// scenario's own; `asks` is whether the reader sees commands by somebody else before they run; `notify` is called with
/// an event's name and detail. The event `drawn` comes once, when there is something to read or to do, and is not
/// passed on by the element. Throws a sentence if an option is not valid.
#[wasm_bindgen]
pub fn mount(
    place: Element,
    scenario: &str,
    step: u32,
    controls: &str,
    edition: &str,
    asks: bool,
    notify: Function,
) -> Result<Mounted, JsValue> {
    crate::set_panic_hook();
    database::offer();
    later::take_turns();
    let edition = match Edition::parse(edition) {
        None if edition.is_empty() => None,
        None => return Err(text::no_edition(&Edition::ALL.map(Edition::name).join(" or "), edition).into()),
        some => some,
    };
    let (panels, buttons) = panels(controls).map_err(|word| JsValue::from(no_panel(word)))?;
    let start = if scenario.is_empty() {
        Address::Free(edition.unwrap_or_default())
    } else if scenario.starts_with('#') {
        Address::parse(scenario) // commands: #v1/do/…
    } else {
        Address::Scenario { id: scenario.to_owned(), step: step.saturating_sub(1) as usize, edition }
    };
    let host = Host::embed(place.clone(), Embed { start, panels, buttons, asks, notify });
    let handle = yew::Renderer::<App>::with_root_and_props(place, Props { host }).render();
    Ok(Mounted(Some(handle)))
}

#[wasm_bindgen]
impl Mounted {
    /// Shows a step, counted from 1. Calls `done` with where the app then stands, or with undefined and the reason why it
    /// can't be done.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&self, step: u32, done: Function) {
        self.ask(Ask::GoTo { step: step.saturating_sub(1) as usize }, done);
    }

    /// Runs the step shown, unless it has run. With a line, runs that line as a command of the reader's own.
    pub fn run(&self, line: Option<String>, done: Function) {
        self.ask(line.map_or(Ask::Run, |line| Ask::Submit { line }), done);
    }

    /// Starts again, at the step that the author asked for.
    pub fn reset(&self, done: Function) {
        self.ask(Ask::Reset, done);
    }

    /// Says that the reader uses the embed and does not only scroll past it: what comes next may be loaded.
    pub fn near(&self) {
        if let Some(handle) = &self.0 {
            handle.send_message(Msg::Sql(Sql::Near));
        }
    }

    /// Removes the app from its element.
    pub fn unmount(&mut self) {
        if let Some(handle) = self.0.take() {
            handle.destroy();
        }
    }

    fn ask(&self, ask: Ask, done: Function) {
        if let Some(handle) = &self.0 {
            handle.send_message(Msg::Asked { ask, answer: done });
        }
    }
}

/// The panels that `controls` asks for, and whether there are buttons. The error is the word that names no panel.
fn panels(controls: &str) -> Result<(Vec<Panel>, bool), &str> {
    let of = |preset: Preset| those(|panel| panel.row().presets.contains(&preset));
    match controls.trim() {
        "" | "full" => Ok((PANELS.to_vec(), true)),
        "minimal" => Ok((of(Preset::Minimal), true)),
        "none" => Ok((of(Preset::None), false)),
        list => {
            let words: Vec<_> = list.split([' ', ',']).filter(|word| !word.is_empty()).collect();
            let named = |word: &str| PANELS.iter().any(|panel| panel.row().name == word);
            match words.iter().find(|word| !named(word)) {
                Some(word) => Err(word),
                None => Ok((those(|panel| words.contains(&panel.row().name)), true)),
            }
        }
    }
}

/// The panels that fit, in the order of the tabs.
fn those(fits: impl Fn(Panel) -> bool) -> Vec<Panel> {
    PANELS.iter().copied().filter(|panel| fits(*panel)).collect()
}

/// The error for a word that names no panel: what `controls` can be.
fn no_panel(word: &str) -> String {
    let names: Vec<_> = PANELS.iter().map(|panel| panel.row().name).collect();
    let (last, others) = names.split_last().unwrap_or((&"", &[]));
    text::no_panel(&others.join(", "), last, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_panels_in_the_pages_order() {
        assert_eq!(panels("map, story"), Ok((vec![Panel::Story, Panel::Map], true)));
        assert_eq!(panels(" full ").unwrap().0, PANELS);
        assert_eq!(panels("").unwrap(), panels("full").unwrap());
        assert_eq!(panels("none"), Ok((vec![Panel::Story, Panel::Map], false)));
        assert_eq!(panels("minimal").unwrap().0.len(), 3);
        assert_eq!(panels("story buttons"), Err("buttons"));
        assert!(no_panel("x").contains("or a list of story, map, ") && no_panel("x").ends_with("; not x"));
    }
}
