//! The sessions of this tab: one is open, the others wait on a shelf as they were left. Every decision is made by
//! `playground_session`; nothing here knows a rule. One of them is in `open_session`, how they are stored in `stored`, what is
//! known of scenarios that are not open in `known`.

mod known;
mod open_session;
mod stored;

use std::cell::RefCell;
use std::rc::Rc;

use playground_session::challenge::{Trial, is_challenge};
use playground_session::engine::Pause;
use playground_session::glossary::Glossary;
use playground_session::lesson::Lesson;
use playground_session::scenario::{IndexRow, OtherwiseRow};
use playground_session::timeline::EntryId;
use playground_session::view::{Edition, Focus, TimelineView, View, complete, specimen};
use playground_session::{NotRun, Session};

use crate::load::{Fetched, is_own};
use crate::store::{self, Record};
use crate::text;
use known::fault;
use open_session::{Open, OpenSession};

/// The sessions of this tab. Clones share them.
#[derive(Clone)]
pub(crate) struct Workspace(Rc<RefCell<State>>);

struct State {
    rows: Vec<IndexRow>,
    otherwise: Vec<OtherwiseRow>,
    glossary: Option<Glossary>,
    place: OpenSession,
    shelf: Vec<OpenSession>,
    seed: [u8; 16],
    specimen: Option<Rc<(Vec<u8>, Vec<u8>)>>,
}

impl State {
    /// Every session of this tab.
    fn all(&self) -> impl Iterator<Item = &OpenSession> {
        std::iter::once(&self.place).chain(&self.shelf)
    }
}

impl Workspace {
    /// A workspace with an empty world.
    pub(crate) fn new(seed: [u8; 16]) -> Self {
        let place = OpenSession::free(seed, Edition::default());
        let (rows, otherwise, shelf) = (Vec::new(), Vec::new(), Vec::new());
        let state = State { rows, otherwise, glossary: None, place, shelf, seed, specimen: None };
        Self(Rc::new(RefCell::new(state)))
    }

    /// Opens a scenario from its file, in a world of an edition or of its own; or a challenge, if the file is one. The error
    /// is a sentence for the reader, and so is what is returned: why the scenario is not in the reader's language.
    pub(crate) fn open(
        &self,
        id: &str,
        edition: Option<Edition>,
        file: &Fetched,
    ) -> Result<Option<String>, String> {
        let mut untranslated = None;
        let (what, open) = if is_challenge(&file.text) {
            let trial = Trial::open(id, &file.text).map(|mut trial| {
                trial.hint_again(store::hints(id));
                Open::Trial(Box::new(trial))
            });
            (text::THIS_CHALLENGE, trial)
        } else {
            let lesson = Lesson::open_in(id, &file.text, edition).map(|mut lesson| {
                untranslated = known::translate(&mut lesson, file);
                match &self.0.borrow().glossary {
                    Some(glossary) => lesson.explain(glossary),
                    None => lesson.explain(&Glossary::default()), // it is on its way; rules need none
                }
                Open::Lesson(Box::new(lesson))
            });
            (text::THIS_SCENARIO, lesson)
        };
        let open = open.map_err(|error| {
            let why = error.to_string();
            if is_own(id) { [what.said(), &text::CANNOT_BE_READ, &why].concat() } else { fault(&what, &why) }
        })?;
        self.put(OpenSession { from: file.from.clone(), ..OpenSession::of(open) });
        Ok(untranslated)
    }

    /// Opens a challenge that was open in this tab before. Returns whether there was one.
    pub(crate) fn reopen_trial(&self, id: &str) -> bool {
        let is = |place: &OpenSession| place.open.trial().is_some_and(|trial| trial.id() == id);
        let open = is(&self.0.borrow().place);
        open || self.unshelve(is)
    }

    /// Goes on with the scenario or challenge that is open as it was left in a session: the scenario at a step, which had `ran`
    /// or not. Returns whether that can be. A session that can't be taken, because the file has changed since, stays in the
    /// list.
    pub(crate) fn go_on(&self, session: Session, record: Record, step: usize, ran: bool) -> bool {
        let place = &mut self.0.borrow_mut().place;
        let went = match &mut place.open {
            Open::Free(_) | Open::Own(_) => false,
            Open::Lesson(lesson) => lesson.go_on_with(session, step, ran),
            Open::Trial(trial) => trial.go_on_with(session),
        };
        if went {
            place.record = record;
        }
        went
    }

    /// Does something with the challenge that is open, if one is.
    pub(crate) fn trial<T>(&self, act: impl FnOnce(&mut Trial) -> T) -> Option<T> {
        match &mut self.0.borrow_mut().place.open {
            Open::Free(_) | Open::Own(_) | Open::Lesson(_) => None,
            Open::Trial(trial) => Some(act(trial)),
        }
    }

    /// Opens an empty world.
    pub(crate) fn free(&self, seed: [u8; 16], edition: Edition) {
        self.put(OpenSession::free(seed, edition));
    }

    /// Opens a session whose commands have been run again.
    pub(crate) fn take(&self, session: Session, record: Record) {
        let open = if session.files().is_some() { Open::Own } else { Open::Free };
        if session.files().is_some() {
            self.shelve_no_own();
        }
        self.put(OpenSession { record, ..OpenSession::of(open(Box::new(session))) });
    }

    /// Opens what files say of the reader's accounts as a world.
    pub(crate) fn own(&self, session: Session) {
        self.shelve_no_own();
        self.put(OpenSession::of(Open::Own(Box::new(session))));
    }

    /// Opens the world of the reader's accounts, if this tab has one. Returns whether it does.
    pub(crate) fn reopen_own(&self) -> bool {
        self.is_own() || self.unshelve(|place| matches!(place.open, Open::Own(_)))
    }

    /// Returns whether what is open is the world of the reader's accounts.
    pub(crate) fn is_own(&self) -> bool {
        matches!(self.0.borrow().place.open, Open::Own(_))
    }

    /// Forgets the world of the reader's accounts.
    pub(crate) fn forget_own(&self) {
        self.shelve_no_own();
        if self.is_own() {
            self.begin(crate::browser::seed());
        }
    }

    /// Replaces the open session by an empty one of the same edition.
    pub(crate) fn begin(&self, seed: [u8; 16]) {
        let place = OpenSession::free(seed, self.edition());
        self.0.borrow_mut().place = place;
    }

    /// The edition of the open session.
    pub(crate) fn edition(&self) -> Edition {
        self.0.borrow().place.open.session().edition()
    }

    /// Opens a session. The one that was open goes on the shelf, unless it is empty.
    fn put(&self, place: OpenSession) {
        let mut state = self.0.borrow_mut();
        let before = std::mem::replace(&mut state.place, place);
        if matches!(before.open, Open::Own(_)) || !before.open.session().timeline().is_empty() {
            state.shelf.push(before);
        }
    }

    /// Opens the last session on the shelf that fits. Returns whether there was one.
    fn unshelve(&self, fits: impl Fn(&OpenSession) -> bool) -> bool {
        let mut state = self.0.borrow_mut();
        let Some(at) = state.shelf.iter().rposition(fits) else { return false };
        let place = state.shelf.remove(at);
        drop(state);
        self.put(place);
        true
    }

    /// Opens the session with this id. Returns whether this tab has it.
    pub(crate) fn reopen(&self, id: &str) -> bool {
        self.0.borrow().place.record.id == id || self.unshelve(|place| place.record.id == id)
    }

    /// Opens a scenario that was open in this tab before, in that edition. Returns whether there was one.
    pub(crate) fn reopen_lesson(&self, id: &str, edition: Option<Edition>) -> bool {
        self.is_open(id, edition) || self.unshelve(|place| place.is(id, edition))
    }

    /// Opens the last free play of this tab in an edition. Returns whether there was one.
    pub(crate) fn reopen_free(&self, edition: Edition) -> bool {
        let open = self.is_free() && self.edition() == edition;
        open || self.unshelve(|place| place.is_free(edition))
    }

    /// The step that a scenario is at in that edition, if it is open or on the shelf.
    pub(crate) fn stands_at(&self, id: &str, edition: Option<Edition>) -> Option<usize> {
        let state = self.0.borrow();
        state
            .all()
            .find(|place| place.is(id, edition))
            .and_then(|place| place.open.lesson())
            .map(Lesson::step)
    }

    /// Returns whether free play is open and not empty.
    pub(crate) fn is_free(&self) -> bool {
        matches!(&self.0.borrow().place.open, Open::Free(session) if !session.timeline().is_empty())
    }

    /// Returns whether what is open is free play, even if it is empty.
    pub(crate) fn is_free_play(&self) -> bool {
        matches!(self.0.borrow().place.open, Open::Free(_))
    }

    /// Returns whether something is open that the reader may want to go back to.
    pub(crate) fn is_used(&self) -> bool {
        self.is_lesson() || self.is_free() || self.is_own() || self.0.borrow().place.open.trial().is_some()
    }

    /// The edition of this tab's free play: of what is open, else of what went on the shelf last.
    pub(crate) fn free_edition(&self) -> Option<Edition> {
        if self.is_free() {
            return Some(self.edition());
        }
        let state = self.0.borrow();
        let mut waiting = state.shelf.iter().rev();
        waiting.find_map(|place| Edition::ALL.into_iter().find(|edition| place.is_free(*edition)))
    }

    /// Returns whether a scenario is open.
    pub(crate) fn is_lesson(&self) -> bool {
        self.0.borrow().place.open.lesson().is_some()
    }

    /// Returns whether this scenario is open in that edition.
    pub(crate) fn is_open(&self, id: &str, edition: Option<Edition>) -> bool {
        self.0.borrow().place.is(id, edition)
    }

    fn lesson<T>(&self, act: impl FnOnce(&mut Lesson) -> T) -> Option<T> {
        match &mut self.0.borrow_mut().place.open {
            Open::Free(_) | Open::Own(_) | Open::Trial(_) => None,
            Open::Lesson(lesson) => Some(act(lesson)),
        }
    }

    fn reader<T>(&self, act: impl FnOnce(&mut Session) -> T) -> T {
        self.0.borrow_mut().place.open.reader(act)
    }

    /// Runs the step, or shows the next one. Returns whether it ran something. Like everything that runs commands, it may
    /// have to wait for the database engine. Then nothing has changed, and it can be called again.
    pub(crate) fn advance(&self) -> Result<bool, Pause> {
        self.lesson(Lesson::advance).unwrap_or(Ok(false))
    }

    /// The inverse of [`Self::advance`].
    pub(crate) fn step_back(&self) {
        self.lesson(Lesson::back);
    }

    /// Runs the rest of the scenario.
    pub(crate) fn run_all(&self) -> Result<(), Pause> {
        self.lesson(Lesson::run_all).unwrap_or(Ok(()))
    }

    /// Shows a step, running what comes before it; of a challenge, its set-up.
    pub(crate) fn go_to(&self, step: usize) -> Result<(), Pause> {
        match &mut self.0.borrow_mut().place.open {
            Open::Free(_) | Open::Own(_) => Ok(()),
            Open::Lesson(lesson) => lesson.go_to(step),
            Open::Trial(trial) => trial.begin(),
        }
    }

    /// Shows a step, with its commands run if it had `ran`; of a challenge, its set-up.
    pub(crate) fn resume(&self, step: usize, ran: bool) -> Result<(), Pause> {
        match &mut self.0.borrow_mut().place.open {
            Open::Free(_) | Open::Own(_) => Ok(()),
            Open::Lesson(lesson) => lesson.resume(step, ran),
            Open::Trial(trial) => trial.begin(),
        }
    }

    /// Runs the steps of the scenario that had run in all, and moves to the entry where the cursor was.
    pub(crate) fn resume_past(&self, steps: usize, cursor: EntryId) -> Result<(), Pause> {
        self.lesson(|lesson| lesson.resume_past(steps, cursor)).unwrap_or(Ok(()))
    }

    /// The commands that [`Self::go_to`] would run.
    pub(crate) fn commands_before(&self, step: usize) -> Rc<[Rc<str>]> {
        match &self.0.borrow().place.open {
            Open::Free(_) | Open::Own(_) => Rc::default(),
            Open::Lesson(lesson) => lesson.commands_before(step).into(),
            Open::Trial(trial) => trial.commands_before().into(),
        }
    }

    /// The host that the open scenario came from, if that is another site than the page's.
    pub(crate) fn comes_from(&self) -> Option<Rc<str>> {
        self.0.borrow().place.from.clone()
    }

    /// Returns whether the step shown, or the next one, uses the database engine.
    pub(crate) fn needs_sql_soon(&self) -> bool {
        self.lesson(|lesson| lesson.needs_sql_soon()).unwrap_or(false)
    }

    /// Goes back to the script's branch.
    pub(crate) fn to_script(&self) {
        self.lesson(Lesson::to_script);
    }

    /// Runs what the reader typed. The error says why it could not even be tried.
    pub(crate) fn run(&self, line: &str) -> Result<(), NotRun> {
        self.reader(|session| session.try_run(line).map(|_| ()))
    }

    /// Goes to the state after this many commands of the branch shown.
    pub(crate) fn position(&self, shown: &TimelineView, position: usize) {
        let Some(before) = position.checked_sub(1) else { return self.jump(0) };
        match shown.rows.iter().find(|row| row.number == position) {
            Some(row) => self.jump(row.entry),
            None => {
                self.reader(|session| {
                    let timeline = session.timeline_mut();
                    let entry = timeline.path(timeline.tip()).get(before).copied();
                    entry.is_some_and(|entry| timeline.jump(entry))
                });
            }
        }
    }

    /// Goes to an entry.
    pub(crate) fn jump(&self, entry: usize) {
        self.reader(|session| session.timeline_mut().jump(entry));
    }

    /// Goes one command back.
    pub(crate) fn back(&self) {
        self.reader(|session| session.timeline_mut().back());
    }

    /// Goes one command forward.
    pub(crate) fn forward(&self) {
        self.reader(|session| session.timeline_mut().forward());
    }

    /// Undoes the last step or command.
    pub(crate) fn undo(&self) {
        match &mut self.0.borrow_mut().place.open {
            Open::Free(session) | Open::Own(session) => {
                session.timeline_mut().undo();
            }
            Open::Lesson(lesson) => lesson.undo(),
            Open::Trial(trial) => {
                trial.session_mut().timeline_mut().undo();
            }
        }
    }

    /// Redoes what was undone.
    pub(crate) fn redo(&self) {
        match &mut self.0.borrow_mut().place.open {
            Open::Free(session) | Open::Own(session) => {
                session.timeline_mut().redo();
            }
            Open::Lesson(lesson) => lesson.redo(),
            Open::Trial(trial) => {
                trial.session_mut().timeline_mut().redo();
            }
        }
    }

    /// Prepares a part of what the reader can run next. Returns whether there was one.
    pub(crate) fn prepare(&self) -> bool {
        self.lesson(Lesson::prepare).unwrap_or(false)
    }

    /// Completes the word at the caret. Returns where the word begins, in bytes, and the candidates.
    pub(crate) fn complete(&self, line: &str, caret: usize) -> (usize, Vec<String>) {
        let found = complete(self.0.borrow().place.open.session(), line, caret);
        (found.start, found.items.into_iter().map(|item| item.text).collect())
    }

    /// The sample of the first screen: its bytes, and the same bytes sealed.
    pub(crate) fn specimen(&self) -> Rc<(Vec<u8>, Vec<u8>)> {
        let mut state = self.0.borrow_mut();
        let seed = state.seed;
        state.specimen.get_or_insert_with(|| Rc::new(specimen(seed))).clone()
    }

    /// The data that the page draws.
    pub(crate) fn view(&self, focus: &Focus) -> View {
        match &self.0.borrow().place.open {
            Open::Free(session) | Open::Own(session) => View::of_session(session, focus),
            Open::Lesson(lesson) => View::of_lesson(lesson, focus),
            Open::Trial(trial) => View::of_trial(trial, focus),
        }
    }

    /// Calls `at` with the open session, and with the scenario if it is one.
    pub(crate) fn look<T>(&self, at: impl FnOnce(&Session, Option<&Lesson>) -> T) -> T {
        match &self.0.borrow().place.open {
            Open::Free(session) | Open::Own(session) => at(session, None),
            Open::Lesson(lesson) => at(lesson.session(), Some(lesson)),
            Open::Trial(trial) => at(trial.session(), None),
        }
    }
}
