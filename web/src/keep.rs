//! Which session is open, and storing it after each command.
//! Not here: running its commands again to open it (`opening`), the storage (`store`), the list (`sessions`).

use playground_parts::Part;
use playground_session::Session;
use playground_session::exchange::{read_store, trace};
use playground_session::view::Edition;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

use crate::account::part;
use crate::address::Address;
use crate::app::{App, Settle};
use crate::msg::{Msg, Stage};
use crate::open::Open;
use crate::opening::Then;
use crate::share::File;
use crate::store::{self, Record, Went};
use crate::{address, browser, later, parts, progress, share, text};

/// How long a reloaded page waits for the page before it to release the session, in milliseconds.
const PATIENCE: u32 = 600;

/// The most commands of a session that is stored before the next frame. More take longer than a reader should wait.
const SHORT: usize = 300;

/// What can happen to sessions.
#[derive(Clone)]
pub(crate) enum Keep {
    /// Open free play in an edition: this tab's session, the last one stored, or a new one.
    Last { edition: Edition },
    /// Open a session of the list.
    Open { id: String },
    /// Open a session although the page crashed when it was last opened.
    Anyway { id: String },
    /// The tab has asked for the session: `mine` if it got it. `named` if the reader chose it from the list.
    Owned { id: String, mine: bool, named: bool },
    /// The tab has asked for the session that the scenario or challenge goes on with that was just opened: `mine` if it got
    /// it. The scenario is to be shown at a step.
    Begun { id: String, visit: u32, step: usize, mine: bool },
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
    /// The page is idle: store what is new.
    Idle,
    /// The page is about to be left.
    Leave,
    /// Another tab has stored something.
    Changed,
}

impl Keep {
    /// Returns whether this opens another session in place of the current one.
    pub(crate) const fn opens(&self) -> bool {
        match self {
            Self::Open { .. } | Self::Anyway { .. } | Self::New | Self::File { text: Some(_) } => true,
            Self::Last { .. }
            | Self::Owned { .. }
            | Self::Begun { .. }
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
            | Self::Idle
            | Self::Leave
            | Self::Changed => false,
        }
    }
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
            Keep::Last { edition } => self.open_last(edition),
            Keep::Open { id } => {
                if let Some(challenge) = self.last_at(&id) {
                    self.list(false);
                    address::go(&Address::Challenge(challenge));
                } else if self.workspace.reopen(&id) {
                    self.enter_listed();
                } else {
                    self.own_named(id);
                }
            }
            Keep::Anyway { id } => {
                store::opening(&id, false);
                self.own_named(id);
            }
            Keep::Owned { id, mine, named } => self.open_stored(&id, mine, named),
            Keep::Begun { visit, .. } if !self.awaits(visit) => return false,
            Keep::Begun { id, step, mine, .. } => self.go_on_as_left(&id, step, mine),
            Keep::Run => self.run_asked(),
            Keep::Slice => self.slice(),
            Keep::Cancel => self.cancel(),
            Keep::New => {
                let address = self.host.address();
                let edition = if let address::Address::Free(edition) = address {
                    edition
                } else {
                    self.workspace.edition()
                };
                self.workspace.free(browser::seed(), edition);
                self.enter_listed();
            }
            Keep::Back => self.enter(),
            Keep::List { open } => {
                if open {
                    self.fetch_challenges(); // what began as one is opened as one
                }
                return self.list(open);
            }
            Keep::Rename { id } => {
                self.ui.kept.renaming = id;
                self.settling.push(Settle::Focus("session-name"));
            }
            Keep::Named { id, name } => self.rename(&id, name.trim()),
            Keep::Delete { id } => self.delete(&id),
            Keep::Restore { id } => self.restore(&id),
            Keep::Export { id } => self.export(&id),
            Keep::File { text: None } => return false,
            Keep::File { text: Some(file) } => {
                if let Err(why) = self.open_file(&file) {
                    self.ui.kept.problem = Some(why);
                }
            }
            Keep::Dismiss { notice } => self.ui.notices.dismiss(notice),
            Keep::Idle => return self.ui.stage == Stage::Play && self.save(false),
            Keep::Leave => {
                if self.ui.stage == Stage::Play {
                    self.note_stood();
                    self.save(false);
                }
                if let Some(opening) = &self.opening {
                    opening.unmark();
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

    /// Stores the open session if it has new commands of the reader's: at once, or when the page is idle if there is much to
    /// write.
    pub(crate) fn save_soon(&mut self) {
        if self.workspace.look(|session, _| session.timeline().len()) <= SHORT {
            self.save(false);
        } else {
            self.later(later::at_leisure(Msg::Keep(Keep::Idle)));
        }
    }

    /// Stores the open session if it has new commands of the reader's; with `anyhow`, even if it has none. Returns whether
    /// there is something to say about it.
    pub(crate) fn save(&mut self, anyhow: bool) -> bool {
        if !self.host.is_page() {
            return false;
        }
        let went = self.workspace.save(anyhow);
        if went != Went::Same {
            self.saved(&went);
        }
        matches!(went, Went::Copied | Went::Refused(_))
    }

    fn saved(&mut self, went: &Went) {
        match went {
            Went::Same | Went::Stored => (),
            Went::Copied => self.say(false, text::GOES_ON_AS_COPY.to_string()),
            Went::Refused(why) => self.say(true, (*why).to_owned()),
        }
        if self.workspace.is_free_play() || self.workspace.is_own() {
            let _ = store::here(Some(&self.workspace.record().id));
        }
        store::guard(self.workspace.is_unsaved());
    }

    /// Says once that free play is kept while a scenario is open.
    pub(crate) fn say_kept(&mut self) {
        if !self.host.is_page() || self.ui.kept.told {
            return;
        }
        if let Some(edition) = self.workspace.free_edition() {
            self.ui.kept.told = true;
            let link = (text::KEPT_OPEN, Address::Free(edition));
            self.ui.notices.say_with(text::KEPT_IN_LIST.to_string(), link);
        }
    }

    /// Opens free play in an edition: this tab's session, else the stored one, else an empty one.
    pub(crate) fn open_free(&mut self, edition: Edition) {
        let stored = self.host.is_page() && store::any();
        let open = self.workspace.reopen_free(edition);
        if !open && stored {
            self.ui.stage = Stage::Loading;
            return self.send.emit(Msg::Keep(Keep::Last { edition }));
        }
        if !open {
            self.workspace.free(browser::seed(), edition);
        }
        self.enter();
    }

    fn open_last(&mut self, edition: Edition) {
        let rows = store::list();
        let here = store::here(None);
        let of_edition = |row: &&store::Row| row.what.as_ref().is_ok_and(|it| it.edition == edition);
        let mine = |row: &&store::Row| here.as_ref() == Some(&row.id);
        let free = |row: &&store::Row| row.what.as_ref().is_ok_and(|it| it.from.is_none());
        let of_files = |row: &&store::Row| row.what.as_ref().is_ok_and(|it| it.own.is_some());
        // What can't be read is opened as well, if it is this tab's: that says why.
        let unreadable = rows.iter().filter(|row| row.what.is_err()).find(mine);
        let known = || rows.iter().filter(of_edition).filter(|row| !of_files(row));
        let last = unreadable.or_else(|| known().find(mine)).or_else(|| known().find(free));
        if let Some(row) = last {
            self.own(row.id.clone(), |id, mine| Keep::Owned { id, mine, named: false });
        } else {
            self.workspace.free(browser::seed(), edition);
            self.enter();
        }
    }

    /// Opens the session stored under an id, as a copy if another tab has it.
    fn open_stored(&mut self, id: &str, mine: bool, named: bool) {
        let Some(raw) = store::raw(id) else {
            self.say(true, text::NOT_THERE.to_string());
            return self.home();
        };
        let stored = match read_store(&raw) {
            Ok(stored) => stored,
            Err(why) => return self.refused(&why),
        };
        if stored.saved.own.is_some() && !Part::OwnAccount.is_here() {
            return self.open_with_part(id, mine, named);
        }
        let tabs_own = store::here(None).is_some_and(|here| here == id);
        if !mine && !named && !tabs_own {
            // The last session is open in another tab, and nobody asked for it in this one.
            self.workspace.free(browser::seed(), stored.saved.edition);
            return self.enter();
        }
        if mine && store::was_opening(id) {
            self.ui.stage = Stage::Stopped { id: id.to_owned(), name: stored.name };
            return;
        }
        let record = Record::stored(id, raw, &stored, mine);
        let notice = match (mine, named || tabs_own) {
            (false, _) => text::OPEN_ELSEWHERE.to_string(),
            (true, true) => String::new(),
            (true, false) => {
                [text::YOUR_LAST.said(), &store::when_of(stored.updated), &text::YOUR_LAST_END].concat()
            }
        };
        if mine {
            store::opening(id, true);
            let _ = store::here(Some(id));
        }
        if stored.saved.own.is_some() {
            return part::open_kept(self, stored, record).unwrap_or_default();
        }
        self.begin(stored.saved, Then::Enter { record: Box::new(record), store: false, said: notice });
    }

    /// Opens a session that began with what was read of accounts once the part that reads it is here.
    fn open_with_part(&mut self, id: &str, mine: bool, named: bool) {
        self.ui.stage = Stage::Loading;
        let (id, visit) = (id.to_owned(), self.visit);
        self.later(async move {
            match parts::load(Part::OwnAccount).await {
                Ok(()) => Msg::Keep(Keep::Owned { id, mine, named }),
                Err(why) => Msg::Open(Open::Part { visit, loaded: Err(why) }),
            }
        });
    }

    /// Back to the list of scenarios.
    pub(crate) fn home(&mut self) {
        self.ui.stage = Stage::Home;
        if self.host.is_page() {
            self.write_address(&address::Address::Home, &address::Left::default(), address::Entry::Same);
            browser::title(&text::HOME_TITLE);
            self.ui.progress = progress::all();
        }
        self.fetch_challenges();
        self.relist();
    }

    fn enter_listed(&mut self) {
        self.list(false);
        self.enter();
        if self.workspace.is_free_play() {
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

    /// Looks for the stored session that the scenario or challenge goes on with that was just opened, unless a stranger wrote
    /// it: a challenge with the last one, a scenario with that of this place of the browser's history. Returns whether there
    /// is one: then [`Keep::Begun`] shows the step.
    pub(crate) fn goes_on(&self, step: usize) -> bool {
        if !self.host.is_page() || self.is_strangers() {
            return false;
        }
        let id = match self.workspace.trial(|trial| trial.id().to_owned()) {
            Some(challenge) => store::last_of(&challenge),
            None => address::left().session.filter(|id| store::raw(id).is_some() && !store::was_opening(id)),
        };
        let Some(id) = id else { return false };
        let visit = self.visit;
        self.own(id, move |id, mine| Keep::Begun { id, visit, step, mine });
        true
    }

    /// Goes on with what was just opened as it was left, if it is not open in another tab.
    fn go_on_as_left(&mut self, id: &str, step: usize, mine: bool) {
        let raw = store::raw(id).filter(|_| mine);
        match raw.and_then(|raw| Some((read_store(&raw).ok()?, raw))) {
            Some((stored, raw)) => {
                store::opening(id, true);
                let record = Box::new(Record::stored(id, raw, &stored, true));
                self.begin(stored.saved, Then::GoOn { record, step });
            }
            None => self.enter_at(step),
        }
    }

    /// Opens a session that the reader chose from the list.
    pub(crate) fn own_named(&self, id: String) {
        self.own(id, |id, mine| Keep::Owned { id, mine, named: true });
    }

    /// Asks for the session's lock. `then` takes its id, and whether the tab has it now.
    pub(crate) fn own(&self, id: String, then: impl FnOnce(String, bool) -> Keep + 'static) {
        self.later(async move {
            let mine = JsFuture::from(store::own(&id, PATIENCE)).await;
            Msg::Keep(then(id, mine.is_ok_and(|mine| mine.is_truthy())))
        });
    }
}

/// Downloads a session as a file. Returns whether the browser allows it.
pub(crate) fn hand_out(session: &Session, record: &Record) -> bool {
    let file = trace(session, &record.title, record.origin.clone());
    share::hand_out(&share::stem(&record.shown_name(store::now())), File::Trace, &file)
}
