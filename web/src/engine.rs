//! The page's hold on the session.

use std::cell::RefCell;
use std::rc::Rc;

use playground_session::scenario::parse_index;
use playground_session::view::{Focus, ScenarioCard, TimelineView, View};

/// The session, shared with the console's completion.
#[derive(Clone)]
pub(crate) struct Engine(Rc<RefCell<State>>);

struct State {
    step: usize,
    ran: bool,
    id: Option<String>,
}

impl Engine {
    pub(crate) const INDEX: &'static str = "scenarios/index.tsv";
    pub(crate) fn new() -> Self {
        Self(Rc::new(RefCell::new(State { step: 0, ran: false, id: None })))
    }
    pub(crate) fn cards(&self, text: &str) -> Result<Vec<ScenarioCard>, String> {
        Ok(parse_index(text)
            .map_err(|e| e.to_string())?
            .into_iter()
            .map(|r| ScenarioCard { id: r.id, title: r.title, summary: r.summary, steps: r.steps })
            .collect())
    }
    pub(crate) fn file(&self, id: &str) -> Result<String, String> {
        Ok(format!("scenarios/{id}.md"))
    }
    pub(crate) fn open(&self, id: &str, _file: &str) -> Result<(), String> {
        let mut s = self.0.borrow_mut();
        s.id = Some(id.into());
        s.step = 0;
        s.ran = false;
        Ok(())
    }
    pub(crate) fn free(&self, _seed: [u8; 16]) {
        self.0.borrow_mut().id = None;
    }
    pub(crate) fn is_open(&self, id: &str) -> bool {
        self.0.borrow().id.as_deref() == Some(id)
    }
    pub(crate) fn go_to(&self, n: usize) {
        let mut s = self.0.borrow_mut();
        s.step = n;
        s.ran = false;
    }
    pub(crate) fn advance(&self) -> bool {
        let mut s = self.0.borrow_mut();
        if s.ran {
            s.step += 1;
            s.ran = false;
            false
        } else {
            s.ran = true;
            true
        }
    }
    pub(crate) fn step_back(&self) {
        let mut s = self.0.borrow_mut();
        if s.ran {
            s.ran = false
        } else {
            s.step = s.step.saturating_sub(1);
        }
    }
    pub(crate) fn run_all(&self) {
        let mut s = self.0.borrow_mut();
        s.step = 5;
        s.ran = true;
    }
    pub(crate) fn to_script(&self) {}
    pub(crate) fn run(&self, _line: &str) {}
    pub(crate) fn complete(&self, line: &str, _caret: usize) -> (usize, Vec<String>) {
        if line.starts_with("aws k") {
            (4, vec!["kms".into()])
        } else {
            (line.len(), vec!["aws".into(), "playground".into()])
        }
    }
    pub(crate) fn position(&self, _t: &TimelineView, _n: usize) {}
    pub(crate) fn jump(&self, _entry: usize) {}
    pub(crate) fn back(&self) {}
    pub(crate) fn forward(&self) {}
    pub(crate) fn undo(&self) {}
    pub(crate) fn redo(&self) {}
    pub(crate) fn specimen(&self) -> (&'static [u8], &'static [u8]) {
        (
            b"4111 1111 1111 1111 Ada Lovelace Analytical Way 1",
            &[
                0x8f, 0x1c, 0x77, 0xe3, 0x02, 0xba, 0x9d, 0x41, 0x60, 0xfe, 0x27, 0x95, 0x08, 0xcc, 0xd1,
                0x3b, 0x5a, 0xe9, 0x14, 0x76, 0xaf, 0x80, 0x32, 0xc4, 0x1d, 0x99, 0x6e, 0x4b, 0xf0, 0x25,
                0x83, 0xd7, 0x0a, 0xbe, 0x51, 0xc8, 0x3f, 0x72, 0xe6, 0x19, 0xad, 0x04, 0x8b, 0x60, 0xf7,
                0x2c, 0x95, 0xde,
            ],
        )
    }
    pub(crate) fn view(&self, focus: &mut Focus) -> View {
        let s = self.0.borrow();
        crate::fixture::view(s.id.as_deref(), s.step, s.ran, focus)
    }
}
