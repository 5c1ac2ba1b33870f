//! The page's hold on its sessions: one is open, moved and looked at; the others of this tab wait on a shelf as they
//! were. Every decision is the session's.

use std::cell::RefCell;
use std::rc::Rc;

use playground_session::engine::Pause;
use playground_session::exchange::{Origin, Saved};
use playground_session::lesson::Lesson;
use playground_session::scenario::{IndexRow, nearest, parse_index};
use playground_session::view::{Focus, ScenarioCard, TimelineView, View, complete, free_play, specimen};
use playground_session::{NotRun, Session};

use crate::load::is_own;
use crate::store::{Record, Summary, Went};
use crate::text;

/// The open world, shared with the console's completion.
#[derive(Clone)]
pub(crate) struct Workspace(Rc<RefCell<State>>);

struct State {
    rows: Vec<IndexRow>,
    place: OpenSession,
    shelf: Vec<OpenSession>,
    seed: [u8; 16],
    specimen: Option<Rc<(Vec<u8>, Vec<u8>)>>,
}

/// A session, and where it is stored.
struct OpenSession {
    open: Open,
    record: Record,
}

enum Open {
    Free(Box<Session>),
    Lesson(Box<Lesson>),
}

impl Open {
    fn session(&self) -> &Session {
        match self {
            Self::Free(session) => session,
            Self::Lesson(lesson) => lesson.session(),
        }
    }

    /// Whether something would be lost without it: anything in free play, commands of one's own in a scenario.
    fn has_own(&self) -> bool {
        let timeline = self.session().timeline();
        if matches!(self, Self::Free(_)) {
            return !timeline.is_empty();
        }
        (1..=timeline.len()).filter_map(|id| timeline.record(id)).any(|entry| !entry.scripted)
    }

    /// Lets the reader do something; a scenario then looks where it stands.
    fn reader<T>(&mut self, act: impl FnOnce(&mut Session) -> T) {
        match self {
            Self::Free(session) => {
                act(session);
            }
            Self::Lesson(lesson) => {
                act(lesson.session_mut());
                lesson.follow();
            }
        }
    }
}

impl OpenSession {
    fn is(&self, id: &str) -> bool {
        matches!(&self.open, Open::Lesson(lesson) if lesson.id() == id)
    }

    /// The session's title and where it began: of a scenario, as it stands.
    fn describe(&mut self) {
        if let Open::Lesson(lesson) = &self.open {
            self.record.title.clone_from(&lesson.scenario().title);
            self.record.origin = Some(Origin { scenario: lesson.id().to_owned(), step: lesson.step() });
        }
        if self.record.id.is_empty() {
            self.record.id = Record::new().id;
        }
    }

    fn save(&mut self, anyhow: bool) -> Went {
        self.describe();
        self.record.save(self.open.session(), anyhow)
    }

    fn saved(&self) -> Saved {
        Saved::of(self.open.session(), &self.record.title, self.record.origin.clone())
    }
}

impl Workspace {
    /// The list of scenarios, beside the page.
    pub(crate) const INDEX: &'static str = "scenarios/index.tsv";

    /// Nothing open but an empty world.
    pub(crate) fn new(seed: [u8; 16]) -> Self {
        let place = OpenSession { open: Open::Free(Box::new(free_play(seed))), record: Record::default() };
        Self(Rc::new(RefCell::new(State {
            rows: Vec::new(),
            place,
            shelf: Vec::new(),
            seed,
            specimen: None,
        })))
    }

    /// Reads the list of scenarios.
    pub(crate) fn cards(&self, text: &str) -> Result<Vec<ScenarioCard>, String> {
        let rows = parse_index(text).map_err(|error| fault(text::THE_LIST, &error.to_string()))?;
        let cards = rows.iter().map(|row| ScenarioCard {
            id: row.id.clone(),
            title: row.title.clone(),
            summary: row.summary.clone(),
            steps: row.steps,
        });
        let cards = cards.collect();
        self.0.borrow_mut().rows = rows;
        Ok(cards)
    }

    /// Where a scenario's file is.
    pub(crate) fn file(&self, id: &str) -> Result<String, String> {
        let state = self.0.borrow();
        let row = state.rows.iter().find(|row| row.id == id);
        row.map(|row| ["scenarios/", &row.file].concat()).ok_or_else(|| match nearest(&state.rows, id) {
            Some(near) => [text::NO_SCENARIO, id, text::DID_YOU_MEAN, near, text::DID_YOU_MEAN_END].concat(),
            None => [text::NO_SCENARIO, id, text::NO_SCENARIO_END].concat(),
        })
    }

    /// Opens a scenario by its file's text.
    pub(crate) fn open(&self, id: &str, file: &str) -> Result<(), String> {
        let lesson = Lesson::open(id, file).map_err(|error| {
            let why = error.to_string();
            if is_own(id) {
                [text::THIS_SCENARIO, text::CANNOT_BE_READ, &why].concat()
            } else {
                fault(text::THIS_SCENARIO, &why)
            }
        })?;
        self.put(OpenSession { open: Open::Lesson(Box::new(lesson)), record: Record::default() });
        Ok(())
    }

    /// Opens an empty world.
    pub(crate) fn free(&self, seed: [u8; 16]) {
        self.put(OpenSession { open: Open::Free(Box::new(free_play(seed))), record: Record::default() });
    }

    /// Opens a session that was made anew.
    pub(crate) fn take(&self, session: Session, record: Record) {
        self.put(OpenSession { open: Open::Free(Box::new(session)), record });
    }

    /// Begins the open session anew, and forgets what it was: for embeds.
    pub(crate) fn begin(&self, seed: [u8; 16]) {
        self.0.borrow_mut().place =
            OpenSession { open: Open::Free(Box::new(free_play(seed))), record: Record::default() };
    }

    /// Opens something; what was open goes on the shelf, unless there is nothing in it.
    fn put(&self, place: OpenSession) {
        let mut state = self.0.borrow_mut();
        let before = std::mem::replace(&mut state.place, place);
        if !before.open.session().timeline().is_empty() {
            state.shelf.push(before);
        }
    }

    /// Opens what is on the shelf, the last one that fits; whether there is one.
    fn unshelve(&self, fits: impl Fn(&OpenSession) -> bool) -> bool {
        let mut state = self.0.borrow_mut();
        let Some(at) = state.shelf.iter().rposition(fits) else { return false };
        let place = state.shelf.remove(at);
        drop(state);
        self.put(place);
        true
    }

    /// Opens the session with this id if this tab has it; whether it has.
    pub(crate) fn reopen(&self, id: &str) -> bool {
        self.0.borrow().place.record.id == id || self.unshelve(|place| place.record.id == id)
    }

    /// Opens a scenario that was open in this tab; whether there is one.
    pub(crate) fn reopen_lesson(&self, id: &str) -> bool {
        self.is_open(id) || self.unshelve(|place| place.is(id))
    }

    /// Opens the free play that this tab had last; whether there is one.
    pub(crate) fn reopen_free(&self) -> bool {
        self.is_free() || self.unshelve(|place| matches!(place.open, Open::Free(_)))
    }

    /// The step at which a scenario stands that is open or on the shelf.
    pub(crate) fn stands_at(&self, id: &str) -> Option<usize> {
        let state = self.0.borrow();
        let mut all = std::iter::once(&state.place).chain(&state.shelf);
        all.find_map(|place| match &place.open {
            Open::Lesson(lesson) if lesson.id() == id => Some(lesson.step()),
            _ => None,
        })
    }

    /// Whether free play is what is open, with something in it.
    pub(crate) fn is_free(&self) -> bool {
        matches!(&self.0.borrow().place.open, Open::Free(session) if !session.timeline().is_empty())
    }

    /// Whether something is open that a reader may want to go back to.
    pub(crate) fn is_used(&self) -> bool {
        self.is_lesson() || self.is_free()
    }

    /// Whether this tab has free play, open or on the shelf.
    pub(crate) fn has_free(&self) -> bool {
        let on_shelf = |place: &OpenSession| matches!(place.open, Open::Free(_));
        self.is_free() || self.0.borrow().shelf.iter().any(on_shelf)
    }

    /// Whether a scenario is open.
    pub(crate) fn is_lesson(&self) -> bool {
        matches!(&self.0.borrow().place.open, Open::Lesson(_))
    }

    /// Whether that scenario is the one that is open.
    pub(crate) fn is_open(&self, id: &str) -> bool {
        matches!(&self.0.borrow().place.open, Open::Lesson(lesson) if lesson.id() == id)
    }

    fn lesson<T>(&self, act: impl FnOnce(&mut Lesson) -> T) -> Option<T> {
        match &mut self.0.borrow_mut().place.open {
            Open::Free(_) => None,
            Open::Lesson(lesson) => Some(act(lesson)),
        }
    }

    fn reader<T>(&self, act: impl FnOnce(&mut Session) -> T) {
        self.0.borrow_mut().place.open.reader(act);
    }

    /// Runs the step, or shows the next; whether it ran something. As all that runs commands, it may have to wait for
    /// the database engine; then nothing has changed, and the same can be asked again.
    pub(crate) fn advance(&self) -> Result<bool, Pause> {
        self.lesson(Lesson::advance).unwrap_or(Ok(false))
    }

    /// The inverse.
    pub(crate) fn step_back(&self) {
        self.lesson(Lesson::back);
    }

    /// Runs all that is left.
    pub(crate) fn run_all(&self) -> Result<(), Pause> {
        self.lesson(Lesson::run_all).unwrap_or(Ok(()))
    }

    /// Shows a step.
    pub(crate) fn go_to(&self, step: usize) -> Result<(), Pause> {
        self.lesson(|lesson| lesson.go_to(step)).unwrap_or(Ok(()))
    }

    /// Whether the step shown, or the next one, uses the database engine.
    pub(crate) fn needs_sql_soon(&self) -> bool {
        self.lesson(|lesson| lesson.needs_sql_soon()).unwrap_or(false)
    }

    /// Back to the script.
    pub(crate) fn to_script(&self) {
        self.lesson(Lesson::to_script);
    }

    /// Runs what the reader typed; else why it could not even be tried.
    pub(crate) fn run(&self, line: &str) -> Result<(), NotRun> {
        let mut went = Ok(());
        self.reader(|session| went = session.try_run(line).map(|_| ()));
        went
    }

    /// To the state after so many commands of the branch shown.
    pub(crate) fn position(&self, shown: &TimelineView, position: usize) {
        let row = shown.rows.iter().find(|row| row.number == position);
        match row {
            _ if position == 0 => self.jump(0),
            Some(row) => self.jump(row.entry),
            None => self.reader(|session| {
                let timeline = session.timeline_mut();
                let path = timeline.path(timeline.tip());
                let entry = position.checked_sub(1).and_then(|at| path.get(at)).copied();
                entry.is_some_and(|entry| timeline.jump(entry))
            }),
        }
    }

    /// To an entry.
    pub(crate) fn jump(&self, entry: usize) {
        self.reader(|session| session.timeline_mut().jump(entry));
    }

    /// One command back.
    pub(crate) fn back(&self) {
        self.reader(|session| session.timeline_mut().back());
    }

    /// One command forward.
    pub(crate) fn forward(&self) {
        self.reader(|session| session.timeline_mut().forward());
    }

    /// Undo.
    pub(crate) fn undo(&self) {
        match &mut self.0.borrow_mut().place.open {
            Open::Free(session) => {
                session.timeline_mut().undo();
            }
            Open::Lesson(lesson) => lesson.undo(),
        }
    }

    /// Redo.
    pub(crate) fn redo(&self) {
        match &mut self.0.borrow_mut().place.open {
            Open::Free(session) => {
                session.timeline_mut().redo();
            }
            Open::Lesson(lesson) => lesson.redo(),
        }
    }

    /// Works out a part of what the reader can run next; whether there was one.
    pub(crate) fn prepare(&self) -> bool {
        self.lesson(Lesson::prepare).unwrap_or(false)
    }

    /// What the word at the caret can become: where it begins, and the candidates.
    pub(crate) fn complete(&self, line: &str, caret: usize) -> (usize, Vec<String>) {
        complete(self.0.borrow().place.open.session(), line, caret)
    }

    /// Bytes of the sample, and the same sealed.
    pub(crate) fn specimen(&self) -> Rc<(Vec<u8>, Vec<u8>)> {
        let mut state = self.0.borrow_mut();
        let seed = state.seed;
        state.specimen.get_or_insert_with(|| Rc::new(specimen(seed))).clone()
    }

    /// The page's data.
    pub(crate) fn view(&self, focus: &Focus) -> View {
        match &self.0.borrow().place.open {
            Open::Free(session) => View::of_session(session, focus),
            Open::Lesson(lesson) => View::of_lesson(lesson, focus),
        }
    }
}

/// Sessions as things to keep.
impl Workspace {
    /// Stores the open session, if there is something of the reader's own in it and something new.
    pub(crate) fn save(&self, anyhow: bool) -> Went {
        let place = &mut self.0.borrow_mut().place;
        if place.open.has_own() { place.save(anyhow) } else { Went::Same }
    }

    /// The record of the open session.
    pub(crate) fn record(&self) -> Record {
        let place = &mut self.0.borrow_mut().place;
        place.describe();
        place.record.clone()
    }

    /// The open session without its outputs.
    pub(crate) fn saved(&self) -> Saved {
        let place = &mut self.0.borrow_mut().place;
        place.describe();
        place.saved()
    }

    /// Whether something of the reader's own in this tab is not stored.
    pub(crate) fn is_unsaved(&self) -> bool {
        let state = self.0.borrow();
        let mut all = std::iter::once(&state.place).chain(&state.shelf);
        all.any(|place| place.record.refused.is_some() && place.open.has_own())
    }

    /// Sessions that are in this tab and nowhere else.
    pub(crate) fn unsaved(&self) -> Vec<(String, Summary)> {
        let state = self.0.borrow();
        let all = std::iter::once(&state.place).chain(&state.shelf);
        let lost = all.filter(|place| place.record.refused.is_some() && !place.record.is_stored());
        let row = |place: &OpenSession| {
            let name = place.record.shown_name(crate::store::now());
            (place.record.id.clone(), Summary::of(&name, &place.saved(), None))
        };
        lost.map(row).collect()
    }

    /// Gives a session of this tab another name, and stores it again; whether this tab has it.
    pub(crate) fn rename(&self, id: &str, name: &str) -> bool {
        let mut state = self.0.borrow_mut();
        let State { place, shelf, .. } = &mut *state;
        let Some(place) = std::iter::once(place).chain(shelf).find(|place| place.record.id == id) else {
            return false;
        };
        name.clone_into(&mut place.record.name);
        let _ = place.record.save(place.open.session(), true);
        true
    }

    /// Lets go of a session that is deleted; whether it was the open one.
    pub(crate) fn forget(&self, id: &str) -> bool {
        let mut state = self.0.borrow_mut();
        state.shelf.retain(|place| place.record.id != id);
        let open = state.place.record.id == id;
        drop(state);
        if open {
            self.begin(crate::browser::seed());
        }
        open
    }

    /// Looks at the open session, and at the scenario if it is one.
    pub(crate) fn look<T>(&self, at: impl FnOnce(&Session, Option<&Lesson>) -> T) -> T {
        match &self.0.borrow().place.open {
            Open::Free(session) => at(session, None),
            Open::Lesson(lesson) => at(lesson.session(), Some(lesson)),
        }
    }
}

fn fault(what: &str, where_: &str) -> String {
    [what, text::CANNOT_BE_READ, where_, text::REPORT_IT].concat()
}
