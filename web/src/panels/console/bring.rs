//! Files that the reader drops on the console or picks beside its line: they become files of the session, each by a command
//! like any other. A session that was exported is opened instead.
//! Not here: which command makes a file (`dropped` in the session).

use std::rc::Rc;

use playground_session::exchange::{MAX_TRACE, is_session};
use playground_session::{dropped, limits};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};
use yew::{Callback, Html, html};

use super::Console;
use crate::app::App;
use crate::brought::{self, Brought};
use crate::draw::icon;
use crate::msg::{Cx, Msg, Stage};
use crate::text;

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
    let send = send.clone();
    let most = (limits::MAX_AT_ONCE + 1, MAX_TRACE);
    brought::take(event, most, move |files| send.emit(Msg::Console(Console::Bring { files })));
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
