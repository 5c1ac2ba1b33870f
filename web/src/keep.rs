//! Storing and opening sessions. A session is stored after each command. It is opened from a link, a file or the storage by
//! running its commands again, in slices, so that the page stays alive and the reader can stop it. Until that is done, what
//! is open stays open.
//! Not here: the storage (`store`), the list (`sessions`).

use std::rc::Rc;

use js_sys::Promise;
use playground_session::Session;
use playground_session::exchange::{Replay, Saved, open_link, open_trace, read_store, trace};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

use crate::app::{After, App};
use crate::msg::{Msg, Stage};
use crate::share::File;
use crate::store::{self, Record, Went};
use crate::{address, browser, share, text};

#[wasm_bindgen(raw_module = "../keep.js")]
extern "C" {
    /// Resolves once the browser has handled other tasks.
    fn pause() -> Promise;
}

/// How long commands are run before the browser gets a turn, in milliseconds. The last command may overrun it.
const SLICE: f64 = 12.0;
/// How long a reloaded page waits for the page before it to release the session, in milliseconds.
const PATIENCE: u32 = 600;

/// What can happen to sessions.
#[derive(Clone)]
pub(crate) enum Keep {
    /// Open free play: this tab's session, the last one stored, or a new one.
    Last,
    /// Open a session of the list.
    Open { id: String },
    /// Open a session although the page crashed when it was last opened.
    Anyway { id: String },
    /// The tab has asked for the session: `mine` if it got it. `named` if the reader chose it from the list.
    Owned { id: String, mine: bool, named: bool },
    /// Run what the reader was asked about.
    Run,
    /// Run the next slice.
    Slice,
    /// Stop opening a session.
    Cancel,
    /// Start an empty session.
    New,
    /// Go back to what is open.
    Back,
    /// Open or close the list over free play.
    List { open: bool },
    /// Ask for a new name of a session; `None` stops asking.
    Rename { id: Option<String> },
    /// The new name was entered.
    Named { id: String, name: String },
    /// Delete a session.
    Delete { id: String },
    /// Undo a deletion.
    Restore { id: String },
    /// Download a session as a file.
    Export { id: String },
    /// A file was chosen; `None` if it could not be read.
    File { text: Option<String> },
    /// Close a notice, by its position.
    Dismiss { notice: usize },
    /// The page is about to be left.
    Leave,
    /// Another tab has stored something.
    Changed,
}

impl Keep {
    /// Whether this opens another session in place of the current one.
    pub(crate) const fn opens(&self) -> bool {
        match self {
            Self::Open { .. } | Self::Anyway { .. } | Self::New | Self::File { text: Some(_) } => true,
            Self::Last
            | Self::Owned { .. }
            | Self::Run
            | Self::Slice
            | Self::Cancel
            | Self::Back
            | Self::List { .. }
            | Self::Rename { .. }
            | Self::Named { .. }
            | Self::Delete { .. }
            | Self::Restore { .. }
            | Self::Export { .. }
            | Self::File { text: None }
            | Self::Dismiss { .. }
            | Self::Leave
            | Self::Changed => false,
        }
    }
}

/// A session that is being opened.
pub(crate) struct Opening {
    replay: Replay,
    then: Then,
    /// What was on the screen before.
    before: Stage,
}

enum Then {
    /// Show it, store it at once if `store` is set, and show `said` as a notice.
    Enter { record: Box<Record>, store: bool, said: String },
    /// Download it as a file.
    Export { record: Box<Record> },
}

/// Sends messages when the page is about to be left, and when another tab has stored something.
pub(crate) fn watch(send: &Callback<Msg>) {
    let to = |keep: Keep| {
        let send = send.clone();
        Closure::<dyn Fn()>::new(move || send.emit(Msg::Keep(keep.clone())))
    };
    let (leave, changed) = (to(Keep::Leave), to(Keep::Changed));
    store::watch(leave.as_ref().unchecked_ref(), changed.as_ref().unchecked_ref());
    leave.forget();
    changed.forget();
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn keep(&mut self, keep: Keep) -> bool {
        match keep {
            Keep::Last => self.open_last(),
            Keep::Open { id } => {
                if self.workspace.reopen(&id) {
                    self.enter_listed();
                } else {
                    self.own(id, true);
                }
            }
            Keep::Anyway { id } => {
                store::opening(&id, false);
                self.own(id, true);
            }
            Keep::Owned { id, mine, named } => self.open_stored(&id, mine, named),
            Keep::Run => self.run_asked(),
            Keep::Slice => self.slice(),
            Keep::Cancel => self.cancel(),
            Keep::New => {
                self.workspace.free(browser::seed());
                self.enter_listed();
            }
            Keep::Back => self.enter(),
            Keep::List { open } => return self.list(open),
            Keep::Rename { id } => {
                self.ui.kept.renaming = id;
                self.after.push(After::Focus("session-name"));
            }
            Keep::Named { id, name } => self.rename(&id, name.trim()),
            Keep::Delete { id } => self.delete(&id),
            Keep::Restore { id } => self.restore(&id),
            Keep::Export { id } => self.export(&id),
            Keep::File { text: None } => return false,
            Keep::File { text: Some(file) } => self.open_file(&file),
            Keep::Dismiss { notice } => self.ui.notices.dismiss(notice),
            Keep::Leave => {
                if self.ui.stage == Stage::Play {
                    self.save(false);
                }
                if let Some(Opening { then: Then::Enter { record, .. }, .. }) = &self.opening {
                    store::opening(&record.id, false); // left, not stopped
                }
                return false;
            }
            Keep::Changed => self.relist(),
        }
        true
    }

    /// Shows a notice above the panels.
    pub(crate) fn say(&mut self, bad: bool, what: String) {
        self.ui.notices.say(bad, what);
    }

    /// Stores the open session if it has new commands of the reader's; with `anyhow`, even if it has none.
    pub(crate) fn save(&mut self, anyhow: bool) {
        if !self.host.is_page() {
            return;
        }
        match self.workspace.save(anyhow) {
            Went::Same => (),
            went => self.saved(&went),
        }
    }

    fn saved(&mut self, went: &Went) {
        match went {
            Went::Same | Went::Stored => (),
            Went::Copied => self.say(false, text::GOES_ON_AS_COPY.to_owned()),
            Went::Refused(why) => self.say(true, (*why).to_owned()),
        }
        if !self.workspace.is_lesson() {
            let _ = store::here(Some(&self.workspace.record().id));
        }
        store::guard(self.workspace.is_unsaved());
    }

    /// Says once that free play is kept while a scenario is open.
    pub(crate) fn say_kept(&mut self) {
        if self.host.is_page() && self.workspace.has_free() && !self.ui.kept.told {
            self.ui.kept.told = true;
            self.say(false, text::KEPT_IN_LIST.to_owned());
        }
    }

    /// Opens free play: this tab's session, else the stored one, else an empty one.
    pub(crate) fn open_free(&mut self) {
        let stored = self.host.is_page() && store::any();
        if self.workspace.reopen_free() || !stored {
            if !self.workspace.is_free() {
                self.workspace.free(browser::seed());
            }
            self.enter();
            return;
        }
        self.ui.stage = Stage::Loading;
        self.send.emit(Msg::Keep(Keep::Last));
    }

    fn open_last(&mut self) {
        let mine = store::here(None).filter(|id| store::raw(id).is_some());
        let last = || {
            let rows = store::list();
            let fits = |row: &store::Row| row.what.as_ref().is_ok_and(|it| it.from.is_none());
            rows.into_iter().find(fits).map(|row| row.id)
        };
        if let Some(id) = mine.or_else(last) {
            self.own(id, false);
        } else {
            self.workspace.free(browser::seed());
            self.enter();
        }
    }

    /// Opens the session stored under an id, as a copy if another tab has it.
    fn open_stored(&mut self, id: &str, mine: bool, named: bool) {
        let Some(raw) = store::raw(id) else {
            self.say(true, text::NOT_THERE.to_owned());
            return self.home();
        };
        let stored = match read_store(&raw) {
            Ok(stored) => stored,
            Err(why) => return self.refused(&why),
        };
        let tabs_own = store::here(None).is_some_and(|here| here == id);
        if !mine && !named && !tabs_own {
            // The last session is open in another tab, and nobody asked for it in this one.
            self.workspace.free(browser::seed());
            return self.enter();
        }
        if mine && store::was_opening(id) {
            self.ui.stage = Stage::Stopped { id: id.to_owned(), name: stored.name };
            return;
        }
        let record = Record::stored(id, raw, &stored, mine);
        let notice = match (mine, named || tabs_own) {
            (false, _) => text::OPEN_ELSEWHERE.to_owned(),
            (true, true) => String::new(),
            (true, false) => [text::YOUR_LAST, &store::when_of(stored.updated), text::YOUR_LAST_END].concat(),
        };
        if mine {
            store::opening(id, true);
            let _ = store::here(Some(id));
        }
        self.begin(stored.saved, Then::Enter { record: Box::new(record), store: false, said: notice });
    }

    /// Opens a link's commands as a session of the reader's own.
    pub(crate) fn open_commands(&mut self, payload: &str) {
        match open_link(payload) {
            Ok(saved) => self.arrive(text::FROM_LINK, saved),
            Err(why) => self.refused(&why),
        }
    }

    fn open_file(&mut self, file: &str) {
        // An unreadable session is exported as it is stored; such a file can be opened as well.
        let saved =
            open_trace(file).or_else(|why| read_store(file).map(|stored| stored.saved).map_err(|_| why));
        match saved {
            Ok(saved) => self.arrive(text::FROM_FILE, saved),
            Err(why) => self.ui.kept.problem = Some(why.to_string()),
        }
    }

    /// Opens a session from a link or a file as one of the reader's own: at once if the reader has its commands already,
    /// else once they have been seen.
    fn arrive(&mut self, from: &str, saved: Saved) {
        let said = [from, " ", &text::run_again(saved.entries.len())].concat();
        let record = Box::new(Record::of(&saved));
        let then = Then::Enter { record, store: true, said };
        let count = saved.entries.len();
        if count == 0 || !self.host.asks() || self.is_own(&saved) {
            return self.begin(saved, then);
        }
        let lines: Rc<[Rc<str>]> = saved.entries.iter().map(|entry| entry.line.clone()).collect();
        self.prepare_opening(saved, then, Stage::Asked { lines });
        if self.host.is_page() {
            self.after.push(After::Focus("asked"));
        }
    }

    /// Returns whether the reader has these commands in a session already. An embed stores none.
    fn is_own(&self, saved: &Saved) -> bool {
        let branch = saved.clone().into_branch();
        let whole = branch.entries.len() == saved.entries.len(); // a file's other branches would run as well
        whole && (self.workspace.knows(&branch) || (self.host.is_page() && store::knows(&branch)))
    }

    fn begin(&mut self, saved: Saved, then: Then) {
        let stage = Stage::Opening { done: 0, total: saved.entries.len() };
        self.prepare_opening(saved, then, stage);
        self.slice();
    }

    /// Shows a stage before a session is opened.
    fn prepare_opening(&mut self, saved: Saved, then: Then, stage: Stage) {
        self.list(false);
        let before = std::mem::replace(&mut self.ui.stage, stage);
        self.opening = Some(Opening { replay: Replay::new(saved), then, before });
    }

    fn run_asked(&mut self) {
        if let (Stage::Asked { .. }, Some(opening)) = (&self.ui.stage, &self.opening) {
            self.ui.stage = Stage::Opening { done: 0, total: opening.replay.progress().total };
            self.slice();
        }
    }

    /// Runs commands of the session being opened for one slice.
    fn slice(&mut self) {
        // A slice that was asked for may belong to what was opened before: nothing runs while the reader is asked.
        let (Stage::Opening { .. }, Some(opening)) = (&self.ui.stage, &mut self.opening) else { return };
        let begun = js_sys::Date::now();
        let mut at = opening.replay.advance(1);
        while at.done < at.total && opening.replay.waits().is_none() && js_sys::Date::now() - begun < SLICE {
            at = opening.replay.advance(1);
        }
        let waits = opening.replay.waits();
        if at.done < at.total {
            self.ui.stage = Stage::Opening { done: at.done, total: at.total };
            if self.or_wait(waits.map_or(Ok(()), Err), Msg::Keep(Keep::Slice)).is_none() {
                return;
            }
            self.later(async {
                let _ = JsFuture::from(pause()).await;
                Msg::Keep(Keep::Slice)
            });
        } else if let Some(opening) = self.opening.take() {
            self.opened(opening);
        }
    }

    fn opened(&mut self, opening: Opening) {
        let Opening { replay, then, before } = opening;
        let notice = replay.notice().map(ToString::to_string);
        let session = replay.finish();
        match then {
            Then::Enter { record, store, said } => {
                store::opening(&record.id, false);
                self.workspace.take(session, *record);
                self.enter();
                if store {
                    self.save(true);
                }
                if !said.is_empty() && self.host.is_page() {
                    self.say(false, said);
                }
            }
            Then::Export { record } => {
                self.ui.stage = before;
                if !hand_out(&session, &record) {
                    self.say(true, text::NO_DOWNLOAD.to_owned());
                }
            }
        }
        if let Some(notice) = notice {
            self.say(true, notice);
        }
    }

    /// Stops opening a session, if one is being opened. Returns what was on the screen before.
    pub(crate) fn stop_opening(&mut self) -> Option<Stage> {
        let Opening { then, before, .. } = self.opening.take()?;
        if let Then::Enter { record, .. } = then {
            store::opening(&record.id, false);
        }
        Some(before)
    }

    pub(crate) fn cancel(&mut self) {
        self.drop_held();
        let asked = matches!(self.ui.stage, Stage::Asked { .. });
        let Some(before) = self.stop_opening() else { return };
        let link = matches!(self.host.address(), address::Address::Commands(_));
        if link && asked {
            self.home();
        } else if link {
            self.failed(text::STOPPED_BY_READER.to_owned());
        } else if before == Stage::Play {
            self.enter();
        } else {
            self.home();
        }
    }

    /// Back to the list of scenarios.
    pub(crate) fn home(&mut self) {
        self.ui.stage = Stage::Home;
        if self.host.is_page() {
            address::write(&address::Address::Home);
            browser::title("");
        }
        self.relist();
    }

    fn enter_listed(&mut self) {
        self.list(false);
        self.enter();
        if !self.workspace.is_lesson() {
            let _ = store::here(Some(&self.workspace.record().id));
        }
    }

    fn export(&mut self, id: &str) {
        if self.workspace.record().id == id {
            let record = self.workspace.record();
            self.workspace.look(|session, _| hand_out(session, &record));
            return;
        }
        let Some(raw) = store::raw(id) else { return self.relist() };
        match read_store(&raw) {
            Ok(stored) if !store::was_opening(id) => {
                let record = Record::stored(id, raw, &stored, true);
                self.begin(stored.saved, Then::Export { record: Box::new(record) });
            }
            // As it is stored: it can't be read, or running its commands again crashes the page.
            Ok(_) | Err(_) => {
                share::hand_out("aurora-session-as-stored", File::Trace, &raw);
            }
        }
    }

    /// Asks for the session's lock, then opens the session.
    fn own(&self, id: String, named: bool) {
        self.later(async move {
            let mine = JsFuture::from(store::own(&id, PATIENCE)).await;
            Msg::Keep(Keep::Owned { id, mine: mine.is_ok_and(|mine| mine.is_truthy()), named })
        });
    }
}

/// Downloads a session as a file. Returns whether the browser allows it.
fn hand_out(session: &Session, record: &Record) -> bool {
    let file = trace(session, &record.title, record.origin.clone());
    share::hand_out(&share::stem(&record.shown_name(store::now())), File::Trace, &file)
}
