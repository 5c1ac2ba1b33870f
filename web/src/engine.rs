//! The page's hold on the session: a scenario or free play, moved and looked at.
//! Every decision is the session's.

use std::cell::RefCell;
use std::rc::Rc;

use playground_session::Session;
use playground_session::lesson::Lesson;
use playground_session::scenario::{IndexRow, parse_index};
use playground_session::view::{Focus, ScenarioCard, TimelineView, View, complete, free_play, specimen};

use crate::load::is_own;

/// The open world, shared with the console's completion.
#[derive(Clone)]
pub(crate) struct Engine(Rc<RefCell<State>>);

struct State {
    rows: Vec<IndexRow>,
    open: Open,
    seed: [u8; 16],
    specimen: Option<Rc<(Vec<u8>, Vec<u8>)>>,
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

impl Engine {
    /// The list of scenarios, beside the page.
    pub(crate) const INDEX: &'static str = "scenarios/index.tsv";

    /// Nothing open but an empty world.
    pub(crate) fn new(seed: [u8; 16]) -> Self {
        let open = Open::Free(Box::new(free_play(seed)));
        Self(Rc::new(RefCell::new(State { rows: Vec::new(), open, seed, specimen: None })))
    }

    /// Reads the list of scenarios.
    pub(crate) fn cards(&self, text: &str) -> Result<Vec<ScenarioCard>, String> {
        let rows = parse_index(text).map_err(|error| fault("The list of scenarios", &error.to_string()))?;
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
        row.map(|row| ["scenarios/", &row.file].concat())
            .ok_or_else(|| ["There is no scenario called ", id, "."].concat())
    }

    /// Opens a scenario by its file's text.
    pub(crate) fn open(&self, id: &str, file: &str) -> Result<(), String> {
        let lesson = Lesson::open(id, file).map_err(|error| {
            let why = error.to_string();
            if is_own(id) {
                ["This scenario can't be read: ", &why].concat()
            } else {
                fault("This scenario", &why)
            }
        })?;
        self.0.borrow_mut().open = Open::Lesson(Box::new(lesson));
        Ok(())
    }

    /// Opens an empty world.
    pub(crate) fn free(&self, seed: [u8; 16]) {
        self.0.borrow_mut().open = Open::Free(Box::new(free_play(seed)));
    }

    /// Whether free play is what is open, with something in it.
    pub(crate) fn is_free(&self) -> bool {
        matches!(&self.0.borrow().open, Open::Free(session) if !session.timeline().is_empty())
    }

    /// Whether a scenario is open.
    pub(crate) fn is_lesson(&self) -> bool {
        matches!(&self.0.borrow().open, Open::Lesson(_))
    }

    /// Whether that scenario is the one that is open.
    pub(crate) fn is_open(&self, id: &str) -> bool {
        matches!(&self.0.borrow().open, Open::Lesson(lesson) if lesson.id() == id)
    }

    fn lesson<T>(&self, act: impl FnOnce(&mut Lesson) -> T) -> Option<T> {
        match &mut self.0.borrow_mut().open {
            Open::Free(_) => None,
            Open::Lesson(lesson) => Some(act(lesson)),
        }
    }

    fn reader<T>(&self, act: impl FnOnce(&mut Session) -> T) {
        self.0.borrow_mut().open.reader(act);
    }

    /// Runs the step, or shows the next; whether it ran something.
    pub(crate) fn advance(&self) -> bool {
        self.lesson(Lesson::advance).unwrap_or(false)
    }

    /// The inverse.
    pub(crate) fn step_back(&self) {
        self.lesson(Lesson::back);
    }

    /// Runs all that is left.
    pub(crate) fn run_all(&self) {
        self.lesson(Lesson::run_all);
    }

    /// Shows a step.
    pub(crate) fn go_to(&self, step: usize) {
        self.lesson(|lesson| lesson.go_to(step));
    }

    /// Back to the script.
    pub(crate) fn to_script(&self) {
        self.lesson(Lesson::to_script);
    }

    /// Runs what the reader typed.
    pub(crate) fn run(&self, line: &str) {
        self.reader(|session| session.run(line));
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
        match &mut self.0.borrow_mut().open {
            Open::Free(session) => {
                session.timeline_mut().undo();
            }
            Open::Lesson(lesson) => lesson.undo(),
        }
    }

    /// Redo.
    pub(crate) fn redo(&self) {
        match &mut self.0.borrow_mut().open {
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
        complete(self.0.borrow().open.session(), line, caret)
    }

    /// Bytes of the sample, and the same sealed.
    pub(crate) fn specimen(&self) -> Rc<(Vec<u8>, Vec<u8>)> {
        let mut state = self.0.borrow_mut();
        let seed = state.seed;
        state.specimen.get_or_insert_with(|| Rc::new(specimen(seed))).clone()
    }

    /// The page's data.
    pub(crate) fn view(&self, focus: &Focus) -> View {
        match &self.0.borrow().open {
            Open::Free(session) => View::of_session(session, focus),
            Open::Lesson(lesson) => View::of_lesson(lesson, focus),
        }
    }
}

fn fault(what: &str, where_: &str) -> String {
    [what, " can't be read: ", where_, " Please report it."].concat()
}
