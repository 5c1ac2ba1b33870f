//! Reading what came, in slices: file after file, and then what is found in all of them, a part of it after the other. What is
//! opened from the browser's storage or from a link is read here as well.

use std::rc::Rc;

use playground_estate::{File, FileRead, Slices, findings, keys, replacements, rows};
use playground_session::address::OwnSection;
use yew::{Html, html};

use super::{Account, Reading, depends, plan, sections, table, what_if};
use crate::app::{App, Settle};
use crate::draw::button;
use crate::msg::{Cx, Msg};
use crate::{database, later, text};

/// How far the reading is.
#[derive(Default)]
pub(super) struct Progress {
    /// The file that is being read.
    now: Option<Slices>,
    /// What is looked for next in what was read; `None` if nothing is.
    next: Option<Part>,
}

/// A part of what is looked for. Each is one slice.
#[derive(Clone, Copy)]
enum Part {
    Findings,
    Rows,
    Keys,
    Others,
    Table,
    Depends,
}

/// How long a slice may take, in milliseconds.
const SLICE: f64 = 16.0;

impl App {
    /// Reads on once the browser has drawn and handled other tasks.
    pub(super) fn read_on(&self) {
        self.later(later::after_others(Msg::Account(Account::Next)));
    }

    /// Reads for one slice.
    pub(super) fn read_next(&mut self) {
        let until = database::now() + SLICE;
        let reading = &mut self.ui.account;
        while reading.waits() {
            if database::now() > until {
                return self.read_on();
            }
            reading.read_piece();
        }
        if reading.files.is_empty() {
            return;
        }
        let part = reading.progress.next.take().unwrap_or(Part::Findings);
        if let Some(next) = reading.look_for(part) {
            reading.progress.next = Some(next);
            return self.read_on();
        }
        if self.open_what_was_kept() {
            return;
        }
        self.try_refused_later();
        self.ui.live.say(text::own_found(self.ui.account.found.len()));
        self.settling.extend([Settle::Focus(sections::place(self.ui.account.section)), Settle::Tab]);
    }

    /// Reads no more: what was read stays, and of the file that is being read what was read of it.
    pub(super) fn stop_reading(&mut self) {
        let reading = &mut self.ui.account;
        if !reading.waits() {
            return;
        }
        reading.waiting.clear();
        reading.kept.read_no_more();
        if let Some(slices) = reading.progress.now.take() {
            let read = slices.stopped(Rc::make_mut(&mut reading.estate), &text::OWN_STOPPED);
            reading.note(read);
        }
        if reading.files.is_empty() {
            self.settling.push(Settle::Focus("own"));
        }
    }
}

impl Reading {
    /// The section that is shown.
    pub(crate) const fn section(&self) -> OwnSection {
        self.section
    }

    /// The next file to read, from the reader's device or from the browser's storage.
    fn next(&mut self) -> Option<super::Waiting> {
        if self.waiting.is_empty() { self.kept.next() } else { Some(self.waiting.remove(0)) }
    }

    /// Returns whether more is to be read.
    pub(super) fn waits(&self) -> bool {
        self.progress.now.is_some() || !self.waiting.is_empty() || self.kept.waits()
    }

    /// Returns whether something is read, or what was read is looked at.
    pub(super) fn is_reading(&self) -> bool {
        self.waits() || !self.files.is_empty() && self.progress.next.is_some()
    }

    /// Returns whether there is something to show: it was read, and looked at.
    pub(super) fn is_read(&self) -> bool {
        !self.files.is_empty() && !self.waits() && self.progress.next.is_none()
    }

    /// Reads a piece of a file, or begins with the next one.
    fn read_piece(&mut self) {
        let Some(mut slices) = self.progress.now.take() else {
            match self.next() {
                Some((name, Some(bytes))) => {
                    self.progress.now = Some(Slices::new(File { name: &name, bytes: &bytes }));
                }
                Some((name, None)) => self.note(FileRead::unreadable(&name)),
                None => {}
            }
            return;
        };
        if slices.step(Rc::make_mut(&mut self.estate)) {
            self.progress.now = Some(slices);
        } else {
            self.note(slices.done());
        }
    }

    /// Notes what became of a file. The documents that the browser keeps are one file.
    fn note(&mut self, read: FileRead) {
        match self.files.last_mut().filter(|last| self.kept.is_of(&last.name) && last.name == read.name) {
            Some(last) => last.add(read),
            None => self.files.push(read),
        }
    }

    /// Looks for a part in what was read. Returns the next part.
    fn look_for(&mut self, part: Part) -> Option<Part> {
        match part {
            Part::Findings => {
                self.found = findings(&self.estate);
                Some(Part::Rows)
            }
            Part::Rows => {
                self.rows = rows(&self.estate, &self.found);
                Some(Part::Keys)
            }
            Part::Keys => {
                self.keys = keys(&self.estate);
                Some(Part::Others)
            }
            Part::Others => {
                self.replaced = replacements(&self.estate);
                self.question.ask(&self.estate);
                self.trial = what_if::Trial::default();
                self.planned = plan::Planned::default();
                Some(Part::Table)
            }
            Part::Table => {
                self.table = table::Table::of(&self.rows);
                Some(Part::Depends)
            }
            Part::Depends => {
                self.depends = depends::Asked::of(&self.estate);
                None
            }
        }
    }
}

/// How far it is, with a way to stop.
pub(super) fn progress(cx: &Cx<'_>, reading: &Reading) -> Html {
    let at = reading.files.len() + 1;
    let of =
        (reading.files.len() + reading.waiting.len() + usize::from(reading.progress.now.is_some())).max(1);
    let part = reading.progress.now.as_ref().map(|slices| {
        let (at, of) = slices.progress();
        html! { <progress max={of.to_string()} value={at.to_string()} aria-label={text::OWN_READING} /> }
    });
    let said =
        if reading.waits() { text::own_reading(at.min(of), of) } else { text::OWN_LOOKING.to_string() };
    html! {
        <div class="empty"><p role="status">{ said }</p>{ part }{ reading.waits().then(|| button(cx, "quiet", "", &text::STOP, Msg::Account(Account::Stop), true)) }</div>
    }
}
