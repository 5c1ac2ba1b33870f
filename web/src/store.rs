//! The browser's storage. Each session has a key of its own, so that two tabs never write the same list.
//!
//! | key, after `aurora-playground/` | value |
//! |---|---|
//! | `1/session/<id>` | a session, as `playground_session::exchange::store_text` writes it |
//! | `1/solved/<challenge>` | the fewest commands with which a challenge was solved |
//! | `1/hints/<challenge>` | how many hints of a challenge were shown |
//! | `1/quiz/<edition>` | the best score in the quiz: `7/10` |
//! | `1/paper/<edition>` | the quiz as it was left, as `playground_session::quiz::Paper::line` writes it |
//! | `1/opening/<id>` | set while that session is being opened; if it is left behind, the session crashed the tab |
//!
//! A session belongs to one tab, which holds a lock named after its id. `sessionStorage` notes which session is the tab's.
//! Where the browser has no locks, or a tab was duplicated together with its note, still nothing is overwritten: if what is
//! stored is not what this tab has read or written last, the tab goes on under a new id. Embeds store nothing.
//! Not here: what is done with sessions (`keep`), how they are listed (`sessions`).

use js_sys::{Function, Promise};
use playground_session::Session;
use playground_session::exchange::{Origin, Saved, Stored, read_store, store_text};
use playground_session::sorted;
use playground_session::timeline::EntryId;
use playground_session::view::Edition;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::text;

#[wasm_bindgen(raw_module = "../keep.js")]
extern "C" {
    pub(crate) fn get(key: &str) -> Option<String>;
    pub(crate) fn put(key: &str, text: &str) -> String;
    pub(crate) fn remove(key: &str);
    pub(crate) fn keys(start: &str) -> String;
    /// Returns the id noted for this tab, after noting one if one is given.
    pub(crate) fn here(id: Option<&str>) -> Option<String>;
    /// Resolves to whether this tab has the session now.
    pub(crate) fn own(id: &str, wait: u32) -> Promise;
    /// Calls `leave` when the page is about to be left, and `changed` when another tab has stored something.
    pub(crate) fn watch(leave: &Function, changed: &Function);
    /// Sets whether the browser asks before the page is left.
    pub(crate) fn guard(on: bool);
    /// A date in words.
    pub(crate) fn when(time: f64) -> String;
}

const SESSION: &str = "1/session/";
const OPENING: &str = "1/opening/";

/// What is known about how a session is stored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    /// The end of its key.
    pub(crate) id: String,
    /// The name that the reader gave it; empty for the default name.
    pub(crate) name: String,
    /// The title of the scenario that it began as.
    pub(crate) title: String,
    /// That scenario, and the step.
    pub(crate) origin: Option<Origin>,
    /// Why it could not be stored.
    pub(crate) refused: Option<&'static str>,
    revision: u64,
    /// What this tab has stored or read last; `None` if nothing.
    text: Option<String>,
    /// The number of entries, the cursor and the tip at that time.
    marks: (usize, EntryId, EntryId),
}

/// How a save went.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Went {
    /// Nothing was new.
    Same,
    /// It is stored.
    Stored,
    /// Another tab had changed it; it is stored as a session of its own.
    Copied,
    /// It could not be stored.
    Refused(&'static str),
}

/// A session in the list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// The end of its key.
    pub(crate) id: String,
    /// Name, moment and size, or why it can't be read.
    pub(crate) what: Result<Summary, String>,
}

/// What the list says about a session.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Summary {
    /// Its name.
    pub(crate) name: String,
    /// Which rules hold in it.
    pub(crate) edition: Edition,
    /// When it was stored, in milliseconds since 1970; `None` if it is only in this tab.
    pub(crate) updated: Option<u64>,
    /// How many commands it has, on all branches.
    pub(crate) commands: usize,
    /// The scenario or challenge that it began as, with its title.
    pub(crate) from: Option<(String, Origin)>,
    /// Whether it began with what was read of somebody's accounts, and if so, whether the names are made up.
    pub(crate) own: Option<bool>,
}

impl Summary {
    /// Summarises a session.
    pub(crate) fn of(name: &str, saved: &Saved, updated: Option<u64>) -> Self {
        let from = saved.origin.as_ref().map(|origin| {
            let title = if saved.title.is_empty() { &origin.scenario } else { &saved.title };
            (title.clone(), origin.clone())
        });
        let own = saved.own.as_ref().map(|own| own.redacted);
        let (name, commands) = (name.to_owned(), saved.entries.len());
        Self { name, edition: saved.edition, updated, commands, from, own }
    }

    /// Returns whether it began as this scenario or challenge.
    pub(crate) fn began_as(&self, id: &str) -> bool {
        self.from.as_ref().is_some_and(|(_, origin)| origin.scenario == id)
    }
}

impl Record {
    /// The record of a session that is not stored yet.
    pub(crate) fn new() -> Self {
        Self { id: id(), ..Self::default() }
    }

    /// The record of a session that came from a link or a file.
    pub(crate) fn of(saved: &Saved) -> Self {
        Self { title: saved.title.clone(), origin: saved.origin.clone(), ..Self::new() }
    }

    /// The record of a session that is stored as `text`. `mine` if no other tab has it.
    pub(crate) fn stored(id: &str, text: String, stored: &Stored, mine: bool) -> Self {
        let saved = &stored.saved;
        let known = Self {
            name: stored.name.clone(),
            marks: (saved.entries.len(), saved.cursor, saved.tip),
            ..Self::of(saved)
        };
        if mine {
            Self { id: id.to_owned(), revision: stored.revision, text: Some(text), ..known }
        } else {
            Self { name: [&*stored.name, &text::COPY_OF].concat(), ..known }
        }
    }

    /// The name in the list.
    pub(crate) fn shown_name(&self, now: u64) -> String {
        match (self.name.as_str(), self.title.as_str()) {
            ("", "") => [text::FREE_TITLE.said(), ", ", &when_of(now)].concat(),
            ("", title) => title.to_owned(),
            (name, _) => name.to_owned(),
        }
    }

    /// Stores the session if it has changed; with `anyhow`, even if it has not.
    pub(crate) fn save(&mut self, session: &Session, anyhow: bool) -> Went {
        let timeline = session.timeline();
        let marks = (timeline.len(), timeline.cursor(), timeline.tip());
        if marks == self.marks && !anyhow {
            return Went::Same;
        }
        let found = get(&key(&self.id));
        // A session deleted in another tab is stored again: it is still in use here.
        let copied = found.is_some() && found != self.text;
        let now = now();
        let name = self.shown_name(now);
        let name = if copied { [&*name, &text::COPY_OF].concat() } else { name };
        let id = if copied { id() } else { self.id.clone() };
        let revision = self.revision + 1;
        let saved = Saved::of(session, &self.title, self.origin.clone());
        let stored = store_text(&Stored { name: name.clone(), updated: now, revision, saved });
        let why = match put(&key(&id), &stored).as_str() {
            "" => None,
            "full" => Some(text::STORAGE_FULL.said()),
            _ => Some(text::STORAGE_BLOCKED.said()), // "blocked": keep.js knows no third
        };
        let news = self.refused.is_none();
        self.refused = why;
        if let Some(why) = why {
            return if news { Went::Refused(why) } else { Went::Same };
        }
        let (title, origin) = (std::mem::take(&mut self.title), self.origin.take());
        *self = Self { id, name, title, origin, revision, text: Some(stored), marks, refused: None };
        let _ = own(&self.id, 0);
        if copied { Went::Copied } else { Went::Stored }
    }

    /// Returns whether this session is stored.
    pub(crate) const fn is_stored(&self) -> bool {
        self.text.is_some()
    }
}

fn key(id: &str) -> String {
    [SESSION, id].concat()
}

/// A new id: sixteen random hexadecimal digits.
fn id() -> String {
    let seed = crate::browser::seed();
    let digit = |byte: u8| char::from_digit(u32::from(byte & 15), 16).unwrap_or('0');
    seed.into_iter().map(digit).collect()
}

/// The browser's clock, in milliseconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a date is a whole number below 2^53"
)]
pub(crate) fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// A date in words, in the reader's language. `time` is in milliseconds since 1970.
#[expect(clippy::cast_precision_loss, reason = "a date is a whole number below 2^53")]
pub(crate) fn when_of(time: u64) -> String {
    when(time as f64)
}

const SOLVED: &str = "1/solved/";
const HINTS: &str = "1/hints/";
const QUIZ: &str = "1/quiz/";
const PAPER: &str = "1/paper/";

/// The fewest commands with which a challenge was solved in this browser.
pub(crate) fn solved(challenge: &str) -> Option<String> {
    get(&[SOLVED, challenge].concat())
}

/// Notes with how few commands a challenge was solved.
pub(crate) fn note_solved(challenge: &str, commands: usize) {
    let _ = put(&[SOLVED, challenge].concat(), &commands.to_string());
}

/// How many hints of a challenge were shown in this browser.
pub(crate) fn hints(challenge: &str) -> usize {
    get(&[HINTS, challenge].concat()).and_then(|shown| shown.parse().ok()).unwrap_or_default()
}

/// Notes how many hints of a challenge are shown.
pub(crate) fn note_hints(challenge: &str, shown: usize) {
    let _ = put(&[HINTS, challenge].concat(), &shown.to_string());
}

/// The best score in the quiz of an edition.
pub(crate) fn score(edition: Edition) -> Option<String> {
    let best = get(&[QUIZ, edition.name()].concat())?;
    let (right, of) = best.split_once('/')?;
    Some(text::score(right.parse().ok()?, of.parse().ok()?))
}

/// Notes a score in the quiz of an edition, if it is the best.
pub(crate) fn note_score(edition: Edition, right: usize, of: usize) {
    let key = [QUIZ, edition.name()].concat();
    let best = get(&key).and_then(|best| best.split_once('/')?.0.parse::<usize>().ok());
    if best.is_none_or(|best| right > best) {
        let _ = put(&key, &[&right.to_string(), "/", &of.to_string()].concat());
    }
}

/// The quiz of an edition as it was left.
pub(crate) fn paper(edition: Edition) -> Option<String> {
    get(&[PAPER, edition.name()].concat())
}

/// Notes the quiz of an edition as it is.
pub(crate) fn note_paper(edition: Edition, line: &str) {
    let _ = put(&[PAPER, edition.name()].concat(), line);
}

/// Returns whether any session is stored. Fast, as no session is read.
pub(crate) fn any() -> bool {
    !keys(SESSION).is_empty()
}

/// Returns whether a stored session has these commands, and did not crash the page when it was last opened.
pub(crate) fn knows(saved: &Saved) -> bool {
    let stored = keys(SESSION);
    let mut ids = stored.lines().filter_map(|key| key.strip_prefix(SESSION)).filter(|id| !was_opening(id));
    ids.any(|id| {
        raw(id).and_then(|text| read_store(&text).ok()).is_some_and(|it| it.saved.begins_with(saved))
    })
}

/// Every stored session, the newest first.
pub(crate) fn list() -> Vec<Row> {
    let stored = keys(SESSION);
    let rows =
        stored.lines().filter_map(|key| Some((key.strip_prefix(SESSION)?, get(key)?))).map(|(id, text)| {
            let what = read_store(&text).map_err(|why| why.to_string());
            let what = what.map(|stored| Summary::of(&stored.name, &stored.saved, Some(stored.updated)));
            Row { id: id.to_owned(), what }
        });
    let updated = |row: &Row| row.what.as_ref().ok().and_then(|it| it.updated);
    sorted(rows.collect(), |one, other| updated(other).cmp(&updated(one)))
}

/// The session stored last that began as a scenario or a challenge; none that crashed the page when it was last opened.
pub(crate) fn last_of(origin: &str) -> Option<String> {
    let mut rows = list().into_iter().filter(|row| !was_opening(&row.id));
    let row = rows.find(|row| row.what.as_ref().is_ok_and(|it| it.began_as(origin)))?;
    Some(row.id)
}

/// The text stored under an id.
pub(crate) fn raw(id: &str) -> Option<String> {
    get(&key(id))
}

/// Stores a text under an id. Returns whether the browser stored it.
pub(crate) fn put_raw(id: &str, text: &str) -> bool {
    put(&key(id), text).is_empty()
}

/// Removes a session from the storage.
pub(crate) fn delete(id: &str) {
    remove(&key(id));
    remove(&[OPENING, id].concat());
}

/// Notes that the opening of a session has begun, or that it has ended.
pub(crate) fn opening(id: &str, begun: bool) {
    let key = [OPENING, id].concat();
    if begun {
        let _ = put(&key, "1");
    } else {
        remove(&key);
    }
}

/// Returns whether the opening of a session has begun and never ended.
pub(crate) fn was_opening(id: &str) -> bool {
    get(&[OPENING, id].concat()).is_some()
}
