//! The list of sessions: on the first screen if there are any, and in a dialog over free play. What is done with them: `keep`.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, HtmlInputElement};
use yew::{Html, TargetCast as _, html};

use crate::app::{App, Settle};
use crate::draw::{self, button, icon};
use crate::keep::Keep;
use crate::msg::{Cx, Msg, Stage};
use crate::store::{self, Row, Summary};
use crate::text;

#[wasm_bindgen(raw_module = "../keep.js")]
extern "C" {
    /// Resolves to the text of the file that was chosen or dropped. Rejects if it can't be read.
    fn chosen(event: &Event) -> Promise;
}

/// The list, and what is being done in it.
#[derive(Default)]
pub(crate) struct Kept {
    /// The sessions; `None` until they have been read.
    pub(crate) rows: Option<Rc<[Row]>>,
    /// Whether the list is open over free play.
    pub(crate) open: bool,
    /// The session whose name is being changed.
    pub(crate) renaming: Option<String>,
    /// Why a file could not be opened.
    pub(crate) problem: Option<String>,
    /// Whether the reader was told that free play is kept.
    pub(crate) told: bool,
    /// The sessions deleted since the page was loaded: id, name, and the stored text.
    deleted: Vec<(String, String, String)>,
}

impl App {
    /// Reads the list again.
    pub(crate) fn relist(&mut self) {
        if !self.host.is_page() {
            return;
        }
        let mut rows: Vec<Row> =
            self.workspace.unsaved().into_iter().map(|(id, what)| Row { id, what: Ok(what) }).collect();
        rows.extend(store::list());
        self.ui.kept.rows = Some(rows.into());
    }

    /// Opens or closes the list over free play. Returns whether that changed anything.
    pub(crate) fn list(&mut self, open: bool) -> bool {
        if open == self.ui.kept.open {
            return false;
        }
        self.ui.kept.open = open;
        self.ui.kept.renaming = None;
        self.ui.kept.problem = None;
        if open {
            self.relist();
        }
        self.dialog("sessions-dialog", open)
    }

    pub(crate) fn rename(&mut self, id: &str, name: &str) {
        self.ui.kept.renaming = None;
        self.settling.push(Settle::Focus("sessions"));
        let name: String = name.chars().take(playground_session::exchange::MAX_NAME).collect();
        if !name.is_empty() && !self.workspace.rename(id, &name) {
            let stored = store::raw(id).and_then(|raw| playground_session::exchange::read_store(&raw).ok());
            if let Some(mut stored) = stored {
                stored.name = name;
                stored.revision += 1;
                if !store::put_raw(id, &playground_session::exchange::store_text(&stored)) {
                    self.say(true, text::STORAGE_FULL.to_string());
                }
            }
        }
        self.relist();
    }

    pub(crate) fn delete(&mut self, id: &str) {
        let rows = self.ui.kept.rows.clone().unwrap_or_default();
        let row = rows.iter().find(|row| row.id == id);
        let name = row.map_or(text::FREE_TITLE.said(), |row| name(row)).to_owned();
        if let Some(raw) = store::raw(id) {
            store::delete(id);
            self.ui.kept.deleted.push((id.to_owned(), name, raw));
        }
        let was_open = self.workspace.forget(id);
        match self.ui.stage {
            Stage::Play if was_open => self.refresh(),
            Stage::Stopped { .. } => self.home(),
            Stage::Play
            | Stage::Home
            | Stage::FirstMinute
            | Stage::WhatChanged
            | Stage::WhatIsReal
            | Stage::Quiz
            | Stage::OwnAccount
            | Stage::Loading
            | Stage::Failed { .. }
            | Stage::Refused { .. }
            | Stage::Asked { .. }
            | Stage::Opening { .. } => (),
        }
        self.settling.push(Settle::Focus("sessions"));
        self.relist();
    }

    pub(crate) fn restore(&mut self, id: &str) {
        let deleted = &mut self.ui.kept.deleted;
        if let Some(at) = deleted.iter().position(|(deleted, ..)| deleted == id) {
            let (id, _, raw) = deleted.remove(at);
            if !store::put_raw(&id, &raw) {
                self.say(true, text::STORAGE_FULL.to_string());
            }
        }
        self.settling.push(Settle::Focus("sessions"));
        self.relist();
    }
}

fn name(row: &Row) -> &str {
    row.what.as_ref().map_or(&text::UNREADABLE, |it| it.name.as_str())
}

/// The section on the first screen, if there are any sessions.
pub(crate) fn section(cx: &Cx<'_>) -> Html {
    let kept = &cx.ui.kept;
    let Some(rows) = kept.rows.as_ref().filter(|rows| !(rows.is_empty() && kept.deleted.is_empty())) else {
        return Html::default();
    };
    html! {
        <section aria-labelledby="sessions" class="sessions">
            <h2 id="sessions" tabindex="-1">{ text::SESSIONS }</h2>
            { body(cx, rows) }
        </section>
    }
}

/// In free play: buttons for a new session and for the list.
pub(crate) fn ways(cx: &Cx<'_>) -> Html {
    html! {
        <p class="ways">
            { button(cx, "quiet", "#i-console", &text::NEW_SESSION, Msg::Keep(Keep::New), cx.view.timeline.len > 0) }
            { draw::opener(cx, "#i-save", text::SESSIONS, Msg::Keep(Keep::List { open: true })) }
        </p>
    }
}

/// The list over free play.
pub(crate) fn dialog(cx: &Cx<'_>) -> Html {
    if cx.ui.kept.open { opened(cx) } else { Html::default() }
}

fn opened(cx: &Cx<'_>) -> Html {
    let rows = cx.ui.kept.rows.clone().unwrap_or_default();
    let body = html! {
        <>
            { rows.is_empty().then(|| html! { <p class="fade">{ text::NO_SESSIONS }</p> }) }
            { body(cx, &rows) }
        </>
    };
    draw::dialog(cx, "sessions", text::SESSIONS, Msg::Keep(Keep::List { open: false }), body)
}

fn body(cx: &Cx<'_>, rows: &[Row]) -> Html {
    let send = cx.send.clone();
    let taken = move |event: Event| {
        event.prevent_default();
        let (file, send) = (chosen(&event), send.clone());
        spawn_local(async move {
            let text = JsFuture::from(file).await.ok().and_then(|text| text.as_string());
            send.emit(Msg::Keep(Keep::File { text }));
        });
    };
    let dropped = taken.clone();
    html! {
        <div ondragover={|event: yew::DragEvent| event.prevent_default()} ondrop={move |event: yew::DragEvent| dropped(event.into())}>
            <ul class="session-rows">
                { for rows.iter().map(|r| row(cx, r)) }
                { for cx.ui.kept.deleted.iter().map(|(id, name, _)| html! {
                    <li key={format!("gone-{id}")} class="gone"><span>{ text::DELETED }{ format!(" “{name}”") }</span>{ button(cx, "quiet", "#i-undo", &text::UNDO_DELETE, Msg::Keep(Keep::Restore { id: id.clone() }), true) }</li>
                }) }
            </ul>
            { cx.ui.kept.problem.as_ref().map(|why| html! { <p class="flash bad" role="alert">{ icon("#i-bad") }<span>{ why.clone() }</span></p> }) }
            <label class="import">{ text::IMPORT }<input type="file" accept=".json,application/json" onchange={taken} /></label>
        </div>
    }
}

/// A session of the list.
pub(crate) fn row(cx: &Cx<'_>, row: &Row) -> Html {
    let id = || row.id.clone();
    let act = |sign: &'static str, label: &str, keep: Keep| {
        html! { <button type="button" class="quiet" aria-label={format!("{label}: {}", name(row))} onclick={cx.on(Msg::Keep(keep))}>{ icon(sign) }<span>{ label.to_owned() }</span></button> }
    };
    let stored = row.what.as_ref().map_or(true, |it| it.updated.is_some());
    // What was read of accounts is handed on from its world, after a look at what is in it.
    let of_files = row.what.as_ref().is_ok_and(|it| it.own.is_some());
    html! {
        <li key={row.id.clone()}>
            <div class="session-what">{ match &row.what {
                Ok(_) if cx.ui.kept.renaming.as_ref() == Some(&row.id) => naming(cx, row),
                Ok(it) => html! { <><strong>{ it.name.clone() }</strong><span class="fade">{ said(it) }</span></> },
                Err(why) => html! { <><strong>{ text::UNREADABLE }</strong><span class="fade">{ why.clone() }</span></> },
            } }</div>
            <div class="session-do">
                { row.what.is_ok().then(|| act("#i-run", &text::OPEN, Keep::Open { id: id() })) }
                { row.what.is_ok().then(|| act("#i-edit", &text::RENAME, Keep::Rename { id: Some(id()) })) }
                { (stored && !of_files).then(|| act("#i-save", &text::EXPORT, Keep::Export { id: id() })) }
                { stored.then(|| act("#i-bin", &text::DELETE, Keep::Delete { id: id() })) }
            </div>
        </li>
    }
}

fn said(it: &Summary) -> String {
    let mut said = [text::edition(it.edition).said(), " · ", &text::commands(it.commands)].concat();
    match it.updated {
        Some(at) => said.extend([" · ", &store::when_of(at)]),
        None => said.extend([" · ", &text::ONLY_HERE]),
    }
    if let Some(redacted) = it.own {
        let what = if redacted { text::OWN_SESSION_REDACTED } else { text::OWN_SESSION };
        said.extend([" · ", &what]);
    }
    if let Some((title, origin)) = &it.from {
        said.extend([" · ", &text::from_scenario(title, origin.step + 1)]);
    }
    said
}

fn naming(cx: &Cx<'_>, row: &Row) -> Html {
    let (send, id) = (cx.send.clone(), row.id.clone());
    let named = move |event: yew::SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<web_sys::Element>();
        let field = form.and_then(|form| form.query_selector("input").ok().flatten());
        if let Some(field) =
            field.and_then(|field| wasm_bindgen::JsCast::dyn_into::<HtmlInputElement>(field).ok())
        {
            send.emit(Msg::Keep(Keep::Named { id: id.clone(), name: field.value() }));
        }
    };
    html! {
        <form class="naming" onsubmit={named}>
            <input type="text" id="session-name" aria-label={text::NEW_NAME} value={name(row).to_owned()} maxlength="120" />
            <button type="submit" class="plain">{ text::SAVE_NAME }</button>
            { button(cx, "quiet", "", &text::CANCEL, Msg::Keep(Keep::Rename { id: None }), true) }
        </form>
    }
}
