//! Files that the reader drops on the console or picks beside its line: they become files of the session, each by a command
//! like any other. A session that was exported is opened instead.
//! Not here: which command makes a file (`dropped` in the session).

use std::rc::Rc;

use js_sys::{Array, Promise, Uint8Array};
use playground_session::exchange::{MAX_TRACE, is_session};
use playground_session::{dropped, limits};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event};
use yew::{Callback, Html, html};

use super::Console;
use crate::app::App;
use crate::draw::icon;
use crate::msg::{Cx, Msg, Stage};
use crate::text;

#[wasm_bindgen(raw_module = "../keep.js")]
extern "C" {
    /// Resolves to the files that were dropped or chosen, at most `count`, each as its name, its size, and its bytes unless
    /// there are more than `most` or it can't be read.
    fn brought(event: &Event, count: usize, most: usize) -> Promise;
}

/// A file from the reader's device.
#[derive(Clone)]
pub(crate) struct Brought {
    name: String,
    size: usize,
    /// `None` if it is too large, or can't be read.
    bytes: Option<Vec<u8>>,
}

impl App {
    /// Makes what was brought files of the session, or opens it if it is one.
    pub(super) fn bring(&mut self, files: &Rc<[Brought]>) {
        if self.ui.stage != Stage::Play {
            return;
        }
        if files.len() > limits::MAX_AT_ONCE {
            return self.say(true, text::too_many_files(limits::MAX_AT_ONCE));
        }
        if let [Brought { bytes: Some(bytes), .. }] = &**files
            && self.host.is_page()
            && let Ok(session) = core::str::from_utf8(bytes)
            && is_session(session)
        {
            if let Err(why) = self.open_file(session) {
                self.say(true, why);
            }
            return;
        }
        for (at, file) in files.iter().enumerate() {
            let line = dropped::check(&file.name, file.size).and_then(|()| match &file.bytes {
                Some(bytes) => dropped::line(&file.name, bytes),
                None => Err(text::unreadable_file(&file.name)),
            });
            match line {
                Err(why) => self.say(true, why),
                Ok(line) => {
                    let went = self.submit(&line);
                    let again = Console::Bring { files: files.get(at..).unwrap_or_default().into() };
                    if self.or_wait(went, Msg::Console(again)).is_none() {
                        return;
                    }
                }
            }
        }
        self.follow();
        self.refresh();
        if let Some(added) = self.view.console.last().and_then(|entry| entry.added.as_ref()) {
            self.ui.live.say(said(added));
        }
    }
}

/// “policy.json, 1.2 kB, added”
pub(super) fn said(added: &dropped::Added) -> String {
    text::file_added(&added.name, &size(added.bytes))
}

fn size(bytes: usize) -> String {
    if bytes < 1_000 {
        return text::bytes(bytes);
    }
    let tenths = bytes / 100;
    text::kilobytes(&[(tenths / 10).to_string(), ".".to_owned(), (tenths % 10).to_string()].concat())
}

/// Takes the files of an event.
fn taken(send: &Callback<Msg>, event: &Event) {
    event.prevent_default();
    let (files, send) = (brought(event, limits::MAX_AT_ONCE + 1, MAX_TRACE), send.clone());
    spawn_local(async move {
        let Some(files) = JsFuture::from(files).await.ok().and_then(|files| files.dyn_into::<Array>().ok())
        else {
            return;
        };
        let files: Rc<[Brought]> = files.iter().filter_map(|file| of_browser(&file.into())).collect();
        if !files.is_empty() {
            send.emit(Msg::Console(Console::Bring { files }));
        }
    });
}

/// One of what [`brought`] gives.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size: a whole number")]
fn of_browser(file: &Array) -> Option<Brought> {
    let size = file.get(1).as_f64()? as usize;
    let bytes = file.get(2).dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec());
    Some(Brought { name: file.get(0).as_string()?, size, bytes })
}

/// What surrounds the console, so that a file can be dropped anywhere on it.
pub(super) fn over(cx: &Cx<'_>, inside: Html) -> Html {
    let send = cx.send.clone();
    let over = |event: yew::DragEvent| {
        event.prevent_default();
        mark(&event, true);
    };
    let dropped = move |event: yew::DragEvent| {
        mark(&event, false);
        taken(&send, &event);
    };
    html! { <div class="takes-files" ondragover={over} ondragleave={|event: yew::DragEvent| mark(&event, false)} ondrop={dropped}>{ inside }</div> }
}

/// Shows that a file can be dropped here. The page is not drawn again for that.
fn mark(event: &Event, on: bool) {
    if let Some(element) = event.current_target().and_then(|it| it.dyn_into::<Element>().ok()) {
        let _ = element.toggle_attribute_with_force("data-over", on);
    }
}

/// The button beside the line.
pub(super) fn button(cx: &Cx<'_>) -> Html {
    let send = cx.send.clone();
    html! {
        <label class="add-file" title={text::ADD_FILE}>
            <input type="file" class="visually-hidden" multiple=true aria-label={text::ADD_FILE} onchange={move |event: Event| taken(&send, &event)} />
            { icon("#i-file") }
        </label>
    }
}
