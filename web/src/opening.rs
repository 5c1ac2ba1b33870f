//! A session that is being opened: from a link or a file, after the reader has seen its commands, or from the storage. Its
//! commands run again in slices, so that the page stays alive and the reader can stop it. Until that is done, what is open
//! stays open.
//! Not here: what is stored, and under which name (`keep`, `store`).

use std::rc::Rc;

use playground_session::exchange::{Replay, Saved, open_link, open_trace, read_store};

use crate::app::{After, App};
use crate::keep::{Keep, hand_out};
use crate::msg::{Msg, Stage};
use crate::store::{self, Record};
use crate::{address, later, text};

/// A session that is being opened.
pub(crate) struct Opening {
    replay: Replay,
    then: Then,
    /// What was on the screen before.
    before: Stage,
}

/// What becomes of a session once it is open.
pub(crate) enum Then {
    /// Show it, store it at once if `store` is set, and show `said` as a notice.
    Enter { record: Box<Record>, store: bool, said: String },
    /// Have it open, and show the report of the reader's accounts that it began with.
    Stay { record: Box<Record> },
    /// Go on with the scenario or challenge that is open, which it began as; the scenario at a step.
    GoOn { record: Box<Record>, step: usize },
    /// Download it as a file.
    Export { record: Box<Record> },
}

impl Opening {
    /// Notes that the session was left or stopped: it did not crash the page.
    pub(crate) fn unmark(&self) {
        match &self.then {
            Then::Enter { record, .. } | Then::Stay { record } | Then::GoOn { record, .. } => {
                store::opening(&record.id, false);
            }
            Then::Export { .. } => {}
        }
    }
}

impl App {
    /// Opens a link's commands as a session of the reader's own.
    pub(crate) fn open_commands(&mut self, payload: &str) {
        match open_link(payload) {
            Ok(saved) => self.arrive(&text::FROM_LINK, saved),
            Err(why) => self.refused(&why),
        }
    }

    /// Opens a file that the reader has chosen: a trace, or a session as it is stored. The error says why it can't be opened.
    pub(crate) fn open_file(&mut self, file: &str) -> Result<(), String> {
        // An unreadable session is exported as it is stored; such a file can be opened as well.
        let saved =
            open_trace(file).or_else(|why| read_store(file).map(|stored| stored.saved).map_err(|_| why));
        self.arrive(&text::FROM_FILE, saved.map_err(|why| why.to_string())?);
        Ok(())
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
        self.prepare_opening(Replay::new(saved), then, Stage::Asked { lines, step: None });
        if self.host.is_page() {
            self.after.push(After::Focus(vec!["asked"]));
        }
    }

    /// Returns whether the reader has these commands in a session already. An embed stores none.
    fn is_own(&self, saved: &Saved) -> bool {
        let branch = saved.clone().into_branch();
        let whole = branch.entries.len() == saved.entries.len(); // a file's other branches would run as well
        whole && (self.workspace.knows(&branch) || (self.host.is_page() && store::knows(&branch)))
    }

    /// Opens a session, from now on.
    pub(crate) fn begin(&mut self, saved: Saved, then: Then) {
        self.begin_on(Replay::new(saved), then);
    }

    /// Like [`Self::begin`], of a session that began with something else than a new world.
    pub(crate) fn begin_on(&mut self, replay: Replay, then: Then) {
        let stage = Stage::Opening { done: 0, total: replay.progress().total };
        self.prepare_opening(replay, then, stage);
        self.slice();
    }

    /// Shows a stage before a session is opened.
    fn prepare_opening(&mut self, replay: Replay, then: Then, stage: Stage) {
        self.list(false);
        let before = std::mem::replace(&mut self.ui.stage, stage);
        self.opening = Some(Opening { replay, then, before });
    }

    /// Runs the commands that the reader was asked about.
    pub(crate) fn run_asked(&mut self) {
        let Stage::Asked { step, .. } = self.ui.stage else { return };
        if let Some(step) = step {
            self.ui.stage = Stage::Loading;
            self.enter_at(step);
        } else if let Some(opening) = &self.opening {
            self.ui.stage = Stage::Opening { done: 0, total: opening.replay.progress().total };
            self.slice();
        }
    }

    /// Runs commands of the session being opened for one turn.
    pub(crate) fn slice(&mut self) {
        // A slice that was asked for may belong to what was opened before: nothing runs while the reader is asked.
        let (Stage::Opening { .. }, Some(opening)) = (&self.ui.stage, &mut self.opening) else { return };
        let mut at = opening.replay.advance(1);
        while at.done < at.total && opening.replay.waits().is_none() && !later::turn_is_over() {
            at = opening.replay.advance(1);
        }
        let waits = opening.replay.waits();
        if at.done < at.total {
            self.ui.stage = Stage::Opening { done: at.done, total: at.total };
            if self.or_wait(waits.map_or(Ok(()), Err), Msg::Keep(Keep::Slice)).is_none() {
                return;
            }
            self.later(later::after_others(Msg::Keep(Keep::Slice)));
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
            Then::Stay { record } => {
                store::opening(&record.id, false);
                self.workspace.take(session, *record);
                self.own_account(self.ui.account.section());
            }
            Then::GoOn { record, step } => {
                store::opening(&record.id, false);
                if self.workspace.go_on(session, *record, step, address::left().ran) {
                    self.answer_again();
                    self.enter();
                } else {
                    self.enter_at(step);
                }
            }
            Then::Export { record } => {
                self.ui.stage = before;
                if !hand_out(&session, &record) {
                    self.say(true, text::NO_DOWNLOAD.to_string());
                }
            }
        }
        if let Some(notice) = notice {
            self.say(true, notice);
        }
    }

    /// Stops opening a session, if one is being opened. Returns what was on the screen before.
    pub(crate) fn stop_opening(&mut self) -> Option<Stage> {
        let opening = self.opening.take()?;
        opening.unmark();
        Some(opening.before)
    }

    /// The reader stops what is being opened, or does not want it.
    pub(crate) fn cancel(&mut self) {
        self.drop_held();
        if matches!(self.ui.stage, Stage::Asked { step: Some(_), .. }) {
            return self.enter(); // at the step that needs none of them
        }
        let asked = matches!(self.ui.stage, Stage::Asked { .. });
        let Some(before) = self.stop_opening() else { return };
        let link = matches!(self.host.address(), address::Address::Commands(_));
        if link && asked {
            self.home();
        } else if link {
            self.failed(text::STOPPED_BY_READER.to_string());
        } else if before == Stage::Play {
            self.enter();
        } else {
            self.home();
        }
    }
}
